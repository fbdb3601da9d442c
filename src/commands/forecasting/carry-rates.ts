import { InvalidArgumentError, type Command } from 'commander';
import { carryRates, type SavedChange } from '../../forecasting/index.ts';
import type { Month } from '../../kernel/month.ts';
import { givenMonth } from '../given/month-and-site.ts';
import { actingCommand, print, printJson, say, wholeNumber, withCaller } from '../command.ts';
import { counted, table } from '../table.ts';
import {
  givenEditing,
  withConfirming,
  withEditing,
  withSite,
  type EditingOptions,
} from './request-options.ts';
import { tellSaved } from './entries.ts';

interface CarryOptions extends EditingOptions {
  readonly site: string;
  readonly from: Month;
  readonly months: number;
  readonly category?: readonly string[];
  readonly version: string;
  readonly seen?: number;
  readonly dryRun?: boolean;
}

/** `daybook forecast carry-rates` */
export function carryRatesCommand(): Command {
  const command = actingCommand(
    'carry-rates',
    'Carry the rates entered for a month into the months after it.',
    'daybook forecast carry-rates --site 0170 --from 2025-06 --months 3 --dry-run',
  );
  return withConfirming(withEditing(withSite(command)))
    .requiredOption('--from <month>', 'month whose rates are carried, YYYY-MM', givenMonth)
    .requiredOption('--months <count>', 'into how many months after it, 1 to 24', monthsAhead)
    .option('--category <category...>', 'only these categories, such as valet-daily')
    .option('--version <name>', 'version', 'working')
    .option('--seen <change>', 'refuse if it has changed since this change number', wholeNumber(0))
    .option('--dry-run', 'show what would change; save nothing')
    .action(carry);
}

function monthsAhead(text: string): number {
  const months = wholeNumber(1)(text);
  if (months > 24) throw new InvalidArgumentError('24 months at most');
  return months;
}

async function carry(options: CarryOptions): Promise<void> {
  const { site, from, months, category, version, seen = null, confirm = false, dryRun = false } = options;
  const saved = await withCaller(options, async (acting) => {
    const request = { site, from, months, categories: category, version, seen };
    const choices = { isConfirmed: confirm, isTrial: dryRun };
    return carryRates(acting, { ...request, ...choices, ...(await givenEditing(acting, options)) });
  });
  if (options.json) return printJson(saved);
  tell(saved, dryRun);
}

function tell(saved: readonly SavedChange[], isTrial: boolean): void {
  const rates = saved.flatMap(({ changed }) => changed);
  if (rates.length > 0)
    print(
      table(
        ['month', 'category', 'before', 'after'],
        rates.map(({ period, item, before, value }) => [
          ...[period, item, before?.toString() ?? 'budget', value?.toString() ?? 'budget'],
        ]),
        ['before', 'after'],
      ),
    );
  if (isTrial) return say(`${counted(rates.length, 'rate')} would change; a dry run, nothing was saved.`);
  for (const one of saved) tellSaved(one);
}

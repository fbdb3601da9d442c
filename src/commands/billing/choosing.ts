import { InvalidArgumentError, Option, type Command } from 'commander';
import {
  previewStatements,
  states,
  type BulkAction,
  type State,
  type StatementChoice,
  type StatementFilter,
} from '../../billing/index.ts';
import { refusal } from '../../kernel/errors.ts';
import type { Month } from '../../kernel/month.ts';
import { withoutDollarSign } from '../../kernel/typed-figure.ts';
import { print, printJson, say, wholeNumber, withCaller } from '../command.ts';
import { siteFilterOf, withSites, type SitesOptions } from '../given/chosen-sites.ts';
import { givenMonth } from '../given/month-and-site.ts';
import { counted, grouped, table } from '../table.ts';

/** Options that narrow statements; several narrow each other. */
export interface FilterOptions extends SitesOptions {
  readonly month?: Month;
  readonly state?: readonly State[];
  readonly amountFrom?: string;
  readonly amountTo?: string;
  readonly olderThan?: number;
  readonly disputed?: boolean;
  readonly all?: boolean;
}

/** Options of a command that acts on statements, by number or by filter. */
export interface ChoosingOptions extends FilterOptions {
  readonly dryRun?: boolean;
}

/** `--month`, and the options of `withStates`. */
export function withFilter(command: Command, all?: string): Command {
  return withStates(command.option('--month <month>', 'only this service month', givenMonth), all);
}

/** `--state`, `--amount-from`, `--amount-to`, `--older-than`, and the options that choose sites. */
export function withStates(command: Command, all?: string): Command {
  return withSites(
    command
      .addOption(new Option('--state <state...>', 'only in these states').choices([...states]))
      .option('--amount-from <dollars>', 'only with a total of at least', dollars)
      .option('--amount-to <dollars>', 'only with a total of at most', dollars)
      .option('--disputed', 'only those in dispute')
      .option('--older-than <days>', 'only those in their state for at least this many days', wholeNumber(0)),
    all,
  );
}

/** Statement numbers, or a filter, and `--dry-run`. */
export function withChoice(command: Command): Command {
  return withFilter(
    command.argument('[id...]', 'statement numbers; or choose by the options below'),
    'at every site you may see',
  ).option('--dry-run', 'show which statements and their total; do nothing');
}

function dollars(text: string): string {
  const value = withoutDollarSign(text);
  if (!/^-?\d{1,12}(\.\d{1,2})?$/.test(value)) throw new InvalidArgumentError('dollars, such as 1000.00');
  return value;
}

/** The filter that the options say; a condition that is not there narrows nothing. */
export function filterOf(options: FilterOptions): StatementFilter {
  const { month, state: inStates, amountFrom, amountTo, olderThan: olderThanDays } = options;
  const where = siteFilterOf(options);
  const filter: StatementFilter = {
    month,
    states: inStates,
    amountFrom,
    amountTo,
    olderThanDays,
    isDisputed: options.disputed,
  };
  return Object.keys(where).length === 0 ? filter : { ...filter, where };
}

/** What was chosen. Refuses with BILLING_CHOICE_UNCLEAR when there is nothing, or both numbers and a filter. */
export function choiceOf(statementIds: readonly string[], options: FilterOptions): StatementChoice {
  const filter = filterOf(options);
  const isFiltered = options.all === true || Object.values(filter).some((value) => value !== undefined);
  if (isFiltered === statementIds.length > 0)
    throw refusal('BILLING_CHOICE_UNCLEAR', {
      problem: isFiltered ? 'both were given' : 'neither was given',
    });
  return isFiltered ? { filter } : { statementIds };
}

/** Prints which statements an action would be tried on, how many and their total. */
export async function tellPreview(
  action: BulkAction,
  choice: StatementChoice,
  options: ChoosingOptions,
): Promise<void> {
  const preview = await withCaller(options, (acting) => previewStatements(acting, action, choice));
  if (options.json)
    return printJson({
      ...preview,
      statements: preview.statements.map(({ statementId, site, month, state, total }) => ({
        statementId,
        site,
        month,
        state,
        total,
      })),
    });
  if (preview.count > 0)
    print(
      table(
        ['number', 'site', 'customer', 'month', 'state', 'days', 'total'],
        preview.statements.map((one) => [
          ...[one.statementId, one.site, one.customerName ?? '-', one.month, one.state],
          ...[String(one.ageDays), one.total],
        ]),
        ['days', 'total'],
      ),
    );
  say(
    `${counted(preview.count, 'statement')}, ${grouped(preview.total)} in total; nothing was done (dry run).`,
  );
}

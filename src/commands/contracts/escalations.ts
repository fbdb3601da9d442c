import type { Command } from 'commander';
import { compareEscalators, type ComparedReading } from '../../billing/index.ts';
import { escalateRates } from '../../contracts/index.ts';
import { sum, toText, type Decimal } from '../../kernel/decimal.ts';
import type { Month } from '../../kernel/month.ts';
import {
  actingCommand,
  print,
  printJson,
  say,
  tellRefusal,
  withCaller,
  type ActingOptions,
} from '../command.ts';
import { givenMonth } from '../given/month-and-site.ts';
import { operatorOf } from '../given/operator-profile.ts';
import { counted, grouped, table } from '../table.ts';
import { tellWaiting } from './approvals.ts';

/** `daybook contracts escalations` */
export function escalationsCommand(): Command {
  return actingCommand(
    'escalations',
    'Rates due to change under their contracts; --apply changes them.',
    'daybook contracts escalations --month 2026-01',
  )
    .requiredOption('--month <month>', 'last service month YYYY-MM of the new rates')
    .option('--apply', 'create a new version of each contract')
    .option('--compare', 'what the other reading of component escalators would bill, by site and month')
    .action(async (options: EscalateOptions, command: Command) => {
      if (options.apply === true && options.compare === true)
        command.error('error: give --apply or --compare, not both');
      await (options.compare === true ? compare(options) : escalate(options));
    });
}

interface EscalateOptions extends ActingOptions {
  readonly month: string;
  readonly apply?: boolean;
  readonly compare?: boolean;
}

async function escalate(options: EscalateOptions): Promise<void> {
  const month = givenMonth(options.month);
  const isPreview = options.apply !== true;
  const { contracts, missing, waiting } = await withCaller(options, (acting) =>
    escalateRates(acting, { month, isPreview }),
  );
  if (missing.length > 0) process.exitCode = 1;
  const rates = contracts.flatMap(({ site, customerName, rates: each }) =>
    each.map((rate) => ({ ...rate, site, customerName })),
  );
  if (options.json)
    return printJson([
      ...rates.map(({ site, month: at, path, from, to }) => ({
        site,
        month: at,
        path,
        from: from.toString(),
        to: to.toString(),
        applied: !isPreview,
      })),
      ...missing.map(({ code, message, next }) => ({ error: { code, message, next } })),
      ...waiting.map((change) => ({ waits: change })),
    ]);
  const rows = rates.map(({ site, customerName, month: at, path, from, to }) => [
    ...[site, customerName ?? '-', at, path, from.toString(), to.toString()],
  ]);
  if (rows.length > 0) print(table(['site', 'customer', 'from', 'rate', 'until then', 'from then on'], rows));
  for (const one of missing) tellRefusal(one, false);
  if (waiting.length > 0) {
    say('Waiting for a second person, and not among these rates:');
    tellWaiting(waiting);
  }
  const changing = contracts.filter(({ rates: each }) => each.length > 0).length;
  const what = `${counted(rows.length, 'rate')} of ${counted(changing, 'contract')}`;
  say(
    isPreview
      ? `${month}: ${what} due to change; they change when the month is billed, or now with --apply.`
      : `${month}: ${what} changed.`,
  );
}

async function compare(options: EscalateOptions): Promise<void> {
  const month: Month = givenMonth(options.month);
  const compared = await withCaller(options, async (acting) =>
    compareEscalators(acting, await operatorOf(acting.configuration), month),
  );
  const totals = totalsOf(compared);
  if (options.json)
    return printJson({
      months: compared.map((one) => ({
        ...one,
        reasons: one.reasons.map(({ code, message }) => ({ code, message })),
      })),
      total: totals,
    });
  if (compared.length === 0) return say(`Through ${month}, both readings of escalators bill the same.`);
  print(
    table(
      [
        'site',
        'month',
        'bills by',
        'rates now → by the other reading',
        'billed',
        'by the other',
        'difference',
      ],
      [
        ...compared.map((one) => [
          ...[one.site, one.month, one.reading],
          one.rates
            .map(({ path, now, other }) => `${path} ${now.toString()} → ${other.toString()}`)
            .join('; '),
          ...[one.billed, one.otherwise, one.difference].map(amountText),
        ]),
        ['total', '', '', '', ...[totals.billed, totals.otherwise, totals.difference].map(amountText)],
      ],
      ['billed', 'by the other', 'difference'],
    ),
  );
  for (const { site, month: at, reasons } of compared)
    if (reasons[0] !== undefined) say(`${site}, ${at}: ${reasons[0].message}`);
  say(`${counted(compared.length, 'month')} would be billed differently.`);
}

/** Of the months that can be calculated by both readings. */
function totalsOf(
  compared: readonly ComparedReading[],
): Readonly<Record<'billed' | 'otherwise' | 'difference', Decimal>> {
  const both = compared.filter(({ difference }) => difference !== null);
  const of = (name: 'billed' | 'otherwise' | 'difference'): Decimal =>
    sum(both.flatMap((one) => one[name] ?? []));
  return { billed: of('billed'), otherwise: of('otherwise'), difference: of('difference') };
}

const amountText = (amount: Decimal | null): string => (amount === null ? '–' : grouped(toText(amount, 2)));

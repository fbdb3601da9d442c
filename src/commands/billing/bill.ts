import type { Command } from 'commander';
import { billMonth, type BilledMonth, type BilledStatement, type BillRun } from '../../billing/index.ts';
import { roundCents, toText, type Decimal } from '../../kernel/decimal.ts';
import type { Month } from '../../kernel/month.ts';
import { actingCommand, print, printJson, say, withCaller } from '../command.ts';
import { progressBar, type Progress } from '../progress.ts';
import { counted, table } from '../table.ts';
import { tellWaiting } from '../contracts/approvals.ts';
import { todayOf } from '../given/today.ts';
import { givenMonth } from '../given/month-and-site.ts';
import { operatorOf } from '../given/operator-profile.ts';
import { filterOf, withStates, type FilterOptions } from './choosing.ts';

interface BillCommandOptions extends Omit<FilterOptions, 'month'> {
  readonly month: Month;
  readonly dryRun?: boolean;
  readonly proceed?: string;
}

/** `daybook bill --month 2025-05` */
export function billCommand(): Command {
  const command = actingCommand(
    'bill',
    'Generate the statements for a month: every site with a contract, or only the chosen ones.',
    'daybook bill --month 2025-05 --site 0170 0829 --dry-run',
  ).requiredOption('--month <month>', 'service month YYYY-MM', givenMonth);
  return withStates(command)
    .option('--dry-run', 'calculate and show; save nothing')
    .option(
      '--proceed <reason>',
      'bill even if sites are not ready or facts are missing; the reason is recorded (billing admin)',
    )
    .action(run);
}

async function run(options: BillCommandOptions): Promise<void> {
  const { month, ...narrowed } = options;
  const billedMonth = await withCaller(options, async (acting) => {
    let bar: Progress | undefined;
    const billed = await billMonth(acting, await operatorOf(acting.configuration), {
      month,
      today: await todayOf(acting, undefined),
      isDryRun: options.dryRun === true,
      proceedReason: options.proceed,
      filter: filterOf(narrowed),
      onProgress: (_done, ready) => {
        bar ??= progressBar('Statements', ready, options.json === true);
        bar.advance(1);
      },
    });
    bar?.stop();
    return billed;
  });
  if (options.json) printJson(jsonOf(billedMonth));
  else tell(billedMonth);
  if (billedMonth.isChosen && billedMonth.blocked.some(isFailure)) process.exitCode = 1;
}

/** A statement that was sent already is no failure: there is nothing to do for it. */
function isFailure({ reasons }: BillRun['blocked'][number]): boolean {
  return reasons.some(({ code }) => code !== 'BILLING_ALREADY_SENT');
}

function jsonOf({
  runId,
  statements,
  blocked,
  waiting,
  preview,
  numbers,
}: BilledMonth): Record<string, unknown> {
  return {
    run_id: runId,
    statement_ids: Object.fromEntries(numbers),
    ...billedJson({ statements, blocked }),
    waiting,
    once_approved: preview === null ? null : billedJson(preview),
  };
}

function billedJson({ statements, blocked }: Billed): Record<string, unknown> {
  return {
    statements: statements.map(({ computed, state, version, isUnchanged, notices }) => ({
      site: computed.site,
      month: computed.month,
      version,
      is_unchanged: isUnchanged,
      state,
      total: toText(computed.total, 2),
      notices: notices.map(({ code, message, next }) => ({ code, message: `${message} ${next}` })),
      invoices: computed.invoices.map((invoice) => ({
        number: invoice.number,
        group: invoice.group,
        amount: toText(invoice.amount, 2),
        lines: invoice.lines.map(({ component, title, code, amount }) => ({
          component,
          title,
          code,
          amount: toText(amount, 2),
        })),
      })),
    })),
    blocked: blocked.flatMap(({ site, reasons }) =>
      reasons.map(({ code, message, next }) => ({ site, code, message: `${message} ${next}` })),
    ),
  };
}

type Billed = Pick<BillRun, 'statements' | 'blocked'>;

function tell({ runId, month, statements, blocked, waiting, preview, numbers }: BilledMonth): void {
  tellBilled({ statements, blocked }, numbers);
  if (waiting.length > 0) {
    say('Awaiting approval, and not billed:');
    tellWaiting(waiting);
  }
  if (preview !== null) {
    say('Once approved:');
    tellBilled(preview, new Map());
  }
  const outcome = runId === null ? 'nothing saved (dry run)' : `saved as run ${runId}`;
  const unchanged = statements.filter(({ isUnchanged }) => isUnchanged).length;
  const left = unchanged === 0 ? '' : ` (${String(unchanged)} unchanged, left as they are)`;
  const billed = `${counted(statements.length, 'statement')}${left}`;
  say(`${month}: ${billed}, ${counted(blocked.length, 'site')} not billed; ${outcome}.`);
}

function tellBilled({ statements, blocked }: Billed, numbers: ReadonlyMap<string, string>): void {
  if (statements.length > 0)
    print(
      table(
        [
          'number',
          'site',
          'customer',
          'state',
          'invoices',
          'total',
          'expected',
          'posted',
          'invoiced',
          'off by',
          'deviation',
        ],
        statements.map((one) => [numbers.get(one.computed.site) ?? '-', ...row(one)]),
      ),
    );
  const notices = statements.flatMap(({ computed, notices: ofSite }) =>
    ofSite.map(({ code, message, next }) => [computed.site, code, message, next]),
  );
  if (notices.length > 0) {
    say('Billed on incomplete facts:');
    print(table(['site', 'code', 'what', 'next'], notices));
  }
  if (blocked.length > 0) {
    say('Not billed:');
    print(
      table(
        ['site', 'code', 'why', 'next'],
        blocked.flatMap(({ site, reasons }) =>
          reasons.map(({ code, message, next }) => [site, code, message, next]),
        ),
      ),
    );
  }
}

function row({ contract, computed, comparison, state }: BilledStatement): string[] {
  return [
    ...[computed.site, contract.customerName ?? '-', state, String(computed.invoices.length)],
    toText(computed.total, 2),
    ...comparisonRow(comparison),
  ];
}

/** As the list of statements says it: rounded to cents and hundredths of a percent. */
function comparisonRow({
  expected,
  posted,
  invoiced,
  deviation,
  deviationPercent,
}: BilledStatement['comparison']): string[] {
  const rounded = (value: Decimal): string => toText(roundCents(value), 2);
  const isKnown = expected !== null;
  return [
    isKnown ? rounded(expected) : '-',
    rounded(posted),
    rounded(invoiced),
    isKnown ? rounded(deviation) : '-',
    isKnown ? `${rounded(deviationPercent)} %` : '-',
  ];
}

import { Option, type Command } from 'commander';
import {
  findStatements,
  paymentStates,
  type ListedStatement,
  type OutdatedStatement,
  type PaymentState,
  type StatementSummary,
} from '../../billing/index.ts';
import { actingCommand, print, printJson, say, withCaller } from '../command.ts';
import { todayOf } from '../given/today.ts';
import { operatorOf } from '../given/operator-profile.ts';
import { counted, table } from '../table.ts';
import { filterOf, withFilter, type FilterOptions } from './choosing.ts';
import { isFile, withListFormat, writeList, type ListColumn, type ListFormat } from './list-file.ts';
import { outdatedJson } from './outdated.ts';

interface ListOptions extends FilterOptions, ListFormat {
  readonly payment?: readonly PaymentState[];
  readonly versions?: boolean;
}

/** `daybook statements list` */
export function listCommand(): Command {
  const command = actingCommand(
    'list',
    'Statements, newest month first.',
    'daybook statements list --month 2025-05 --state "Approval Team" --older-than 5 --csv',
  );
  return withListFormat(withFilter(command))
    .addOption(
      new Option('--payment <state...>', 'only those paid to this extent').choices([...paymentStates]),
    )
    .option(
      '--versions',
      'every version, including revised and regenerated ones; a column shows the current one',
    )
    .action(list);
}

async function list(options: ListOptions, command: Command): Promise<void> {
  if (options.xlsx && options.out === undefined)
    return command.error('error: --out is required to write the workbook');
  const filter = { ...filterOf(options), payments: options.payment, isEveryVersion: options.versions };
  const statements = await withCaller(options, async (acting) =>
    findStatements(acting, await operatorOf(acting.configuration), {
      filter,
      timeZone: acting.configuration.timeZone,
      asOf: await todayOf(acting, undefined),
      isExport: isFile(options),
    }),
  );
  if (options.json) return printJson(statements.map(listedJson));
  if (isFile(options))
    return writeList(statements, columns, { noun: 'statement', sheet: 'Statements', format: options });
  if (statements.length === 0) return say('No such statement that you may see.');
  print(
    table(
      [
        ...['number', 'site', 'customer', 'month', 'cycle', 'version', 'stands', 'state', 'days', 'total'],
        ...[
          'expected',
          'posted',
          'invoiced',
          'off by',
          'deviation',
          'changed since',
          'district',
          'manager',
          'payment',
          'late',
          'reason',
        ],
      ],
      statements.map(rowOf),
      ['days', 'late'],
    ),
  );
  const changed = statements.filter(({ outdated }) => outdated !== null).length;
  const next = changed === 0 ? '' : `; ${String(changed)} outdated: run \`statements outdated\``;
  say(`${counted(statements.length, 'statement')}${next}.`);
}

function rowOf(one: ListedStatement): string[] {
  return [
    ...[one.statementId, one.site, one.customerName ?? '-', one.month, one.cycle, String(one.version)],
    ...[
      one.isStanding ? 'yes' : 'no',
      one.isDisputed ? `${one.state}, disputed` : one.state,
      String(one.ageDays),
      one.total,
    ],
    ...[one.expected, one.posted, one.invoiced, one.deviation].map((amount) => amount ?? '-'),
    one.deviationPercent === null ? '-' : `${one.deviationPercent} %`,
    ...[changeOf(one.outdated), one.district ?? '-', one.manager ?? '-', one.payment ?? '-'],
    one.daysLate === null ? '-' : String(one.daysLate),
    one.reviewReason ?? '-',
  ];
}

/** By how much the total would be another one from the facts that are there now. */
function changeOf(one: OutdatedStatement | null): string {
  if (one === null) return '-';
  return one.difference ?? 'cannot be calculated';
}

const columns: readonly ListColumn<ListedStatement>[] = [
  { title: 'number', kind: 'text', of: (one) => one.statementId },
  { title: 'site', kind: 'text', of: (one) => one.site },
  { title: 'customer', kind: 'text', of: (one) => one.customerName },
  { title: 'district', kind: 'text', of: (one) => one.district },
  { title: 'manager', kind: 'text', of: (one) => one.manager },
  { title: 'district manager', kind: 'text', of: (one) => one.districtManager },
  { title: 'billing cycle', kind: 'month', of: (one) => one.cycle },
  { title: 'service month', kind: 'month', of: (one) => one.month },
  { title: 'version', kind: 'quantity', of: (one) => String(one.version) },
  { title: 'state', kind: 'text', of: (one) => one.state },
  { title: 'days in state', kind: 'quantity', of: (one) => String(one.ageDays) },
  { title: 'reason', kind: 'text', of: (one) => one.reviewReason },
  { title: 'total', kind: 'money', of: (one) => one.total },
  { title: 'expected', kind: 'money', of: (one) => one.expected },
  { title: 'posted', kind: 'money', of: (one) => one.posted },
  { title: 'invoiced', kind: 'money', of: (one) => one.invoiced },
  { title: 'deviation', kind: 'money', of: (one) => one.deviation },
  { title: 'deviation %', kind: 'percent', of: (one) => one.deviationPercent },
  { title: 'due', kind: 'date', of: (one) => one.dueOn },
  { title: 'payment', kind: 'text', of: (one) => one.payment },
  { title: 'open', kind: 'money', of: (one) => one.openAmount },
  { title: 'days to payment', kind: 'quantity', of: (one) => textOf(one.daysToPayment) },
  { title: 'days late', kind: 'quantity', of: (one) => textOf(one.daysLate) },
  { title: 'disputed', kind: 'text', of: (one) => (one.isDisputed ? 'yes' : 'no') },
  { title: 'current', kind: 'text', of: (one) => (one.isStanding ? 'yes' : 'no') },
];

function textOf(count: number | null): string | null {
  return count === null ? null : String(count);
}

function listedJson(one: ListedStatement): Record<string, unknown> {
  const { cycle, ageDays, district, manager, districtManager, outdated } = one;
  return {
    ...summaryJson(one),
    billing_cycle: cycle,
    age_days: ageDays,
    review_reason: one.reviewReason,
    district,
    manager,
    district_manager: districtManager,
    due_on: one.dueOn,
    payment: one.payment,
    open_amount: one.openAmount,
    days_to_payment: one.daysToPayment,
    days_late: one.daysLate,
    outdated: outdated === null ? null : outdatedJson(outdated),
  };
}

/** What every surface says of a statement, for machines. */
export function summaryJson(one: StatementSummary): Record<string, unknown> {
  return {
    statement_id: one.statementId,
    site: one.site,
    customer: one.customerName,
    month: one.month,
    version: one.version,
    state: one.state,
    stands: one.isStanding,
    disputed: one.isDisputed,
    total: one.total,
    expected: one.expected,
    posted: one.posted,
    invoiced: one.invoiced,
    deviation_amount: one.deviation,
    deviation_percent: one.deviationPercent,
    made_by: one.madeBy,
  };
}

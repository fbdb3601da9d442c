import { Option, type Command } from 'commander';
import {
  listStatements,
  type OutdatedStatement,
  states,
  type State,
  type StatementSummary,
} from '../../billing/index.ts';
import type { Month } from '../../kernel/month.ts';
import { requireRight } from '../../platform/security/index.ts';
import {
  actingCommand,
  groupCommand,
  print,
  printJson,
  say,
  withCaller,
  type ActingOptions,
} from '../command.ts';
import { counted, table } from '../table.ts';
import { adHocCommand } from './ad-hoc.ts';
import { dailyCommand } from './daily.ts';
import { givenMonth, givenSite } from './given.ts';
import { outdatedAmong, outdatedCommand, outdatedJson } from './outdated.ts';
import { markJson, readinessCommands, tellMarks } from './readiness.ts';
import { reviewCommands } from './review.ts';
import { sendingCommands } from './sending.ts';
import { statementOf } from './statement-of.ts';

interface ListOptions extends ActingOptions {
  readonly month?: Month;
  readonly site?: readonly string[];
  readonly state?: State;
  readonly versions?: boolean;
}

/** `daybook statements list|show|approve|reject|send-back|pdf|report|send|resend|revise|daily|adhoc|readiness|ready` */
export function statementsCommand(): Command {
  const statements = groupCommand(
    'statements',
    'Customer statements: list, review, add lines.',
    'daybook statements list --month 2025-05 --state "Approval Team"',
  );
  statements.addCommand(
    actingCommand('list', 'Statements, newest month first.', 'daybook statements list --month 2025-05')
      .option('--month <month>', 'only this service month', givenMonth)
      .option('--site <site...>', 'only these sites')
      .addOption(new Option('--state <state>', 'only in this state').choices([...states]))
      .option(
        '--versions',
        'every version, including revised and regenerated ones; a column shows the current one',
      )
      .action(list),
    { isDefault: true },
  );
  statements.addCommand(
    actingCommand('show', 'One statement, with invoices, lines and history.', 'daybook statements show 7')
      .argument('<id>', 'statement number')
      .action(show),
  );
  const others = [dailyCommand(), outdatedCommand(), adHocCommand(), ...readinessCommands()];
  for (const command of [...reviewCommands(), ...sendingCommands(), ...others])
    statements.addCommand(command);
  return statements;
}

async function list(options: ListOptions): Promise<void> {
  const { month, site, state, versions: isEveryVersion } = options;
  const { found, changed } = await withCaller(options, async ({ caller, database, configuration }) => {
    await requireRight(caller, { object: 'statement', action: 'read' });
    const sites = site?.map(givenSite);
    const listed = await caller.transaction((transaction) =>
      listStatements(transaction, { month, sites, state, isEveryVersion }),
    );
    const ids = listed.map(({ statementId }) => statementId);
    return { found: listed, changed: await outdatedAmong(ids, database, configuration) };
  });
  const since = new Map(changed.map((one) => [one.statementId, one]));
  if (options.json)
    return printJson(
      found.map((one) => {
        const outdated = since.get(one.statementId);
        return { ...jsonOf(one), outdated: outdated === undefined ? null : outdatedJson(outdated) };
      }),
    );
  if (found.length === 0) return say('No such statement that you may see.');
  print(
    table(
      [
        ...['number', 'site', 'customer', 'month', 'version', 'stands', 'state', 'total', 'expected'],
        ...['posted', 'invoiced', 'off by', 'deviation', 'changed since'],
      ],
      found.map((one) => [
        ...[one.statementId, one.site, one.customerName ?? '-', one.month, String(one.version)],
        ...[one.isStanding ? 'yes' : 'no', one.state],
        ...[
          one.total,
          ...[one.expected, one.posted, one.invoiced, one.deviation].map((amount) => amount ?? '-'),
          one.deviationPercent === null ? '-' : `${one.deviationPercent} %`,
          changeOf(since.get(one.statementId)),
        ],
      ]),
    ),
  );
  const outdated =
    changed.length === 0 ? '' : `; ${String(changed.length)} outdated: run \`statements outdated\``;
  say(`${counted(found.length, 'statement')}${outdated}.`);
}

/** By how much the total would be another one from the facts that are there now. */
function changeOf(one: OutdatedStatement | undefined): string {
  if (one === undefined) return '-';
  return one.difference ?? 'cannot be calculated';
}

function jsonOf(one: StatementSummary): Record<string, unknown> {
  return {
    statement_id: one.statementId,
    site: one.site,
    customer: one.customerName,
    month: one.month,
    version: one.version,
    state: one.state,
    stands: one.isStanding,
    total: one.total,
    expected: one.expected,
    posted: one.posted,
    invoiced: one.invoiced,
    deviation_amount: one.deviation,
    deviation_percent: one.deviationPercent,
    made_by: one.madeBy,
  };
}

async function show(statementId: string, options: ActingOptions): Promise<void> {
  const found = await withCaller(options, ({ caller }) => statementOf(caller, statementId));
  if (options.json)
    return printJson({
      ...jsonOf(found),
      change: found.changeNumber,
      run_id: found.runId,
      invoices: found.invoices,
      changes: found.changes,
      notices: found.notices,
      readiness: found.marks.map(markJson),
    });
  print(
    `Statement ${found.statementId}, site ${found.site}, ${found.customerName ?? 'customer not named'}, ${found.month}`,
  );
  const standing = found.isStanding ? '' : ' (replaced by a newer version)';
  const numbers = `version ${String(found.version)}, change ${String(found.changeNumber)}, run ${found.runId}`;
  print(`${found.state}${standing}, ${numbers}`);
  for (const invoice of found.invoices) {
    const due = invoice.dueOn === null ? invoice.paymentTerms : `${invoice.paymentTerms}: ${invoice.dueOn}`;
    const title = invoice.title === null ? '' : `, ${invoice.title}`;
    print(`\nInvoice ${invoice.number} of ${invoice.invoiceOn}, ${due}${title}`);
    print(
      table(
        ['line', 'component', 'title', 'code', 'amount'],
        invoice.lines.map((line) => [line.lineId, line.component, line.title, line.code, line.amount]),
      ),
    );
    print(`Amount due ${invoice.amount}`);
  }
  print(`\nTotal ${found.total}`);
  if (found.expected !== null)
    print(
      `Expected ${found.expected}; actual is posted ${found.posted ?? '-'} and invoiced ${found.invoiced ?? '-'}: ` +
        `${found.deviation ?? '-'} off, ${found.deviationPercent ?? '-'} %`,
    );
  print('');
  print(
    table(
      ['when', 'what', 'state', 'who', 'why'],
      found.changes.map(({ at, action, to, by, reason }) => [at.slice(0, 16), action, to, by, reason ?? '-']),
    ),
  );
  if (found.notices.length > 0)
    print(
      `\n${table(
        ['notice', 'says'],
        found.notices.map(({ code, message }) => [code, message]),
      )}`,
    );
  if (found.marks.length > 0) tellMarks(found.marks);
}

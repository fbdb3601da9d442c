import { Option, type Command } from 'commander';
import {
  findStatements,
  statementSeen,
  states,
  type OutdatedStatement,
  type State,
  type StatementSummary,
} from '../../billing/index.ts';
import type { Month } from '../../kernel/month.ts';
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
import { givenMonth, givenSite } from '../given/month-and-site.ts';
import { operatorOf } from '../given/operator-profile.ts';
import { outdatedCommand, outdatedJson } from './outdated.ts';
import { markJson, readinessCommands, tellMarks } from './readiness.ts';
import { reviewCommands } from './review.ts';
import { sendingCommands } from './sending.ts';

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
  const filter = { month, sites: site?.map(givenSite), state, isEveryVersion };
  const statements = await withCaller(options, async (acting) =>
    findStatements(acting, await operatorOf(acting.configuration), filter),
  );
  if (options.json)
    return printJson(
      statements.map((one) => ({
        ...jsonOf(one),
        outdated: one.outdated === null ? null : outdatedJson(one.outdated),
      })),
    );
  if (statements.length === 0) return say('No such statement that you may see.');
  print(
    table(
      [
        ...['number', 'site', 'customer', 'month', 'version', 'stands', 'state', 'total', 'expected'],
        ...['posted', 'invoiced', 'off by', 'deviation', 'changed since'],
      ],
      statements.map((one) => [
        ...[one.statementId, one.site, one.customerName ?? '-', one.month, String(one.version)],
        ...[one.isStanding ? 'yes' : 'no', one.state],
        ...[
          one.total,
          ...[one.expected, one.posted, one.invoiced, one.deviation].map((amount) => amount ?? '-'),
          one.deviationPercent === null ? '-' : `${one.deviationPercent} %`,
          changeOf(one.outdated),
        ],
      ]),
    ),
  );
  const changed = statements.filter(({ outdated }) => outdated !== null).length;
  const next = changed === 0 ? '' : `; ${String(changed)} outdated: run \`statements outdated\``;
  say(`${counted(statements.length, 'statement')}${next}.`);
}

/** By how much the total would be another one from the facts that are there now. */
function changeOf(one: OutdatedStatement | null): string {
  if (one === null) return '-';
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
  const statement = await withCaller(options, (acting) => statementSeen(acting, statementId));
  if (options.json)
    return printJson({
      ...jsonOf(statement),
      change: statement.changeNumber,
      run_id: statement.runId,
      expected_from: statement.expectedFrom,
      invoices: statement.invoices,
      changes: statement.changes,
      notices: statement.notices,
      readiness: statement.marks.map(markJson),
    });
  const { site, month, state, version, changeNumber, runId } = statement;
  const customer = statement.customerName ?? 'customer not named';
  print(`Statement ${statementId}, site ${site}, ${customer}, ${month}`);
  const standing = statement.isStanding ? '' : ' (replaced by a newer version)';
  print(`${state}${standing}, version ${String(version)}, change ${String(changeNumber)}, run ${runId}`);
  for (const invoice of statement.invoices) {
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
  print(`\nTotal ${statement.total}`);
  const { expected, posted, invoiced, deviation, deviationPercent } = statement;
  if (expected !== null)
    print(
      `Expected ${expected}; actual is posted ${posted ?? '-'} and invoiced ${invoiced ?? '-'}: ` +
        `${deviation ?? '-'} off, ${deviationPercent ?? '-'} %`,
    );
  if (statement.expectedFrom === 'forecast')
    print(
      'Expected by the forecast; who entered what, when and in which file: ' +
        `daybook explain cell --site ${statement.site} --month ${statement.month} --line internal-revenue`,
    );
  print('');
  print(
    table(
      ['when', 'what', 'state', 'who', 'why'],
      statement.changes.map(({ at, action, to, by, reason }) => [
        at.slice(0, 16),
        action,
        to,
        by,
        reason ?? '-',
      ]),
    ),
  );
  if (statement.notices.length > 0)
    print(
      `\n${table(
        ['notice', 'says'],
        statement.notices.map(({ code, message }) => [code, message]),
      )}`,
    );
  if (statement.marks.length > 0) tellMarks(statement.marks);
}

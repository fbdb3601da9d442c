import { Option, type Command } from 'commander';
import {
  approveStatement,
  listStatements,
  states,
  type State,
  type StatementDetail,
  type StatementSummary,
} from '../../billing/index.ts';
import { Refusal } from '../../kernel/errors.ts';
import type { Month } from '../../kernel/month.ts';
import { requireRight, type Right } from '../../platform/security/index.ts';
import {
  actingCommand,
  groupCommand,
  print,
  printJson,
  say,
  wholeNumber,
  withCaller,
  type ActingOptions,
} from '../command.ts';
import { counted, table } from '../table.ts';
import { adHocCommand } from './ad-hoc.ts';
import { dailyCommand } from './daily.ts';
import { givenMonth, givenSite } from './given.ts';
import { markJson, readinessCommands, tellMarks } from './readiness.ts';
import { sendingCommands } from './sending.ts';
import { statementOf } from './statement-of.ts';

interface ListOptions extends ActingOptions {
  readonly month?: Month;
  readonly site?: readonly string[];
  readonly state?: State;
  readonly versions?: boolean;
}

/** `daybook statements list|show|approve|pdf|report|send|resend|revise|daily|adhoc|readiness|ready` */
export function statementsCommand(): Command {
  const statements = groupCommand(
    'statements',
    'Statements of customers: see, review, add lines.',
    'daybook statements list --month 2025-05 --state "Approval Team"',
  );
  statements.addCommand(
    actingCommand('list', 'Statements, newest month first.', 'daybook statements list --month 2025-05')
      .option('--month <month>', 'only this service month', givenMonth)
      .option('--site <site...>', 'only these sites')
      .addOption(new Option('--state <state>', 'only in this state').choices([...states]))
      .option('--versions', 'every version, also what was revised or made anew; a column says which stands')
      .action(list),
    { isDefault: true },
  );
  statements.addCommand(
    actingCommand('show', 'One statement with invoices, lines and history.', 'daybook statements show 7')
      .argument('<id>', 'number of the statement')
      .action(show),
  );
  statements.addCommand(
    actingCommand(
      'approve',
      'Approve a statement in review.',
      'daybook statements approve 7 --reason "agreed with the client"',
    )
      .argument('<id...>', 'numbers of statements')
      .option('--seen <change>', 'refuse when it was changed after this change number', wholeNumber(1))
      .action(approve),
  );
  for (const command of [...sendingCommands(), dailyCommand(), adHocCommand(), ...readinessCommands()])
    statements.addCommand(command);
  return statements;
}

async function list(options: ListOptions): Promise<void> {
  const { month, site, state, versions: isEveryVersion } = options;
  const found = await withCaller(options, async ({ caller }) => {
    await requireRight(caller, { object: 'statement', action: 'read' });
    const sites = site?.map(givenSite);
    return caller.transaction((transaction) =>
      listStatements(transaction, { month, sites, state, isEveryVersion }),
    );
  });
  if (options.json) return printJson(found.map(jsonOf));
  if (found.length === 0) return say('There is no such statement that you may see.');
  print(
    table(
      ['number', 'site', 'customer', 'month', 'version', 'stands', 'state', 'total', 'expected', 'deviation'],
      found.map((one) => [
        ...[one.statementId, one.site, one.customerName ?? '-', one.month, String(one.version)],
        ...[one.isStanding ? 'yes' : 'no', one.state],
        ...[
          one.total,
          one.expected ?? '-',
          one.deviationPercent === null ? '-' : `${one.deviationPercent} %`,
        ],
      ]),
    ),
  );
  say(`${counted(found.length, 'statement')}.`);
}

function jsonOf(one: StatementSummary): Record<string, unknown> {
  return {
    ...{ statement_id: one.statementId, site: one.site, customer: one.customerName, month: one.month },
    ...{ version: one.version, state: one.state, stands: one.isStanding },
    ...{ total: one.total, expected: one.expected },
    ...{ deviation_percent: one.deviationPercent, made_by: one.madeBy },
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
      readiness: found.marks.map(markJson),
    });
  print(
    `Statement ${found.statementId}, site ${found.site}, ${found.customerName ?? 'customer not named'}, ${found.month}`,
  );
  const standing = found.isStanding ? '' : ' (a newer version stands in its place)';
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
  print(`\nTotal ${found.total}\n`);
  print(
    table(
      ['when', 'what', 'state', 'who', 'why'],
      found.changes.map(({ at, action, to, by, reason }) => [at.slice(0, 16), action, to, by, reason ?? '-']),
    ),
  );
  if (found.marks.length > 0) tellMarks(found.marks);
}

/** Who may approve depends on the state in which the statement is (billing.md 4.2, operations.md 1.3). */
function rightToApprove({ state, site }: StatementDetail): Right {
  const object = state === 'Approval Team' ? 'statement-approval' : 'statement-review';
  return { object, action: 'approve', site };
}

interface ApproveOptions extends ActingOptions {
  readonly seen?: number;
}

async function approve(statementIds: readonly string[], options: ApproveOptions): Promise<void> {
  const done = await withCaller(options, async ({ caller, database, person }) => {
    const answers: { statementId: string; state: State }[] = [];
    for (const statementId of statementIds) {
      await requireRight(caller, rightToApprove(await statementOf(caller, statementId)));
      const state = await approveStatement(database, {
        ...{ statementId, actor: person.userId, reason: options.reason ?? null },
        seenChange: options.seen ?? null,
      });
      if (state instanceof Refusal) throw state;
      answers.push({ statementId, state });
    }
    return answers;
  });
  if (options.json)
    return printJson(done.map(({ statementId, state }) => ({ statement_id: statementId, state })));
  for (const { statementId, state } of done) say(`Statement ${statementId} is ${state}.`);
}

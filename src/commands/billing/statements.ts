import { Option, type Command } from 'commander';
import {
  addAdHocLine,
  adHocKinds,
  approveStatement,
  bill,
  listStatements,
  requirePossible,
  states,
  type State,
  type StatementDetail,
  type StatementSummary,
} from '../../billing/index.ts';
import type { AdHocLine } from '../../contracts/index.ts';
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
import { dailyCommand } from './daily.ts';
import { givenMonth, givenSite } from './given.ts';
import { operatorOf } from './outbox-folder.ts';
import { sendingCommands } from './sending.ts';
import { statementOf } from './statement-of.ts';

interface ListOptions extends ActingOptions {
  readonly month?: Month;
  readonly site?: readonly string[];
  readonly state?: State;
}

/** `daybook statements list|show|approve|pdf|report|send|resend|revise|daily|adhoc` */
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
  for (const command of [...sendingCommands(), dailyCommand()]) statements.addCommand(command);
  statements.addCommand(
    actingCommand(
      'adhoc',
      'Add a line to a statement; it is made anew with it.',
      'daybook statements adhoc 7 --title "Holiday decoration" --amount 250',
    )
      .argument('<id>', 'number of the statement')
      .requiredOption('--title <title>', 'what it is for, as printed')
      .requiredOption('--amount <amount>', 'money; below 0 credits the customer')
      .addOption(
        new Option('--kind <kind>', 'kind of line').choices([...adHocKinds]).default('MiscellaneousItem'),
      )
      .option('--code <code>', 'GL code (default: that of the kind)')
      .option('--description <text>', 'printed below the title')
      .option('--group <number>', 'invoice group', wholeNumber(1), 1)
      .action(addLine),
  );
  return statements;
}

async function list(options: ListOptions): Promise<void> {
  const { month, site, state } = options;
  const found = await withCaller(options, async ({ caller }) => {
    await requireRight(caller, { object: 'statement', action: 'read' });
    const sites = site?.map(givenSite);
    return caller.transaction((transaction) => listStatements(transaction, { month, sites, state }));
  });
  if (options.json) return printJson(found.map(jsonOf));
  if (found.length === 0) return say('There is no such statement that you may see.');
  print(
    table(
      ['number', 'site', 'customer', 'month', 'version', 'state', 'total', 'expected', 'deviation'],
      found.map((one) => [
        ...[one.statementId, one.site, one.customerName ?? '-', one.month, String(one.version), one.state],
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
    ...{ version: one.version, state: one.state, total: one.total, expected: one.expected },
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
    });
  print(
    `Statement ${found.statementId}, site ${found.site}, ${found.customerName ?? 'customer not named'}, ${found.month}`,
  );
  print(
    `${found.state}, version ${String(found.version)}, change ${String(found.changeNumber)}, run ${found.runId}`,
  );
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

interface AddLineOptions extends ActingOptions {
  readonly title: string;
  readonly amount: string;
  readonly kind: AdHocLine['kind'];
  readonly code?: string;
  readonly description?: string;
  readonly group: number;
}

async function addLine(statementId: string, options: AddLineOptions): Promise<void> {
  const made = await withCaller(options, async ({ caller, database, person, configuration }) => {
    const { site, month, state } = await statementOf(caller, statementId);
    await requireRight(caller, { object: 'statement-line', action: 'change', site });
    requirePossible({ statementId, state }, 'add-line');
    await addAdHocLine(database, {
      ...{ site, month, kind: options.kind, title: options.title, description: options.description ?? null },
      ...{ code: options.code, amount: options.amount, group: options.group, addedBy: person.userId },
    });
    const run = await bill(database, {
      ...{ month, sites: [site], isDryRun: false, startedBy: person.userId },
      proceedReason: options.reason ?? `line added: ${options.title}`,
      operator: (await operatorOf(configuration)).name,
    });
    return { site, month, run };
  });
  if (options.json) return printJson({ site: made.site, month: made.month, run_id: made.run.runId });
  const state = made.run.statements[0]?.state ?? 'not billed';
  say(`Site ${made.site}, ${made.month}: made anew with the line, ${state}.`);
  say(`See \`daybook statements list --site ${made.site}\`.`);
}

import type { Command } from 'commander';
import { statementSeen, type StatementDetail } from '../../billing/index.ts';
import { inGroups } from '../../kernel/decimal.ts';
import { actingCommand, groupCommand, print, printJson, withCaller, type ActingOptions } from '../command.ts';
import { table } from '../table.ts';
import { adHocCommand } from './ad-hoc.ts';
import { dailyCommand } from './daily.ts';
import { disputeCommands } from './disputes.ts';
import { listCommand, summaryJson } from './list.ts';
import { outdatedCommand } from './outdated.ts';
import { markJson, readinessCommands, tellMarks } from './readiness.ts';
import { paymentsCommand } from './payments.ts';
import { performanceCommands } from './performance.ts';
import { reviewCommands } from './review.ts';
import { sendingCommands } from './sending.ts';

/** `daybook statements …`: the list, one statement, and what is done to them */
export function statementsCommand(): Command {
  const statements = groupCommand(
    'statements',
    'Customer statements: list, review, add lines.',
    'daybook statements list --month 2025-05 --state "Approval Team"',
  );
  statements.addCommand(listCommand(), { isDefault: true });
  for (const command of performanceCommands()) statements.addCommand(command);
  statements.addCommand(
    actingCommand('show', 'One statement, with invoices, lines and history.', 'daybook statements show 7')
      .argument('<id>', 'statement number')
      .action(show),
  );
  const others = [
    ...disputeCommands(),
    paymentsCommand(),
    dailyCommand(),
    outdatedCommand(),
    adHocCommand(),
    ...readinessCommands(),
  ];
  for (const command of [...reviewCommands(), ...sendingCommands(), ...others])
    statements.addCommand(command);
  return statements;
}

async function show(statementId: string, options: ActingOptions): Promise<void> {
  const statement = await withCaller(options, (acting) => statementSeen(acting, statementId));
  if (options.json)
    return printJson({
      ...summaryJson(statement),
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
  if (statement.isDisputed) print('In dispute: cannot change until that is resolved.');
  print(`${state}${standing}, version ${String(version)}, change ${String(changeNumber)}, run ${runId}`);
  tellInvoices(statement.invoices);
  print(`\nTotal ${statement.total}`);
  const { expected, posted, invoiced, deviation, deviationPercent } = statement;
  if (expected !== null)
    print(
      `Expected ${expected}; actual is posted ${posted ?? '-'} and invoiced ${invoiced ?? '-'}: ` +
        `${deviation ?? '-'} off, ${deviationPercent ?? '-'} %`,
    );
  if (statement.expectedFrom === 'forecast')
    print(
      'Expected from the forecast; who entered what, when and from which file: ' +
        `daybook explain cell --site ${statement.site} --month ${statement.month} --line internal-revenue`,
    );
  print('');
  print(
    table(
      ['when', 'what', 'state', 'who', 'why'],
      statement.changes.map(({ at, action, to, by, reason, lineTitle, lineAmount }) => [
        at.slice(0, 16),
        lineTitle === null || lineAmount === null
          ? action
          : `${action}: ${lineTitle}, ${inGroups(lineAmount)}`,
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

function tellInvoices(invoices: StatementDetail['invoices']): void {
  for (const invoice of invoices) {
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
}

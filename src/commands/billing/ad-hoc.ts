import { Option, type Command } from 'commander';
import {
  addAdHocLine,
  adHocKinds,
  bill,
  changeState,
  removeAdHocLine,
  type StatementDetail,
} from '../../billing/index.ts';
import type { AdHocLine } from '../../contracts/index.ts';
import { refusal } from '../../kernel/errors.ts';
import type { Database } from '../../platform/database/index.ts';
import { requireRight } from '../../platform/security/index.ts';
import { actingCommand, printJson, say, wholeNumber, withCaller, type ActingOptions } from '../command.ts';
import { operatorOf } from './outbox-folder.ts';
import { statementOf } from './statement-of.ts';

interface LineOptions extends ActingOptions {
  readonly title?: string;
  readonly amount?: string;
  readonly kind: AdHocLine['kind'];
  readonly code?: string;
  readonly description?: string;
  readonly group: number;
  readonly remove?: number;
  readonly seen?: number;
}

/** `daybook statements adhoc 7 --title "Holiday decoration" --amount 250`, or `--remove 31 --reason "not agreed"` */
export function adHocCommand(): Command {
  return actingCommand(
    'adhoc',
    'Add a line to a statement or take one off that was added; it is made anew.',
    'daybook statements adhoc 7 --title "Holiday decoration" --amount 250',
  )
    .argument('<id>', 'number of the statement')
    .option('--title <title>', 'what it is for, as printed')
    .option('--amount <amount>', 'money; below 0 credits the customer')
    .addOption(
      new Option('--kind <kind>', 'kind of line').choices([...adHocKinds]).default('MiscellaneousItem'),
    )
    .option('--code <code>', 'GL code (default: that of the kind)')
    .option('--description <text>', 'printed below the title')
    .option('--group <number>', 'invoice group', wholeNumber(1), 1)
    .addOption(
      new Option('--remove <line>', 'take this line off; needs --reason')
        .argParser(wholeNumber(1))
        .conflicts(['title', 'amount']),
    )
    .option('--seen <change>', 'refuse when it was changed after this change number', wholeNumber(1))
    .action(changeLines);
}

async function changeLines(statementId: string, options: LineOptions): Promise<void> {
  const change = changeOf(options);
  const made = await withCaller(options, async ({ caller, database, person, configuration }) => {
    const statement = await statementOf(caller, statementId);
    const { site, month } = statement;
    await requireRight(caller, { object: 'statement-line', action: 'change', site });
    await change.apply(database, statement, person.userId);
    const run = await bill(database, {
      ...{ month, sites: [site], isDryRun: false, startedBy: person.userId },
      proceedReason: options.reason ?? change.why,
      operator: (await operatorOf(configuration)).name,
    });
    return { site, month, run };
  });
  if (options.json) return printJson({ site: made.site, month: made.month, run_id: made.run.runId });
  const state = made.run.statements[0]?.state ?? 'not billed';
  say(`Site ${made.site}, ${made.month}: made anew ${change.how} the line, ${state}.`);
  say(`See \`daybook statements list --site ${made.site}\`.`);
}

interface Change {
  readonly how: 'with' | 'without';
  readonly why: string;
  readonly apply: (database: Database, statement: StatementDetail, actor: string) => Promise<unknown>;
}

/** What was asked for. Refuses with BILLING_AD_HOC_INCOMPLETE. */
function changeOf(options: LineOptions): Change {
  const { title, amount, remove, reason = null, seen: seenChange = null } = options;
  if (remove !== undefined) {
    if (reason === null) throw incomplete('--reason');
    return {
      ...{ how: 'without', why: reason },
      apply: (database, { statementId }, actor) =>
        removeAdHocLine(database, { statementId, seenChange, actor, reason }, String(remove)),
    };
  }
  if (title === undefined) throw incomplete('--title');
  if (amount === undefined) throw incomplete('--amount');
  const { kind, code, group, description = null } = options;
  return {
    ...{ how: 'with', why: `line added: ${title}` },
    apply: (database, { statementId, site, month }, actor) =>
      database.transaction(async (transaction) => {
        await changeState(transaction, { statementId, seenChange, actor, reason }, 'add-line');
        const line = { kind, title, description, code, amount, group };
        await addAdHocLine(transaction, { site, month, ...line, addedBy: actor });
      }),
  };
}

function incomplete(missing: string): Error {
  return refusal('BILLING_AD_HOC_INCOMPLETE', { missing });
}

import { Option, type Command } from 'commander';
import { adHocKinds, changeStatementLine, type LineChange } from '../../billing/index.ts';
import type { AdHocLine } from '../../contracts/index.ts';
import { refusal } from '../../kernel/errors.ts';
import { actingCommand, printJson, say, wholeNumber, withCaller, type ActingOptions } from '../command.ts';
import { todayOf } from '../given/today.ts';
import { operatorOf } from '../given/operator-profile.ts';

interface LineOptions extends ActingOptions {
  readonly title?: string;
  readonly amount?: string;
  readonly kind: AdHocLine['kind'];
  readonly code?: string;
  readonly description?: string;
  readonly group: number;
  readonly remove?: number;
  readonly seen?: number;
  readonly proceed?: string;
}

/** `daybook statements adhoc 7 --title "Holiday decoration" --amount 250`, or `--remove 31 --reason "not agreed"` */
export function adHocCommand(): Command {
  return actingCommand(
    'adhoc',
    'Add an ad-hoc line to a statement, or remove one; the statement is regenerated.',
    'daybook statements adhoc 7 --title "Holiday decoration" --amount 250',
  )
    .argument('<id>', 'statement number')
    .option('--title <title>', 'title of the line, as printed')
    .option('--amount <amount>', 'amount; a negative amount credits the customer')
    .addOption(
      new Option('--kind <kind>', 'type of line').choices([...adHocKinds]).default('MiscellaneousItem'),
    )
    .option('--code <code>', 'GL code (default: that of the kind)')
    .option('--description <text>', 'printed below the title')
    .option('--group <number>', 'invoice group', wholeNumber(1), 1)
    .addOption(
      new Option('--remove <line>', 'remove this line; needs --reason')
        .argParser(wholeNumber(1))
        .conflicts(['title', 'amount']),
    )
    .option('--seen <change>', 'refuse if it has changed since this change number', wholeNumber(1))
    .option(
      '--proceed <reason>',
      'regenerate even if the site is not ready or facts are missing; the reason is recorded (billing admin)',
    )
    .action(changeLines);
}

async function changeLines(statementId: string, options: LineOptions): Promise<void> {
  const change = changeOf(options);
  const changedLine = await withCaller(options, async (acting) =>
    changeStatementLine(acting, await operatorOf(acting.configuration), {
      statementId,
      change,
      seenChange: options.seen ?? null,
      today: await todayOf(acting, undefined),
      proceedReason: options.proceed,
    }),
  );
  const { site, month, runId, statementId: anew, statement } = changedLine;
  if (options.json) return printJson({ site, month, run_id: runId, statement_id: anew });
  say(
    `Site ${site}, ${month}: regenerated ${'add' in change ? 'with' : 'without'} the line as statement ${anew}, ` +
      `${statement.state}.`,
  );
  say(`Next: daybook statements show ${anew}`);
}

/** What was asked for. Refuses with BILLING_AD_HOC_INCOMPLETE. */
function changeOf(options: LineOptions): LineChange {
  const { title, amount, remove, kind, code, group, description = null } = options;
  if (remove !== undefined) {
    if (options.reason === undefined) throw incomplete('--reason');
    return { remove: String(remove) };
  }
  if (title === undefined) throw incomplete('--title');
  if (amount === undefined) throw incomplete('--amount');
  return { add: { kind, title, description, code, amount, group } };
}

function incomplete(missing: string): Error {
  return refusal('BILLING_AD_HOC_INCOMPLETE', { missing });
}

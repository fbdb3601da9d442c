import { join, parse } from 'node:path';
import type { Command } from 'commander';
import {
  printStatement,
  resendStatements,
  reviseSentStatement,
  sendStatements,
  type Sent,
} from '../../billing/index.ts';
import { writeOut } from '../../kernel/inside-folder.ts';
import {
  actingCommand,
  print,
  printJson,
  say,
  wholeNumber,
  withCaller,
  type ActingOptions,
} from '../command.ts';
import { tellEach, type EachError } from '../each.ts';
import { todayOf } from '../given/today.ts';
import { counted, table } from '../table.ts';
import { choiceOf, tellPreview, withChoice, type ChoosingOptions } from './choosing.ts';
import { goingOf, printedGoingOf } from './outbox-folder.ts';
import { tellOutdated } from './outdated.ts';
import { reportCommand } from './report.ts';

/** `daybook statements pdf|report|send|resend|revise` */
export function sendingCommands(): Command[] {
  return [
    reportCommand(),
    actingCommand('pdf', 'The statement as the customer receives it.', 'daybook statements pdf 7 --out 7.pdf')
      .argument('<id>', 'statement number')
      .requiredOption('--out <file>', 'file to write')
      .action(writePdf),
    withChoice(
      actingCommand(
        'send',
        'Send approved statements; the mails go to the outbox.',
        'daybook statements send 7 8',
      ),
    )
      .option('--seen <change>', 'refuse if it has changed since this change number', wholeNumber(1))
      .action(send),
    withChoice(
      actingCommand('resend', 'Send statements again, byte for byte.', 'daybook statements resend 7'),
    ).action(resend),
    actingCommand(
      'revise',
      'Make the next version of a sent statement; what was posted is reversed.',
      'daybook statements revise 7 --reason "rooms were counted twice"',
    )
      .argument('<id>', 'statement number')
      .option(
        '--proceed <reason>',
        'revise even if the site is not ready or facts are missing; the reason is recorded (billing admin)',
      )
      .action(revise),
  ];
}

interface SendOptions extends ChoosingOptions {
  readonly seen?: number;
}

/** What was sent is given back as it went out: of several documents each in a file, `7.pdf`, `7-2.pdf`. */
async function writePdf(
  statementId: string,
  options: ActingOptions & { readonly out: string },
): Promise<void> {
  const documents = await withCaller(options, async (acting) =>
    printStatement(acting, await printedGoingOf(acting.configuration), statementId),
  );
  const { dir, name, ext } = parse(options.out);
  for (const [at, { content, wasSent }] of documents.entries()) {
    const path = at === 0 ? options.out : join(dir, `${name}-${String(at + 1)}${ext}`);
    await writeOut(path, content);
    say(`Wrote ${path}, ${wasSent ? 'as it was sent' : 'an unsent draft'}.`);
  }
}

async function send(statementIds: readonly string[], options: SendOptions): Promise<void> {
  const choice = choiceOf(statementIds, options);
  if (options.dryRun === true) return tellPreview('send', choice, options);
  const chosen = { choice, seenChange: options.seen ?? null };
  const each = await withCaller(options, async (acting) =>
    sendStatements(acting, await printedGoingOf(acting.configuration), chosen),
  );
  each.done.forEach(tellOutdated);
  tellEach(each, options, { json: mailingsOf, words: tellSent });
}

async function resend(statementIds: readonly string[], options: ChoosingOptions): Promise<void> {
  const choice = choiceOf(statementIds, options);
  if (options.dryRun === true) return tellPreview('resend', choice, options);
  const each = await withCaller(options, async (acting) =>
    resendStatements(acting, await goingOf(acting.configuration), choice),
  );
  tellEach(each, options, { json: mailingsOf, words: tellSent });
}

async function revise(
  statementId: string,
  options: ActingOptions & { readonly proceed?: string },
): Promise<void> {
  const revised = await withCaller(options, async (acting) =>
    reviseSentStatement(acting, await goingOf(acting.configuration), {
      statementId,
      today: await todayOf(acting, undefined),
      proceedReason: options.proceed,
    }),
  );
  const { run, statementId: newest, reversals } = revised;
  if (options.json) return printJson({ run_id: run.runId, statement_id: newest, reversals });
  const [statement] = run.statements;
  const site = statement?.computed.site ?? '';
  say(
    `Site ${site}: version ${String(statement?.version ?? 0)} is ${statement?.state ?? ''}, statement ${newest ?? ''}.`,
  );
  say(`${counted(reversals.length, 'reversal')} in the outbox.`);
}

function mailingsOf(sent: readonly Sent[], errors: readonly EachError[]): unknown[] {
  const mailings = sent.flatMap(({ statementId, mailings: each }) =>
    each.map((mailing) => ({ statement_id: statementId, ...mailing })),
  );
  const refused = sent.flatMap(({ statementId, refused: each }) =>
    each.map((one) => ({ statement_id: statementId, refused: one.recipients, reason: one.reason })),
  );
  if (refused.length > 0) process.exitCode = 1;
  return [...mailings, ...refused, ...errors];
}

/** What was sent, and on the side of errors what should have been attached and was not. */
function tellSent(sent: readonly Sent[]): void {
  for (const { statementId, failures } of sent)
    for (const { kind, reason } of failures)
      say(`Statement ${statementId} was sent without its report ${kind}: ${reason}.`);
  for (const { statementId, refused } of sent)
    for (const { recipients, reason } of refused)
      say(`Statement ${statementId} did not reach ${recipients}: ${reason} Send it again to reach them.`);
  if (sent.some(({ refused }) => refused.length > 0)) process.exitCode = 1;
  const mailings = sent.flatMap((one) => one.mailings);
  print(
    table(
      ['to', 'subject', 'document', 'reports'],
      mailings.map((one) => [one.recipients, one.subject, one.fileName, String(one.attachments.length)]),
    ),
  );
  say(`${counted(mailings.length, 'mail')} in the outbox.`);
}

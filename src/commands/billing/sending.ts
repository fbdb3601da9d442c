import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import {
  documentOf,
  resendStatement,
  reviseStatement,
  sendStatement,
  type Mailing,
  type Sending,
} from '../../billing/index.ts';
import { noteRead, requireRight } from '../../platform/security/index.ts';
import {
  actingCommand,
  print,
  printJson,
  say,
  wholeNumber,
  withCaller,
  type ActingOptions,
} from '../command.ts';
import { counted, table } from '../table.ts';
import { operatorOf, outboxIn, printedOperatorOf } from './outbox-folder.ts';
import { reportCommand } from './report.ts';
import { statementOf } from './statement-of.ts';

/** `daybook statements pdf|report|send|resend|revise` */
export function sendingCommands(): Command[] {
  return [
    reportCommand(),
    actingCommand('pdf', 'The statement as its customer gets it.', 'daybook statements pdf 7 --out 7.pdf')
      .argument('<id>', 'number of the statement')
      .requiredOption('--out <file>', 'file to write')
      .action(writePdf),
    actingCommand(
      'send',
      'Send approved statements: mails go into the outbox.',
      'daybook statements send 7 8',
    )
      .argument('<id...>', 'numbers of statements')
      .option('--seen <change>', 'refuse when it was changed after this change number', wholeNumber(1))
      .action(send),
    actingCommand('resend', 'Send a statement again, byte for byte.', 'daybook statements resend 7')
      .argument('<id>', 'number of the statement')
      .action(resend),
    actingCommand(
      'revise',
      'The next version of a statement that was sent; what was posted is taken back.',
      'daybook statements revise 7 --reason "rooms were counted twice"',
    )
      .argument('<id>', 'number of the statement')
      .action(revise),
  ];
}

interface SendOptions extends ActingOptions {
  readonly seen?: number;
}

async function writePdf(
  statementId: string,
  options: ActingOptions & { readonly out: string },
): Promise<void> {
  const content = await withCaller(options, async ({ caller, database, configuration }) => {
    const { site } = await statementOf(caller, statementId);
    const operator = await printedOperatorOf(configuration);
    const made = await database.transaction((transaction) => documentOf(transaction, statementId, operator));
    await noteRead(caller, {
      what: 'statement',
      filter: { statement: statementId, site },
      rows: 1,
      isExport: true,
    });
    return made;
  });
  await writeFile(options.out, content);
  say(`Wrote ${options.out}.`);
}

type Sent = Sending & { readonly statementId: string };

async function send(statementIds: readonly string[], options: SendOptions): Promise<void> {
  const sent = await withCaller(options, async ({ caller, database, person, configuration }) => {
    const operator = await printedOperatorOf(configuration);
    const outbox = outboxIn(configuration);
    const all: Sent[] = [];
    for (const statementId of statementIds) {
      const { site } = await statementOf(caller, statementId);
      await requireRight(caller, { object: 'statement-sending', action: 'execute', site });
      const acting = { statementId, actor: person.userId, reason: options.reason ?? null };
      const made = await sendStatement(
        database,
        { ...acting, seenChange: options.seen ?? null },
        { operator, outbox },
      );
      all.push({ statementId, ...made });
    }
    return all;
  });
  tellSent(sent, options);
}

async function resend(statementId: string, options: ActingOptions): Promise<void> {
  const sent = await withCaller(options, async ({ caller, database, person, configuration }) => {
    const { site } = await statementOf(caller, statementId);
    await requireRight(caller, { object: 'statement-sending', action: 'execute', site });
    const going = { operator: await operatorOf(configuration), outbox: outboxIn(configuration) };
    return resendStatement(database, { statementId, actor: person.userId }, going);
  });
  tellMailings(sent, options);
}

async function revise(statementId: string, options: ActingOptions): Promise<void> {
  const { run, reversals } = await withCaller(
    options,
    async ({ caller, database, person, configuration }) => {
      const { site } = await statementOf(caller, statementId);
      await requireRight(caller, { object: 'statement-sending', action: 'execute', site });
      const acting = { statementId, seenChange: null, actor: person.userId, reason: options.reason ?? null };
      const operator = (await operatorOf(configuration)).name;
      return reviseStatement(database, acting, { outbox: outboxIn(configuration), operator });
    },
  );
  const [blocked] = run.blocked.flatMap(({ reasons }) => reasons);
  if (blocked) throw blocked;
  if (options.json) return printJson({ run_id: run.runId, reversals });
  const [made] = run.statements;
  say(`Site ${made?.computed.site ?? ''}: version ${String(made?.version ?? 0)} is ${made?.state ?? ''}.`);
  say(`${counted(reversals.length, 'document')} taken back in the outbox.`);
}

/** What was sent, and on the side of errors what should have been attached and was not. */
function tellSent(sent: readonly Sent[], options: ActingOptions): void {
  const mailings = sent.flatMap(({ statementId, mailings: made }) =>
    made.map((mailing) => ({ statement_id: statementId, ...mailing })),
  );
  for (const { statementId, failures } of sent)
    for (const { kind, reason } of failures)
      say(`Statement ${statementId} went out without its report ${kind}: ${reason}.`);
  tellMailings(mailings, options);
}

function tellMailings(sent: readonly Mailing[], { json }: ActingOptions): void {
  if (json) return printJson(sent);
  print(
    table(
      ['to', 'subject', 'document', 'reports'],
      sent.map((one) => [one.recipients, one.subject, one.fileName, String(one.attachments.length)]),
    ),
  );
  say(`${counted(sent.length, 'mail')} in the outbox.`);
}

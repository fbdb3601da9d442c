import { writeFile } from 'node:fs/promises';
import { Option, type Command } from 'commander';
import {
  documentOf,
  reportKinds,
  reportOf,
  resendStatement,
  reviseStatement,
  sendStatement,
  type Mailing,
  type ReportKind,
} from '../../billing/index.ts';
import { csvLineForPeople } from '../../kernel/csv.ts';
import { noteRead, requireAnyRight, requireRight } from '../../platform/security/index.ts';
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
import { operatorOf, outboxIn } from './outbox-folder.ts';
import { statementOf } from './statement-of.ts';

/** `daybook statements pdf|report|send|resend|revise` */
export function sendingCommands(): Command[] {
  return [
    actingCommand(
      'report',
      'A report that goes with a statement, as a table or as CSV.',
      'daybook statements report 7 --kind hours-backup --csv hours.csv',
    )
      .argument('<id>', 'number of the statement')
      .addOption(new Option('--kind <kind>', 'which report').choices([...reportKinds]).makeOptionMandatory())
      .option('--csv <file>', 'file to write (default: print a table)')
      .action(report),
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

async function report(
  statementId: string,
  options: ActingOptions & { readonly kind: ReportKind; readonly csv?: string },
): Promise<void> {
  const { kind, csv, json } = options;
  const rows = await withCaller(options, async ({ caller, database }) => {
    const { site } = await statementOf(caller, statementId);
    // A customer may read a statement, not the books behind it.
    await requireAnyRight(caller, [
      { object: 'statement', action: 'execute', site },
      { object: 'profit-and-loss', action: 'read', site },
      { object: 'revenue', action: 'read', site },
    ]);
    const found = await reportOf(database, kind, statementId);
    const filter = { statement: statementId, site };
    await noteRead(caller, {
      what: `report ${kind}`,
      filter,
      rows: found.length,
      isExport: csv !== undefined,
    });
    return found;
  });
  const header = Object.keys(rows[0] ?? {});
  const cells = rows.map((row) => header.map((name) => row[name] ?? ''));
  if (csv !== undefined) {
    await writeFile(csv, [header, ...cells].map(csvLineForPeople).join(''));
    return say(`Wrote ${counted(rows.length, 'row')} to ${csv}.`);
  }
  if (json) return printJson(rows);
  if (rows.length === 0)
    return say(`There is nothing to report: no rows of ${kind} for statement ${statementId}.`);
  print(table(header, cells));
}

async function writePdf(
  statementId: string,
  options: ActingOptions & { readonly out: string },
): Promise<void> {
  const content = await withCaller(options, async ({ caller, database, configuration }) => {
    const { site } = await statementOf(caller, statementId);
    const operator = await operatorOf(configuration);
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

async function send(statementIds: readonly string[], options: SendOptions): Promise<void> {
  const sent = await withCaller(options, async ({ caller, database, person, configuration }) => {
    const operator = await operatorOf(configuration);
    const outbox = outboxIn(configuration);
    const mailings: (Mailing & { statement_id: string })[] = [];
    for (const statementId of statementIds) {
      const { site } = await statementOf(caller, statementId);
      await requireRight(caller, { object: 'statement-sending', action: 'execute', site });
      const acting = { statementId, actor: person.userId, reason: options.reason ?? null };
      const made = await sendStatement(
        database,
        { ...acting, seenChange: options.seen ?? null },
        { operator, outbox },
      );
      mailings.push(...made.map((mailing) => ({ statement_id: statementId, ...mailing })));
    }
    return mailings;
  });
  tellMailings(sent, options);
}

async function resend(statementId: string, options: ActingOptions): Promise<void> {
  const sent = await withCaller(options, async ({ caller, database, person, configuration }) => {
    const { site } = await statementOf(caller, statementId);
    await requireRight(caller, { object: 'statement-sending', action: 'execute', site });
    return resendStatement(database, { statementId, actor: person.userId }, outboxIn(configuration));
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

function tellMailings(sent: readonly Mailing[], { json }: ActingOptions): void {
  if (json) return printJson(sent);
  print(
    table(
      ['to', 'subject', 'document'],
      sent.map((one) => [one.recipients, one.subject, one.fileName]),
    ),
  );
  say(`${counted(sent.length, 'mail')} in the outbox.`);
}

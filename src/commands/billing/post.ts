import type { Command } from 'commander';
import {
  acknowledgePosting,
  postStatement,
  readStatement,
  reconcilePostings,
  type Posting,
} from '../../billing/index.ts';
import { refusal } from '../../kernel/errors.ts';
import { firstDay } from '../../kernel/month.ts';
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
import { givenMonth } from './given.ts';
import { postUnitsCommand } from './post-units.ts';
import { operatorOf, outboxIn } from './outbox-folder.ts';

/** `daybook post statements|units|acknowledge|report` */
export function postCommand(): Command {
  const post = groupCommand(
    'post',
    'Documents for the ledger: into the outbox, answers in, and what is missing.',
    'daybook post statements 7 8',
  );
  post.addCommand(
    actingCommand('statements', 'Post statements that were sent; each once.', 'daybook post statements 7 8')
      .argument('<id...>', 'numbers of statements')
      .action(statements),
  );
  post.addCommand(postUnitsCommand());
  post.addCommand(
    actingCommand(
      'acknowledge',
      'Keep what the ledger answered.',
      'daybook post acknowledge KEY --answer success',
    )
      .argument('<key>', 'key of the posting, as the report prints it')
      .requiredOption('--answer <text>', 'what the ledger said')
      .option('--failed', 'it did not take the document')
      .action(acknowledge),
  );
  post.addCommand(
    actingCommand(
      'report',
      'Postings of a month, and statements without one.',
      'daybook post report --month 2025-05',
    )
      .requiredOption('--month <month>', 'service month YYYY-MM')
      .action(report),
  );
  return post;
}

async function statements(statementIds: readonly string[], options: ActingOptions): Promise<void> {
  const posted = await withCaller(options, async ({ caller, database, person, configuration }) => {
    const all: Posting[] = [];
    const going = { operator: await operatorOf(configuration), outbox: outboxIn(configuration) };
    for (const statementId of statementIds) {
      const found = await caller.transaction((transaction) => readStatement(transaction, statementId));
      if (!found) throw refusal('BILLING_STATEMENT_UNKNOWN', { statement: statementId });
      await requireRight(caller, { object: 'ledger-posting', action: 'execute', site: found.site });
      all.push(...(await postStatement(database, { statementId, actor: person.userId }, going)));
    }
    return all;
  });
  if (options.json) return printJson(posted);
  if (posted.length > 0) print(tableOf(posted));
  say(
    posted.length === 0
      ? 'Everything was posted already.'
      : `${counted(posted.length, 'document')} in the outbox.`,
  );
}

function tableOf(postings: readonly Posting[]): string {
  return table(
    ['site', 'kind', 'document', 'batch', 'debit', 'credit', 'state', 'key'],
    postings.map((one) => [
      ...[one.site, one.kind, one.documentNumber, one.batch, one.debit, one.credit, one.state, one.key],
    ]),
    ['debit', 'credit'],
  );
}

async function acknowledge(
  key: string,
  options: ActingOptions & { readonly answer: string; readonly failed?: boolean },
): Promise<void> {
  const isFailed = options.failed === true;
  await withCaller(options, async ({ caller, database }) => {
    await requireRight(caller, { object: 'ledger-posting', action: 'execute' });
    await acknowledgePosting(database, { key, isFailed, answer: options.answer });
  });
  if (options.json) return printJson({ key, state: isFailed ? 'failed' : 'acknowledged' });
  say(`${key} is ${isFailed ? 'failed' : 'acknowledged'}.`);
}

async function report(options: ActingOptions & { readonly month: string }): Promise<void> {
  const month = givenMonth(options.month);
  const { postings, unposted } = await withCaller(options, async ({ caller }) => {
    await requireRight(caller, { object: 'ledger-posting', action: 'read' });
    return caller.transaction((transaction) => reconcilePostings(transaction, firstDay(month)));
  });
  if (options.json) return printJson({ postings, unposted });
  if (postings.length > 0) print(tableOf(postings));
  if (unposted.length > 0) {
    say('Sent and not posted:');
    print(
      table(
        ['statement', 'site', 'total'],
        unposted.map((one) => [one.statementId, one.site, one.total]),
        ['total'],
      ),
    );
  }
  const answered = postings.filter(({ state }) => state === 'acknowledged').length;
  const done = `${counted(postings.length, 'document')}, ${String(answered)} acknowledged`;
  say(`${month}: ${done}, ${String(unposted.length)} statements not posted.`);
}

import type { Command } from 'commander';
import {
  postStatements,
  reconcileMonth,
  recordLedgerAnswer,
  repeatPostings,
  type Posting,
  type UnitOutcome,
} from '../../billing/index.ts';
import {
  actingCommand,
  groupCommand,
  print,
  printJson,
  say,
  withCaller,
  type ActingOptions,
} from '../command.ts';
import { tellEach } from '../each.ts';
import { counted, table } from '../table.ts';
import { givenMonth } from '../given/month-and-site.ts';
import { choiceOf, tellPreview, withChoice, type ChoosingOptions } from '../billing/choosing.ts';
import { answerCommands } from './post-answers.ts';
import { handOverCommand } from './post-hand-over.ts';
import { reconcileCommand } from './post-reconcile.ts';
import { postUnitsCommand } from './post-units.ts';
import { goingOf, outboxIn } from '../billing/outbox-folder.ts';

/** `daybook post statements|units|hand-over|answers|held|discard|reconcile|acknowledge|retry|report` */
export function postCommand(): Command {
  const post = groupCommand(
    'post',
    'Ledger documents: post them, record answers, report what is missing.',
    'daybook post statements 7 8',
  );
  post.addCommand(
    withChoice(
      actingCommand('statements', 'Post sent statements, each once.', 'daybook post statements 7 8'),
    ).action(statements),
  );
  post.addCommand(postUnitsCommand());
  post.addCommand(handOverCommand());
  post.addCommand(reconcileCommand());
  for (const command of answerCommands()) post.addCommand(command);
  post.addCommand(
    actingCommand(
      'acknowledge',
      'Record the answer of the ledger.',
      'daybook post acknowledge KEY --answer success',
    )
      .argument('<key>', 'posting key, as the report prints it')
      .requiredOption('--answer <text>', 'answer of the ledger')
      .option('--failed', 'the ledger refused the document')
      .action(acknowledge),
  );
  post.addCommand(
    actingCommand(
      'retry',
      'Submit documents again that the ledger refused or did not answer, under the same key.',
      'daybook post retry KEY',
    )
      .argument('<key...>', 'posting keys, as the report prints them')
      .action(retry),
  );
  post.addCommand(
    actingCommand(
      'report',
      'Documents of a month, for statements and unit accounts, and what is missing.',
      'daybook post report --month 2025-05',
    )
      .requiredOption('--month <month>', 'service month YYYY-MM')
      .action(report),
  );
  return post;
}

async function statements(statementIds: readonly string[], options: ChoosingOptions): Promise<void> {
  const choice = choiceOf(statementIds, options);
  if (options.dryRun === true) return tellPreview('post', choice, options);
  const each = await withCaller(options, async (acting) =>
    postStatements(acting, await goingOf(acting.configuration), choice),
  );
  tellEach(each, options, {
    json: (done, errors) => [...done.flat(), ...errors],
    words: (done) => {
      const posted = done.flat();
      if (posted.length > 0) print(tableOf(posted));
      say(
        posted.length === 0
          ? 'Everything was already posted.'
          : `${counted(posted.length, 'document')} in the outbox.`,
      );
    },
  });
}

function tableOf(postings: readonly Posting[]): string {
  return table(
    ['statement', 'site', 'kind', 'document', 'batch', 'debit', 'credit', 'state', 'key'],
    postings.map((one) => [
      ...[one.statementId ?? '-', one.site, one.kind, one.documentNumber, one.batch],
      ...[one.debit, one.credit, one.state, one.key],
    ]),
    ['debit', 'credit'],
  );
}

async function acknowledge(
  key: string,
  options: ActingOptions & { readonly answer: string; readonly failed?: boolean },
): Promise<void> {
  const isFailed = options.failed === true;
  const answered = { key, isFailed, answer: options.answer };
  await withCaller(options, async (acting) =>
    recordLedgerAnswer(acting, await goingOf(acting.configuration), answered),
  );
  if (options.json) return printJson({ key, state: isFailed ? 'failed' : 'acknowledged' });
  say(`${key} is ${isFailed ? 'failed' : 'acknowledged'}.`);
}

async function retry(keys: readonly string[], options: ActingOptions): Promise<void> {
  const each = await withCaller(options, (acting) =>
    repeatPostings(acting, outboxIn(acting.configuration), keys),
  );
  tellEach(each, options, {
    json: (done, errors) => [...done.map((key) => ({ key, state: 'pending' })), ...errors],
    words: (done) => {
      say(`${counted(done.length, 'document')} in the outbox again.`);
    },
  });
}

async function report(options: ActingOptions & { readonly month: string }): Promise<void> {
  const month = givenMonth(options.month);
  const reconciliation = await withCaller(options, (acting) => reconcileMonth(acting, month));
  if (options.json) return printJson(reconciliation);
  const { postings, unposted, units } = reconciliation;
  if (postings.length > 0) print(tableOf(postings));
  if (unposted.length > 0) {
    say('Sent but not posted:');
    print(
      table(
        ['statement', 'site', 'total'],
        unposted.map((one) => [one.statementId, one.site, one.total]),
        ['total'],
      ),
    );
  }
  say(unitsInWords(month, units));
  // What was reversed had been acknowledged; its reversal waits for an answer of its own.
  const inState = (...states: readonly [Posting['state'], ...Posting['state'][]]): string =>
    `${String(postings.filter(({ state }) => states.includes(state)).length)} ${states[0]}`;
  const answers = [
    ...[inState('acknowledged', 'reversed'), inState('failed', 'withdrawn')],
    ...(postings.some(({ state }) => state === 'unclear') ? [inState('unclear')] : []),
  ];
  const done = `${counted(postings.length, 'document')}, ${answers.join(', ')}`;
  say(`${month}: ${done}, ${String(unposted.length)} statements not posted.`);
}

/** How far the unit accounts of a month are, and what comes next. */
function unitsInWords(month: string, [newest]: readonly UnitOutcome[]): string {
  const next = `\`daybook post units --month ${month} --dry-run\``;
  if (newest === undefined) return `Unit accounts of ${month}: not posted; see ${next}.`;
  const { outcome, at, items, problems } = newest;
  const counts = problems === 0 ? String(items) : `${String(problems)} of ${String(items)}`;
  return `Unit accounts of ${month}: ${outcome}, ${counts}, ${at}${outcome === 'not ready' ? `; see ${next}` : ''}.`;
}

import type { Command } from 'commander';
import { discardHeldAnswers, readHeldAnswers, readLedgerAnswers } from '../../billing/index.ts';
import { refusal } from '../../kernel/errors.ts';
import { actingCommand, print, printJson, say, withCaller, type ActingOptions } from '../command.ts';
import { tellEach } from '../each.ts';
import { counted, table } from '../table.ts';
import { answerFile, answerPaths } from './answer-file.ts';
import { goingOf } from '../billing/outbox-folder.ts';

interface ReadingOptions extends ActingOptions {
  readonly dryRun?: boolean;
}

/** `daybook post answers|held|discard` */
export function answerCommands(): Command[] {
  return [
    actingCommand(
      'answers',
      'Record ledger answers from files (CSV); the same content twice changes nothing.',
      'daybook post answers ./answers --dry-run',
    )
      .argument('[place...]', 'files or folders (default: DAYBOOK_LEDGER_ANSWERS)')
      .option('--dry-run', 'check everything; record nothing')
      .action(read),
    actingCommand('held', 'Answers that were held back, and why.', 'daybook post held').action(held),
    actingCommand(
      'discard',
      'Discard answers that were held back.',
      'daybook post discard 7 --reason "a test"',
    )
      .argument('<held...>', 'numbers of held answers')
      .action(discard),
  ];
}

async function read(places: readonly string[], options: ReadingOptions): Promise<void> {
  const isTrial = options.dryRun === true;
  const outcomes = await withCaller(options, async (acting) => {
    const { ledgerAnswers } = acting.configuration;
    const named = places.length > 0 || ledgerAnswers === undefined ? places : [ledgerAnswers];
    if (named.length === 0) throw refusal('BILLING_ANSWERS_UNNAMED');
    const files = await Promise.all((await answerPaths(named)).map(answerFile));
    return readLedgerAnswers(acting, await goingOf(acting.configuration), { files, isTrial });
  });
  const heldBack = outcomes.flatMap((outcome) => outcome.held);
  if (heldBack.length > 0) process.exitCode = 1;
  if (options.json) return printJson(outcomes);
  print(
    table(
      ['file', 'answers', 'recorded', 'unchanged', 'held'],
      outcomes.map((one) => [
        one.name,
        ...[one.answers, one.recorded, one.unchanged, one.held.length].map(String),
      ]),
      ['answers', 'recorded', 'unchanged', 'held'],
    ),
  );
  for (const one of outcomes) {
    if (one.wasRead) say(`${one.name} was already read.`);
    for (const { line, message } of one.held) say(`${one.name} line ${String(line)}: ${message}.`);
  }
  if (isTrial) say('Dry run: nothing was recorded.');
  else if (heldBack.length > 0)
    say('`daybook post held` lists what was held back; a corrected file replaces it.');
}

async function held(options: ActingOptions): Promise<void> {
  const rows = await withCaller(options, readHeldAnswers);
  if (options.json) return printJson(rows);
  if (rows.length === 0) return say('No answers are held back.');
  print(
    table(
      ['held', 'file', 'line', 'document', 'what is wrong'],
      rows.map(({ number, file, line, record, message }) => [
        ...[number, file, String(line), record['key'] ?? record['document'] ?? '', message],
      ]),
      ['line'],
    ),
  );
}

async function discard(numbers: readonly string[], options: ActingOptions): Promise<void> {
  const each = await withCaller(options, (acting) => discardHeldAnswers(acting, numbers));
  tellEach(each, options, {
    json: (discarded, errors) => ({ discarded, errors }),
    words: (discarded) => {
      say(`${counted(discarded.length, 'answer')} discarded.`);
    },
  });
}

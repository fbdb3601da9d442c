import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { refusal } from '../kernel/errors.ts';
import { writeOut } from '../kernel/inside-folder.ts';
import {
  discardHeldRecords,
  exportHeldRecords,
  exportRecords,
  listHeldRecords,
  readCorrections,
  readHeldRecord,
  replayHeldRecords,
  type Corrections,
} from '../sources/index.ts';
import {
  actingCommand,
  groupCommand,
  intakeOf,
  print,
  printFile,
  printJson,
  say,
  wholeNumber,
  withCaller,
  type ActingOptions,
} from './command.ts';
import { tellEach } from './each.ts';
import { jsonOf } from './load-results.ts';
import { counted, table } from './table.ts';

interface FilterOptions extends ActingOptions {
  readonly feed?: string;
  readonly batch?: string;
  readonly all?: boolean;
  readonly limit: number;
}

/** `daybook quarantine list|show|export|replay|discard` */
export function quarantineCommand(): Command {
  const quarantine = groupCommand(
    'quarantine',
    'Records that failed a check: list, correct, replay or discard them.',
    'daybook quarantine list --feed budget_final',
  );
  const filtered = (name: string, description: string, example: string): Command =>
    actingCommand(name, description, example)
      .option('--feed <feed>', 'only this feed')
      .option('--batch <id>', 'only records of this load')
      .option('--all', 'also decided records');
  quarantine.addCommand(
    filtered('list', 'Records awaiting a decision.', 'daybook quarantine list --batch 12')
      .option('--limit <count>', 'maximum number', wholeNumber(1), 50)
      .action(list),
    { isDefault: true },
  );
  quarantine.addCommand(
    actingCommand('show', 'One record with all its columns.', 'daybook quarantine show 7')
      .argument('<id>', 'quarantine number')
      .action(show),
  );
  quarantine.addCommand(
    filtered(
      'export',
      'Export records of one feed as CSV to correct them.',
      'daybook quarantine export --feed budget_final --out fix.csv',
    )
      .option('--out <file>', 'file to write (default: standard output)')
      .action(exportCsv),
  );
  quarantine.addCommand(
    actingCommand(
      'replay',
      'Load records again, corrected or as they are.',
      'daybook quarantine replay 7 --set BALANCE=1250.75',
    )
      .argument('[id...]', 'quarantine numbers')
      .option('--set <column=value>', 'corrected value; may be repeated', collect, [])
      .option('--from <file>', 'corrected export: CSV with the column quarantine_id')
      .action(replay),
  );
  quarantine.addCommand(
    actingCommand(
      'discard',
      'Discard records for good.',
      'daybook quarantine discard 7 8 --reason "test rows of the site"',
    )
      .argument('<id...>', 'quarantine numbers')
      .action(discard),
  );
  return quarantine;
}

function collect(value: string, before: string[]): string[] {
  return [...before, value];
}

async function list(options: FilterOptions): Promise<void> {
  const { feed, batch, all, limit } = options;
  const records = await withCaller(options, (acting) => listHeldRecords(acting, { feed, batch, all, limit }));
  if (options.json) return printJson(records);
  if (records.length === 0) return say('Nothing awaits a decision.');
  const rows = records.map((held) => [
    held.quarantineId,
    held.batchId,
    `${held.file}:${String(held.line)}`,
    held.column ?? '-',
    held.rule,
    held.state,
    held.message,
  ]);
  print(table(['id', 'batch', 'file:line', 'column', 'rule', 'state', 'message'], rows, ['id', 'batch']));
  if (records.length === limit) say(`Only the first ${String(limit)} are shown; use --limit for more.`);
}

async function show(id: string, options: ActingOptions): Promise<void> {
  const held = await withCaller(options, (acting) => readHeldRecord(acting, id));
  if (options.json) return printJson(held);
  print(
    table(
      ['field', 'value'],
      [
        ['quarantine', `${held.quarantineId}, ${held.state}`],
        ['where', `batch ${held.batchId}, ${held.file} line ${String(held.line)}`],
        ['rule', held.rule],
        ['message', held.message],
        ...(held.decidedAt !== null
          ? [['decided', `${held.decidedAt} by ${held.decidedBy ?? 'a load'}: ${held.decidedReason ?? ''}`]]
          : []),
        ...(held.resolvedByBatchId !== null ? [['resolved by batch', held.resolvedByBatchId]] : []),
      ],
    ),
  );
  print(`\n${table(['column', 'value'], Object.entries(held.record))}`);
}

async function exportCsv(options: FilterOptions & { readonly out?: string }): Promise<void> {
  const { feed, batch, all, out } = options;
  const records = await withCaller(options, (acting) => exportHeldRecords(acting, { feed, batch, all }));
  const text = exportRecords(records);
  if (out === undefined) {
    printFile(text);
    return;
  }
  await writeOut(out, text);
  say(
    `${counted(records.length, 'record')} written to ${out}. ` +
      `Correct the values, then: daybook quarantine replay --from ${out}`,
  );
}

interface ReplayOptions extends ActingOptions {
  readonly set: readonly string[];
  readonly from?: string;
}

async function replay(ids: string[], options: ReplayOptions): Promise<void> {
  const corrections = await correctionsOf(ids, options);
  const all = [...new Set([...ids, ...corrections.keys()])];
  const { each, results } = await withCaller(options, (acting) =>
    replayHeldRecords(acting, intakeOf(acting), { ids: all, corrections }),
  );
  for (const result of results) {
    if (options.json) printJson(jsonOf(result));
    else {
      const { received, loaded, unchanged, quarantined } = result.rows;
      say(
        `${result.file}: ${String(received)} replayed as batch ${result.batchId ?? '-'}: ` +
          `${String(loaded)} loaded, ${String(unchanged)} unchanged, ${String(quarantined)} in quarantine again.`,
      );
      if (result.refusal)
        say(`${result.refusal.code}: ${result.refusal.message}\nNext: ${result.refusal.next}`);
    }
  }
  if (results.some(({ refusal: why, rows }) => why !== null || rows.quarantined > 0)) process.exitCode = 1;
  if (each.done.length < all.length)
    tellEach(each, options, { json: (_done, errors) => errors, words: () => undefined });
}

async function correctionsOf(ids: readonly string[], options: ReplayOptions): Promise<Corrections> {
  const corrections = new Map<string, Readonly<Record<string, string>>>();
  if (options.from !== undefined) {
    for (const [id, values] of readCorrections(await readFile(options.from), options.from))
      corrections.set(id, values);
  }
  const set = Object.fromEntries(
    options.set.map((pair) => {
      const at = pair.indexOf('=');
      if (at < 1) throw refusal('SOURCES_REPLAY_SET_UNREADABLE', { pair });
      return [pair.slice(0, at).trim().toUpperCase(), pair.slice(at + 1)];
    }),
  );
  for (const id of ids) corrections.set(id, { ...corrections.get(id), ...set });
  return corrections;
}

async function discard(ids: string[], options: ActingOptions): Promise<void> {
  const each = await withCaller(options, (acting) => discardHeldRecords(acting, ids));
  tellEach(each, options, {
    json: (done, errors) => ({ discarded: done.length, ...(errors.length === 0 ? {} : { errors }) }),
    words: (done) => {
      say(`${counted(done.length, 'record')} discarded.`);
    },
  });
}

import type { Command } from 'commander';
import { listLoads, readLoad } from '../sources/index.ts';
import {
  actingCommand,
  groupCommand,
  print,
  printJson,
  say,
  wholeNumber,
  withCaller,
  type ActingOptions,
} from './command.ts';
import { shownLoad } from './load-results.ts';
import { grouped, table } from './table.ts';

interface ListOptions extends ActingOptions {
  readonly feed?: string;
  readonly state?: string;
  readonly limit: number;
}

/** `daybook batches [list|show ID]` */
export function batchesCommand(): Command {
  const batches = groupCommand(
    'batches',
    'Loads: every file received and its outcome.',
    'daybook batches show 12',
  );
  batches.addCommand(
    actingCommand('list', 'The newest loads.', 'daybook batches list --feed budget_final --state refused')
      .option('--feed <feed>', 'only this feed')
      .option('--state <state>', 'only loaded, unchanged, refused, failed or receiving')
      .option('--limit <count>', 'maximum number', wholeNumber(1), 50)
      .action(list),
    { isDefault: true },
  );
  batches.addCommand(
    actingCommand('show', 'One load, with control totals, warnings and errors.', 'daybook batches show 12')
      .argument('<id>', 'load number')
      .action(show),
  );
  return batches;
}

const counts = ['received', 'loaded', 'unchanged', 'superseded', 'quarantined'] as const;

async function list(options: ListOptions): Promise<void> {
  const { feed, state, limit } = options;
  const batches = await withCaller(options, (acting) => listLoads(acting, { feed, state, limit }));
  if (options.json) return printJson(batches.map(shownLoad));
  if (batches.length === 0) return say('No loads yet. `daybook load PATH…` loads files.');
  const header = ['batch', 'received at', 'file', 'feed', 'state', ...counts, 'seconds'];
  const rows = batches.map((batch) => [
    batch.batchId,
    batch.receivedAt.slice(0, 19),
    batch.file,
    batch.feed,
    batch.state,
    ...counts.map((count) => grouped(batch[count])),
    batch.seconds ?? '-',
  ]);
  print(table(header, rows, ['batch', ...counts, 'seconds']));
  if (batches.length === limit) say(`Only the newest ${String(limit)} are shown; use --limit for more.`);
}

async function show(id: string, options: ActingOptions): Promise<void> {
  const batch = await withCaller(options, (acting) => readLoad(acting, id));
  if (options.json) return printJson(shownLoad(batch));
  print(
    table(
      ['field', 'value'],
      [
        ['batch', batch.batchId],
        ['file', `${batch.file} (${grouped(batch.sizeBytes)} bytes)`],
        ['SHA-256', batch.sha256],
        ['source, feed', `${batch.source}, ${batch.feed}`],
        ['received', `${batch.receivedAt} by ${batch.receivedBy}`],
        ['speaks of', batch.effectiveOn ?? '-'],
        [
          'state',
          batch.state + (batch.sameAsBatchId !== null ? `, same as batch ${batch.sameAsBatchId}` : ''),
        ],
        ['seconds', batch.seconds ?? '-'],
        ...(batch.replayOfBatchId !== null ? [['replay of batch', batch.replayOfBatchId]] : []),
        ...counts.map((count) => [`rows ${count}`, grouped(batch[count])]),
      ],
    ),
  );
  const totals = Object.entries(batch.controlTotals ?? {});
  if (totals.length > 0) {
    const rows = totals.map(([column, { count, sum }]) => [column, count, sum ?? '-']);
    print(`\n${table(['control total', 'count', 'sum'], rows, ['count', 'sum'])}`);
  }
  for (const warning of batch.warnings) print(`\nWarning (${warning.rule}): ${warning.message}`);
  if (!batch.refusal) return;
  print(`\n${batch.refusal.code}: ${batch.refusal.message}\nNext: ${batch.refusal.next}`);
  for (const fault of batch.refusal.faults) print(`  line ${String(fault.line)}: ${fault.message}`);
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { addMonths, firstDay, monthsBetween } from '../src/kernel/month.ts';
import type { Database } from '../src/platform/database/index.ts';
import { writeRevenueFile } from './revenue-file.ts';
import { atScale, onWorkbench, report, timed, type Workbench } from './workbench.ts';

const first = '2024-01';
const last = '2025-03';
/** 1,827 sites × 6 codes × 456 days = 4,998,672 rows. */
const fullSites = 1_827;

/** (a) intake against raw `copy` of the same rows, (b) peak memory of the process that loads. Prints both. */
export async function benchIntake(scale: number): Promise<void> {
  const sites = atScale(fullSites, scale, 2);
  await onWorkbench(sites, async (bench) => {
    const path = join(bench.folder, 'revenue_daily_detail_bench.csv');
    const rows = await writeRevenueFile({ path, sites, first, last });
    await makeRival(bench.database);
    const rival = await timed(() => copyRaw(bench.database, path));
    await bench.database.execute('drop table public.rival');
    await bench.database.execute('checkpoint');
    const loaded = await loadInOwnProcess(bench, path);
    report(`(a) raw copy of ${String(rows)} rows, same key and partitions`, `${rival.toFixed(1)} s`);
    report('(a) intake of the same file, checks and history on', `${loaded.seconds.toFixed(1)} s`);
    report('(a) speed of the intake : speed of raw copy (at least 0.8)', (rival / loaded.seconds).toFixed(2));
    report(
      '(b) peak memory of the Node process that loads (under 300 MB)',
      `${String(loaded.peakMegabytes)} MB`,
    );
  });
}

/** An empty table with the key and partitions of the fact. */
async function makeRival(database: Database): Promise<void> {
  await database.execute(
    `create table public.rival (like warehouse.revenue_detail including indexes) partition by range (revenue_on);
     alter table public.rival alter batch_id set default 0, alter source_line set default 0`,
  );
  await database.execute(partitionMaker);
  for (const month of monthsBetween(first, last)) {
    await database.query('select public.make_partition($1, $2)', [
      firstDay(month),
      firstDay(addMonths(month, 1)),
    ]);
  }
}

const partitionMaker = `create or replace function public.make_partition(from_on text, to_on text) returns void
language plpgsql as $$
begin
  execute format('create table public.%I partition of public.rival for values from (%L) to (%L)',
    'rival_' || replace(from_on, '-', '_'), from_on, to_on);
end $$`;

async function copyRaw(database: Database, path: string): Promise<void> {
  await database.withConnection(async (connection) => {
    const copy = connection.copyInto(
      `copy public.rival (site_id, revenue_on, revenue_code, revenue_category, collection_type, deposit_flag,
         external_revenue, net_external_revenue, vehicle_count, tax_rate, billable_net_validation)
       from stdin (format csv, header)`,
    );
    await pipeline(createReadStream(path, { highWaterMark: 1_048_576 }), copy);
  });
}

/** Loads the file with the real command, so that the memory is that of a process which does nothing else. */
async function loadInOwnProcess(
  bench: Workbench,
  path: string,
): Promise<{ seconds: number; peakMegabytes: number }> {
  const probe = join(import.meta.dirname, 'print-peak-memory.ts');
  const main = join(import.meta.dirname, '..', 'src', 'main.ts');
  const child = spawn(
    process.execPath,
    ['--import', probe, main, 'load', path, '--json', '--data', bench.configuration.dataDir],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let output = '';
  let told = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (told += chunk.toString()));
  const seconds = await timed(() => once(child, 'exit'));
  const peak = /peak (\d+) kB/.exec(told)?.[1];
  if (child.exitCode !== 0 || peak === undefined) throw new Error(`the load failed: ${output} ${told}`);
  return { seconds, peakMegabytes: Math.round(Number.parseInt(peak, 10) / 1_000) };
}

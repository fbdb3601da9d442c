import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { keyPlaceOf } from '../src/commands/command.ts';
import { systemClock } from '../src/kernel/clock.ts';
import { readConfiguration, type Configuration } from '../src/platform/configuration.ts';
import { openDatabase, type Database } from '../src/platform/database/index.ts';
import { addDemoPeople, keyRingOf, Sealer } from '../src/platform/security/index.ts';
import { findFiles, loadFiles, type Intake } from '../src/sources/index.ts';
import * as warehouse from '../src/warehouse/index.ts';
import { placeMigrated } from '../tests/migrated-cluster.ts';
import { siteNumber } from './revenue-file.ts';

/** A private embedded server with a migrated database and `sites` sites, in a folder that goes with it. */
export interface Workbench {
  readonly folder: string;
  readonly configuration: Configuration;
  readonly database: Database;
  readonly intake: Intake;
}

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'daybook-bench-'));
  // The account of the server must be able to enter.
  await chmod(folder, 0o755);
  return folder;
}

/**
 * Runs `work` on a workbench of its own, a server of its own: no benchmark warms the caches of another. It is migrated
 * once in a run, and copied with its owners and modes.
 */
export async function onWorkbench<T>(sites: number, work: (bench: Workbench) => Promise<T>): Promise<T> {
  const folder = await newFolder();
  const configuration = readConfiguration({ dataDir: join(folder, 'data') }, {});
  await placeMigrated(configuration.dataDir);
  const database = await openDatabase(configuration);
  try {
    // Commands that a benchmark runs in a process of their own act as the operator among them.
    await addDemoPeople(database, userInfo().username);
    await database.execute(
      'insert into warehouse.site (site_id, is_listed) select number, true from unnest($1::text[]) as number',
      [Array.from({ length: sites }, (_, index) => siteNumber(index))],
    );
    const sealer = new Sealer(await keyRingOf(database, keyPlaceOf(configuration)));
    const intake = {
      database,
      warehouse,
      clock: systemClock,
      timeZone: 'America/New_York',
      maxFailingPercent: 10,
      maxLossPercent: 10,
      receivedBy: 'bench',
      openSeal: () => Promise.resolve(sealer),
    };
    return await work({ folder, configuration, database, intake });
  } finally {
    await database.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Below a tenth of its size a part shows that it runs: what takes time whatever the size is made small as well. */
export function isTrial(scale: number): boolean {
  return scale < 0.1;
}

/** How many of something a benchmark takes at `scale`: its whole number at 1, and in a trial the `least` that runs. */
export function atScale(whole: number, scale: number, least: number): number {
  return isTrial(scale) ? least : Math.max(least, Math.round(whole * scale));
}

/** Seconds that `work` takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1_000;
}

/** Loads one file; throws when it was not taken in whole. */
export async function loadWhole(bench: Workbench, path: string, rows: number): Promise<void> {
  const [result] = await loadFiles(bench.intake, (await findFiles([path])).files);
  if (result?.state !== 'loaded' || result.rows.loaded !== rows)
    throw new Error(`not loaded: ${JSON.stringify(result)}`);
}

/** A line of a report: what, figure, and what it is held against. */
export function report(what: string, figure: string): void {
  process.stdout.write(`${what.padEnd(62)} ${figure}\n`);
}

export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil((sorted.length * percent) / 100) - 1)] ?? 0;
}

export function median(values: readonly number[]): number {
  return percentile(values, 50);
}

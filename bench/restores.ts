import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '../src/kernel/clock.ts';
import { openDatabase, type Database } from '../src/platform/database/index.ts';
import { storedBackups } from '../src/platform/operations/backup/store.ts';
import { folderLocation } from '../src/platform/operations/locations/folder-location.ts';
import { logsIn, notedReach } from '../src/platform/operations/log/log-store.ts';
import { restoreBackup } from '../src/platform/operations/index.ts';
import { randomFrom } from '../tests/recovery/random-from.ts';
import { benchIncremental } from './incremental.ts';
import { atScale, isTrial, median, onWorkbench, report, timed } from './workbench.ts';

/** A commit of the writer: between these two moments it was made. */
interface Commit {
  readonly begun: number;
  readonly ended: number;
}

/**
 * (t) 200 restores to random moments, of a server that works while the keeper of its log is killed again and again,
 * compared with what the writer remembers; what keeping the log costs a load, and what an incremental backup takes.
 * Prints how many were right.
 */
export async function benchRestores(scale: number, seed: number): Promise<void> {
  await onWorkbench(1, async ({ folder, configuration: { dataDir }, database }) => {
    await database.execute(`
      create table public.counted (number integer, filling text);
      create table public.loaded (number integer, filling text);`);
    const random = randomFrom(seed);
    const { commits, kills } = await writeUnderKills(database, dataDir, atScale(90, scale, 3), random);
    const restores = isTrial(scale) ? 1 : atScale(200, scale, 1);
    let right = 0;
    const seconds: number[] = [];
    for (let turn = 0; turn < restores; turn += 1) {
      const first = commits[0]?.ended ?? 0;
      const at = first + random() * ((commits.at(-1)?.begun ?? 0) - first);
      const into = join(folder, 'copy');
      seconds.push(await timed(() => restoreTo(dataDir, into, new Date(at))));
      const [least, most] = [
        commits.filter(({ ended }) => ended < Math.floor(at)).length,
        commits.filter(({ begun }) => begun <= Math.ceil(at)).length,
      ];
      const { rows, last } = await countIn(into);
      if (rows === last && rows >= least && rows <= most) right += 1;
      await rm(into, { recursive: true });
    }
    report('(t) kills of the keeper while the log was written', String(kills));
    report(
      '(t) restores to random moments, equal to what the writer remembers',
      `${String(right)} of ${String(restores)}`,
    );
    report('(t) one of them, median', `${median(seconds).toFixed(1)} s`);
    await costOfTheLog(database, dataDir, {
      rows: atScale(400_000, scale, 4_000),
      turns: atScale(5, scale, 1),
    });
    await benchIncremental(database, dataDir, scale);
  });
}

/** Commits one row after the other for so many seconds; the keeper is killed and started again in between. */
async function writeUnderKills(
  database: Database,
  dataDir: string,
  seconds: number,
  random: () => number,
): Promise<{ commits: Commit[]; kills: number }> {
  const commits: Commit[] = [];
  let keeper = keep(dataDir);
  while ((await storedBackups(folderLocation(join(dataDir, 'backups')))).length === 0) await sleep(50);
  // The backup is of before the first moment that is restored.
  await sleep(100);
  const end = performance.now() + seconds * 1000;
  let kills = 0;
  let nextKill = performance.now() + 500 + random() * 2_000;
  while (performance.now() < end) {
    const begun = systemClock.now().getTime();
    await database.execute(`insert into public.counted values ($1::int, repeat(md5($1::int::text), 200))`, [
      commits.length + 1,
    ]);
    commits.push({ begun, ended: systemClock.now().getTime() });
    if (performance.now() < nextKill) continue;
    keeper.kill('SIGKILL');
    await once(keeper, 'exit');
    kills += 1;
    keeper = keep(dataDir);
    nextKill = performance.now() + 500 + random() * 4_000;
  }
  const last = systemClock.now();
  for (;;) {
    const [key] = await logsIn(folderLocation(join(dataDir, 'backups')));
    const reach = key === undefined ? null : await notedReach(key);
    if ((reach?.at ?? new Date(0)) > last) break;
    await sleep(50);
  }
  await endKeeper(keeper);
  return { commits, kills };
}

/** Rows inserted and committed with and without a keeper of the log, in turn; time of the one to that of the other. */
async function costOfTheLog(
  database: Database,
  dataDir: string,
  { rows, turns }: { readonly rows: number; readonly turns: number },
): Promise<void> {
  const load = (): Promise<number> =>
    timed(async () => {
      await database.execute(
        `insert into public.loaded select n, repeat(md5(n::text), 8) from generate_series(1, $1::int) as n`,
        [rows],
      );
    });
  const [without, kept]: [number[], number[]] = [[], []];
  for (let turn = 0; turn < turns; turn += 1) {
    without.push(await load());
    const keeper = keep(dataDir);
    await sleep(2_000);
    kept.push(await load());
    await endKeeper(keeper);
    await database.execute('truncate public.loaded');
  }
  report(
    `(t) ${String(rows)} rows inserted, log kept : not kept`,
    (median(kept) / median(without)).toFixed(2),
  );
}

async function restoreTo(dataDir: string, into: string, at: Date): Promise<void> {
  await restoreBackup(
    {
      from: { place: join(dataDir, 'backups'), access: {} },
      keyFile: join(dataDir, 'keys', 'backup.txt'),
      label: undefined,
      target: { kind: 'moment', at },
      into,
    },
    { advance: () => undefined, report: () => undefined },
  );
}

async function countIn(into: string): Promise<{ rows: number; last: number }> {
  const copy = await openDatabase({ dataDir: into });
  try {
    const [row] = await copy.query<{ rows: number; last: number }>(
      'select count(*)::int as rows, coalesce(max(number), 0) as last from public.counted',
    );
    return row ?? { rows: -1, last: -1 };
  } finally {
    await copy.close();
  }
}

function keep(dataDir: string): ChildProcess {
  const main = join(import.meta.dirname, '..', 'src', 'main.ts');
  return spawn(process.execPath, [main, 'backup', 'keep', '--data', dataDir], {
    env: { PATH: '/usr/bin:/bin', DAYBOOK_BACKUP_LOG_SECONDS: '1' },
    stdio: 'ignore',
  });
}

async function endKeeper(keeper: ChildProcess): Promise<void> {
  keeper.kill('SIGTERM');
  await once(keeper, 'exit');
}

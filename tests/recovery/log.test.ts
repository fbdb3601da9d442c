import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { access, chmod, cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { backupPlanOf } from '../../src/commands/operations/backup-plan.ts';
import { minuteIn, systemClock } from '../../src/kernel/clock.ts';
import { readConfiguration } from '../../src/platform/configuration.ts';
import { openDatabase, positionText } from '../../src/platform/database/index.ts';
import { readBackupKeys } from '../../src/platform/operations/backup/backup-key.ts';
import { storedBackups } from '../../src/platform/operations/backup/store.ts';
import { keepBackups } from '../../src/platform/operations/keep-backups.ts';
import { folderLocation } from '../../src/platform/operations/locations/folder-location.ts';
import type { LocationPlace } from '../../src/platform/operations/locations/open-location.ts';
import { readWhole, type StorageLocation } from '../../src/platform/operations/locations/storage-location.ts';
import { keepLog } from '../../src/platform/operations/log/keep-log.ts';
import {
  logFolder,
  logsIn,
  notedReach,
  readLogFile,
  removeLogBefore,
  storedLog,
  storeLog,
  type LogKey,
  type StoredLogFile,
} from '../../src/platform/operations/log/log-store.ts';
import { keepSecond, readSecondNote } from '../../src/platform/operations/second-location.ts';
import { addDemoPeople } from '../../src/platform/security/index.ts';
import { placeMigrated } from '../migrated-cluster.ts';
import { daybookHere } from '../integration/commands/here.ts';
import { startBucket, startSftp, type StorageServer } from './storage-servers.ts';
import { programEnvironment, type Said } from '../integration/commands/program.ts';

const folder = await mkdtemp(join(tmpdir(), 'daybook-log-'));
// The account of the server must be able to enter.
await chmod(folder, 0o755);
const dataDir = join(folder, 'data');
const store = join(dataDir, 'backups');
const location = folderLocation(store);
const second = join(folder, 'second');
await placeMigrated(dataDir);
const database = await openDatabase({ dataDir });
after(async () => {
  await database.close();
  await rm(folder, { recursive: true, force: true });
});
// What is killed here is never the server, nor does its machine lose its power.
await database.query('alter system set fsync = off');
await database.query('select pg_reload_conf()');
await addDemoPeople(database, userInfo().username);
await database.execute('create table public.counted (number integer, filling text)');

const settings = {
  DAYBOOK_DATA: dataDir,
  DAYBOOK_BACKUP_DAILY: '02:00',
  DAYBOOK_BACKUP_LOG_SECONDS: '1',
  DAYBOOK_BACKUP_SECOND: second,
};
interface Listed {
  readonly copies: readonly { readonly location: string }[];
  readonly kind: string;
  readonly proof: {
    readonly proven_by: string;
    readonly findings: readonly string[];
    readonly log_bytes: string;
    readonly lost_seconds: string | null;
  } | null;
}

const run = (...words: string[]): Promise<Said> => daybookHere(words, { env: settings });
const security = ['--as', 'sek.security@demo.invalid'] as const;
const auditor = ['--as', 'audra.auditor@demo.invalid'] as const;

const listed = async (): Promise<Listed[]> =>
  JSON.parse((await run('backup', 'list', '--json', ...auditor)).out) as Listed[];

/** Runs until the condition holds; what never comes true is stopped by the limit of the test. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await sleep(50);
}

let child: ChildProcess | undefined;
after(() => child?.kill('SIGKILL'));

function keeper(environment = settings): ChildProcess {
  // As the server starts it, with a channel that tells when the server is gone.
  child = spawn(process.execPath, [join(import.meta.dirname, '../../src/main.ts'), 'backup', 'keep'], {
    env: { ...programEnvironment, ...environment },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  return child;
}

/** The second location at a server, as it is configured. */
function placeOf(server: StorageServer): LocationPlace {
  const plan = backupPlanOf(readConfiguration({}, { ...settings, ...server.settings }));
  assert.ok(plan?.second, 'it is configured');
  return plan.second;
}

/** Copies to a server until all is there. */
function copyTo(server: StorageServer): { done: () => Promise<void> } {
  const over = new AbortController();
  const place = placeOf(server);
  const copying = keepSecond({
    folder: store,
    second: place,
    retention: { kept: { daily: 1, weekly: 1, monthly: 1, yearly: 1 }, logDays: 1 },
    clock: systemClock,
    rhythm: 0.1,
    signal: over.signal,
    report: () => undefined,
    wasPruned: () => false,
    tellCopied: () => Promise.resolve(),
  });
  return {
    done: async () => {
      await until(async () => {
        const note = await readSecondNote(store);
        const isAt = note?.location === place.place && note.failing_since === null;
        return isAt && note.log_at !== null && note.backups_at !== null;
      });
      over.abort();
      await copying;
    },
  };
}

/** SHA-256 of every file of backups and log at a location, by name. */
async function filesAt(place: StorageLocation): Promise<Map<string, string>> {
  const digests = new Map<string, string>();
  const logs = (await logsIn(place)).map((key) => logFolder(key));
  const labels = (await storedBackups(place)).map(({ label }) => label);
  for (const below of [...labels, ...logs, 'erasures'])
    for (const name of (await place.list(below)).sort())
      digests.set(
        `${below}/${name}`,
        createHash('sha256')
          .update((await readWhole(place, `${below}/${name}`)) ?? '')
          .digest('hex'),
      );
  return digests;
}

async function ownLog(): Promise<LogKey> {
  const [key] = await logsIn(location);
  assert.ok(key, 'a log is stored');
  return key;
}

/** Somebody who is erased. */
const planted = 'rosa.report@demo.invalid';

/** Moments, and how many numbers were committed before each. */
const moments: { at: string; count: number }[] = [];
/** Numbers that were committed so far, and those of which the log was stored when its keeper was last at work. */
let committed = 0;
let stored = 0;
async function commitNext(): Promise<void> {
  await database.execute('insert into public.counted values ($1::int, repeat(md5($1::int::text), 2000))', [
    committed + 1,
  ]);
  committed += 1;
}

async function restoredCount(into: string): Promise<{ rows: number; last: number }> {
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

test('every moment of a keeper that is killed can be had back from the second location, up to a hole', async () => {
  let keeping = keeper();
  await until(async () => (await storedBackups(location)).length === 1);
  for (const round of [1, 2, 3]) {
    for (let turn = 0; turn < 8; turn += 1) await commitNext();
    await sleep(20);
    moments.push({ at: systemClock.now().toISOString(), count: committed });
    await sleep(20);
    await commitNext();
    await sleep(1_200);
    if (round > 1) await database.query('select pg_switch_wal()');
    if (round < 3) {
      keeping.kill('SIGKILL');
      await once(keeping, 'exit');
      await commitNext();
      keeping = keeper();
    }
  }
  await until(async () => (await listed())[0]?.copies.length === 1);
  assert.equal((await listed())[0]?.copies[0]?.location, second);
  const erased = ['privacy', 'erase', planted, '--reason', 'request 12', '--yes', ...security];
  assert.equal((await run(...erased)).code, 0);
  const key = await ownLog();
  const end = systemClock.now();
  for (const place of [key, { ...key, store: folderLocation(second) }])
    await until(async () => ((await notedReach(place))?.at ?? new Date(0)) > end);
  keeping.kill('SIGTERM');
  assert.equal((await once(keeping, 'exit'))[0], 0);

  // A machine that is lost: only the second location and the key are left, and of its log a segment is missing.
  const [, middle, behind] = moments;
  const copied = { ...key, store: folderLocation(second) };
  const [, , hole] = (await storedLog(copied)).filter(({ offset }) => offset === null);
  assert.ok(hole, 'segments follow the one that the backup begins in');
  await rm(join(second, logFolder(copied), hole.name));
  const into = join(folder, 'copy');
  const lost = { DAYBOOK_DATA: into, DAYBOOK_BACKUP_KEY_FILE: join(dataDir, 'keys', 'backup.txt') };
  const backTo = (at: string | undefined): Promise<Said> =>
    daybookHere(['restore', '--into', into, '--from', second, '--to', at ?? ''], { env: lost });
  assert.match((await backTo(behind?.at)).err, /^RESTORE_BEYOND_LOG: .*where a gap in it begins/);
  assert.deepEqual(await readdir(into).catch(() => []), [], 'nothing is left');
  const restored = await backTo(middle?.at);
  assert.equal(restored.code, 0, restored.err);
  assert.match(restored.out, /MB of log\.\nIts newest entry of the audit trail is [\d,]+, chained at /);
  assert.deepEqual(await restoredCount(into), { rows: middle?.count, last: middle?.count });
  // Whoever enters first erases again who was erased after that moment.
  await cp(join(dataDir, 'keys'), join(into, 'keys'), { recursive: true });
  const entered = await daybookHere(['backup', 'list', ...auditor], { env: lost });
  assert.match(entered.err, /^1 erasure from after the restored moment applied again\.$/m);
  const again = await daybookHere(['users', 'list', ...security], { env: lost });
  assert.ok(again.out.includes('audra') && !again.out.includes(planted), again.out);
  await rm(into, { recursive: true });

  const refused = async (...to: string[]): Promise<string> => {
    const { err } = await run('restore', '--into', into, '--to', ...to);
    assert.deepEqual(await readdir(into).catch(() => []), [], 'nothing is left');
    return err.split(':')[0] ?? '';
  };
  assert.equal(await refused('2099-01-01 00:00'), 'RESTORE_BEYOND_LOG');
  assert.equal(await refused('2001-01-01 00:00'), 'RESTORE_BEFORE_BACKUP');
  assert.equal(await refused('FFFF/0'), 'RESTORE_BEYOND_LOG');
  assert.equal(await refused('yesterday'), 'RESTORE_TARGET_UNREADABLE');
  assert.equal(await refused('latest', '--before-batch', '41'), 'SOURCES_BATCH_UNKNOWN');
});

const inHours = (hours: number): Date => new Date(systemClock.now().getTime() + hours * 3_600_000);

test('in between what was written is backed up; the next full backup is proven with the log behind it', async () => {
  const plan = backupPlanOf(readConfiguration({}, settings));
  assert.ok(plan, 'it is on');
  const reports: string[] = [];
  const keepIn = (hours: number, signal: AbortSignal, dailyAt = plan.dailyAt): Promise<void> =>
    keepBackups(
      database,
      { ...plan, dailyAt },
      {
        clock: { now: () => inHours(hours) },
        signal,
        report: (message) => reports.push(message),
      },
    );
  // Before the time of the next full one only what was written since the first is backed up.
  const soon = new AbortController();
  const between = keepIn(6, soon.signal, minuteIn(plan.timeZone, inHours(12)).slice(11));
  await until(async () => (await storedBackups(location)).length === 2);
  soon.abort();
  await between;
  const over = new AbortController();
  const keeping = keepIn(24, over.signal);
  await until(async () => (await listed()).some(({ proof }) => proof !== null));
  over.abort();
  await keeping;
  const [newest, incremental, first] = await listed();
  const [checked] = await database.query<Record<string, string>>(
    'select files_checked, tables_checked, indexes_checked from operations.backup_proof',
  );
  assert.equal(newest?.proof?.proven_by, 'daybook');
  assert.deepEqual(newest.proof.findings, []);
  assert.ok(Number(newest.proof.log_bytes) > 0 && newest.proof.lost_seconds !== null, 'with its log');
  assert.deepEqual([incremental?.kind, incremental?.proof, first?.proof], ['incremental', null, null]);
  for (const counted of ['files_checked', 'tables_checked', 'indexes_checked'] as const)
    assert.ok(Number(checked?.[counted]) > 10, `${counted}: ${String(checked?.[counted])}`);
  const evidence = await database.query('select tested_by, findings from platform.restore_test');
  assert.deepEqual(evidence, [{ tested_by: 'daybook', findings: [] }], 'control C9');
  assert.equal(reports.length, 2, reports.join('\n'));
  assert.match((await run('doctor')).out, /log behind the backups +note +nobody stores it/);

  // A server that is stopped in the middle of a backup does not wait for its end.
  const stop = new AbortController();
  const stopped = keepIn(48, stop.signal);
  await until(async () => (await readdir(store)).some((name) => name.startsWith('.new-')));
  stop.abort();
  await stopped;
  assert.equal((await storedBackups(location)).length, 3);
  assert.deepEqual(
    (await readdir(store)).filter((name) => name.startsWith('.new-')),
    [],
  );
  assert.equal(reports.length, 2, reports.join('\n'));

  const pruned = await run('backup', 'prune', '--dry-run', '--as', 'syl.system@demo.invalid');
  assert.match(
    pruned.out,
    /Z-full +newest, day, week, month, year\n.*Z-incremental +log\n.*Z-full +log, day/,
  );
});

test('with no second at risk a commit waits for the log, and another location gives it back', async (context) => {
  const noSecond = { ...settings, DAYBOOK_BACKUP_LOG_SECONDS: '0' };
  const doctor = async (): Promise<string> => {
    const { out } = await daybookHere(['doctor'], { env: noSecond });
    return /^log behind the backups +(.*)$/m.exec(out)?.[1]?.replaceAll(/ +/g, ' ') ?? '';
  };
  const asks = async (question: string): Promise<boolean> => (await database.query(question)).length > 0;
  const isKept = (): Promise<boolean> =>
    asks(`select from pg_stat_replication where application_name = 'daybook_log' and sync_state = 'sync'`);
  const isWaiting = (): Promise<boolean> => asks(`select from pg_stat_activity where wait_event = 'SyncRep'`);
  assert.match(
    await doctor(),
    /^note DAYBOOK_BACKUP_LOG_SECONDS is 0, but no commit waits until it is stored/,
  );
  await database.query(`alter system set synchronous_standby_names = 'daybook_log'`);
  await database.query('select pg_reload_conf()');
  await until(() => asks(`select where current_setting('synchronous_standby_names') <> ''`));
  const waiting = commitNext();
  await until(isWaiting);
  assert.match(
    await doctor(),
    /^note nobody stores it and every commit waits for that, 1 at this moment; `daybook/,
  );
  const keeping = keeper(noSecond);
  await waiting;
  await until(isKept);
  assert.match(await doctor(), /^ok stored before a commit is answered/);
  for (let turn = 0; turn < 10; turn += 1) await commitNext();
  keeping.kill('SIGSTOP');
  const stuck = commitNext();
  await until(isWaiting);
  assert.match(await doctor(), /^note 1 commit wait/);
  keeping.kill('SIGCONT');
  await stuck;
  // The machine is lost at once: what was answered is in the backups.
  stored = committed;
  keeping.kill('SIGKILL');
  await once(keeping, 'exit');
  const lost = commitNext().catch(() => undefined);
  await until(isWaiting);

  // Storage that was away catches up, and the first location is lost too.
  const directory = join(folder, 'bucket');
  const away = await startBucket(directory);
  await away.close();
  const copying = copyTo(away);
  const aboutSecond = async (): Promise<string> =>
    (await daybookHere(['doctor'], { env: { ...settings, ...away.settings } })).out.replaceAll(/ +/g, ' ');
  await until(async () => typeof (await readSecondNote(store))?.failing_since === 'string');
  assert.match(
    await aboutSecond(),
    /second location of backups note nothing was copied for 0 minutes: Backups at s3:\/\/books/,
  );
  const bucket = await startBucket(directory, away.port);
  context.after(bucket.close);
  await copying.done();
  assert.match(await aboutSecond(), /second location of backups ok log copied 0 minutes ago/);
  const into = join(folder, 'copy');
  const restored = await daybookHere(
    ['restore', '--into', into, '--from', away.settings['DAYBOOK_BACKUP_SECOND'] ?? '', '--json'],
    {
      env: {
        ...away.settings,
        DAYBOOK_DATA: into,
        DAYBOOK_BACKUP_KEY_FILE: join(dataDir, 'keys', 'backup.txt'),
      },
    },
  );
  assert.equal(restored.code, 0, restored.err);
  const { timeline } = JSON.parse(restored.out) as { timeline: number };
  assert.equal(timeline, 2, 'it began a timeline of its own');
  const { rows, last } = await restoredCount(into);
  assert.deepEqual({ rows, last }, { rows: stored, last: stored }, 'and it commits without a keeper');
  await rm(into, { recursive: true });
  await database.query('alter system reset synchronous_standby_names');
  await database.query('select pg_reload_conf()');
  await lost;
});

test('what is stored of the log tells nothing without the key', async () => {
  const key = await ownLog();
  const [first] = await storedLog(key);
  assert.ok(first, 'a file is stored');
  const { identities } = await readBackupKeys(join(dataDir, 'keys', 'backup.txt'));
  const opened = await readLogFile(key, first, identities);
  assert.ok(opened.length > 0);
  for (const name of await readdir(join(store, 'log', key.systemIdentifier, '00000001'))) {
    const bytes = await readFile(join(store, 'log', key.systemIdentifier, '00000001', name));
    // md5('1'), of which the first committed row is full.
    assert.ok(!bytes.includes('c4ca4238a0b923820dcc509a6f75849b'), name);
  }
});

test('a machine over SFTP gets every file as it is', async (context) => {
  const server = await startSftp(join(folder, 'remote'));
  context.after(server.close);
  await copyTo(server).done();
  const there = folderLocation(join(folder, 'remote', 'daybook', 'main'));
  assert.deepEqual(await filesAt(there), await filesAt(location));
});

test('the log of a copy that goes on differently is refused, and a damaged or missing file names itself', async () => {
  const key = await ownLog();
  const keys = await readBackupKeys(join(dataDir, 'keys', 'backup.txt'));
  const reports: string[] = [];
  const keep = (folderOfStore: string, signal = AbortSignal.timeout(300_000)): Promise<void> =>
    keepLog(database, {
      folder: folderOfStore,
      keys,
      clock: systemClock,
      seconds: 1,
      signal,
      report: (message) => reports.push(message),
    });
  const partOf = async (): Promise<StoredLogFile | undefined> =>
    (await storedLog(key)).findLast(({ offset }) => offset !== null);
  const enough = new AbortController();
  const draft = join(store, logFolder(key), '.new-left-by-a-killed-keeper');
  await writeFile(draft, 'x');
  const kept = keep(store, enough.signal);
  await commitNext();
  await until(async () => (await partOf()) !== undefined);
  enough.abort();
  await kept;
  await assert.rejects(access(draft), { code: 'ENOENT' });
  const part = await partOf();
  assert.ok(part, 'the segment that is being written is stored in parts');
  const other = Buffer.alloc(100, 'x');
  await storeLog(key, { segment: part.segment, offset: 0, bytes: other }, keys.recipient);
  await assert.rejects(keep(store), { code: 'BACKUP_LOG_FORKED' });
  const ahead = part.segment + BigInt(key.segmentBytes);
  await storeLog(key, { segment: ahead, offset: null, bytes: other }, keys.recipient);
  await assert.rejects(keep(store), { code: 'BACKUP_LOG_FORKED' }, positionText(ahead));

  // A gap: what lies behind it cannot be reached.
  const [whole] = await storedLog(key);
  assert.ok(whole, 'a segment is stored');
  const into = join(folder, 'gap');
  await removeLogBefore(key, whole.segment + BigInt(key.segmentBytes));
  const beyond = await run('restore', '--into', into, '--to', systemClock.now().toISOString());
  assert.match(beyond.err, /^RESTORE_BEYOND_LOG/);
});

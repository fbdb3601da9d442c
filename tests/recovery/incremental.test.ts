import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { after, test } from 'node:test';
import { promisify } from 'node:util';
import { systemClock } from '../../src/kernel/clock.ts';
import { openDatabase, type Database } from '../../src/platform/database/index.ts';
import { backupKeysOf } from '../../src/platform/operations/backup/backup-key.ts';
import { makeUpon, ownBackups, type UponAnother } from '../../src/platform/operations/backup/make-backup.ts';
import { openPart, readManifest } from '../../src/platform/operations/backup/manifest.ts';
import { restoreStored } from '../../src/platform/operations/restore/restore-backup.ts';
import { storedBackup, type BackupDescription } from '../../src/platform/operations/backup/store.ts';
import { folderLocation } from '../../src/platform/operations/locations/folder-location.ts';

const run = promisify(execFile);
const folder = await mkdtemp(join(tmpdir(), 'daybook-incremental-'));
// The account of the server must be able to enter.
await chmod(folder, 0o755);
const dataDir = join(folder, 'data');
const store = join(folder, 'backups');
const from = folderLocation(store);
const { keys } = await backupKeysOf(join(folder, 'key.txt'));
const database = await openDatabase({ dataDir });
after(async () => {
  await database.close();
  await rm(folder, { recursive: true, force: true });
});
await database.query('alter system set fsync = off');
await database.query('select pg_reload_conf()');

async function make(upon: BackupDescription | null): Promise<UponAnother> {
  return makeUpon(database, { folder: store, keys, clock: systemClock, madeBy: 'test' }, upon);
}

const newest = async (): Promise<BackupDescription> => {
  const [first] = await ownBackups(database, from);
  assert.ok(first, 'a backup is stored');
  return first;
};

/** What the tables hold, whatever order their rows are in. */
async function contents(of: Database): Promise<object[]> {
  return of.query(
    `select name, count(*), md5(string_agg(held, ',' order by held))
     from (
       select 'steady' as name, steady::text as held from public.steady
       union all select 'shrinking', shrinking::text from public.shrinking
       union all select 'emptied', emptied::text from public.emptied
       union all select 'added', added::text from public.added
       union all select 'dropped', 'is there' where to_regclass('public.dropped') is not null) as rows
     group by name order by name`,
  );
}

/** What the tables held when the newest backup was made. */
let held: object[] = [];

test('a full backup and what was written since, twice, give back the tables as they were', async () => {
  await database.execute(`
    create table public.steady (number integer primary key, filling text);
    insert into public.steady select n, repeat(md5(n::text), 8) from generate_series(1, 20000) as n;
    create table public.shrinking as table public.steady;
    create table public.emptied as table public.steady;
    create table public.dropped as table public.steady;`);
  await database.query('vacuum analyze');
  const full = await make(null);
  assert.deepEqual([full.backup.kind, full.instead], ['full', null]);

  await database.execute(`
    update public.steady set filling = 'first' where number % 5000 = 0;
    delete from public.shrinking where number > 3000;
    truncate public.emptied;
    insert into public.emptied select n, 'again' from generate_series(1, 500) as n;
    drop table public.dropped;
    create table public.added as select n from generate_series(1, 5000) as n;`);
  // Cuts the pages off that hold no row any more.
  await database.query('vacuum public.shrinking');
  const first = await make(full.backup);
  assert.deepEqual(
    [first.backup.kind, first.backup.parent, first.instead],
    ['incremental', full.backup.label, null],
  );
  assert.ok(first.backup.archive.bytes * 2 < full.backup.archive.bytes, 'it is far smaller');

  await database.execute(`
    update public.steady set filling = 'second' where number % 7000 = 0;
    insert into public.shrinking select n, repeat('grown', 60) from generate_series(1, 8000) as n;
    insert into public.added select n from generate_series(1, 100) as n;`);
  held = await contents(database);
  const second = await make(first.backup);
  assert.equal(second.backup.parent, first.backup.label);
  await database.execute('insert into public.added values (-1)');

  const into = join(folder, 'copy');
  const restored = await restoreStored({
    backup: second.backup,
    from,
    into,
    keys,
    isLasting: false,
    target: { kind: 'backup' },
  });
  assert.ok(restored.files > 500, String(restored.files));
  await compareWithReferee(into, [full.backup, first.backup, second.backup]);
  const copy = await openDatabase({ dataDir: into }, { durability: 'none: throw-away data only' });
  try {
    assert.deepEqual(await contents(copy), held);
    await copy.query('create extension amcheck with schema public');
    await copy.query(`select public.bt_index_check('public.steady_pkey', true)`);
  } finally {
    await copy.close();
  }
  await rm(into, { recursive: true });
});

test('a chain that lacks a backup, or has another one in its place, is refused, and nothing is left', async () => {
  const into = join(folder, 'refused');
  const last = await newest();
  const refusal = async (code: string, message: RegExp): Promise<void> => {
    const backup = await storedBackup(from, last.label);
    const restoring = restoreStored({
      backup,
      from,
      into,
      keys,
      isLasting: false,
      target: { kind: 'backup' },
    });
    await assert.rejects(restoring, (cause: { code: string; message: string }) => {
      assert.equal(cause.code, code);
      assert.match(cause.message, message);
      return true;
    });
    assert.deepEqual(await readdir(into).catch(() => []), []);
  };
  const parent = last.parent ?? '';
  await rename(join(store, parent), join(folder, 'away'));
  await refusal('BACKUP_CHAIN_BROKEN', new RegExp(`builds upon ${parent}, which is not in`));
  await rename(join(folder, 'away'), join(store, parent));

  const [, middle, full] = await ownBackups(database, from);
  const description = join(store, last.label, 'backup.json');
  const text = await readFile(description, 'utf8');
  await writeFile(
    description,
    text.replace(`"parent": "${middle?.label ?? ''}"`, `"parent": "${full?.label ?? ''}"`),
  );
  await refusal('BACKUP_DAMAGED', /does not build upon|of which a later backup has only changes/);
  await writeFile(description, text);
});

test('a server that does not know any more what was written makes a full backup and says why', async () => {
  const summaries = join(dataDir, 'postgres', 'pg_wal', 'summaries');
  await database.query('checkpoint');
  // One that is just written has another name by now.
  for (const name of await readdir(summaries)) await rm(join(summaries, name), { force: true });
  const forgetful = await make(await newest());
  assert.equal(forgetful.backup.kind, 'full');
  assert.match(forgetful.instead ?? '', /cannot send only what was written .*WAL summaries are required/);
  const upon = await make(forgetful.backup);
  assert.deepEqual([upon.backup.kind, upon.instead], ['incremental', null], 'the next one builds upon that');

  await database.query('alter system set summarize_wal = off');
  await database.query('select pg_reload_conf()');
  const unwilling = await make(upon.backup);
  assert.equal(unwilling.backup.kind, 'full');
  assert.match(unwilling.instead ?? '', /summarization/);
});

/** Compares a restored cluster with what PostgreSQL's own program puts together, where that is installed. */
async function compareWithReferee(into: string, chain: readonly BackupDescription[]): Promise<void> {
  const program = await run('pg_combinebackup', ['--version']).then(
    () => 'pg_combinebackup',
    () => null,
  );
  if (program === null) return;
  const parts: string[] = [];
  for (const backup of chain) {
    const part = join(folder, 'referee', backup.label);
    await mkdir(part, { recursive: true, mode: 0o700 });
    const stored = { backup, from, keys };
    const tar = spawn('tar', ['--extract', '--gzip', '--file', '-', '--directory', part], {
      stdio: ['pipe', 'ignore', 'inherit'],
    });
    await pipeline((await openPart(stored, 'archive')).content, tar.stdin);
    await once(tar, 'close');
    await writeFile(join(part, 'backup_manifest'), (await readManifest(stored)).text);
    parts.push(part);
  }
  const whole = join(folder, 'referee', 'whole');
  await run(program, [...parts, '--output', whole, '--no-sync']);
  const [ours, theirs] = [await filesBelow(join(into, 'postgres')), await filesBelow(whole)];
  assert.deepEqual(ours, theirs);
  await rm(join(folder, 'referee'), { recursive: true });
}

/** SHA-256 of the files of a cluster that a backup brings, by name. */
async function filesBelow(cluster: string): Promise<Map<string, string>> {
  const digests = new Map<string, string>();
  const placed = /^(pg_wal\/|backup_manifest$|recovery\.signal$|postgresql\.auto\.conf$)/;
  for (const entry of await readdir(cluster, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const name = path.slice(cluster.length + 1);
    if (!entry.isFile() || placed.test(name)) continue;
    digests.set(
      name,
      createHash('sha256')
        .update(await readFile(path))
        .digest('hex'),
    );
  }
  return digests;
}

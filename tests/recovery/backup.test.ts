import assert from 'node:assert/strict';
import {
  chmod,
  copyFile,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabase, takeBaseBackup } from '../../src/platform/database/index.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { readBackupKeys } from '../../src/platform/operations/backup/backup-key.ts';
import { makeUpon } from '../../src/platform/operations/backup/make-backup.ts';
import { storedBackups } from '../../src/platform/operations/backup/store.ts';
import { folderLocation } from '../../src/platform/operations/locations/folder-location.ts';
import { addDemoPeople } from '../../src/platform/security/index.ts';
import { emptyDatabase } from '../database.ts';
import { placeMigrated } from '../migrated-cluster.ts';
import { daybookHere } from '../integration/commands/here.ts';
import { start, type Said } from '../integration/commands/program.ts';

const folder = await mkdtemp(join(tmpdir(), 'daybook-backup-'));
// The account of the server must be able to enter.
await chmod(folder, 0o755);
const dataDir = join(folder, 'data');
const store = join(dataDir, 'backups');
const keyFile = join(dataDir, 'keys', 'backup.txt');
const copyDir = join(folder, 'copy');

// A cluster of its own: that of the other tests keeps no log that a backup could be recovered from.
await placeMigrated(dataDir);
const database = await openDatabase({ dataDir });
after(async () => {
  await database.close();
  await rm(folder, { recursive: true, force: true });
});
// Whatever is killed here, the machine does not lose its power.
await database.query('alter system set fsync = off');
await database.query('select pg_reload_conf()');
/** Of the server of the other tests, which keeps no log. */
const withoutBooks = await emptyDatabase();
await addDemoPeople(database, userInfo().username);

const run = (...words: string[]): Promise<Said> => daybookHere(words, { env: { DAYBOOK_DATA: dataDir } });
const system = ['--as', 'syl.system@demo.invalid'] as const;
const auditor = ['--as', 'audra.auditor@demo.invalid'] as const;
const labels = async (): Promise<string[]> =>
  (await storedBackups(folderLocation(store))).map(({ label }) => label);

/** What nobody may read in a backup without its key. */
const planted = { name: 'Wilhelmina Plantedname', amount: '918273645.46' };
await database.execute(`
  create table public.counted (number integer, name text, amount numeric);
  create table public.counter (total integer);
  insert into public.counter values (0);`);

async function countOn(): Promise<void> {
  await database.transaction(async (transaction) => {
    await transaction.execute('update public.counter set total = total + 1');
    await transaction.execute(
      'insert into public.counted select total, $1, $2::numeric from public.counter',
      [planted.name, planted.amount],
    );
  });
}

async function total(): Promise<number> {
  const [row] = await database.query<{ total: number }>('select total from public.counter');
  return row?.total ?? 0;
}

test('a backup that is made while rows are written restores to one moment between its begin and its end', async () => {
  await countOn();
  const before = await total();
  const end = new AbortController();
  const writing = (async () => {
    while (!end.signal.aborted) {
      await countOn();
      await sleep(10);
    }
  })();
  const made = await run('backup', 'make', '--json', ...system);
  end.abort();
  await writing;
  assert.equal(made.code, 0, made.err);
  const { label } = JSON.parse(made.out) as { label: string };
  assert.match(made.err, /A key was made in .*backup\.txt\. Keep a copy elsewhere/);
  assert.deepEqual(await labels(), [label]);

  // A folder that lost its database keeps the password of that; the restored one gets another.
  await mkdir(copyDir, { mode: 0o755 });
  await copyFile(join(dataDir, 'password'), join(copyDir, 'password'));
  const restored = await run('restore', '--into', copyDir);
  assert.equal(restored.code, 0, restored.err);
  assert.ok(restored.out.includes(label), restored.out);
  const copy = await openDatabase({ dataDir: copyDir });
  try {
    const [row] = await copy.query<{ total: number; rows: number; sum: number; different: number }>(
      `select (select total from public.counter) as total, count(*)::int as rows, sum(number)::int as sum,
         count(distinct number)::int as different
       from public.counted`,
    );
    const { total: held = 0, rows, sum, different } = row ?? {};
    assert.ok(held >= before && held <= (await total()), `${String(held)} is not between begin and end`);
    assert.deepEqual({ rows, sum, different }, { rows: held, sum: (held * (held + 1)) / 2, different: held });
    const newest =
      'select encode(hash, $1) as hash from audit.entry order by chained_at desc, position desc limit 1';
    const [entry] = await copy.query<{ hash: string }>(newest, ['hex']);
    const [same] = await database.query(`select from audit.entry where hash = decode($1, 'hex')`, [
      entry?.hash ?? '',
    ]);
    assert.ok(same, 'its newest entry of the trail is one of ours');
    const entered = await daybookHere(['whoami', ...auditor, '--data', copyDir]);
    assert.match(entered.out, /auditor/, entered.err);
  } finally {
    await copy.close();
  }
  assert.equal((await run('restore', '--into', copyDir)).err.split(':')[0], 'BACKUP_RESTORE_OVER');
});

test('what is stored tells nothing without the key', async () => {
  const [label = ''] = await labels();
  const files = await readdir(join(store, label));
  assert.deepEqual(files.sort(), ['backup.json', 'base.tar.gz.age', 'manifest.age']);
  for (const file of files) {
    const bytes = await readFile(join(store, label, file));
    for (const secret of [planted.name, planted.amount, 'counted', 'pg_hba.conf', 'AGE-SECRET-KEY'])
      assert.ok(!bytes.includes(secret), `${file} holds ${secret}`);
  }
  assert.match(
    (await readFile(join(store, label, 'base.tar.gz.age'))).subarray(0, 22).toString(),
    /^age-encryption.org\/v1/,
  );
});

test('a wrong key, a changed byte, a cut or missing file is refused, and nothing is left in place', async () => {
  const [label = ''] = await labels();
  const broken = join(folder, 'broken');
  const into = join(folder, 'nowhere');
  const archive = join(broken, label, 'base.tar.gz.age');
  const refused = async (
    change: () => Promise<unknown>,
    env: Record<string, string> = {},
  ): Promise<string> => {
    await rm(broken, { recursive: true, force: true });
    await cp(store, broken, { recursive: true });
    await change();
    const { code, err } = await daybookHere(['restore', label, '--into', into, '--from', broken], {
      env: { DAYBOOK_DATA: dataDir, ...env },
    });
    assert.equal(code, 1);
    assert.deepEqual(await readdir(into).catch(() => []), [], 'nothing is left');
    return err.split(':')[0] ?? '';
  };
  const flip = async (path: string, at: number): Promise<void> => {
    const bytes = await readFile(path);
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    await writeFile(path, bytes);
  };
  assert.equal(await refused(() => flip(archive, 1_000_000)), 'BACKUP_DAMAGED');
  assert.equal(await refused(() => truncate(archive, 1_000_000)), 'BACKUP_DAMAGED');
  assert.equal(await refused(() => rm(archive)), 'BACKUP_DAMAGED');
  assert.equal(await refused(() => rm(join(broken, label, 'manifest.age'))), 'BACKUP_DAMAGED');
  const description = join(broken, label, 'backup.json');
  const other = async (): Promise<void> =>
    writeFile(description, (await readFile(description, 'utf8')).replace(/"sha256": "./, '"sha256": "0'));
  const isOther = (await readFile(join(store, label, 'backup.json'), 'utf8')).includes('"sha256": "0');
  if (!isOther) assert.equal(await refused(other), 'BACKUP_DAMAGED');

  const missing = { DAYBOOK_BACKUP_KEY_FILE: join(folder, 'no-key.txt') };
  assert.equal(await refused(() => Promise.resolve(), missing), 'BACKUP_KEY_MISSING');
  const wrong = { DAYBOOK_BACKUP_KEY_FILE: join(folder, 'wrong.txt') };
  await writeFile(
    wrong.DAYBOOK_BACKUP_KEY_FILE,
    'AGE-SECRET-KEY-1Y2M2HS5ZMTCE982JLGMXLP6RAA9AVNKMC6GJN3P6FYVKP2HJNA3Q5NYVW4\n',
  );
  assert.equal(await refused(() => Promise.resolve(), wrong), 'BACKUP_KEY_WRONG');
  const none = { DAYBOOK_BACKUP_KEY_FILE: join(folder, 'none.txt') };
  await writeFile(none.DAYBOOK_BACKUP_KEY_FILE, '# nothing\n');
  assert.equal(await refused(() => Promise.resolve(), none), 'BACKUP_KEY_UNREADABLE');
  assert.match((await run('restore', '20010101T000000Z-full', '--into', into)).err, /^BACKUP_UNKNOWN/);
  assert.match((await run('restore', '--into', into, '--from', into)).err, /^BACKUP_NONE/);
});

test('a backup that is killed leaves nothing that is listed, and the next one clears it away', async () => {
  const before = await labels();
  const child = start(['backup', 'make', ...system], { DAYBOOK_DATA: dataDir });
  const drafts = async (): Promise<string[]> =>
    (await readdir(store)).filter((name) => name.startsWith('.new-'));
  while (child.exitCode === null && (await drafts()).length === 0) await sleep(5);
  child.kill('SIGKILL');
  assert.equal((await drafts()).length, 1, 'it was killed in the middle');
  assert.deepEqual(await labels(), before);
  // The server sees within moments that whoever held the lock is gone.
  let next = await run('backup', 'make', ...system);
  while (next.err.startsWith('BACKUP_RUNS')) {
    await sleep(50);
    next = await run('backup', 'make', ...system);
  }
  assert.equal(next.code, 0, next.err);
  assert.deepEqual(await drafts(), []);
  assert.equal((await labels()).length, before.length + 1);
});

test('a copy is proven by its address, however it was restored, and compared with what a proof recorded', async () => {
  assert.match((await run('doctor')).out, /newest proof of a backup +note +none; `daybook backup prove`/);
  const [label = ''] = (await labels()).slice(-1);
  const drill = await run('backup', 'prove', label, '--json', ...auditor);
  assert.equal(drill.code, 0, drill.err);
  const { recovered_to: recoveredTo } = JSON.parse(drill.out) as { recovered_to: string };
  const into = join(folder, 'beside');
  // What it was recovered up to is a place to restore to.
  const restored = await run('restore', label, '--to', recoveredTo, '--into', into);
  assert.equal(restored.code, 0, restored.err);
  const prove = async (...words: string[]): Promise<Said & { proof: Record<string, unknown> }> => {
    const said = await run('prove', ...words, '--json', ...auditor);
    return { ...said, proof: JSON.parse(said.out) as Record<string, unknown> };
  };
  const copy = await openDatabase({ dataDir: into });
  try {
    const meant = ['--database', copy.addressWithPassword(), '--against', label];
    const { code, err, proof } = await prove(...meant);
    assert.equal(code, 0, err);
    assert.deepEqual([proof['findings'], proof['is_kept'], proof['has_checksums']], [[], true, true]);
    assert.ok(
      Number(proof['tables_read']) > 100 && Number(proof['entries_verified']) > 0,
      JSON.stringify(proof),
    );
    await copy.execute(`insert into public.counted values (-1); update public.counter set total = -1`);
    const differing = await run('prove', ...meant, ...auditor);
    assert.equal(differing.code, 1);
    assert.match(differing.err, /^table public\.counted: \d+ rows, \d+ were recorded with /m);
    assert.match(differing.err, /^table public\.counter: its rows are not those that were recorded with /m);
    assert.match(
      differing.out,
      /is not good, 2 findings; it holds [\d,]+ rows.* kept as evidence of control C9\./,
    );
    const [left] = await copy.query<{ left: boolean }>(
      `select to_regnamespace('copy_check') is not null or exists (select from pg_extension where extname = 'amcheck')
         as left`,
    );
    assert.equal(left?.left, false, 'nothing is left behind');
  } finally {
    await copy.close();
  }
  const evidence = await database.query<{ findings: string[] }>(
    'select findings from platform.restore_test order by restore_test_id',
  );
  assert.deepEqual(
    evidence.map(({ findings }) => findings.length),
    [0, 0, 2],
  );
  const never = await run('prove', '--against', '20010101T000000Z-full', ...auditor);
  assert.match(never.err, /^BACKUP_NOT_PROVEN/);
  const bare = await run('prove', '--database', withoutBooks.addressWithPassword(), ...auditor);
  assert.match(bare.err, /^PROOF_NO_BOOKS/);
});

test('pending migrations are checked, and rehearsed on a restored backup, before they are applied', async () => {
  const there = async (...words: string[]): Promise<Said> => run('migrate', ...words, '--json');
  assert.equal((await there('down', '--to', '122')).code, 0);
  try {
    await database.execute(
      "update pg_class set reltuples = 2000000 where oid = 'contracts.approval'::regclass",
    );
    const reasons = ['reads all of contracts.approval, about 2,000,000 rows'];
    const judged = JSON.parse((await there('check')).out) as readonly { number: number; name: string }[];
    const [first] = judged;
    assert.deepEqual(first, { number: 123, name: 'indexes_of_foreign_keys', verdict: 'slow', reasons });
    // As the version before would have made it: a command of this one migrates first.
    const keys = await readBackupKeys(keyFile);
    await makeUpon(database, { folder: store, keys, clock: systemClock, madeBy: 'earlier' }, null);
    const { out, err, code } = await there('rehearse');
    assert.equal(code, 0, err);
    const { steps, lost_rows: lost, differences } = JSON.parse(out) as Record<string, { name: string }[]>;
    assert.deepEqual(
      [steps?.map(({ name }) => name), lost, differences],
      [judged.map(({ name }) => name), [], []],
    );
    assert.match((await run('migrate', 'status')).out, /123 +indexes_of_foreign_keys +pending/);
  } finally {
    await there('up');
  }
  assert.deepEqual(JSON.parse((await there('check')).out), []);
});

test('an index that lost a row and a batch that does not add up are findings, also under a new key', async () => {
  // A key that is rotated stays below the new one, and opens what it encrypted.
  const another = 'AGE-SECRET-KEY-1Y2M2HS5ZMTCE982JLGMXLP6RAA9AVNKMC6GJN3P6FYVKP2HJNA3Q5NYVW4';
  await writeFile(keyFile, `${another}\n${await readFile(keyFile, 'utf8')}`);
  await database.execute(`
    create function public.rank(integer) returns integer immutable language sql return $1;
    create index counted_rank on public.counted (public.rank(number));
    create or replace function public.rank(integer) returns integer immutable language sql return -$1;
    alter table sources.batch drop constraint batch_accounts_for_every_record;
    insert into sources.batch (source, feed, file_name, sha256, size_bytes, received_by, received_at, finished_at,
      state, rows_received, rows_loaded)
    values ('planted', 'planted', 'planted.csv', 'planted', 1, 'planted', now(), now(), 'loaded', 3, 2);`);
  // The same cluster as a server of one's own: the copy runs with the settings of the embedded one.
  const env = { DAYBOOK_DATA: dataDir, DATABASE_URL: database.addressWithPassword() };
  const own = await daybookHere(['backup', 'make', '--incremental', '--json', ...system], { env });
  const made = JSON.parse(own.out) as { recipient: string; embedded: boolean; kind: string };
  assert.equal(made.kind, 'incremental', own.err);
  assert.equal(made.embedded, false);
  assert.equal(made.recipient, 'age169zhsh6u0634kf3z3hr68e36ahmcp7v494gguc86uxxzegfw2gnqv8gk33');
  const proven = await run('backup', 'prove', ...system);
  assert.equal(proven.code, 1, proven.out);
  assert.match(proven.err, /index public\.counted_rank: heap tuple .* lacks matching index tuple/);
  assert.match(proven.err, /batches: batch \d+ received 3 records and accounts for 2/);
  assert.match(proven.out, /is not good, 2 findings/);
  const [listed] = JSON.parse((await run('backup', 'list', '--json', ...system)).out) as {
    proof: { findings: string[] };
  }[];
  assert.equal(listed?.proof.findings.length, 2);
  // The running database is proven alike, and is no evidence that a backup is good.
  const itself = await run('prove', ...system);
  assert.equal(itself.code, 1, itself.out);
  assert.match(itself.err, /index public\.counted_rank: heap tuple .* lacks matching index tuple/);
  assert.match(itself.out, /is not good, 2 findings; it holds/);
  const evidence = await database.query<{ tested_by: string; findings: string[] }>(
    'select tested_by, findings from platform.restore_test order by restore_test_id desc limit 1',
  );
  assert.deepEqual(evidence, [{ tested_by: 'syl.system@demo.invalid', findings: [] }], 'its trail is whole');
});

test('who may not make, prove or read backups is refused, and so is a server that cannot be backed up', async () => {
  const olive = ['--as', 'olive.operator@demo.invalid'] as const;
  for (const what of [['backup', 'make'], ['backup', 'prove'], ['prove']])
    assert.match((await run(...what, ...olive)).err, /^SECURITY_FORBIDDEN/);
  assert.match((await run('backup', 'make', ...auditor)).err, /^SECURITY_FORBIDDEN/, 'audit is independent');
  assert.match((await run('backup', 'list', '--as', 'bea.billing@demo.invalid')).err, /^SECURITY_FORBIDDEN/);

  const whole = { label: 'x', upon: null };
  const nobody = { archive: () => Promise.resolve(), manifest: () => Promise.resolve() };
  const code = (cause: unknown): boolean => (cause as { code: string }).code === 'BACKUP_SERVER_UNFIT';
  await assert.rejects(takeBaseBackup(withoutBooks, whole, nobody), code);
  const address = new URL(database.addressWithPassword());
  await database.execute(
    `create role plain login password 'plain'; grant connect on database daybook to plain`,
  );
  [address.username, address.password] = ['plain', 'plain'];
  const plain = await openDatabase({ databaseUrl: address.href, dataDir: '' });
  try {
    await assert.rejects(
      takeBaseBackup(plain, whole, nobody),
      /The database user plain may not take backups/,
    );
    const failing = { ...nobody, archive: () => Promise.reject(new Error('the disk is full')) };
    await assert.rejects(takeBaseBackup(database, whole, failing), /the disk is full/);
  } finally {
    await plain.close();
  }
});

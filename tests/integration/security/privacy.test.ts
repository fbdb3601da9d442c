import assert from 'node:assert/strict';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { systemClock } from '../../../src/kernel/clock.ts';
import {
  chainTrail,
  inspectKeys,
  keyRingOf,
  Sealer,
  signHead,
  signingKeyOf,
} from '../../../src/platform/security/index.ts';
import {
  countPersonal,
  erasePerson,
  exportPerson,
  sealPlainIdentifiers,
} from '../../../src/platform/security/privacy/erasure.ts';
import { signingKeyAt } from '../../../src/platform/security/audit/signed-head.ts';
import {
  addMasterKey,
  openKeyRing,
  pseudonymOf,
  type KeyRing,
} from '../../../src/platform/security/privacy/key-ring.ts';
import { revealSubjects, rotateMasterKey } from '../../../src/platform/security/privacy/subjects.ts';
import { cloneDatabase } from '../../database.ts';
import { signingIn } from '../../signing.ts';
import { intakeOn, lists, load, temporaryFolder, writeFiles } from '../../scenarios/deliveries.ts';

const database = await cloneDatabase();
const folder = await temporaryFolder();
const place = { file: join(folder, 'keys', 'master.json') };
const firstRing = await openKeyRing(place);

const files = await writeFiles(folder, {
  ...lists,
  'workday_job_codes.csv':
    'JOB_CODE,JOB_TITLE,SITE_ID,EMPLOYEE_ID,STATUS,EFFECTIVE_DATE\n' +
    'GSA,Guest service,0170,E4711,A,2025-01-01\nGSA,Guest service,0829,e4711,A,2025-02-01\n' +
    'VALET,Valet,0170,E4712,A,2025-01-01\nVALET,Valet,9999,E4713,A,2025-01-01\n',
});
await load(intakeOn(database, { seal: new Sealer(firstRing), maxFailingPercent: 100 }), files);

const kept = async (keys: KeyRing, identifier: string): Promise<string | undefined> =>
  (await revealSubjects(database, keys, [pseudonymOf(keys, identifier)])).get(pseudonymOf(keys, identifier));

test('a person has one pseudonym everywhere, whatever the case, and the identifier is nowhere in clear', async () => {
  const rows = await database.query<{ site: string; person: string }>(
    'select site_id as site, employee_id as person from warehouse.employee_job order by site_id, employee_id',
  );
  const [ida, otto] = ['E4711', 'E4712'].map((identifier) => pseudonymOf(firstRing, identifier));
  assert.deepEqual(
    new Set(rows.map(({ site, person }) => `${site} ${person}`)),
    new Set([`0170 ${ida ?? ''}`, `0170 ${otto ?? ''}`, `0829 ${ida ?? ''}`]),
  );
  const [held] = await database.query<{ record: Record<string, string> }>(
    'select record from sources.quarantine',
  );
  assert.equal(held?.record['EMPLOYEE_ID'], pseudonymOf(firstRing, 'E4713'));
  const [subjects] = await database.query<{ text: string }>(
    `select string_agg(regexp_replace(subject::text, '\\\\x[0-9a-f]+', 'sealed', 'g'), chr(10)) as text
      from security.subject`,
  );
  assert.match(subjects?.text ?? '', /sealed/);
  assert.doesNotMatch(subjects?.text ?? '', /E471/i);
});

test('the file of keys is for its owner only, and gives the identifiers back', async () => {
  assert.equal((await stat(place.file)).mode & 0o777, 0o600);
  assert.equal(await kept(firstRing, 'E4711'), 'E4711');
  assert.equal(await kept(firstRing, 'e4712 '), 'E4712');
  assert.equal(await kept(firstRing, 'E9999'), undefined);
});

test('with other keys nothing is read, and the refusal names the key', async () => {
  const strange: KeyRing = { ...firstRing, masterKeys: new Map([[1, Buffer.alloc(32, 9)]]) };
  await assert.rejects(kept(strange, 'E4711'), { code: 'SECURITY_KEY_WRONG' });
  await assert.rejects(rotateMasterKey(database, { file: join(folder, 'other', 'master.json') }), {
    code: 'SECURITY_KEY_WRONG',
  });
});

test('a database that holds sealed identifiers takes its own ring only, and none is made in its place', async () => {
  const missing = { file: join(folder, 'gone', 'master.json') };
  // As a database of an earlier version: sealed, but nothing says with what.
  await assert.rejects(keyRingOf(database, missing), { code: 'SECURITY_KEYS_MISSING' });
  await assert.rejects(stat(missing.file), { code: 'ENOENT' });
  const other = { file: join(folder, 'other', 'master.json') };
  await openKeyRing(other);
  await assert.rejects(keyRingOf(database, other), { code: 'SECURITY_KEYS_OTHER' });
  assert.deepEqual((await keyRingOf(database, place)).pseudonymKey, firstRing.pseudonymKey);
  await assert.rejects(keyRingOf(database, missing), { code: 'SECURITY_KEYS_MISSING' });
  await assert.rejects(keyRingOf(database, other), { code: 'SECURITY_KEYS_OTHER' });
  // A second server that names the ring of the first one shares it.
  const shared = join(folder, 'shared.json');
  await writeFile(shared, await readFile(place.file, 'utf8'));
  await keyRingOf(database, { file: '', command: `cat ${shared}` });
  const keys = { ring: missing, signing: join(folder, 'gone', 'signing.pem') };
  assert.match((await inspectKeys(database, keys))?.message ?? '', /are missing at .*gone/);
  assert.equal(await inspectKeys(database, { ...keys, ring: place }), null, 'nothing was signed yet');
});

test('a trail that was signed takes its own key only, or another one that somebody says', async () => {
  const signing = join(folder, 'keys', 'audit-signing.pem');
  await database.query(`select audit.note('read', 'test', null, '{}')`);
  await chainTrail(database);
  const first = await signingKeyOf(database, signing);
  await signHead(database, first, { clock: systemClock });
  const gone = join(folder, 'gone', 'signing.pem');
  await assert.rejects(signingKeyOf(database, gone), { code: 'SECURITY_SIGNING_KEY_MISSING' });
  await assert.rejects(stat(gone), { code: 'ENOENT' });
  const strange = join(folder, 'strange.pem');
  await signingKeyAt(strange);
  await assert.rejects(signingKeyOf(database, strange), { code: 'SECURITY_SIGNING_KEY_OTHER' });
  assert.equal((await signingKeyOf(database, signing)).keyId, first.keyId);
  const second = await signingKeyOf(database, gone, { isNew: true });
  await chainTrail(database);
  assert.ok((await signHead(database, second, { clock: systemClock })) !== null);
  assert.equal((await signingKeyOf(database, gone)).keyId, second.keyId);
  const [told] = await database.query<{ rows: number }>(
    `select count(*)::int as rows from audit.entry where kind = 'signing key replaced'`,
  );
  assert.equal(told?.rows, 1);
});

test('a rotation wraps every key anew: the identifiers stay readable, and the old key reads nothing', async () => {
  const before = { file: join(folder, 'before.json') };
  await writeFile(before.file, await readFile(place.file, 'utf8'));
  assert.deepEqual(await rotateMasterKey(database, place), { version: 2, subjects: 3 });
  const ring = await openKeyRing(place);
  assert.deepEqual([...ring.masterKeys.keys()], [2]);
  assert.deepEqual(ring.pseudonymKey, firstRing.pseudonymKey);
  assert.equal(await kept(ring, 'E4711'), 'E4711');
  await assert.rejects(kept(firstRing, 'E4711'), { code: 'SECURITY_KEY_WRONG' });
  // Restored from a backup of before: the same pseudonyms, and nobody could be revealed.
  await assert.rejects(keyRingOf(database, before), { code: 'SECURITY_KEYS_OTHER' });
  await keyRingOf(database, place);
});

test('a rotation that was interrupted is run again, from either end', async () => {
  await addMasterKey(place);
  assert.equal(await kept(await openKeyRing(place), 'E4711'), 'E4711');
  assert.deepEqual(await rotateMasterKey(database, place), { version: 4, subjects: 3 });
  assert.equal(await kept(await openKeyRing(place), 'E4712'), 'E4712');
});

test('a vault hands the keys over by a command, and rotation is the business of the vault', async () => {
  const vault = join(folder, 'vault.json');
  const before = JSON.parse(await readFile(place.file, 'utf8')) as {
    master_keys: { version: number; key: string }[];
  };
  await writeFile(
    vault,
    JSON.stringify({ ...before, master_keys: [...before.master_keys, { version: 5, key: 'ab'.repeat(32) }] }),
  );
  const inVault = { file: '', command: `cat ${vault}` };
  await assert.rejects(rotateMasterKey(database, inVault), { code: 'SECURITY_KEYS_ELSEWHERE' });
  assert.deepEqual(await rotateMasterKey(database, inVault, { isKept: true }), { version: 5, subjects: 3 });
  assert.equal(await kept(await openKeyRing(inVault), 'E4711'), 'E4711');
});

test('keys that cannot be read are refused without a word of them', async () => {
  const broken = join(folder, 'broken.json');
  for (const content of ['{"pseudonym_key": "secret-word"}', 'secret-word']) {
    await writeFile(broken, content);
    await assert.rejects(openKeyRing({ file: broken }), (error: Error & { code: string }) => {
      assert.equal(error.code, 'SECURITY_KEYS_UNREADABLE');
      assert.doesNotMatch(error.message, /secret-word/);
      return true;
    });
  }
  await assert.rejects(openKeyRing({ file: '', command: 'false' }), { code: 'SECURITY_KEYS_UNREADABLE' });
});

const vaultRing = (): Promise<KeyRing> =>
  openKeyRing({ file: '', command: `cat ${join(folder, 'vault.json')}` });

test('an export has every row that speaks of a person, with what the pseudonym stands for', async () => {
  const keys = await vaultRing();
  const { pseudonyms, rows } = await exportPerson(database, keys, ['e4711']);
  assert.deepEqual(pseudonyms, { [pseudonymOf(keys, 'E4711')]: 'E4711' });
  assert.deepEqual(
    rows.map(({ relation, column, content }) => `${relation}.${column} ${String(content['site_id'])}`).sort(),
    ['warehouse.employee_job.employee_id 0170', 'warehouse.employee_job.employee_id 0829'],
  );
  await assert.rejects(exportPerson(database, keys, ['E9999']), { code: 'SECURITY_NOBODY_FOUND' });
});

test('identifiers that an older version loaded in clear are sealed, once', async () => {
  const keys = await vaultRing();
  await database.execute(`update warehouse.employee_job set employee_id = 'E4714' where employee_id = $1`, [
    pseudonymOf(keys, 'E4712'),
  ]);
  assert.equal(await sealPlainIdentifiers(database, new Sealer(keys)), 1);
  assert.equal(await sealPlainIdentifiers(database, new Sealer(keys)), 0);
  assert.equal(await kept(keys, 'E4714'), 'E4714');
});

test('somebody who was erased is nobody, also to the keys, and stays so when a file names them again', async () => {
  const keys = await vaultRing();
  const signing = await signingIn(folder);
  await database.execute(`insert into security.legal_hold (reason) values ('matter 12')`);
  await assert.rejects(erasePerson(database, { keys, signing }, ['E4711']), { code: 'SECURITY_HELD' });
  await database.execute('update security.legal_hold set released_at = now()');
  const found = await countPersonal(database, keys, ['E4711']);
  assert.deepEqual(
    found.map(({ relation, rows }) => [relation, rows]),
    [
      ['warehouse.employee_job', 2],
      ['security.subject', 1],
    ],
  );
  await erasePerson(database, { keys, signing }, ['E4711']);
  assert.equal(await kept(keys, 'E4711'), undefined);
  const rows = (): Promise<unknown[]> =>
    database.query(
      `select count(*)::int as rows, count(distinct employee_id)::int as people,
         count(*) filter (where employee_id = any ($1))::int as hers
       from (select employee_id from warehouse.employee_job union all
         select employee_id from warehouse.employee_job_history) as all_rows`,
      [[pseudonymOf(keys, 'E4711')]],
    );
  const [before] = (await rows()) as { rows: number }[];
  assert.deepEqual(before, { rows: 3, people: 2, hers: 0 });
  await load(intakeOn(database, { seal: new Sealer(keys), maxFailingPercent: 100 }), files, { again: true });
  assert.equal(await kept(keys, 'E4711'), undefined);
  assert.equal(await kept(keys, 'E4712'), 'E4712');
  const [after] = (await rows()) as { hers: number }[];
  assert.equal(after?.hers, 0, 'a later file does not give the rows back to her number');
});

test('who was erased by an older version loses the pseudonym when it is sealed again', async () => {
  const keys = await vaultRing();
  const old = pseudonymOf(keys, 'E4712');
  await database.execute(
    `update security.subject set wrapped_key = null, ciphertext = null, key_version = null, erased_at = now()
     where pseudonym = $1`,
    [old],
  );
  await sealPlainIdentifiers(database, new Sealer(keys));
  const left = await database.query('select from warehouse.employee_job where employee_id = $1', [old]);
  assert.deepEqual(left, []);
});

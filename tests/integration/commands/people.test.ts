import assert from 'node:assert/strict';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import pg from 'pg';
import { addPerson, assignRole, mapMachineUser, personNamed } from '../../../src/platform/security/index.ts';
import { endLogin } from '../../../src/platform/security/identity/logins.ts';
import { listQuarantine } from '../../../src/sources/intake/quarantine.ts';
import { cloneDatabase } from '../../database.ts';
import { cloneOperated } from '../../operated-database.ts';
import { intakeOn, lists, load, temporaryFolder, writeFiles } from '../../scenarios/deliveries.ts';
import { daybookHere } from './here.ts';
import type { Said } from './program.ts';

const database = await cloneOperated();
const folder = await temporaryFolder();
const env = { DATABASE_URL: database.addressWithPassword(), DAYBOOK_DATA: folder };
const as = (who: string, ...parameters: string[]): Promise<Said> =>
  daybookHere([...parameters, '--as', `${who}@demo.invalid`], { env });
await load(intakeOn(database), await writeFiles(folder, lists));

test('a new installation has one way in: the first administrator, who is made once', async () => {
  const fresh = await cloneDatabase();
  const first = { DATABASE_URL: fresh.addressWithPassword(), DAYBOOK_DATA: folder };
  const nobody = await daybookHere(['batches'], { env: first });
  assert.equal(nobody.code, 1);
  assert.match(nobody.err, /SECURITY_NOBODY: .*\nNext: .*users first/s);
  const made = await daybookHere(['users', 'first', 'ada@house.invalid'], { env: first });
  assert.equal(made.code, 0, made.err);
  assert.match((await daybookHere(['users'], { env: first })).out, /ada@house\.invalid .*systemAdmin/);
  assert.equal((await daybookHere(['users', 'first', 'eve@house.invalid'], { env: first })).code, 1);
});

test('an installation with people has no first administrator to come: nobody is mapped away', async () => {
  const mapped = (): Promise<unknown[]> =>
    database.query('select user_name, person_id from security.operating_system_user');
  const before = await mapped();
  assert.ok(before.length > 0);
  const refused = await daybookHere(['users', 'first', 'eve@house.invalid'], { env });
  assert.equal(refused.code, 1);
  assert.match(refused.err, /SECURITY_FIRST_MAPPED: .* acts as .*@demo\.invalid/);
  assert.deepEqual(await mapped(), before);
  assert.deepEqual(
    await database.query(`select user_id from security.person where user_id = 'eve@house.invalid'`),
    [],
  );
});

test('a person is added, given a role with a place, shown, and the role ends', async () => {
  const [who, reason] = ['rita@house.invalid', ['--reason', 'took over the site']] as const;
  assert.equal((await as('syl.system', 'users', 'add', who, '--name', 'Rita', ...reason)).code, 0);
  const nowhere = await as(
    'syl.system',
    'users',
    'grant',
    who,
    'regionalVp',
    '--region',
    'Nowhere',
    ...reason,
  );
  assert.equal(nowhere.code, 1);
  assert.match(
    nowhere.err,
    /SECURITY_PLACE_UNKNOWN: No site list has the region Nowhere.*\nNext: Use one of: /,
  );
  const granted = await as(
    'syl.system',
    'users',
    'grant',
    who,
    'accountManager',
    '--site',
    '0829',
    ...reason,
  );
  assert.equal(granted.code, 0, granted.err);
  assert.match(granted.err, /rita@house\.invalid is now account manager\./);
  const unknown = await as('syl.system', 'users', 'grant', who, 'manager', ...reason);
  assert.match(
    unknown.err,
    /SECURITY_ROLE_UNKNOWN: .*\nNext: Use one of: account manager \(accountManager\), auditor,/,
  );
  assert.match((await as('syl.system', 'users', 'show', who)).out, /account manager \(accountManager\)/);
  const listed = await as('syl.system', 'users', '--role', 'accountManager');
  assert.match(listed.out, /rita@house\.invalid +Rita +account manager \(accountManager\) +1 /);
  const self = await daybookHere(['whoami', '--as', who], { env });
  assert.equal(
    self.out,
    'rita@house.invalid, Rita\nRoles: account manager (accountManager)\nSites: 1 site: 0829\n',
  );
  const elsewhere = await daybookHere(
    ['forecast', 'get', '--site', '0170', '--month', '2025-07', '--as', who],
    {
      env,
    },
  );
  assert.match(
    elsewhere.err,
    /SECURITY_FORBIDDEN: .*site 0170\.\nNext: As account manager you may read “forecast” at your own sites, and 0170 /,
  );
  const asked = await daybookHere(['users', '--as', who], { env });
  assert.match(asked.err, /Next: Roles that may: auditor, forecast admin, /);
  const seen = await daybookHere(['ask', 'site-access', '--user', who, '--as', who, '--json'], { env });
  assert.notEqual(seen.code, 2, seen.err);
  assert.equal((await as('syl.system', 'users', 'end', who, 'accountManager', ...reason)).code, 0);
  assert.match((await daybookHere(['batches', '--as', who], { env })).err, /SECURITY_NO_ROLE/);
});

test('nobody gives a role to himself, and roles that do not go together are refused and recorded', async () => {
  const reason = ['--reason', 'wanted'] as const;
  const own = await as(
    'syl.system',
    'users',
    'grant',
    'syl.system@demo.invalid',
    'financeManager',
    ...reason,
  );
  assert.match(own.err, /SECURITY_CONFLICT/);
  const both = await as(
    'syl.system',
    'users',
    'grant',
    'bill.billing@demo.invalid',
    'revenueApprover',
    ...reason,
  );
  assert.match(both.err, /SECURITY_CONFLICT/);
  const [recorded] = await database.query<{ attempts: string }>(
    'select count(*)::text as attempts from security.attempted_conflict',
  );
  assert.equal(recorded?.attempts, '2');
});

test('a right is taken and given in the matrix, and counts at once', async () => {
  const show = async (): Promise<string> => {
    const { out, err } = await as('syl.system', 'rights', '--role', 'rssAdmin');
    return out + err;
  };
  assert.match(await show(), /revenue-report +read/);
  const set = (scope: string): Promise<Said> =>
    as(
      'sek.security',
      'rights',
      'set',
      'rssAdmin',
      'revenue-report',
      'read',
      '--scope',
      scope,
      '--reason',
      'review',
    );
  const taken = await set('none');
  assert.equal(taken.code, 0, taken.err);
  assert.doesNotMatch(await show(), /revenue-report +read/);
  const changed = (): Promise<Said> => as('syl.system', 'rights', '--changed');
  assert.match((await changed()).out, /revenue-report +read +rssAdmin +none +all/);
  assert.equal((await set('all')).code, 0);
  assert.match(await show(), /revenue-report +read/);
  assert.match((await changed()).err, /No matching right differs from what Daybook delivers/);
});

/** What somebody with that login is answered on a connection of its own to PostgreSQL. */
async function answerTo(login: string, password: string, question: string): Promise<unknown[]> {
  const address = new URL(database.addressWithPassword());
  Object.assign(address, { username: login, password });
  const client = new pg.Client({ connectionString: address.href });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(question)).rows;
  } finally {
    await client.end();
  }
}

test('a login for SQL is one person, who alone sees its password: views of the api, rows of that person', async () => {
  const amos = 'amos.account@demo.invalid';
  const made = await as('sek.security', 'logins', 'make', 'bi_amos', '--for', amos);
  assert.deepEqual([made.code, made.out], [0, 'bi_amos\n'], made.err);
  assert.match(made.err, /no password yet.* can set it once until \d{4}-\d\d-\d\d \d\d:\d\d UTC/);
  assert.match(
    (await as('sek.security', 'logins')).out,
    /bi_amos +amos\.account@.* waiting to be claimed until/,
  );
  // Whoever operates the machine names anybody with --as; that is no proof.
  const named = await as('amos.account', 'logins', 'claim', 'bi_amos');
  assert.deepEqual([named.code, named.out], [1, '']);
  assert.match(named.err, /SECURITY_CLAIM_OF_NAMED/);
  await mapMachineUser(database, userInfo().username, (await personNamed(database, amos)).personId);
  const claimed = await daybookHere(['logins', 'claim', 'bi_amos'], { env });
  assert.equal(claimed.code, 0, claimed.err);
  const [login = '', password = ''] = claimed.out.trim().split('\n');
  const sites = (): Promise<unknown[]> => answerTo(login, password, 'select site_id from api.site');
  assert.deepEqual(await sites(), [{ site_id: '0170' }]);
  await assert.rejects(answerTo(login, password, 'select from warehouse.site'), /permission denied/);
  assert.match((await as('sek.security', 'logins')).out, /bi_amos +amos\.account@.* in use/);
  assert.equal((await as('sek.security', 'logins', 'end', 'bi_amos')).code, 0);
  await assert.rejects(sites(), /authentication failed/);
});

test('an administrator sees the password of a login of his own and of a service, but not by a name alone', async () => {
  const sek = await personNamed(database, 'sek.security@demo.invalid');
  const named = await as('sek.security', 'logins', 'make', 'bi_own', '--for', sek.userId);
  assert.equal(named.out, 'bi_own\n', named.err);
  const service = { userId: 'reporting-robot', displayName: null, origin: 'service' } as const;
  const serviceId = await addPerson(database, service);
  await assignRole(database, serviceId, { role: 'service:reporting', reason: 'test' });
  await mapMachineUser(database, userInfo().username, sek.personId);
  for (const { userId } of [sek, service]) {
    const made = await daybookHere(['logins', 'make', 'bi_own', '--for', userId], { env });
    assert.equal(made.code, 0, made.err);
    const [login = '', password = ''] = made.out.trim().split('\n');
    assert.deepEqual(await answerTo(login, password, 'select session_user as me'), [{ me: 'bi_own' }]);
    await endLogin(database, 'bi_own');
  }
});

test('an account manager leaves out no record that he may not take in again; whoever loads files does', async () => {
  const header =
    'SITE,DATE,REVENUE_CODE,REVENUE_CATEGORY,COLLECTION_TYPE,DEPOSIT_FLAG,EXTERNALREVENUE,NETEXTERNALREVENUE,' +
    'VEHICLECOUNT,TAXRATE,BILLABLE_NET_VALIDATION';
  const paths = await writeFiles(join(folder, 'held'), {
    'revenue_daily_detail.csv': `${header}\n0170,2026-03-01,VD1,=1+1,@SUM(1),N,=2+2,-1.50,1,0,\n`,
  });
  await load(intakeOn(database, { maxFailingPercent: 100 }), paths);
  const [held] = await listQuarantine(database, { feed: 'revenue_daily_detail' });
  const id = held?.quarantineId ?? '';
  const discard = ['quarantine', 'discard', id, '--reason', 'not ours'];
  const refused = await as('amos.account', ...discard);
  assert.equal(refused.code, 1);
  assert.match(refused.err, /SECURITY_FORBIDDEN/);
  assert.equal((await listQuarantine(database, { ids: [id] }))[0]?.state, 'open');

  const exported = await as('olive.operator', 'quarantine', 'export', '--feed', 'revenue_daily_detail');
  assert.match(exported.out, /,'@SUM\(1\),'=2\+2,'=1\+1,-1\.50,/);
  const [file = ''] = await writeFiles(folder, { 'fix.csv': exported.out });
  assert.equal(
    (await as('olive.operator', 'quarantine', 'replay', '--from', file)).code,
    1,
    'it fails again',
  );
  const [again] = await listQuarantine(database, { feed: 'revenue_daily_detail' });
  assert.deepEqual(again?.record, held?.record);

  const done = await as(
    'olive.operator',
    'quarantine',
    'discard',
    again?.quarantineId ?? '',
    '--reason',
    'a test',
  );
  assert.equal(done.code, 0, done.err);
});

test('escapes in the name of a file and in its values are shown, not obeyed', async () => {
  const paths = await writeFiles(join(folder, 'escapes'), {
    'account_summary_\u001b[2J\nWarning: all is well.csv':
      'COST_CENTER,PERIOD,MAIN_ACCOUNT,BALANCE\n0170,202603,6000,\u001b[31m9\u009b1m\n',
    '\u001b]0;title\u0007.txt': 'x',
  });
  const said = await as('olive.operator', 'load', join(folder, 'escapes'), ...paths.slice(0, 1));
  assert.equal(said.code, 1);
  const text = said.out + said.err;
  assert.doesNotMatch(text, /[^\P{Cc}\n]/u);
  assert.match(text, /account_summary_\\u001b\[2J\\nWarning: all is well\.csv/);
  assert.match(text, /BALANCE “\\u001b\[31m9\\u009b1m”/);
  assert.match(text, /Skipped \\u001b\]0;title\\u0007\.txt/);
  const typed = await as('olive.operator', 'load', '--\u001b[2J');
  assert.equal(typed.code, 2);
  assert.doesNotMatch(typed.err, /\p{Cc}(?<!\n)/u);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addPerson, assignRole, disableDormant } from '../../../src/platform/security/index.ts';
import { cloneOperated } from '../../operated-database.ts';
import { temporaryFolder } from '../../scenarios/deliveries.ts';
import { daybookHere } from './here.ts';
import type { Said } from './program.ts';

const database = await cloneOperated();
const folder = await temporaryFolder();
const env = { DATABASE_URL: database.addressWithPassword(), DAYBOOK_DATA: folder };
const as = (who: string, ...parameters: string[]): Promise<Said> =>
  daybookHere([...parameters, '--as', who], { env });
const sek = 'sek.security@demo.invalid';

/** Somebody who entered last so many days ago, or never, and became known 400 days ago. */
async function known(userId: string, role: string, quietDays: number | null): Promise<string> {
  const personId = await addPerson(database, { userId, displayName: null, origin: 'mapping' });
  assert.equal(await assignRole(database, personId, { role, reason: 'test' }), null);
  await database.execute(
    `update security.person set created_at = now() - interval '400 days',
       last_seen_at = now() - make_interval(days => $2) where person_id = $1`,
    [personId, quietDays],
  );
  return personId;
}

const standingOf = async (userId: string): Promise<unknown> =>
  (
    await database.query<{ standing: string }>(
      'select standing from security.people_in_use(90) where user_id = $1',
      [userId],
    )
  )[0]?.standing;

test('whoever did not enter for 90 days is disabled, but for services and demo people', async () => {
  await known('here@house.invalid', 'billingManager', 0);
  await known('slow@house.invalid', 'billingManager', 60);
  const gone = await known('gone@house.invalid', 'billingManager', 91);
  await known('never@house.invalid', 'billingManager', null);
  await addPerson(database, { userId: 'gp-export', displayName: null, origin: 'service' });
  await database.execute(`update security.person set created_at = now() - interval '400 days'
    where user_id in ('gp-export', 'dan.data@demo.invalid')`);
  await database.execute(
    `insert into security.api_key (person_id, label, shown_prefix, secret_sha256, scopes, ends_at)
     values (${gone}, 'x', 'dbk', sha256('x'), '{questions:read}', now() + interval '9 days')`,
  );
  const said = await as(sek, 'users', 'usage', '--role', 'billingManager', '--json');
  const { roles } = JSON.parse(said.out) as { roles: Record<string, unknown>[] };
  const { last_seen_at: seen, ...counts } = roles[0] ?? {};
  assert.match(String(seen), /^\d{4}-/);
  // The demo person of the role has never entered.
  assert.deepEqual(counts, {
    role: 'billingManager',
    people: 5,
    active: 1,
    inactive: 1,
    dormant: 2,
    never_seen: 1,
  });
  const preview = await as(sek, 'users', 'dormant');
  assert.match(preview.out, /^gone@house\.invalid +billing manager \(billingManager\) +\S+ \S+ +91$/m);
  assert.match(preview.out, /^never@house\.invalid +billing manager \(billingManager\) +never +400$/m);
  assert.match(preview.err, /To be disabled: 2 accounts/);
  assert.equal(await standingOf('gone@house.invalid'), 'dormant', 'a preview disables nobody');
  const unfit = await as('bill.billing@demo.invalid', 'users', 'dormant', '--disable');
  assert.match(unfit.err, /SECURITY_FORBIDDEN/);
  // As the server does once an hour.
  const disabled = await disableDormant(database, 90);
  assert.deepEqual(
    disabled.map(({ userId, quietDays }) => [userId, quietDays]),
    [
      ['gone@house.invalid', 91],
      ['never@house.invalid', 400],
    ],
  );
  assert.match(
    (await as('gone@house.invalid', 'whoami')).err,
    /SECURITY_PERSON_DISABLED: .*dormant: did not enter for 91 days/,
  );
  assert.deepEqual(
    await database.query(`select ended_reason as why from security.api_key where person_id = $1`, [gone]),
    [{ why: 'the person was disabled' }],
  );
  assert.match((await as(sek, 'users', 'dormant')).err, /Nobody has been away for more than 90 days/);
});

test('a person is enabled again with a reason, and the days count anew; one who left is not', async () => {
  const person = 'gone@house.invalid';
  assert.match((await as(sek, 'users', 'enable', person)).err, /SECURITY_REASON_MISSING/);
  assert.equal((await as(sek, 'users', 'enable', person, '--reason', 'back from leave')).code, 0);
  assert.match(
    (await as(sek, 'users', 'enable', person, '--reason', 'again')).err,
    /SECURITY_PERSON_UNCHANGED: .* already enabled/,
  );
  assert.deepEqual(await disableDormant(database, 90), []);
  assert.match((await as(person, 'whoami')).out, /billingManager/);
  assert.equal(await standingOf(person), 'active', 'a command is an entry');
  assert.equal((await as(sek, 'users', 'disable', person, '--reason', 'left')).code, 0);
  assert.match((await as(person, 'whoami')).err, /SECURITY_PERSON_DISABLED: .*: left/);
  const own = await as(sek, 'users', 'disable', sek, '--reason', 'tired');
  assert.match(own.err, /SECURITY_CONFLICT/);
  await database.execute(
    `update security.person set disabled_reason = 'left: no longer in Workday''s row security (load 7)'
     where user_id = '${person}'`,
  );
  const left = await as(sek, 'users', 'enable', person, '--reason', 'wanted');
  assert.match(left.err, /SECURITY_PERSON_LEFT: .*\nNext: The person is enabled again by the next load/);
  const csv = await as(sek, 'users', 'usage', '--csv');
  assert.match(csv.out, /^"?person"?,.*standing/m);
  assert.ok(!csv.out.includes(person), 'who is disabled uses nothing');
  const [noted] = await database.query<{ kind: string }>(
    `select kind from audit.entry where relation = 'user' and kind = 'export'`,
  );
  assert.equal(noted?.kind, 'export');
});

test('somebody is left who can enable the others', async () => {
  await database.execute(`update security.person set is_enabled = false, disabled_reason = 'test'
    where person_id in (select person_id from security.effective_role
      where role in ('securityAdmin', 'systemAdmin', 'forecastAdmin'))`);
  await database.execute('select security.refresh_access()');
  await known('last@house.invalid', 'securityAdmin', 300);
  await known('old@house.invalid', 'billingManager', 300);
  assert.deepEqual(
    (await disableDormant(database, 90)).map(({ userId }) => userId),
    ['old@house.invalid'],
  );
  await known('other@house.invalid', 'systemAdmin', 1);
  assert.deepEqual(
    (await disableDormant(database, 90)).map(({ userId }) => userId),
    ['last@house.invalid'],
  );
});

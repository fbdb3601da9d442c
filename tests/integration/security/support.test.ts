import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemClock } from '../../../src/kernel/clock.ts';
import {
  actAs,
  addPerson,
  asOwner,
  assignRole,
  chainTrail,
  endSupport,
  holdsRight,
  listOpenSessions,
  noteRead,
  personNamed,
  readSupport,
  requireRight,
  seenInSupport,
  startSupport,
  workFor,
  type Place,
  type Principal,
} from '../../../src/platform/security/index.ts';
import { cloneDatabase } from '../../database.ts';

const database = await cloneDatabase();
await database.execute(
  `insert into security.site_place (site_id, district, region) values ('0170', 'North', 'East')`,
);
const inAMonth = new Date(systemClock.now().getTime() + 30 * 86_400_000).toISOString().slice(0, 10);

/** Somebody with a role, as commands act for them. */
async function principal(
  userId: string,
  role: string,
  more: { place?: Place; until?: string } = {},
): Promise<void> {
  const personId = await addPerson(database, { userId, displayName: null, origin: 'mapping' });
  await assignRole(database, personId, { role, reason: 'test', ...more });
}
await principal('amos', 'accountManager', { place: { kind: 'site', name: '0170' } });
await principal('sek', 'securityAdmin');
await principal('audra', 'auditor');
await principal('sue', 'customerService', { until: inAMonth });
await principal('bea', 'billingAdmin');

async function as(userId: string, reason: string | null = 'site 0170 is missing'): Promise<Principal> {
  const person = await personNamed(database, userId);
  return { person, caller: await actAs(database, person), database: workFor(database, person), reason };
}
const looking = async (number: string, helper = 'sue'): Promise<Principal> =>
  seenInSupport(await as(helper), {
    number,
    usedFor: 'command: test',
    owner: database,
    door: { database, openAs: asOwner },
    context: { reason: 'site 0170 is missing' },
  });
const start = async (helper: string, person: string, minutes = 30): ReturnType<typeof startSupport> =>
  startSupport(await as(helper), { person, minutes, most: 30 });

test('only who may help begins a session, with a reason, for a time, and never of an administrator', async () => {
  await assert.rejects(start('bea', 'amos'), { code: 'SECURITY_FORBIDDEN' });
  await assert.rejects(startSupport(await as('sue', ' '), { person: 'amos', minutes: 5, most: 30 }), {
    code: 'SECURITY_REASON_MISSING',
  });
  await assert.rejects(start('sue', 'amos', 31), { code: 'SECURITY_SUPPORT_TOO_LONG' });
  for (const [person, why] of [
    ['sek', /administrators, auditors and services/],
    ['audra', /administrators, auditors and services/],
    ['sue', /nobody helps himself/],
  ] as const)
    await assert.rejects(start('sue', person), why);
  const around = (await as('sue')).caller.transaction((transaction) =>
    transaction.query(
      `select security.open_support(person_id, 30, 'why') from security.person where user_id = 'sek'`,
    ),
  );
  await assert.rejects(
    around,
    /not looked over the shoulder|permission denied/,
    'the database refuses it, too',
  );
});

let number = '';

test('the helper sees with the rights of the person, and the trail has both', async () => {
  const session = await start('sue', 'amos');
  ({ number } = session);
  assert.deepEqual([session.helper, session.person, session.isOpen], ['sue', 'amos', true]);
  const seen = await looking(number);
  assert.equal(seen.person.userId, 'amos');
  assert.equal(await holdsRight(seen.caller, { object: 'statement', action: 'read', site: '0170' }), true);
  assert.equal(await holdsRight(seen.caller, { object: 'statement', action: 'read', site: '0829' }), false);
  await noteRead(seen.caller, { what: 'wages', filter: { site: '0170' }, rows: 3 });
  await assert.rejects(requireRight(seen.caller, { object: 'right', action: 'change' }), {
    code: 'SECURITY_FORBIDDEN',
  });
  await chainTrail(database);
  const entries = await database.query<{ kind: string; actor: string; reason: string | null }>(
    `select kind, user_id as actor, entry.reason from audit.entry as entry join security.person using (person_id)
     where kind in ('support', 'read', 'refusal') and entry.relation in ('security.support_session', 'wages', 'right')
     order by position`,
  );
  const both = `support session ${number} of sue on behalf of amos: site 0170 is missing`;
  assert.deepEqual(
    entries.map(({ kind, actor, reason }) => [kind, actor, reason]),
    [
      ['support', 'sue', null],
      ['read', 'sue', both],
      ['refusal', 'sue', both],
    ],
  );
  const [support] = await database.query<{ helped: string }>(
    `select value as helped from audit.entry join audit.personal_value using (position)
     where kind = 'support' and column_name = 'on_behalf_of' and side = 'new' order by position desc limit 1`,
  );
  assert.equal(support?.helped, 'amos');
});

test('nothing is written in a session, by no way, and nothing leaves', async () => {
  const seen = await looking(number);
  const refused = { code: 'SECURITY_SUPPORT_READS_ONLY' };
  const change = `insert into security.api_key (person_id) values (1)`;
  await assert.rejects(seen.database.execute(`update security.person set display_name = 'x'`), refused);
  await assert.rejects(
    seen.database.transaction((transaction) => transaction.execute(change)),
    refused,
  );
  await assert.rejects(
    seen.database.withConnection((connection) => connection.execute(change)),
    refused,
  );
  await assert.rejects(
    seen.database.tryAdvisoryLock('x', () => Promise.resolve()),
    refused,
  );
  await assert.rejects(
    seen.caller.transaction(async (transaction) => {
      await transaction.query('set transaction read write');
    }),
    /read-write|SECURITY_SUPPORT/,
  );
  await assert.rejects(
    seen.caller.transaction((transaction) =>
      transaction.query(`select audit.note('read', 'x'), set_config('transaction_read_only', 'off', true)`),
    ),
  );
  await assert.rejects(noteRead(seen.caller, { what: 'x', filter: {}, rows: 1, isExport: true }), refused);
  await assert.rejects(
    listOpenSessions(seen),
    refused,
    'sessions and keys are the own business of the person',
  );
});

test('nobody uses the session of another; the person sees it and ends it, and then it opens nothing', async () => {
  await assert.rejects(looking(number, 'bea'), { code: 'SECURITY_SUPPORT_OVER' });
  const seen = await looking(number);
  const [own] = await readSupport(await as('amos'), { isEverybody: false });
  assert.deepEqual([own?.number, own?.helper, own?.isOpen], [number, 'sue', true]);
  assert.ok((own?.uses ?? 0) >= 3);
  assert.deepEqual(await readSupport(await as('bea'), { isEverybody: false }), []);
  await assert.rejects(readSupport(await as('bea'), { isEverybody: true }), { code: 'SECURITY_FORBIDDEN' });
  assert.equal((await readSupport(await as('sek'), { isEverybody: true })).length, 1);
  await assert.rejects(endSupport(await as('bea'), number), { code: 'SECURITY_SUPPORT_OVER' });
  await endSupport(await as('amos'), number);
  await assert.rejects(
    seen.caller.transaction((transaction) => transaction.query('select 1')),
    {
      code: 'SECURITY_SUPPORT_OVER',
    },
  );
  await assert.rejects(looking(number), { code: 'SECURITY_SUPPORT_OVER' });
  const [ended] = await readSupport(await as('amos'), { isEverybody: false });
  assert.deepEqual([ended?.endedBy, ended?.isOpen], ['amos', false]);
});

test('a session ends by itself, and the helper ends it, too', async () => {
  const { number: short } = await start('sue', 'amos', 1);
  await database.execute(
    `update security.support_session
     set started_at = now() - interval '2 minutes', ends_at = now() - interval '1 minute'
     where support_session_id = $1::bigint`,
    [short],
  );
  await assert.rejects(looking(short), { code: 'SECURITY_SUPPORT_OVER' });
  const { number: other } = await start('sue', 'amos', 1);
  await endSupport(await as('sue'), other);
  await assert.rejects(looking(other), { code: 'SECURITY_SUPPORT_OVER' });
});

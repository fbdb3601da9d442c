import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bill } from '../../../src/billing/index.ts';
import {
  addPerson,
  assignRole,
  chainTrail,
  setDemoDay,
  type Place,
} from '../../../src/platform/security/index.ts';
import { cloneDatabase } from '../../database.ts';
import { temporaryFolder } from '../../scenarios/deliveries.ts';
import { may, member, openBillingFixture } from '../billing/billing-fixture.ts';
import { daybookHere } from './here.ts';
import type { Said } from './program.ts';

const database = await cloneDatabase();
await openBillingFixture(database);
await database.execute(
  `insert into security.site_place (site_id, district, region) values ('0170', 'D1', 'East'), ('0829', 'D2', 'West')`,
);
await bill(database, { month: may, isDryRun: false, startedBy: 'tester' });
const folder = await temporaryFolder();
const env = { DATABASE_URL: database.addressWithPassword(), DAYBOOK_DATA: folder };

const at0829: Place = { kind: 'site', name: '0829' };
const everybody: readonly (readonly [string, string, Place?])[] = [
  ['custo', 'customerUser', at0829],
  ['amos', 'accountManager', at0829],
  ['dora', 'districtManager', { kind: 'district', name: 'D2' }],
  ['vera', 'regionalVp', { kind: 'region', name: 'West' }],
  ['bill', 'billingManager'],
  ['fay', 'financeManager'],
  ['exec', 'corporateConsumer'],
  ['audrey', 'auditor'],
];
for (const [name, role, place] of everybody) {
  const person = { userId: `${name}@house.invalid`, displayName: null, origin: 'mapping' } as const;
  await assignRole(database, await addPerson(database, person), { role, place, reason: 'test' });
}

const run = (as: string, ...words: string[]): Promise<Said> =>
  daybookHere([...words, '--as', `${as}@house.invalid`], { env });
const why = ['--reason', 'the client asks for it'] as const;

/** The sites whose statements somebody sees in a list. */
async function seen(as: string, ...words: string[]): Promise<string> {
  const said = await run(as, 'statements', 'list', '--json', ...words);
  assert.equal(said.code, 0, said.err);
  return (JSON.parse(said.out) as { site: string }[])
    .map(({ site }) => site)
    .sort()
    .join();
}

const [made] = await database.query<{ id: string }>(
  `select statement_id as id from billing.statement where site_id = '0829'`,
);
const id = made?.id ?? '';

test('a customer sees what was sent, 24 months back; drafts are of the house', async () => {
  await setDemoDay(database, '2025-06-15');
  assert.equal(await seen('custo'), '');
  assert.match((await run('custo', 'statements', 'show', id)).err, /BILLING_STATEMENT_UNKNOWN/);
  assert.equal(await seen('amos'), '0829', 'a manager sees what is being made');
  await database.execute(`update billing.statement set state = 'Sent'`);
  assert.equal(await seen('custo'), '0829');
  assert.equal((await run('custo', 'statements', 'show', id)).code, 0);
  await setDemoDay(database, '2027-05-31');
  assert.equal(await seen('custo'), '0829');
  await setDemoDay(database, '2027-06-01');
  assert.equal(await seen('custo', ...why), '', 'a reason opens nothing to a customer');
});

test('an account manager sees 24 months, a district manager 12, and 36 with a reason', async () => {
  assert.equal(await seen('amos', ...why), '');
  await setDemoDay(database, '2027-05-31');
  assert.equal(await seen('amos'), '0829');
  assert.equal(await seen('dora'), '');
  assert.match(
    (await run('dora', 'statements', 'show', id)).err,
    /BILLING_REASON_NEEDED: .*\nNext: .*--reason/s,
  );
  assert.equal(await seen('dora', ...why), '0829');
  const shown = await run('dora', 'statements', 'show', id, ...why);
  assert.match(shown.out, /Amount due [\d.]+/, shown.err);
  await setDemoDay(database, '2026-05-31');
  assert.equal(await seen('dora'), '0829');
  await setDemoDay(database, '2028-06-01');
  assert.equal(await seen('dora', ...why), '');
  assert.match((await run('dora', 'statements', 'show', id, ...why)).err, /BILLING_STATEMENT_UNKNOWN/);
  for (const name of ['vera', 'bill', 'audrey']) assert.match(await seen(name), /0829/, name);
});

test('executives and finance read a single statement only with a reason, which the trail keeps', async () => {
  await setDemoDay(database, '2025-06-15');
  for (const name of ['fay', 'exec']) {
    assert.equal(await seen(name), '0170,0829', 'totals are theirs');
    assert.match((await run(name, 'statements', 'show', id)).err, /BILLING_REASON_NEEDED/);
    assert.match((await run(name, 'explain', 'line', '1')).err, /BILLING_REASON_NEEDED|SECURITY_FORBIDDEN/);
    const shown = await run(name, 'statements', 'show', id, ...why);
    assert.match(shown.out, /Insurance/, shown.err);
  }
  assert.equal((await run('bill', 'statements', 'show', id)).code, 0);
  await chainTrail(database);
  const kept = await database.query<{ who: string; reason: string }>(
    `select user_id as who, reason from audit.entry join security.person using (person_id)
     where kind = 'read' and relation = 'single statement' order by position`,
  );
  assert.deepEqual(
    kept.map(({ who, reason }) => `${who}: ${reason}`),
    ['dora', 'fay', 'exec'].map((name) => `${name}@house.invalid: the client asks for it`),
  );
});

test('the database itself hides them: lines, invoices and inputs of whoever asks by SQL', async () => {
  await setDemoDay(database, '2027-05-31');
  const count = async (userId: string, role: string, place?: Place): Promise<string> => {
    const { caller } = await member(database, userId, role, place);
    const rows = await caller.transaction((own) =>
      own.query<{ counts: string }>(
        `select concat_ws(' ', (select count(*) > 0 from billing.statement), (select count(*) > 0 from billing.invoice),
           (select count(*) > 0 from billing.statement_line), (select count(*) > 0 from billing.line_input)) as counts`,
      ),
    );
    return rows[0]?.counts ?? '';
  };
  assert.equal(await count('dm2', 'districtManager', { kind: 'district', name: 'D2' }), 'f f f f');
  assert.equal(await count('am2', 'accountManager', at0829), 't t t t');
  assert.equal(await count('fm2', 'financeManager'), 't t f f');
  assert.equal(await count('bm2', 'billingManager'), 't t t t');
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { actAs, personNamed } from '../../../src/platform/security/index.ts';
import { cloneOperated } from '../../operated-database.ts';
import { temporaryFolder } from '../../scenarios/deliveries.ts';
import { daybookHere } from './here.ts';
import type { Said } from './program.ts';

const database = await cloneOperated();
const folder = await temporaryFolder();
const env = { DATABASE_URL: database.addressWithPassword(), DAYBOOK_DATA: folder };
const as = (who: string, ...parameters: string[]): Promise<Said> =>
  daybookHere([...parameters, '--as', `${who}@demo.invalid`], { env });
await database.execute(
  `insert into security.site_place (site_id, district, region)
   values ('0170', 'District 01', 'East'), ('0171', 'District 01', 'East'), ('0829', 'District 02', 'West');
   select security.refresh_access()`,
);

interface Listed {
  readonly access_request_id: string;
  readonly state: string;
  readonly conflicts: readonly string[];
  readonly is_mine_to_decide: boolean;
  readonly refusal_reason: string | null;
}

const listed = async (who: string, ...more: string[]): Promise<Listed[]> =>
  JSON.parse((await as(who, 'access', 'list', ...more, '--json')).out) as Listed[];

/** Asks, and gives back the request as whoever asked sees it. */
async function asked(who: string, role: string, ...more: string[]): Promise<Listed> {
  const said = await as(who, 'access', 'request', role, ...more, '--reason', 'cover for a leave', '--json');
  assert.equal(said.code, 0, said.err);
  return JSON.parse(said.out) as Listed;
}

const rolesOf = async (who: string): Promise<readonly string[]> =>
  (await personNamed(database, `${who}@demo.invalid`)).roles;

test('a manager approves a request, then an administrator of rights, which grants the role until its day', async () => {
  const { access_request_id: number, state } = await asked(
    'amos.account',
    'rssAdmin',
    '--until',
    '2090-01-01',
  );
  assert.equal(state, 'waits for manager');
  const twice = await as('amos.account', 'access', 'request', 'rssAdmin', '--reason', 'for good');
  assert.match(twice.err, new RegExp(`SECURITY_ACCESS_REQUESTED: Access request ${number} `));
  const early = await as('sek.security', 'access', 'approve', number);
  assert.match(early.err, /SECURITY_ACCESS_NOT_YOURS: .*\nNext: A manager who reaches every site/);
  const district = await as('dora.district', 'access', 'approve', number);
  assert.match(district.err, /SECURITY_ACCESS_NOT_YOURS/, 'a role everywhere is beyond a district');
  assert.match((await as('fay.finance', 'access', 'approve', number)).err, /it waits for security/);
  assert.deepEqual(await rolesOf('amos.account'), ['accountManager']);
  assert.match((await as('fay.finance', 'access', 'approve', number)).err, /SECURITY_ACCESS_NOT_YOURS/);
  assert.match((await as('sek.security', 'access', '--mine')).out, new RegExp(`^${number} +amos`, 'm'));
  assert.match((await as('sek.security', 'access', 'approve', number)).err, /the role granted/);
  assert.deepEqual(await rolesOf('amos.account'), ['accountManager', 'rssAdmin']);
  const [assigned] = await database.query(
    `select assigned_by.user_id as by, valid_to_on::text as until, reason
     from security.role_assignment join security.person as assigned_by on assigned_by.person_id = assigned_by
     where role = 'rssAdmin' and valid_to_on is not null`,
  );
  assert.deepEqual(assigned, {
    by: 'sek.security@demo.invalid',
    until: '2090-01-01',
    reason: `access request ${number}: cover for a leave`,
  });
  const again = await as('syl.system', 'access', 'approve', number);
  assert.match(again.err, /SECURITY_ACCESS_DECIDED: .* is already granted/);
  assert.deepEqual(
    (await listed('amos.account', '--all')).map((each) => each.state),
    ['granted'],
  );
});

test('a request for sites goes to whoever manages all of them, and what keeps roles apart is named', async () => {
  const here = await asked(
    'fay.finance',
    'accountManager',
    '--for',
    'bill.billing@demo.invalid',
    '--site',
    '0170',
    '0171',
  );
  assert.deepEqual(
    (await listed('dora.district', '--mine')).map(({ access_request_id: number }) => number),
    [here.access_request_id],
  );
  const wide = await asked('amos.account', 'accountManager', '--site', '0170', '0829');
  assert.match((await as('dora.district', 'access', 'approve', wide.access_request_id)).err, /NOT_YOURS/);
  const apart = await as('fay.finance', 'access', 'request', 'auditor', '--reason', 'year end');
  assert.match(
    apart.err,
    /cannot be granted while fay\.finance@demo\.invalid holds financeManager \(audit is /,
  );
  const [first] = await listed('fay.finance');
  const number = first?.access_request_id ?? '';
  assert.equal((await as('cora.corporate', 'access', 'approve', number)).code, 0);
  const stopped = await as('sek.security', 'access', 'approve', number);
  assert.match(
    stopped.err,
    /SECURITY_CONFLICT: .*nobody is finance manager and auditor at once \(fay\.finance@demo\.invalid\)/,
  );
  assert.equal((await listed('sek.security', '--all'))[0]?.state, 'waits for security');
});

test('nobody approves for himself or twice, in commands or in SQL, and the attempt is recorded', async () => {
  const own = await asked('fay.finance', 'siteAdmin');
  const number = own.access_request_id;
  assert.match(
    (await as('fay.finance', 'access', 'approve', number)).err,
    /SECURITY_CONFLICT: .*whoever asked for the role or would receive it does not approve it .*\nNext: Somebody/,
  );
  const forOther = await asked('fay.finance', 'dataOps', '--for', 'cleo.contract@demo.invalid');
  for (const who of ['fay.finance', 'cleo.contract'])
    assert.match((await as(who, 'access', 'approve', forOther.access_request_id)).err, /SECURITY_CONFLICT/);
  const [attempts] = await database.query<{ attempts: string }>(
    `select count(*)::text as attempts from security.attempted_conflict where subject like 'access request %'`,
  );
  assert.equal(attempts?.attempts, '3');
  const fay = await actAs(database, await personNamed(database, 'fay.finance@demo.invalid'));
  await assert.rejects(
    fay.transaction((sql) => sql.query(`select security.decide_access($1, true, null, '{}')`, [number])),
    /does not decide request/,
  );
  for (const statement of [
    'update security.access_request set manager_at = now()',
    `insert into security.access_request (person_id, role, reason, requested_by) values (1, 'dataOps', 'x', 1)`,
  ])
    await assert.rejects(
      fay.transaction((sql) => sql.execute(statement)),
      /permission denied/,
    );
  await assert.rejects(
    database.execute(
      `update security.access_request set manager_by = requested_by, manager_at = now()
       where state = 'waits for manager'`,
    ),
    /access_request_manager_is_another/,
  );
  const reasonless = await as('cora.corporate', 'access', 'refuse', number);
  assert.match(reasonless.err, /SECURITY_REASON_MISSING/);
  const refused = await as('cora.corporate', 'access', 'refuse', number, '--reason', 'not her task');
  assert.equal(refused.code, 0, refused.err);
  const told = (await listed('fay.finance', '--all')).find((each) => each.access_request_id === number);
  assert.deepEqual([told?.state, told?.refusal_reason], ['refused', 'not her task']);
  const stranger = await as(
    'amos.account',
    'access',
    'request',
    'dataOps',
    '--for',
    'x@y.invalid',
    '--reason',
    'x',
  );
  assert.match(stranger.err, /SECURITY_PERSON_UNKNOWN/);
  const past = await as(
    'amos.account',
    'access',
    'request',
    'dataOps',
    '--until',
    '2020-01-01',
    '--reason',
    'x',
  );
  assert.match(past.err, /SECURITY_END_PAST/);
});

test('access in an emergency holds at once, and ends when no manager approves it within a day', async () => {
  const emergency = async (person: string): Promise<string> => {
    const said = await as(
      'sek.security',
      'access',
      'emergency',
      `${person}@demo.invalid`,
      'siteAdmin',
      ...['--until', '2090-01-01', '--reason', 'loads stand still', '--json'],
    );
    assert.equal(said.code, 0, said.err);
    return (JSON.parse(said.out) as Listed).access_request_id;
  };
  const endless = ['access', 'emergency', 'dan.data@demo.invalid', 'siteAdmin', '--reason', 'x'] as const;
  assert.match((await as('sek.security', ...endless)).err, /SECURITY_END_MISSING/);
  const kept = await emergency('dan.data');
  const lapsed = await emergency('rosa.report');
  assert.deepEqual(await rolesOf('dan.data'), ['dataOps', 'siteAdmin']);
  assert.match(
    (await as('sek.security', 'access', 'approve', kept)).err,
    /SECURITY_(CONFLICT|FORBIDDEN|ACCESS_NOT)/,
  );
  assert.equal((await as('cora.corporate', 'access', 'approve', kept)).code, 0);
  await database.execute(
    `update security.access_request set approve_until = now() - interval '1 second' where is_emergency`,
  );
  const rosa = await personNamed(database, 'rosa.report@demo.invalid');
  await assert.rejects(
    database.transaction((sql) =>
      sql.query('select security.act_as_person($1, null, null)', [rosa.personId]),
    ),
    /was not approved in time/,
  );
  assert.match((await as('rosa.report', 'whoami')).out, /^Roles: revenue spreadsheet support \(rssAdmin\)$/m);
  assert.match(
    (await as('dan.data', 'whoami')).out,
    /^Roles: data operations \(dataOps\), site admin \(siteAdmin\)$/m,
  );
  const states = new Map(
    (await listed('sek.security', '--all')).map((each) => [each.access_request_id, each.state]),
  );
  assert.deepEqual([states.get(kept), states.get(lapsed)], ['granted', 'lapsed']);
  const unfit = await as(
    'fay.finance',
    'access',
    'emergency',
    'dan.data@demo.invalid',
    'auditor',
    '--reason',
    'x',
  );
  assert.match(unfit.err, /SECURITY_FORBIDDEN: .* may not use “access request”/);
});

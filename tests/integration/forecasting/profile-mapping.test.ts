import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decideMapping, withdrawMapping } from '../../../src/forecasting/jobs/decide-mapping.ts';
import { calculatePnl } from '../../../src/forecasting/pnl/calculate-pnl.ts';
import { initialEntries } from '../../../src/forecasting/prefill/initialise.ts';
import { explainCell } from '../../../src/forecasting/explanation/explain-cell.ts';
import { readVersion } from '../../../src/forecasting/versions/version.ts';
import { setJobStatus } from '../../../src/forecasting/jobs/administer-codes.ts';
import { listProfiles } from '../../../src/forecasting/jobs/list-jobs.ts';
import { budgetByJob } from '../../../src/forecasting/jobs/budget-by-job.ts';
import { isObject } from '../../../src/kernel/exact-json.ts';
import { actAs, addPerson, assignRole, personNamed } from '../../../src/platform/security/index.ts';
import { goldenCases, type CaseInputs } from '../../scenarios/golden-case.ts';
import { openJobsFixture, today } from './jobs-fixture.ts';

const house = await openJobsFixture();
const { database } = house;
const golden = new Map(
  (await goldenCases('forecasting.json')).map((one) => [one.get('id').text, one] as const),
);
const caseOf = (id: string): { inputs: CaseInputs; expected: CaseInputs } => {
  const one = golden.get(id);
  assert.ok(one !== undefined, id);
  return { inputs: one.get('inputs'), expected: one.get('expected') };
};
const figures = (given: CaseInputs): Record<string, string> =>
  Object.fromEntries(
    Object.keys(isObject(given.json) ? given.json : {}).map((code) => [
      code,
      given.get(code).amount.toString(),
    ]),
  );

await house.site('0210', [
  { code: 'GSA', employees: 2 },
  { code: 'CASH', employees: 1 },
]);
await house.site('0211', [
  { code: 'DOOR', employees: 1 },
  { code: 'GSA', employees: 1 },
]);
for (const site of ['0210', '0211'])
  await house.budget(site, {
    GSA: ['310', '6200'],
    CASHIER: ['62', '1240'],
    'DOOR PERSON': ['31', '620'],
  });

const decide = (
  profile: string,
  jobCodes: readonly string[],
  sites: readonly string[] | null = null,
): Promise<void> =>
  database.transaction((transaction) =>
    decideMapping(transaction, { profile, sites, decidedBy: 'ida' }, jobCodes),
  );
const withdraw = (profile: string, sites: readonly string[] | null = null): Promise<void> =>
  database.transaction((transaction) => withdrawMapping(transaction, { profile, sites, decidedBy: 'otto' }));

/** Hours of July by job code, and how each profile came to them. */
async function mapped(site: string): Promise<{ hours: Record<string, string>; rules: string[] }> {
  const [july] = await budgetByJob(database, { sites: [site], from: '2025-07', to: '2025-07', asOf: today });
  assert.ok(july !== undefined);
  return {
    hours: Object.fromEntries(july.jobs.map(({ jobCode, hours }) => [jobCode, hours.toString()])),
    rules: july.profiles.map(
      ({ profile, rule, parts }) => `${profile}: ${rule} ${parts.map(({ jobCode }) => jobCode).join(' ')}`,
    ),
  };
}

test('MAP-01, MAP-02: a profile of several codes is split by who works in them at the site', async () => {
  for (const [site, id] of [
    ['0201', 'MAP-01'],
    ['0202', 'MAP-02'],
  ] as const) {
    const { inputs, expected } = caseOf(id);
    const staff = Object.entries(figures(inputs.get('employees')));
    await house.site(
      site,
      staff.map(([code, employees]) => ({ code, employees: Number.parseInt(employees, 10) })),
    );
    await house.budget(site, { [`PROFILE ${id}`]: [inputs.get('budgetHours').amount.toString(), '900'] });
    await decide(
      `PROFILE ${id}`,
      staff.map(([code]) => code),
    );
    assert.deepEqual((await mapped(site)).hours, figures(expected), id);
  }
});

test('MAP-03: shift differentials are left out, whose hours another profile has', async () => {
  const { inputs, expected } = caseOf('MAP-03');
  const hours = (name: string): string => inputs.get(name).amount.toString();
  await house.site('0203', [{ code: 'GSA', employees: 3 }]);
  await house.budget('0203', {
    GSA: [hours('baseHours'), '160'],
    'SHIFT DIFF': [hours('differentialHours'), '8'],
  });
  const { hours: byJob, rules } = await mapped('0203');
  assert.deepEqual(byJob, { GSA: expected.get('afterExclusion').amount.toString() });
  assert.deepEqual(rules, ['GSA: same name GSA', 'SHIFT DIFF: shift differential ']);
});

test('MAP-05: a code in use without budget is 0, and one that nobody uses is not named', async () => {
  const { inputs, expected } = caseOf('MAP-05');
  const cases = inputs.get('cases').list;
  const codes = cases.map((_, at) => `M5${String(at)}`);
  await house.site(
    '0205',
    cases.map((one, at) => ({ code: codes[at] ?? '', employees: one.get('active').json === true ? 1 : 0 })),
  );
  await house.budget('0205', { M50: [cases[0]?.get('budget').amount.toString() ?? '', '100'] });
  const { hours } = await mapped('0205');
  assert.deepEqual(
    codes.map((code) => hours[code] ?? null),
    expected.list.map(({ json }, at) => (json === null ? null : expected.list[at]?.amount.toString())),
  );
});

test('a decision for a site goes before one for all, which counts where the site uses the code', async () => {
  assert.deepEqual((await mapped('0210')).rules, [
    'CASHIER: nearest CASH',
    'DOOR PERSON: to review ',
    'GSA: same name GSA',
  ]);
  await decide('DOOR PERSON', ['DOOR']);
  assert.deepEqual((await mapped('0211')).rules.slice(0, 2), [
    'CASHIER: to review ',
    'DOOR PERSON: decided for all sites DOOR',
  ]);
  assert.deepEqual((await mapped('0210')).rules[1], 'DOOR PERSON: to review ');
  await decide('DOOR PERSON', ['GSA', 'CASH'], ['0210']);
  assert.deepEqual((await mapped('0210')).rules[1], 'DOOR PERSON: decided for the site CASH GSA');
  await decide('DOOR PERSON', ['GSA'], ['0210']);
  assert.deepEqual((await mapped('0210')).hours, { CASH: '62', GSA: '341' });
  await decide('DOOR PERSON', [], ['0210']);
  assert.deepEqual((await mapped('0210')).rules[1], 'DOOR PERSON: decided for the site ');
  await withdraw('DOOR PERSON', ['0210']);
  assert.deepEqual((await mapped('0210')).rules[1], 'DOOR PERSON: to review ');
  const kept = await database.query<{ text: string }>(
    `select concat_ws(' ', coalesce(site_id, 'all'), decided_by, ended_by) as text
     from forecasting.profile_mapping where job_profile = 'DOOR PERSON' order by mapping_id`,
  );
  assert.deepEqual(
    kept.map(({ text }) => text),
    ['all ida', '0210 ida ida', '0210 ida ida', '0210 ida otto'],
  );
});

test('what is unknown or no longer used is refused', async () => {
  await assert.rejects(decide('NOBODY', ['GSA']), { code: 'JOBS_PROFILE_UNKNOWN' });
  await assert.rejects(decide('CASHIER', ['NONE']), { code: 'JOBS_CODE_UNKNOWN' });
  await assert.rejects(decide('CASHIER', ['GSA'], ['9999']), { code: 'WAREHOUSE_SITE_UNKNOWN' });
  await assert.rejects(withdraw('CASHIER', ['0210']), { code: 'JOBS_MAPPING_UNKNOWN' });
  await database.transaction((transaction) => setJobStatus(transaction, ['M52'], false));
  await assert.rejects(decide('CASHIER', ['M52']), { code: 'JOBS_CODE_INACTIVE' });
});

test('the review list says which sites, months and dollars wait for a decision', async () => {
  const all = await listProfiles(database, { sites: ['0210', '0211'], year: 2025, asOf: today });
  assert.deepEqual(
    all
      .filter(({ rule }) => rule === 'to review')
      .map(({ profile, sites, months, hours, cost }) => [
        profile,
        sites,
        months,
        `${String(hours)} ${String(cost)}`,
      ]),
    [
      ['CASHIER', ['0211'], ['2025-07'], '62 1240'],
      ['DOOR PERSON', ['0210'], ['2025-07'], '31 620'],
    ],
  );
  assert.deepEqual(
    all.filter(({ profile }) => profile === 'GSA').map(({ sites, cost }) => [sites, String(cost)]),
    [[['0210', '0211'], '12400']],
  );
});

test('a forecast begins with the budget of mapped profiles and names the others, no dollar lost', async () => {
  const beginning = { today: '2025-07-01', isReplacing: false };
  const wanted = { site: '0211', year: 2025, version: 'working' };
  const initial = await initialEntries(database, wanted, { kind: 'budget' }, beginning);
  const ofDay = initial.entries.filter(({ period }) => period === '2025-07-20');
  assert.deepEqual(
    ofDay.map(({ item, measure, value }) => `${item} ${measure} ${String(value)}`),
    ['DOOR hours 1', 'DOOR cost 20', 'GSA hours 10', 'GSA cost 200'],
  );
  assert.deepEqual(
    initial.unmapped.map(({ profile, hours, cost }) => `${profile} ${String(hours)} ${String(cost)}`),
    ['CASHIER 62 1240'],
  );
  const excluded = await initialEntries(database, { ...wanted, site: '0203' }, { kind: 'budget' }, beginning);
  assert.deepEqual(
    excluded.excluded.map(({ profile, hours }) => `${profile} ${String(hours)}`),
    ['SHIFT DIFF 8'],
  );
});

test('payroll keeps the money of profiles to review, says which, and is calculated anew after a decision', async () => {
  await database.execute(
    `select public.bring('warehouse.budget', 'period_month', '[{"site_id": "0211", "period_month": "2025-07-01",
       "account_id": "6000", "amount": "8060", "batch_id": 1, "source_line": 2}]')`,
  );
  const run = {
    year: 2025,
    sites: ['0211'],
    version: 'working',
    asOf: '2025-06-15',
    cause: 'command',
  } as const;
  const payroll = async (): Promise<{ forecast: string; fingerprint: string }> => {
    await calculatePnl(database, { ...run, startedBy: 'tester' });
    const [cell] = await database.query<{ forecast: string; fingerprint: string }>(
      `select trim_scale(forecast)::text as forecast, fingerprint from forecasting.pnl_cell
       join forecasting.site_month using (site_id, version_id, plan_month)
       where site_id = '0211' and plan_month = '2025-07-01' and line = 'payroll'`,
    );
    assert.ok(cell !== undefined);
    return cell;
  };
  await database.execute(`insert into security.site_place (site_id, district) values ('0211', 'South')`);
  const amos = await addPerson(database, { userId: 'amos', displayName: null, origin: 'mapping' });
  const place = { kind: 'site', name: '0211' } as const;
  await assignRole(database, amos, { role: 'accountManager', place, reason: 'test' });
  const manager = await actAs(database, await personNamed(database, 'amos'));
  const stale = (): Promise<object[]> =>
    database.query(`select site_id from forecasting.months_to_calculate('{0211}', 2025, 'working')`);
  const explained = async (): Promise<Awaited<ReturnType<typeof explainCell>>> => {
    const version = await readVersion(database, { site: '0211', year: 2025, version: 'working' });
    assert.ok(version !== null);
    const asked = { site: '0211', versionId: version.versionId };
    const options = { year: 2025, asOf: '2025-06-15', month: '2025-07', line: 'payroll' } as const;
    return explainCell({ owner: database, asCaller: (read) => manager.transaction(read) }, asked, options);
  };

  await house.type('0211', { 'GSA hours 2025-07-20': '16', 'GSA cost 2025-07-20': '320' });
  const before = await payroll();
  // 8,060 of the ledger's budget, and one day of attendants 120 above the 200 of theirs.
  assert.equal(before.forecast, '8180');
  assert.deepEqual(await stale(), []);
  const cell = await explained();
  assert.match(cell?.notes.join() ?? '', /without a job code: CASHIER; their money stays in payroll/);
  assert.deepEqual(
    cell?.profiles.map(({ profile, rule }) => `${profile}: ${rule}`),
    ['CASHIER: to review', 'DOOR PERSON: decided for all sites', 'GSA: same name'],
  );

  await decide('CASHIER', ['GSA'], ['0211']);
  assert.deepEqual(await stale(), [{ site_id: '0211' }]);
  const after = await payroll();
  // The cashier's 40 a day are now in the budget of attendants, which the entry is held against.
  assert.equal(after.forecast, '8140');
  assert.notEqual(after.fingerprint, before.fingerprint);
  assert.deepEqual(
    (await explained())?.notes.filter((note) => note.includes('job code')),
    [],
  );
});

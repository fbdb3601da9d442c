import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addPerson, assignRole, setDemoDay, type Place } from '../../../src/platform/security/index.ts';
import { cloneDatabase } from '../../database.ts';
import { temporaryFolder } from '../../scenarios/deliveries.ts';
import { openBooks } from '../warehouse/questions-facts.ts';
import { daybookHere } from './here.ts';
import type { Said } from './program.ts';

const database = await cloneDatabase();
const books = await openBooks(database);
await setDemoDay(database, '2025-07-15');
const source = { batch_id: await books.batch('sites.csv'), source_line: 2 };
await books.list(
  'site_version',
  ['0170', '0829'].map((site_id) => ({
    site_id,
    valid_from_on: '2024-01-01',
    site_name: 'House',
    district: 'South',
    ...source,
  })),
);
// Vehicles at 25 in July at both sites, and nothing in August.
const budgeted = ['0170', '0829'].flatMap((site_id) =>
  Object.entries({ '9411': '31000', '9510': '1240' }).map(([account_id, amount]) => ({
    site_id,
    period_month: '2025-07-01',
    account_id,
    amount,
  })),
);
await books.facts('warehouse.budget', await books.batch('budget.csv'), budgeted);
await database.execute(
  `insert into security.site_place (site_id, district) values ('0170', 'South'), ('0829', 'South')`,
);
const env = { DATABASE_URL: database.addressWithPassword(), DAYBOOK_DATA: await temporaryFolder() };
const south: Place = { kind: 'district', name: 'South' };
for (const [userId, role, place] of [
  ['amos', 'accountManager', { kind: 'site', name: '0170' }],
  ['dora', 'districtManager', south],
  ['bill', 'billingManager', undefined],
] as const) {
  const person = { userId: `${userId}@house.invalid`, displayName: null, origin: 'mapping' } as const;
  await assignRole(database, await addPerson(database, person), { role, place, reason: 'test' });
}

const today = ['--today', '2025-07-15'];
const run = (as: string, ...words: string[]): Promise<Said> =>
  daybookHere(['forecast', ...words, '--as', `${as}@house.invalid`], { env });

async function values(): Promise<object[]> {
  return database.query(
    `select version.site_id as site, count(*)::integer as values
     from forecasting.version
     cross join lateral forecasting.entries(array[version_id], '2025-01-01', '2026-01-01')
     group by 1 order by 1`,
  );
}

test('forecasts of a district begin together, each site for itself, once a dry run was looked at', async () => {
  const begin = ['init', '--year', '2025', '--from', 'budget', '--district', 'South', ...today];
  assert.match((await run('amos', ...begin.slice(0, 5), ...today)).err, /choose sites, .* or --all/);
  assert.match((await run('bill', ...begin)).err, /SECURITY_FORBIDDEN/);
  const tried = await run('dora', ...begin, '--edit', '--dry-run');
  assert.equal(tried.code, 0, tried.err);
  // Seventeen days and the rate of the month.
  assert.match(tried.out, /^0170 +– +18 +0 +0$/m);
  assert.match(tried.err, /36 values at 2 sites; a dry run, nothing was saved\./);
  assert.deepEqual(await values(), []);
  // The manager of one of the sites meant to change both, and did not say so of the other.
  const refused = await run('dora', ...begin);
  assert.equal(refused.code, 1);
  assert.match(refused.err, /Not done, 0829:\nFORECASTING_EDIT_MODE/);
  assert.equal((await run('amos', 'init', '--site', '170', ...begin.slice(1, 5), ...today)).code, 0);
  const said = await run('dora', ...begin, '--edit', '--json');
  assert.equal(said.code, 0, said.err);
  const started = JSON.parse(said.out) as { site: string; change: string | null; changed: number }[];
  assert.deepEqual(
    started.map(({ site, changed }) => [site, changed]),
    [
      ['0170', 0],
      ['0829', 18],
    ],
  );
  assert.deepEqual(await values(), [
    { site: '0170', values: 18 },
    { site: '0829', values: 18 },
  ]);
  const empty = await run('dora', 'init', '--year', '2031', '--from', 'budget', '--all', '--edit', ...today);
  assert.match(empty.err, /Not done, 0170:\nFORECASTING_NOTHING_TO_BEGIN[^]*0 of 2 done\./);
});

test('rates are carried into later months once they were seen, and those that follow the budget are not', async () => {
  const carry = ['carry-rates', '--site', '170', '--from', '2025-11', '--months', '3', ...today];
  assert.match((await run('amos', ...carry)).err, /FORECASTING_NO_RATES: Site 0170 has no rate .* 2025-11/);
  const rates = [
    'rates.valet-daily@2025-11=28',
    'rates.self-daily@2025-11=12',
    'rates.valet-daily@2025-12=28',
  ];
  const entered = await run('amos', 'set', '--site', '170', '--set', ...rates, '--confirm', ...today);
  assert.equal(entered.code, 0, entered.err);
  const tried = await run('amos', ...carry, '--dry-run');
  assert.match(tried.out, /^2025-12 +self-daily +budget +12$/m);
  assert.doesNotMatch(tried.out, /^2025-12 +valet-daily/m);
  assert.match(tried.out, /^2026-02 +valet-daily +budget +28$/m);
  assert.match(tried.err, /5 rates would change; a dry run, nothing was saved\./);
  const rateOf = async (month: string): Promise<string[]> => {
    const read = await run('amos', 'get', '--site', '170', '--month', month, '--area', 'rates', '--json');
    const { entries } = JSON.parse(read.out) as { entries: { item: string; value: string }[] };
    return entries.map(({ item, value }) => `${item} ${value}`);
  };
  assert.deepEqual(await rateOf('2026-02'), []);
  const carried = await run('amos', ...carry);
  assert.equal(carried.code, 0, carried.err);
  assert.match(carried.err, /1 value\.[^]*4 values\./);
  assert.deepEqual(await rateOf('2026-02'), ['self-daily 12', 'valet-daily 28']);
  assert.deepEqual(await rateOf('2026-03'), []);
  const some = [
    'carry-rates',
    '--site',
    '170',
    '--from',
    '2026-02',
    '--months',
    '1',
    '--category',
    'self-daily',
  ];
  assert.equal((await run('amos', ...some, ...today)).code, 0);
  assert.deepEqual(await rateOf('2026-03'), ['self-daily 12']);
  assert.equal((await run('amos', ...carry.slice(0, 6), '99', ...today)).code, 2);
});

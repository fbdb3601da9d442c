import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decimal, sum } from '../../../src/kernel/decimal.ts';
import { addPerson, assignRole, setDemoDay, type Place } from '../../../src/platform/security/index.ts';
import { cloneDatabase } from '../../database.ts';
import { temporaryFolder } from '../../scenarios/deliveries.ts';
import { openBillingFixture } from '../billing/billing-fixture.ts';
import { importApproved } from '../contracts/approved-contracts.ts';
import { exportFile } from '../contracts/given-exports.ts';
import type { Fact } from '../warehouse/questions-facts.ts';
import { daybookHere } from './here.ts';
import type { Said } from './program.ts';

const database = await cloneDatabase();
const books = await openBillingFixture(database);
await setDemoDay(database, '2025-06-15');
await database.execute(`
  insert into warehouse.account (account_id, account_name, summary_category, batch_id, source_line) values
    ('9410', 'External revenue', 'EXTERNAL REVENUE', 1, 1), ('4790', 'Revenue share', 'INTERNAL REVENUE', 1, 1),
    ('6200', 'Payroll taxes', 'PTEB', 1, 1), ('7082', 'Vehicle insurance', 'INSURANCE', 1, 1)
  on conflict (account_id) do update set summary_category = excluded.summary_category;
  update warehouse.account set summary_category = 'PAYROLL' where account_id = '6000';
  insert into security.site_place (site_id, district, region) values ('0170', 'D1', 'East'), ('0829', 'D2', 'West')`);
await books.list('site', [{ site_id: '0412', is_listed: true, first_seen_at: '2024-01-01' }]);
await books.list('site_version', [
  ...(['0170 East', '0829 West', '0412 West'] as const).map((place) => ({
    site_id: place.slice(0, 4),
    valid_from_on: '2024-01-01',
    site_name: 'Demo',
    gl_string: '',
    svp_region: place.slice(5),
    district: place.slice(5),
    batch_id: '1',
    source_line: 2,
  })),
]);
await importApproved(
  database,
  [exportFile('per-labor-hour', ['"siteNumber": "9902"', '"siteNumber": "0412"'])],
  { from: '2025-05', isStrict: false, importedBy: 'tester' },
);
const budget = (site: string, account: string, amount: string): Fact => ({
  site_id: site,
  period_month: '2025-06-01',
  account_id: account,
  amount,
});
await books.facts('warehouse.budget', await books.batch('budget.csv'), [
  ...[budget('0170', '9410', '90000'), budget('0170', '4790', '-36000'), budget('0170', '9411', '90000')],
  ...[budget('0170', '6000', '20000'), budget('0170', '6200', '3000'), budget('0170', '9510', '3000')],
  ...[budget('0829', '6000', '38000'), budget('0829', '7045', '900')],
]);
await database.execute(`insert into warehouse.job_profile (job_profile) values ('GSA'), ('BELL')`);
await books.list('job_code', [{ job_code: 'BELL', job_title: 'Bell', is_active: true }]);
const planned = (job_profile: string, measure: string, amount: string): Fact => ({
  site_id: '0170',
  period_month: '2025-06-01',
  job_profile,
  measure,
  amount,
});
await books.facts('warehouse.payroll_budget', await books.batch('payroll_budget.csv'), [
  ...[planned('GSA', 'PR HOURS', '600'), planned('GSA', 'PAYROLL', '12000')],
  ...[planned('BELL', 'PR HOURS', '150'), planned('BELL', 'PAYROLL', '3000')],
]);
const june = (day: number): string => `2025-06-${String(day).padStart(2, '0')}`;
await books.facts(
  'warehouse.payroll_day',
  await books.batch('payroll.csv'),
  [1, 2, 3, 4, 5, 6, 7, 8, 9].flatMap((day) =>
    (['GSA 20 400', 'BELL 5 100'] as const).map((paid) => {
      const [job_code = '', hours = '', dollars = ''] = paid.split(' ');
      return { site_id: '0170', worked_on: june(day), job_code, pay_type: 'REGULAR', hours, dollars };
    }),
  ),
);
await books.facts(
  'warehouse.revenue_detail',
  await books.batch('revenue.csv'),
  [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((day) => ({
    site_id: '0170',
    revenue_on: june(day),
    revenue_code: 'VD1',
    collection_type: 'CASH',
    revenue_category: 'VALET DAILY',
    deposit_flag: 'N',
    tax_rate: '0',
    external_revenue: '2000',
    net_external_revenue: '2000',
    vehicle_count: '60',
  })),
);
const env = { DATABASE_URL: database.addressWithPassword(), DAYBOOK_DATA: await temporaryFolder() };

async function person(userId: string, role: string, place?: Place): Promise<void> {
  const personId = await addPerson(database, { userId, displayName: null, origin: 'mapping' });
  await assignRole(database, personId, { role, place, reason: 'test' });
}
await person('fay@house.invalid', 'financeManager');
await person('amos@house.invalid', 'accountManager', { kind: 'site', name: '0170' });
await person('ada@house.invalid', 'forecastAdmin');
await person('ravi@house.invalid', 'revenueApprover');

const run = (as: string, ...args: string[]): Promise<Said> =>
  daybookHere([...args, '--as', `${as}@house.invalid`], { env });
async function json<T>(as: string, ...args: string[]): Promise<T> {
  const said = await run(as, ...args, '--json');
  assert.equal(said.code, 0, said.err);
  return JSON.parse(said.out) as T;
}

interface Row {
  readonly line: string;
  readonly actual_to_date: string | null;
  readonly expected: string | null;
  readonly trend: string | null;
  readonly parts: readonly { readonly from: string; readonly amount: string }[];
  readonly rules: readonly { readonly rule: string; readonly sites: number }[];
}
interface Trending {
  readonly month: string;
  readonly sites: readonly string[];
  readonly states: Readonly<Record<string, number>>;
  readonly revenue_to: { readonly first: string; readonly last: string } | null;
  readonly payroll_to: { readonly first: string; readonly last: string } | null;
  readonly sections: readonly { readonly name: string; readonly rows: readonly Row[] }[];
  readonly alert: { readonly percentage: string; readonly is_marked: boolean };
  readonly labor: readonly { readonly measure: string; readonly actual: string | null }[] | null;
}
const rowOf = ({ sections }: Trending, line: string): Row | undefined =>
  sections.flatMap(({ rows }) => rows).find((row) => row.line === line);

test('the current month is told in one answer: what is in, what is expected, and by which rule', async () => {
  const own = await json<Trending>('amos', 'trending');
  assert.deepEqual(
    [own.month, own.sites, own.states],
    ['2025-06', ['0170'], { closed: 0, open: 1, future: 0 }],
  );
  assert.deepEqual(own.revenue_to, { first: '2025-06-10', last: '2025-06-10' });
  assert.deepEqual(own.payroll_to, { first: '2025-06-09', last: '2025-06-09' });
  assert.deepEqual(
    own.sections.map(({ name }) => name),
    ['revenue', 'expense', 'performance'],
  );
  const [revenue, payroll] = [rowOf(own, 'external-revenue'), rowOf(own, 'payroll')];
  assert.deepEqual([revenue?.actual_to_date, revenue?.expected, revenue?.trend], ['20000', '60000', '80000']);
  assert.equal(payroll?.actual_to_date, '4500');
  assert.match(rowOf(own, 'pteb')?.rules[0]?.rule ?? '', /Budget of payroll taxes/);
  assert.equal(own.labor?.find(({ measure }) => measure === 'vehicles-per-hour')?.actual, '2.4');
  assert.equal(own.alert.percentage, '5');
  await run('fay', 'operator', 'set', 'open-month-insurance', 'budget', '--reason', 'as agreed');
});

test('the parts of every row sum to its trend, at one site and at all; contribution is made of its rows', async () => {
  for (const words of [[], ['--month', '2025-05'], ['--site', '0829']]) {
    const all = await json<Trending>('fay', 'trending', ...words);
    for (const { line, parts, trend } of all.sections.flatMap(({ rows }) => rows)) {
      const made = sum(parts.map(({ amount }) => decimal(amount)));
      assert.ok(
        made
          .minus(trend ?? '0')
          .abs()
          .lt('0.00000001'),
        `${line}: ${made.toString()} is not ${trend ?? ''}`,
      );
    }
  }
});

test('who may not read payroll sees the trend of it, and not how much of it is paid', async () => {
  const seen = await json<Trending>('ravi', 'trending', '--site', '0170');
  const payroll = rowOf(seen, 'payroll');
  assert.ok(payroll !== undefined);
  assert.equal(payroll.actual_to_date, null);
  assert.deepEqual(
    payroll.parts.map(({ from }) => from),
    ['hidden'],
  );
  assert.equal(
    payroll.trend,
    rowOf(await json<Trending>('fay', 'trending', '--site', '0170'), 'payroll')?.trend,
  );
  assert.equal(seen.labor, null);
});

interface Labor {
  readonly group: string;
  readonly hours: string;
  readonly productive_hours: string;
  readonly measures: readonly {
    readonly measure: string;
    readonly actual: string | null;
    readonly budget: string | null;
    readonly is_marked: boolean;
  }[];
}

test('labor stands beside the budget of the same days, and what is too far from it is marked', async () => {
  const productivity = (...words: string[]): Promise<Labor[]> =>
    json<Labor[]>('amos', 'labor', 'productivity', '--from', '2025-06', ...words);
  const [row] = await productivity();
  assert.deepEqual([row?.hours, row?.productive_hours], ['225', '180']);
  const measured = new Map(
    row?.measures.map(({ measure, ...rest }) => [measure, Object.values(rest).slice(1, 3)]),
  );
  // 540 vehicles in 225 hours; 3000 in 750 are budgeted.
  assert.deepEqual(measured.get('vehicles-per-hour'), ['2.4', '4']);
  assert.deepEqual(measured.get('vehicles-per-productive-hour'), ['3', '5']);
  assert.deepEqual(measured.get('labor-to-revenue'), ['25', '16.6667']);
  assert.ok(row?.measures.find(({ measure }) => measure === 'labor-to-revenue')?.is_marked);
  assert.equal((await productivity('--grain', 'week')).length, 2);
  assert.equal(
    (await json<Labor[]>('fay', 'labor', 'productivity', '--from', '2025-06', '--by', 'region')).length,
    1,
  );
  assert.match((await run('ravi', 'labor', 'productivity', '--from', '2025-06')).err, /SECURITY_FORBIDDEN/);
  const refused = await run('amos', 'labor', 'productivity', '--from', '2025-06', '--site', '0829');
  assert.match(refused.err, /PNL_NO_SITES/);
});

test('hours of a job code are productive or not by decision, and who decided what is kept', async () => {
  const of = async (): Promise<string | undefined> =>
    (await json<Labor[]>('amos', 'labor', 'productivity', '--from', '2025-06'))[0]?.productive_hours;
  await json('ada', 'jobs', 'groups', 'add', 'Doors');
  await json('ada', 'jobs', 'assign', 'BELL', '--to', 'Doors');
  const told = await json<{ changed: string[] }>(
    'ada',
    'jobs',
    'productive',
    '--group',
    'doors',
    '--reason',
    'parks',
  );
  assert.deepEqual(told.changed, ['BELL']);
  assert.equal(await of(), '225');
  assert.deepEqual(
    (await json<{ changed: string[] }>('ada', 'jobs', 'non-productive', 'bell', 'gsa')).changed,
    ['BELL', 'GSA'],
  );
  assert.equal(await of(), '0');
  assert.match((await run('ada', 'jobs', 'productive', 'NOSUCH')).err, /JOBS_CODE_UNKNOWN/);
  assert.match((await run('amos', 'jobs', 'productive', 'GSA')).err, /SECURITY_FORBIDDEN/);
  const listed = await json<{ entries: { code: string; reason: string | null }[] }>(
    ...(['ada', 'catalogues', 'list', 'non-productive-jobs', '--history'] as const),
  );
  assert.deepEqual(
    listed.entries.map(({ code }) => code),
    ['BELL', 'BELL', 'DOOR', 'GSA'],
  );
  await json('ada', 'catalogues', 'end', 'non-productive-jobs', 'GSA', '--reason', 'a slip');
});

interface Ranked {
  readonly ranking: readonly {
    readonly rank: number | null;
    readonly group: string;
    readonly value: string | null;
  }[];
}

test('regions are ranked by a row of the P&L or by labor, best first', async () => {
  const ranked = async (...words: string[]): Promise<string[]> =>
    (await json<Ranked>('fay', 'ranking', '--from', '2025-06', ...words)).ranking.map(
      ({ rank, group }) => `${String(rank)} ${group}`,
    );
  assert.deepEqual(await ranked('--by', 'region'), ['1 West', '2 East']);
  // Of months in which nobody did anything nobody is the most frugal.
  const idle = await ranked('--by', 'site', '--measure', 'payroll', '--from', '2024-02');
  assert.deepEqual(idle, ['null 0170', 'null 0412', 'null 0829']);
  assert.deepEqual(await ranked('--by', 'site', '--measure', 'payroll', '--worst', '--top', '1'), ['2 0829']);
  assert.deepEqual(await ranked('--by', 'site', '--measure', 'labor-to-revenue'), ['1 0170']);
  const percent = ['--measure', 'payroll', '--figure', 'percent-of-internal-revenue', '--by', 'site'];
  assert.deepEqual((await ranked(...percent)).at(0)?.slice(0, 1), '1');
});

test('a site whose contract bills hours forecasts by job code, and sees what its hours earn', async () => {
  const set = (entry: string): Promise<Said> =>
    run('ada', 'forecast', 'set', '--site', '0412', '--set', entry);
  const refused = await set('payroll.group:Doors.hours@2025-06-20=8');
  assert.match(refused.err, /FORECASTING_ENTRIES_INVALID.*contract of site 0412 bills hours in 2025-06/s);
  const shown = await json<{ is_by_code_only: boolean; payroll_by: string }>(
    ...(['ada', 'forecast', 'get', '--site', '0412', '--month', '2025-06'] as const),
  );
  assert.ok(shown.is_by_code_only);
  assert.equal((await set('payroll.GSA.hours@2025-06-20=8')).code, 0);
  const comparison = await json<{ rows: { item: string; measure: string; forecast: string | null }[] }>(
    ...(['ada', 'forecast', 'compare', '--site', '0412', '--month', '2025-06', '--area', 'payroll'] as const),
  );
  assert.deepEqual(
    comparison.rows.filter(({ measure }) => measure === 'revenue').map(({ item }) => item),
    ['GSA', 'total'],
  );
});

test('a slip in the number of the site reads as one, not as a forecast that is missing', async () => {
  const slip = ['--site', '9999'];
  const noSite = /WAREHOUSE_SITE_UNKNOWN: The warehouse has no site 9999\./;
  const set = ['--set', 'statistics.valet-daily@2025-06-20=45'];
  assert.match((await run('ada', 'forecast', 'set', ...slip, ...set)).err, noSite);
  const begin = ['--year', '2025', '--from', 'budget'];
  assert.match((await run('ada', 'forecast', 'init', ...slip, ...begin)).err, noSite);
});

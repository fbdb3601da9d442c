import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ComparisonRow } from '../../../src/forecasting/comparison/row.ts';
import type { Area, Grain } from '../../../src/forecasting/index.ts';
import { readEntry, readSetting, type Entry } from '../../../src/forecasting/entries/entry.ts';
import { saveEntries } from '../../../src/forecasting/entries/save-entries.ts';
import { laborTerms } from '../../../src/forecasting/comparison/labor-terms.ts';
import { readComparison } from '../../../src/forecasting/comparison/read-comparison.ts';
import { roundHalfAway, type Decimal } from '../../../src/kernel/decimal.ts';
import { cloneDatabase } from '../../database.ts';
import { openBooks, type Fact } from '../warehouse/questions-facts.ts';
import { addStaff } from './staff.ts';

const database = await cloneDatabase();
const books = await openBooks(database);
const site_id = '0170';
await books.list('account', [
  {
    account_id: '9419',
    account_name: 'Adjustments',
    summary_category: null,
    is_listed: true,
    batch_id: '1',
    source_line: 1,
  },
]);
const batch = await books.batch('july.csv');
const ofMonth = (account_id: string, amount: string): Fact => ({
  site_id,
  period_month: '2025-07-01',
  account_id,
  amount,
});
// A day has 40 cars at 25 and 10 of 20 rooms; of its revenue a tenth is given back.
await books.facts('warehouse.budget', batch, [
  ...[ofMonth('9410', '31000'), ofMonth('9411', '31000'), ofMonth('9510', '1240'), ofMonth('9440', '310')],
  ...[ofMonth('9419', '-3100'), ofMonth('7045', '100'), ofMonth('7105', '50')],
]);
await books.facts('warehouse.ledger_balance', batch, [
  ...[ofMonth('7045', '130'), ofMonth('7105', '20')].map((row) => ({
    ...row,
    entity: '02',
    account_index: 1,
  })),
]);
await database.execute(`insert into warehouse.job_profile (job_profile) values ('GSA'), ('SUPERVISOR')`);
const planned = (job_profile: string, measure: string, amount: string): Fact => ({
  site_id,
  period_month: '2025-07-01',
  job_profile,
  measure,
  amount,
});
await books.facts('warehouse.payroll_budget', batch, [
  ...[planned('GSA', 'PR HOURS', '310'), planned('GSA', 'PAYROLL', '6200')],
  planned('SUPERVISOR', 'PAYROLL', '3100'),
]);
const parked = (revenue_on: string, vehicle_count: string, net: string): Fact => ({
  site_id,
  revenue_on,
  revenue_code: 'VD1',
  collection_type: 'CASH',
  revenue_category: 'VALET DAILY',
  deposit_flag: 'N',
  external_revenue: net,
  net_external_revenue: net,
  vehicle_count,
});
await books.facts('warehouse.revenue_detail', batch, [
  ...[
    parked('2025-07-01', '50', '1500'),
    parked('2025-07-02', '40', '1200'),
    parked('2025-07-12', '99', '9'),
  ],
]);
const paid = (worked_on: string, pay_type: string, hours: string, dollars: string): Fact => ({
  site_id,
  worked_on,
  job_code: 'GSA',
  pay_type,
  hours,
  dollars,
});
await books.facts('warehouse.payroll_day', batch, [
  ...[paid('2025-07-01', 'REGULAR', '12', '240'), paid('2025-07-02', 'REGULAR', '8', '160')],
  paid('2025-07-02', 'DIFFERENTIAL', '8', '8'),
]);
const shift = (job_code: string, shift_on: string, minutes: number, isDeleted = false): Fact => ({
  site_id,
  job_code,
  shift_on,
  employee_id: 'someone',
  starts_at: `${shift_on} 0${isDeleted ? '9' : '8'}:00Z`,
  regular_minutes: minutes,
  overtime_minutes: 60,
  double_overtime_minutes: 0,
  is_deleted: isDeleted,
});
await books.facts('warehouse.shift', batch, [
  ...[
    shift('GSA', '2025-07-20', 480),
    shift('GSA', '2025-07-20', 480, true),
    shift('GSC', '2025-07-21', 420),
  ],
]);
await books.facts('warehouse.schedule_cost', batch, [
  { site_id, job_code: 'GSA', scheduled_on: '2025-07-20', cost: '200' },
]);

await addStaff(database, batch, [{ site_id, job_code: 'GSA', employee_id: 'one' }]);

function entryOf(setting: string): Entry {
  const typed = readSetting(setting);
  const entry = typed === null ? null : readEntry(typed);
  assert.ok(entry !== null && 'area' in entry, setting);
  return entry;
}

const wanted = { site: '0170', year: 2025, version: 'working' };
const set = (...settings: string[]): Promise<unknown> =>
  database.transaction((transaction) =>
    saveEntries(transaction, {
      ...wanted,
      action: 'set',
      reason: null,
      savedBy: 'tester',
      seen: null,
      isConfirmed: true,
      today: '2025-06-15',
      entries: settings.map(entryOf),
    }),
  );

const told = (value: Decimal | null | undefined): string =>
  value === null || value === undefined ? '-' : roundHalfAway(value, 2).toString();

const july = { month: '2025-07', today: '2025-07-10' } as const;

async function compared(area: Area, by: Grain): Promise<ComparisonRow[]> {
  const labor = await laborTerms(database, { site: wanted.site, ...july });
  return readComparison(database, { ...wanted, ...july, by, areas: [area], labor });
}

/** `item measure: budget forecast scheduled actual variance percent judgement` of the rows of a period. */
async function said(area: Area, by: Grain = 'month', label?: string): Promise<string[]> {
  const rows = await compared(area, by);
  return rows.filter(({ period }) => label === undefined || period.label === label).map(textOf);
}

function textOf({ item, measure, budget, forecast, scheduled, actual, variance }: ComparisonRow): string {
  const figures = [budget, forecast, scheduled, actual, variance?.amount, variance?.percent].map(told);
  const name = [item, measure].filter((part) => part !== '').join(' ');
  return `${name}: ${figures.join(' ')} ${variance?.judgement ?? '-'}`;
}

test('without an entry the budget is the forecast, and actuals are compared with it on their own days', async () => {
  assert.deepEqual(await said('statistics', 'day', '2025-07-01'), [
    'occupied-rooms: 10 10 - - - - -',
    'valet-daily: 40 40 - 50 10 25 favourable',
    'external-revenue: 1000 1000 - 1500 500 50 favourable',
  ]);
  // Two of the five days are in: 90 cars against 80, not against 200.
  assert.deepEqual(
    (await said('statistics', 'week', 'July 1 - 5')).filter((row) => row.startsWith('valet-daily')),
    ['valet-daily: 200 200 - 90 10 12.5 favourable'],
  );
  assert.deepEqual(await said('rates'), ['valet-daily rate: 25 25 - 30 5 20 favourable']);
});

test('an entry goes before the budget, and the month is valued with the rates that were entered', async () => {
  await set('statistics.valet-daily@2025-07-20=45', 'rates.valet-daily@2025-07=28');
  await set('statistics.valet-aggregator@2025-07-20=3', 'rates.valet-aggregator@2025-07=10');
  await set('statistics.capture-percent@2025-07-20=80');
  await database.execute(`update warehouse.site_version set rooms_available = 20 where site_id = '0170'`);
  // (45 × 28 + 3 × 10) less a tenth.
  assert.deepEqual(await said('statistics', 'day', '2025-07-20'), [
    'occupied-rooms: 10 10 - - - - -',
    'valet-daily: 40 45 - - - - -',
    'valet-aggregator: - 3 - - - - -',
    'capture-percent: - 80 - - - - -',
    'external-revenue: 1000 1161 - - - - -',
  ]);
  // (1,245 × 28 + 3 × 10) less a tenth; 2,700 came in where 2 × 40 × 28 × 0.9 was expected.
  assert.deepEqual(
    (await said('statistics')).filter((row) => /^(external|valet-daily)/.test(row)),
    [
      'valet-daily: 1240 1245 - 90 10 12.5 favourable',
      'external-revenue: 31000 31401 - 2700 684 33.93 favourable',
    ],
  );
  assert.deepEqual(await said('rates'), [
    'valet-daily rate: 25 28 - 30 2 7.14 favourable',
    'valet-aggregator rate: - 10 - - - - -',
  ]);
});

test('payroll stands by job with its schedule; more than forecast is unfavourable', async () => {
  await set('payroll.GSA.hours@2025-07-20=16');
  // 16 hours at 15, because nobody had been paid when they were entered; a deleted shift is no schedule.
  assert.deepEqual(await said('payroll', 'day', '2025-07-20'), [
    'GSA hours: 10 16 9 - - - -',
    'GSA overtime-hours: - 0 1 - - - -',
    'GSA cost: 200 240 200 - - - -',
    'total hours: 10 16 9 - - - -',
    'total overtime-hours: - 0 1 - - - -',
    'total cost: 200 240 200 - - - -',
  ]);
  // A job without a rate costs 15 an hour.
  assert.deepEqual(
    (await said('payroll', 'day', '2025-07-21')).filter((row) => row.startsWith('GSC')),
    ['GSC hours: - - 8 - - - -', 'GSC overtime-hours: - - 1 - - - -', 'GSC cost: - - 120 - - - -'],
  );
  assert.deepEqual((await said('payroll', 'day', '2025-07-01')).slice(0, 3), [
    'GSA hours: 10 10 - 12 2 20 unfavourable',
    'GSA overtime-hours: - 0 - - - - -',
    'GSA cost: 200 200 - 240 40 20 unfavourable',
  ]);
});

test('overtime is what a week from Saturday on has above 40 hours, the days before the month among them', async () => {
  // Saturday 28 June to Friday 4 July: 3 days × 12 hours in June, 10 on each of the four in July.
  await set(...['28', '29', '30'].map((day) => `payroll.GSA.hours@2025-06-${day}=12`));
  assert.deepEqual(
    (await said('payroll', 'week', 'July 1 - 4')).filter((row) => row.startsWith('GSA')),
    [
      'GSA hours: 40 40 - 20 0 0 on target',
      'GSA overtime-hours: - 36 - - - - -',
      'GSA cost: 800 800 - 408 8 2 unfavourable',
    ],
  );
  // 19 to 25 July: six days of the budget's 10 hours and one of 16.
  assert.equal((await said('payroll', 'week', 'July 19 - 25'))[1], 'GSA overtime-hours: - 36 1 - - - -');
});

test('overtime is of the people who share a job, and nobody knows that of a job without people', async () => {
  const overtime = async (): Promise<string | undefined> =>
    (await said('payroll', 'week', 'July 19 - 25')).find((row) => row.startsWith('GSA overtime-hours'));
  await addStaff(database, batch, [{ site_id, job_code: 'GSA', employee_id: 'two' }]);
  assert.equal(await overtime(), 'GSA overtime-hours: - 0 1 - - - -');
  await database.execute(`update warehouse.employee_job set ended_on = '2025-07-01' where site_id = '0170'`);
  assert.equal(await overtime(), 'GSA overtime-hours: - - 1 - - - -');
  await database.execute(`delete from warehouse.employee_job where employee_id = 'two'`);
  await database.execute(`update warehouse.employee_job set ended_on = null where site_id = '0170'`);
  assert.equal(await overtime(), 'GSA overtime-hours: - 36 1 - - - -');
});

test('salaried people cost what is accrued of their salaries; hours that nobody clocks are not compared', async () => {
  await books.list('job_code', [{ job_code: 'GM', job_title: 'GM', is_active: true }]);
  await database.execute(`insert into warehouse.job_profile (job_profile) values ('GM')`);
  await books.facts('warehouse.payroll_budget', batch, [planned('GM', 'PAYROLL', '18600')]);
  await addStaff(database, batch, [{ site_id, job_code: 'GM', employee_id: 'chief', is_salaried: true }]);
  await database.execute(
    `insert into warehouse.site_salary
     values ('0170', 'chief@demo.invalid', 'Chief Demo', 438000, 219000, 50, $1::bigint, 2)`,
    [batch],
  );
  const ofGm = (await said('payroll')).filter((row) => /^(GM|total)/.test(row));
  // Half of 438,000 is 600 a day, as budgeted; two days are paid. The budget has 23 working days of 8 hours.
  assert.deepEqual(ofGm, [
    'GM hours: 184 184 - - - - -',
    'GM cost: 18600 18600 - 1200 0 0 on target',
    'total hours: 494 500 17 20 0 0 on target',
    'total overtime-hours: - 152 2 - - - -',
    'total cost: 24800 24840 320 1608 8 0.5 unfavourable',
  ]);
  const accruals = (await compared('payroll', 'month')).map(({ item, measure, accrued }) =>
    [item, measure, told(accrued)].join(' '),
  );
  assert.deepEqual(
    accruals.filter((row) => !row.endsWith(' -')),
    ['GM cost 1200', 'total cost 1200'],
  );
  // Nothing is accrued for days on which the site does not work.
  await books.list('site_version', [
    {
      site_id,
      valid_from_on: '2025-01-01',
      site_name: 'Demo',
      gl_string: '',
      opened_on: '2025-07-02',
      batch_id: batch,
      source_line: 2,
    },
  ]);
  assert.equal(
    (await said('payroll')).find((row) => row.startsWith('GM cost')),
    'GM cost: 18600 18000 - 600 0 0 on target',
  );
  await database.execute(`delete from warehouse.site_version where site_id = '0170'`);
  // A job whose pay nobody allocated is compared with nothing, in the total neither.
  await database.execute(`delete from warehouse.site_salary`);
  assert.deepEqual(
    (await said('payroll')).filter((row) => /^(GM|total) cost/.test(row)),
    ['GM cost: 18600 18600 - - - - -', 'total cost: 24800 24840 320 408 8 2 unfavourable'],
  );
});

test('other revenue and other expense stand by month with their totals', async () => {
  assert.deepEqual(await said('other-revenue'), []);
  await set('other-revenue.gpo-fees@2025-07=75', 'other-revenue.miscellaneous@2025-07=100');
  assert.deepEqual(await said('other-revenue'), [
    'miscellaneous amount: - 100 - - - - -',
    'gpo-fees amount: - -75 - - - - -',
    'total amount: - 25 - - - - -',
  ]);
  await set('other-expense.7045@2025-07=0');
  assert.deepEqual(await said('other-expense'), [
    '7045 amount: 100 0 - 130 130 - unfavourable',
    'misc amount: 50 50 - 20 -30 -60 favourable',
    'total amount: 150 50 - 150 100 200 unfavourable',
  ]);
});

test('the weeks are the month, in every column', async () => {
  for (const area of ['statistics', 'payroll'] as const) {
    const sums = new Map<string, Decimal>();
    const read = (by: Grain): Promise<ComparisonRow[]> => compared(area, by);
    for (const row of await read('week'))
      for (const column of ['budget', 'forecast', 'scheduled', 'actual'] as const) {
        const [key, value] = [`${row.item} ${row.measure} ${column}`, row[column]];
        if (value !== null) sums.set(key, sums.get(key)?.plus(value) ?? value);
      }
    for (const row of await read('month'))
      for (const column of ['budget', 'forecast', 'scheduled', 'actual'] as const)
        if (!row.measure.endsWith('-percent'))
          assert.equal(
            told(sums.get(`${row.item} ${row.measure} ${column}`)),
            told(row[column]),
            textOf(row),
          );
  }
});

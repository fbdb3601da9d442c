import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, type AnswerRow } from '../../../src/warehouse/questions/index.ts';
import { ratedStatistics } from '../../../src/warehouse/questions/revenue/questions.ts';
import { cloneDatabase } from '../../database.ts';
import { openBooks, type Fact } from './questions-facts.ts';

const database = await cloneDatabase();
const books = await openBooks(database);
const budgetFile = await books.batch('budget_final_2025.csv');
const detailFile = await books.batch('revenue_daily_detail_2025.csv.gz');
const valueFile = await books.batch('100170REV2025 C03.xlsm');

await books.facts('warehouse.budget', budgetFile, [
  budget('2025-02', '9411', '28054.08'), // golden Q-26
  budget('2025-02', '9510', '573'), // golden Q-27
  budget('2025-02', '9412', '1000'),
  budget('2025-02', '9520', '0'),
  budget('2025-02', '9440', '-2800.00001'),
  budget('2025-02', '9410', '29054.08'),
  budget('2025-02', '9540', '12'),
]);
await books.facts('warehouse.revenue_detail', detailFile, [
  // March 2025, valet overnight: 333,442.76 dollars and 6,507 vehicles (golden X-01), over three codes and flags.
  detail('2025-03-01', 'VO1', ['333000.00', '6000']),
  detail('2025-03-31', 'VO2', ['442.75', '500'], { deposit_flag: 'V', revenue_category: 'PER MAN HOUR' }),
  detail('2025-03-31', 'VO3', ['0.01', '7'], { collection_type: 'CASH' }),
  detail('2025-03-31', 'VD1', ['30', '0']),
  detail('2025-03-31', 'OR1', ['0.5', null]),
  // The days around the month belong to their own months.
  detail('2025-02-28', 'VO1', ['999', '1']),
  detail('2025-04-01', 'VO1', ['888', '1']),
  // April 2025 of 0829: 36,070 dollars whatever the flag or category (golden Q-19).
  detail('2025-04-01', 'SD1', ['36000.00', '100'], { site_id: '0829' }),
  detail('2025-04-30', 'ZZ9', ['80.00', '1'], { site_id: '0829', deposit_flag: 'V' }),
  detail('2025-04-30', 'SD1', ['-10.00', '1'], { site_id: '0829', collection_type: 'REFUND' }),
  detail('2025-04-30', 'SD2', [null, '1'], { site_id: '0829' }),
  detail('2025-05-01', 'SD1', ['5', '1'], { site_id: '0829' }),
]);
await books.facts('warehouse.revenue_value', valueFile, [
  rooms('2025-03-31', '200'),
  rooms('2025-03-31', '50', { file_name: 'second.xlsm' }),
  rooms('2025-03-30', '0'),
  rooms('2025-03-31', '9999', { value_type: 'REVENUE' }),
  rooms('2025-03-31', '9999', { revenue_category: 'CASH DEPOSITS' }),
  rooms('2025-04-01', '9999'),
]);
await books.list('site_version', [
  version('2024-06-01', '2025-03-31', '400'),
  version('2025-03-31', null, '500'),
]);

test('the documented parking rates of budget and actual come out to the cent', async () => {
  assert.equal(await rate('2025-02', 'valet-daily', 'budget'), '48.96'); // golden Q-28
  assert.equal(await rate('2025-03', 'valet-overnight', 'actual'), '51.24'); // golden X-01
});

test('a rate without vehicles, or without any row, is no rate rather than zero', async () => {
  assert.equal(await rate('2025-02', 'valet-overnight', 'budget'), null);
  assert.equal(await rate('2025-03', 'valet-daily', 'actual'), null);
  assert.equal(await rate('2025-01', 'self-daily', 'budget'), null);
  assert.equal(await rate('2025-03', 'valet-aggregator', 'budget'), null);
});

test('a rate is cut at six decimals before it is rounded to cents', async () => {
  await books.facts('warehouse.revenue_detail', detailFile, [
    // 0.01499999… is cut to 0.014999; rounded to six decimals it would be 0.015000, and 0.02 after that.
    detail('2025-06-01', 'VM1', ['0.37500', '25.00000']),
    detail('2025-07-01', 'VM1', ['1499.99996', '99999.99999']),
  ]);
  assert.equal(await rate('2025-06', 'valet-monthly', 'actual'), '0.02');
  assert.equal(await rate('2025-07', 'valet-monthly', 'actual'), '0.01');
});

test('every statistic that has accounts or codes of its own can be asked for', async () => {
  const known = await database.query<{ statistic: string }>(
    `select statistic from warehouse.parking_statistic
     where revenue_account_id is not null or cardinality(revenue_codes) > 0 order by position`,
  );
  assert.deepEqual(
    known.map(({ statistic }) => statistic),
    [...ratedStatistics],
  );
});

test('the rates of a year are those of its months', async () => {
  const rows = await rowsOf('rates', { site: '0170', year: '2025' });
  assert.deepEqual(
    rows.map(({ month, type, valet_daily, valet_overnight, valet_monthly, self_daily }) => [
      ...[month, type, valet_daily, valet_overnight],
      ...[valet_monthly, self_daily],
    ]),
    [
      ['2025-02', 'ACTUAL', null, '999.00', null, null],
      ['2025-02', 'BUDGET', '48.96', null, null, null],
      ['2025-03', 'ACTUAL', null, '51.24', null, null],
      ['2025-04', 'ACTUAL', null, '888.00', null, null],
      ['2025-06', 'ACTUAL', null, null, '0.02', null],
      ['2025-07', 'ACTUAL', null, null, '0.01', null],
    ],
  );
});

test('external revenue counts every flag and category, and both days of the range', async () => {
  const value = async (from: string, to: string): Promise<unknown> => {
    const answer = await ask(database, 'external-revenue', { site: '0829', from, to });
    return 'value' in answer ? answer.value : undefined;
  };
  assert.equal(await value('2025-04-01', '2025-04-30'), '36070.00');
  assert.equal(await value('2025-04-30', '2025-04-30'), '70.00');
  assert.equal(await value('2025-04-02', '2025-04-29'), null);
  assert.equal(await value('2025-04-30', '2025-05-01'), '75.00');
});

test('a budgeted month spread over its days is whole again when the days are added up', async () => {
  const rows = await rowsOf('budget-daily', { site: '0170', month: '2025-02' });
  assert.equal(rows.length, 28);
  assert.deepEqual([rows[0]?.['date'], rows[27]?.['date']], ['2025-02-01', '2025-02-28']);
  assert.equal(await total(rows, 'external_revenue'), '29054.08000');
  assert.equal(await total(rows, 'valet_daily_revenue'), '28054.08000');
  assert.equal(await total(rows, 'valet_daily'), '573.00000');
  assert.equal(await total(rows, 'occupied_rooms'), '-2800.00001');
  assert.equal(await total(rows, 'valet_comps'), '12.00000');
  assert.equal(await total(rows, 'self_daily'), null);
  // 573 / 28 is 20.4642857…: no day is further from it than the last decimal.
  assert.deepEqual([...new Set(rows.map(({ valet_daily }) => valet_daily))].sort(), ['20.46428', '20.46429']);
  assert.ok(rows.every((row) => row['valet_daily_rate'] === '48.96' && row['valet_overnight_rate'] === null));
  assert.ok(rows.every((row) => row['valet_overnight'] === '0.00000' && row['self_daily_rate'] === null));
});

test('a month without a budget has no days', async () => {
  assert.deepEqual(await rowsOf('budget-daily', { site: '0170', month: '2025-09' }), []);
});

test('daily statistics end with the month, and tell a report without vehicles from no report', async () => {
  const rows = await rowsOf('revenue-stats', { site: '0170', month: '2025-03' });
  assert.deepEqual(
    rows.map(({ date }) => date),
    ['2025-03-01', '2025-03-30', '2025-03-31'],
  );
  const [first, roomsOnly, last] = rows;
  assert.deepEqual(last, {
    date: '2025-03-31',
    valet_daily: '0',
    valet_overnight: '507',
    valet_monthly: null,
    self_daily: null,
    self_overnight: null,
    self_monthly: null,
    total_vehicles: '507',
    valet_daily_revenue: '30.00',
    valet_overnight_revenue: '442.76',
    valet_monthly_revenue: null,
    self_daily_revenue: null,
    self_overnight_revenue: null,
    self_monthly_revenue: null,
    total_revenue: '472.76',
    external_revenue: '473.26',
    occupied_rooms: '250',
    valet_daily_rate: '0.00',
    valet_overnight_rate: '0.87',
    valet_monthly_rate: null,
    self_daily_rate: null,
    self_overnight_rate: null,
    self_monthly_rate: null,
    valet_aggregator: '507',
    self_aggregator: null,
    // 250 of 500 rooms; 507 overnight cars on 250 rooms, all of them valet.
    occupancy_percent: '50.000000',
    drive_in_percent: '202.800000',
    capture_percent: '100.000000',
  });
  assert.deepEqual([first?.['occupied_rooms'], first?.['drive_in_percent']], [null, null]);
  assert.deepEqual(
    [roomsOnly?.['occupied_rooms'], roomsOnly?.['occupancy_percent'], roomsOnly?.['external_revenue']],
    ['0', '0.000000', null],
  );
});

test('ratios without rooms or without overnight cars are zero, not an error', async () => {
  await books.facts('warehouse.revenue_detail', detailFile, [
    detail('2025-08-01', 'SO1', ['30', '6']),
    detail('2025-08-01', 'VO1', ['40', '4']),
    detail('2025-08-02', 'SO1', ['0', '0']),
  ]);
  await books.facts('warehouse.revenue_value', valueFile, [
    rooms('2025-08-01', '0'),
    rooms('2025-08-02', '142'),
  ]);
  const rows = await rowsOf('revenue-stats', { site: '0170', month: '2025-08' });
  assert.deepEqual(
    rows.map(({ drive_in_percent, capture_percent }) => [drive_in_percent, capture_percent]),
    [
      ['0.000000', '40.000000'],
      ['0.000000', '0.000000'],
    ],
  );
});

function budget(month: string, account_id: string, amount: string): Fact {
  return { site_id: '0170', period_month: `${month}-01`, account_id, amount };
}

type NetAndVehicles = readonly [net: string | null, vehicles: string | null];

function detail(revenue_on: string, revenue_code: string, reported: NetAndVehicles, more: Fact = {}): Fact {
  const [net_external_revenue, vehicle_count] = reported;
  const key = { site_id: '0170', revenue_on, revenue_code, collection_type: '' };
  return { ...key, deposit_flag: 'Y', net_external_revenue, vehicle_count, ...more };
}

function rooms(revenue_on: string, value: string, more: Fact = {}): Fact {
  const what = {
    revenue_code: '',
    revenue_category: 'OCCUPIED ROOMS',
    value_type: 'OTHER',
    file_name: 'first.xlsm',
  };
  return { site_id: '0170', revenue_on, ...what, value, ...more };
}

function version(valid_from_on: string, valid_to_on: string | null, rooms_available: string): Fact {
  const source = { batch_id: detailFile, source_line: 2 };
  return {
    site_id: '0170',
    site_name: 'Harbor House',
    valid_from_on,
    valid_to_on,
    rooms_available,
    ...source,
  };
}

async function rate(month: string, category: string, kind: string): Promise<unknown> {
  const answer = await ask(database, 'parking-rate', { site: '0170', month, category, kind });
  return 'value' in answer ? answer.value : undefined;
}

async function rowsOf(question: string, parameters: Record<string, string>): Promise<readonly AnswerRow[]> {
  const answer = await ask(database, question, parameters);
  return 'rows' in answer ? answer.rows : [];
}

async function total(rows: readonly AnswerRow[], column: string): Promise<string | null | undefined> {
  const [row] = await database.query<{ total: string | null }>(
    'select sum(amount)::text as total from unnest($1::numeric[]) as amount',
    [rows.map((each) => each[column] ?? null)],
  );
  return row?.total;
}

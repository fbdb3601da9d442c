import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, explain, type AnswerRow } from '../../../src/warehouse/questions/index.ts';
import { cloneDatabase } from '../../database.ts';
import { openBooks, type Fact } from './questions-facts.ts';

const database = await cloneDatabase();
const books = await openBooks(database);
const payrollFile = await books.batch('payroll_summary_2025-03.csv');

await books.facts('warehouse.payroll_day', payrollFile, [
  // GSC at 0170, March 2025: 407.69 hours and 4,912.90 dollars in all (golden ).
  paid('2025-03-01', 'REGULAR', ['200', '2398.89']),
  paid('2025-03-31', 'REGULAR', ['190.69', '2288.09']),
  paid('2025-03-31', 'DIFFERENTIAL', ['12', '100.42']),
  paid('2025-03-31', 'MEAL PREMIUM', ['5', '125.5']),
  // Not of the range, the site or the job.
  paid('2025-02-28', 'REGULAR', ['8', '1000']),
  paid('2025-04-01', 'REGULAR', ['8', '1000']),
  paid('2025-03-15', 'REGULAR', ['8', '88'], { job_code: 'GSA' }),
  paid('2025-03-15', 'REGULAR', ['8', '1000'], { site_id: '0829' }),
]);
const march = { site: '0170', job: 'GSC', from: '2025-03-01', to: '2025-03-31' };

test('the documented hours and dollars are those of all pay types', async () => {
  assert.deepEqual(await rowsOf('payroll-actual', { ...march, job: 'gsc' }), [
    { date: null, job_code: 'GSC', hours: '407.69', cost: '4912.90', rate_hours: '390.69' },
  ]);
});

test('without a job there is a row for each job code, by day one for each day and job code', async () => {
  const { job, ...range } = march;
  assert.equal(job, 'GSC');
  assert.deepEqual(await rowsOf('payroll-actual', range), [
    { date: null, job_code: 'GSA', hours: '8', cost: '88.00', rate_hours: '8' },
    { date: null, job_code: 'GSC', hours: '407.69', cost: '4912.90', rate_hours: '390.69' },
  ]);
  assert.deepEqual(await rowsOf('payroll-actual', { ...range, by: 'day' }), [
    { date: '2025-03-01', job_code: 'GSC', hours: '200', cost: '2398.89', rate_hours: '200' },
    { date: '2025-03-15', job_code: 'GSA', hours: '8', cost: '88.00', rate_hours: '8' },
    { date: '2025-03-31', job_code: 'GSC', hours: '207.69', cost: '2514.01', rate_hours: '190.69' },
  ]);
});

test('the hourly rate divides the dollars of a pay type by its hours, or all by all, and cuts', async () => {
  assert.equal(await figure('hourly-rate', march), '12.050577'); // golden R-07
  assert.equal(await figure('hourly-rate', { ...march, 'pay-type': 'Regular' }), '11.996672'); // 4686.98 / 390.69
  assert.equal(await figure('hourly-rate', { ...march, 'pay-type': 'Overtime' }), null);
  assert.equal(await figure('hourly-rate', { ...march, to: '2025-03-01' }), '11.994450');
});

test('the average rate puts all dollars over the hours without the two premiums, over 14 days', async () => {
  await books.facts('warehouse.payroll_day', payrollFile, [
    ...premiums('2025-06-30'),
    paid('2025-06-16', 'REGULAR', ['10', '999']), // the fifteenth day before the window's end
    paid('2025-06-17', 'REGULAR', ['10', '0']), // its first day
    paid('2025-07-01', 'REGULAR', ['10', '999']),
  ]);
  const at = (asOf: string): Promise<unknown> =>
    figure('average-hourly-rate', { site: '0170', job: 'GSC', 'as-of': asOf });
  assert.equal(await at('2025-06-30'), '8.520000'); // 426 dollars over 50 hours
  assert.equal(await at('2025-12-31'), '0.000000');
  await books.facts('warehouse.payroll_day', payrollFile, premiums('2025-10-10', '0829'));
  const alone = { site: '0829', job: 'GSC', 'as-of': '2025-10-10' };
  assert.equal(await figure('average-hourly-rate', alone), '10.650000'); // 426 over 40, the written rule's example
});

test('the documented schedule of a day leaves out deleted shifts and counts double overtime as overtime', async () => {
  const scheduleFile = await books.batch('shift_entity.csv');
  await books.facts('warehouse.shift', scheduleFile, [
    // Day 108 of 2025 is 18 April: 80 hours, no overtime, 742.50 dollars (golden ).
    ...Array.from({ length: 10 }, (_, at) => shift(`2025-04-18 0${String(at)}:00Z`, [480, 0, 0])),
    shift('2025-04-18 11:00Z', [480, 60, 0], { is_deleted: true }),
    shift('2024-04-17 11:00Z', [480, 0, 0], { shift_on: '2024-04-17' }),
    shift('2025-05-01 11:00Z', [440, 30, 15], { shift_on: '2025-05-01', job_code: 'GSC' }),
  ]);
  await books.facts('warehouse.schedule_cost', await books.batch('schedule_cost_entity.csv'), [
    { site_id: '0170', scheduled_on: '2025-04-18', job_code: 'GSA', cost: '742.495' },
    { site_id: '0170', scheduled_on: '2024-04-17', job_code: 'GSA', cost: '1' },
    { site_id: '0170', scheduled_on: '2025-05-01', job_code: 'CASH', cost: '12' },
  ]);
  assert.deepEqual(await rowsOf('schedule', { site: '0170', job: 'GSA', date: '2025-04-18' }), [
    scheduled('GSA', ['80', '0', '80'], '742.50', '9.28125'),
  ]);
  assert.deepEqual(await rowsOf('schedule', { site: '0170', date: '2025-05-01' }), [
    scheduled('CASH', [null, null, null], '12.00', null),
    scheduled('GSC', ['7.333333', '0.75', '8.083333'], null, null),
  ]);
});

test('the payroll budget stands by job profile, hours beside dollars', async () => {
  const month = { site_id: '0170', period_month: '2025-03-01' };
  await books.facts('warehouse.payroll_budget', await books.batch('budget_datatab_pr.csv'), [
    { ...month, job_profile: 'VALET', measure: 'PR HOURS', amount: '160.5' },
    { ...month, job_profile: 'VALET', measure: 'PAYROLL', amount: '3200' },
    { ...month, job_profile: 'DOOR', measure: 'PR HOURS', amount: '0' },
    { ...month, period_month: '2025-04-01', job_profile: 'DOOR', measure: 'PR HOURS', amount: '9' },
  ]);
  assert.deepEqual(await rowsOf('payroll-budget', { site: '0170', month: '2025-03' }), [
    { job_profile: 'DOOR', hours: '0', cost: null },
    { job_profile: 'VALET', hours: '160.5', cost: '3200.00000' },
  ]);
});

test('an empty answer says when no file ever brought the job code', async () => {
  const message = 'No labor file has brought the job code GCS so far; check its spelling.';
  const slip = { ...march, job: 'GCS' };
  assert.deepEqual(await ask(database, 'payroll-actual', slip), {
    question: 'payroll-actual',
    parameters: { ...slip, by: 'job' },
    rows: [],
    message,
  });
  assert.deepEqual(await ask(database, 'hourly-rate', slip), {
    question: 'hourly-rate',
    parameters: slip,
    value: null,
    message,
  });
  const known = { ...march, from: '2023-01-01', to: '2023-01-31' };
  assert.deepEqual(await ask(database, 'payroll-actual', known), {
    question: 'payroll-actual',
    parameters: { ...known, by: 'job' },
    rows: [],
  });
});

type HoursAndDollars = readonly [hours: string, dollars: string];

function paid(worked_on: string, pay_type: string, paidFor: HoursAndDollars, more: Fact = {}): Fact {
  const [hours, dollars] = paidFor;
  return { site_id: '0170', worked_on, job_code: 'GSC', pay_type, hours, dollars, ...more };
}

/** 400 dollars for 40 hours, 16 for a differential of 8, 10 for a meal premium of 1. */
function premiums(day: string, site_id = '0170'): Fact[] {
  return [
    paid(day, 'REGULAR', ['40', '400'], { site_id }),
    paid(day, 'DIFFERENTIAL', ['8', '16'], { site_id }),
    paid(day, 'MEAL PREMIUM', ['1', '10'], { site_id }),
  ];
}

function shift(starts_at: string, minutes: readonly [number, number, number], more: Fact = {}): Fact {
  const [regular_minutes, overtime_minutes, double_overtime_minutes] = minutes;
  const kinds = { regular_minutes, overtime_minutes, double_overtime_minutes };
  const key = { site_id: '0170', shift_on: '2025-04-18', job_code: 'GSA', employee_id: 'E1', starts_at };
  return { ...key, ...kinds, is_deleted: false, ...more };
}

type Hours = readonly [regular: string | null, overtime: string | null, total: string | null];

function scheduled(
  job_code: string,
  hours: Hours,
  cost: string | null,
  cost_per_hour: string | null,
): AnswerRow {
  const [regular_hours, overtime_hours, total_hours] = hours;
  return { job_code, regular_hours, overtime_hours, total_hours, cost, cost_per_hour };
}

async function figure(question: string, parameters: Record<string, string>): Promise<unknown> {
  const answer = await ask(database, question, parameters);
  return 'value' in answer ? answer.value : undefined;
}

test('productivity is of the days that payroll and revenue have reached, and bell is not productive', async () => {
  const revenueFile = await books.batch('revenue_daily_detail_2025-09.csv');
  const shiftFile = await books.batch('shift_entity_2025-09.csv');
  const sheetFile = await books.batch('timesheet_entity_2025-09.csv');
  await books.facts('warehouse.payroll_day', payrollFile, [
    // A Friday, and three days of the next payroll week.
    ...['2025-09-05', '2025-09-06', '2025-09-07', '2025-09-08'].map((day) =>
      paid(day, 'REGULAR', ['8', '96']),
    ),
    paid('2025-09-06', 'REGULAR', ['4', '60'], { job_code: 'BELL' }),
    paid('2025-09-06', 'DIFFERENTIAL', ['4', '4']),
  ]);
  const parked = { site_id: '0170', collection_type: '' };
  await books.facts('warehouse.revenue_detail', revenueFile, [
    {
      ...parked,
      revenue_on: '2025-09-06',
      revenue_code: 'VO1',
      net_external_revenue: '300',
      vehicle_count: '9',
    },
    {
      ...parked,
      revenue_on: '2025-09-07',
      revenue_code: 'SO1',
      net_external_revenue: '100.5',
      vehicle_count: '3',
    },
    {
      ...parked,
      revenue_on: '2025-09-07',
      revenue_code: 'ZZ9',
      net_external_revenue: '10',
      vehicle_count: '7',
    },
  ]);
  await books.facts('warehouse.revenue_value', revenueFile, [
    occupied('2025-09-06', '40'),
    occupied('2025-09-07', '20'),
  ]);
  const sheet = { site_id: '0170', job_code: 'GSC', employee_id: 'one' };
  await books.facts('warehouse.timesheet', sheetFile, [
    { ...sheet, ...noMinutes, worked_on: '2025-09-06', regular_minutes: 480, overtime_minutes_next_day: 60 },
    { ...sheet, ...noMinutes, worked_on: '2025-09-07', holiday_minutes: 400, holiday_overtime_minutes: 20 },
  ]);
  const unfilled = {
    site_id: '0170',
    job_code: 'GSC',
    employee_id: '',
    overtime_minutes: 0,
    double_overtime_minutes: 0,
  };
  await books.facts('warehouse.shift', shiftFile, [
    ...['2025-09-06', '2025-09-07', '2025-09-09'].map((day) => ({
      ...unfilled,
      shift_on: day,
      starts_at: `${day} 08:00Z`,
      regular_minutes: 600,
      is_deleted: false,
    })),
    {
      ...unfilled,
      shift_on: '2025-09-07',
      starts_at: '2025-09-07 18:00Z',
      regular_minutes: 600,
      is_deleted: true,
    },
  ]);
  const september = { site: '0170', from: '2025-09-01', to: '2025-09-30' };
  assert.deepEqual(await rowsOf('labor-productivity', september), [
    {
      site: '0170',
      from: '2025-08-30',
      to: '2025-09-05',
      days: 1,
      hours: '8',
      productive_hours: '8',
      labor_cost: '96.00',
      vehicles: null,
      net_revenue: null,
      vehicles_per_hour: null,
      vehicles_per_productive_hour: null,
      labor_to_revenue_percent: null,
      overtime_percent: null,
      fill_rate_percent: null,
      drive_in_percent: null,
      capture_percent: null,
    },
    {
      // The 8th has payroll and no revenue yet, the 9th only a shift.
      site: '0170',
      from: '2025-09-06',
      to: '2025-09-07',
      days: 2,
      hours: '20',
      productive_hours: '16',
      labor_cost: '256.00',
      vehicles: '12',
      net_revenue: '410.50',
      vehicles_per_hour: '0.600000',
      vehicles_per_productive_hour: '0.750000',
      labor_to_revenue_percent: '62.3630',
      overtime_percent: '8.3333',
      fill_rate_percent: '80.0000',
      drive_in_percent: '20.0000',
      capture_percent: '75.0000',
    },
  ]);
  const explained = await explain(database, 'labor-productivity', september);
  assert.equal(explained.rows.length, 16, 'every row of a fact but the deleted shift');
  await database.execute(
    "update warehouse.catalogue_entry set ended_at = now(), ended_by = 'x' where code = 'BELL'",
  );
  const [month] = await rowsOf('labor-productivity', { ...september, by: 'month' });
  assert.deepEqual([month?.['hours'], month?.['productive_hours']], ['28', '28']);
});

const noMinutes = Object.fromEntries(
  [
    'regular',
    'overtime',
    'double_overtime',
    'holiday',
    'holiday_overtime',
    'holiday_double_overtime',
  ].flatMap((kind) => [`${kind}_minutes`, `${kind}_minutes_next_day`].map((name) => [name, 0])),
);

function occupied(day: string, rooms: string): Fact {
  return {
    site_id: '0170',
    revenue_on: day,
    revenue_code: 'OCC',
    revenue_category: 'OCCUPIED ROOMS',
    value_type: 'OTHER',
    file_name: 'daily.xlsx',
    value: rooms,
    is_draft: false,
  };
}

async function rowsOf(question: string, parameters: Record<string, string>): Promise<readonly AnswerRow[]> {
  const answer = await ask(database, question, parameters);
  return 'rows' in answer ? answer.rows : [];
}

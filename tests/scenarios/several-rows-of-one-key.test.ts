import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { type TakenIn } from '../../src/sources/index.ts';
import { listQuarantine, replayRecords } from '../../src/sources/intake/quarantine.ts';
import { cloneDatabase } from '../database.ts';
import {
  intakeOn,
  lists,
  load,
  loadOne,
  snapshot,
  temporaryFolder,
  withoutQuarantine,
  writeFiles,
} from './deliveries.ts';

const database = await cloneDatabase();
const intake = intakeOn(database, { maxFailingPercent: 100 });
const folder = await temporaryFolder();

let delivered = 0;
async function deliver(name: string, rows: readonly string[], into = intake): Promise<TakenIn> {
  delivered += 1;
  const [path = ''] = await writeFiles(join(folder, String(delivered)), { [name]: [...rows, ''].join('\n') });
  return loadOne(into, path);
}

const ledger = 'COST_CENTER,PERIOD,MAIN_ACCOUNT,BALANCE,TRANSACTION_TYPE,TRANSACTION_ID';

/** The balance of an account, and how many rows it is the sum of. */
async function balance(site: string, month: string, account: string): Promise<[string, string]> {
  const [row] = await database.query<{ total: string; rows: string }>(
    `select trim_scale(sum(amount))::text as total, count(*)::text as rows from warehouse.ledger_balance
     where site_id = $1 and period_month = $2::date and account_id = $3`,
    [site, month, account],
  );
  return [row?.total ?? '', row?.rows ?? ''];
}

const warned = ({ warnings }: TakenIn): string[] => warnings.map(({ rule }) => rule);

before(async () => {
  await load(intake, await writeFiles(join(folder, 'lists'), lists));
});

test('an entry, its reversal and the new entry are three rows of one account and count together', async () => {
  const result = await deliver('account_summary.csv', [
    ledger,
    '0170,202601,7045,100.00,GJ,JE0',
    '0170,202601,7045,-100.00,GJ,JE1',
    '0170,202601,7045,110.00,GJ,JE2',
  ]);
  assert.deepEqual([result.rows.loaded, result.rows.quarantined, warned(result)], [3, 0, []]);
  assert.deepEqual(await balance('0170', '2026-01-01', '7045'), ['110', '3']);
});

test('rows of one account without a transaction are amounts too; equal ones count and are told', async () => {
  const result = await deliver('account_summary.csv', [
    'COST_CENTER,PERIOD,MAIN_ACCOUNT,BALANCE',
    '0170,202602,7045,40',
    '0170,202602,7045,2.5',
    '0170,202602,7045,40',
  ]);
  assert.deepEqual(await balance('0170', '2026-02-01', '7045'), ['82.5', '3']);
  assert.deepEqual(warned(result), ['equal records']);
  assert.match(result.warnings[0]?.message ?? '', /: 2 records .*all of them count.*lines 2 and 4/);
});

test('a transaction that says the same twice is held; one that says two amounts counts and is told', async () => {
  const result = await deliver('account_summary.csv', [
    ledger,
    '0170,202603,7045,40,GJ,JE7',
    '0170,202603,7045,40,GJ,JE7',
    '0170,202603,6000,10,GJ,JE8',
    '0170,202603,6000,12,GJ,JE8',
  ]);
  assert.deepEqual([result.rows.loaded, result.rows.quarantined], [2, 2]);
  assert.deepEqual(warned(result), ['several amounts of one transaction']);
  assert.deepEqual(await balance('0170', '2026-03-01', '6000'), ['22', '2']);
  const held = await listQuarantine(database, { batch: result.batchId ?? '' });
  assert.deepEqual(
    held.map(({ rule, line }) => [rule, line]),
    [
      ['same record twice', 2],
      ['same record twice', 3],
    ],
  );
  assert.match(held[0]?.message ?? '', /Lines 2, 3 say the same, word for word/);
  await replayRecords(intake, [held[0]?.quarantineId ?? '']);
  assert.deepEqual(await balance('0170', '2026-03-01', '7045'), ['40', '1']);
  const other = held[1]?.quarantineId ?? '';
  await replayRecords(intake, [other], new Map([[other, { TRANSACTION_ID: 'JE7-2' }]]));
  assert.deepEqual(await balance('0170', '2026-03-01', '7045'), ['80', '2']);
});

test('a held record keeps one earlier row of its account in place, and its correction replaces that row', async () => {
  const header = 'COST_CENTER,PERIOD,MAIN_ACCOUNT,BALANCE';
  const row = (amount: string): string => `0829,202604,7045,${amount}`;
  await deliver('account_summary.csv', [header, row('100'), row('-100'), row('110')]);
  const second = await deliver('account_summary.csv', [header, row('110'), row('x'), row('100')]);
  assert.deepEqual([second.rows.unchanged, second.rows.superseded, second.rows.quarantined], [2, 0, 1]);
  assert.deepEqual(await balance('0829', '2026-04-01', '7045'), ['110', '3']);
  const [held] = await listQuarantine(database, { batch: second.batchId ?? '' });
  const id = held?.quarantineId ?? '';
  const [again] = await replayRecords(intake, [id], new Map([[id, { BALANCE: '-105' }]]));
  assert.deepEqual([again?.rows.loaded, again?.rows.superseded], [1, 1]);
  assert.deepEqual(await balance('0829', '2026-04-01', '7045'), ['105', '3']);
});

test('a record that is corrected to another account is added there and replaces nothing', async () => {
  const header = 'COST_CENTER,PERIOD,MAIN_ACCOUNT,BALANCE';
  await deliver('account_summary.csv', [header, '0829,202605,7045,100']);
  const second = await deliver('account_summary.csv', [header, '0829,202605,7045,100', '0829,202605,8888,7']);
  const [held] = await listQuarantine(database, { batch: second.batchId ?? '' });
  const id = held?.quarantineId ?? '';
  await replayRecords(intake, [id], new Map([[id, { MAIN_ACCOUNT: '7045' }]]));
  assert.deepEqual(await balance('0829', '2026-05-01', '7045'), ['107', '2']);
});

test('of a ledger extract the budget goes to the budget, and the forecast is counted and left aside', async () => {
  const rows = [
    'COST_CENTER,PERIOD,MAIN_ACCOUNT,BALANCE,BALANCE_TYPE',
    '0170,202606,6000,100,ACTUAL',
    '0170,202606,6000,90,Budget',
    '0170,202606,6000,95,FORECAST',
    '0170,202606,7045,1,',
    'TRAILER,4,BALANCE=286',
  ];
  const [path = ''] = await writeFiles(join(folder, 'kinds'), {
    'account_summary.csv': [...rows, ''].join('\n'),
  });
  const results = await load(intake, [path]);
  assert.deepEqual(
    results.map(({ feed, state, rows: { received, loaded, setAside } }) => [
      ...[feed, state, received, loaded, setAside],
    ]),
    [
      ['account_summary', 'loaded', 4, 2, 2],
      ['budget_final', 'loaded', 1, 1, undefined],
    ],
  );
  assert.deepEqual(results[0]?.setAside, { BUDGET: 1, FORECAST: 1 });
  assert.deepEqual(results.flatMap(warned), ['records set aside', 'records set aside']);
  assert.deepEqual(await balance('0170', '2026-06-01', '6000'), ['100', '1']);
  const [budget] = await database.query(
    `select amount::text, source_line as line from warehouse.budget where period_month = '2026-06-01'`,
  );
  assert.deepEqual(budget, { amount: '90.00000', line: 3 });
  const again = await load(intake, [path]);
  assert.deepEqual(
    again.map(({ feed, state, rows: { unchanged, setAside } }) => [feed, state, unchanged, setAside]),
    [
      ['account_summary', 'unchanged', 2, 2],
      ['budget_final', 'unchanged', 1, undefined],
    ],
  );
});

test('split shifts, timesheets without the person and payroll by employee count row by row', async () => {
  const sheets = await deliver('timesheet_entity.csv', [
    'LOCATION_EXTERNAL_ID,WORK_ROLE,YEAR,DAY_OF_THE_YEAR,EMPLOYEE_EXTERNAL_ID,REGULAR_MINUTES',
    '0170,GSA,2026,5,E1,240',
    '0170,GSA,2026,5,E1,255',
    '0170,GSA,2026,5,,480',
    '0170,GSA,2026,5,,480',
  ]);
  const payroll = await deliver('payroll_summary.csv', [
    'WORK_LOCATION,DATE,TITLE,PAY_TYPE,TOTAL_HOURS,TOTAL_DOLLARS',
    '0170,2026-01-05,GSA,Regular,8,120',
    '0170,2026-01-05,GSA,Regular,8,120',
    '0170,2026-01-05,GSA,Regular,-1,-15',
  ]);
  assert.deepEqual([sheets.rows.loaded, payroll.rows.loaded], [4, 3]);
  const [counted] = await database.query(
    `select sum(regular_minutes)::text as minutes,
       (select trim_scale(sum(dollars))::text from warehouse.payroll_day) as dollars from warehouse.timesheet`,
  );
  assert.deepEqual(counted, { minutes: '1455', dollars: '225' });
});

test('two open shifts at one time are two; a person who begins two shifts at one time is held', async () => {
  const result = await deliver('shift_entity.csv', [
    'LOCATION_EXTERNAL_ID,WORK_ROLE,YEAR,DAY_OF_THE_YEAR,START_DATE,END_DATE,EMPLOYEE_EXTERNAL_ID,REGULAR_MINUTES,' +
      'OVERTIME_MINUTES,DOUBLE_OVERTIME_MINUTES,DELETED',
    ...['480', '480'].map(
      (minutes) => `0170,GSA,2026,5,2026-01-05 06:00,2026-01-05 14:00,,${minutes},0,0,No`,
    ),
    ...['480', '420'].map(
      (minutes) => `0170,GSA,2026,5,2026-01-05 06:00,2026-01-05 14:00,E1,${minutes},0,0,No`,
    ),
  ]);
  assert.deepEqual([result.rows.loaded, result.rows.quarantined], [2, 2]);
});

test('budgeted hours and their adjustment, and revenue with and without deposit, stand side by side', async () => {
  const budget = await deliver('budget_datatab_pr.csv', [
    'COST_CENTER,YEAR,MONTH,JOB_PROFILE,BALANCE_DESC,BALANCE',
    '0170,2026,1,GSA,PR Hours,400',
    '0170,2026,1,GSA,PR Hours,-24.5',
  ]);
  const revenue = await deliver('revenue_daily_detail.csv', [
    'SITE,DATE,REVENUE_CODE,REVENUE_CATEGORY,COLLECTION_TYPE,DEPOSIT_FLAG,EXTERNALREVENUE,NETEXTERNALREVENUE,' +
      'VEHICLECOUNT,TAXRATE,BILLABLE_NET_VALIDATION',
    ...['Y', 'N', 'V', ''].map((flag) => `0170,2026-01-05,VD1,Valet Daily,Cash,${flag},10,10,1,0,0`),
  ]);
  assert.deepEqual([budget.rows.loaded, revenue.rows.loaded], [2, 4]);
  const [counted] = await database.query(
    `select (select hours::text from warehouse.payroll_budget_of('0170', '2026-01-01')) as hours,
       (select value::text from warehouse.external_revenue('0170', '2026-01-05', '2026-01-05')) as revenue`,
  );
  assert.deepEqual(counted, { hours: '375.5', revenue: '40.00' });
});

// Comparing each of a month's 9,000 rows with each took over a minute; once is a second.
const once = { timeout: 45_000 };

test(
  'a large file of new months keeps every clocking, as the same rows in small files do',
  once,
  async () => {
    const header = 'WORK_LOCATION,DATE,TITLE,PAY_TYPE,TOTAL_HOURS,TOTAL_DOLLARS';
    const rows = ['03', '04'].flatMap((month) =>
      Array.from({ length: 9_000 }, (_, at) => {
        const day = String(1 + (at % 28)).padStart(2, '0');
        return `0170,2025-${month}-${day},GSA,Regular,8,${String(100 + (at % 3))}.25`;
      }),
    );
    const books = async (): Promise<typeof intake> => {
      const other = intakeOn(await cloneDatabase());
      await load(other, await writeFiles(join(folder, 'lists'), lists));
      return other;
    };
    const [large, small] = [await books(), await books()];
    const result = await deliver('payroll_summary.csv', [header, ...rows], large);
    assert.equal(result.rows.loaded, rows.length);
    for (const part of Map.groupBy(rows, (row) => row.slice(0, 15)).values())
      await deliver('payroll_summary.csv', [header, ...part], small);
    const sums = 'select count(*) as rows, sum(dollars) as dollars from warehouse.payroll_day';
    assert.deepEqual(await large.database.query(sums), await small.database.query(sums));

    const kept = withoutQuarantine(await snapshot(large.database, 'exact'));
    const again = await deliver('payroll_summary.csv', [header, ...rows.toReversed()], large);
    assert.equal(again.state, 'unchanged');
    assert.deepEqual(withoutQuarantine(await snapshot(large.database, 'exact')), kept);
  },
);

test('records that wait do not stop a large file of the month they wait for', async () => {
  const header = 'COST_CENTER,PERIOD,MAIN_ACCOUNT,BALANCE,MAIN_ACCOUNT_DESC';
  await deliver('account_summary.csv', [header, '0170,202412,8888,7,Unknown']);
  const text = 'described at length '.repeat(8);
  const rows = Array.from({ length: 4_000 }, (_, at) => `0170,202412,7045,${String(at)}.5,${text}`);
  const result = await deliver('account_summary.csv', [header, ...rows]);
  assert.deepEqual([result.state, result.rows.loaded], ['loaded', 4_000]);
});

test('minutes have control totals, so that a cut timesheet is told by them', async () => {
  const result = await deliver('timesheet_entity.csv', [
    'LOCATION_EXTERNAL_ID,WORK_ROLE,YEAR,DAY_OF_THE_YEAR,REGULAR_MINUTES,OVERTIME_MINUTES',
    ...[
      '0170,GSA,2026,9,480,15',
      '0170,GSA,2026,9,450,',
      'TRAILER,2,REGULAR_MINUTES=1410,OVERTIME_MINUTES=15',
    ],
  ]);
  assert.deepEqual(warned(result), ['control total differs']);
  assert.match(result.warnings[0]?.message ?? '', /REGULAR_MINUTES is 1410, the file holds 930/);
});

test('a shift of more than sixteen hours is held', async () => {
  const shift = (day: string, minutes: string): string =>
    `0170,GSA,2026,${day},2026-01-12 06:00,2026-01-12 22:00,,${minutes},60,0,No`;
  const result = await deliver('shift_entity.csv', [
    'LOCATION_EXTERNAL_ID,WORK_ROLE,YEAR,DAY_OF_THE_YEAR,START_DATE,END_DATE,EMPLOYEE_EXTERNAL_ID,REGULAR_MINUTES,' +
      'OVERTIME_MINUTES,DOUBLE_OVERTIME_MINUTES,DELETED',
    ...[shift('12', '900'), shift('12', '901')],
  ]);
  assert.deepEqual(result.held, [{ rule: 'longer than 16 hours', records: 1 }]);
  const [held] = await listQuarantine(database, { batch: result.batchId ?? '' });
  assert.match(held?.message ?? '', /961 minutes; a shift has at most 16 hours/);
});

test('a shift is held when more than sixteen hours lie between its times, whatever minutes it names', async () => {
  const shift = (end: string): string => `0170,GSA,2026,13,2026-01-13 06:00,${end},,480,0,0,No`;
  const result = await deliver('shift_entity.csv', [
    'LOCATION_EXTERNAL_ID,WORK_ROLE,YEAR,DAY_OF_THE_YEAR,START_DATE,END_DATE,EMPLOYEE_EXTERNAL_ID,REGULAR_MINUTES,' +
      'OVERTIME_MINUTES,DOUBLE_OVERTIME_MINUTES,DELETED',
    shift('2026-01-13 22:00'),
    shift('2026-01-13 22:01'),
    shift('2026-02-13 14:00'),
  ]);
  assert.deepEqual(result.held, [{ rule: 'longer than 16 hours', records: 2 }]);
  const held = await listQuarantine(database, { batch: result.batchId ?? '' });
  assert.deepEqual(
    held.map(({ line }) => line),
    [3, 4],
  );
  assert.match(held[0]?.message ?? '', /22:01” is 961 minutes after START_DATE 2026-01-13 06:00/);
});

test('all rows of a person with more than 24 hours of one day are held, over sites, jobs and nights', async () => {
  const header =
    'LOCATION_EXTERNAL_ID,WORK_ROLE,YEAR,DAY_OF_THE_YEAR,EMPLOYEE_EXTERNAL_ID,REGULAR_MINUTES,' +
    'REGULAR_MINUTES_NEXT_DAY,OVERTIME_MINUTES';
  const result = await deliver('timesheet_entity.csv', [
    header,
    // 900 + 541 minutes of one day, at two sites.
    '0170,GSA,2026,20,E1,900,0,0',
    '0829,RAMP,2026,20,E1,400,0,141',
    // 24 hours exactly.
    '0170,GSA,2026,20,E2,900,0,540',
    // 300 minutes of the night before are worked on the 21st too.
    '0170,GSA,2026,20,E3,480,300,0',
    '0170,GSA,2026,21,E3,1141,0,0',
    // Nobody is named: rows of one job are of several people.
    '0170,GSA,2026,22,,1000,0,0',
    '0170,GSA,2026,22,,1000,0,0',
    ...Array.from({ length: 40 }, (_, at) => `0170,GSA,2026,23,P${String(at)},480,0,0`),
  ]);
  assert.deepEqual(result.held, [{ rule: 'more than 24 hours a day', records: 4 }]);
  const held = await listQuarantine(database, { batch: result.batchId ?? '' });
  assert.deepEqual(
    held.map(({ line }) => line),
    [2, 3, 5, 6],
  );
  assert.match(
    held[0]?.message ?? '',
    /Lines 2, 3 give one person 1441 minutes on 2026-01-20; a day has 24 hours/,
  );
  assert.doesNotMatch(JSON.stringify(held), /"E1"/);
});

test('shifts of one person come to 24 hours of a day at most; deleted ones do not count', async () => {
  const header =
    'LOCATION_EXTERNAL_ID,WORK_ROLE,YEAR,DAY_OF_THE_YEAR,START_DATE,END_DATE,EMPLOYEE_EXTERNAL_ID,REGULAR_MINUTES,' +
    'OVERTIME_MINUTES,DOUBLE_OVERTIME_MINUTES,DELETED';
  const shift = (
    person: string,
    hours: readonly [string, string],
    minutes: string,
    deleted: string,
  ): string =>
    `0170,GSA,2026,25,2026-01-25 ${hours[0]},2026-01-25 ${hours[1]},${person},${minutes},0,0,${deleted}`;
  const result = await deliver('shift_entity.csv', [
    header,
    shift('E1', ['00:00', '15:00'], '900', 'No'),
    shift('E1', ['08:00', '17:01'], '541', 'No'),
    shift('E2', ['00:00', '15:00'], '900', 'No'),
    shift('E2', ['08:00', '17:01'], '541', 'Yes'),
    ...Array.from({ length: 30 }, (_, at) => shift(`P${String(at)}`, ['06:00', '14:00'], '480', 'No')),
  ]);
  assert.deepEqual(result.held, [{ rule: 'more than 24 hours a day', records: 2 }]);
});

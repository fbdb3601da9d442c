import assert from 'node:assert/strict';
import { test } from 'node:test';
import { saveEntries } from '../../../src/forecasting/entries/save-entries.ts';
import { readEntry, readSetting } from '../../../src/forecasting/entries/entry.ts';
import { entriesOfMonth } from '../../../src/forecasting/entries/read-entries.ts';
import { copySchedule } from '../../../src/forecasting/prefill/copy-schedule.ts';
import { cloneDatabase } from '../../database.ts';
import { openBooks, type Fact } from '../warehouse/questions-facts.ts';

const database = await cloneDatabase();
const books = await openBooks(database);
const site_id = '0170';
const batch = await books.batch('june.csv');
const shift = (job_code: string, shift_on: string, minutes: number): Fact => ({
  site_id,
  job_code,
  shift_on,
  employee_id: `${job_code} of ${shift_on}`,
  starts_at: `${shift_on} 08:00Z`,
  regular_minutes: minutes,
  overtime_minutes: 60,
  double_overtime_minutes: 0,
  is_deleted: false,
});
await database.execute(`
  insert into warehouse.job_code (job_code, job_title)
  values ('BELL', 'Bell'), ('CASH', 'Cashier'), ('MANAGER', 'Manager');
  insert into warehouse.employee_job
    (site_id, employee_id, job_code, effective_on, ended_on, is_salaried, batch_id, source_line)
  values ('0170', 'a', 'MANAGER', '1900-01-01', null, true, 1, 1), ('0170', 'b', 'GSC', '1900-01-01', null, true, 1, 2),
    ('0170', 'c', 'GSC', '1900-01-01', null, false, 1, 3)`);
await books.facts('warehouse.shift', batch, [
  ...[shift('GSA', '2025-06-09', 480), shift('GSA', '2025-06-10', 440), shift('GSA', '2025-06-12', 480)],
  ...[shift('GSC', '2025-06-10', 60), shift('MANAGER', '2025-06-10', 480)],
]);
await books.facts('warehouse.payroll_day', batch, [
  { site_id, worked_on: '2025-06-08', job_code: 'GSA', pay_type: 'REGULAR', hours: '8', dollars: '150' },
]);

const wanted = { site: '0170', year: 2025, version: 'working' };
const by = { savedBy: 'tester', reason: null, seen: null, today: '2025-06-10' };
const copy = (more: object, isTrial = false): ReturnType<typeof copySchedule> =>
  copySchedule(database, { ...wanted, ...by, from: '2025-06-01', to: '2025-06-30', ...more }, isTrial);

function set(...settings: string[]): Promise<unknown> {
  const entries = settings.map((setting) => {
    const typed = readSetting(setting);
    const entry = typed === null ? null : readEntry(typed);
    assert.ok(entry !== null && 'area' in entry, setting);
    return entry;
  });
  return database.transaction((transaction) =>
    saveEntries(transaction, { ...wanted, ...by, action: 'set', entries }),
  );
}

async function payroll(): Promise<string[]> {
  const { entries } = await entriesOfMonth(database, wanted, '2025-06');
  return entries.map(
    ({ item, measure, period, value }) => `${period.slice(8)} ${item} ${measure} ${value?.toString() ?? ''}`,
  );
}

await set(
  'payroll.GSA.hours@2025-06-10=99',
  'payroll.GSA.rate-per-hour@2025-06-12=20',
  'payroll.GSA.cost@2025-06-11=7',
);
await set('payroll.BELL.hours@2025-06-10=5');
const before = await payroll();

test('a trial says what would change and keeps nothing', async () => {
  const tried = await copy({}, true);
  assert.equal(tried.from, '2025-06-10');
  assert.deepEqual(
    tried.jobs.map(({ job, days, hours, cost, replaced }) => [
      job,
      days,
      hours.toString(),
      cost.toString(),
      replaced,
    ]),
    [
      ['GSA', 2, '17.33333', '336.25', 1],
      ['GSC', 1, '2', '30', 0],
    ],
  );
  assert.deepEqual([tried.unscheduled, tried.salaried], [['BELL'], ['MANAGER']]);
  assert.deepEqual(await payroll(), before);
});

test('scheduled days are overwritten from today on, with the cost of the hourly rate; all else stays', async () => {
  assert.equal((await copy({})).saved.changed.length, 6);
  // 8 h 20 min at 18.75, the average of 14 days; 9 h at the 20 that were entered; GSC at 15, as it has no rate.
  assert.deepEqual(await payroll(), [
    ...['10 BELL cost 75', '10 BELL hours 5', '10 BELL rate-per-hour 15'],
    ...['10 GSA cost 156.25', '10 GSA hours 8.33333', '10 GSA rate-per-hour 18.75'],
    ...['10 GSC cost 30', '10 GSC hours 2'],
    ...['11 GSA cost 7', '11 GSA hours 0.37333', '11 GSA rate-per-hour 18.75'],
    ...['12 GSA cost 180', '12 GSA hours 9', '12 GSA rate-per-hour 20'],
  ]);
  const again = await copy({});
  assert.equal(again.saved.changeId, null);
  const [change] = await database.query<object>(
    `select action, cells from forecasting.change order by change_id desc limit 1`,
  );
  assert.deepEqual(change, { action: 'copy-schedule', cells: 6 });
});

test('the save of a copy is that of every entry: conflicts and limits refuse it as a whole', async () => {
  await assert.rejects(copy({ seen: 0 }), { code: 'FORECASTING_CHANGED_SINCE' });
  await books.facts('warehouse.shift', batch, [shift('CASH', '2025-06-20', 90_000)]);
  await assert.rejects(copy({}), {
    code: 'FORECASTING_ENTRIES_INVALID',
    message: /CASH\.hours@2025-06-20 is not between/,
  });
});

test('nothing to copy is said with its reason', async () => {
  const missing = (told: RegExp): object => ({ code: 'FORECASTING_SCHEDULE_MISSING', message: told });
  await assert.rejects(copy({ to: '2025-06-09' }), missing(/days before 2025-06-10 are read-only\.$/));
  await assert.rejects(copy({ from: '2025-06-11', to: '2025-06-11' }), missing(/no shifts are loaded\.$/));
});

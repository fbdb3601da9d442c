import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Area } from '../../../src/forecasting/index.ts';
import { readEntry, readSetting, type Entry } from '../../../src/forecasting/entries/entry.ts';
import { saveEntries } from '../../../src/forecasting/entries/save-entries.ts';
import { laborTerms } from '../../../src/forecasting/comparison/labor-terms.ts';
import { readComparison } from '../../../src/forecasting/comparison/read-comparison.ts';
import { copySchedule } from '../../../src/forecasting/prefill/copy-schedule.ts';
import { promoteVersion } from '../../../src/forecasting/versions/promote-version.ts';
import { previewSite } from '../../../src/forecasting/pnl/calculate-pnl.ts';
import type { MonthResult } from '../../../src/forecasting/pnl/calculate-year.ts';
import { decimal } from '../../../src/kernel/decimal.ts';
import { cloneDatabase } from '../../database.ts';
import { openBooks, type Fact } from '../warehouse/questions-facts.ts';

const database = await cloneDatabase();
const books = await openBooks(database);
const site_id = '0170';
const batch = await books.batch('year.csv');
const budget = (period_month: string, account_id: string, amount: string): Fact => ({
  site_id,
  period_month,
  account_id,
  amount,
});
await books.facts(
  'warehouse.budget',
  batch,
  ['2025-08-01', '2025-09-01'].flatMap((day) => [budget(day, '6000', '3100'), budget(day, '4790', '-310')]),
);
await books.facts(
  'warehouse.shift',
  batch,
  ['2025-08-10', '2025-08-11'].map((shift_on) => ({
    site_id,
    job_code: 'GSA',
    shift_on,
    employee_id: shift_on,
    starts_at: `${shift_on} 08:00Z`,
    regular_minutes: 480,
    overtime_minutes: 0,
    double_overtime_minutes: 0,
    is_deleted: false,
  })),
);

const wanted = { site: site_id, year: 2025, version: 'working' };
const by = { savedBy: 'tester', reason: null, seen: null, today: '2025-06-10' };
const entryOf = (setting: string): Entry => {
  const typed = readSetting(setting);
  const entry = typed === null ? null : readEntry(typed);
  assert.ok(entry !== null && 'area' in entry, setting);
  return entry;
};
const set = (version: string, ...settings: string[]): Promise<unknown> =>
  database.transaction((transaction) =>
    saveEntries(transaction, {
      ...wanted,
      ...by,
      version,
      action: 'set',
      isConfirmed: true,
      entries: settings.map(entryOf),
    }),
  );

async function month(name: string): Promise<MonthResult> {
  const [version] = await database.query<{ id: string }>(
    `select version_id as id from forecasting.version where site_id = $1 and name = 'working'`,
    [site_id],
  );
  const asked = { site: site_id, versionId: version?.id ?? '' };
  const preview = await previewSite(database, asked, { year: 2025, asOf: '2025-06-10' });
  const made = preview?.months.find((one) => one.month === name);
  assert.ok(made !== undefined);
  return made;
}
const cell = (made: MonthResult, line: string): string =>
  made.cells.find((one) => one.line === line)?.trend.toString() ?? '';

async function forecastOf(area: Area, item: string): Promise<string | undefined> {
  const asked = { month: '2025-08', today: '2025-06-10' } as const;
  const labor = await laborTerms(database, { site: site_id, ...asked });
  const rows = await readComparison(database, { ...wanted, ...asked, by: 'month', areas: [area], labor });
  return rows.find((row) => row.item === item || row.measure === item)?.forecast?.toString();
}

test('what was entered for days after the last one does not count, and the P&L says how much that is', async () => {
  await set(
    'working',
    ...['2025-08-10', '2025-08-11'].map((day) => `payroll.GSA.cost@${day}=900`),
    ...['2025-08-10', '2025-08-11'].map((day) => `statistics.valet-daily@${day}=10`),
    ...['2025-08', '2025-09'].map((period) => `rates.valet-daily@${period}=20`),
    'other-expense.7045@2025-09=77',
  );
  await database.execute(
    `select taken.version_id from forecasting.version
     cross join lateral
       forecasting.take_versions(array[version.version_id], 'plan', 'scenario', 'tester', 'why') as taken
     where version.site_id = '0170'`,
  );
  assert.equal(cell(await month('2025-08'), 'payroll'), decimalOf('3100', '29', '31', '1800'));
  await books.list('site_version', [
    {
      site_id,
      valid_from_on: '2024-01-01',
      site_name: 'Demo',
      gl_string: '',
      closed_on: '2025-08-10',
      batch_id: batch,
      source_line: 2,
    },
  ]);
  const [august, september] = [await month('2025-08'), await month('2025-09')];
  assert.equal(cell(august, 'payroll'), decimalOf('3100', '9', '31', '900'));
  assert.equal(cell(august, 'external-revenue'), '200');
  assert.equal(cell(august, 'internal-revenue'), decimalOf('310', '10', '31', '0'));
  assert.equal(cell(september, 'other-expense'), '0');
  const notes = [august, september].map((made) =>
    made.notes.find((note) => note.startsWith('the site closes')),
  );
  assert.deepEqual(notes, [
    'the site closes on 2025-08-10: nothing is expected after that, and 2 entries for such days do not count',
    'the site closes on 2025-08-10: nothing is expected after that, and 2 entries for such days do not count',
  ]);
  assert.equal(await forecastOf('payroll', 'cost'), '900');
  assert.equal(await forecastOf('statistics', 'valet-daily'), '10');
});

test('no way in lets entries pass for days on which the site does not work', async () => {
  await assert.rejects(set('working', 'payroll.GSA.cost@2025-08-12=1'), { code: 'FORECASTING_SITE_CLOSED' });
  const save = (action: 'copy-schedule' | 'promote' | 'initialise' | 'import'): Promise<unknown> =>
    database.transaction((transaction) =>
      saveEntries(transaction, {
        ...wanted,
        ...by,
        action,
        entries: [entryOf('payroll.GSA.cost@2025-08-12=1')],
      }),
    );
  for (const action of ['copy-schedule', 'promote', 'initialise', 'import'] as const)
    await assert.rejects(save(action), { code: 'FORECASTING_SITE_CLOSED' }, action);
  const copied = await copySchedule(
    database,
    { ...wanted, ...by, from: '2025-08-01', to: '2025-08-31' },
    false,
  );
  assert.deepEqual([copied.jobs.map(({ days }) => days), copied.outside], [[1], ['2025-08-11']]);
  await assert.rejects(
    copySchedule(database, { ...wanted, ...by, from: '2025-08-11', to: '2025-08-31' }, false),
    { code: 'FORECASTING_SCHEDULE_MISSING', message: /the site does not work then/ },
  );
});

test('a version that was taken before the site closed is promoted without what comes after', async () => {
  await database.execute(`update warehouse.site_version set closed_on = null where site_id = '0170'`);
  await set('plan', 'payroll.GSA.cost@2025-08-09=5', 'payroll.GSA.cost@2025-08-20=6');
  await database.execute(`update warehouse.site_version set closed_on = '2025-08-10' where site_id = '0170'`);
  const { saved, outside } = await database.transaction((transaction) =>
    promoteVersion(transaction, { ...wanted, ...by, version: 'plan' }),
  );
  assert.deepEqual(
    outside
      .filter(({ measure }) => measure === 'cost')
      .map(({ period, value }) => [period, value?.toString()]),
    [['2025-08-20', '6']],
  );
  assert.ok(saved.changed.some(({ period }) => period === '2025-08-09'));
});

test('a site that opens is expected from its first day on', async () => {
  await database.execute(
    `update warehouse.site_version set closed_on = null, opened_on = '2025-08-11' where site_id = '0170'`,
  );
  const august = await month('2025-08');
  assert.equal(cell(august, 'internal-revenue'), decimalOf('310', '21', '31', '0'));
  assert.equal(cell(august, 'external-revenue'), '200');
  assert.match(august.notes.join('; '), /opens on 2025-08-11: .*, and 3 entries for such days do not count/);
});

/** A part of a budget and what is entered besides, as the P&L divides. */
function decimalOf(amount: string, days: string, ofDays: string, more: string): string {
  return decimal(amount).times(days).div(ofDays).plus(more).toString();
}

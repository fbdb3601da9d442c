import assert from 'node:assert/strict';
import { test } from 'node:test';
import { areas, isByDay, limitsOf, measuresOf } from '../../../src/forecasting/entries/areas.ts';
import { cloneDatabase } from '../../database.ts';

const database = await cloneDatabase();
await database.execute(`
  insert into warehouse.site (site_id, is_listed) values ('0170', true), ('0829', true);
  insert into warehouse.account (account_id, account_name, batch_id, source_line) values ('7045', 'Relations', 1, 1);
  insert into warehouse.job_code (job_code, job_title) values ('GSA', 'Attendant')`);

interface Cell {
  readonly area: string;
  readonly period_on: string;
  readonly item?: string;
  readonly measure: string;
  readonly value: string | null;
}

async function workingOf(site: string): Promise<string> {
  const [row] = await database.query<{ version_id: string }>(
    'select version_id from forecasting.working_versions(array[$1], 2025, $2)',
    [site, 'tester'],
  );
  return row?.version_id ?? '';
}

async function taken(base: string, name: string): Promise<string> {
  const [row] = await database.query<{ version_id: string }>(
    `select version_id from forecasting.take_versions(array[$1::bigint], $2, 'scenario', 'tester', 'why')`,
    [base, name],
  );
  return row?.version_id ?? '';
}

function save(version: string, cells: readonly Cell[]): Promise<string[]> {
  return database.transaction(async (transaction) => {
    const [change] = await transaction.query<{ change_id: string }>(
      `insert into forecasting.change
         (site_id, version_id, action, cells, first_month, last_month, changed_at, changed_by)
       select site_id, version_id, 'set', 1, '2025-01-01', '2025-12-01', now(), 'tester'
       from forecasting.version where version_id = $1 returning change_id`,
      [version],
    );
    await transaction.execute('update forecasting.version set last_change_id = $1 where version_id = $2', [
      change?.change_id ?? '',
      version,
    ]);
    const changed = await transaction.query<{ measure: string; before: string | null; after: string | null }>(
      'select measure, before, after from forecasting.save_entries($1, $2)',
      [change?.change_id ?? '', JSON.stringify(cells.map((cell) => ({ item: '', ...cell })))],
    );
    return changed.map(({ measure, before, after }) => `${measure} ${before ?? '-'} > ${after ?? '-'}`);
  });
}

async function said(version: string): Promise<string[]> {
  const rows = await database.query<{ text: string }>(
    `select concat_ws(' ', area, period_on, nullif(item, ''), measure, trim_scale(value)) as text
     from forecasting.entries(array[$1::bigint], '2025-01-01', '2026-01-01') order by 1`,
    [version],
  );
  return rows.map(({ text }) => text);
}

const day = '2025-03-03';
const everyArea: Cell[] = [
  { area: 'statistics', period_on: day, measure: 'valet-daily', value: '41' },
  { area: 'statistics', period_on: day, measure: 'occupied-rooms', value: '0' },
  { area: 'rates', period_on: '2025-03-01', item: 'valet-daily', measure: 'rate', value: '25.50' },
  { area: 'payroll', period_on: day, item: 'GSA', measure: 'hours', value: '16' },
  { area: 'payroll', period_on: day, item: 'GSA', measure: 'cost', value: '240' },
  { area: 'other-revenue', period_on: '2025-03-01', item: 'gpo-fees', measure: 'amount', value: '-75' },
  { area: 'other-expense', period_on: '2025-03-01', item: '7045', measure: 'amount', value: '150' },
];

test('what was entered is what the version says, and 0 is not the same as nothing', async () => {
  const version = await workingOf('0170');
  assert.equal((await save(version, everyArea)).length, everyArea.length);
  assert.deepEqual(await said(version), [
    'other-expense 2025-03-01 7045 amount 150',
    'other-revenue 2025-03-01 gpo-fees amount -75',
    'payroll 2025-03-03 GSA cost 240',
    'payroll 2025-03-03 GSA hours 16',
    'rates 2025-03-01 valet-daily rate 25.5',
    'statistics 2025-03-03 occupied-rooms 0',
    'statistics 2025-03-03 valet-daily 41',
  ]);
});

test('saving what is there already changes nothing; a value can be given back to the budget', async () => {
  const version = await workingOf('0170');
  assert.deepEqual(await save(version, everyArea), []);
  const cleared = { area: 'statistics', period_on: day, measure: 'valet-daily', value: null };
  assert.deepEqual(await save(version, [cleared]), ['valet-daily 41.00000 > -']);
  assert.equal((await said(version)).includes('statistics 2025-03-03 occupied-rooms 0'), true);
  assert.deepEqual(await save(version, [{ ...cleared, value: '41' }]), ['valet-daily - > 41']);
});

test('a version taken from another copies no row, and neither changes the other', async () => {
  const base = await workingOf('0829');
  await save(base, everyArea);
  const before = await said(base);
  const low = await taken(base, 'low');
  const lower = await taken(low, 'lower');
  const [rows] = await database.query<{ count: string }>(
    'select count(*) from forecasting.statistic_day where version_id = any ($1)',
    [[low, lower]],
  );
  assert.equal(rows?.count, '0');
  const cell = { area: 'statistics', period_on: day, measure: 'valet-daily' };
  await save(base, [{ ...cell, value: '50' }]);
  await save(low, [{ ...cell, value: '30' }]);
  assert.deepEqual(await said(lower), before);
  assert.equal((await said(low)).includes('statistics 2025-03-03 valet-daily 30'), true);
  assert.equal((await said(low)).includes('statistics 2025-03-03 occupied-rooms 0'), true);
  assert.equal((await said(base)).includes('statistics 2025-03-03 valet-daily 50'), true);
  await save(lower, [{ ...cell, value: '20' }]);
  const after = before.map((text) => text.replace('valet-daily 41', 'valet-daily 20'));
  assert.deepEqual(await said(lower), after);
});

test('the database keeps no figure that nobody can mean', async () => {
  const place = "('0170', 1, '2025-07-01', 1, ";
  for (const [table, columns, values, rule] of [
    ['statistic_day', 'day_on, change_id, occupied_rooms', `${place}5001)`, 'statistic_day_rooms_are_few'],
    ['statistic_day', 'day_on, change_id, self_comps', `${place}-1)`, 'statistic_day_vehicles_are_few'],
    [
      'statistic_day',
      'day_on, change_id, capture_percent',
      `${place}101)`,
      'statistic_day_percentages_are_some',
    ],
    ['parking_rate', 'rate_month, change_id, rate, category', `${place}1000, 'x')`, 'parking_rate_is_a_rate'],
    ['payroll_day', 'day_on, change_id, hours, job_code', `${place}1501, 'x')`, 'payroll_day_is_a_day'],
    [
      'other_revenue',
      'revenue_month, change_id, amount, kind',
      `${place}100000000, 'x')`,
      'other_revenue_is_money',
    ],
    [
      'other_expense',
      'expense_month, change_id, amount, account_id',
      `${place}-1, 'x')`,
      'other_expense_is_money',
    ],
  ] as const)
    await assert.rejects(
      database.execute(`insert into forecasting.${table} (site_id, version_id, ${columns}) values ${values}`),
      { constraint: rule },
    );
});

test('what can be entered is what the tables keep: areas, days or months, measures and their decimals', async () => {
  const kept = await database.query<{ text: string }>(
    `select concat_ws(' ', area, period_column = 'day_on', measure, information_schema._pg_numeric_scale(
         atttypid, atttypmod)) as text
     from forecasting.entry_area()
     cross join lateral forecasting.measure_columns(relation)
     join pg_attribute on attrelid = ('forecasting.' || relation)::regclass and attname = column_name
     order by 1`,
  );
  const entered = areas.flatMap((area) =>
    measuresOf(area).map((measure) =>
      [area, isByDay(area) ? 't' : 'f', measure, limitsOf(area, '', measure)?.places].join(' '),
    ),
  );
  assert.deepEqual(
    kept.map(({ text }) => text),
    entered.sort(),
  );
});

import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { readSheet } from 'read-excel-file/node';
import { systemClock } from '../../../src/kernel/clock.ts';
import { addDays } from '../../../src/kernel/month.ts';
import {
  addPerson,
  assignRole,
  businessDay,
  setDemoDay,
  type Place,
} from '../../../src/platform/security/index.ts';
import { cloneDatabase } from '../../database.ts';
import { temporaryFolder, writeFiles } from '../../scenarios/deliveries.ts';
import { openBooks } from '../warehouse/questions-facts.ts';
import { daybookHere } from './here.ts';
import type { Said } from './program.ts';

const database = await cloneDatabase();
const books = await openBooks(database);
type Row = Record<string, string>;
const inJuly = { site_id: '0170', period_month: '2025-07-01' };
const budget = (account_id: string, amount: string): Row => ({ ...inJuly, account_id, amount });
await books.facts('warehouse.budget', await books.batch('budget.csv'), [
  ...[budget('9411', '31000.00000'), budget('9510', '1240.00000'), budget('9440', '310.00000')],
]);
const payroll = (job_profile: string, measure: string, amount: string): Row => ({
  ...inJuly,
  job_profile,
  measure,
  amount,
});
await database.execute(`insert into warehouse.job_profile (job_profile) values ('GSA'), ('VALET LEAD')`);
await books.facts('warehouse.payroll_budget', await books.batch('payroll.csv'), [
  ...[payroll('GSA', 'PR HOURS', '310.00000'), payroll('GSA', 'PAYROLL', '6200.00000')],
  ...[payroll('VALET LEAD', 'PR HOURS', '100.00000'), payroll('VALET LEAD', 'PAYROLL', '2500.00000')],
]);
await books.facts('warehouse.revenue_detail', await books.batch('daily.csv'), [
  {
    site_id: '0170',
    revenue_on: '2024-07-20',
    revenue_code: 'VD1',
    collection_type: 'CASH',
    revenue_category: 'VALET DAILY',
    deposit_flag: 'N',
    tax_rate: '0',
    billable_net_validation: null,
    external_revenue: '1000',
    net_external_revenue: '1000',
    vehicle_count: '50',
  },
]);
await books.facts('warehouse.payroll_day', await books.batch('paid.csv'), [
  {
    site_id: '0170',
    worked_on: '2024-07-20',
    job_code: 'GSA',
    pay_type: 'REGULAR',
    hours: '8',
    dollars: '160',
  },
]);
const shift = (job_code: string, shift_on: string): Record<string, string | number | boolean> => ({
  site_id: '0170',
  shift_on,
  job_code,
  employee_id: 'someone',
  starts_at: `${shift_on} 08:00Z`,
  regular_minutes: 480,
  overtime_minutes: 60,
  double_overtime_minutes: 0,
  is_deleted: false,
});
const shifts = [shift('GSA', '2025-07-14'), shift('GSA', '2025-07-20'), shift('GSC', '2025-07-21')];
await books.facts('warehouse.shift', await books.batch('shifts.csv'), shifts);
await database.execute(
  `insert into warehouse.account (account_id, account_name, summary_category, batch_id, source_line)
   values ('7045', 'Relations', 'OTHER EXPENSE', 1, 1) on conflict do nothing`,
);
await database.execute(
  `insert into security.site_place (site_id, district) values ('0170', 'South'), ('0829', 'North')`,
);
const folder = await temporaryFolder();
const env = { DATABASE_URL: database.addressWithPassword(), DAYBOOK_DATA: folder };

const at = (site: string): Place => ({ kind: 'site', name: site });
for (const [userId, role, place] of [
  ['amos', 'accountManager', at('0170')],
  ['olga', 'accountManager', at('0829')],
  ['dora', 'districtManager', { kind: 'district', name: 'South' }],
  ['ada', 'forecastAdmin', undefined],
  ['fay', 'financeManager', undefined],
] as const) {
  const person = { userId: `${userId}@house.invalid`, displayName: null, origin: 'mapping' } as const;
  await assignRole(database, await addPerson(database, person), { role, place, reason: 'test' });
}

const today = ['--today', '2025-07-15'];
const here = ['--site', '170'];
const run = (as: string, ...words: string[]): Promise<Said> =>
  daybookHere(['forecast', ...words, '--as', `${as}@house.invalid`], { env });

async function json<T>(as: string, ...words: string[]): Promise<T> {
  const said = await run(as, ...words, '--json');
  assert.equal(said.code, 0, said.err);
  return JSON.parse(said.out) as T;
}

interface Got {
  readonly seen: string;
  readonly entries: { area: string; period: string; item: string; measure: string; value: string }[];
}

const got = (as: string, ...more: string[]): Promise<Got> =>
  json<Got>(as, 'get', ...here, '--month', '2025-07', ...more);

async function valueOf(place: string, ...more: string[]): Promise<string | undefined> {
  const { entries } = await got('amos', ...more);
  return entries.find((each) => `${each.item}${each.measure}@${each.period}` === place)?.value;
}

const countChanges = async (): Promise<number> => {
  const [row] = await database.query<{ count: number }>(
    'select count(*)::integer as count from forecasting.change',
  );
  return row?.count ?? 0;
};

test('who claims that another day is today needs a right, and the trail says so', async () => {
  // These two are 25 hours apart, so that they never have the same day.
  const inZone = async (timeZone: string): Promise<string> =>
    (await businessDay(database, timeZone, systemClock)).day;
  assert.ok((await inZone('Pacific/Kiritimati')) > (await inZone('Pacific/Pago_Pago')));
  const past = ['set', ...here, '--set', 'statistics.valet-daily@2025-07-20=1'];
  const refused = await run('amos', ...past, '--today', '2025-07-15');
  assert.equal(refused.code, 1);
  assert.match(
    refused.err,
    /FORECASTING_DAY_CLAIMED: amos@house\.invalid may not .* as of 2025-07-15; today is 20\d\d-\d\d-\d\d/,
  );
  assert.equal(await countChanges(), 0);
  const [change] = await json<{ change: string }[]>('ada', ...past, '--today', '2025-07-15');
  const claims = (): Promise<{ claimed: string; actor: string; is_of_change: boolean }[]> =>
    database.query(
      `select claim.changes -> 'today' ->> 'new' as claimed, person.user_id as actor, exists (
         select from audit.entry as saved where saved.relation = 'forecasting.change'
           and saved.kind = 'insert' and saved.request_id = claim.request_id
           and saved.row_key ->> 'change_id' = $1) as is_of_change
       from audit.entry as claim join security.person using (person_id)
       where claim.kind = 'claimed day' order by position`,
      [change?.change ?? null],
    );
  assert.deepEqual(await claims(), [
    { claimed: '2025-07-15', actor: 'ada@house.invalid', is_of_change: true },
  ]);
  // In a sample anybody may, and without a claim its own day counts.
  await setDemoDay(database, '2025-07-15');
  const off = ['--set', 'statistics.valet-daily@2025-07-20='];
  const said = await run('amos', 'set', ...here, ...off);
  assert.equal(said.code, 0, said.err);
  assert.match(said.err, /Demo clock: in this sample, today is 2025-07-15\./);
  assert.match(
    (await run('amos', 'set', ...here, '--set', 'statistics.valet-daily@2025-07-14=1')).err,
    /past/,
  );
  await json('amos', ...past, '--today', '2025-07-14');
  assert.deepEqual((await claims()).slice(1), [
    { claimed: '2025-07-14', actor: 'amos@house.invalid', is_of_change: false },
  ]);
  await json('amos', 'set', ...here, ...off);
});

test('a forecast begins with the budget from today on, and says which profiles somebody has to look at', async () => {
  const words = ['init', ...here, '--year', '2025', '--from', 'budget', ...today];
  const begun = await json<{ changed: number; unmapped: unknown[]; left_out: unknown[] }>('amos', ...words);
  // 17 days of rooms, valet daily, hours and cost, and the rate of the month.
  assert.equal(begun.changed, 17 * 4 + 1);
  assert.deepEqual(begun.unmapped, [{ job_profile: 'VALET LEAD', hours: '100', cost: '2500' }]);
  assert.deepEqual(begun.left_out, []);
  assert.equal(await valueOf('valet-daily@2025-07-20'), '40');
  assert.equal(await valueOf('valet-dailyrate@2025-07'), '25');
  assert.equal(await valueOf('GSAhours@2025-07-20'), '10');
  assert.equal(await valueOf('valet-daily@2025-07-14'), undefined);
  assert.match((await run('amos', ...words)).err, /Nothing changed/);
  const outdated = await database.query<object>(
    `select plan_month, cause from forecasting.outdated where site_id = '0170'`,
  );
  assert.deepEqual(outdated, [{ plan_month: '2025-07-01', cause: 'entries' }]);
});

test('a manager edits; what is the same changes nothing, and fees are turned negative', async () => {
  const set = ['set', ...here, ...today, '--set'];
  const edits = ['statistics.valet-daily@2025-07-20=45', 'other-expense.7045@2025-07=0'];
  const [saved] = await json<{ change: string; changed: { before: string | null; value: string }[] }[]>(
    ...(['amos', ...set, ...edits] as [string, ...string[]]),
  );
  assert.deepEqual(
    saved?.changed.map(({ before, value }) => [before, value]),
    [
      ['40', '45'],
      [null, '0'],
    ],
  );
  const before = await countChanges();
  assert.match((await run('amos', ...set, ...edits)).err, /Nothing changed/);
  assert.equal(await countChanges(), before);
  const forced = await run('amos', ...set, 'other-revenue.gpo-fees@2025-07=75');
  assert.match(forced.err, /Made negative because .*: other-revenue\.gpo-fees@2025-07/);
  assert.equal(await valueOf('gpo-feesamount@2025-07'), '-75');
});

test('what is wrong is refused as a whole, with every reason', async () => {
  const before = await countChanges();
  const said = await run(
    ...(['amos', 'set', ...here, ...today, '--set', 'statistics.valet-daily@2025-07-21=9'] as const),
    ...[
      'statistics.valet-daily@2025-07-14=9',
      'rates.valet-daily@2025-07=1000',
      'payroll.G5A.hours@2025-07-20=8',
    ],
  );
  assert.equal(said.code, 1);
  assert.match(said.err, /FORECASTING_ENTRIES_INVALID: 3 values cannot be saved/);
  assert.match(
    said.err,
    /2025-07-14 is in the past and read-only.*limits of a rate; .*G5A.* is not in the warehouse \(nearest known: GSA\)/,
  );
  assert.equal(await countChanges(), before);
  const typed = await run('amos', 'set', ...here, ...today, '--set', 'valet-daily=45');
  assert.match(typed.err, /FORECASTING_SETTING_INVALID/);
});

test('rooms and ratios of a day become vehicles overnight, and its revenue', async () => {
  const set = (...entries: string[]): Promise<Said> => run('amos', 'set', ...here, '--set', ...entries);
  const on = (what: string): string => `statistics.${what}@2025-07-25`;
  const early = await set(`${on('capture-percent')}=65`);
  assert.match(early.err, /No vehicles can be calculated from statistics\.capture-percent@2025-07-25 yet/);
  const both = await set(`${on('occupied-rooms')}=80`, `${on('drive-in-percent')}=55`);
  assert.match(
    both.err,
    /Calculated from rooms and ratios: .*valet-overnight@2025-07-25=28\.6, .*self-overnight@2025-07-25=15\.4\./,
  );
  assert.equal(await valueOf('valet-overnight@2025-07-25'), '28.6');
  await set('rates.valet-overnight@2025-07=10', 'rates.self-overnight@2025-07=5');
  const { rows } = await json<{ rows: { measure: string; period: string; forecast: string }[] }>(
    ...(['amos', 'compare', ...here, '--month', '2025-07', '--by', 'day'] as [string, ...string[]]),
  );
  const shown = (measure: string): string | undefined =>
    rows.find((row) => row.measure === measure && row.period === '2025-07-25')?.forecast;
  // 40 valet daily at 25, 28.6 valet overnight at 10 and 15.4 self overnight at 5.
  assert.deepEqual(['drive-in-percent', 'capture-percent', 'self-overnight', 'external-revenue'].map(shown), [
    '55',
    '65',
    '15.4',
    '1363',
  ]);
  // The site master has 160 rooms, so that 50 % are 80 of them.
  assert.match((await set(`${on('occupancy-percent')}=50`)).err, /needs the rooms of the site/);
  const listed = { batch_id: await books.batch('site.csv'), source_line: 2 };
  await books.list('site_version', [
    { site_id: '0170', valid_from_on: '2024-01-01', site_name: 'Harbor', rooms_available: '160', ...listed },
  ]);
  await json('amos', 'set', ...here, '--set', `${on('occupancy-percent')}=25`);
  assert.equal(await valueOf('occupied-rooms@2025-07-25'), '40');
  assert.equal(await valueOf('valet-overnight@2025-07-25'), '14.3');
  const against = await set(`${on('drive-in-percent')}=50`, `${on('valet-overnight')}=20`);
  assert.match(against.err, /valet-overnight@2025-07-25 differs from what rooms and ratios yield, 13/);
  // Who counts vehicles has no use for the ratios of before.
  await set(`${on('valet-overnight')}=20`);
  assert.equal(await valueOf('drive-in-percent@2025-07-25'), undefined);
});

test('whoever saves on what somebody else changed since is told who did and when', async () => {
  const { seen } = await got('amos');
  const set = (value: string): string[] => [
    ...['set', ...here, ...today, '--seen', seen, '--set', `statistics.valet-daily@2025-07-22=${value}`],
  ];
  assert.equal((await run('ada', ...set('50'))).code, 0);
  const late = await run('amos', ...set('51'));
  assert.match(
    late.err,
    /FORECASTING_CHANGED_SINCE: .*ada@house\.invalid set 1 value of 2025-07 to 2025-07 at /,
  );
  assert.match(late.err, /; of the values you are saving, statistics\.valet-daily@2025-07-22 is 50 now/);
  assert.equal(await valueOf('valet-daily@2025-07-22'), '50');
});

test('managers above change a site only when they say that they edit', async () => {
  const set = ['set', ...here, ...today, '--set', 'statistics.valet-daily@2025-07-23=41'];
  assert.match((await run('dora', ...set)).err, /FORECASTING_EDIT_MODE/);
  assert.equal((await run('dora', ...set, '--edit')).code, 0);
  assert.match((await run('fay', ...set, '--edit')).err, /SECURITY_FORBIDDEN/);
});

test('a manager of another site gets nothing, in no command', async () => {
  for (const words of [
    ['get', ...here, '--month', '2025-07'],
    ['set', ...here, ...today, '--set', 'statistics.valet-daily@2025-07-24=1'],
    ['versions', ...here, '--year', '2025'],
    ['compare-versions', ...here, '--year', '2025', '--one', 'working', '--other', 'working'],
    ['init', ...here, '--year', '2025', '--from', 'budget', ...today],
    ['submit', ...here, '--month', '2025-07'],
    ['compare', ...here, '--month', '2025-07'],
    ['copy-schedule', ...here, '--month', '2025-07', ...today],
  ])
    assert.match((await run('olga', ...words)).err, /SECURITY_FORBIDDEN/, words.join(' '));
  assert.deepEqual(await json('olga', 'export', '--year', '2025'), []);
});

test('a manager sees budget, forecast and schedule of the own site side by side', async () => {
  const others = ['--against', 'prior-year', 'fpa'];
  const comparison = ['compare', ...here, '--month', '2025-07', '--by', 'day', ...today, ...others];
  const { rows } = await json<{ rows: Record<string, string | null>[] }>('amos', ...comparison);
  const row = (area: string, measure: string, item = ''): Record<string, string | null> | undefined =>
    rows.find(
      (one) =>
        one['period'] === '2025-07-20' &&
        one['area'] === area &&
        one['measure'] === measure &&
        one['item'] === item,
    );
  const daily = row('statistics', 'valet-daily');
  assert.deepEqual([daily?.['budget'], daily?.['forecast'], daily?.['prior_year']], ['40', '45', '50']);
  assert.equal(row('payroll', 'hours', 'GSA')?.['scheduled'], '9');
  const csv = (await run('amos', ...comparison, '--area', 'payroll', '--csv')).out;
  assert.match(csv, /^area,period,.*,accrued,scheduled_above_forecast,prior_year,fpa$/m);
  assert.match(csv, /^payroll,2025-07-20,2025-07-20,2025-07-20,GSA,hours,10,10,9,,,,,,,8,$/m);
  // Nobody forecast the nine hours of another job.
  assert.match(csv, /^payroll,2025-07-21,2025-07-21,2025-07-21,GSC,hours,,,9,,,,,,9,,$/m);
  const alert = /Hours scheduled above the forecast: GSC 2025-07-21 \+9\.00\./;
  assert.match((await run('amos', ...comparison, '--area', 'payroll')).err, alert);
  const file = join(folder, 'comparison.xlsx');
  assert.match((await run('amos', ...comparison, '--xlsx', '--out', file)).err, /Wrote \d+ rows/);
  assert.deepEqual((await readSheet(file))[1]?.slice(-2), ['prior_year', 'fpa']);
  assert.match(
    (await run('amos', ...comparison, '--area', 'rates')).out,
    /rates +2025-07 +valet-daily +rate +25\.00 +25\.00/,
  );
});

test('a manager copies the schedule of days to come, after seeing what would change', async () => {
  const copy = ['copy-schedule', ...here, '--month', '2025-07', ...today];
  const before = await countChanges();
  const tried = await run('amos', ...copy, '--dry-run');
  assert.match(tried.out, /GSA +1 +9\.00 +180\.00 +1\nGSC +1 +9\.00 +135\.00 +0/);
  assert.match(tried.err, /from 2025-07-15 to 2025-07-31.*\n4 values would change; nothing was saved\./s);
  assert.equal(await countChanges(), before);
  const copied = await json<{ changed: unknown[]; jobs: unknown[] }>('amos', ...copy, '--to', '2025-07-20');
  assert.equal(copied.changed.length, 2);
  assert.equal(await valueOf('GSAhours@2025-07-20'), '9');
  assert.equal((await run('amos', ...copy, '--to', '2025-08-01')).code, 2);
});

test('a file goes out and in again; a cell that is wrong is named and nothing is saved', async () => {
  const [csv, xlsx] = [join(folder, 'july.csv'), join(folder, 'july.xlsx')];
  await run('amos', 'export', '--year', '2025', '--csv', '--out', csv);
  await run('amos', 'export', '--year', '2025', '--xlsx', '--out', xlsx);
  const text = await readFile(csv, 'utf8');
  assert.match(text, /^site,area,period,item,measure,value\n/);
  assert.match(text, /\n0170,statistics,2025-07-20,,valet-daily,45\n/);
  const grid = await readSheet(xlsx, 'statistics');
  const [titles = [], ...days] = grid;
  const ofDay = days[200] ?? [];
  assert.deepEqual([days.length, ofDay[titles.indexOf('valet-daily')]], [365, 45]);
  for (const file of [csv, xlsx])
    assert.match((await run('amos', 'import', file, ...today)).err, /Site 0170, 2025: 0 values changed/);

  const before = await countChanges();
  const wrong = join(folder, 'wrong.csv');
  const lines = ['0170,statistics,2025-07-20,,valet-daily,four', '0170,rates,2025-07,valet-daily,rate,1000'];
  await writeFile(
    wrong,
    `site,area,period,item,measure,value\n0170,rates,2025-07,self-daily,rate,9\n${lines.join('\n')}\n`,
  );
  const said = await run('amos', 'import', wrong, ...today);
  assert.match(
    said.err,
    /wrong\.csv row 3, value is not a decimal number; wrong\.csv row 4, value is not between 0 and 999\.99/,
  );
  const right = join(folder, 'right.csv');
  await writeFile(right, 'site,area,period,item,measure,value\n170,rates,2025-07-01,self-daily,rate,9\n');
  assert.match((await run('amos', 'import', right, ...today, '--check')).err, /1 value would change/);
  assert.equal(await countChanges(), before);
  assert.match((await run('amos', 'import', right, ...today)).err, /1 value changed/);
  const cell = ['explain', 'cell', '--site', '0170', '--month', '2025-07', '--line', 'external-revenue'];
  const explained = await daybookHere(
    [...cell, '--as-of', '2025-07-01', '--all', '--as', 'fay@house.invalid'],
    {
      env,
    },
  );
  assert.match(
    explained.out,
    /rates +self-daily .* 9 +amos@house\.invalid +2\d{3}-\d\d-\d\d \d\d:\d\d +import +right\.csv/,
  );
  assert.match(explained.out, /statistics +valet-daily .* amos@house\.invalid +.* set +-$/m);
  assert.match((await run('olga', 'import', right, ...today)).err, /SECURITY_FORBIDDEN/);
  assert.match(
    (await run('amos', 'import', join(folder, 'none.csv'))).err,
    /none\.csv .*: there is no such file/,
  );
});

const cases = join(import.meta.dirname, '..', '..', 'golden', 'cases');

test('forecast files as they arrive in practice: refused with what is wrong, or read as they are meant', async () => {
  const claimed = ['--today', '2025-08-15'];
  const importing = async (file: string, code: number): Promise<string> => {
    const said = await run('ada', 'import', join(cases, file), ...claimed);
    assert.equal(said.code, code, said.err);
    return said.err;
  };
  const values = async (month: string, area: string): Promise<string[]> => {
    const { entries } = await json<Got>('ada', 'get', ...here, '--month', month, '--area', area);
    return entries.map(({ item, measure, period, value }) => `${item}${measure}@${period}=${value}`);
  };
  assert.match(await importing('hidden-first-sheet/forecast_2025-10.xlsx', 0), /1 value changed/);
  assert.deepEqual(await values('2025-10', 'other-expense'), ['7045amount@2025-10=999']);
  const entry = 'statistics.valet-daily@2025-10-21=77';
  await json('ada', 'set', ...here, ...claimed, '--set', entry);
  assert.match(
    await importing('decimal-comma-row/forecast_2025-10.csv', 1),
    /row 2 has 7 fields where the header has 6; .*row 3 has 5 fields/,
  );
  assert.deepEqual(await values('2025-10', 'statistics'), ['valet-daily@2025-10-21=77']);
  assert.match(await importing('utf16-entries/forecast_2025-11.csv', 1), /is not UTF-8 text/);
  const formatted = await importing('formatted-entries/forecast_2025-11.csv', 1);
  for (const cause of ['write 1250.00', 'row 3, value', 'in parentheses', 'row 5, value'])
    assert.ok(formatted.includes(cause), formatted);
  assert.match(
    await importing('total-row-entries/forecast_2025-11.csv', 1),
    /row 4, site is not a four-digit site number/,
  );
  assert.deepEqual(await values('2025-11', 'other-expense'), []);
  // A blank where something is entered takes it away, when somebody says so.
  const blank = join(folder, 'blank.csv');
  await writeFile(blank, 'site,area,period,item,measure,value\n170,statistics,2025-10-21,,valet-daily,\n');
  assert.match(
    (await run('ada', 'import', blank, ...claimed)).err,
    /FORECASTING_FILE_REMOVES: .*remove 1 entry, .*: statistics\.valet-daily@2025-10-21 of 0170 \(77\)/,
  );
  assert.deepEqual(await values('2025-10', 'statistics'), ['valet-daily@2025-10-21=77']);
  assert.equal((await run('ada', 'import', blank, ...claimed, '--remove')).code, 0);
  assert.deepEqual(await values('2025-10', 'statistics'), []);
  await json('ada', 'set', ...here, ...claimed, '--set', 'other-expense.7045@2025-10=');
});

test('a version is taken, changed, compared and promoted, and the working one moves only then', async () => {
  const year = ['--year', '2025'];
  assert.match(
    (await run('amos', 'take', ...here, ...year, '--name', 'working')).err,
    /FORECASTING_NAME_INVALID/,
  );
  assert.equal((await run('amos', 'take', ...here, ...year, '--name', 'low')).code, 0);
  assert.match((await run('amos', 'take', ...here, ...year, '--name', 'low')).err, /FORECASTING_NAME_TAKEN/);
  const set = ['set', ...here, ...today, '--version', 'low', '--set', 'statistics.valet-daily@2025-07-25='];
  assert.equal((await run('amos', ...set, 'statistics.valet-daily@2025-07-26=20')).code, 0);
  assert.equal(await valueOf('valet-daily@2025-07-26'), '40');
  assert.equal(await valueOf('valet-daily@2025-07-26', '--version', 'low'), '20');
  const compare = ['compare-versions', ...here, ...year, '--one', 'working', '--other', 'low'];
  const differences = await json<{ period: string; one: string; other: string | null }[]>('amos', ...compare);
  assert.deepEqual(
    differences.map(({ period, one, other }) => [period, one, other]),
    [
      ['2025-07-25', '40', null],
      ['2025-07-26', '40', '20'],
    ],
  );
  const promoted = await json<{ changed: unknown[] }>(
    ...(['amos', 'promote', ...here, ...year, '--name', 'low', ...today] as const),
  );
  assert.equal(promoted.changed.length, 2);
  assert.deepEqual(await json('amos', ...compare), []);
  assert.match(
    (await run('amos', 'get', ...here, '--month', '2025-07', '--version', 'high')).err,
    /FORECASTING_VERSION_UNKNOWN/,
  );
});

test('whoever entered values is told that their budget changed since, and of a payroll budget of 0', async () => {
  interface Notices {
    readonly notices: { site: string; month: string; kind: string; file: string | null }[];
  }
  const told = async (): Promise<string[]> =>
    (await json<Notices>('amos', 'get', ...here, '--month', '2025-07')).notices.map(
      ({ month, kind, file }) => `${month} ${kind} ${file ?? ''}`,
    );
  assert.deepEqual(await told(), ['2025-07 no payroll budget ']);
  const batch = await books.batch('budget_anew.csv');
  await books.facts('warehouse.budget', batch, [budget('7045', '10.00000')]);
  await database.execute(`update sources.batch set finished_at = now() where file_name = 'budget_anew.csv'`);
  assert.deepEqual(await told(), ['2025-07 budget changed budget_anew.csv', '2025-07 no payroll budget ']);
  const said = await run('amos', 'get', ...here, '--month', '2025-07', '--area', 'rates');
  assert.match(
    said.err,
    /The budget of site 0170 changed in 2025-07 after values were entered \(budget_anew\.csv, /,
  );
  assert.match(said.err, /The payroll budget of site 0170 is 0 in 2025-07: payroll taxes follow/);
  const calendar = await json<Notices>('ada', 'calendar', '--month', '2025-07');
  assert.equal(calendar.notices.filter(({ site }) => site === '0170').length, 2);
  // Whoever looks at the month again and saves has seen it.
  await json('amos', 'set', ...here, '--set', 'statistics.valet-daily@2025-07-28=44');
  assert.deepEqual(await told(), ['2025-07 no payroll budget ']);
});

test('where there is nothing, nothing begins and nothing is submitted', async () => {
  const begin = ['init', ...here, '--from', 'budget'];
  assert.match(
    (await run('amos', ...begin, '--year', '2031')).err,
    /FORECASTING_NOTHING_TO_BEGIN: The 2031 forecast of site 0170 cannot start from the budget: it is empty\./,
  );
  assert.match(
    (await run('amos', 'init', ...here, '--year', '2025', '--from', 'prior-year', '--today', '2025-08-01'))
      .err,
    /FORECASTING_NOTHING_TO_BEGIN: .*from last year: all of it is before 2025-08-01 and read-only/,
  );
  assert.match(
    (await run('amos', 'submit', ...here, '--month', '2031-01', '--as-budget')).err,
    /FORECASTING_EMPTY: The 2031 forecast of site 0170 has no entries, and there is no budget/,
  );
});

test('what is submitted stays, is decided by somebody else, and a newer one takes its place', async () => {
  // The budget of the site is next to nothing: what deviates from it would be for the district manager alone.
  await database.execute(
    `insert into platform.operator_fact (fact, set_values, reason, set_at, set_by)
     values ('forecast-review-percentage', '{1000}', 'tried', now(), 'test')`,
  );
  const submit = ['submit', ...here, '--year', '2025', '--month', '2025-07'];
  const first = await json<{ submission: string; version: string }>('amos', ...submit);
  assert.equal(first.version, '2025-07 #1');
  const again = await json<{ submission: string; version: string }>('amos', ...submit);
  assert.deepEqual(again, first, 'nothing changed: it is the same submission');
  const second = await json<{ submission: string; version: string }>('ada', ...submit);
  assert.equal(second.version, '2025-07 #2');
  assert.match(
    (await run('dora', 'approve', first.submission)).err,
    /FORECASTING_SUBMISSION_DECIDED.*withdrawn/,
  );
  assert.match(
    (await run('ada', 'approve', second.submission)).err,
    /SECURITY_CONFLICT: .*whoever (overrode values of|entered) the forecast does not approve the forecast/,
  );
  assert.match((await run('amos', 'approve', second.submission)).err, /SECURITY_FORBIDDEN/);
  assert.match((await run('dora', 'approve', '999999')).err, /FORECASTING_SUBMISSION_UNKNOWN/);
  assert.match((await run('dora', 'reject', second.submission)).err, /FORECASTING_REASON_MISSING/);
  assert.equal((await run('dora', 'reject', second.submission, '--reason', 'too high')).code, 0);
  const third = await json<{ submission: string }>('amos', ...submit);
  assert.equal((await run('fay', 'approve', third.submission)).code, 0);

  const set = ['set', ...here, ...today, '--set', 'statistics.valet-daily@2025-07-27=1', '--version'];
  assert.match((await run('amos', ...set, '2025-07 #3')).err, /FORECASTING_VERSION_FROZEN/);
  assert.equal((await run('amos', ...set, 'working')).code, 0);
  assert.equal(await valueOf('valet-daily@2025-07-27', '--version', '2025-07 #3'), '40');
  const listed = await json<{ version: string; state: string | null; reason: string | null }[]>(
    ...(['amos', 'versions', ...here, '--year', '2025'] as const),
  );
  assert.deepEqual(
    listed.map(({ version, state }) => [version, state]),
    [
      ['working', null],
      ['low', null],
      ['2025-07 #1', 'withdrawn'],
      ['2025-07 #2', 'rejected'],
      ['2025-07 #3', 'approved'],
    ],
  );
});

test('a forecast can begin with what happened last year, or with another version', async () => {
  const begin = (version: string, from: string): string[] => [
    ...['init', ...here, '--year', '2025', '--version', version, '--from', from, ...today],
  ];
  await run('amos', 'take', ...here, '--year', '2025', '--name', 'again');
  const last = [...begin('again', 'prior-year'), '--replace'];
  assert.equal((await run('amos', ...last)).code, 0);
  assert.equal(await valueOf('valet-daily@2025-07-20', '--version', 'again'), '50');
  assert.equal(await valueOf('valet-dailyrate@2025-07', '--version', 'again'), '20');
  assert.equal(await valueOf('GSAhours@2025-07-20', '--version', 'again'), '8');
  assert.match((await run('amos', ...begin('again', 'version:low'))).err, /Nothing changed/);
  assert.equal((await run('amos', ...begin('again', 'version:low'), '--replace')).code, 0);
  assert.equal(await valueOf('valet-daily@2025-07-20', '--version', 'again'), '45');
  assert.equal((await run('amos', ...begin('again', 'nothing'))).code, 2);
});

test('somebody says what a job profile stands for, and groups of jobs are entered by their title', async () => {
  const jobs = (as: string, ...words: string[]): Promise<Said> =>
    daybookHere(['jobs', ...words, '--as', `${as}@house.invalid`], { env });
  const review = await jobs('fay', 'profiles', '--review', '--year', '2025', '--csv');
  assert.match(review.out, /\nVALET LEAD,,to review,0170,2025-07,100,2500$/m);
  assert.match((await jobs('amos', 'map', 'Valet Lead', '--to', 'gsa')).err, /SECURITY_FORBIDDEN/);
  assert.match(
    (await jobs('ada', 'map', 'Valet Lead', '--to', 'gsa')).err,
    /VALET LEAD maps to GSA at all sites/,
  );
  assert.equal((await jobs('ada', 'groups', 'add', 'Valet')).code, 0);
  assert.match((await jobs('amos', 'groups', 'add', 'Bell')).err, /SECURITY_FORBIDDEN/);
  assert.match(
    (await jobs('ada', 'assign', 'gsa', 'zzz', '--to', 'valet')).err,
    /1 job code in group.*ZZZ is unknown/s,
  );
  const listed = await jobs('amos', 'list', '--site', '170', ...today);
  assert.match(listed.out, /\nGSA +GSA +Valet +in use +yes +0 +20$/m, listed.err);
  await run('amos', 'set', ...here, ...today, '--set', 'payroll.group:Valet.hours@2025-07-28=6');
  const shown = await run('amos', 'get', ...here, '--month', '2025-07', '--area', 'payroll');
  assert.match(shown.out, /\nValet +2025-07-28 +6 +120 +1$/m);
  const explain = ['explain', 'cell', '--site', '0170', '--month', '2025-07', '--line', 'payroll'];
  const cell = await daybookHere([...explain, '--as-of', '2025-07-01', '--as', 'fay@house.invalid'], { env });
  assert.match(cell.out, /\nVALET LEAD +100 +2500 +GSA +decided for all sites/);
});

test('the calendar of a month says who submitted and who is late, and FP&A rolls the portfolio on', async () => {
  const calendar = ['calendar', '--month', '2025-07', '--today', '2025-06-30'];
  const { submit_by, decide_by, sites, counts } = await json<{
    submit_by: string;
    decide_by: string;
    sites: { site: string; state: string; late: string | null }[];
    counts: Record<string, number>;
  }>('ada', ...calendar);
  assert.deepEqual([submit_by, decide_by], ['2025-06-27', '2025-07-02']);
  assert.deepEqual(
    sites.map(({ site, state, late }) => [site, state, late]),
    [
      ['0170', 'approved', null],
      ['0829', 'not started', 'to submit'],
    ],
  );
  assert.deepEqual([counts['approved'], counts['not_started'], counts['late']], [1, 1, 1]);
  const late = await run('ada', ...calendar, '--late', '--csv');
  assert.deepEqual(late.out.trim().split('\n').slice(1), ['0829,not started,to submit,,,,,,,,']);
  const roll = ['roll', '--month', '2025-07', '--today', '2025-07-15'];
  assert.match((await run('amos', ...roll)).err, /SECURITY_FORBIDDEN.*site 0829/);
  const rolled = await run('ada', ...roll);
  assert.match(rolled.out, /2025 +1 +0 +0 +1\n2026 +0 +0 +0 +2/);
  assert.match(
    rolled.err,
    /2025, no budget and no entries: 1 site, nothing recorded: 0829\..*2 sites was rolled forward/s,
  );
});

test('a load names the sites whose budget it changes under entries, and keeps it with the batch', async () => {
  const more = '--reload --reason tried --json --as ada@house.invalid'.split(' ');
  const load = (name: string, rows: readonly string[]): Promise<Said> =>
    writeFiles(folder, { [name]: ['COST_CENTER,PERIOD,MAIN_ACCOUNT,BALANCE', ...rows, ''].join('\n') }).then(
      ([path = '']) => daybookHere(['load', path, ...more], { env }),
    );
  const july = '0170,202507,7045,10';
  const elsewhere = await load('budget_final_1.csv', ['0829,202507,7045,10', '0170,203007,7045,10']);
  assert.doesNotMatch(elsewhere.out, /under entries/, elsewhere.err);
  const changed = await load('budget_final_2.csv', [july]);
  const told = JSON.parse(changed.out) as { batch_id: string; warnings: { rule: string; message: string }[] };
  const warnings = told.warnings.filter(({ rule }) => rule === 'budget changed under entries');
  assert.match(
    warnings[0]?.message ?? '',
    /budget_final changes the budget of 1 site in 1 month for which managers have entered forecasts: 0170\. /,
  );
  const [kept] = await database.query<{ message: string }>(
    `select message from sources.batch_warning where batch_id = $1 and rule = 'budget changed under entries'`,
    [told.batch_id],
  );
  assert.equal(kept?.message, warnings[0]?.message);
  const same = await load('budget_final_3.csv', [july, '0829,202507,7045,11']);
  assert.doesNotMatch(same.out, /under entries/, same.err);
});

test('a workbook of more than 50,000 entries goes out, and in again with what was changed since', async () => {
  const codes = Array.from({ length: 30 }, (_, code) => `L${String(code + 10)}`);
  await database.execute(
    'insert into warehouse.job_code (job_code, job_title) select code, code from unnest($1::text[]) as code',
    [codes],
  );
  const counted = ['occupied-rooms', 'valet-daily', 'valet-monthly', 'valet-aggregator', 'valet-comps'];
  const lines = ['0170', '0829'].flatMap((site) =>
    Array.from({ length: 365 }, (_, passed) => {
      const day = addDays('2027-01-01', passed);
      return [
        ...[...counted, 'self-daily', 'self-monthly', 'self-aggregator', 'self-comps'].map(
          (measure) => `${site},statistics,${day},,${measure},${String(passed)}`,
        ),
        ...codes.flatMap((code) => [
          `${site},payroll,${day},${code},hours,8`,
          `${site},payroll,${day},${code},cost,${String(100 + passed)}.25`,
        ]),
      ];
    }).flat(),
  );
  const [csv, xlsx] = [join(folder, 'portfolio.csv'), join(folder, 'portfolio.xlsx')];
  await writeFile(csv, `site,area,period,item,measure,value\n${lines.join('\n')}\n`);
  const taken = await run('ada', 'import', csv, ...today);
  assert.match(taken.err, /0170, 2027: 25,185 values changed\.\nSite 0829, 2027: 25,185 values changed\./);
  const given = await run('ada', 'export', '--year', '2027', '--xlsx', '--out', xlsx);
  assert.match(given.err, /Wrote 50,370 values/);
  await run('ada', 'set', ...here, ...today, '--set', 'statistics.valet-daily@2027-03-01=1');
  assert.match(
    (await run('ada', 'import', xlsx, ...today)).err,
    /0170, 2027: 1 value changed\.\nSite 0829, 2027: 0 values changed\./,
  );
});

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { rejectChange } from '../../../src/contracts/approval/decide-change.ts';
import { addClause } from '../../../src/contracts/clauses/agree-clause.ts';
import { saveEntries } from '../../../src/forecasting/entries/save-entries.ts';
import { decimal, sum } from '../../../src/kernel/decimal.ts';
import { addPerson, assignRole, setDemoDay, type Place } from '../../../src/platform/security/index.ts';
import { cloneDatabase } from '../../database.ts';
import { temporaryFolder } from '../../scenarios/deliveries.ts';
import { openBillingFixture } from '../billing/billing-fixture.ts';
import { daybookHere } from './here.ts';
import type { Said } from './program.ts';

interface Cell {
  readonly month?: string;
  readonly budget: string | null;
  readonly forecast: string | null;
  readonly actual: string | null;
  readonly trend: string | null;
  readonly variance: string | null;
  readonly sites: Readonly<Record<'all' | 'budget' | 'actual' | 'compared', number>>;
  readonly variance_percent: string | null;
  readonly compared_with: string | null;
  readonly favour: string;
  readonly source: string;
}
interface Pnl {
  readonly year: number;
  readonly view: string;
  readonly sites: readonly string[];
  readonly rows: readonly {
    readonly row: string;
    readonly months: readonly Cell[];
    readonly actual_months: Cell;
    readonly total: Cell;
  }[];
}

interface Bridged {
  readonly rows: readonly { readonly row: string; readonly total: Readonly<Record<string, string>> }[];
  readonly left_out: readonly object[];
}

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
const budget = (site: string, month: string, account: string, amount: string): Record<string, string> => ({
  site_id: site,
  period_month: `2025-${month}-01`,
  account_id: account,
  amount,
});
await books.facts(
  'warehouse.budget',
  await books.batch('budget.csv'),
  ['05', '06'].flatMap((month) => [
    ...[budget('0170', month, '9410', '90000'), budget('0170', month, '4790', '-36000')],
    ...[budget('0170', month, '6000', '20000'), budget('0170', month, '6200', '3000')],
    ...[budget('0829', month, '6000', '38000'), budget('0829', month, '7045', '900')],
  ]),
);
const folder = await temporaryFolder();
const env = { DATABASE_URL: database.addressWithPassword(), DAYBOOK_DATA: folder };

async function person(userId: string, role: string, place?: Place): Promise<void> {
  const personId = await addPerson(database, { userId, displayName: null, origin: 'mapping' });
  await assignRole(database, personId, { role, place, reason: 'test' });
}
await person('fay@house.invalid', 'financeManager');
await person('amos@house.invalid', 'accountManager', { kind: 'site', name: '0170' });
await person('ada@house.invalid', 'forecastAdmin');
await person('bill@house.invalid', 'billingManager');

const run = (as: string, ...args: string[]): Promise<Said> =>
  daybookHere([...args, '--as', `${as}@house.invalid`], { env });

async function pnl(as: string, ...args: string[]): Promise<Pnl> {
  const said = await run(as, 'pnl', '--year', '2025', '--as-of', '2025-06-15', '--json', ...args);
  assert.equal(said.code, 0, said.err);
  return JSON.parse(said.out) as Pnl;
}

const cell = ({ rows }: Pnl, row: string, month: string): Cell | undefined =>
  rows.find((one) => one.row === row)?.months.find((one) => one.month === `2025-${month}`);

test('a year of every site is calculated, and each month says where it comes from', async () => {
  const all = await pnl('fay');
  assert.deepEqual(all.sites, ['0170', '0829']);
  assert.equal(all.rows.length, 10);
  // Revenue of the row is all of it, hours of people too, as in the question external-revenue.
  // 0829 has a closed ledger in May; 0170 has revenue up to the 12th, then 19 of 31 days of its budget.
  const site = await pnl('fay', '--site', '0170');
  const may = cell(site, 'external-revenue', '05');
  assert.equal(may?.source, 'blended');
  assert.equal(
    may.trend,
    decimal('121777').plus(decimal('90000').times('19').div('31')).round(8, 1).toString(),
  );
  assert.deepEqual(
    [cell(site, 'external-revenue', '06')?.source, cell(site, 'external-revenue', '06')?.trend],
    ['budget', '90000'],
  );
  const closed = await pnl('fay', '--site', '829');
  assert.deepEqual(
    [cell(closed, 'payroll', '05')?.source, cell(closed, 'payroll', '05')?.actual],
    ['actual', '40000'],
  );
  assert.equal(cell(closed, 'payroll', '06')?.variance, '0');
});

test('rows come to front line contribution, months to the year, and sites to the sum', async () => {
  const [all, one, other] = [
    await pnl('fay'),
    await pnl('fay', '--site', '0170'),
    await pnl('fay', '--site', '0829'),
  ];
  for (const { row, months, total } of all.rows) {
    const at = (of: Pnl): Cell[] => [...(of.rows.find((found) => found.row === row)?.months ?? [])];
    months.forEach((month, index) => {
      const parts = [at(one)[index], at(other)[index]].map((part) => decimal(part?.trend ?? '0'));
      assert.equal(
        sum(parts)
          .minus(decimal(month.trend ?? '0'))
          .abs()
          .lt('0.0000001'),
        true,
        `${row} ${month.month ?? ''}`,
      );
    });
    if (row !== 'flc-to-budget-cumulative')
      assert.equal(
        sum(months.map(({ trend }) => decimal(trend ?? '0')))
          .minus(decimal(total.trend ?? '0'))
          .abs()
          .lt('0.000001'),
        true,
      );
  }
  const costs = ['payroll', 'claims', 'parking-rents', 'other-expense', 'pteb', 'insurance'];
  const trend = (row: string): ReturnType<typeof decimal> => decimal(cell(all, row, '05')?.trend ?? '0');
  const contribution = trend('internal-revenue').minus(sum(costs.map(trend)));
  assert.equal(contribution.minus(trend('front-line-contribution')).abs().lt('0.000001'), true);
});

test('calculated again from the same inputs it is the same, and the second time nothing is calculated', async () => {
  const results = (): Promise<{ text: string }[]> =>
    database.query<{ text: string }>(
      `select concat_ws(' ', site_id, plan_month, line, budget, forecast, actual, trend, source) as text
       from forecasting.pnl_cell order by 1`,
    );
  const runs = async (): Promise<string | undefined> =>
    (await database.query<{ count: string }>('select count(*) from forecasting.run'))[0]?.count;
  await pnl('fay');
  const [before, runsBefore] = [await results(), await runs()];
  assert.equal(before.length, 2 * 12 * 8);
  await pnl('fay');
  assert.equal(await runs(), runsBefore);
  await database.execute(
    `insert into forecasting.outdated (site_id, version_id, plan_month, cause, since_at)
     select site_id, version_id, '2025-06-01', 'entries', now() from forecasting.version`,
  );
  await pnl('fay');
  assert.notEqual(await runs(), runsBefore);
  assert.deepEqual(await results(), before);
});

test('a manager sees the own site in every total and no other, and a billing manager none', async () => {
  const own = await pnl('amos');
  assert.deepEqual(own.sites, ['0170']);
  assert.deepEqual(own.rows, (await pnl('fay', '--site', '0170')).rows);
  const foreign = await run('amos', 'pnl', '--year', '2025', '--site', '0829');
  assert.equal(foreign.code, 1);
  assert.match(foreign.err, /PNL_NO_SITES/);
  assert.match((await run('bill', 'pnl', '--year', '2025')).err, /SECURITY_FORBIDDEN/);
  const cellOfOther = ['explain', 'cell', '--site', '0829', '--month', '2025-05', '--line', 'payroll'];
  assert.match((await run('amos', ...cellOfOther)).err, /SECURITY_/);
});

test('a cell explains itself down to file and line, and components with their own rules', async () => {
  await pnl('fay');
  const asOf = ['--as-of', '2025-06-15'];
  const payroll = ['explain', 'cell', '--site', '0829', '--month', '2025-05', '--line', 'payroll', ...asOf];
  const said = await run('fay', ...payroll);
  assert.match(said.out, /trend 40000 \(actual\), budget 38000/);
  assert.match(said.out, /ledger\.csv/);
  assert.match(said.out, /budget\.csv/);
  const shared = await run(
    'fay',
    ...payroll.map((arg) => ({ '0829': '0170', payroll: 'internal-revenue' })[arg] ?? arg),
  );
  assert.match(shared.out, /Sum over the tiers/);
  assert.match(shared.out, /daily\.csv/);
  assert.doesNotMatch(shared.out, /calculated from other inputs/);
});

test('a contract change that waits is left out, and the cell says so from its month on', async () => {
  const trend = async (): Promise<string | null | undefined> =>
    cell(await pnl('fay', '--site', '0829'), 'internal-revenue', '06')?.trend;
  const before = await trend();
  const given = { component: 'management-fee', amount: '1', per: 'month' };
  const clause = {
    site: '0829',
    kind: 'cap',
    from: '2025-06',
    through: null,
    reason: 'letter',
    given,
  } as const;
  await addClause(database, clause, 'ida');
  assert.equal(await trend(), before);
  const told = await run('fay', 'pnl', '--year', '2025', '--site', '0829');
  assert.match(told.err, /1 contract change at 0829 left out until a second person approves/);
  assert.doesNotMatch((await run('fay', 'pnl', '--year', '2024', '--site', '0829')).err, /contract change/);
  const [asked] = await database.query<{ id: string }>(
    `select approval_id as id from contracts.approval where site_id = '0829' and decision is null`,
  );
  const explain = async (month: string): Promise<string> =>
    (await run('fay', 'explain', 'cell', '--site', '0829', '--month', month, '--line', 'internal-revenue'))
      .out;
  const says = `cap of management-fee) awaits approval and is left out (change ${asked?.id ?? ''})`;
  assert.ok((await explain('2025-06')).includes(says), await explain('2025-06'));
  assert.ok(!(await explain('2025-05')).includes('awaits approval'));
  await rejectChange(database, {
    id: asked?.id ?? '',
    decidedBy: 'ida',
    reason: 'a test',
    isOwnOnly: true,
  });
});

test('a bridge sums to the difference of the P&L that is shown, and names what it leaves out', async () => {
  const shown = await pnl('fay');
  const asOf = ['--as-of', '2025-06-15', '--json'];
  const said = await run(
    'fay',
    'forecast',
    'bridge',
    '--year',
    '2025',
    '--between',
    'budget,forecast',
    ...asOf,
  );
  assert.equal(said.code, 0, said.err);
  const { rows } = JSON.parse(said.out) as Bridged;
  for (const row of rows) {
    const { total } = shown.rows.find((one) => one.row === row.row) ?? {};
    const effects = ['volume', 'site_mix', 'mix', 'price', 'other'];
    const steps = sum(effects.map((effect) => decimal(row.total[effect] ?? '')));
    const expected = decimal(total?.forecast ?? '0').minus(decimal(total?.budget ?? '0'));
    assert.equal(steps.toString(), expected.toString(), row.row);
  }
  const actual = await run(
    'fay',
    'forecast',
    'bridge',
    '--month',
    '2025-05',
    '--between',
    'budget,actual',
    ...asOf,
  );
  const { left_out } = JSON.parse(actual.out) as Bridged;
  assert.deepEqual(left_out, [{ site: '0170', month: '2025-05', reason: 'not closed, so without actuals' }]);
  const own = ['forecast', 'bridge', '--as-of', '2025-06-15', '--between'];
  const trend = JSON.parse((await run('fay', ...own, 'budget,trend', '--json')).out) as Bridged;
  for (const row of trend.rows) {
    const { total } = shown.rows.find((one) => one.row === row.row) ?? {};
    assert.equal(row.total['after'], decimal(total?.trend ?? '0').toString(), row.row);
  }
  const printed = await run('amos', ...own, 'forecast,budget');
  assert.match(printed.out, /^row +forecast +budget +difference +volume +site mix +mix +price +other\n/);
  assert.match(printed.err, /2025-01 to 2025-12, 1 site\./);
  const none = await run('amos', ...own, 'budget,version:low');
  assert.match(none.err, /PNL_NOTHING_TO_BRIDGE: .*site 0170 no version low of 2025/);
  const wrong = await run('amos', ...own, 'budget,forecast', '--from', '2025-06', '--to', '2025-02');
  assert.match(wrong.err, /PNL_MONTHS_INVALID/);
});

test('a back-test says how good what was submitted was, and refuses where nothing was', async () => {
  const asked = ['forecast', 'back-test', '--year', '2025', '--as-of', '2025-06-15'];
  assert.match((await run('fay', ...asked)).err, /PNL_NOTHING_TO_TEST.*: site 0170 has no closed month/);
  const submission = ['--site', '0829', '--year', '2025', '--month', '2025-05', '--as-budget', '--json'];
  const submitted = await run('ada', 'forecast', 'submit', ...submission);
  assert.equal(submitted.code, 0, submitted.err);
  await database.execute(
    `update forecasting.submission set state = 'approved', decided_by = 'tester', decided_at = now(),
       submitted_at = '2025-05-02'`,
  );
  const said = await run('fay', ...asked);
  // Payroll of May was 40,000; the forecast followed the budget of 38,000, and nobody knows May 2024.
  assert.match(
    said.out,
    /^payroll +1 +2,000 +n\/a +2,000 +5\.0% +n\/a +5\.0% +-5\.0% +n\/a +-5\.0% +forecast = budget$/m,
  );
  assert.match(said.err, /no ledger of the previous year for 2025-05: .*: 1 site, 0829\./);
  const csv = await run('fay', ...asked, '--csv');
  assert.match(csv.out, /^0829,payroll,0,1,40000,2000,0\.05,-0\.05,,,,2000,0\.05,-0\.05,forecast budget$/m);
});

test('it goes out as CSV and as a workbook, and what is wrong is refused with what to do', async () => {
  const file = join(folder, 'pnl.xlsx');
  const said = await run('fay', 'pnl', '--year', '2025', '--as-of', '2025-06-15', '--csv', '--xlsx', file);
  assert.match(said.out, /^row,row_title,month,budget,forecast,actual,trend,variance,.*,source\n/);
  // Twelve months, what is actual of them and the total, and a line for each site that is included.
  assert.equal(said.out.trim().split('\n').length, 1 + 10 * 14 + 2);
  assert.match(said.out, /^included-site,0829,,,,,,,,$/m);
  assert.equal((await readFile(file)).subarray(0, 2).toString(), 'PK');
  await variances();
  assert.match((await run('fay', 'pnl', '--year', 'soon')).err, /PNL_YEAR_INVALID/);
  assert.match((await run('fay', 'pnl', '--year', '2025', '--as-of', '2025-02-30')).err, /PNL_DAY_INVALID/);
  const version = ['pnl', '--year', '2025', '--version', 'none'];
  assert.match((await run('fay', ...version)).err, /PNL_VERSION_UNKNOWN/);
  const unknown = ['explain', 'cell', '--site', '0170', '--month', '2025-05', '--line', 'luck'];
  assert.match((await run('fay', ...unknown)).err, /PNL_CELL_UNKNOWN/);
});

/** Payroll of May is 40,000 against 38,000: 5.3 % more than planned, which is worse. */
async function variances(): Promise<void> {
  const asked = ['pnl', '--year', '2025', '--as-of', '2025-06-15', '--site', '0829', '--view', 'variance'];
  const csv = await run('fay', ...asked, '--csv');
  assert.match(csv.out, /,source,favour,emphasis,percent_of_internal_revenue\n/);
  assert.match(csv.out, /^payroll,Payroll,2025-05,38000,38000,40000,40000,2000,5\.26\d*,.*,medium,$/m);
  assert.match(csv.out, /^payroll,Payroll,2025-06,.*,0,0,budget,same,normal,$/m);
  assert.match(csv.out, /^internal-revenue,Internal revenue,total,.*,100$/m);
  assert.match((await run('fay', ...asked, '--emphasis', '5,2')).err, /the larger percentage comes second/);
  const told = await run('fay', ...asked, '--emphasis', '2,5');
  assert.match(told.out, /payroll .* 2,000 ▼▼ .* 0 · /);
  assert.match(told.out, / in % .* 5\.3 /);
  assert.match(told.err, /▲▲ ▼▼ from 5 %/);
}

test('a what-if shows the year with other drivers, and saves nothing', async () => {
  await pnl('fay');
  const before = await database.query(
    'select site_id, plan_month, line, trend from forecasting.pnl_cell order by 1, 2, 3',
  );
  const asked = ['forecast', 'what-if', '--site', '0170', '--as-of', '2025-06-15', '--set', 'payroll=+10%'];
  const said = await run('fay', ...asked, '--json');
  assert.equal(said.code, 0, said.err);
  const { rows } = JSON.parse(said.out) as {
    rows: { row: string; total: { before: string; after: string; difference: string } }[];
  };
  const difference = (row: string): string | undefined =>
    rows.find((one) => one.row === row)?.total.difference;
  // Only June is to come: 20,000 of payroll, 3,000 of taxes in proportion, and 4.45 % of payroll.
  assert.deepEqual(
    [difference('payroll'), difference('pteb'), difference('insurance')],
    ['2000', '300', '89'],
  );
  assert.equal(difference('front-line-contribution'), '-2389');
  assert.deepEqual(
    await database.query(
      'select site_id, plan_month, line, trend from forecasting.pnl_cell order by 1, 2, 3',
    ),
    before,
  );
  for (const unfit of ['luck=+1%', 'payroll=-100.1%'])
    assert.match((await run('fay', ...asked.slice(0, -1), unfit)).err, /PNL_DRIVER_INVALID/, unfit);
  const later = asked.map((arg) => arg.replace('2025-06-15', '2026-01-01'));
  const past = await run('fay', ...later, '--year', '2025');
  assert.match(past.err, /PNL_YEAR_PAST: Every month of 2025 is past as of 2026-01-01/);
  assert.match(past.err, /--year 2026/);
});

test('a roll-up says of how many sites a cell is, compares like with like, and opens by site and region', async () => {
  const asked = ['pnl', '--year', '2025', '--as-of', '2025-06-15'];
  await books.facts('warehouse.budget', await books.batch('july.csv'), [budget('0829', '07', '6000', '500')]);
  await books.facts('warehouse.ledger_balance', await books.batch('january.csv'), [
    {
      site_id: '0829',
      period_month: '2025-01-01',
      account_id: '6000',
      amount: '70',
      entity: '02',
      account_index: 0,
    },
  ]);
  await database.execute(
    `insert into forecasting.outdated (site_id, version_id, plan_month, cause, since_at)
     select site_id, version_id, month::date, 'budget', now() from forecasting.version
     cross join unnest(array['2025-01-01', '2025-07-01']) as month on conflict do nothing`,
  );
  const all = await pnl('fay');
  // May: 0829 is closed at 40,000 of 38,000; 0170 has no ledger and is compared by what is expected.
  const may = cell(all, 'payroll', '05');
  assert.equal(may?.actual, '40000');
  assert.partialDeepStrictEqual(may.sites, { actual: 1, all: 2, compared: 2 });
  const cumulative = cell(all, 'flc-to-budget-cumulative', '05');
  const own = cell(await pnl('fay', '--site', '0829'), 'flc-to-budget-cumulative', '05');
  assert.equal(cumulative?.actual, own?.actual);
  // January: actuals without any budget are no variance. July: one of two has a budget. August: nothing at all.
  const payroll = (month: string): object => cell(all, 'payroll', month) ?? {};
  assert.partialDeepStrictEqual(payroll('01'), { actual: '70', budget: null, variance: null });
  assert.partialDeepStrictEqual(payroll('07'), { budget: '500', trend: '500', variance: '0' });
  assert.partialDeepStrictEqual(payroll('07'), { sites: { budget: 1, all: 2 } });
  assert.partialDeepStrictEqual(payroll('08'), { budget: null, forecast: null, trend: null });
  const printed = await run('fay', ...asked);
  assert.match(printed.out, /^payroll .* –  /m);
  assert.match(printed.err, /Sites with a budget: 2025-01 0 of 2, .*2025-07 1 of 2/);
  const other = await run('fay', 'pnl', '--year', '2027', '--site', '0829', '--as-of', '2027-01-15');
  assert.match(other.err, /No budget in any month\./);
  const opened = await run('fay', ...asked, '--by', 'site', '--csv');
  assert.match(opened.out, /^site,row,row_title,month,.*,sites_all,.*,sites_compared\n/);
  const header = opened.out.split('\n')[0]?.split(',') ?? [];
  assert.equal(new Set(header).size, header.length, 'no two columns have the same name');
  assert.match(opened.out, /^0829,payroll,Payroll,2025-05,38000,38000,40000,.*,actual,1,1,1,1,1,1$/m);
  const regions = await run('fay', ...asked, '--by', 'region');
  assert.match(regions.out, /^no region +2 /m);
});

test('asking for a year that nobody plans shows it and keeps nothing, for nobody else to find', async () => {
  const years = (): Promise<object[]> =>
    database.query('select distinct plan_year from forecasting.version order by 1');
  const before = await years();
  const said = await run('amos', 'pnl', '--year', '2099', '--as-of', '2025-06-15', '--by', 'site');
  assert.equal(said.code, 0, said.err);
  assert.match(said.out, /^0170 +1 /m);
  assert.match(said.err, /2099 is not planned: .* not saved\./);
  const explain = ['explain', 'cell', '--site', '0170', '--month', '2099-05', '--line', 'payroll'];
  assert.doesNotMatch((await run('amos', ...explain)).out, /stored P&L/);
  assert.deepEqual(await years(), before);
  assert.deepEqual(
    await database.query(`select from warehouse.forecast where period_month >= '2099-01-01'`),
    [],
  );
  const planned = { env: { ...env, DAYBOOK_PLANNED_YEARS: '2026,2099' } };
  const asked = [
    'pnl',
    '--year',
    '2099',
    '--site',
    '0170',
    '--as-of',
    '2025-06-15',
    '--as',
    'amos@house.invalid',
  ];
  assert.doesNotMatch((await daybookHere(asked, planned)).err, /is not planned/);
  assert.notDeepEqual(await years(), before);
});

test('the P&L as of another day is calculated for whoever asks, and everybody else sees that of today', async () => {
  await pnl('fay');
  const kept = (): Promise<object[]> =>
    database.query(
      `select made.*, to_jsonb(cell) as cell from forecasting.site_month as made
       join forecasting.pnl_cell as cell using (site_id, version_id, plan_month) order by 1, 2, 3, cell`,
    );
  const before = await kept();
  const asked = ['pnl', '--year', '2025', '--site', '0829'];
  const april = await run('fay', ...asked, '--as-of', '2025-04-15');
  assert.match(april.err, /everyone sees is as of 2025-06-15, not 2025-04-15\. .* is not saved\./);
  // In April the ledger of May was not closed yet.
  const { rows } = JSON.parse((await run('fay', ...asked, '--as-of', '2025-04-15', '--json')).out) as Pnl;
  const payroll = rows.find(({ row }) => row === 'payroll')?.months.find(({ month }) => month === '2025-05');
  assert.partialDeepStrictEqual(payroll ?? {}, { actual: null, trend: '38000', source: 'budget' });
  assert.equal(cell(await pnl('fay', '--site', '0829'), 'payroll', '05')?.actual, '40000');
  assert.deepEqual(await kept(), before);
  const unknown = await run('fay', ...asked, '--as-of', '2025-04-15', '--version', 'none');
  assert.match(unknown.err, /PNL_VERSION_UNKNOWN/);
});

test('money on an account without a category is named everywhere, and mapping it puts it into its row', async () => {
  await database.execute(
    `insert into warehouse.account (account_id, account_name, category, batch_id, source_line)
     values ('7998', 'Suspense', 'Expense', 1, 1)
     on conflict (account_id) do update set account_name = excluded.account_name`,
  );
  const suspense = { site_id: '0829', period_month: '2025-05-01', account_id: '7998', amount: '5000.00' };
  const before = cell(await pnl('fay', '--site', '0829'), 'front-line-contribution', '05')?.actual ?? '';
  await books.facts('warehouse.ledger_balance', await books.batch('suspense.csv'), [
    { ...suspense, entity: '02', account_index: 0 },
  ]);
  await database.execute(
    `insert into forecasting.outdated (site_id, version_id, plan_month, cause, since_at)
     select site_id, version_id, '2025-05-01', 'actuals', now() from forecasting.version on conflict do nothing`,
  );
  const shown = await pnl('fay', '--site', '0829');
  assert.equal(cell(shown, 'unmapped', '05')?.actual, '5000');
  const contribution = cell(shown, 'front-line-contribution', '05')?.actual ?? '';
  assert.equal(decimal(before).minus(decimal(contribution)).toString(), '5000');
  const asOf = ['--as-of', '2025-06-15'];
  const asked = ['explain', 'cell', '--site', '0829', '--month', '2025-05', '--line', 'unmapped', ...asOf];
  assert.match((await run('fay', ...asked)).out, /7998 Suspense.*5000.*suspense\.csv/);
  const bridge = ['forecast', 'bridge', '--month', '2025-05', '--between', 'budget,actual', ...asOf];
  assert.match((await run('fay', ...bridge)).out, /^unmapped +0\.00 +5,000\.00 +5,000\.00/m);
  const tested = ['forecast', 'back-test', '--year', '2025', '--csv', ...asOf];
  assert.match((await run('fay', ...tested)).out, /^0829,unmapped,0,1,5000,5000,/m);
  const view = await database.query(
    `select line, actual from api.profit_and_loss where line = 'unmapped' and plan_month = '2025-05-01'`,
  );
  assert.deepEqual(view, [{ line: 'unmapped', actual: '5000.00000000' }]);
  assert.match((await run('fay', 'accounts', 'unmapped')).out, /7998 +Suspense +0829 +2025-05 +– +5000\.00/);
  const map = ['accounts', 'map', '7998', '--to', 'other expense', '--reason', 'cleared monthly'];
  assert.match((await run('fay', ...map)).err, /SECURITY_FORBIDDEN/);
  assert.equal((await run('ada', ...map)).code, 0);
  const mapped = await pnl('fay', '--site', '0829');
  assert.equal(cell(mapped, 'unmapped', '05'), undefined);
  assert.equal(cell(mapped, 'front-line-contribution', '05')?.actual, contribution);
  assert.match(
    (await run('ada', ...map.slice(0, 3), '--to', 'LUCK', '--reason', 'x')).err,
    /WAREHOUSE_CATEGORY_UNKNOWN/,
  );
  const charted = ['accounts', 'map', '6000', '--to', 'PTEB', '--reason', 'x'];
  assert.match(
    (await run('ada', ...charted)).err,
    /WAREHOUSE_ACCOUNT_CHARTED: .*already puts account 6000 in PAYROLL/,
  );
  assert.equal((await run('ada', 'accounts', 'unmap', '7998')).code, 0);
  assert.equal(cell(await pnl('fay', '--site', '0829'), 'unmapped', '05')?.actual, '5000');
});

test('SQL clients read front line contribution and what it runs to, as the command shows them', async () => {
  const shown = await pnl('fay', '--site', '0829');
  for (const line of ['front-line-contribution', 'flc-to-budget-cumulative', 'payroll']) {
    const rows = await database.query<{ month: string; trend: string | null; variance: string | null }>(
      `select to_char(plan_month, 'MM') as month, trim_scale(trend)::text as trend,
         trim_scale(variance)::text as variance
       from api.profit_and_loss
       where site_id = '0829' and line = $1 and plan_month between '2025-01-01' and '2025-12-01' order by 1`,
      [line],
    );
    assert.equal(rows.length, 12);
    for (const { month, trend, variance } of rows) {
      const of = cell(shown, line, month);
      assert.deepEqual([trend, variance], [of?.trend, of?.variance], `${line} ${month}`);
    }
  }
});

test('every cell opens, says who entered what, and shows nobody what the matrix keeps from them', async () => {
  await person('rev@house.invalid', 'revenueApprover');
  await person('bea@house.invalid', 'billingAdmin');
  const paid = { site_id: '0170', job_code: 'GSA', pay_type: 'REGULAR', hours: '8' };
  await books.facts('warehouse.payroll_day', await books.batch('payroll.csv'), [
    { ...paid, worked_on: '2025-06-10', dollars: '987.65' },
  ]);
  const statistics = { area: 'statistics', period: '2025-06-20', item: '', measure: 'valet-daily' } as const;
  const rate = { area: 'rates', period: '2025-06', item: 'valet-daily', measure: 'rate' } as const;
  await database.transaction((transaction) =>
    saveEntries(transaction, {
      site: '0170',
      year: 2025,
      version: 'working',
      action: 'set',
      savedBy: 'ada@house.invalid',
      reason: null,
      seen: null,
      today: '2025-06-15',
      isConfirmed: true,
      entries: [
        { ...statistics, value: decimal('40') },
        { ...rate, value: decimal('25') },
      ],
    }),
  );
  const explain = async (as: string, line: string, ...more: string[]): Promise<Said> => {
    const cellOf = ['explain', 'cell', '--site', '0170', '--month', '2025-06', '--line', line];
    const said = await run(as, ...cellOf, '--as-of', '2025-06-15', ...more);
    assert.equal(said.code, 0, `${line}: ${said.err}`);
    return said;
  };
  const rows = (await pnl('fay', '--site', '0170')).rows.map(({ row }) => row);
  for (const row of rows) await explain('fay', row);
  const shown = await explain('fay', 'payroll');
  assert.match(shown.out, /paid up to 2025-06-10 +987\.65 +actual/);
  assert.match(shown.out, /payroll\.csv/);
  assert.doesNotMatch(shown.out, /Hidden/);
  for (const as of ['rev', 'bea']) {
    const kept = await explain(as, 'payroll', '--all');
    assert.doesNotMatch(kept.out, /payroll\.csv|987\.65|GSA/);
    assert.match(kept.out, /Hidden, because you may not read it at site 0170: \d+ inputs of labor/);
    const raw = await explain(as, 'payroll', '--json');
    assert.doesNotMatch(raw.out, /payroll\.csv|987\.65|GSA/);
    const revenue = await explain(as, 'external-revenue', '--all');
    assert.doesNotMatch(revenue.out, /ada@house|× 25/);
    assert.match(revenue.out, /inputs of forecast/);
  }
  const revenue = await explain('fay', 'external-revenue');
  assert.match(revenue.out, /valet-daily: 40 vehicles × 25 +1000 +forecast/);
  assert.match(revenue.out, /rates +valet-daily +2025-06-01 +2025-06-01 +25 +ada@house\.invalid/);
  assert.match((await explain('fay', 'insurance')).out, /4\.45 % of payroll of the month/);
  const contribution = await explain('fay', 'front-line-contribution');
  assert.match(contribution.out, /^payroll +-/m);
  const running = await explain('fay', 'flc-to-budget-cumulative');
  assert.match(running.out, /front-line-contribution of 2025-05 to budget/);
});

test('a quarter or a range of months has what is actual of it, next to what it is compared with', async () => {
  const paid = { site_id: '0829', account_id: '6000', entity: '02', account_index: 0 };
  await books.facts('warehouse.ledger_balance', await books.batch('earlier.csv'), [
    { ...paid, period_month: '2024-05-01', amount: '35000.00' },
    { ...paid, period_month: '2025-02-01', amount: '30000.00' },
  ]);
  await database.execute(
    `insert into forecasting.outdated (site_id, version_id, plan_month, cause, since_at)
     select site_id, version_id, '2025-02-01', 'actuals', now() from forecasting.version on conflict do nothing`,
  );
  const asked = ['pnl', '--site', '0829', '--as-of', '2025-06-15'];
  const read = async (...more: string[]): Promise<Pnl> => {
    const said = await run('fay', ...asked, '--json', ...more);
    assert.equal(said.code, 0, said.err);
    return JSON.parse(said.out) as Pnl;
  };
  const payrollOf = ({ rows }: Pnl): Pnl['rows'][number] | undefined =>
    rows.find(({ row }) => row === 'payroll');
  const quarter = await read('--quarter', '2025-Q2');
  assert.partialDeepStrictEqual(payrollOf(quarter), {
    actual_months: { trend: '40000', budget: '38000', variance: '2000', favour: 'worse', sites: { all: 1 } },
    total: { trend: '78000', budget: '76000', variance: '2000' },
  });
  assert.equal(
    payrollOf(quarter)
      ?.months.map(({ month }) => month)
      .join(),
    '2025-04,2025-05,2025-06',
  );
  // What runs on from January does so in a quarter, too.
  const running = cell(await pnl('fay', '--site', '0829'), 'flc-to-budget-cumulative', '06')?.trend;
  assert.equal(cell(quarter, 'flc-to-budget-cumulative', '06')?.trend, running);
  const against = async (base: string): Promise<object> => {
    const shown = await read('--quarter', '2025-Q2', '--against', base);
    assert.equal(cell(shown, 'flc-to-budget-cumulative', '06')?.trend, running);
    const { compared_with, variance, favour } = payrollOf(shown)?.total ?? {};
    assert.equal(favour, 'worse');
    return { compared_with, variance };
  };
  assert.deepEqual(await against('forecast'), { compared_with: '76000', variance: '2000' });
  assert.deepEqual(await against('prior-year'), { compared_with: '35000', variance: '5000' });
  assert.deepEqual(await against('previous-quarter'), { compared_with: '30000', variance: '10000' });
  const fpa = [...asked, '--quarter', '2025-Q2', '--against', 'fpa', '--view', 'variance', '--csv'];
  assert.match((await run('fay', ...fpa)).err, /PNL_VERSION_UNKNOWN: .* version fpa for 2025/);
  const taken = await run('ada', 'forecast', 'take', '--site', '0829', '--year', '2025', '--name', 'fpa');
  assert.equal(taken.code, 0, taken.err);
  assert.match(
    (await run('fay', ...fpa)).out,
    /^payroll,Payroll,actual months,.*,2000,5\.26\d*,actual,38000,worse,medium,$/m,
  );
  const over = payrollOf(await read('--from', '2024-05', '--to', '2025-05'));
  assert.equal(over?.months.length, 13);
  assert.equal(over.actual_months.actual, decimal('35000').plus('30000').plus('40000').plus('70').toString());
  const told = await run('fay', ...asked, '--from', '2025-02', '--to', '2025-05', '--against', 'prior-year');
  assert.match(told.out, /^trend +02 +03 +04 +05 +ACT +total +prior year/);
  assert.match(told.err, /2025-02 to 2025-05, 1 site; % is the variance of trend against prior year/);
  assert.match((await run('fay', ...asked, '--from', '2025-06', '--to', '2025-02')).err, /PNL_RANGE_INVALID/);
  assert.match(
    (await run('fay', ...asked, '--year', '2025', '--quarter', '2025-Q2')).err,
    /give one of --year/,
  );
});

test('after the last day of work nothing is expected, and entries are refused with the day', async () => {
  const source = { batch_id: await books.batch('sites.csv'), source_line: 2 };
  await books.list('site_version', [
    { site_id: '0829', valid_from_on: '2024-01-01', site_name: 'House', closed_on: '2025-06-20', ...source },
  ]);
  await books.facts('warehouse.budget', await books.batch('august.csv'), [
    budget('0829', '08', '6000', '700'),
  ]);
  await database.execute(
    `insert into forecasting.outdated (site_id, version_id, plan_month, cause, since_at)
     select site_id, version_id, month::date, 'site master', now() from forecasting.version
     cross join unnest(array['2025-06-01', '2025-08-01']) as month on conflict do nothing`,
  );
  const shown = await pnl('fay', '--site', '0829');
  const august = cell(shown, 'payroll', '08');
  assert.deepEqual([august?.budget, august?.forecast, august?.trend], ['700', '0', '0']);
  const june = decimal(cell(shown, 'payroll', '06')?.forecast ?? '0');
  assert.ok(june.minus(decimal('38000').times('20').div('30')).abs().lt('0.0001'), june.toString());
  const saved = (period: string): Promise<unknown> =>
    database.transaction((transaction) =>
      saveEntries(transaction, {
        site: '0829',
        year: 2025,
        version: 'working',
        action: 'set',
        savedBy: 'ada@house.invalid',
        reason: null,
        seen: null,
        today: '2025-06-15',
        isConfirmed: true,
        entries: [{ area: 'statistics', period, item: '', measure: 'valet-daily', value: decimal('4') }],
      }),
    );
  await saved('2025-06-20');
  await assert.rejects(saved('2025-06-21'), {
    code: 'FORECASTING_SITE_CLOSED',
    message: /Site 0829 closes on 2025-06-20; 1 of the entries are after that, such as .*2025-06-21/,
  });
});

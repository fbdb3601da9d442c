import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepPnlCurrent } from '../../../src/forecasting/index.ts';
import { bringPnlUpToDate, calculatePnl } from '../../../src/forecasting/pnl/calculate-pnl.ts';
import { readFailed } from '../../../src/forecasting/pnl/failures.ts';
import { readUpdating } from '../../../src/forecasting/recalculation/keep-current.ts';
import { cloneDatabase } from '../../database.ts';
import { openBooks, type Fact } from '../warehouse/questions-facts.ts';

const database = await cloneDatabase();
const books = await openBooks(database);
const sites = ['0170', '0829', '0900', '0901', '0902'];
await database.execute(
  `insert into warehouse.site (site_id, is_listed) select site, true from unnest($1::text[]) as site`,
  [sites.slice(2)],
);
const budget = (site_id: string, period_month: string, amount: string): Fact => ({
  site_id,
  period_month,
  account_id: '6000',
  amount,
});
const load = async (...rows: Fact[]): Promise<void> =>
  books.facts('warehouse.budget', await books.batch('budget.csv'), rows);
await load(...sites.map((site) => budget(site, '2025-03-01', '3100')));

const options = {
  year: 2025,
  sites,
  version: 'working',
  asOf: '2025-02-10',
  cause: 'change',
  startedBy: 'tester',
} as const;
const tooLarge = '90000000000000';
const reason = 'a figure is too large for its column';

async function runs(work: () => Promise<unknown>): Promise<number> {
  const count = async (): Promise<number> =>
    (await database.query<{ n: number }>('select count(*)::integer as n from forecasting.run'))[0]?.n ?? 0;
  const before = await count();
  await work();
  return (await count()) - before;
}

async function payroll(month: string): Promise<string[]> {
  const rows = await database.query<{ text: string }>(
    `select site_id || ' ' || coalesce(trim_scale(forecast)::text, '-') as text from forecasting.pnl_cell
     where plan_month = $1::date and line = 'payroll' order by 1`,
    [month],
  );
  return rows.map(({ text }) => text);
}

const others = sites.filter((site) => site !== '0829');
const update = (): ReturnType<typeof bringPnlUpToDate> => bringPnlUpToDate(database, options);

test('a figure that no column takes stops the P&L of its own site, and of no other', async () => {
  await load(budget('0829', '2025-04-01', tooLarge));
  const { sites: count, failed } = await calculatePnl(database, options);
  assert.deepEqual([count, failed], [4, [{ site: '0829', reason }]]);
  assert.deepEqual(
    await payroll('2025-03-01'),
    others.map((site) => `${site} 3100`),
  );
  assert.deepEqual(await readFailed(database, options), [{ site: '0829', reason }]);
});

test('what failed is not tried again until something of the site changes', async () => {
  assert.equal(await runs(update), 0);
  assert.equal(await runs(() => keepPnlCurrent(database, { asOf: options.asOf })), 0);
  assert.deepEqual(await readUpdating(database, options), []);
  await load(budget('0170', '2025-05-01', '50'));
  assert.equal(await runs(update), 1);
  assert.deepEqual(await readFailed(database, options), [{ site: '0829', reason }]);
});

test('another day tries it once more, and fails once', async () => {
  assert.ok((await runs(() => keepPnlCurrent(database, { asOf: '2025-03-10' }))) > 0);
  assert.equal(await runs(() => keepPnlCurrent(database, { asOf: '2025-03-10' })), 0);
});

test('once the figure is corrected every month that waited is calculated, and nothing is listed', async () => {
  await database.execute(`update warehouse.budget set amount = 40 where amount = 90000000000000`);
  await load(budget('0829', '2025-06-01', '70'));
  const { failed } = await bringPnlUpToDate(database, { ...options, asOf: '2025-03-10' });
  assert.deepEqual([failed, await readFailed(database, options)], [[], []]);
  for (const [month, amount] of [
    ['2025-03-01', '3100'],
    ['2025-04-01', '40'],
    ['2025-06-01', '70'],
  ] as const)
    assert.ok((await payroll(month)).includes(`0829 ${amount}`), month);
});

test('a site that fails later keeps what was calculated before', async () => {
  await load(budget('0829', '2025-07-01', tooLarge));
  const { failed } = await bringPnlUpToDate(database, { ...options, asOf: '2025-03-10' });
  assert.deepEqual(failed, [{ site: '0829', reason }]);
  assert.ok((await payroll('2025-03-01')).includes('0829 3100'));
  assert.ok((await payroll('2025-07-01')).includes('0829 -'));
});

test('what is no matter of a site stops the whole and is thrown', async () => {
  await database.execute('alter function forecasting.site_inputs(jsonb, integer) rename to site_inputs_gone');
  await assert.rejects(calculatePnl(database, options), { code: '42883' });
  await database.execute('alter function forecasting.site_inputs_gone(jsonb, integer) rename to site_inputs');
});

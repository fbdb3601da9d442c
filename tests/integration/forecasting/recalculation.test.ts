import assert from 'node:assert/strict';
import { addApprovedClause, importApproved } from '../contracts/approved-contracts.ts';
import { test } from 'node:test';
import { keepPnlCurrent } from '../../../src/forecasting/index.ts';
import type { Entry } from '../../../src/forecasting/entries/entry.ts';
import { saveEntries } from '../../../src/forecasting/entries/save-entries.ts';
import { bringPnlUpToDate, calculatePnl } from '../../../src/forecasting/pnl/calculate-pnl.ts';
import { readUpdating } from '../../../src/forecasting/recalculation/keep-current.ts';
import { decimal } from '../../../src/kernel/decimal.ts';
import type { Database } from '../../../src/platform/database/index.ts';
import { cloneDatabase } from '../../database.ts';
import { openBillingFixture } from '../billing/billing-fixture.ts';
import { exportFile } from '../contracts/given-exports.ts';

const database = await cloneDatabase();
const books = await openBillingFixture(database);
const asOf = '2025-06-15';
const sites = ['0170', '0829', '9901'];
// 9901 pays a fixed fee: no month of it looks back at another.
await database.execute(`insert into warehouse.site (site_id, is_listed) values ('9901', true)`);
await books.facts('warehouse.budget', await books.batch('budget.csv'), [
  ...['05', '06', '07'].flatMap((month) => [budget('0170', month, '9410'), budget('9901', month, '9410')]),
]);
const options = {
  year: 2025,
  sites,
  asOf,
  version: 'working',
  startedBy: 'tester',
  cause: 'command' as const,
};
await calculatePnl(database, options);

function budget(site: string, month: string, account: string): Record<string, string> {
  return {
    site_id: site,
    period_month: `2025-${month}-01`,
    account_id: account,
    amount: '90000.00000',
  };
}

const vehicles = (period: string, value: string): Entry => ({
  area: 'statistics',
  period,
  item: '',
  measure: 'valet-daily',
  value: decimal(value),
});

function save(site: string, entries: readonly Entry[], on: Database = database): Promise<unknown> {
  const saving = { site, year: 2025, version: 'working', action: 'set', savedBy: 'tester' } as const;
  return on.transaction((transaction) =>
    saveEntries(transaction, { ...saving, reason: null, seen: null, today: asOf, entries }),
  );
}

/** Which months of which sites a piece of work calculated anew. */
async function calculatedBy(work: () => Promise<unknown>): Promise<string[]> {
  const [before] = await database.query<{ run: string }>(
    'select coalesce(max(run_id), 0) as run from forecasting.run',
  );
  await work();
  const rows = await database.query<{ text: string }>(
    `select site_id || ' ' || to_char(plan_month, 'MM') as text
     from forecasting.site_month join forecasting.version using (version_id, site_id)
     where run_id > $1 order by 1`,
    [before?.run ?? '0'],
  );
  return rows.map(({ text }) => text);
}

const update = (): Promise<unknown> => bringPnlUpToDate(database, options);
const monthsOf = (site: string, first: number): string[] =>
  Array.from({ length: 13 - first }, (_, at) => `${site} ${String(first + at).padStart(2, '0')}`);

async function stored(): Promise<string[]> {
  const rows = await database.query<{ text: string }>(
    `select concat_ws(' ', site_id, plan_month, line, budget, forecast, actual, trend, source, fingerprint) as text
     from forecasting.pnl_cell join forecasting.site_month using (site_id, version_id, plan_month) order by 1`,
  );
  return rows.map(({ text }) => text);
}

test('nothing is calculated while nothing changed', async () => {
  assert.deepEqual(await calculatedBy(update), []);
});

test('a saved month is calculated alone where terms do not look back', async () => {
  await save('9901', [vehicles('2025-07-03', '120')]);
  assert.deepEqual(await readUpdating(database, options), ['9901']);
  assert.deepEqual(await calculatedBy(update), ['9901 07']);
  assert.deepEqual(await readUpdating(database, options), []);
});

test('where terms look back, the months after a saved one are calculated too', async () => {
  await save('0829', [vehicles('2025-07-03', '120')]);
  assert.deepEqual(await calculatedBy(update), monthsOf('0829', 7));
});

test('a load calculates the months of the sites that it touched, once', async () => {
  await books.facts('warehouse.budget', await books.batch('more.csv'), [budget('9901', '09', '9440')]);
  assert.deepEqual(await calculatedBy(update), ['9901 09']);
  assert.deepEqual(await calculatedBy(update), []);
});

test('a load of the month in which a first contract year began calculates the year that looks back at it', async () => {
  const posted = { period_month: '2024-01-01', account_id: '7100', entity: '02', account_index: 1 };
  await books.facts('warehouse.ledger_balance', await books.batch('year-before.csv'), [
    ...['0829', '9901'].map((site_id) => ({ ...posted, site_id, amount: '10.00000' })),
  ]);
  assert.deepEqual(await calculatedBy(update), monthsOf('0829', 1));
});

test('revenue of a budget counts in the whole year, because adjustments are a share of it', async () => {
  await books.facts('warehouse.budget', await books.batch('revenue.csv'), [budget('9901', '10', '9410')]);
  assert.deepEqual(await calculatedBy(update), monthsOf('9901', 1));
});

test('other terms calculate the months from which they hold (FC12-03)', async () => {
  const dearer = exportFile(
    'fixed-fee',
    ['"fee": 845.5', '"fee": 945.5'],
    ['"startDate": "2030', '"startDate": "2020'],
  );
  await importApproved(database, [dearer], { from: '2025-08', isStrict: false, importedBy: 'tester' });
  assert.deepEqual(await calculatedBy(update), monthsOf('9901', 8));
});

test('a clause calculates the months in which it holds', async () => {
  const wanted = { site: '9901', kind: 'cap', from: '2025-11', through: null } as const;
  const given = { component: 'fixed-fee', amount: '20000' };
  await addApprovedClause(database, { ...wanted, reason: 'amendment 2', given }, 'tester');
  assert.deepEqual(await calculatedBy(update), monthsOf('9901', 11));
  const fees = await database.query<{ fee: string }>(
    `select trim_scale(forecast)::text as fee from forecasting.component
     where site_id = '9901' and plan_month >= '2025-10-01' and component = 'fixed-fee' order by plan_month`,
  );
  assert.deepEqual(
    fees.map(({ fee }) => fee),
    ['25498.25', '20000', '20000'],
  );
});

test('another day calculates its month, and the next month all after it', async () => {
  const on = (day: string) => (): Promise<unknown> => bringPnlUpToDate(database, { ...options, asOf: day });
  const left = await calculatedBy(on('2025-06-16'));
  assert.deepEqual([left.includes('9901 06'), left.includes('9901 07')], [true, false]);
  const later = await calculatedBy(on('2025-07-01'));
  assert.deepEqual(
    later.filter((one) => one.startsWith('9901')),
    monthsOf('9901', 6),
  );
  await bringPnlUpToDate(database, options);
});

test('months that were calculated one by one are those of a whole calculation', async () => {
  const piecemeal = await stored();
  await calculatePnl(database, options);
  assert.deepEqual(piecemeal, await stored());
});

test('what is saved while a P&L is calculated is calculated next', async () => {
  await save('9901', [vehicles('2025-07-04', '80')]);
  // Between reading inputs and keeping results: the first transaction that a calculation ends.
  let saves = 0;
  const interrupted = Object.assign(Object.create(database) as Database, {
    transaction: async (...given: Parameters<Database['transaction']>): Promise<unknown> => {
      const result = await database.transaction(...given);
      saves += 1;
      if (saves === 1) await save('9901', [vehicles('2025-07-05', '90')]);
      return result;
    },
  });
  await bringPnlUpToDate(interrupted, options);
  assert.deepEqual(await readUpdating(database, options), ['9901']);
  assert.deepEqual(await calculatedBy(update), ['9901 07']);
});

test('a server keeps every year that was calculated before up to date', async () => {
  await save('9901', [vehicles('2025-08-04', '80')]);
  assert.deepEqual(await calculatedBy(() => keepPnlCurrent(database, { asOf })), ['9901 08']);
});

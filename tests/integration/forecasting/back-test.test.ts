import assert from 'node:assert/strict';
import { test } from 'node:test';
import { backTest, calculateRecords, type BackTested } from '../../../src/forecasting/back-test/back-test.ts';
import { readEntry, readSetting } from '../../../src/forecasting/entries/entry.ts';
import { saveEntries } from '../../../src/forecasting/entries/save-entries.ts';
import { decideSubmission, submitForecast } from '../../../src/forecasting/versions/submissions.ts';
import { readBridge, versionsOfEnds } from '../../../src/forecasting/bridge/read-bridge.ts';
import { sumOf } from '../../../src/forecasting/bridge/bridge.ts';
import { calculatePnl } from '../../../src/forecasting/pnl/calculate-pnl.ts';
import { roundHalfAway, type Decimal } from '../../../src/kernel/decimal.ts';
import type { Month } from '../../../src/kernel/month.ts';
import { ask, explain } from '../../../src/warehouse/questions/index.ts';
import { cloneDatabase } from '../../database.ts';
import { openBooks, type Fact } from '../warehouse/questions-facts.ts';

const database = await cloneDatabase();
const books = await openBooks(database);
await books.list(
  'site',
  ['0555', '0999'].map((site_id) => ({ site_id, is_listed: true, first_seen_at: '2024-01-01' })),
);
await database.execute(`
  insert into warehouse.account (account_id, account_name, summary_category, batch_id, source_line)
  values ('9410', 'External revenue', 'EXTERNAL REVENUE', 1, 1)
  on conflict (account_id) do update set summary_category = excluded.summary_category`);

const revenueOf = (site: string, month: Month, amount: string): Fact => ({
  site_id: site,
  period_month: `${month}-01`,
  account_id: '9410',
  amount,
});
const posted = (site: string, month: Month, amount: string): Fact => ({
  ...revenueOf(site, month, amount),
  entity: '02',
  account_index: 1,
});
await books.facts('warehouse.ledger_balance', await books.batch('ledger.csv'), [
  ...[posted('0170', '2024-03', '1050'), posted('0170', '2024-04', '1000')],
  ...[posted('0170', '2025-03', '1100'), posted('0170', '2025-04', '1000')],
  ...[posted('0555', '2025-03', '500'), posted('0829', '2025-03', '700'), posted('0170', '2025-02', '900')],
]);
const months: readonly Month[] = ['2025-02', '2025-03', '2025-04'];
await books.facts('warehouse.budget', await books.batch('budget.csv'), [
  ...months.flatMap((month) => [revenueOf('0170', month, '1000'), revenueOf('0555', month, '550')]),
]);

/** Forecasts vehicles at 100 each, submits them for the month, and has them approved by somebody else. */
async function forecast(
  site: string,
  month: Month,
  day: string,
  vehicles: Readonly<Record<Month, string>>,
): Promise<void> {
  const settings = Object.entries(vehicles).flatMap(([target, count]) => [
    ...[`statistics.valet-daily@${target}-10=${count}`, `rates.valet-daily@${target}=100`],
  ]);
  const entries = settings.flatMap((setting) => {
    const typed = readSetting(setting);
    const entry = typed === null ? null : readEntry(typed);
    return entry !== null && 'value' in entry ? [entry] : [];
  });
  assert.equal(entries.length, settings.length);
  await database.transaction(async (transaction) => {
    const saving = { site, year: 2025, version: 'working', entries, today: '2025-01-01' };
    const who = { action: 'set', savedBy: 'amos', reason: null, seen: null } as const;
    await saveEntries(transaction, { ...saving, ...who });
    const submitting = { site, year: 2025, month, submittedBy: 'amos', reason: null };
    const { submission } = await submitForecast(transaction, submitting);
    await decideSubmission(transaction, submission, { state: 'approved', decidedBy: 'dora', reason: null });
    await transaction.execute(
      'update forecasting.submission set submitted_at = $2::timestamptz where submission_id = $1',
      [submission, day],
    );
  });
}

await forecast('0170', '2025-03', '2025-03-05', { '2025-03': '10', '2025-04': '12' });
// The evening of the last day in New York is the next day in UTC: April still counts.
await forecast('0170', '2025-04', '2025-05-01T02:00:00Z', { '2025-04': '11' });
await forecast('0170', '2025-03', '2025-06-01', { '2025-03': '11', '2025-04': '10' });
await forecast('0555', '2025-03', '2025-03-05', { '2025-03': '6' });

const sites = ['0170', '0555', '0829', '0999'];
const options = { from: '2025-02', to: '2025-12', asOf: '2025-06-15', timeZone: 'America/New_York' } as const;
await calculateRecords(database, sites, options, 'tester');
const { results, leftOut } = await backTest(database, sites, options);

const found = (site: string | null, lead: number | null): BackTested | undefined =>
  results.find((one) => one.site === site && one.lead === lead && one.row === 'external-revenue');
const told = (one: BackTested | undefined): unknown[] => {
  const text = (value: Decimal | null | undefined): string | null =>
    value ? roundHalfAway(value, 4).toString() : null;
  const { forecast: ours, seasonalNaive, budget } = one?.errors ?? {};
  return [
    ...[
      one?.months,
      ...[ours, seasonalNaive, budget].map((errors) => text(errors?.mae)),
      one?.best.join(' '),
    ],
    ...[text(ours?.wape), text(ours?.bias)],
  ];
};

test('the last forecast of each month that was submitted before it ended is measured, and the best is named', () => {
  // March 1,000 against 1,100, April 1,100 against 1,000; last year 50 and 0 off, the budget 100 and 0.
  assert.deepEqual(told(found('0170', null)), [2, '100', '25', '50', 'seasonalNaive', '0.0952', '0']);
});

test('each lead is measured by itself: a forecast of March says April one month ahead', () => {
  assert.deepEqual(told(found('0170', 1)), [1, '200', '0', '0', 'seasonalNaive budget', '0.2', '0.2']);
  assert.equal(found('0170', 0)?.months, 2);
});

test('a site that lacks the year before is compared without it and is not in the total', () => {
  assert.deepEqual(told(found('0555', null)), [1, '100', null, '50', 'budget', '0.2', '0.2']);
  assert.deepEqual(told(found(null, null)), told(found('0170', null)));
});

test('whatever is left out is named with its month', () => {
  assert.deepEqual(
    leftOut.map(({ site, reason }) => `${site} ${reason}`),
    [
      '0170 no forecast of record for 2025-02: left out',
      '0555 no ledger of the previous year for 2025-03: compared without it, and not in the total',
      '0829 no forecast of record that was submitted before 2025-03 ended',
      '0999 no closed month',
    ],
  );
});

test('a forecast of record stays as it was calculated, and is the other side of a bridge', async () => {
  const cells = (): Promise<object[]> =>
    database.query(
      'select version_id, plan_month, line, forecast, run_id from forecasting.pnl_cell order by 1, 2, 3',
    );
  const before = await cells();
  await calculateRecords(database, sites, options, 'tester');
  assert.deepEqual(await cells(), before);
  const bridging = {
    ...({ year: 2025, asOf: '2025-06-15', from: '2025-04', to: '2025-04' } as const),
    ends: [
      { basis: 'forecast', version: '2025-03 #1' },
      { basis: 'forecast', version: 'working' },
    ] as const,
  };
  const versions = await versionsOfEnds(database, sites, bridging);
  const { steps, leftOut: without } = await readBridge(database, sites, versions, bridging);
  // 0170 expected 12 vehicles at 100 and now 10; the others have no such version, or follow the budget.
  const { volume, price } = sumOf(steps.filter(({ row }) => row === 'external-revenue'));
  assert.deepEqual([volume.toString(), price.toString()], ['-200', '0']);
  assert.deepEqual(
    without.map(({ site, reason }) => `${site} ${reason}`),
    ['0829', '0999'].map((site) => `${site} no version 2025-03 #1 of 2025`),
  );
});

test('how near forecasts came is a view and a question: the last of a month once, all by months ahead', async () => {
  const working = { year: 2025, sites, version: 'working', asOf: '2025-06-15' } as const;
  await calculatePnl(database, { ...working, startedBy: 'tester', cause: 'command' });
  const asked = { site: '0170', from: '2025-03-01', to: '2025-04-30', forecast: 'every' };
  const answer = await ask(database, 'forecast-accuracy', asked);
  const shown = ('rows' in answer ? answer.rows : []).filter(({ row }) => row === 'external-revenue');
  // March 1,000 against 1,100; April 1,200 and then 1,100 against 1,000.
  assert.deepEqual(
    shown.map((one) => [
      one['month'],
      one['months_ahead'],
      one['variance'],
      one['variance_percent'],
      one['within_percent'],
    ]),
    [
      ['2025-03', 0, '-100', '-9.09', '10'],
      ['2025-04', 0, '100', '10.00', '10'],
      ['2025-04', 1, '200', '20.00', null],
    ],
  );
  const last = await database.query<{ months_ahead: number }>(
    `select months_ahead from api.forecast_accuracy
     where site_id = '0170' and plan_month = '2025-04-01' and line = 'external-revenue' and is_last`,
  );
  assert.deepEqual(last, [{ months_ahead: 0 }]);
  const { rows: behind } = await explain(database, 'forecast-accuracy', { ...asked, from: '2025-04-01' });
  assert.ok(behind.length > 0 && behind.every(({ fact }) => fact === 'warehouse.ledger_balance'));
});

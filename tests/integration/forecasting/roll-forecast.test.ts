import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rollWhenDue } from '../../../src/forecasting/index.ts';
import { saveEntries } from '../../../src/forecasting/entries/save-entries.ts';
import { bringPnlUpToDate } from '../../../src/forecasting/pnl/calculate-pnl.ts';
import { decideSubmission, submitForecast } from '../../../src/forecasting/versions/submissions.ts';
import { backTest } from '../../../src/forecasting/back-test/back-test.ts';
import { cycleDays } from '../../../src/forecasting/cycle/cycle-days.ts';
import { rollForecast } from '../../../src/forecasting/cycle/roll-forecast.ts';
import { decimal } from '../../../src/kernel/decimal.ts';
import type { Month } from '../../../src/kernel/month.ts';
import { cloneDatabase } from '../../database.ts';
import { openBooks, type Fact } from '../warehouse/questions-facts.ts';

const database = await cloneDatabase();
const books = await openBooks(database);
await books.list(
  'site',
  ['0555', '0903'].map((site_id) => ({ site_id, is_listed: true, first_seen_at: '2024-01-01' })),
);
const budget = (site: string, month: Month): Fact => ({
  site_id: site,
  period_month: `${month}-01`,
  account_id: '7045',
  amount: '1000',
});
await books.facts('warehouse.budget', await books.batch('budget.csv'), [
  ...[budget('0170', '2025-07'), budget('0829', '2025-07'), budget('0170', '2026-02')],
]);

async function enter(site: string, amount: string): Promise<void> {
  const value = decimal(amount);
  const entry = { area: 'other-expense', period: '2025-07', item: '7045', measure: 'amount', value } as const;
  const saving = { site, year: 2025, version: 'working', entries: [entry], today: '2025-06-20' };
  const who = { action: 'set', savedBy: 'amos', reason: null, seen: null } as const;
  await database.transaction((transaction) => saveEntries(transaction, { ...saving, ...who }));
}

const submit = (site: string): Promise<{ submission: string }> =>
  database.transaction((transaction) =>
    submitForecast(transaction, { site, year: 2025, month: '2025-07', submittedBy: 'amos', reason: null }),
  );
const approve = (submission: string): Promise<unknown> =>
  database.transaction((transaction) =>
    decideSubmission(transaction, submission, { state: 'approved', decidedBy: 'dora', reason: null }),
  );

// 0170 is approved, 0829 submitted and not decided, 0555 only entered; 0903 has no budget and no entries.
await enter('0170', '1100');
await approve((await submit('0170')).submission);
await enter('0829', '1200');
const { submission: waiting } = await submit('0829');
await enter('0555', '700');

const cycle = cycleDays('2025-07', []);
const rolling = { cycle, cause: 'command', startedBy: 'ada' } as const;

/** Other expense of July by site, of the forecast of record of the cycle. */
async function recorded(): Promise<string[]> {
  const rows = await database.query<{ text: string }>(
    `select record.site_id || ' ' || version || ' ' || cell.forecast::numeric(9, 0) as text
     from forecasting.records_of_cycle('2025-07-01', 2025) as record
     join forecasting.version on version.site_id = record.site_id and plan_year = 2025 and name = version
     join forecasting.pnl_cell as cell using (version_id)
     where plan_month = '2025-07-01' and line = 'other-expense' order by 1`,
  );
  return rows.map(({ text }) => text);
}

async function versions(): Promise<object[]> {
  return database.query(
    'select site_id, plan_year, name, last_change_id from forecasting.version order by version_id',
  );
}

test('a cycle is rolled from the day after its last day to decide, in its own month only', async () => {
  await assert.rejects(
    rollForecast(database, { ...rolling, today: '2025-07-02' }),
    /2025-07 cycle is open until 2025-07-02/,
  );
  await assert.rejects(rollForecast(database, { ...rolling, today: '2025-08-01' }), /2025-07 has ended/);
  const due = { startedBy: 'daybook' };
  assert.equal(await rollWhenDue(database, { ...due, today: '2025-07-02' }), null);
});

test('every planned site gets a forecast of record, and those whom nobody submitted are named', async () => {
  const { sites, years } = await rollForecast(database, { ...rolling, today: '2025-07-03' });
  assert.equal(sites, 4);
  assert.deepEqual(years, [
    {
      year: 2025,
      approved: 1,
      recordedNow: 2,
      unplanned: ['0903'],
      recorded: [
        { site: '0555', reason: 'nobody submitted' },
        { site: '0829', reason: 'not decided in time' },
      ],
    },
    {
      year: 2026,
      approved: 0,
      recordedNow: 1,
      unplanned: ['0555', '0829', '0903'],
      recorded: [{ site: '0170', reason: 'nobody submitted' }],
    },
  ]);
  assert.deepEqual(await recorded(), [
    ...['0170 2025-07 #1 1100', '0555 2025-07 (recorded) 700', '0829 2025-07 (recorded) 1200'],
  ]);
});

test('every site has a working version and its P&L for the years that are planned', async () => {
  const [made] = await database.query<{ months: number }>(
    `select count(*)::integer as months from forecasting.version join forecasting.site_month using (site_id, version_id)
     where kind = 'working'`,
  );
  assert.equal(made?.months, 4 * 24);
});

test('twice is once, by hand and by a server', async () => {
  const before = await versions();
  const { years, siteMonths } = await rollForecast(database, { ...rolling, today: '2025-07-03' });
  assert.deepEqual([siteMonths, ...years.map(({ recordedNow }) => recordedNow)], [0, 0, 0]);
  assert.equal(await rollWhenDue(database, { today: '2025-07-03', startedBy: 'daybook' }), null);
  assert.deepEqual(await versions(), before);
});

test('what was recorded stays when the working version moves, until somebody approves a submission', async () => {
  await enter('0555', '900');
  await enter('0829', '900');
  const working = {
    year: 2025,
    version: 'working',
    asOf: '2025-07-03',
    cause: 'change',
    startedBy: 'ada',
  } as const;
  await bringPnlUpToDate(database, { ...working, sites: ['0555', '0829'] });
  assert.equal((await recorded())[1], '0555 2025-07 (recorded) 700');
  await approve(waiting);
  assert.match((await versions()).map((one) => JSON.stringify(one)).join(), /2025-07 #1/);
  const [approved] = await database.query<{ version: string }>(
    `select version from forecasting.records_of_cycle('2025-07-01', 2025) where site_id = '0829'`,
  );
  assert.equal(approved?.version, '2025-07 #1');
});

test('a server rolls what became due: a budget that came later', async () => {
  await books.facts('warehouse.budget', await books.batch('later.csv'), [budget('0903', '2025-07')]);
  const rolled = await rollWhenDue(database, { today: '2025-07-31', startedBy: 'daybook' });
  assert.equal(rolled?.years[0]?.recordedNow, 1);
  const [run] = await database.query<{ cause: string }>(
    'select cause from forecasting.run order by run_id desc limit 1',
  );
  assert.equal(run?.cause, 'change');
});

test('back-tests see the sites that nobody submitted', async () => {
  const posted = {
    period_month: '2025-07-01',
    account_id: '7045',
    entity: '02',
    account_index: 1,
    amount: '800',
  };
  await books.facts('warehouse.ledger_balance', await books.batch('ledger.csv'), [
    { ...posted, site_id: '0555' },
  ]);
  await database.execute(`update forecasting.submission set submitted_at = '2025-07-03'`);
  const { results } = await backTest(database, ['0555'], {
    from: '2025-07',
    to: '2025-07',
    asOf: '2025-08-15',
    timeZone: 'America/New_York',
  });
  const tested = results.find(
    ({ site, row, lead }) => site === '0555' && row === 'other-expense' && lead === 0,
  );
  assert.equal(tested?.errors.forecast?.mae.toString(), '100');
});

test('a month that the ledger closed keeps its forecast, whatever counts as today', async () => {
  const closing = {
    year: 2025,
    version: 'working',
    asOf: '2025-08-15',
    cause: 'change',
    startedBy: 'ada',
  } as const;
  await bringPnlUpToDate(database, { ...closing, sites: ['0555', '0829'] });
  await assert.rejects(enter('0555', '950'), {
    code: 'FORECASTING_MONTH_CLOSED',
    message: /ledger of site 0555 is closed for 2025-07/,
  });
  // What is there already changes nothing, and a site without its ledger stays open.
  await enter('0555', '900');
  await enter('0829', '950');
});

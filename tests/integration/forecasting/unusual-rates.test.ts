import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readEntry, readSetting, type Entry } from '../../../src/forecasting/entries/entry.ts';
import { saveEntries } from '../../../src/forecasting/entries/save-entries.ts';
import { importEntries } from '../../../src/forecasting/files/import-entries.ts';
import { cloneDatabase } from '../../database.ts';
import { openBooks } from '../warehouse/questions-facts.ts';

const database = await cloneDatabase();
const books = await openBooks(database);
await books.list(
  'account',
  ['9414', '9550'].map((account_id) => ({
    account_id,
    account_name: `Account ${account_id}`,
    summary_category: null,
    is_listed: true,
    batch_id: '1',
    source_line: 1,
  })),
);
const budget = (account: string, amount: string): Record<string, string> => ({
  site_id: '0170',
  period_month: '2025-07-01',
  account_id: account,
  amount,
});
// The budget has valet daily at 25 and self daily at 10; valet daily really earned 20 in April and 30 in May.
await books.facts('warehouse.budget', await books.batch('budget.csv'), [
  ...[budget('9411', '31000'), budget('9510', '1240'), budget('9414', '1000'), budget('9550', '100')],
]);
const daily = {
  site_id: '0170',
  revenue_code: 'VD1',
  collection_type: 'CASH',
  revenue_category: 'VALET DAILY',
};
const sold = (day: string, money: string): Record<string, string> => ({
  ...daily,
  revenue_on: day,
  deposit_flag: 'N',
  external_revenue: money,
  net_external_revenue: money,
  vehicle_count: '10',
});
await books.facts('warehouse.revenue_detail', await books.batch('daily.csv'), [
  ...[sold('2025-04-20', '200'), sold('2025-05-20', '300')],
]);

function entryOf(setting: string): Entry {
  const typed = readSetting(setting);
  const entry = typed === null ? null : readEntry(typed);
  assert.ok(entry !== null && 'area' in entry, setting);
  return entry;
}

async function set(
  settings: readonly string[],
  more: { today?: string; isConfirmed?: boolean } = {},
): Promise<number> {
  const entries = settings.map(entryOf);
  const saving = {
    site: '0170',
    year: 2025,
    version: 'working',
    seen: null,
    reason: null,
    savedBy: 'tester',
  };
  const saved = await database.transaction((transaction) =>
    saveEntries(transaction, { ...saving, action: 'set', today: '2025-06-15', ...more, entries }),
  );
  return saved.changed.length;
}

const unusual = (told: RegExp): object => ({ code: 'FORECASTING_RATE_UNUSUAL', message: told });

test('a rate is compared with the newest actual one, and with the budget where there is none', async () => {
  assert.equal(await set(['rates.valet-daily@2025-07=33', 'rates.self-daily@2025-07=9']), 2);
  await assert.rejects(
    set([
      'rates.valet-daily@2025-07=33.01',
      'rates.self-daily@2025-07=8.5',
      'rates.self-aggregator@2025-07=77',
    ]),
    unusual(
      new RegExp(
        String.raw`^2 rates differ .*: site 0170, 2025-07, valet-daily: from 30 \(actual of 2025-05\) to 33\.01; ` +
          String.raw`site 0170, 2025-07, self-daily: from 10 \(budget of 2025-07\) to 8\.5\.$`,
      ),
    ),
  );
  // On an earlier day nothing later is known.
  await assert.rejects(
    set(['rates.valet-daily@2025-07=30'], { today: '2025-04-30' }),
    unusual(/from 20 \(actual of 2025-04\) to 30\.$/),
  );
});

test('what is confirmed, unchanged, given back or not known is kept', async () => {
  assert.equal(await set(['rates.valet-daily@2025-07=40'], { isConfirmed: true }), 1);
  assert.equal(await set(['rates.valet-daily@2025-07=40']), 0);
  assert.equal(await set(['rates.valet-daily@2025-07=', 'rates.valet-aggregator@2025-07=5']), 2);
});

test('a file with unusual rates is refused as a whole, with those of every site', async () => {
  const file = {
    name: 'july.csv',
    faults: [],
    entries: ['0170', '0829'].map((site, at) => ({
      site,
      row: at + 2,
      sheet: null,
      entry: entryOf('rates.valet-daily@2025-08=50'),
    })),
  };
  const importing = { version: 'working', reason: null, savedBy: 'tester', today: '2025-06-15' };
  await assert.rejects(
    importEntries(database, [file], importing, true),
    unusual(/^1 rate differs .*: site 0170, 2025-08, valet-daily: from 30 \(actual of 2025-05\) to 50\.$/),
  );
  const kept = await importEntries(database, [file], { ...importing, isConfirmed: true }, false);
  assert.deepEqual(
    kept.map(({ site, changed }) => [site, changed.length]),
    [
      ['0170', 1],
      ['0829', 1],
    ],
  );
});

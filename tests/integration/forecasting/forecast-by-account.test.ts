import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Entry } from '../../../src/forecasting/entries/entry.ts';
import { saveEntries } from '../../../src/forecasting/entries/save-entries.ts';
import { calculatePnl } from '../../../src/forecasting/pnl/calculate-pnl.ts';
import { decimal } from '../../../src/kernel/decimal.ts';
import type { Queryable } from '../../../src/platform/database/index.ts';
import {
  actAs,
  addPerson,
  assignRole,
  personNamed,
  type Caller,
  type Place,
} from '../../../src/platform/security/index.ts';
import { cloneDatabase } from '../../database.ts';
import { openBooks, type Fact } from '../warehouse/questions-facts.ts';

const database = await cloneDatabase();
const books = await openBooks(database);
const budget = (site: string, account: string, amount: string): Fact => ({
  site_id: site,
  period_month: '2025-09-01',
  account_id: account,
  amount,
});
await books.facts('warehouse.budget', await books.batch('budget.csv'), [
  ...[budget('0170', '7045', '1000'), budget('0170', '7105', '300'), budget('0170', '7170', '5000')],
  ...[budget('0170', '7082', '120'), budget('0170', '7099', '40'), budget('0170', '6000', '9000')],
  ...[budget('0829', '7105', '77'), budget('0829', '7115', '23')],
]);
const entry = (item: string, amount: string | null): Entry => ({
  area: 'other-expense',
  period: '2025-09',
  item,
  measure: 'amount',
  value: amount === null ? null : decimal(amount),
});
for (const [site, entries] of [
  // 7115 has no budget; 7045 is entered, and then entered again.
  ['0170', [entry('7045', '1500'), entry('7115', '60')]],
  ['0170', [entry('7045', '0')]],
  ['0829', [entry('7115', '50')]],
  ['0829', [entry('7115', null)]],
] as const)
  await database.transaction((transaction) =>
    saveEntries(transaction, {
      site,
      year: 2025,
      version: 'working',
      entries,
      today: '2025-07-15',
      ...({ action: 'set', savedBy: 'amos', reason: null, seen: null } as const),
    }),
  );
await calculatePnl(database, {
  year: 2025,
  sites: ['0170', '0829'],
  version: 'working',
  asOf: '2025-07-15',
  startedBy: 'tester',
  cause: 'command',
});
await database.execute(`insert into security.site_place (site_id, district) values ('0170', 'South')`);
for (const [userId, role, place] of [
  ['amos', 'accountManager', { kind: 'site', name: '0170' }],
  ['fay', 'financeManager', undefined],
  ['rita', 'revenueApprover', undefined],
  ['rita', 'accountManager', { kind: 'site', name: '0170' }],
] as const satisfies (readonly [string, string, Place | undefined])[])
  await assignRole(database, await addPerson(database, { userId, displayName: null, origin: 'mapping' }), {
    role,
    place,
    reason: 'test',
  });
const as = async (userId: string): Promise<Caller> => actAs(database, await personNamed(database, userId));

async function accounts(reader: Queryable): Promise<string[]> {
  const rows = await reader.query<{ text: string }>(
    `select concat_ws(' ', site_id, to_char(period_month, 'YYYY-MM'), account_id, line, budget::numeric(9, 0),
       forecast::numeric(9, 0), is_entered) as text
     from api.forecast_account order by site_id, account_id`,
  );
  return rows.map(({ text }) => text);
}

const ofFinance = await (await as('fay')).transaction(accounts);

test('every expense account is there: what was entered, else its budget, and those that nobody can enter', () => {
  assert.deepEqual(ofFinance, [
    ...['0170 2025-09 7045 other-expense 1000 0 t', '0170 2025-09 7082 insurance 120 120 f'],
    ...['0170 2025-09 7099 claims 40 40 f', '0170 2025-09 7105 other-expense 300 300 f'],
    ...['0170 2025-09 7115 other-expense 0 60 t', '0170 2025-09 7170 parking-rents 5000 5000 f'],
    ...['0829 2025-09 7105 other-expense 77 77 f', '0829 2025-09 7115 other-expense 23 23 f'],
  ]);
});

test('a manager reads the own site, and who may not read entries gets no budget in their place', async () => {
  assert.deepEqual(await (await as('amos')).transaction(accounts), ofFinance.slice(0, 6));
  // She sees the budget of every site, and the entries of her own.
  assert.deepEqual(await (await as('rita')).transaction(accounts), ofFinance.slice(0, 6));
});

test('accounts of a month to come add up to the rows of the P&L that are sums of accounts', async () => {
  const sums = await (
    await as('fay')
  ).transaction((reader) =>
    reader.query<{ site_id: string; line: string; accounts: string; amount: string }>(
      `select site_id, line, sum(by_account.forecast)::numeric(20, 8) as accounts, min(amount) as amount
       from api.forecast_account as by_account join api.forecast using (site_id, period_month, line)
       where line in ('other-expense', 'parking-rents') group by 1, 2 order by 1, 2`,
    ),
  );
  assert.deepEqual(
    sums.map(({ site_id, line }) => `${site_id} ${line}`),
    ['0170 other-expense', '0170 parking-rents', '0829 other-expense'],
  );
  for (const { accounts: total, amount } of sums) assert.equal(total, amount);
  // What is entered of a row without a budget of its account counts too: 0 + 300 + 60.
  assert.equal(decimal(sums[0]?.amount ?? '').toString(), '360');
});

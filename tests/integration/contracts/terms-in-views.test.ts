import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { setDemoDay, type Caller } from '../../../src/platform/security/index.ts';
import { cloneDatabase } from '../../database.ts';
import { root } from '../../tidy/tree.ts';
import { member } from '../billing/billing-fixture.ts';
import { importApproved } from './approved-contracts.ts';
import { exportFile } from './given-exports.ts';
import { openContractHouse } from './contract-house.ts';

const database = await cloneDatabase();
const house = await openContractHouse(database);
await importApproved(database, [exportFile('per-labor-hour'), exportFile('other')], {
  from: '2025-05',
  isStrict: false,
  importedBy: 'tester',
});
const bea = await member(database, 'reader@house.invalid', 'billingManager');
const amos = await member(database, 'amos@house.invalid', 'accountManager', { kind: 'site', name: '0170' });

/** Rows of a question as a person finds them, in the one line of a document. */
async function asked({ caller }: { caller: Caller }, sql: string): Promise<Record<string, unknown>[]> {
  return caller.transaction((transaction) => transaction.query(sql));
}

test('every question of the page is answered by one query', async () => {
  const page = await readFile(join(root, 'docs/use/contracts.md'), 'utf8');
  const queries = [...page.matchAll(/```sql\n([^`]+)```/g)].map(([, sql = '']) => sql.trim());
  assert.ok(queries.length >= 20, `${String(queries.length)} queries`);
  for (const sql of queries) assert.ok((await asked(bea, sql)).length > 0, `nothing found: ${sql}`);
});

test('the views say what the contracts say, and to everybody about their sites only', async () => {
  const tiers = await asked(
    bea,
    `select tier, share_percent::text, limit_amount::text from api.contract_tier
    where site_id = '0170' and structure = 1 and component = 'revenue-share' order by tier`,
  );
  assert.deepEqual(
    tiers.map((row) => Object.values(row).join(' ')),
    ['1 42.50000000 640000.00000000', '2 31.25000000 1280000.00000000', '3 18.00000000 '],
  );
  const sites = await asked(amos, 'select distinct site_id from api.contract_rate');
  assert.deepEqual(sites, [{ site_id: '0170' }]);
  assert.deepEqual(await asked(amos, `select site_id from api.contract_term`), [{ site_id: '0170' }]);
});

test('a change that waits is in no view, and is once it is approved', async () => {
  const fees = async (): Promise<unknown> =>
    asked(bea, `select rate::text from api.contract_rate where site_id = '9901' and code = '4700'`);
  await setDemoDay(database, '2025-07-01');
  const before = await fees();
  await house.done('cleo', 'contracts', 'edit', '9901', '--from', '2025-07', 'fixed-fee.4700.fee=20000');
  assert.deepEqual(await fees(), before);
  await house.approve();
  assert.deepEqual(await fees(), [{ rate: '20000.00000000' }]);
});

test('in a trial the views show contracts and territories of the day of the trial', async () => {
  await house.done('cleo', 'contracts', 'edit', '9901', '--from', '2025-08', 'fixed-fee.4700.fee=30000');
  await house.approve();
  await database.execute(
    `with coast as (
       insert into warehouse.territory (territory_name, added_at, added_by) values ('Coast', now(), 'tester')
       returning territory_id)
     insert into warehouse.site_territory (site_id, territory_id, from_on, to_on, assigned_at, assigned_by, ended_by)
     select '9901', territory_id, '2025-07-01', '2025-08-01', now(), 'tester', 'tester' from coast`,
  );
  const shownOn = async (day: string): Promise<unknown[]> => {
    await setDemoDay(database, day);
    return (
      await asked(
        bea,
        `select rate::integer as rate, territory_id is not null as "isPlaced"
         from api.contract_rate join api.site using (site_id) where site_id = '9901' and code = '4700'`,
      )
    ).map((row) => Object.values(row));
  };
  assert.deepEqual(await shownOn('2025-07-31'), [[20000, true]]);
  assert.deepEqual(await shownOn('2025-08-01'), [[30000, false]]);
});

import type { Month } from '../../../src/kernel/month.ts';
import { importApproved } from '../contracts/approved-contracts.ts';
import type { Database } from '../../../src/platform/database/index.ts';
import {
  actAs,
  addPerson,
  assignRole,
  personNamed,
  workFor,
  type Caller,
  type Place,
} from '../../../src/platform/security/index.ts';
import { exportFile, type Example } from '../contracts/given-exports.ts';
import { openBooks, type Books, type Fact } from '../warehouse/questions-facts.ts';

export const may: Month = '2025-05';

/** A row of the daily revenue of 0170 in May 2025. */
const revenue = (code: string, more: Readonly<Record<string, Fact[string]>>): Fact => ({
  site_id: '0170',
  revenue_on: '2025-05-12',
  revenue_code: code,
  collection_type: 'CASH',
  revenue_category: 'VALET DAILY',
  deposit_flag: 'N',
  tax_rate: '8.25',
  billable_net_validation: null,
  external_revenue: '0',
  net_external_revenue: '0',
  vehicle_count: null,
  ...more,
});

/** A balance of 0829 in May 2025. */
const balance = (account: string, amount: string, entity = '02'): Fact => ({
  site_id: '0829',
  period_month: '2025-05-01',
  account_id: account,
  entity,
  account_index: 1,
  amount,
});

/**
 * Facts of May 2025: 0170 shares revenue and deposits some of it, 0829 is managed; and an export of each, with one
 * whose site the warehouse does not know.
 */
export async function openBillingFixture(database: Database): Promise<Books> {
  const books = await openBooks(database);
  const daily = await books.batch('daily.csv');
  await books.facts('warehouse.revenue_detail', daily, [
    revenue('VD1', { net_external_revenue: '100000.00', external_revenue: '108250.00' }),
    revenue('SM1', { net_external_revenue: '1000.00', external_revenue: '1080.00', tax_rate: '8.00' }),
    revenue('VD2', { deposit_flag: 'Y', net_external_revenue: '20000.00', external_revenue: '21650.00' }),
    revenue('VD3', { deposit_flag: 'V', billable_net_validation: '5000.00' }),
    revenue('SD1', {
      revenue_category: 'PER MAN HOUR',
      net_external_revenue: '777.00',
      external_revenue: '777.00',
    }),
    { ...revenue('VD1', { net_external_revenue: '180000.00' }), site_id: '0829' },
  ]);
  await database.execute(
    `insert into warehouse.account (account_id, account_name, summary_category, batch_id, source_line)
     select code, code, 'OTHER EXPENSE', 1, 1 from unnest('{6000,7045,7080,7100,4700}'::text[]) as code
     on conflict do nothing`,
  );
  await books.facts('warehouse.ledger_balance', await books.batch('ledger.csv'), [
    ...[balance('6000', '40000.00000'), balance('7045', '1000.12345'), balance('7080', '2000.00000')],
    ...[balance('7045', '99.00000', '06'), balance('7100', '500.00000')],
  ]);
  await importApproved(database, contractFiles(), { from: may, isStrict: false, importedBy: 'tester' });
  return books;
}

function contractFiles(): ReturnType<typeof exportFile>[] {
  const at = (example: Example, was: string, site: string): ReturnType<typeof exportFile> =>
    exportFile(example, [`"siteNumber": "${was}"`, `"siteNumber": "${site}"`]);
  return [
    ...[at('revenue-share', '9903', '0170'), at('management-agreement', '9904', '0829')],
    exportFile('fixed-fee'),
  ];
}

export interface Member {
  readonly userId: string;
  readonly caller: Caller;
  /** The owner's database under the name of the person, as commands use it. */
  readonly database: Database;
}

/** A person with a role, as the commands would act. */
export async function member(
  database: Database,
  userId: string,
  role: string,
  place?: Place,
): Promise<Member> {
  const personId = await addPerson(database, { userId, displayName: null, origin: 'mapping' });
  await assignRole(database, personId, { role, place, reason: 'test' });
  const person = await personNamed(database, userId);
  return { userId, caller: await actAs(database, person), database: workFor(database, person) };
}

import assert from 'node:assert/strict';
import { setDemoDay } from '../../../src/platform/security/index.ts';
import type { Database } from '../../../src/platform/database/index.ts';
import { temporaryFolder } from '../../scenarios/deliveries.ts';
import { member, openBillingFixture } from '../billing/billing-fixture.ts';
import { daybookHere } from '../commands/here.ts';
import type { Said } from '../commands/program.ts';

/** People who work on contracts, each with their commands. Today is 15 June 2025; May is billed. */
export interface ContractHouse {
  readonly database: Database;
  readonly folder: string;
  readonly run: (as: string, ...words: readonly string[]) => Promise<Said>;
  /** What a command printed; fails unless it was done. */
  readonly done: (as: string, ...words: readonly string[]) => Promise<string>;
  readonly json: <T>(as: string, ...words: readonly string[]) => Promise<T>;
  /** What a command refused: code and message. */
  readonly refused: (as: string, ...words: readonly string[]) => Promise<{ code: string; message: string }>;
  /** Whatever waits is approved by a second person. */
  readonly approve: () => Promise<void>;
}

const people = [
  ['cleo', 'contractAdmin'],
  ['bea', 'billingAdmin'],
  ['cora', 'corporateConsumer'],
  ['bill', 'billingManager'],
] as const;

/** Contracts of the billing fixture: 0170 shares revenue, 0829 is managed, 9901 pays fixed fees. */
export async function openContractHouse(database: Database): Promise<ContractHouse> {
  await openBillingFixture(database);
  await database.execute(
    `insert into warehouse.site (site_id, is_listed) values ('9901', true) on conflict do nothing;
     insert into security.site_place (site_id, district, region) values ('0170', 'D1', 'East')`,
  );
  await setDemoDay(database, '2025-06-15');
  for (const [who, role] of people) await member(database, `${who}@house.invalid`, role);
  const folder = await temporaryFolder();
  const env = { DATABASE_URL: database.addressWithPassword(), DAYBOOK_DATA: folder };
  const run = (as: string, ...words: readonly string[]): Promise<Said> =>
    daybookHere([...words, '--as', `${as}@house.invalid`], { env });
  const done = async (as: string, ...words: readonly string[]): Promise<string> => {
    const said = await run(as, ...words);
    assert.equal(said.code, 0, `${as}: daybook ${words.join(' ')}\n${said.out}${said.err}`);
    return said.out;
  };
  const refused = async (
    as: string,
    ...words: readonly string[]
  ): Promise<{ code: string; message: string }> => {
    const said = await run(as, ...words, '--json');
    assert.equal(said.code, 1, `${as}: daybook ${words.join(' ')}\n${said.out}${said.err}`);
    const line = said.err.split('\n').find((one) => one.startsWith('{"error"'));
    return (JSON.parse(line ?? '{"error":{}}') as { error: { code: string; message: string } }).error;
  };
  return {
    database,
    folder,
    run,
    done,
    refused,
    json: async <T>(as: string, ...words: readonly string[]): Promise<T> =>
      JSON.parse(await done(as, ...words, '--json')) as T,
    approve: async () => {
      await done('cora', 'contracts', 'approve', '--all');
    },
  };
}

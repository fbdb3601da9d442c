import assert from 'node:assert/strict';
import { access, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { cloneDatabase } from '../../database.ts';
import { temporaryFolder } from '../../scenarios/deliveries.ts';
import { member, openBillingFixture } from '../billing/billing-fixture.ts';
import { daybookHere } from './here.ts';
import type { Said } from './program.ts';

const database = await cloneDatabase();
const books = await openBillingFixture(database);
await database.execute(
  `update warehouse.revenue_detail set vehicle_count = 573 where site_id = '0170' and revenue_code = 'VD1';
   insert into warehouse.site_version (site_id, valid_from_on, site_name, gl_string, batch_id, source_line)
   values ('0170', '2024-01-01', 'Harbor Hotel', '02-02-4401-', 1, 1)`,
);
await books.facts('warehouse.revenue_value', await books.batch('rooms.csv'), [
  {
    site_id: '0170',
    revenue_on: '2025-05-12',
    revenue_code: '',
    revenue_category: 'OCCUPIED ROOMS',
    value_type: 'OTHER',
    file_name: 'rooms',
    value: '120',
  },
]);
await member(database, 'bea@house.invalid', 'billingAdmin');
await member(database, 'bill@house.invalid', 'billingManager');
const folder = await temporaryFolder();
const env = { DATABASE_URL: database.addressWithPassword(), DAYBOOK_DATA: folder };
const units = (month: string, ...words: string[]): Promise<Said> =>
  daybookHere(['post', 'units', '--month', month, '--as', 'bea@house.invalid', ...words], { env });
const isPosted = (): Promise<boolean> =>
  access(join(folder, 'outbox')).then(
    () => true,
    () => false,
  );

const list = (account: string, status: string): Promise<unknown> =>
  database.execute(
    `insert into warehouse.gl_account (account_number, company_database, status, batch_id, source_line)
     values ($1, 'TOWNE', $2, 1, 1)`,
    [account, status],
  );

test('with an account missing or inactive nothing is posted, and every one is told and exported', async () => {
  for (const account of ['9411', '9414', '9440']) await list(`02-02-4401-${account}-0170`, 'ACTIVE');
  await list('02-02-4401-9510-0170', 'INACTIVE');
  const file = join(folder, 'problems.csv');
  const said = await units('2025-05', '--problems', file);
  assert.equal(said.code, 1);
  assert.match(said.err, /BILLING_UNIT_ACCOUNTS_NOT_READY: 3 of 6 unit accounts for 2025-05/);
  assert.match(said.out, /0170 +9510 +02-02-4401-9510-0170 +573\.00 +it is not active/);
  assert.deepEqual((await readFile(file, 'utf8')).trim().split('\n').sort(), [
    '0170,9416,02-02-4401-9416-0170,1000.00,the ledger does not list it',
    '0170,9510,02-02-4401-9510-0170,573.00,it is not active',
    '0829,9411,,180000.00,the site has no GL string of the form NN-NN-NNNN-',
    'site,account,account string,value,problem',
  ]);
  assert.equal(await isPosted(), false);
});

test('a trial says what would be posted and posts nothing', async () => {
  await database.execute(`update warehouse.gl_account set status = 'ACTIVE'`);
  await list('02-02-4401-9416-0170', 'ACTIVE');
  await list('22-01-4402-9411-0829', 'ACTIVE');
  await database.execute(
    `insert into warehouse.site_version (site_id, valid_from_on, site_name, gl_string, batch_id, source_line)
     values ('0829', '2024-01-01', 'Station Hotel', '22-01-4402-', 1, 1)`,
  );
  const said = await units('2025-05', '--dry-run');
  assert.equal(said.code, 0, said.err);
  assert.match(said.out, /UNIT202505-1 +202505STATISTICS +TOWNE +5 +122470\.00/);
  assert.match(said.err, /2 documents would go into the outbox/);
  assert.equal(await isPosted(), false);
});

test('posted once: revenue, vehicles and rooms as CSV and XML, in the batch that the operator names', async () => {
  const profile = {
    name: 'House',
    addressLines: [],
    contact: '',
    remittance: [],
    ledger: { statisticsBatch: 'U' },
  };
  await writeFile(join(folder, 'operator.json'), JSON.stringify(profile));
  const said = await units('2025-05');
  assert.equal(said.code, 0, said.err);
  const ledger = join(folder, 'outbox', 'ledger');
  assert.deepEqual(
    (await readdir(ledger)).filter((name) => !name.endsWith('.json')).sort(),
    ['1', '2'].flatMap((at) => [`UNIT202505-${at}-unit-journal.csv`, `UNIT202505-${at}-unit-journal.xml`]),
  );
  const text = await readFile(join(ledger, 'UNIT202505-1-unit-journal.csv'), 'utf8');
  assert.deepEqual(
    text
      .trim()
      .split('\n')
      .slice(1)
      .map((row) => row.split(',').slice(-3).join(' ')),
    [
      '02-02-4401-9411-0170 120000.00 0.00',
      '02-02-4401-9414-0170 777.00 0.00',
      '02-02-4401-9416-0170 1000.00 0.00',
      '02-02-4401-9440-0170 120.00 0.00',
      '02-02-4401-9510-0170 573.00 0.00',
    ],
  );
  assert.match(text, /,202505U,UNIT,2025-05,/);
});

test('a second run is refused with the time of the first; a month without facts has no units', async () => {
  const again = await units('2025-05');
  assert.match(again.err, /BILLING_UNITS_POSTED: .* posted on \d{4}-\d\d-\d\d \d\d:\d\d UTC/);
  assert.equal(again.code, 1);
  assert.match((await units('2025-06')).err, /BILLING_UNITS_MISSING/);
});

test('only who may post to the ledger posts units', async () => {
  const said = await daybookHere(['post', 'units', '--month', '2025-05', '--as', 'bill@house.invalid'], {
    env,
  });
  assert.match(said.err, /SECURITY_FORBIDDEN/);
});

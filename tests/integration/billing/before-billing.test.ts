import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bill } from '../../../src/billing/index.ts';
import { incompleteSites } from '../../../src/billing/run/incomplete-sites.ts';
import type { BillOptions } from '../../../src/billing/run/run.ts';
import { importContracts } from '../../../src/contracts/index.ts';
import type { Month } from '../../../src/kernel/month.ts';
import { cloneDatabase } from '../../database.ts';
import { daybookHere } from '../commands/here.ts';
import { importApproved } from '../contracts/approved-contracts.ts';
import { exportFile } from '../contracts/given-exports.ts';
import { may, member, openBillingFixture } from './billing-fixture.ts';

const database = await cloneDatabase();
const books = await openBillingFixture(database);
await database.execute(
  `insert into warehouse.site (site_id, is_listed) values ('9901', true), ('0412', true) on conflict do nothing;
   insert into security.site_place (site_id, district, region) values ('0412', 'D1', 'East'), ('0829', 'D2', 'West')`,
);
const none = {
  regular_minutes: 0,
  regular_minutes_next_day: 0,
  overtime_minutes: 0,
  overtime_minutes_next_day: 0,
  double_overtime_minutes: 0,
  double_overtime_minutes_next_day: 0,
  holiday_minutes: 0,
  holiday_minutes_next_day: 0,
  holiday_overtime_minutes: 0,
  holiday_overtime_minutes_next_day: 0,
  holiday_double_overtime_minutes: 0,
  holiday_double_overtime_minutes_next_day: 0,
};
const sheet = { ...none, site_id: '0412', worked_on: '2025-05-02', employee_id: 'pseudonym-1' };
await books.facts('warehouse.timesheet', await books.batch('hours.csv'), [
  { ...sheet, job_code: 'GSA', regular_minutes: 480 },
  { ...sheet, job_code: 'VALET', regular_minutes: 60, overtime_minutes: 30 },
]);
const hours = (order: string) =>
  exportFile(
    'per-labor-hour',
    ['"siteNumber": "9902"', '"siteNumber": "0412"'],
    ['"purchaseOrder": null', `"purchaseOrder": "${order}"`],
    ['"rate": 27.4', order === 'PO-2' ? '"rate": 28.4' : '"rate": 27.4'],
  );
const taking = { from: may, isStrict: false, importedBy: 'tester' } as const;
await importApproved(
  database,
  [
    hours('PO-1'),
    exportFile(
      'fixed-fee',
      ['"billingType": "Arrears"', '"billingType": "Advanced"'],
      ['"startDate": "2030-01-01T00:00:00"', '"startDate": "2025-01-01T00:00:00"'],
    ),
  ],
  taking,
);
const bea = await member(database, 'bea@house.invalid', 'billingAdmin');
await member(database, 'dora@house.invalid', 'districtManager', { kind: 'district', name: 'D1' });

async function billed(month: Month, today: string, more: Partial<BillOptions> = {}): Promise<string[]> {
  const run = await bill(bea.database, {
    month,
    today,
    isDryRun: true,
    startedBy: bea.userId,
    sites: ['0829', '9901'],
    ...more,
  });
  return [
    ...run.statements.map(({ computed, notices }) =>
      [computed.site, ...notices.map(({ code }) => code)].join(' '),
    ),
    ...run.blocked.map(({ site, reasons }) => `${site} not: ${reasons[0]?.code ?? ''}`),
  ].toSorted();
}

test('a month is billed in arrears once it has ended, in advance from the month before it', async () => {
  assert.deepEqual(await billed(may, '2025-06-01'), ['0829 BILLING_DAYS_MISSING', '9901']);
  assert.deepEqual(await billed(may, '2025-05-31'), ['0829 not: BILLING_MONTH_TO_COME', '9901']);
  assert.deepEqual(await billed(may, '2025-04-01'), ['0829 not: BILLING_MONTH_TO_COME', '9901']);
  assert.deepEqual(await billed(may, '2025-03-31'), [
    '0829 not: BILLING_MONTH_TO_COME',
    '9901 not: BILLING_MONTH_TO_COME',
  ]);
  assert.deepEqual(
    await billed(may, '2025-05-31', { proceedReason: 'the client asked for it' }),
    ['0829 BILLING_MONTH_TO_COME BILLING_DAYS_MISSING', '9901'],
    'with a reason it is billed, and the statement says so',
  );
});

test('hours of jobs that no rate names are told', async () => {
  const [statement] = (
    await bill(database, { month: may, sites: ['0412'], isDryRun: true, startedBy: 'bea' })
  ).statements;
  assert.deepEqual(
    statement?.notices.map(({ message }) => message),
    ['Site 0412 has hours in 2025-05 of jobs that no rate of its contract names: VALET 1.50.'],
  );
});

test('what is incomplete is known before a month is billed, by site', async () => {
  await database.execute(
    `insert into sources.quarantine (batch_id, feed, source_line, rule, message, record, slice_site_id, slice_on)
     values ($1, 'timesheet_entity', 3, 'type', 'x', '{}', '0412', '2025-05-20')`,
    [await books.batch('held.csv')],
  );
  await importContracts(database, [hours('PO-2')], taking);
  const found = await database.transaction((own) =>
    incompleteSites(own, { month: may, sites: ['0412', '0829', '9901'] }, { today: '2025-06-10' }),
  );
  assert.deepEqual(
    found.map(({ site, reasons, waiting }) => [site, reasons.map(({ code }) => code), waiting.length]),
    [
      ['0412', ['BILLING_RECORDS_HELD', 'BILLING_JOBS_UNNAMED'], 1],
      ['0829', ['BILLING_DAYS_MISSING'], 0],
    ],
  );
});

test('the list of readiness says why and what to do, to managers without figures', async () => {
  const env = { DATABASE_URL: database.addressWithPassword() };
  const asked = ['statements', 'readiness', '--month', may, '--site', '0412', '--as'];
  const [forBea, forDora] = [
    await daybookHere([...asked, 'bea@house.invalid'], { env }),
    await daybookHere([...asked, 'dora@house.invalid'], { env }),
  ];
  assert.match(forBea.out, /records held back, jobs without a rate, contract change waits/);
  assert.match(forBea.out, /VALET 1\.50/);
  assert.match(forDora.out, /records held back, jobs without a rate, contract change waits/);
  assert.doesNotMatch(forDora.out, /VALET/);
  assert.match(
    forDora.out,
    /records held back +1 record of timesheet_entity for site 0412 in 2025-05 is in quarantine/,
  );
  assert.match(
    forDora.out,
    /jobs without a rate +The billing team sees the figures\. +Add the job to the contract/,
  );
  assert.match(forDora.err, /1 site with something incomplete/);
});

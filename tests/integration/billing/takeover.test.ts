import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { bill } from '../../../src/billing/index.ts';
import { toText } from '../../../src/kernel/decimal.ts';
import { actAs, personNamed } from '../../../src/platform/security/index.ts';
import { cloneDatabase } from '../../database.ts';
import { temporaryFolder, writeFiles } from '../../scenarios/deliveries.ts';
import { addApprovedClause } from '../contracts/approved-contracts.ts';
import { daybookHere } from '../commands/here.ts';
import type { Said } from '../commands/program.ts';
import { may, member, openBillingFixture } from './billing-fixture.ts';

const database = await cloneDatabase();
await openBillingFixture(database);
const folder = await temporaryFolder();
const env = { DATABASE_URL: database.addressWithPassword(), DAYBOOK_DATA: folder };
const bea = await member(database, 'bea', 'billingAdmin');
await database.execute(
  `insert into security.site_place (site_id, district, region) values ('0170', 'D1', 'East'), ('0829', 'D2', 'West')
   on conflict do nothing`,
);
const amos = await member(database, 'amos', 'accountManager', { kind: 'site', name: '0170' });
const as = (who: { readonly userId: string }, ...parameters: string[]): Promise<Said> =>
  daybookHere([...parameters, '--as', who.userId], { env });

/** An id of the old system: invented, and different for every kind and number. */
const id = (kind: string, number: number): string =>
  `${kind.repeat(8)}-0000-4000-8000-${String(number).padStart(12, '0')}`;
const month = (number: number): string => `2025-0${String(number)}-01`;

/** A statement of 0829 in a month: an invoice with a management fee and a profit share. */
const invoice = (number: number, fee: string, profit: string): Record<string, unknown> => ({
  '@odata.etag': 'W/"1"',
  bs_invoiceid: id('c', number),
  _bs_billingstatementfk_value: id('b', number),
  bs_invoicenumber: `0829-${String(number)}`,
  bs_amount: Number(fee) + 100,
  bs_invoicedata: JSON.stringify([
    {
      title: 'Group',
      lineItems: [
        { title: 'Fee', code: '4100', amount: Number(fee), metaData: { isManagementFee: true } },
        {
          title: 'Share',
          code: '4200',
          amount: 100,
          metaData: { isProfitShare: true, monthlyProfit: Number(profit) },
        },
      ],
    },
  ]),
});
const statements = [1, 2, 3, 4].map(
  (number) => `${id('b', number)},${id('a', 2)},${month(number)},126840003,1`,
);
const files = {
  'sites.csv': `bs_customersiteid,bs_sitenumber\n${id('a', 1)},0170\n${id('a', 2)},829\n${id('a', 3)},0999\n`,
  'statements.csv':
    'bs_billingstatementid,bs_customersitefk,bs_serviceperiodstart,bs_statementstatus,bs_statementversionnumber\n' +
    `${statements.join('\n')}\n${id('b', 5)},${id('a', 1)},2025-04-01,126840003,1\n` +
    `${id('b', 6)},${id('a', 1)},someday,126840003,1\n${id('b', 1)},${id('a', 2)},2025-01-01,126840003,1\n`,
  'invoices.json': JSON.stringify({
    value: [
      invoice(1, '1000.25', '100000'),
      invoice(2, '1000.25', '80000'),
      invoice(3, '1000.25', '55000'),
      { ...invoice(5, '5.00', '0'), bs_amount: 77 },
      invoice(7, '1.00', '0'),
    ],
  }),
  'notes.json': JSON.stringify([
    { annotationid: id('d', 1), objectid: id('b', 1), notetext: 'credit agreed for March' },
  ]),
  'ready.csv':
    'cr9e8_readyforinvoiceid,bs_customersitefk,cr9e8_period,cr9e8_invoicestatus,cr9e8_comments\n' +
    `${id('e', 1)},${id('a', 2)},202501,Ready for Invoice,fine\n`,
};
await writeFiles(folder, files);
const paths = Object.keys(files)
  .toReversed()
  .map((name) => join(folder, name));

interface Taken {
  readonly entity: string;
  readonly added: number;
  readonly unchanged: number;
  readonly held: readonly { readonly line: number; readonly message: string }[];
}
const take = async (...more: string[]): Promise<Taken[]> => {
  const said = await as(bea, 'takeover', 'statements', ...paths, ...more, '--json');
  assert.equal(said.code, 0, said.err);
  return JSON.parse(said.out) as Taken[];
};
const rows = async (): Promise<unknown> =>
  (
    await database.query<{ rows: unknown }>(
      `select array[(select count(*) from billing.former_record), (select count(*) from billing.former_held),
         (select count(*) from billing.former_file)]::int[] as rows`,
    )
  )[0]?.rows;

/** What Daybook bills 0829 for the profit share of May. */
async function profitShareOfMay(): Promise<string[]> {
  const run = await bill(bea.database, {
    month: may,
    isDryRun: true,
    startedBy: bea.userId,
    sites: ['0829'],
    proceedReason: 'test',
  });
  return run.statements.flatMap(({ computed }) =>
    computed.invoices.flatMap(({ lines }) =>
      lines
        .filter(({ component }) => component === 'profit-share' || component === 'management-fee')
        .map((line) => `${line.component} ${toText(line.amount, 2)}`),
    ),
  );
}

test('a dry run checks everything and keeps nothing; the same content twice changes nothing', async () => {
  const counts = (taken: readonly Taken[]): unknown =>
    taken.map(({ entity, added, unchanged, held }) => [entity, added, unchanged, held.length]);
  const first = [
    ['site', 2, 0, 1],
    ['statement', 5, 0, 2],
    ['invoice', 4, 0, 1],
    ['note', 1, 0, 0],
    ['approval', 1, 0, 0],
  ];
  assert.deepEqual(counts(await take('--dry-run')), first);
  assert.deepEqual(await rows(), [0, 0, 0]);
  const taken = await take();
  assert.deepEqual(counts(taken), first);
  assert.deepEqual(
    taken.flatMap(({ held }) => held.map(({ line, message }) => `${String(line)} ${message}`)),
    [
      '4 site 0999 is not in the site master',
      '7 bs_serviceperiodstart “someday” is not a month',
      '8 its id repeats that of line 2',
      `5 bs_billingstatementfk ${id('b', 7)} is not a statement that was taken over`,
    ],
  );
  assert.deepEqual(await rows(), [13, 4, 5]);
  assert.deepEqual(counts(await take()), [
    ['site', 0, 2, 1],
    ['statement', 0, 5, 2],
    ['invoice', 0, 4, 1],
    ['note', 0, 1, 0],
    ['approval', 0, 1, 0],
  ]);
  assert.deepEqual(await rows(), [13, 4, 5]);
  const forecasts = await as(bea, 'takeover', 'forecasts', join(folder, 'statements.csv'));
  assert.match(forecasts.err, /BILLING_FORMER_UNLIKE: .*bs_billingstatementid, of statement/);
  assert.match((await as(amos, 'takeover', 'statements', ...paths)).err, /SECURITY_FORBIDDEN/);
});

test('what is held back is corrected and taken over, or discarded with a reason', async () => {
  const listed = await as(bea, 'takeover', 'held', '--json');
  const held = JSON.parse(listed.out) as { former_held_id: string; entity: string; message: string }[];
  assert.deepEqual(
    held.map(({ entity }) => entity),
    ['site', 'statement', 'statement', 'invoice'],
  );
  const [site = '', undated = '', twice = '', orphan = ''] = held.map((each) => each.former_held_id);
  const still = await as(bea, 'takeover', 'replay', undated, '--set', 'bs_serviceperiodstart=2025-02-30');
  assert.match(still.err, /BILLING_FORMER_HELD: .*“2025-02-30” is not a month/);
  const replayed = await as(
    bea,
    ...['takeover', 'replay', undated, '--set', 'bs_serviceperiodstart=2025-02-01'],
  );
  assert.equal(replayed.code, 0, replayed.err);
  assert.equal((await as(bea, 'takeover', 'discard', twice)).code, 1);
  assert.equal(
    (await as(bea, 'takeover', 'discard', twice, site, '--reason', 'a test of the old team')).code,
    0,
  );
  assert.match((await as(bea, 'takeover', 'replay', twice)).err, /BILLING_FORMER_NOT_HELD/);
  const rest = await as(bea, 'takeover', 'replay');
  assert.equal(rest.code, 1);
  assert.match(
    rest.err,
    new RegExp(`record ${orphan} .*still held|Record ${orphan} of the old system is still`, 'i'),
  );
});

test('months are compared with their invoices, with their lines and with Daybook, as far as one may read', async () => {
  const said = await as(bea, 'takeover', 'reconcile', '--json');
  const { months, invoiced, held } = JSON.parse(said.out) as {
    months: { site: string; month: string; invoiced: string; notes: number; finding: string | null }[];
    invoiced: string;
    held: number;
  };
  assert.deepEqual(
    months.map(({ site, month: of, invoiced: sum, notes, finding }) => [site, of, sum, notes, finding]),
    [
      ['0170', '2025-02', '0', 0, 'no invoice'],
      ['0170', '2025-04', '77', 0, 'lines differ'],
      ['0829', '2025-01', '1100.25', 1, null],
      ['0829', '2025-02', '1100.25', 0, null],
      ['0829', '2025-03', '1100.25', 0, null],
      ['0829', '2025-04', '0', 0, 'no invoice'],
    ],
  );
  assert.deepEqual([invoiced, held], ['3377.75', 1]);
  const own = await as(amos, 'takeover', 'reconcile', '--csv');
  assert.equal(own.code, 0, own.err);
  assert.match(own.out, /^0170,2025-04,1,Sent,1,77,105,,0,0,lines differ$/m);
  assert.ok(!own.out.includes('0829'));
  const caller = await actAs(database, await personNamed(database, amos.userId));
  const seen = await caller.transaction((sql) =>
    sql.query<{ site: string }>('select distinct site_id as site from billing.former_record'),
  );
  assert.deepEqual(seen, [{ site: '0170' }]);
  await assert.rejects(
    caller.transaction((sql) => sql.execute(`update billing.former_record set amount = 0`)),
    /permission denied/,
  );
});

test('tiers and caps of the year go on where the old system stopped', async () => {
  await addApprovedClause(
    database,
    {
      site: '0829',
      kind: 'cap',
      given: { component: 'management-fee', amount: '4000', per: 'calendar-year' },
      reason: 'letter',
      from: may,
      through: null,
    },
    bea.userId,
  );
  const history = await profitShareOfMay();
  await database.execute(`update billing.former_record set record_month = record_month - interval '2 years'`);
  const without = await profitShareOfMay();
  await database.execute(`update billing.former_record set record_month = record_month + interval '2 years'`);
  // 12.5 % of what is left of the first 240,000 after 235,000, then 27.5 %; and 4,000 less three fees of 1,000.25,
  // which leaves 1,346.42 more to share.
  assert.deepEqual(without, ['management-fee 2345.67', 'profit-share 14369.43']);
  assert.deepEqual(history, ['management-fee 2345.67', 'management-fee -1346.42', 'profit-share 31233.02']);
});

test('forecasts are counted and summed by site, month and kind', async () => {
  await writeFiles(folder, {
    'payroll.csv': `bs_payrollid,bs_customersitefk,bs_period\n${id('f', 1)},${id('a', 1)},2025-03\n`,
    'payroll-days.json': JSON.stringify([
      { bs_payrolldetailid: id('f', 2), _bs_payrollfk_value: id('f', 1), bs_forecastpayrollcost: 100.1 },
      { bs_payrolldetailid: id('f', 3), _bs_payrollfk_value: id('f', 1), bs_forecastpayrollcost: 0.2 },
    ]),
  });
  const said = await as(bea, 'takeover', 'forecasts', folder);
  assert.match(said.err, /BILLING_FORMER_UNREADABLE/, 'a folder is no file');
  const names = ['payroll.csv', 'payroll-days.json'].map((name) => join(folder, name));
  const taken = await as(bea, 'takeover', 'forecasts', ...names);
  assert.equal(taken.code, 0, taken.err);
  assert.match(taken.out, /payroll-days\.json +payroll-day +2 +2 +0 +0 +0/);
  const own = await as(amos, 'takeover', 'reconcile', '--json');
  const { forecasts: found } = JSON.parse(own.out) as { forecasts: unknown[] };
  assert.deepEqual(found, [
    { site: '0170', month: '2025-03', entity: 'payroll-day', state: null, records: 2, amount: '100.3' },
  ]);
});

test('lines and figures of the old system are mapped by a file, tried first, and compared by row', async () => {
  const [wrong = '', right = ''] = await writeFiles(folder, {
    'wrong.csv':
      'KIND,FROM,TO\ntitle,Fee,fixed\nrow,Fee,fixed-fee\nfigure,bs_rentsparking,rents\ntitle,fee,insurance\n',
    'right.csv':
      'KIND,FROM,TO\ncode,4300,fixed-fee\ntitle,Parking Management,per-labor-hour\n' +
      'figure,bs_forecastpayrollcost,payroll\n',
  });
  assert.match((await as(bea, 'takeover', 'map', wrong)).err, /SITES_TABLE_INVALID: .*4 faults/);
  assert.match((await as(amos, 'takeover', 'map', right)).err, /SECURITY_FORBIDDEN/);
  // Two lines that the old system marked by nothing, beside the fee that it marked.
  const line = (title: string, code: string, amount: number): object => ({
    title,
    code,
    amount,
    component: 'former',
  });
  await database.execute(
    `update billing.former_record set lines = lines || $2::jsonb where entity = 'invoice' and former_id = $1`,
    [id('c', 1), JSON.stringify([line('Valet', '4300', 700), line('Parking management', '4300', 50.5)])],
  );
  const componentsOfJanuary = async (): Promise<string[]> => {
    const said = await as(bea, 'takeover', 'rows', '--site', '0829', '--json');
    const compared = JSON.parse(said.out) as { month: string; row: string; former: string }[];
    return compared.filter(({ month: of }) => of === '2025-01').map(({ row, former }) => `${row} ${former}`);
  };
  assert.deepEqual(await componentsOfJanuary(), [
    'former 750.5',
    'management-fee 1000.25',
    'profit-share 100',
  ]);
  const tried = await as(bea, 'takeover', 'map', right, '--dry-run');
  assert.match(tried.out, /added +code +4300 +fixed-fee +2 +750\.5/);
  assert.match(tried.out, /added +figure +bs_forecastpayrollcost +payroll +2 +100\.3/);
  assert.equal((await componentsOfJanuary())[0], 'former 750.5', 'a trial keeps nothing');
  assert.equal((await as(bea, 'takeover', 'map', right, '--reason', 'as the old price list')).code, 0);
  assert.deepEqual(await componentsOfJanuary(), [
    ...['fixed-fee 700', 'management-fee 1000.25', 'per-labor-hour 50.5', 'profit-share 100'],
  ]);
  const [earlier] = await database.query<{ amount: string }>(
    `select amount::text from billing.earlier_amounts('[{"site_id": "0829", "from_month": "2025-01-01"}]', '2025-05-01')
     where component = 'fixed-fee' and period = '2025-01'`,
  );
  assert.equal(earlier?.amount, '700', 'caps of a component take the lines that are mapped to it');
  const forecast = await as(amos, 'takeover', 'rows', '--json');
  assert.equal(forecast.code, 0, forecast.err);
  const own = JSON.parse(forecast.out) as { what: string; row: string; former: string; site: string }[];
  assert.deepEqual(
    own.filter(({ what }) => what === 'forecast').map(({ site, row, former }) => [site, row, former]),
    [['0170', 'payroll', '100.3']],
  );
  assert.ok(own.every(({ site }) => site === '0170'));
  const [ending = ''] = await writeFiles(folder, { 'end.csv': 'KIND,FROM,TO\ncode,4300,\n' });
  assert.match((await as(bea, 'takeover', 'map', ending)).out, /ended +code +4300/);
  assert.equal((await componentsOfJanuary())[0], 'former 700');
  assert.match((await as(bea, 'takeover', 'mapping')).out, /title +valet +1 +700/);
});

import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { readSheet } from 'read-excel-file/node';
import { bill } from '../../../src/billing/index.ts';
import { listStatements } from '../../../src/billing/statements/read-statements.ts';
import { cloneDatabase } from '../../database.ts';
import { pngImage } from '../../images.ts';
import { textsOf } from '../../pdf-texts.ts';
import { temporaryFolder } from '../../scenarios/deliveries.ts';
import { may, member, openBillingFixture } from '../billing/billing-fixture.ts';
import { daybookHere } from './here.ts';
import type { Said } from './program.ts';

const database = await cloneDatabase();
await openBillingFixture(database);
await database.execute(
  `insert into warehouse.site_version (site_id, valid_from_on, site_name, gl_string, batch_id, source_line)
   values ('0829', '2024-01-01', 'Station Hotel', '22-02-4402-', 1, 1)`,
);
const bea = await member(database, 'bea@house.invalid', 'billingAdmin');
await member(database, 'cora@house.invalid', 'customerUser', { kind: 'site', name: '0829' });
await bill(bea.database, { month: may, isDryRun: false, startedBy: bea.userId });
const [found] = await listStatements(database, { sites: ['0829'] });
const statementId = found?.statementId ?? '';
const folder = await temporaryFolder();
const env = { DATABASE_URL: database.addressWithPassword(), DAYBOOK_DATA: folder };

const run = (...words: string[]): Promise<Said> =>
  daybookHere([...words, '--as', 'bea@house.invalid'], { env });
const report = (...words: string[]): Promise<Said> => run('statements', 'report', statementId, ...words);

test('a report is a table, CSV, PDF or a workbook of the same figures', async () => {
  const shown = await report('--kind', 'other-expenses');
  assert.match(shown.out, /7045 +Account 7045 +02 +1000\.12345 +yes/);
  const out = (extension: string): string => join(folder, `expenses.${extension}`);
  for (const format of ['csv', 'pdf', 'xlsx']) {
    const said = await report('--kind', 'other-expenses', '--format', format, '--out', out(format));
    assert.equal(said.code, 0, said.err);
  }
  assert.match(
    await readFile(out('csv'), 'utf8'),
    /^account,name,entity,amount,billed\n7045,Account 7045,02,1000\.12345,yes\n/,
  );
  assert.ok(
    textsOf(await readFile(out('pdf')))
      .flat()
      .includes('$1,000.12'),
  );
  const rows = await readSheet(await readFile(out('xlsx')), 'Other expenses');
  assert.ok(rows.some(([account, , , amount]) => account === '7045' && amount === 1000.12345));
});

test('all that the contract asks for stand by month and site; what it asks for no more is taken away', async () => {
  const out = join(folder, 'reports');
  const place = join(out, '202505', '0829');
  await mkdir(place, { recursive: true });
  await writeFile(join(place, 'tax.pdf'), 'switched off since');
  await writeFile(join(place, 'notes.txt'), 'of somebody');
  const said = await report('--all', '--out', out);
  assert.match(said.err, /Wrote 4 reports/);
  assert.deepEqual((await readdir(place)).sort(), [
    ...['labor-distribution.pdf', 'mix-of-sales.pdf', 'notes.txt', 'other-expenses.pdf', 'validation.pdf'],
  ]);
});

test('what is missing on the command line is said', async () => {
  assert.match((await report()).err, /--kind, or use --all/);
  assert.match((await report('--all')).err, /--out is required to write pdf/);
  assert.match(
    (await report('--kind', 'tax', '--format', 'table', '--out', 'x')).err,
    /a table is only printed/,
  );
});

test('a customer reads the statement, not the books behind it', async () => {
  const words = [
    'statements',
    'report',
    statementId,
    '--kind',
    'other-expenses',
    '--as',
    'cora@house.invalid',
  ];
  assert.match((await daybookHere(words, { env })).err, /SECURITY_FORBIDDEN/);
});

test('the daily mail lists the statements made this month with their actual revenue and state', async () => {
  const { database: own } = bea;
  await own.execute(`update billing.statement set made_at = '2025-07-01 02:00Z' where site_id = '0829'`);
  await own.execute(`update billing.statement set made_at = '2025-07-01 12:00Z' where site_id = '0170'`);
  const daily = async (...words: string[]): Promise<string> =>
    (await run('statements', 'daily', ...words)).out;
  const header = 'Site,Billing Cycle,Total Actual Revenue,Statement Status\n';
  assert.equal(
    await daily('--date', '2025-06-30'),
    `${header}0829,2025-05,79413.97,Ready To Send\n`,
    'June in the time zone of the operator; all its lines have revenue codes',
  );
  assert.equal(await daily('--date', '2025-07-31'), `${header}0170,2025-05,18355.13,Ready To Send\n`);
  assert.equal(await daily('--date', '2025-06-29'), header);
  assert.match((await run('statements', 'daily', '--date', '2025-02-30')).err, /a day, YYYY-MM-DD/);
  const words = ['statements', 'daily', '--as', 'cora@house.invalid'];
  assert.match((await daybookHere(words, { env })).err, /SECURITY_FORBIDDEN/);
});

test('documents carry logo and name of the payee that the GL string of the site names', async () => {
  const base = { addressLines: [], contact: '', remittance: [] };
  const second = { ...base, name: 'Second Parking', glPrefix: '22', logo: 'second.png' };
  await writeFile(
    join(folder, 'operator.json'),
    JSON.stringify({ ...base, name: 'Example Parking', payees: [second] }),
  );
  const out = join(folder, 'statement.pdf');
  const print = (): Promise<Said> => run('statements', 'pdf', statementId, '--out', out);
  const doctor = async (): Promise<string> => (await daybookHere(['doctor'], { env })).out;
  for (const said of [await print(), await run('statements', 'send', statementId)])
    assert.match(said.err, /BILLING_LOGO_UNREADABLE.*second\.png.*it does not exist/);
  assert.match(await doctor(), /operator on documents +wrong +.*second\.png/);
  await writeFile(join(folder, 'second.png'), 'no image');
  assert.match((await print()).err, /neither a PNG nor a JPEG/);
  await writeFile(join(folder, 'second.png'), pngImage({ isTransparent: true }));
  assert.match(await doctor(), /operator on documents +ok +Example Parking/);
  assert.equal((await print()).code, 0);
  const printed = await readFile(out);
  assert.ok(textsOf(printed).flat().includes('Second Parking'));
  assert.ok(printed.includes('/Subtype /Image'));
});

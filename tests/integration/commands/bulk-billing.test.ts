import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { unzipSync } from 'fflate';
import { sendDailyMailOnce } from '../../../src/billing/index.ts';
import { goingOf } from '../../../src/commands/billing/outbox-folder.ts';
import { decimal } from '../../../src/kernel/decimal.ts';
import type { Configuration } from '../../../src/platform/configuration.ts';
import {
  addPerson,
  assignRole,
  chainTrail,
  setDemoDay,
  type Place,
} from '../../../src/platform/security/index.ts';
import { cloneDatabase } from '../../database.ts';
import { temporaryFolder, writeFiles } from '../../scenarios/deliveries.ts';
import { openBillingFixture } from '../billing/billing-fixture.ts';
import { daybookHere } from './here.ts';
import type { Said } from './program.ts';

const database = await cloneDatabase();
const books = await openBillingFixture(database);
// 0829 and 0170 are of two districts and managers; only 0829 has somebody to send to.
await database.execute(
  `insert into warehouse.customer_contact (site_id, email_recipient, batch_id, source_line)
   values ('0829', 'payables@house.invalid', 1, 1);
   insert into warehouse.site_version
     (site_id, valid_from_on, site_name, district, svp_region, gl_string, batch_id, source_line)
   values ('0829', '2024-01-01', 'Station Hotel', 'West 2', 'West', '02-02-4402-', 1, 1),
     ('0170', '2024-01-01', 'Harbor Garage', 'East 1', 'East', '02-02-4401-', 1, 1);
   insert into warehouse.site_manager (site_id, first_name, last_name, batch_id, source_line)
   values ('0829', 'Ann', 'Other', 1, 1), ('0170', 'Sam', 'Sample', 1, 1);
   insert into warehouse.site_district_manager (site_id, valid_from_on, district_manager, batch_id, source_line)
   values ('0829', '2024-01-01', 'Dora Mock', 1, 1), ('0170', '2024-01-01', 'Dan Mock', 1, 1);
   insert into security.site_place (site_id, district, region)
   values ('0829', 'West 2', 'West'), ('0170', 'East 1', 'East')`,
);
await books.facts('warehouse.budget', await books.batch('budget.csv'), [
  { site_id: '0829', period_month: '2025-05-01', account_id: '4790', amount: '-1000.00000' },
  { site_id: '0170', period_month: '2025-05-01', account_id: '4790', amount: '-1000.00000' },
]);
await setDemoDay(database, '2025-06-15');
const folder = await temporaryFolder();
const env = { DATABASE_URL: database.addressWithPassword(), DAYBOOK_DATA: folder };

async function person(userId: string, role: string, place?: Place): Promise<void> {
  const added = { userId: `${userId}@house.invalid`, displayName: null, origin: 'mapping' } as const;
  await assignRole(database, await addPerson(database, added), { role, place, reason: 'test' });
}

await person('bea', 'billingAdmin');
await person('bill', 'billingManager');
await person('ravi', 'revenueApprover');
await person('rosa', 'dataOps');
await person('sek', 'securityAdmin');
await person('exec', 'corporateConsumer');
await person('amos', 'accountManager', { kind: 'site', name: '0829' });

const run = (as: string, ...words: string[]): Promise<Said> =>
  daybookHere([...words, '--as', `${as}@house.invalid`], { env });

async function json<T>(as: string, ...words: string[]): Promise<T> {
  const said = await run(as, ...words, '--json');
  assert.match(said.out, /^[[{]/, said.err);
  return JSON.parse(said.out) as T;
}

interface Listed {
  readonly statement_id: string;
  readonly site: string;
  readonly state: string;
  readonly total: string;
  readonly billing_cycle: string;
  readonly age_days: number;
}

interface Preview {
  readonly count: number;
  readonly total: string;
  readonly statements: readonly Listed[];
}

const sitesOf = (rows: readonly { readonly site: string }[]): string[] => rows.map(({ site }) => site).sort();
const inMay = ['--month', '2025-05'] as const;

test('sites are marked by a filter; those that are marked already, and those of others, are left', async () => {
  const ready = ['statements', 'ready', ...inMay];
  assert.match((await run('amos', ...ready)).err, /BILLING_CHOICE_UNCLEAR: .*neither was given/);
  assert.match(
    (await run('amos', ...ready, '829', '--all')).err,
    /BILLING_CHOICE_UNCLEAR: .*both were given/,
  );
  const early = await run('amos', 'statements', 'ready', '829', '--month', '2130-01');
  assert.match(early.err, /BILLING_MONTH_NOT_BEGUN: 2130-01 has not begun: on .* nothing of site 0829 yet/);
  const before = ['statements', 'ready', '--month', '2130-01', '--all', '--dry-run'];
  assert.match(
    (await run('amos', ...before)).err,
    /BILLING_MONTH_NOT_BEGUN: 2130-01 .* nothing of site 0829 yet/,
  );
  assert.deepEqual(await json('amos', ...ready, '--all', '--dry-run'), { count: 1, sites: ['0829'] });
  assert.match((await run('amos', ...ready, '--region', 'West')).err, /Site 0829 is ready for 2025-05/);
  assert.match((await run('amos', ...ready, '--all')).err, /No matching site needs this mark/);
  assert.match((await run('bill', ...ready, '--all')).err, /SECURITY_FORBIDDEN/);
});

test('a month is billed for a district, and again for a state; what was chosen and failed ends with 1', async () => {
  const east = await run('bill', 'bill', ...inMay, '--district', 'East 1');
  assert.equal(east.code, 0, east.err);
  assert.match(east.err, /2025-05: 1 statement, 0 sites not billed/);
  assert.match((await run('bill', 'bill', ...inMay, '--district', 'Nowhere')).err, /BILLING_NO_CONTRACTS/);
  assert.equal((await run('bill', 'bill', ...inMay, '--manager', 'Ann Other')).code, 0);
  const anew = await json<{ statements: { site: string }[] }>(
    ...(['bill', 'bill', ...inMay, '--state', 'Approval Team', '--amount-from', '1', '--dry-run'] as const),
  );
  assert.deepEqual(sitesOf(anew.statements), ['0170', '0829']);
  const failed = await run('bea', 'bill', '--month', '2025-04', '--site', '0170');
  assert.deepEqual([failed.code, failed.err.includes('Not billed:')], [1, true]);
});

test('a list says billing cycle, days in the state and who manages, and leaves as CSV, workbook or JSON', async () => {
  await database.execute(
    `update billing.statement_change set changed_at = now() - interval '9 days' where site_id = '0829'`,
  );
  const listed = await json<Listed[]>('bill', 'statements', 'list', '--older-than', '5');
  assert.deepEqual(
    listed.map(({ site, age_days: days }) => [site, days]),
    [['0829', 9]],
  );
  const narrowed = async (...words: string[]): Promise<string[]> =>
    sitesOf(await json<Listed[]>('bill', 'statements', 'list', ...words));
  const [young] = await json<Listed[]>('bill', 'statements', 'list', '--site', '0170');
  assert.match(young?.billing_cycle ?? '', /^20\d\d-\d\d$/);
  assert.deepEqual(await narrowed('--district-manager', 'Dan Mock', 'Dora Mock'), ['0170', '0829']);
  assert.deepEqual(await narrowed('--region', 'West', '--state', 'Approval Team'), ['0829']);
  assert.deepEqual(await narrowed('--amount-to', '-1000000'), []);
  assert.deepEqual(await narrowed('--amount-from', young?.total ?? '', '--site', '0170'), ['0170']);
  assert.deepEqual(await narrowed('--state', 'Sent', 'Ready To Send'), []);
  const csv = await run('bill', 'statements', 'list', '--csv', '--site', '0829');
  assert.match(
    csv.out,
    /^number,site,customer,district,manager,district manager,billing cycle,service month,/,
  );
  assert.match(csv.out, /\n\d+,0829,.*,West 2,Ann Other,Dora Mock,20\d\d-\d\d,2025-05,1,Approval Team,9,/);
  const out = join(folder, 'statements.xlsx');
  assert.match((await run('bill', 'statements', 'list', '--xlsx')).err, /--out is required/);
  assert.match((await run('bill', 'statements', 'list', '--xlsx', '--out', out)).err, /Wrote 2 statements/);
  const sheet = unzipSync(await readFile(out))['xl/sharedStrings.xml'];
  assert.match(Buffer.from(sheet ?? '').toString(), /days in state.*Dan Mock/);
  const [noted] = await database.query<{ reads: string }>(
    `select count(*)::text as reads from audit.entry where kind = 'export' and relation = 'statements'`,
  );
  assert.equal(noted?.reads, '2');
});

test('what would be approved is counted and summed before anything is done', async () => {
  const approve = ['statements', 'approve'];
  assert.match((await run('ravi', ...approve)).err, /BILLING_CHOICE_UNCLEAR: .*neither/);
  assert.match((await run('ravi', ...approve, '1', '--all')).err, /BILLING_CHOICE_UNCLEAR: .*both/);
  const all = await json<Preview>('ravi', ...approve, '--all', '--dry-run');
  assert.deepEqual([all.count, sitesOf(all.statements)], [2, ['0170', '0829']]);
  const west = await json<Preview>('ravi', ...approve, '--district', 'West 2', '--dry-run');
  assert.deepEqual([west.count, west.total], [1, west.statements[0]?.total]);
  const told = await run('ravi', ...approve, '--all', '--dry-run');
  assert.match(told.err, /2 statements, [\d,]+\.\d\d in total; nothing was done \(dry run\)\./);
  const states = await json<Listed[]>('bill', 'statements', 'list');
  assert.deepEqual(new Set(states.map(({ state }) => state)), new Set(['Approval Team']));
});

test('each is approved for itself, then sent; what fails is named with its reason and ends with 1', async () => {
  assert.equal((await run('bill', 'statements', 'approve', '--all')).code, 1);
  const approved = await json<Listed[]>('ravi', 'statements', 'approve', ...inMay);
  assert.equal(approved.length, 2);
  assert.match((await run('ravi', 'statements', 'approve', ...inMay)).err, /No matching statement in review/);
  const sent = await run('bill', 'statements', 'send', '--all');
  assert.equal(sent.code, 1);
  assert.match(sent.err, /Not done, \d+:\nBILLING_RECIPIENTS_MISSING: .*\nNext: .*\n1 of 2 done\./s);
  const again = await json<{ id?: string; error?: { code: string } }[]>(
    'bill',
    'statements',
    'send',
    '--all',
  );
  assert.deepEqual(
    again.map(({ error }) => error?.code),
    ['BILLING_RECIPIENTS_MISSING'],
  );
  const resent = await run('bill', 'statements', 'resend', ...inMay, '--manager', 'Ann Other');
  assert.equal(resent.code, 0, resent.err);
});

test('what was sent and not posted is posted by a filter, once', async () => {
  const post = ['post', 'statements', ...inMay, '--region', 'West'];
  assert.equal((await json<Preview>('bea', ...post, '--dry-run')).count, 1);
  assert.match((await run('bea', ...post)).err, /1 document in the outbox/);
  assert.equal((await json<Preview>('bea', ...post, '--dry-run')).count, 0);
});

test('payments and credits are matched to invoices; open, past due, paid late and unmatched are told', async () => {
  const invoice = '0829-202505-01-01';
  await setDemoDay(database, '2025-08-01');
  const known = await json<{ payment: null }[]>('bill', 'statements', 'list', '--site', '0829');
  assert.equal(known[0]?.payment, null, 'nobody knows what was paid before there is a receipt');
  await database.execute(`update billing.invoice set due_on = '2025-06-30' where number = $1`, [invoice]);
  const [{ amount } = { amount: '' }] = await database.query<{ amount: string }>(
    `select amount::text from billing.invoice where number = $1`,
    [invoice],
  );
  const rows = (...lines: string[]): string =>
    ['CUSTNMBR,DOCDATE,DOCNUMBR,APTODCNM,KIND,APPTOAMT', ...lines].join('\n');
  const load = async (name: string, ...lines: string[]): Promise<Said> => {
    const [path = ''] = await writeFiles(folder, { [`${name}/open_transactions.csv`]: rows(...lines) });
    return run('rosa', 'load', path);
  };
  const first = await load(
    'first',
    `0829,2025-06-20,PYMNT1,${invoice.replaceAll('-', '')},PAYMENT,100.00`,
    '0829,2025-06-21,PYMNT2,0829-209912-01-01,PAYMENT,5.00',
    '0170,2025-06-21,PYMNT3,,CREDIT,7.50',
  );
  assert.equal(first.code, 0, first.err);
  type Paid = Record<'number' | 'open' | 'settled_on', string | null> & {
    days_to_payment: number;
    days_late: number;
  };
  const paidBy = async (day: string, ...more: string[]): Promise<Paid[]> =>
    json<Paid[]>('bill', 'statements', 'payments', '--as-of', day, ...more);
  const [due] = await paidBy('2025-07-10', '--past-due');
  assert.deepEqual([due?.number, due?.days_late, due?.settled_on], [invoice, 10, null]);
  assert.deepEqual(await paidBy('2025-06-25', '--past-due'), [], 'open, and not past due yet');
  const rest = decimal(amount).minus('100').toString();
  assert.equal((await load('second', `0829,2025-07-05,PYMNT9,${invoice},PAYMENT,${rest}`)).code, 0);
  const [late] = await paidBy('2025-08-01', '--month', '2025-05', '--manager', 'Ann Other');
  assert.deepEqual(
    [late?.open, late?.settled_on, late?.days_to_payment, late?.days_late],
    ['0.00', '2025-07-05', 35, 5],
  );
  const listed = await json<{ payment: string; days_late: number }[]>(
    ...(['bill', 'statements', 'list', '--payment', 'paid late'] as const),
  );
  assert.deepEqual(
    listed.map(({ payment, days_late: days }) => [payment, days]),
    [['paid late', 5]],
  );
  const unmatched = await json<{ document: string; why: string }[]>(
    ...(['bill', 'statements', 'payments', '--unmatched'] as const),
  );
  assert.deepEqual(
    unmatched.map(({ document, why }) => `${document}: ${why}`),
    ['PYMNT3: on account', 'PYMNT2: no such invoice'],
  );
  const own = await json<Paid[]>('amos', 'statements', 'payments');
  assert.deepEqual(own.length, 1, 'a manager sees what the customers of his sites paid');
  assert.match((await run('exec', 'statements', 'payments')).err, /SECURITY_FORBIDDEN/);
  const csv = await run('bill', 'statements', 'payments', '--unmatched', '--csv');
  assert.match(
    csv.out,
    /^site,date,document,invoice,kind,amount,why,statement\n0170,2025-06-21,PYMNT3,,CREDIT,7\.50,/,
  );
});

test('a disputed statement is not changed, sent or revised until resolved, and leaves by approval', async () => {
  const [sent] = await json<Listed[]>('bill', 'statements', 'list', '--site', '0829');
  const id = sent?.statement_id ?? '';
  const open = ['statements', 'dispute', 'open', id, '--amount', '250', '--invoice', '1'];
  assert.match((await run('bill', ...open)).err, /SECURITY_REASON_MISSING/);
  const why = ['--reason', 'the rooms of the 12th were not sold'];
  assert.match((await run('amos', ...open, ...why)).err, /SECURITY_FORBIDDEN.*statement dispute/);
  assert.match(
    (await run('bill', ...open.slice(0, -1), '9', ...why)).err,
    /BILLING_DISPUTE_INVALID.*no invoice 9/,
  );
  assert.equal((await run('bill', ...open, ...why)).code, 0);
  assert.match(
    (await run('bea', ...open, ...why)).err,
    /BILLING_DISPUTE_OPEN.*opened by bill@house\.invalid/,
  );
  const listed = await json<{ statement: string; amount: string; reason: string }[]>(
    'amos',
    'statements',
    'disputes',
  );
  assert.deepEqual(
    listed.map(({ statement, amount, reason }) => [statement, amount, reason]),
    [[id, '250.00', 'the rooms of the 12th were not sold']],
  );
  assert.deepEqual(sitesOf(await json<Listed[]>('bill', 'statements', 'list', '--disputed')), ['0829']);
  const revised = await run('bea', 'statements', 'revise', id, '--reason', 'rooms');
  assert.match(revised.err, /BILLING_DISPUTED: .*site 0829 is in dispute.*\nNext: .*dispute resolve/);
  const [waiting] = await json<Listed[]>('bill', 'statements', 'list', '--site', '0170');
  const unsent = waiting?.statement_id ?? '';
  assert.equal((await run('bill', 'statements', 'dispute', 'open', unsent, ...why)).code, 0);
  const line = ['statements', 'adhoc', unsent, '--title', 'Decoration', '--amount', '5'];
  assert.match((await run('bea', ...line)).err, /BILLING_DISPUTED/);
  assert.match((await run('ravi', 'statements', 'send-back', unsent, ...why)).err, /BILLING_DISPUTED/);
  const again = await run('bea', 'bill', ...inMay, '--site', '0170');
  assert.deepEqual([again.code, /0170 +BILLING_DISPUTED/.test(again.out)], [1, true], again.out);
  const pdf = ['statements', 'pdf', id, '--out', join(folder, 'disputed.pdf')];
  const guarded = await run('bill', ...pdf);
  const number = /SECURITY_EXPORT_GUARDED: Statement \d+ is in dispute, .*export (\d+)\./.exec(
    guarded.err,
  )?.[1];
  assert.ok(number !== undefined, guarded.err);
  assert.match((await run('bill', 'statements', 'resend', id)).err, /SECURITY_EXPORT_GUARDED/);
  assert.match((await run('bill', 'exports', 'approve', number)).err, /SECURITY_(CONFLICT|FORBIDDEN)/);
  assert.equal((await run('sek', 'exports', 'approve', number)).code, 0);
  assert.equal((await run('bill', ...pdf)).code, 0);
  assert.match((await run('bill', ...pdf)).err, /SECURITY_EXPORT_GUARDED/, 'an approval lets it out once');
  const resolve = ['statements', 'dispute', 'resolve', id, '--outcome', 'credit of 120 in June'];
  assert.equal((await run('bill', ...resolve)).code, 0);
  assert.match((await run('bill', ...resolve)).err, /BILLING_DISPUTE_NONE/);
  assert.equal((await run('bill', ...pdf)).code, 0);
  const all = await run('bill', 'statements', 'disputes', '--resolved');
  assert.match(all.out, /250\.00 .*credit of 120 in June/);
  await chainTrail(database);
  const trail = await database.query<{ kinds: string }>(
    `select string_agg(kind, ' ' order by position) as kinds from audit.entry where relation = 'billing.dispute'`,
  );
  assert.equal(trail[0]?.kinds, 'insert insert update');
});

test('the daily mail goes out once a day, to whom the operator names', async () => {
  const daily = ['statements', 'daily', '--send'];
  assert.match((await run('bill', ...daily)).err, /BILLING_DAILY_NOBODY/);
  const mail = { dailyRevenueTo: ['revenue@house.invalid'] };
  const profile = { name: 'Example Parking', addressLines: [], contact: '', remittance: [], mail };
  await writeFiles(folder, { 'operator.json': JSON.stringify(profile) });
  assert.match((await run('amos', ...daily)).err, /SECURITY_FORBIDDEN/);
  const sent = await run('bill', ...daily);
  assert.match(sent.err, /went to revenue@house\.invalid, \d statements?/);
  assert.match((await run('bea', ...daily)).err, /BILLING_DAILY_SENT/);
  const going = await goingOf({ dataDir: folder } as Configuration);
  const at = (time: string): Promise<{ day: string; recipients: string } | null> =>
    sendDailyMailOnce(database, { now: new Date(time), timeZone: 'UTC', actor: 'daybook' }, going);
  assert.equal((await at('2030-01-02T06:00:00Z'))?.day, '2030-01-02', 'whenever its schedule says');
  assert.equal(await at('2030-01-02T18:00:00Z'), null, 'it went out');
  const csv = await readFile(join(folder, 'outbox', 'mail', 'total-actual-revenue-2030-01-02.csv'), 'utf8');
  assert.match(csv, /^Site,Billing Cycle,Total Actual Revenue,Statement Status\n0170,2025-05,/);
});

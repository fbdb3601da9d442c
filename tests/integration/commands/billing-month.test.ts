import assert from 'node:assert/strict';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { addPerson, assignRole, setDemoDay } from '../../../src/platform/security/index.ts';
import { writeWorkbook } from '../../../src/sources/sample/write-workbook.ts';
import { cloneDatabase } from '../../database.ts';
import { textsOf } from '../../pdf-texts.ts';
import { temporaryFolder, writeFiles } from '../../scenarios/deliveries.ts';
import { openBillingFixture } from '../billing/billing-fixture.ts';
import { exportText } from '../contracts/given-exports.ts';
import { daybookHere } from './here.ts';
import type { Said } from './program.ts';

const database = await cloneDatabase();
const books = await openBillingFixture(database);
await database.execute(
  `insert into warehouse.customer_contact (site_id, email_recipient, batch_id, source_line)
   values ('0829', 'payables@house.invalid', 1, 1);
   insert into warehouse.site_version (site_id, valid_from_on, site_name, gl_string, batch_id, source_line)
   values ('0829', '2024-01-01', 'Station Hotel', '02-02-4402-', 1, 1)`,
);
await books.facts('warehouse.budget', await books.batch('budget.csv'), [
  { site_id: '0829', period_month: '2025-05-01', account_id: '4790', amount: '-1000.00000' },
]);
await setDemoDay(database, '2025-06-15');
const folder = await temporaryFolder();
const env = { DATABASE_URL: database.addressWithPassword(), DAYBOOK_DATA: folder };

for (const [userId, role] of [
  ['bea', 'billingAdmin'],
  ['rita', 'billingAdmin'],
  ['bill', 'billingManager'],
  ['ravi', 'revenueApprover'],
  ['fay', 'financeManager'],
  ['cora', 'contractAdmin'],
  ['exec', 'corporateConsumer'],
  ['rosa', 'rssAdmin'],
] as const) {
  const personId = await addPerson(database, {
    userId: `${userId}@house.invalid`,
    displayName: null,
    origin: 'mapping',
  });
  await assignRole(database, personId, { role, reason: 'test' });
}

const run = (as: string, ...words: string[]): Promise<Said> =>
  daybookHere([...words, '--as', `${as}@house.invalid`], { env });

async function json<T>(as: string, ...words: string[]): Promise<T> {
  const said = await run(as, ...words, '--json');
  assert.equal(said.code, 0, said.err);
  return JSON.parse(said.out) as T;
}

interface Listed {
  readonly statement_id: string;
  readonly site: string;
  readonly state: string;
  readonly version: number;
  readonly review_reason: string | null;
}

const statementAt = async (site: string): Promise<Listed> => {
  const [found] = await json<Listed[]>('bea', 'statements', 'list', '--site', site);
  if (!found) throw new Error(`no statement of ${site}`);
  return found;
};

test('contracts are taken in by whoever may change them, with findings, and given back', async () => {
  const [path = ''] = await writeFiles(folder, { 'new/other.json': exportText('other') });
  assert.match((await run('fay', 'contracts', 'import', path)).err, /SECURITY_FORBIDDEN/);
  const taken = await json<{ imported: number; drafts: number; findings: { code: string; grade: string }[] }>(
    ...(['bea', 'contracts', 'import', join(folder, 'new')] as const),
  );
  assert.deepEqual([taken.imported, taken.drafts], [0, 1]);
  assert.deepEqual(new Set(taken.findings.map(({ code }) => code)), new Set(['ADVANCED_WITH_ACTUALS']));
  const given = await json<{ original: unknown }>('bea', 'contracts', 'export', '9905');
  assert.deepEqual(given.original, (JSON.parse(exportText('other')) as { original: unknown }).original);
  assert.match((await run('bea', 'contracts', 'show', '9905')).out, /draft, waiting for its site/);
});

test('clauses are entered by whoever may change contracts, listed, and ended', async () => {
  const words = [
    'contracts',
    'clauses',
    'add',
    '--site',
    '829',
    '--kind',
    'escalation',
    '--from',
    '2026-01',
  ] as const;
  const more = [
    ...['--component', 'management-fee', '--escalates-in', '3', '--percent', '3', '--index', 'ECI'],
    ...['--combine', 'max', '--cap', '6', '--reason', 'amendment 2'],
  ];
  assert.match((await run('fay', ...words, ...more)).err, /SECURITY_FORBIDDEN/);
  assert.match(
    (await run('bea', ...words, ...more.slice(0, -2))).err,
    /CONTRACTS_CLAUSE_INVALID.*reason is missing/,
  );
  const { clause } = await json<{ clause: string }>('bea', ...words, ...more);
  const listed = await run('fay', 'contracts', 'clauses', 'list', '--site', '829');
  assert.match(
    listed.out,
    /waiting +escalation +management-fee +month 3: max of 3 % and ECI, at most 6 % +2026-01 +- +amendment 2/,
  );
  const approveAll = ['contracts', 'approve', '--site', '829'];
  assert.match((await run('bea', 'contracts', 'approve', '--all')).err, /SECURITY_FORBIDDEN/);
  assert.equal((await run('exec', ...approveAll)).code, 0);
  const end = ['contracts', 'clauses', 'end', '--site', '829', '--clause'];
  const ended = await run('bea', ...end, clause, '--through', '2026-12');
  assert.match(ended.err, /is in effect through 2026-12, once a second person approves it/);
  assert.match((await run('exec', ...approveAll)).err, /1 change approved/);
  const [standing] = await json<{ clause_id: string; through_month: string }[]>(
    'fay',
    'contracts',
    'clauses',
    'list',
  );
  assert.equal(standing?.through_month, '2026-12');
  assert.match((await run('bea', ...end, clause)).err, /CONTRACTS_CLAUSE_UNKNOWN/);
  assert.match((await run('bea', ...end, standing.clause_id)).err, /is withdrawn/);
  const waiting = await json<{ says: string; asked_by: string }[]>('fay', 'contracts', 'waiting');
  assert.deepEqual(
    waiting.map(({ says, asked_by: by }) => `${says}, by ${by}`),
    [`clause ${standing.clause_id} withdrawn (escalation of management-fee), by bea@house.invalid`],
  );
  assert.equal((await run('exec', ...approveAll)).code, 0);
  assert.deepEqual(await json('fay', 'contracts', 'clauses', 'list'), []);
});

test('an index is entered by one person and approved by another, and a contract waits for it until then', async () => {
  const add = ['contracts', 'clauses', 'add', '--site', '829', '--kind', 'escalation', '--from', '2026-01'];
  const more = [
    '--component',
    'management-fee',
    '--escalates-in',
    '3',
    '--index',
    'ECI',
    '--reason',
    'amendment 2',
  ];
  const { clause } = await json<{ clause: string }>('bea', ...add, ...more);
  const open = await run('bea', 'contracts', 'escalations', '--month', '2026-03');
  assert.match(open.out, /clause \d+ \(escalation of management-fee\)/, 'what waits is listed');
  assert.equal((await run('exec', 'contracts', 'approve', '--all')).code, 0);
  const escalations = ['contracts', 'escalations', '--month', '2026-03'];
  const waiting = await run('bea', ...escalations);
  assert.equal(waiting.code, 1);
  assert.match(
    waiting.err,
    /CONTRACTS_INDEX_MISSING: .* site 0829 .* by ECI 2025, which is not entered and approved/,
  );
  assert.match(
    (await run('fay', 'contracts', 'indexes', 'set', 'ECI', '2025', '3.6')).err,
    /SECURITY_FORBIDDEN/,
  );
  assert.match((await run('bea', 'contracts', 'indexes', 'set', 'ECI', '2025', '3.6')).err, /second person/);
  const approve = ['contracts', 'indexes', 'approve', 'ECI', '2025'];
  assert.match((await run('bea', ...approve)).err, /SECURITY_CONFLICT: .*whoever changed the terms/);
  assert.equal((await run('cora', ...approve)).code, 0);
  assert.deepEqual(await json('bea', 'contracts', 'indexes', 'list'), [
    {
      index: 'ECI',
      period: '2025',
      percent: '3.6',
      entered_by: 'bea@house.invalid',
      approved_by: 'cora@house.invalid',
    },
  ]);
  const shown = await run('bea', ...escalations);
  assert.match(shown.out, /0829 +.*fixedFeeAmount +2345\.67 +2430\.11/);
  await json('bea', 'contracts', 'clauses', 'end', '--site', '829', '--clause', clause);
  assert.equal((await run('exec', 'contracts', 'approve', '--all')).code, 0);
});

test('which service month escalators count in is entered by one person and approved by another', async () => {
  const set = ['contracts', 'escalators', 'set', 'billing-day', '--from', '2026-06'];
  assert.match((await run('bea', ...set)).err, /--reason is required/);
  assert.match((await run('fay', ...set, '--reason', 'x')).err, /SECURITY_FORBIDDEN/);
  const entered = await run('bea', ...set, '--reason', 'as in the old system');
  assert.match(
    entered.err,
    /from 2026-06 on\. Next, by a second person: daybook contracts escalators approve 1/,
  );
  const approve = ['contracts', 'escalators', 'approve', '1'];
  assert.match((await run('bea', ...approve)).err, /SECURITY_CONFLICT: .*whoever changed the terms/);
  assert.equal((await run('cora', ...approve)).code, 0);
  const listed = await run('cora', 'contracts', 'escalators');
  assert.match(listed.out, /1 +billing-day +2026-06 +bea@\S+ +approved +cora@\S+ +as in the old system/);
});

test('a month is previewed and billed, and what could not be says why', async () => {
  const words = ['bill', '--month', '2025-05'] as const;
  const preview = await json<{ run_id: null; statements: { total: string }[] }>(
    'bill',
    ...words,
    '--dry-run',
  );
  const made = await json<{ run_id: string; statements: { total: string }[]; blocked: { code: string }[] }>(
    ...(['bill', ...words] as const),
  );
  assert.equal(preview.run_id, null);
  assert.deepEqual(made.statements, preview.statements);
  assert.deepEqual(
    made.blocked.map(({ code }) => code),
    ['BILLING_SITE_UNKNOWN', 'BILLING_SITE_UNKNOWN'],
  );
  assert.match((await run('bill', ...words, '--proceed', 'why not')).err, /SECURITY_FORBIDDEN/);
  assert.match((await run('ravi', ...words)).err, /SECURITY_FORBIDDEN/);
  const earlier = await run('bill', 'bill', '--month', '2025-04', '--site', '0829');
  assert.match(
    earlier.err,
    /BILLING_PRIOR_MONTH: 2025-04 is an earlier month: on 2025-06-15 the month to bill is 2025-05\..*\nNext: Ask/,
  );
  assert.doesNotMatch((await run('bill', 'bill', '--month', '2025-04', '--dry-run')).err, /BILLING_PRIOR/);
  assert.doesNotMatch((await run('bea', 'bill', '--month', '2025-04')).err, /BILLING_PRIOR/);
});

test('what deviates is approved by a second person, who says why', async () => {
  await database.execute(
    `insert into warehouse.forecast (site_id, period_month, line, amount, run_id)
     values ('0829', '2025-05-01', 'internal-revenue', 1000, 1)`,
  );
  assert.equal((await run('bill', 'bill', '--month', '2025-05')).code, 0);
  const { statement_id, state, review_reason: why } = await statementAt('0829');
  assert.equal(state, 'Approval Team');
  assert.match(why ?? '', /^Above expected by [\d,]+\.\d\d \([\d,]+\.\d\d %\)$/);
  assert.match(
    (await run('bill', 'statements', 'send', statement_id)).err,
    /BILLING_ACTION_REFUSED.*not been approved/,
  );
  assert.match((await run('bill', 'statements', 'approve', statement_id)).err, /SECURITY_FORBIDDEN/);
  const approved = await run(
    'ravi',
    'statements',
    'approve',
    statement_id,
    '--reason',
    'agreed with the client',
  );
  assert.equal(approved.code, 0, approved.err);
  const again = await run('bea', 'bill', '--month', '2025-05');
  assert.match(
    again.err,
    /2025-05: 2 statements \(2 unchanged, left as they are\), 2 sites not billed; saved/,
  );
  const since = await statementAt('0829');
  assert.deepEqual(
    [since.statement_id, since.state, since.review_reason],
    [statement_id, 'Ready To Send', null],
  );
  const shown = await run('bea', 'statements', 'show', statement_id);
  assert.match(shown.out, /approve +Ready To Send +ravi@house\.invalid +agreed with the client/);
  // No line is calculated from a forecast; what a statement is compared with is.
  assert.match(
    shown.out,
    /Expected from the forecast; .*explain cell --site 0829 --month 2025-05 --line internal-revenue/,
  );
});

test('it is sent, posted once and revised, and everything went through the outbox', async () => {
  const { statement_id } = await statementAt('0829');
  const sent = await run('bill', 'statements', 'send', '999999', statement_id);
  assert.deepEqual([sent.code, sent.out.includes('0829-202505-01-01_Invoice.pdf')], [1, true], sent.err);
  assert.match(sent.err, /Not done, 999999:\nBILLING_STATEMENT_UNKNOWN: .*\nNext: .*\n1 of 2 done\./);
  assert.match((await run('bill', 'post', 'statements', statement_id)).err, /SECURITY_FORBIDDEN/);
  const posted = await json<{ key: string }[]>('bea', 'post', 'statements', statement_id);
  assert.equal(posted.length, 1);
  assert.deepEqual(await json('bea', 'post', 'statements', statement_id), []);
  await completedMonth(statement_id);
  const key = posted[0]?.key ?? '';
  assert.match((await run('bea', 'post', 'retry', key)).err, /1 document in the outbox again/);
  assert.equal((await run('bea', 'post', 'acknowledge', key, '--answer', 'success')).code, 0);
  const revised = await run('rita', 'statements', 'revise', statement_id, '--reason', 'counted twice');
  assert.match(revised.err, /version 2 is Approval Team.*\n1 reversal in the outbox/);
  assert.equal((await statementAt('0829')).version, 2);
  const report = await run('fay', 'post', 'report', '--month', '2025-05');
  assert.match(report.err, /Unit accounts of 2025-05: not posted; see `daybook post units --month 2025-05/);
  assert.match(report.err, /2025-05: 2 documents, 1 acknowledged, 0 failed, 0 statements not posted/);
  const mails = await readdir(join(folder, 'outbox', 'mail'));
  assert.deepEqual(mails.sort(), [
    '0829-202505-01-01_Invoice.pdf',
    '0829-202505-01-01_Invoice.pdf.envelope.json',
    ...['labor-distribution', 'mix-of-sales', 'other-expenses', 'validation'].map(
      (kind) => `0829-202505-v1_${kind}.pdf`,
    ),
  ]);
  const pdf = await readFile(join(folder, 'outbox', 'mail', '0829-202505-01-01_Invoice.pdf'), 'latin1');
  assert.match(pdf, /^%PDF-/);
  assert.equal((await readdir(join(folder, 'outbox', 'ledger'))).length, 8);
});

/** R006 and R015: a month whose statement was sent takes another revenue report by an override only. */
async function completedMonth(statement: string): Promise<void> {
  await database.execute(
    `insert into warehouse.revenue_code (revenue_code, first_seen_batch_id) values ('VO1', 1) on conflict do nothing;
     insert into security.site_place (site_id, district, region) values ('0829', 'D2', 'West')`,
  );
  const manager = await addPerson(database, {
    userId: 'ann@house.invalid',
    displayName: null,
    origin: 'mapping',
  });
  await assignRole(database, manager, {
    role: 'accountManager',
    place: { kind: 'site', name: '0829' },
    reason: 'test',
  });
  const report = async (name: string, revenueCode: string, value: string): Promise<string> => {
    const line = { site: '0829', date: '2025-05-05', revenueCode, revenueCategory: 'VALET OVERNIGHT' };
    const path = `${name}/100829REV2025 C05.xlsm`;
    const content = writeWorkbook([{ ...line, valueType: 'REVENUE', value }]);
    const [written = ''] = await writeFiles(folder, { [path]: content });
    return written;
  };
  const first = await report('first', 'VO1', '100');
  const completed = new RegExp(`2025-05 of site 0829 is already completed: its statement ${statement} was`);
  const refused = await run('ann', 'load', first);
  assert.deepEqual([refused.code, completed.test(refused.err)], [1, true], refused.err);
  const why = ['--override', '--reason', 'the garage was closed on the 12th'];
  assert.match((await run('ann', 'load', first, ...why)).err, /SECURITY_FORBIDDEN/);
  assert.match(
    (await run('rosa', 'load', first, '--override')).err,
    /SOURCES_OVERRIDE_REASON_MISSING: .* needs a reason/,
  );
  const loaded = await run('rosa', 'load', first, ...why);
  assert.equal(loaded.code, 0, loaded.err);
  const [warned] = await database.query<{ message: string }>(
    `select message from sources.batch_warning where rule = 'check overridden'`,
  );
  assert.match(warned?.message ?? '', /Overridden, because: the garage was closed on the 12th$/);
  // Whoever sent a report does not override what stopped it, and a code that no list has is named with its neighbour.
  const second = await report('second', 'VO1', '200');
  assert.equal((await run('rosa', 'load', second)).code, 1);
  assert.match(
    (await run('rosa', 'load', second, ...why)).err,
    /SECURITY_CONFLICT: .*whoever submitted the revenue report does not override/,
  );
  const third = await report('third', 'V01', '300');
  assert.equal((await run('ann', 'load', third)).code, 1);
  const mistyped = await run('rosa', 'load', third, ...why);
  assert.match(
    mistyped.err,
    /Revenue code V01 is not in the catalogue .* Nearest known: VO1\. Use an active/,
  );
}

test('any line is explained down to file and line', async () => {
  const { statement_id } = await statementAt('0829');
  const { invoices } = await json<{ invoices: { lines: { line_id: string; component: string }[] }[] }>(
    ...(['bea', 'statements', 'show', statement_id] as const),
  );
  const insurance = invoices.flatMap(({ lines }) => lines).find(({ component }) => component === 'insurance');
  const explained = await run('bea', 'explain', 'line', insurance?.line_id ?? '');
  assert.match(explained.out, /Insurance: 2450\.00/);
  assert.match(explained.out, /Cost of the billed insurance accounts × \(100 % \+ additional percentage\)/);
  assert.match(explained.out, /warehouse\.ledger_balance +2025-05 +7080 .* 2000\.00000 +ledger\.csv +\d+/);
});

test('a line that a person adds is on the statement, which says who did it', async () => {
  const { statement_id } = await statementAt('0829');
  const added = await run(
    'bea',
    'statements',
    'adhoc',
    statement_id,
    '--title',
    'Decoration',
    '--amount',
    '250',
  );
  assert.equal(added.code, 0, added.err);
  const shown = await run('bea', 'statements', 'show', (await statementAt('0829')).statement_id);
  assert.match(shown.out, /ad-hoc +Decoration +4790 +250\.00/);
});

test('an invoice has one reimbursable expense; what the client paid is printed in one line if so set', async () => {
  const add = async (...words: string[]): Promise<Said> =>
    run('bea', 'statements', 'adhoc', (await statementAt('0170')).statement_id, ...words);
  const hotel = ['--kind', 'ReimbursableExpense', '--title', 'Hotel', '--amount', '80'] as const;
  assert.equal((await add(...hotel)).code, 0);
  const second = await add('--kind', 'ReimbursableExpense', '--title', 'Flight', '--amount', '20');
  assert.match(
    second.err,
    /BILLING_REIMBURSABLE_TWICE: Invoice 1 of site 0170 for 2025-05 already has .*: Hotel, 80\.00\..*\nNext: Remove/s,
  );
  assert.equal(
    (await add('--kind', 'ClientPaidExpense', '--title', 'Bank fees', '--amount', '10', '--code', '7010'))
      .code,
    0,
  );
  assert.equal(
    (await add('--kind', 'ClientPaidExpense', '--title', 'Parts', '--amount', '5', '--code', '7026')).code,
    0,
  );
  const { statement_id: id } = await statementAt('0170');
  const printed = async (clientPaidExpenses: string): Promise<string> => {
    const profile = {
      name: 'Example Parking',
      addressLines: [],
      contact: '',
      remittance: [],
      clientPaidExpenses,
    };
    await writeFiles(folder, { 'operator.json': JSON.stringify(profile) });
    const out = join(folder, `${clientPaidExpenses}.pdf`);
    assert.equal((await run('bea', 'statements', 'pdf', id, '--out', out)).code, 0);
    return textsOf(await readFile(out))
      .flat()
      .join('\n');
  };
  const single = await printed('single lines');
  assert.deepEqual(
    [single.includes('Bank fees'), single.includes('Less Client Paid Expenses')],
    [true, false],
  );
  const summed = await printed('one line');
  assert.match(summed, /Less Client Paid Expenses\n\(\$15\.00\)/);
  assert.doesNotMatch(summed, /Bank fees|Parts/);
  const kept = await run('bea', 'statements', 'show', id);
  assert.match(kept.out, /Bank fees +7010 +-10\.00[\s\S]*Parts +7026 +-5\.00/);
  await rm(join(folder, 'operator.json'));
  for (const title of ['Hotel', 'Bank fees', 'Parts']) {
    const { statement_id: now } = await statementAt('0170');
    const { invoices } = await json<{ invoices: { lines: { line_id: string; title: string }[] }[] }>(
      ...(['bea', 'statements', 'show', now] as const),
    );
    const line = invoices.flatMap(({ lines }) => lines).find((one) => one.title === title);
    assert.equal((await add('--remove', line?.line_id ?? '', '--reason', 'not agreed')).code, 0, title);
  }
});

test('a line that a person added is taken off with a reason, and its row stays', async () => {
  const { statement_id } = await statementAt('0829');
  const { change, invoices } = await json<{
    change: number;
    invoices: { lines: { line_id: string; component: string }[] }[];
  }>('bea', 'statements', 'show', statement_id);
  const lines = invoices.flatMap((invoice) => invoice.lines);
  const added = lines.find(({ component }) => component === 'ad-hoc')?.line_id ?? '';
  const computed = lines.find(({ component }) => component === 'insurance')?.line_id ?? '';
  const remove = (as: string, line: string, ...more: string[]): Promise<Said> =>
    run(as, 'statements', 'adhoc', statement_id, '--remove', line, ...more);
  const why = ['--reason', 'not agreed'];
  assert.match((await remove('bill', added)).err, /BILLING_AD_HOC_INCOMPLETE: --reason is missing/);
  assert.match((await remove('fay', added, ...why)).err, /SECURITY_FORBIDDEN/);
  assert.match((await remove('bill', computed, ...why)).err, /BILLING_AD_HOC_UNKNOWN/);
  const stale = await remove('bill', added, ...why, '--seen', String(change + 1));
  assert.match(stale.err, /BILLING_STATEMENT_CHANGED/);
  const removed = await remove('bill', added, ...why, '--seen', String(change));
  assert.equal(removed.code, 0, removed.err);
  assert.match(removed.err, /regenerated without the line/);
  const anew = await statementAt('0829');
  const gone = await run('bea', 'statements', 'show', anew.statement_id);
  assert.doesNotMatch(gone.out, /ad-hoc +Decoration/);
  assert.match(gone.out, /delete-line: Decoration, 250\.00 /);
  const before = await run('bea', 'statements', 'show', statement_id);
  assert.match(
    before.out,
    /delete-line: Decoration, 250\.00 +Approval Team +bill@house\.invalid +not agreed/,
  );
  // What took its place is named, not the statement itself.
  const next = new RegExp(`BILLING_ACTION_REFUSED[^]*statements show ${anew.statement_id}\\b`);
  assert.match((await remove('bill', added, ...why)).err, next);
  const kept = await database.query(
    `select title, deleted_by from billing.ad_hoc_line where deleted_at is not null and site_id = '0829'`,
  );
  assert.deepEqual(kept, [{ title: 'Decoration', deleted_by: 'bill@house.invalid' }]);
  const [duty] = await database.query<{ who: string }>(
    `select user_id as who from security.duty_performed join security.person using (person_id)
     where duty = 'generate-statement' and subject = 'statement ' || $1`,
    [anew.statement_id],
  );
  assert.equal(duty?.who, 'bill@house.invalid');
});

test('a manager marks his site with a note, billing sees it, and where marks are required others wait', async () => {
  const personId = await addPerson(database, {
    userId: 'amos@house.invalid',
    displayName: null,
    origin: 'mapping',
  });
  await database.execute(
    `insert into security.site_place (site_id, district, region) values ('0829', 'D2', 'West') on conflict do nothing`,
  );
  const place = { kind: 'site', name: '0829' } as const;
  await assignRole(database, personId, { role: 'accountManager', place, reason: 'test' });
  const ready = (...sites: string[]): Promise<Said> =>
    run('amos', 'statements', 'ready', ...sites, '--month', '2025-05', '--note', 'two extra valets');
  const { statement_id } = await statementAt('0829');
  const marked = await ready('170', '829');
  assert.equal(marked.code, 1);
  assert.match(marked.err, /Not done, 0170:\nSECURITY_FORBIDDEN: .*site readiness.* at site 0170/);
  assert.ok(
    marked.err.startsWith(
      'Site 0829 is ready for 2025-05, with a note.\n' +
        `Statement ${statement_id} (Approval Team) is unchanged; the mark counts when its month is billed again.\n`,
    ),
    marked.err,
  );
  const listed = await run('bea', 'statements', 'readiness', '--month', '2025-05', '--csv');
  assert.match(
    listed.out,
    /^0829,2025-05,.*,ready,two extra valets,[^,]+,amos@house\.invalid,\d+,Approval Team,Generated\r?$/m,
  );
  assert.match(listed.out, /^0170,2025-05,.*,waiting,,,,\d+,Ready To Send,Generated\r?$/m);
  const shown = await run('bea', 'statements', 'show', statement_id);
  assert.match(shown.out, /ready +amos@house\.invalid +two extra valets +-/);
  const profile = { name: 'Example Parking', addressLines: [], contact: '', remittance: [] };
  await writeFiles(folder, { 'operator.json': JSON.stringify({ ...profile, readyMarks: 'required' }) });
  // Sites that were named and cannot be billed are a failure.
  const dry = await run(
    'bill',
    ...['bill', '--month', '2025-05', '--site', '0829', '0170', '--dry-run', '--json'],
  );
  assert.equal(dry.code, 1);
  const waiting = JSON.parse(dry.out) as { statements: { state: string }[]; blocked: { code: string }[] };
  assert.deepEqual(
    [waiting.statements.map(({ state }) => state), waiting.blocked.map(({ code }) => code)],
    [['AR Review'], ['BILLING_READY_MARK_MISSING']],
  );
  const unmarked = await statementAt('0170');
  const add = ['statements', 'adhoc', unmarked.statement_id, '--title', 'Decoration', '--amount', '250'];
  assert.match(
    (await run('bea', ...add)).err,
    /BILLING_NOT_MADE_ANEW: .*2025-05.*not been marked.*--proceed and a reason/s,
  );
  assert.deepEqual(await statementAt('0170'), unmarked);
  assert.match((await run('bill', ...add, '--proceed', 'why not')).err, /SECURITY_FORBIDDEN/);
  assert.equal((await run('bea', ...add, '--proceed', 'agreed by phone')).code, 0);
});

test('a revenue workbook that says so marks its site and month, with its comment as the note', async () => {
  const june = async (): Promise<string> =>
    (await run('bea', 'statements', 'readiness', '--month', '2025-06', '--site', '0829', '--csv')).out;
  const report = async (name: string, value: string, status?: string): Promise<string> => {
    const line = { site: '0829', date: '2025-06-05', revenueCode: 'VO1', revenueCategory: 'VALET OVERNIGHT' };
    const submission = status === undefined ? {} : { submission: { status, comment: 'the pool was closed' } };
    const content = writeWorkbook([{ ...line, valueType: 'REVENUE', value }], submission);
    const [written = ''] = await writeFiles(folder, { [`${name}/100829REV2025 C06.xlsm`]: content });
    return written;
  };
  assert.equal((await run('amos', 'load', await report('daily', '100'))).code, 0);
  assert.match(await june(), /^0829,2025-06,.*,waiting,,,,,,Waiting\r?$/m, 'a daily save says nothing');
  const unclear = await run('amos', 'load', await report('unclear', '100', 'Perhaps'));
  assert.match(unclear.err, /SOURCES_WORKBOOK_STATUS: .*"Perhaps" is no status/);
  const submitted = await report('submitted', '100', 'Submit for Invoicing');
  assert.equal((await run('amos', 'load', submitted, '--dry-run')).code, 0);
  assert.match(await june(), /,Waiting\r?$/m, 'a trial marks nothing');
  const loaded = await run('amos', 'load', submitted);
  assert.match(loaded.out + loaded.err, /Site 0829 is ready to be billed for 2025-06, with the comment/);
  assert.match(await june(), /,ready,the pool was closed,[^,]+,amos@house\.invalid,,,Ready\r?$/m);
  const none = await run('bea', ...['statements', 'readiness', '--month', '2025-06', '--cycle', 'Generated']);
  assert.doesNotMatch(none.out, /0829/);
  assert.equal((await run('amos', 'load', await report('withdrawn', '100', 'Rejected'))).code, 0);
  assert.match(await june(), /,not ready,the pool was closed,.*,Waiting\r?$/m);
});

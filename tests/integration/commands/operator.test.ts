import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decimal, percentOf } from '../../../src/kernel/decimal.ts';
import { addPerson, assignRole, setDemoDay } from '../../../src/platform/security/index.ts';
import { cloneDatabase } from '../../database.ts';
import { temporaryFolder, writeFiles } from '../../scenarios/deliveries.ts';
import { openBillingFixture } from '../billing/billing-fixture.ts';
import { daybookHere } from './here.ts';
import type { Said } from './program.ts';

const database = await cloneDatabase();
const books = await openBillingFixture(database);
await setDemoDay(database, '2025-06-02');
await database.execute(
  `insert into warehouse.customer_contact (site_id, email_recipient, batch_id, source_line)
   values ('0829', 'payables@house.invalid', 1, 1);
   insert into warehouse.site_version (site_id, valid_from_on, site_name, gl_string, batch_id, source_line)
   values ('0829', '2024-01-01', 'Station Hotel', '02-02-4402-', 1, 1);
   update warehouse.account set summary_category = 'PAYROLL' where account_id = '6000'`,
);
await books.facts('warehouse.budget', await books.batch('budget.csv'), [
  { site_id: '0829', period_month: '2025-06-01', account_id: '6000', amount: '38000.00000' },
]);
// What another entity booked as revenue counts in no comparison.
await books.facts('warehouse.ledger_balance', await books.batch('more.csv'), [
  {
    site_id: '0829',
    period_month: '2025-05-01',
    account_id: '4700',
    entity: '06',
    account_index: 1,
    amount: '-100.00000',
  },
]);
const folder = await temporaryFolder();
const env = { DATABASE_URL: database.addressWithPassword(), DAYBOOK_DATA: folder };
for (const [name, role] of [
  ['bea', 'billingAdmin'],
  ['bill', 'billingManager'],
  ['fay', 'financeManager'],
  ['ravi', 'revenueApprover'],
  ['audra', 'auditor'],
] as const) {
  const personId = await addPerson(database, {
    userId: `${name}@house.invalid`,
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

const set = async (name: string, ...values: string[]): Promise<void> => {
  const said = await run('bea', 'operator', 'set', name, ...values, '--reason', 'renewal 2026');
  assert.equal(said.code, 0, said.err);
};

interface Fact {
  readonly name: string;
  readonly values: readonly string[];
  readonly is_set: boolean;
  readonly kept_in: string;
}
interface Pnl {
  readonly updating: readonly string[];
  readonly rows: readonly {
    readonly row: string;
    readonly months: readonly {
      readonly month: string;
      readonly forecast: string | null;
      readonly trend: string | null;
    }[];
  }[];
}

async function juneOf(row: string, ...more: string[]): Promise<string> {
  const pnl = await json<Pnl>(...(['fay', 'pnl', '--year', '2025', '--site', '0829'] as const), ...more);
  const months = pnl.rows.find((one) => one.row === row)?.months;
  return decimal(months?.find(({ month }) => month === '2025-06')?.forecast ?? '0').toString();
}

test('every fact is listed as delivered, with what operator.json settles', async () => {
  const facts = await json<Fact[]>('fay', 'operator');
  const named = new Map(facts.map((fact) => [fact.name, fact]));
  assert.deepEqual(named.get('excluded-entities')?.values, ['06']);
  assert.deepEqual(named.get('companies')?.values, ['07 ENC', '22 UPP']);
  assert.ok(facts.every(({ is_set: isSet }) => !isSet));
  assert.equal(named.get('readyMarks')?.kept_in, 'operator.json');
  const csv = await run('fay', 'operator', 'list', '--csv');
  assert.match(csv.out, /^revenue-accounts,"4000, 4999",,,database,Internal revenue:/m);
  await writeFiles(folder, {
    'operator.json': JSON.stringify({
      name: 'Example',
      addressLines: [],
      contact: '',
      remittance: [],
      ledger: { companies: [{ code: '07', name: 'WEST' }] },
    }),
  });
  assert.match(
    (await run('fay', 'operator')).err,
    /BILLING_OPERATOR_UNREADABLE: .*ledger\.companies: is now a fact of the operator: daybook operator set companies/,
  );
  await writeFiles(folder, {
    'operator.json': JSON.stringify({
      name: 'Example',
      addressLines: [],
      contact: '',
      remittance: [],
      readyMarks: 'optional',
    }),
  });
  assert.match((await run('fay', 'operator')).out, /^name +Example +Daybook Parking +yes +operator\.json/m);
});

test('a fact is set by whoever may change settings, with a reason and a value that can be one', async () => {
  const words = ['operator', 'set', 'insurance-percentage', '5'];
  assert.match((await run('fay', ...words, '--reason', 'x')).err, /SECURITY_FORBIDDEN/);
  assert.match((await run('bea', ...words)).err, /OPERATOR_REASON_MISSING/);
  const refused = async (name: string, ...values: string[]): Promise<string> =>
    (await run('bea', 'operator', 'set', name, ...values, '--reason', 'x')).err;
  assert.match(await refused('insurance', '5'), /OPERATOR_FACT_UNKNOWN: .*named insurance/);
  for (const [name, ...values] of [
    ...[
      ['insurance-percentage', '101'],
      ['insurance-percentage', '5', '6'],
      ['companies', 'ENC'],
    ],
    ...[
      ['companies', '07 ENC', '07 UPP'],
      ['revenue-accounts', '4999', '4000'],
      ['excluded-entities', '6'],
    ],
    ...[
      ['excluded-entities', '06', '06'],
      ['main-company', '--none'],
    ],
  ] as string[][])
    assert.match(await refused(name ?? '', ...values), /OPERATOR_FACT_INVALID/, name);
  assert.match((await run('bea', 'operator', 'set', 'companies', '--reason', 'x')).err, /or --none/);
  assert.match((await run('bea', 'operator', 'reset', 'companies', '--reason', 'x')).err, /FACT_NOT_SET/);
  assert.ok(
    (await json<Fact[]>('fay', 'operator')).every(
      ({ kept_in: kept, is_set: is }) => !is || kept !== 'database',
    ),
  );
});

test('another insurance percentage moves the P&L, which is outdated until then; reset brings it back', async () => {
  const payroll = decimal(await juneOf('payroll'));
  assert.equal(await juneOf('insurance'), percentOf(payroll, decimal('5.77')).toString());
  await set('insurance-percentage-with-agreement', '7.5');
  const stored = await json<Pnl>('fay', 'pnl', '--year', '2025', '--site', '0829', '--stored');
  assert.deepEqual(stored.updating, ['0829']);
  assert.equal(await juneOf('insurance', '--stored'), percentOf(payroll, decimal('5.77')).toString());
  assert.equal(await juneOf('insurance'), percentOf(payroll, decimal('7.5')).toString());
  const cell = ['explain', 'cell', '--site', '0829', '--month', '2025-06', '--line', 'insurance'];
  assert.match((await run('fay', ...cell)).out, /7\.5 % of payroll of the month, 38000/);
  const reset = ['operator', 'reset', 'insurance-percentage-with-agreement', '--reason', 'postponed'];
  assert.equal((await run('bea', ...reset)).code, 0);
  assert.equal(await juneOf('insurance'), percentOf(payroll, decimal('5.77')).toString());
});

test('who set a fact, when, why and to what stays, and the trail has it', async () => {
  const shown = ['operator', 'show', 'insurance-percentage-with-agreement'];
  assert.match(
    (await run('audra', ...shown)).out,
    /As delivered\.\n\nvalue .*\n.*\n7\.5 +\S+ \S+ +bea@house\.invalid +renewal 2026 +\S+ \S+ +bea@house\.invalid$/m,
  );
  assert.doesNotMatch((await run('fay', ...shown)).out, /bea/);
  const entries = await database.query<{ kind: string; reason: string }>(
    `select kind, reason from audit.entry where relation = 'platform.operator_fact' order by "position"`,
  );
  assert.deepEqual(
    entries.map(({ kind, reason }) => `${kind}: ${reason}`),
    ['insert: renewal 2026', 'update: postponed'],
  );
});

interface Listed {
  readonly statement_id: string;
}
const statement = async (): Promise<string> => {
  const [listed] = await json<Listed[]>('bill', 'statements', 'list', '--site', '0829');
  return listed?.statement_id ?? '';
};
const bill = async (): Promise<string> => {
  const billed = await run('bill', 'bill', '--month', '2025-05', '--site', '0829');
  assert.equal(billed.code, 0, billed.err);
  return statement();
};
const comparisonOf = async (id: string): Promise<string> => {
  const [row] = await database.query<{ text: string }>(
    `select concat_ws(' ', trim_scale(posted_amount), (select actual from billing.deviation_now($1) limit 1)) as text
     from billing.comparison where statement_id = $1`,
    [id],
  );
  return row?.text ?? '';
};
const otherExpenses = (id: string): Promise<Said> =>
  run('bill', 'statements', 'report', id, '--kind', 'other-expenses');

test('another excluded entity changes the comparison and the line; what was made before keeps its own', async () => {
  const before = await bill();
  assert.match(await comparisonOf(before), /^0( |$)/);
  const report = await otherExpenses(before);
  assert.match(report.out, /06.*99\.00.*no, entity left out/);
  const explained = await run('bill', 'statements', 'show', before);
  await set('excluded-entities', '--none');
  assert.equal((await otherExpenses(before)).out, report.out);
  assert.equal((await run('bill', 'statements', 'show', before)).out, explained.out);
  const outdated = await run('bill', 'statements', 'outdated', '--month', '2025-05');
  assert.match(outdated.out, new RegExp(`^${before} .* 79413\\.97 +79500\\.60 +\\+86\\.63`, 'm'));
  const elsewhere = await run('bill', 'statements', 'outdated', '--month', '2025-05', '--site', '9999');
  assert.deepEqual([elsewhere.code, elsewhere.out], [0, ''], elsewhere.err);
  const after = await bill();
  assert.notEqual(after, before);
  assert.match(await comparisonOf(after), /^100( |$)/);
  assert.match((await otherExpenses(after)).out, /06.*99\.00.*yes/);
  assert.match((await otherExpenses(before)).out, /06.*99\.00.*no, entity left out/);
});

test('another name of the company stands on the documents for the ledger', async () => {
  await set('main-company', '02 HOUSE');
  await set('contract-revenue-account', '4781');
  const id = await bill();
  assert.equal((await run('ravi', 'statements', 'approve', id, '--reason', 'as agreed')).code, 0);
  const sent = await run('bill', 'statements', 'send', id);
  assert.equal(sent.code, 0, sent.err);
  const posted = await run('bea', 'post', 'statements', id);
  assert.equal(posted.code, 0, posted.err);
  const [content] = await database.query<{ company: string; accounts: string }>(
    `select content ->> 'company' as company, content ->> 'rows' as accounts from billing.posting`,
  );
  assert.equal(content?.company, 'HOUSE');
  assert.match(content.accounts, /02-02-4402-4781-0829/);
});

test('payroll taxes and insurance of an open month are as the operator set them, and the cell says so', async () => {
  await database.execute(
    `insert into warehouse.account (account_id, account_name, summary_category, batch_id, source_line)
     values ('6200', 'Payroll taxes', 'PTEB', 1, 1)
     on conflict (account_id) do update set summary_category = excluded.summary_category`,
  );
  const facts = { site_id: '0829', period_month: '2025-06-01', account_id: '6200', amount: '3000.00000' };
  await books.facts('warehouse.budget', await books.batch('taxes.csv'), [facts]);
  const paid = { site_id: '0829', job_code: 'GSA', pay_type: 'REGULAR', hours: '8' };
  await books.facts('warehouse.payroll_day', await books.batch('paid.csv'), [
    { ...paid, worked_on: '2025-06-01', dollars: '9000.00' },
  ]);
  const june = async (row: string): Promise<{ trend: string; forecast: string }> => {
    const { rows } = await json<Pnl>('fay', 'pnl', '--year', '2025', '--site', '0829');
    const cell = rows.find((one) => one.row === row)?.months.find(({ month }) => month === '2025-06');
    return { trend: cell?.trend ?? '', forecast: cell?.forecast ?? '' };
  };
  const explained = async (line: string): Promise<string> =>
    (await run('fay', 'explain', 'cell', '--site', '0829', '--month', '2025-06', '--line', line)).out;
  await set('open-month-payroll-taxes', 'budget');
  const taxes = await june('pteb');
  assert.equal(taxes.trend, '3000');
  assert.match(await explained('pteb'), /budget of the row until the month is booked, .* 3000 +budget/);
  const computed = await june('insurance');
  assert.notEqual(computed.trend, computed.forecast);
  await set('open-month-insurance', 'forecast');
  const insurance = await june('insurance');
  assert.equal(insurance.trend, computed.forecast);
  assert.match(await explained('insurance'), /forecast of the row until the month is booked/);
  for (const name of ['open-month-payroll-taxes', 'open-month-insurance'])
    assert.equal((await run('bea', 'operator', 'reset', name, '--reason', 'as before')).code, 0);
  const payroll = decimal((await june('payroll')).trend);
  const inProportion = decimal('3000').times(payroll).div('38000').round(8, 1).toString();
  assert.equal((await june('pteb')).trend, inProportion);
  assert.equal((await june('insurance')).trend, computed.trend);
  assert.match(await explained('pteb'), /payroll of the month/);
  const refused = await run('bea', 'operator', 'set', 'open-month-insurance', 'none', '--reason', 'x');
  assert.match(refused.err, /OPERATOR_FACT_INVALID.*one of computed, budget and forecast/);
});

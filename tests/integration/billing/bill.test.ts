import assert from 'node:assert/strict';
import { importApproved } from '../contracts/approved-contracts.ts';
import { test } from 'node:test';
import {
  bill,
  countStatements,
  statementWithOffers,
  type BillRun,
  type LineChange,
} from '../../../src/billing/index.ts';
import { billWithLine } from '../../../src/billing/run/bill-anew.ts';
import { approveStatement, refuseStatement } from '../../../src/billing/statements/act-on-statement.ts';
import { explainLine } from '../../../src/billing/statements/explain-line.ts';
import { listStatements, readStatement } from '../../../src/billing/statements/read-statements.ts';
import { addAdHocLine } from '../../../src/billing/statements/ad-hoc-lines.ts';
import { decimal, sum, toText } from '../../../src/kernel/decimal.ts';
import { Refusal } from '../../../src/kernel/errors.ts';
import { cloneDatabase } from '../../database.ts';
import { exportFile } from '../contracts/given-exports.ts';
import { may, member, openBillingFixture } from './billing-fixture.ts';

const database = await cloneDatabase();
await openBillingFixture(database);
await database.execute(
  `insert into security.site_place (site_id, district, region) values ('0170', 'D1', 'East'), ('0829', 'D2', 'West')`,
);
const bea = await member(database, 'bea', 'billingAdmin');
const ravi = await member(database, 'ravi', 'revenueApprover');
const amos = await member(database, 'amos', 'accountManager', { kind: 'site', name: '0170' });

const billMay = (isDryRun = false, sites?: readonly string[]): Promise<BillRun> =>
  bill(bea.database, { month: may, isDryRun, startedBy: bea.userId, ...(sites ? { sites } : {}) });

/** Site, component and amount of every line, as an accountant would list them. */
const linesOf = ({ statements }: BillRun): string[] =>
  statements.flatMap(({ computed }) =>
    computed.invoices.flatMap(({ lines }) =>
      lines.map((line) => `${computed.site} ${line.component} ${toText(line.amount, 2)}`),
    ),
  );

async function statementAt(site: string): Promise<string> {
  const [found] = await database.transaction((transaction) => listStatements(transaction, { sites: [site] }));
  return found?.statementId ?? '';
}

test('a month is billed to the cent', async () => {
  assert.deepEqual(linesOf(await billMay(true)), [
    // 100,000 at 8.25 % and 1,000 at 8 %, collected by the client; the operator deposited 20,000 without tax.
    '0170 deposited-revenue 8330.00',
    '0170 deposited-revenue -20000.00',
    '0170 mid-month-advance -22250.00',
    // 120,000 at 42.5 % and 1,000 at 95 %; hours of people are no revenue.
    '0170 revenue-share 51950.00',
    // 5,000 less 3.5 % of 121,000, at 42.5 %.
    '0170 validation 325.13',
    '0829 billable-accounts 40000.00',
    '0829 billable-accounts 12500.00',
    '0829 billable-accounts 1443.75',
    // 1,000.12345 and 500.00: insurance has a line of its own, entity 06 is left out, 7100 is not billable.
    '0829 billable-accounts 1000.12',
    '0829 insurance 2450.00',
    '0829 management-fee 2345.67',
    '0829 non-gl-expense 5130.00',
    '0829 non-gl-expense 175.00',
    '0829 profit-share 14369.43',
  ]);
});

test('a dry run keeps nothing and is what is kept afterwards', async () => {
  const preview = await billMay(true);
  assert.equal(preview.runId, null);
  assert.deepEqual(await listStatements(database, {}), []);
  const run = await billMay();
  assert.deepEqual(linesOf(run), linesOf(preview));
  const kept = await database.query<{ line: string }>(
    `select site_id || ' ' || component || ' ' || amount as line from billing.statement_line order by line_id`,
  );
  assert.deepEqual(
    kept.map(({ line }) => line),
    linesOf(run),
  );
});

test('a site that cannot be billed stops no other and says why', async () => {
  const { statements, blocked } = await billMay(true);
  assert.equal(statements.length, 2);
  assert.deepEqual(
    blocked.flatMap(({ site, reasons }) => reasons.map(({ code }) => `${site} ${code}`)),
    ['9901 BILLING_SITE_UNKNOWN'],
  );
  const april = await bill(bea.database, { month: '2025-04', isDryRun: true, startedBy: bea.userId });
  assert.deepEqual(
    april.blocked.flatMap(({ site, reasons }) => reasons.map(({ code }) => `${site} ${code}`)).sort(),
    [
      '0170 BILLING_REVENUE_MISSING',
      '0829 BILLING_LEDGER_MISSING',
      '0829 BILLING_REVENUE_MISSING',
      '9901 BILLING_SITE_UNKNOWN',
    ],
  );
  const proceeded = await bill(bea.database, {
    month: '2025-04',
    isDryRun: true,
    startedBy: bea.userId,
    proceedReason: 'agreed',
    sites: ['0170'],
  });
  assert.deepEqual(linesOf(proceeded), ['0170 mid-month-advance -22250.00']);
});

test('totals agree: lines, invoices, statements, run', async () => {
  const { runId, statements } = await billMay();
  const [wrong] = await database.query<{ count: string }>(
    `select count(*)::text as count from billing.statement
     where state <> 'Replaced' and total <> (
       select sum(invoice.amount) from billing.invoice where invoice.statement_id = statement.statement_id)
       or exists (select from billing.invoice where invoice.statement_id = statement.statement_id
         and invoice.amount <> (
         select sum(line.amount) from billing.statement_line as line where line.invoice_id = invoice.invoice_id))`,
  );
  assert.equal(wrong?.count, '0');
  const [run] = await database.query<{ total: string }>('select total from billing.run where run_id = $1', [
    runId,
  ]);
  assert.equal(run?.total, toText(sum(statements.map(({ computed }) => computed.total)), 2));
});

test('made anew without a change it says the same, and takes the place of the one before', async () => {
  const before = await billMay(true);
  const after = await billMay();
  assert.deepEqual(linesOf(after), linesOf(before));
  const living = await listStatements(database, { month: may });
  assert.deepEqual(
    living.map(({ site, version }) => `${site} ${String(version)}`),
    ['0170 1', '0829 1'],
  );
});

test('two runs at once wait for each other', async () => {
  const runs = await Promise.all([billMay(), billMay()]);
  assert.deepEqual(runs.map(linesOf)[0], runs.map(linesOf)[1]);
  assert.equal((await listStatements(database, { month: may })).length, 2);
});

test('every value that comes from facts is the sum of the rows that explain it', async () => {
  const lines = await database.query<{ line_id: string }>(
    `select line_id from billing.statement_line join billing.statement using (statement_id) where state <> 'Replaced'`,
  );
  let compared = 0;
  for (const { line_id } of lines) {
    const line = await explainLine(bea.caller, line_id);
    for (const { name, value, unit, origin, rows } of line?.inputs ?? []) {
      if (origin.kind !== 'facts' || unit === 'rate') continue;
      const total = sum(rows.map((row) => decimal(row.value ?? '0')));
      assert.ok(total.eq(decimal(value).abs()), `${line_id} ${name}: ${value}, rows ${total.toString()}`);
      compared += 1;
      for (const row of rows) assert.match(row.file ?? '', /^(daily|ledger)\.csv$/);
    }
  }
  assert.ok(compared >= 10, String(compared));
});

test('whoever may not see the rows behind a value has it left out and counted', async () => {
  const [labor] = await database.query<{ line_id: string }>(
    `select line_id from billing.line_input join billing.statement_line using (line_id)
     where origin ->> 'question' = 'ledger' order by line_id desc limit 1`,
  );
  const lineId = labor?.line_id ?? '';
  const seen = await explainLine(bea.caller, lineId);
  assert.deepEqual(seen?.hidden, []);
  const behind = (inputs: readonly { rows: readonly unknown[] }[] = []): number =>
    inputs.filter(({ rows }) => rows.length > 0).length;
  assert.ok(behind(seen.inputs) > 0, 'there are rows of the ledger');
  // A role of billing without the row of the matrix, and without the ledger.
  const cut = `delete from security.privilege where role = 'billingAdmin' and action = 'read'
    and object in ('statement-support', 'profit-and-loss')`;
  await database.execute(cut);
  const hidden = await explainLine(bea.caller, lineId);
  assert.equal(behind(hidden?.inputs), 0);
  assert.deepEqual(
    hidden?.hidden.map(({ object }) => object),
    ['profit-and-loss'],
  );
  await database.execute(
    `insert into security.privilege (role, object, action, scope) values
       ('billingAdmin', 'statement-support', 'read', 'all'), ('billingAdmin', 'profit-and-loss', 'read', 'all')`,
  );
  assert.deepEqual((await explainLine(bea.caller, lineId))?.hidden, []);
});

test('a contract that changes from June leaves May as it was', async () => {
  const before = linesOf(await billMay(true));
  const changed = exportFile(
    'revenue-share',
    ['"siteNumber": "9903"', '"siteNumber": "0170"'],
    ['"amount": 22250.0', '"amount": 1.0'],
  );
  await importApproved(database, [changed], { from: '2025-06', isStrict: false, importedBy: 'tester' });
  assert.deepEqual(linesOf(await billMay(true)), before);
});

test('whoever generated a statement does not approve it; the attempt is recorded, a second person may', async () => {
  await billMay();
  const statementId = await statementAt('0829');
  const state = (await readStatement(database, statementId))?.state;
  assert.equal(state, 'Ready To Send', 'no budget: nothing to deviate from');
  await database.execute(`update billing.statement set state = 'AR Review' where statement_id = $1`, [
    statementId,
  ]);
  const offered = async (who: typeof bea): Promise<readonly string[]> =>
    (await statementWithOffers(who, statementId)).offers;
  assert.deepEqual(await offered(bea), ['approve', 'reject', 'change-line', 'dispute']);
  assert.deepEqual(await offered(ravi), ['approve', 'reject']);
  const acting = { statementId, seenChange: null, actor: 'x', reason: 'looked at it' };
  const refused = await approveStatement(bea.database, acting);
  assert.ok(refused instanceof Refusal && refused.code === 'SECURITY_CONFLICT');
  const attempts = await database.query<{ attempted: string }>(
    'select attempted from security.attempted_conflict where subject = $1',
    [`statement ${statementId}`],
  );
  assert.deepEqual(attempts, [{ attempted: 'approve-statement' }]);
  assert.equal(await approveStatement(ravi.database, { ...acting, actor: ravi.userId }), 'Ready To Send');
  await assert.rejects(approveStatement(ravi.database, acting), { code: 'BILLING_ACTION_REFUSED' });
});

test('who looked at an older state is told what changed', async () => {
  const statementId = await statementAt('0829');
  await assert.rejects(
    approveStatement(ravi.database, { statementId, seenChange: 1, actor: ravi.userId, reason: null }),
    (error: unknown) => error instanceof Refusal && error.message.includes('approve by ravi'),
  );
});

test('a statement is sent back or rejected with a reason; rejected, it is made anew first', async () => {
  const statementId = await statementAt('0829');
  const acting = { statementId, seenChange: null, actor: bea.userId, reason: 'ask the site first' };
  const why = async (): Promise<unknown> =>
    (await listStatements(database, { sites: ['0829'] })).map(({ reviewReason }) => reviewReason);
  assert.equal(await refuseStatement(bea.database, acting, 'send-back'), 'AR Review');
  assert.deepEqual(await why(), ['Sent back: ask the site first']);
  assert.equal(await refuseStatement(bea.database, acting, 'reject'), 'Rejected');
  assert.deepEqual(await why(), ['ask the site first']);
  await assert.rejects(approveStatement(bea.database, acting), {
    code: 'BILLING_ACTION_REFUSED',
    message: /in state Rejected; it was rejected: regenerate it/,
  });
  assert.deepEqual((await statementWithOffers(bea, statementId)).offers, ['change-line', 'dispute']);
  const { changes = [] } = (await readStatement(database, statementId)) ?? {};
  assert.deepEqual(
    changes.slice(-2).map(({ action, to, reason }) => [action, to, reason]),
    [
      ['send-back', 'AR Review', 'ask the site first'],
      ['reject', 'Rejected', 'ask the site first'],
    ],
  );
  const [counted] = await countStatements(database);
  assert.equal(counted?.rejected, '1');
  await billMay(false, ['0829']);
  const [anew] = await listStatements(database, { sites: ['0829'] });
  assert.notEqual(anew?.state, 'Rejected');
});

test('a line that a person added stays when the statement is made anew, and counts in its totals', async () => {
  const wanted = {
    site: '0170',
    month: may,
    kind: 'ClientPaidExpense' as const,
    title: 'Paid by the client',
    description: null,
    code: '7113',
    amount: '150.25',
    group: 1,
    addedBy: bea.userId,
  };
  for (const amount of ['1.005', '1,5', '1.000,50'])
    await assert.rejects(addAdHocLine(bea.database, { ...wanted, amount }), {
      code: 'BILLING_AD_HOC_AMOUNT',
    });
  await assert.rejects(addAdHocLine(bea.database, { ...wanted, title: 'Paid \u202e52.051' }), {
    code: 'BILLING_AD_HOC_UNPRINTABLE',
  });
  await addAdHocLine(bea.database, { ...wanted, amount: '$150.25 ' });
  for (const run of [await billMay(), await billMay()])
    assert.ok(linesOf(run).includes('0170 ad-hoc -150.25'), linesOf(run).join(', '));
});

/** Number of a line that a person added, on a statement. */
async function addedLine(statementId: string): Promise<string> {
  const lines = (await readStatement(database, statementId))?.invoices.flatMap((invoice) => invoice.lines);
  return lines?.find(({ component }) => component === 'ad-hoc')?.lineId ?? '';
}

/** What stands of the statement of 0170: its number and change, its added lines, its history. */
async function standing(): Promise<unknown> {
  const [kept] = await database.query(
    `select (select jsonb_agg(jsonb_build_array(statement_id, state, change_number) order by statement_id)
         from billing.statement where site_id = '0170') as statements,
       (select jsonb_agg(jsonb_build_array(ad_hoc_id, deleted_at) order by ad_hoc_id) from billing.ad_hoc_line)
         as lines,
       (select count(*)::int from billing.statement_change) as changes,
       (select count(*)::int from billing.run) as runs`,
  );
  return kept;
}

/** Puts the contract of 0170 into a state as no command does: the guard of the table is off meanwhile. */
async function putState(state: string): Promise<void> {
  await database.execute(`alter table contracts.version disable trigger needs_a_second_person`);
  await database.execute(`update contracts.version set state = $1 where site_id = '0170'`, [state]);
  await database.execute(`alter table contracts.version enable trigger needs_a_second_person`);
}

test('a line is on or off and the statement made anew, or nothing happened and the refusal says why', async () => {
  const statementId = await statementAt('0170');
  const acting = { statementId, seenChange: null, actor: bea.userId, reason: 'not agreed' };
  const line = { kind: 'MiscellaneousItem', title: 'Decoration', description: null, amount: '250' } as const;
  const changes: readonly LineChange[] = [
    { add: { ...line, code: undefined, group: 1 } },
    { remove: await addedLine(statementId) },
  ];
  const before = await standing();
  await putState('draft');
  for (const change of changes)
    await assert.rejects(billWithLine(bea.database, acting, { change, operator: 'Daybook Parking' }), {
      code: 'BILLING_NOT_MADE_ANEW',
      message: new RegExp(
        `Statement ${statementId} of site 0170 for 2025-05 was left unchanged.* is a draft and cannot`,
      ),
      next: /contracts show 0170/,
    });
  assert.deepEqual(await standing(), before);
  await putState('active');
  for (const change of changes) {
    const [going] = await listStatements(database, { sites: ['0170'] });
    const anew = { ...acting, statementId: going?.statementId ?? '' };
    const asked = 'add' in change ? change : { remove: await addedLine(anew.statementId) };
    const { statement } = await billWithLine(bea.database, anew, {
      change: asked,
      operator: 'Daybook Parking',
    });
    const added = statement.computed.invoices
      .flatMap(({ lines }) => lines)
      .filter((one) => one.component === 'ad-hoc');
    assert.deepEqual(
      added.map(({ title }) => title),
      'add' in change ? ['Paid by the client', 'Decoration'] : ['Decoration'],
    );
  }
  const history = (await readStatement(database, await statementAt('0170')))?.changes ?? [];
  assert.deepEqual(
    history.slice(-5).map(({ action, by, lineTitle, lineAmount }) => [action, by, lineTitle, lineAmount]),
    [
      ['regenerate', bea.userId, null, null],
      ['generate', bea.userId, null, null],
      ['delete-line', bea.userId, 'Paid by the client', '-150.25'],
      ['regenerate', bea.userId, null, null],
      ['generate', bea.userId, null, null],
    ],
    'the history of a version tells of those that it replaced',
  );
  assert.ok(history.some((one) => one.lineTitle === 'Decoration' && one.lineAmount === '250.00'));
});

test('who adds a line to what he saw, while somebody else changes the statement, is told', async () => {
  const statementId = await statementAt('0170');
  const acting = { statementId, seenChange: 1, actor: bea.userId, reason: 'late' };
  const add = { kind: 'MiscellaneousItem', title: 'Late', description: null, amount: '1' } as const;
  const change = { add: { ...add, code: undefined, group: 1 } };
  const adding = await database.transaction(async (transaction) => {
    await transaction.execute('update billing.statement set change_number = 2 where statement_id = $1', [
      statementId,
    ]);
    const waiting = billWithLine(bea.database, acting, { change, operator: 'Daybook Parking' }).catch(
      (error: unknown) => error,
    );
    for (;;) {
      const [held] = await database.query<{ waiting: boolean }>(
        `select exists (select from pg_catalog.pg_locks where locktype = 'transactionid' and not granted) as waiting`,
      );
      if (held?.waiting === true) break;
    }
    return { waiting };
  });
  const answer = await adding.waiting;
  assert.ok(answer instanceof Refusal && answer.code === 'BILLING_STATEMENT_CHANGED', String(answer));
});

test('a manager sees the statement of the own site, and not what was expected of it', async () => {
  const seen = await amos.caller.transaction((transaction) => listStatements(transaction, {}));
  assert.deepEqual(
    seen.map(({ site, expected, deviationPercent }) => [site, expected, deviationPercent]),
    [['0170', null, null]],
  );
  assert.deepEqual((await statementWithOffers(amos, await statementAt('0170'))).offers, []);
  const other = await statementAt('0829');
  assert.equal(await amos.caller.transaction((transaction) => readStatement(transaction, other)), undefined);
});

test('SQL clients read contracts and statements as far as the person may', async () => {
  const [seen] = await amos.caller.transaction((transaction) =>
    transaction.query<{ contracts: number; statements: number; expected: number; lines: number }>(
      `select (select count(distinct site_id)::int from api.contract) as contracts,
         (select count(*)::int from api.statement) as statements,
         (select count(deviation_percent)::int from api.statement) as expected,
         (select count(distinct site_id)::int from api.statement_line) as lines`,
    ),
  );
  assert.deepEqual(seen, { contracts: 1, statements: 1, expected: 0, lines: 1 });
  const [all] = await bea.caller.transaction((transaction) =>
    transaction.query<{ sites: number; expected: number; owed: string; billed: string }>(
      `select (select count(distinct site_id)::int from api.contract) as sites,
         (select count(deviation_percent)::int from api.statement) as expected,
         (select sum(total)::text from api.statement) as owed,
         (select sum(amount)::text from api.statement_line) as billed`,
    ),
  );
  assert.deepEqual([all?.sites, all?.expected, all?.owed], [3, 2, all?.billed]);
});

test('statements, invoices and lines are in the trail', async () => {
  const seen = await database.query<{ relation: string }>(
    `select distinct relation from audit.pending where relation ~ '^billing\\.' and kind = 'insert' order by 1`,
  );
  assert.deepEqual(
    seen.map(({ relation }) => relation),
    [
      ...['billing.ad_hoc_line', 'billing.blocked', 'billing.comparison', 'billing.invoice', 'billing.run'],
      ...[
        'billing.statement',
        'billing.statement_change',
        'billing.statement_line',
        'billing.statement_notice',
      ],
    ],
  );
});

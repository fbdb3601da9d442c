import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bill, type BillRun, type OutdatedStatement } from '../../../src/billing/index.ts';
import { outdatedStatements, requireCurrent } from '../../../src/billing/run/outdated-statements.ts';
import { reportOf } from '../../../src/billing/documents/report.ts';
import { listReadiness } from '../../../src/billing/run/ready-marks.ts';
import { explainLine } from '../../../src/billing/statements/explain-line.ts';
import { listStatements, readStatement } from '../../../src/billing/statements/read-statements.ts';
import { usualIncompleteFacts } from '../../../src/billing/run/completeness.ts';
import { endClause } from '../../../src/contracts/clauses/agree-clause.ts';
import { approveIndexValue, enterIndexValue } from '../../../src/contracts/escalation/index-values.ts';
import { decimal, sum, toText } from '../../../src/kernel/decimal.ts';
import type { Month } from '../../../src/kernel/month.ts';
import { cloneDatabase } from '../../database.ts';
import { addApprovedClause, approveAll } from '../contracts/approved-contracts.ts';
import { may, member, openBillingFixture } from './billing-fixture.ts';

const database = await cloneDatabase();
const books = await openBillingFixture(database);
await database.execute(
  `insert into security.site_place (site_id, district, region) values ('0170', 'D1', 'East'), ('0829', 'D2', 'West')`,
);
const bea = await member(database, 'bea', 'billingAdmin');

const billed = (month: Month, sites?: readonly string[], isDryRun = true): Promise<BillRun> =>
  bill(bea.database, { month, isDryRun, startedBy: bea.userId, ...(sites ? { sites } : {}) });

/** Codes and messages of what a run could not bill. */
const blockedIn = ({ blocked }: BillRun): string[] =>
  blocked.flatMap(({ site, reasons }) => reasons.map(({ code, message }) => `${site} ${code} ${message}`));

async function spanOf(site: string, opensOn: string | null, closesOn: string | null): Promise<void> {
  await database.execute(
    `insert into warehouse.site_version (site_id, valid_from_on, site_name, opened_on, closed_on, batch_id, source_line)
     values ($1, '2024-01-01', $1, $2::date, $3::date, 1, 1)
     on conflict (site_id, valid_from_on) do update set opened_on = $2::date, closed_on = $3::date`,
    [site, opensOn, closesOn],
  );
}

test('what is incomplete stands on the statement, or holds the site back where the operator says so', async () => {
  const batch = await books.batch('more.csv');
  await database.execute(
    `insert into sources.quarantine (batch_id, feed, source_line, rule, message, record, slice_site_id, slice_on)
     values ($1, 'revenue_daily_detail', 3, 'type', 'x', '{}', '0170', '2025-05-20'),
       ($1, 'shift_entity', 3, 'type', 'x', '{}', '0170', '2025-05-20')`,
    [batch],
  );
  const day = {
    site_id: '0170',
    collection_type: 'CASH',
    revenue_category: 'VALET DAILY',
    deposit_flag: 'N',
  };
  const more = {
    tax_rate: '8.25',
    external_revenue: '0',
    vehicle_count: null,
    billable_net_validation: null,
  };
  await books.facts('warehouse.revenue_detail', batch, [
    { ...day, ...more, revenue_on: '2025-05-13', revenue_code: 'VD1', net_external_revenue: '10' },
    { ...day, ...more, revenue_on: '2025-05-14', revenue_code: 'V0X', net_external_revenue: '920' },
  ]);
  const noted = await billed(may, ['0170']);
  assert.deepEqual(
    noted.statements[0]?.notices.map(({ message }) => message),
    [
      '1 record of revenue_daily_detail for site 0170 in 2025-05 is in quarantine.',
      'Site 0170 has no revenue for 6 days of 2025-05 on which it usually has some: 19, 20, 21, 26, 27, 28.',
      'Site 0170 has revenue in 2025-05 under codes that its revenue share does not name: V0X 920.00.',
    ],
  );
  const strict = await bill(bea.database, {
    month: may,
    sites: ['0170'],
    isDryRun: true,
    startedBy: bea.userId,
    incompleteFacts: { ...usualIncompleteFacts, heldRecords: 'block', unnamedCodes: 'block' },
  });
  assert.deepEqual(
    strict.blocked.flatMap(({ reasons }) => reasons.map(({ code }) => code)),
    ['BILLING_RECORDS_HELD', 'BILLING_CODES_UNNAMED'],
  );
  await billed(may, ['0170'], false);
  const [kept] = await database.transaction((own) => listStatements(own, { month: may, sites: ['0170'] }));
  const statement = await readStatement(database, kept?.statementId ?? '');
  assert.deepEqual(
    statement?.notices.map(({ code }) => code),
    ['BILLING_RECORDS_HELD', 'BILLING_DAYS_MISSING', 'BILLING_CODES_UNNAMED'],
  );
});

/** Replaces a fact as a later load does: the row before goes to history under the load that replaced it. */
async function restate(table: string, figure: string, where: string, more: string): Promise<void> {
  const batch = await books.batch('restated.csv');
  await database.execute(
    `with before as (
       insert into warehouse.${table}_history
       select old.* from warehouse.${table} as fact
       cross join lateral jsonb_populate_record(null::warehouse.${table}_history, to_jsonb(fact)
         || jsonb_build_object('superseded_by_batch_id', $1::bigint, 'superseded_at', now())) as old
       where ${where}
       returning 1)
     update warehouse.${table} as fact set ${figure} = ${figure} + $2::numeric, batch_id = $1::bigint
     where ${where} and exists (select from before)`,
    [batch, more],
  );
}

const outdatedIn = (month: Month): Promise<OutdatedStatement[]> =>
  database.transaction((transaction) => outdatedStatements(transaction, { month }, {}));

test('a site is billed for the month in which it closes and not after; what is left over is listed', async () => {
  await spanOf('0829', null, '2025-05-20');
  const inMay = await billed(may);
  assert.deepEqual(
    inMay.statements.map(({ computed }) => computed.site),
    ['0170', '0829'],
  );
  const afterwards = await books.batch('late.csv');
  await books.facts('warehouse.ledger_balance', afterwards, [
    {
      site_id: '0829',
      period_month: '2025-06-01',
      account_id: '7045',
      entity: '02',
      account_index: 1,
      amount: '12.5',
    },
  ]);
  const inJune = await billed('2025-06');
  assert.ok(
    blockedIn(inJune).includes(
      '0829 BILLING_SITE_CLOSED Site 0829 closed on 2025-05-20; 2025-06 is not billed. ' +
        'Activity not billed: 12.50 on accounts 4000 to 7999 (rows: 1).',
    ),
    blockedIn(inJune).join('\n'),
  );
  const proceeding = await bill(bea.database, {
    month: '2025-06',
    isDryRun: true,
    startedBy: bea.userId,
    proceedReason: 'rooms come late',
  });
  assert.ok(proceeding.statements.every(({ computed }) => computed.site !== '0829'));
  const readiness = await database.transaction((own) => listReadiness(own, { month: '2025-06' }));
  assert.ok(
    readiness.every(({ site }) => site !== '0829'),
    'nobody is asked to mark a closed site as ready',
  );
});

test('a closed site with nothing left over is listed only when it is named', async () => {
  assert.ok(blockedIn(await billed('2026-12')).every((line) => !line.startsWith('0829')));
  assert.deepEqual(blockedIn(await billed('2026-12', ['0829'])), [
    '0829 BILLING_SITE_CLOSED Site 0829 closed on 2025-05-20; 2026-12 is not billed. ' +
      'Nothing is left to bill for the month.',
  ]);
});

test('a site is not billed before it opens', async () => {
  await spanOf('0829', '2025-06-15', null);
  assert.deepEqual(blockedIn(await billed(may, ['0829'])), [
    '0829 BILLING_SITE_NOT_OPEN Site 0829 opens on 2025-06-15; 2025-05 is not billed. ' +
      'Activity not billed: net revenue of 180000.00 (rows: 1); 43599.12 on accounts 4000 to 7999 (rows: 5).',
  ]);
  await spanOf('0829', '2025-05-31', null);
  assert.equal((await billed(may, ['0829'])).statements.length, 1);
  await spanOf('0829', null, null);
});

/** Amount of the management fee on the statement of 0829. */
const feeOf = ({ statements }: BillRun): string[] =>
  statements
    .flatMap(({ computed }) => computed.invoices.flatMap(({ lines }) => lines))
    .filter(({ component }) => component === 'management-fee')
    .map(({ amount }) => toText(amount, 2));

const late = {
  month: '2025-09',
  sites: ['0829'],
  startedBy: bea.userId,
  proceedReason: 'no facts yet',
} as const;

async function escalation(given: Readonly<Record<string, string>>): Promise<string> {
  return addApprovedClause(
    database,
    {
      site: '0829',
      kind: 'escalation',
      from: given['escalates-in'] === '6' ? '2025-06' : '2025-08',
      through: null,
      reason: 'amendment 1',
      given: { component: 'management-fee', ...given },
    },
    'tester',
  );
}

test('an increase that is due is billed though nobody applied it, and the statement pins the version', async () => {
  const clauseId = await escalation({ 'escalates-in': '6', percent: '5' });
  const preview = await bill(bea.database, { ...late, isDryRun: true });
  assert.deepEqual(feeOf(preview), ['2462.95'], '2,345.67 and 5 % since June');
  const run = await bill(bea.database, { ...late, isDryRun: false });
  assert.deepEqual(feeOf(run), ['2462.95']);
  assert.deepEqual(feeOf(await bill(bea.database, { ...late, isDryRun: false })), ['2462.95'], 'once');
  const [pinned] = await database.query<{ origin: string; from_month: string }>(
    `select origin, to_char(from_month, 'YYYY-MM') as from_month
     from billing.statement join contracts.version on version_id = contract_version_id
     where service_month = '2025-09-01' and statement.state <> 'Replaced'`,
  );
  assert.deepEqual(pinned, { origin: 'escalation', from_month: '2025-06' });
  await endClause(database, { site: '0829', clauseId, through: '2025-07', endedBy: 'tester' });
  await approveAll(database);
});

test('an increase whose index is not published holds the site back; with a reason it goes on without', async () => {
  await escalation({ 'escalates-in': '8', index: 'ECI' });
  const { month, sites, startedBy } = late;
  const held = await bill(bea.database, { month, sites, startedBy, isDryRun: true });
  assert.ok(
    blockedIn(held).some((line) =>
      line.startsWith(
        '0829 CONTRACTS_INDEX_MISSING The rates of site 0829 are due to change in 2025-08 by ECI 2024, ',
      ),
    ),
    blockedIn(held).join('\n'),
  );
  const forced = await bill(bea.database, { ...late, isDryRun: true });
  assert.deepEqual(feeOf(forced), ['2462.95'], 'the rate until then');
  assert.ok(forced.statements[0]?.missing.some(({ code }) => code === 'CONTRACTS_INDEX_MISSING'));
  await enterIndexValue(database, { index: 'ECI', period: '2024', percent: '4' }, 'ida');
  assert.equal(await approveIndexValue(database, { index: 'ECI', period: '2024' }, 'iris'), null);
  assert.deepEqual(feeOf(await bill(bea.database, { ...late, isDryRun: true })), ['2561.47']);
});

test('what was billed stays explained by the rows that it was billed from, whatever is loaded later', async () => {
  await billed(may, undefined, false);
  const statements = await database.transaction((own) => listStatements(own, { month: may }));
  const [shared, managed] = statements;
  assert.ok(shared && managed);
  const expenses = { statementId: managed.statementId, site: '0829', customerName: null, month: may };
  const reportBefore = await reportOf(database, 'other-expenses', expenses);
  assert.deepEqual(await outdatedIn(may), []);
  await restate(
    'revenue_detail',
    'net_external_revenue',
    "fact.site_id = '0170' and fact.revenue_code = 'VD1' and fact.revenue_on = '2025-05-12'",
    '111.11',
  );
  await restate(
    'ledger_balance',
    'amount',
    "fact.site_id = '0829' and fact.account_id = '7045' and fact.entity = '02'",
    '111.11',
  );
  let compared = 0;
  const lines = await database.query<{ line_id: string }>(
    'select line_id from billing.statement_line order by 1',
  );
  for (const { line_id: lineId } of lines) {
    const line = await explainLine(bea.caller, lineId);
    assert.match(line?.contractFile ?? '', /\.json$/);
    for (const { value, unit, rows } of line?.inputs ?? []) {
      if (rows.length === 0 || unit === 'rate') continue;
      const total = sum(rows.map((row) => decimal(row.value ?? '0')));
      assert.ok(total.eq(decimal(value).abs()), `${lineId}: ${value}, rows ${total.toString()}`);
      compared += 1;
    }
  }
  assert.ok(compared >= 10, String(compared));
  assert.deepEqual(await reportOf(database, 'other-expenses', expenses), reportBefore);
});

test('a statement whose facts changed says by how much, sent or not; going on needs a reason', async () => {
  await database.execute(
    `update billing.statement set state = 'Sent' where site_id = '0170' and is_standing`,
  );
  const outdated = await outdatedIn(may);
  assert.deepEqual(
    outdated.map(({ site, state, difference }) => `${site} ${state} ${difference ?? ''}`),
    ['0170 Sent +54.72', '0829 Ready To Send +97.22'],
  );
  const [, managed] = outdated;
  assert.ok(managed);
  assert.match(managed.why, /billable-accounts “.*” 1000\.12, now 1111\.23/);
  const current = (reason: string | null): Promise<OutdatedStatement | null> =>
    database.transaction((own) => requireCurrent(own, { statementId: managed.statementId, reason }, {}));
  await assert.rejects(current(null), { code: 'BILLING_FACTS_CHANGED' });
  assert.equal((await current('agreed with the client'))?.difference, '+97.22');
  await billed(may, ['0829'], false);
  assert.deepEqual(
    (await outdatedIn(may)).map(({ site }) => site),
    ['0170'],
    'made anew it is current',
  );
});

test('deposits that do not match the ledger hold a site back, those that it has not yet are told', async () => {
  const june: Month = '2025-06';
  await spanOf('0170', null, null);
  await database.execute(
    `update warehouse.site_version set is_deposited_by_operator = true where site_id = '0170'`,
  );
  const daily = await books.batch('june.csv');
  const revenue = {
    site_id: '0170',
    revenue_on: '2025-06-12',
    revenue_code: 'VD1',
    collection_type: 'CASH',
    revenue_category: 'VALET DAILY',
    deposit_flag: 'Y',
    tax_rate: '8.25',
    external_revenue: '1082.50',
    net_external_revenue: '1000',
    vehicle_count: null,
    billable_net_validation: null,
  };
  await books.facts('warehouse.revenue_detail', daily, [revenue]);
  const codesOf = ({ statements, blocked }: BillRun): string[] => [
    ...statements.flatMap(({ notices }) => notices.map(({ code }) => code)),
    ...blocked.flatMap(({ reasons }) => reasons.map(({ code, message }) => `blocked ${code} ${message}`)),
  ];
  assert.ok(codesOf(await billed(june, ['0170'])).includes('BILLING_DEPOSITS_WAIT'));
  const booked = {
    site_id: '0170',
    period_month: '2025-06-01',
    account_id: '4785',
    entity: '02',
    account_index: 1,
    amount: '-1082.00',
  };
  await database.execute(
    `insert into warehouse.account (account_id, account_name, batch_id, source_line) values ('4785', 'Deposits', 1, 1)`,
  );
  await books.facts('warehouse.ledger_balance', await books.batch('june-ledger.csv'), [booked]);
  const lenient = await bill(bea.database, {
    month: june,
    sites: ['0170'],
    isDryRun: true,
    startedBy: bea.userId,
    incompleteFacts: { ...usualIncompleteFacts, deposits: 'note' },
  });
  assert.ok(codesOf(lenient).includes('BILLING_DEPOSITS_DIFFER'));
  assert.ok(
    codesOf(await billed(june, ['0170'])).some((told) =>
      /^blocked BILLING_DEPOSITS_DIFFER .* by 0\.50 \(the deposit account has -1,082\.00\)/.test(told),
    ),
  );
  await restate('ledger_balance', 'amount', `fact.site_id = '0170' and fact.account_id = '4785'`, '-0.50');
  assert.deepEqual(
    codesOf(await billed(june, ['0170'])).filter((told) => told.includes('DEPOSITS')),
    [],
  );
});

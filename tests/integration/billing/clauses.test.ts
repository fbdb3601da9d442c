import assert from 'node:assert/strict';
import { addApprovedClause, importApproved, approveAll } from '../contracts/approved-contracts.ts';
import { test } from 'node:test';
import { bill, type BillRun } from '../../../src/billing/index.ts';
import { explainLine } from '../../../src/billing/statements/explain-line.ts';
import {
  contractsInForce,
  keptClauses,
  exportedTermsOf,
  type ClauseField,
} from '../../../src/contracts/index.ts';
import { endClause } from '../../../src/contracts/clauses/agree-clause.ts';
import { approveIndexValue, enterIndexValue } from '../../../src/contracts/escalation/index-values.ts';
import { toText } from '../../../src/kernel/decimal.ts';
import { Refusal } from '../../../src/kernel/errors.ts';
import type { Month } from '../../../src/kernel/month.ts';
import { cloneDatabase } from '../../database.ts';
import { exportFile } from '../contracts/given-exports.ts';
import type { Fact } from '../warehouse/questions-facts.ts';
import { may, member, openBillingFixture } from './billing-fixture.ts';

const database = await cloneDatabase();
const books = await openBillingFixture(database);
await books.list(
  'site',
  ['0200', '0300'].map((site_id) => ({ site_id, is_listed: true, first_seen_at: '2024-01-01' })),
);
await importApproved(
  database,
  [
    exportFile(
      'revenue-share',
      ['"siteNumber": "9903"', '"siteNumber": "0200"'],
      ['00000000-0000-4000-8000-0000000003', '00000000-0000-4000-8000-0000000013'],
    ),
    exportFile('per-labor-hour', ['"siteNumber": "9902"', '"siteNumber": "0300"']),
  ],
  { from: may, isStrict: false, importedBy: 'tester' },
);
/** Hours of a job of 0300 on a day. */
const sheet = (worked_on: string, hours: number, overtime = 0): Fact => ({
  site_id: '0300',
  worked_on,
  job_code: 'GSA',
  employee_id: 'p1',
  ...Object.fromEntries(
    ['overtime', 'double_overtime', 'holiday', 'holiday_overtime', 'holiday_double_overtime'].flatMap(
      (kind) => [
        [`${kind}_minutes`, 0],
        [`${kind}_minutes_next_day`, 0],
      ],
    ),
  ),
  regular_minutes: hours * 60,
  regular_minutes_next_day: 0,
  overtime_minutes: overtime * 60,
});
const bea = await member(database, 'bea', 'billingAdmin');

const billMonth = (month: Month, isDryRun: boolean, sites: readonly string[]): Promise<BillRun> =>
  bill(bea.database, { month, isDryRun, startedBy: bea.userId, sites, proceedReason: 'test' });

/** Component and amount of every line, or why there are none. */
const linesOf = ({ statements, blocked }: BillRun): string[] => [
  ...statements.flatMap(({ computed }) =>
    computed.invoices.flatMap(({ lines }) =>
      lines.map((line) => `${computed.site} ${line.component} ${toText(line.amount, 2)}`),
    ),
  ),
  ...blocked.flatMap(({ site, reasons }) => reasons.map(({ code }) => `${site} ${code}`)),
];

const agree = (
  site: string,
  kind: string,
  given: Partial<Record<ClauseField, string>>,
  months: { readonly from?: Month; readonly through?: Month } = {},
): Promise<string> =>
  addApprovedClause(
    database,
    { site, kind, given, reason: 'letter', from: months.from ?? may, through: months.through ?? null },
    bea.userId,
  );

const refusedWith = async (work: Promise<unknown>): Promise<string> => {
  const error = await work.then(
    () => null,
    (caught: unknown) => caught,
  );
  if (!(error instanceof Refusal)) throw new Error('no refusal');
  return `${error.code}: ${error.message}`;
};

const ofFee = (run: BillRun): string[] =>
  linesOf(run).filter((line) => /management-fee|profit-share/.test(line));

/** Ends a clause, and a second person approves that. */
async function endApproved(ending: Parameters<typeof endClause>[1]): Promise<void> {
  await endClause(database, ending);
  await approveAll(database);
}

test('a minimum is billed, a dry run is what is kept, and a month stays when its clause ends later', async () => {
  const given = { component: 'management-fee', amount: '3,000' };
  const clauseId = await agree('0829', 'minimum', given);
  const preview = await billMonth(may, true, ['0829']);
  assert.deepEqual(ofFee(preview), [
    ...['0829 management-fee 2345.67', '0829 management-fee 654.33', '0829 profit-share 14287.64'],
  ]);
  const run = await billMonth(may, false, ['0829']);
  assert.deepEqual(linesOf(run), linesOf(preview));
  await endApproved({ site: '0829', clauseId, through: may, endedBy: bea.userId });
  assert.deepEqual(linesOf(await billMonth(may, false, ['0829'])), linesOf(run));
  assert.deepEqual(ofFee(await billMonth('2025-06', true, ['0829'])), ['0829 management-fee 2345.67']);
  const rows = await database.query<{ through: string | null; replaces: boolean; ended: boolean }>(
    `select through_month::text as through, replaces_id is not null as replaces, superseded_by is not null as ended
     from contracts.clause order by clause_id`,
  );
  assert.deepEqual(rows, [
    { through: null, replaces: false, ended: true },
    { through: '2025-05-01', replaces: true, ended: false },
  ]);
});

test('a cap of the calendar year counts what was billed and kept before', async () => {
  // Insurance: 2,000.00 and 22.5 % on top, both months.
  await books.facts('warehouse.ledger_balance', await books.batch('june.csv'), [
    {
      site_id: '0829',
      period_month: '2025-06-01',
      account_id: '7080',
      entity: '02',
      account_index: 1,
      amount: '2000.00000',
    },
  ]);
  await agree('0829', 'cap', { component: 'insurance', amount: '4000', per: 'calendar-year' });
  const june = await billMonth('2025-06', true, ['0829']);
  assert.deepEqual(
    linesOf(june).filter((line) => line.includes('insurance')),
    ['0829 insurance 2450.00', '0829 insurance -900.00'],
  );
  const [capped] = june.statements.flatMap(({ computed }) =>
    computed.invoices.flatMap(({ lines }) => lines.filter(({ amount }) => amount.eq('-900'))),
  );
  assert.deepEqual(
    capped?.explanation.inputs.map(({ value, from }) => [value.toString(), from.kind]),
    [
      ['4000', 'terms'],
      ['2450', 'results'],
      ['2450', 'computed'],
    ],
  );
});

test('the first contract year of a site that opened within a month counts that month, too', async () => {
  await database.execute(
    `insert into warehouse.site_version (site_id, valid_from_on, site_name, opened_on, batch_id, source_line)
     values ('0829', '2024-01-01', 'Opened in May', '2025-05-13', 1, 1)`,
  );
  const given = { component: 'management-fee', amount: '4000', per: 'contract-year' } as const;
  const clauseId = await agree('0829', 'cap', given, { from: '2026-05' });
  // 3,000.00 of the year were billed for May 2025, twelve months before.
  assert.deepEqual(ofFee(await billMonth('2026-05', true, ['0829'])), [
    ...['0829 management-fee 2345.67', '0829 management-fee -1345.67'],
  ]);
  await endApproved({ site: '0829', clauseId, through: null, endedBy: bea.userId });
  await database.execute(`delete from warehouse.site_version where site_id = '0829'`);
});

test('sites that share tiers are billed their parts, and wait for the revenue of each other', async () => {
  for (const site of ['0170', '0200']) await agree(site, 'shared-tiers', { set: 'downtown' });
  assert.deepEqual(
    (
      await bill(bea.database, { month: may, isDryRun: true, startedBy: 'bea', sites: ['0170'] })
    ).blocked.flatMap(({ reasons }) => reasons.map(({ message }) => message)),
    ['Site 0170 shares tiers with 0200, and no revenue is loaded for those sites in 2025-05.'],
  );
  await books.facts('warehouse.revenue_detail', await books.batch('0200.csv'), [
    {
      site_id: '0200',
      revenue_on: '2025-05-12',
      revenue_code: 'VD1',
      collection_type: 'CASH',

      revenue_category: 'VALET DAILY',
      deposit_flag: 'N',
      tax_rate: '8.25',
      billable_net_validation: null,
      external_revenue: '649500',
      net_external_revenue: '600000',
      vehicle_count: null,
    },
  ]);
  const shares = async (...sites: string[]): Promise<string[]> =>
    linesOf(await billMonth(may, true, sites)).filter((line) => line.includes('revenue-share'));
  // 720,000 together: 640,000 at 42.5 % and 80,000 at 31.25 %; 1,000 of 0170 at 95 % on its own.
  assert.deepEqual(await shares('0170', '0200'), [
    '0170 revenue-share 50450.00',
    '0200 revenue-share 247500.00',
  ]);
  assert.deepEqual(await shares('0170'), ['0170 revenue-share 50450.00']);
  const changed = exportFile(
    'revenue-share',
    ['"siteNumber": "9903"', '"siteNumber": "0200"'],
    ['00000000-0000-4000-8000-0000000003', '00000000-0000-4000-8000-0000000013'],
    ['"amount": 640000.0', '"amount": 650000.0'],
  );
  await importApproved(database, [changed], { from: '2025-06', isStrict: false, importedBy: 'tester' });
  assert.deepEqual(await shares('0170'), ['0170 revenue-share 50450.00'], 'May keeps the terms of May');
  const june = await billMonth('2025-06', true, ['0170']);
  assert.deepEqual(
    june.blocked.flatMap(({ reasons }) => reasons.map(({ message }) => message.replace(/ \d+ /, ' N '))),
    ['Clause N does not fit the contract of site 0170 in 2025-06: the tiers of downtown differ at 0200.'],
  );
  assert.match(
    await refusedWith(agree('0170', 'shared-tiers', { set: 'downtown', row: '2' })),
    /CONTRACTS_CLAUSE_OVERLAPS/,
  );
  assert.match(
    await refusedWith(agree('0170', 'room-threshold', { amount: '7.71' })),
    /CONTRACTS_CLAUSE_INVALID: .*row does not count by month/,
  );
});

test('hours above a weekly quantity come from timesheets by week, and the line leads to them', async () => {
  await books.facts('warehouse.timesheet', await books.batch('sheets.csv'), [
    // A Saturday and the Sunday after it, three days at the beginning and seven of the next week.
    ...[sheet('2025-05-03', 30), sheet('2025-05-04', 60, 5), sheet('2025-05-10', 20)],
  ]);
  await agree('0300', 'weekly-quantity', { amount: '45', jobs: 'gsa' });
  const run = await billMonth(may, false, ['0300']);
  // 1 to 3 May: 3/7 of 45 are 19.29, of 30 hours; then 45 of 80 hours, and 5 premium hours above.
  const [line] = await database.query<{ line_id: string; amount: string }>(
    `select line_id, amount from billing.statement_line where site_id = '0300' and component = 'per-labor-hour'
     order by line_id`,
  );
  assert.deepEqual(linesOf(run).slice(-2), [
    ...['0300 per-labor-hour 1252.45', '0300 per-labor-hour 205.50'],
  ]);
  const explained = await explainLine(bea.caller, line?.line_id ?? '');
  assert.deepEqual(
    explained?.inputs.map(({ value, rows }) => [value, rows.length]),
    [
      ['110', 3],
      ['45', 0],
      ['45.71', 0],
      ['27.4', 0],
    ],
  );
});

test('a cap that grows by an index waits until its value is approved, then counts as it has grown', async () => {
  const growth = { percent: '3', index: 'CPI', combine: 'max' };
  const given = { component: 'management-fee', amount: '2,000', per: 'calendar-year', ...growth };
  const clauseId = await agree('0829', 'cap', given, { from: '2024-05' });
  const april = (): Promise<BillRun> => billMonth('2025-04', true, ['0829']);
  assert.deepEqual(
    (await april()).blocked.flatMap(({ reasons }) => reasons.map(({ message }) => message)),
    [`The limit in clause ${clauseId} of site 0829 grows by CPI 2024, which is not approved for 2025-04.`],
  );
  const value = { index: 'CPI', period: '2024', percent: '2.9' };
  await enterIndexValue(database, value, 'enters');
  await approveIndexValue(database, value, 'approves');
  assert.deepEqual(ofFee(await april()), ['0829 management-fee 2345.67', '0829 management-fee -285.67']);
  await endApproved({ site: '0829', clauseId, through: null, endedBy: bea.userId });
});

test('steps that add stay what they are when a clause ends', async () => {
  const given = { component: 'per-labor-hour', steps: '2=+0.50/+0.75, 4=31' };
  const clauseId = await agree('0300', 'rate-steps', given, { from: '2031-01' });
  await endApproved({ site: '0300', clauseId, through: '2031-12', endedBy: bea.userId });
  const kept = await keptClauses(database, { month: '2031-03', sites: ['0300'] });
  assert.deepEqual(
    kept.filter(({ kind }) => kind === 'rate-steps').map(({ steps }) => steps),
    [
      [
        { contractYear: 2, isAdded: true, amount: '0.5', overtimeAmount: '0.75' },
        { contractYear: 4, isAdded: false, amount: '31', overtimeAmount: null },
      ],
    ],
  );
});

test('clauses that cannot be say why, and an export knows nothing of them', async () => {
  const invalid = (...given: Parameters<typeof agree>): Promise<string> => refusedWith(agree(...given));
  const start = 'CONTRACTS_CLAUSE_INVALID: The clause ';
  const of = (kind: string, component: string): string => `${start}"${kind}" of ${component} is not valid: `;
  assert.equal(
    await invalid('0829', 'cap', { component: 'insurance' }),
    `${of('cap', 'insurance')}amount is missing.`,
  );
  assert.equal(
    await invalid('0829', 'cap', { component: 'fixed-fee', amount: '10' }),
    `${of('cap', 'fixed-fee')}component fixed-fee is switched off in the contract.`,
  );
  assert.equal(
    await invalid('0829', 'cap', { component: 'insurance', amount: '-5' }),
    `${of('cap', 'insurance')}amount is a number above 0, not -5.`,
  );
  assert.equal(
    await invalid('0829', 'minimum', { component: 'insurance', amount: '5', jobs: 'GSA' }),
    `${of('minimum', 'insurance')}jobs does not apply to a clause of this kind.`,
  );
  assert.equal(
    await invalid('0300', 'weekly-quantity', { amount: '45', jobs: 'CSH' }),
    `${of('weekly-quantity', 'per-labor-hour')}jobs name CSH, and the contract bills GSA, GSC, ACCTMGR, GREETER.`,
  );
  assert.equal(
    await invalid('0300', 'rate-steps', { component: 'per-labor-hour', row: '9', steps: '2=30/45' }),
    `${of('rate-steps', 'per-labor-hour')}row is 9, and the contract has 4.`,
  );
  assert.equal(
    await invalid('0829', 'rate-steps', { component: 'management-fee', steps: '2=30/45' }),
    `${of('rate-steps', 'management-fee')}steps have a rate for overtime, which this component does not have.`,
  );
  assert.match(
    await invalid('0829', 'rate-steps', { component: 'management-fee', steps: 'two' }),
    /YEAR=RATE/,
  );
  assert.match(
    await invalid('0300', 'rate-steps', { component: 'per-labor-hour', steps: '2=+0.5/45' }),
    /steps must be YEAR=RATE or YEAR=RATE\/OVERTIME, with \+ before each increment, not 2=\+0.5\/45/,
  );
  assert.match(
    await invalid('0829', 'cap', { component: 'claims', amount: '5', floor: '2' }),
    /is not valid: floor needs percent or index/,
  );
  const points = { component: 'support-services', 'escalates-in': '3', amount: '0.25' };
  assert.match(
    await invalid('0829', 'escalation', { ...points, percent: '3' }),
    /is not valid: amount is added alone, without percent or index/,
  );
  assert.match(
    await invalid('0170', 'escalation', { ...points, component: 'payroll-taxes' }),
    /is not valid: component payroll-taxes is switched off in the contract/,
  );
  assert.match(await invalid('0829', 'bonus', {}), /kind is one of cap, minimum/);
  assert.match(
    await invalid('0300', 'escalation', { component: 'per-labor-hour', 'escalates-in': '3', percent: '3' }),
    /is already escalated by the increment of the contract/,
  );
  assert.match(
    await invalid('0300', 'weekly-quantity', { amount: '40' }),
    /CONTRACTS_CLAUSE_OVERLAPS: The clause conflicts with clause \d+ of site 0300/,
  );
  assert.match(
    await invalid('0999', 'cap', { component: 'insurance', amount: '5' }),
    /SITE_WITHOUT_CONTRACT/,
  );
  const ending = { site: '0300', clauseId: '999', through: null, endedBy: 'bea' };
  assert.match(await refusedWith(endClause(database, ending)), /CONTRACTS_CLAUSE_UNKNOWN/);
  const [clause] = await keptClauses(database, { month: may, sites: ['0300'] });
  const early = { ...ending, clauseId: clause?.clause_id ?? '', through: '2025-04' as Month };
  assert.match(await refusedWith(endClause(database, early)), /CONTRACTS_CLAUSE_BEGINS_LATER/);
  await endApproved({ ...early, through: null });
  assert.deepEqual(await keptClauses(database, { month: may, sites: ['0300'] }), []);
  const [contract] = await contractsInForce(database, { month: may, sites: ['0829'] });
  const [terms] = await exportedTermsOf(database, [contract?.versionId ?? '']);
  assert.ok(!JSON.stringify(terms?.original).includes('clause'));
});

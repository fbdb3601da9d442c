import assert from 'node:assert/strict';
import { importApproved } from '../contracts/approved-contracts.ts';
import { test } from 'node:test';
import { readSheet } from 'read-excel-file/node';
import {
  bill,
  neutralOperator,
  reportKinds,
  reportTable,
  reportWorkbook,
  type ReportKind,
  type StatementDetail,
} from '../../../src/billing/index.ts';
import { sendStatement } from '../../../src/billing/outbox/send-statement.ts';
import { reportPdf } from '../../../src/billing/documents/report-pdf.ts';
import { reportOf, type ReportDocument } from '../../../src/billing/documents/report.ts';
import { reportsDueOf } from '../../../src/billing/documents/supporting-reports.ts';
import { listStatements, readStatement } from '../../../src/billing/statements/read-statements.ts';
import { decimal, roundCents, sum, toText } from '../../../src/kernel/decimal.ts';
import type { Month } from '../../../src/kernel/month.ts';
import { cloneDatabase } from '../../database.ts';
import { textsOf } from '../../pdf-texts.ts';
import { exportFile } from '../contracts/given-exports.ts';
import { may, member, openBillingFixture } from './billing-fixture.ts';

const database = await cloneDatabase();
const books = await openBillingFixture(database);
await openHourly();
const bea = await member(database, 'bea', 'billingAdmin');
const billAll = (month: Month): ReturnType<typeof bill> =>
  bill(bea.database, { month, isDryRun: false, startedBy: bea.userId, proceedReason: 'test' });
await billAll(may);

/** A third site, billed by the hour; three jobs worked on two days, a fourth is not in the contract. */
async function openHourly(): Promise<void> {
  await books.list('site', [{ site_id: '0412', is_listed: true, first_seen_at: '2024-01-01' }]);
  const none = Object.fromEntries(
    [
      'regular',
      'overtime',
      'double_overtime',
      'holiday',
      'holiday_overtime',
      'holiday_double_overtime',
    ].flatMap((kind) => [
      [`${kind}_minutes`, 0],
      [`${kind}_minutes_next_day`, 0],
    ]),
  );
  const sheet = (site: string, day: string, job: string, more: object): Record<string, string | number> => ({
    site_id: site,
    worked_on: day,
    job_code: job,
    employee_id: 'pseudonym-1',
    ...none,
    ...more,
  });
  await books.facts('warehouse.timesheet', await books.batch('hours.csv'), [
    sheet('0412', '2025-05-02', 'GSA', { regular_minutes: 485, overtime_minutes: 20 }),
    sheet('0412', '2025-05-03', 'GSA', { regular_minutes: 7, regular_minutes_next_day: 3 }),
    sheet('0412', '2025-05-02', 'GSC', { holiday_minutes: 61 }),
    sheet('0412', '2025-05-02', 'GREETER', { regular_minutes: 60 }),
    sheet('0412', '2025-05-02', 'DRIVER', { regular_minutes: 60 }),
    sheet('0829', '2025-05-09', 'DRIVER', { regular_minutes: 480, overtime_minutes: 60 }),
  ]);
  const contract = exportFile('per-labor-hour', ['"siteNumber": "9902"', '"siteNumber": "0412"']);
  await importApproved(database, [contract], { from: may, isStrict: false, importedBy: 'tester' });
}

async function statementOf(site: string, month: Month = may): Promise<StatementDetail> {
  const [found] = await listStatements(database, { sites: [site], month });
  const statement = await readStatement(database, found?.statementId ?? '');
  assert.ok(statement, `a statement of ${site}`);
  return statement;
}

const reportAt = async (site: string, kind: ReportKind, month: Month = may): Promise<ReportDocument> =>
  reportOf(database, kind, await statementOf(site, month));

/** Some columns of the rows, as a table shows them. */
function rowsOf(report: ReportDocument, ...names: string[]): string[][] {
  const { header, rows } = reportTable(report);
  return rows.map((row) => names.map((name) => row[header.indexOf(name)] ?? 'no such column'));
}

/** What a total or subtotal says in a column, in cents. */
function totalOf(report: ReportDocument, label: string, name: string): string {
  const row = report.rows.find(({ level, cells }) => level !== 'row' && cells[0] === label);
  const cell = row?.cells[report.columns.findIndex((column) => column.name === name)] ?? null;
  return cell === null || typeof cell === 'string' ? String(cell) : toText(roundCents(cell), 2);
}

const lineOf = ({ invoices }: StatementDetail, component: string, at = 0): string =>
  invoices.flatMap(({ lines }) => lines).filter((line) => line.component === component)[at]?.amount ?? 'none';

test('the hours backup adds up to the hours that the statement bills', async () => {
  const report = await reportAt('0412', 'hours-backup');
  assert.deepEqual(rowsOf(report, 'job code', 'day', 'regular hours', 'premium hours'), [
    ['GSA', '2025-05-02', '8.08', '0.33'],
    ['GSA', '2025-05-03', '0.17', '0'],
    ['GSC', '2025-05-02', '0', '1.02'],
    ['GREETER', '2025-05-02', '1', '0'],
  ]);
  const billed = await database.query<{ hours: string }>(
    `select sum(value)::text as hours from billing.line_input join billing.statement_line using (line_id)
     where component = 'per-labor-hour' and unit = 'hours'`,
  );
  const cells = report.rows.find(({ level }) => level === 'total')?.cells ?? [];
  const hours = sum(cells.flatMap((cell) => (cell === null || typeof cell === 'string' ? [] : [cell])));
  assert.ok(hours.eq(decimal(billed[0]?.hours ?? '0')), `${hours.toString()} of ${String(billed[0]?.hours)}`);
});

test('labor distribution tells payroll by account and hours by job, and what of it is billed', async () => {
  const report = await reportAt('0829', 'labor-distribution');
  assert.deepEqual(rowsOf(report, 'part', 'code', 'regular hours', 'premium hours', 'amount', 'billed'), [
    ['Booked by account', '6000', '', '', '40000.00', 'payroll'],
    ['Worked by job', 'DRIVER', '8', '1', '', ''],
    ['Billed on the statement', '4791', '', '', '40000.00', 'yes'],
    ['Billed on the statement', '4791', '', '', '12500.00', 'yes'],
    ['Billed on the statement', '4791', '', '', '1443.75', 'yes'],
  ]);
  const statement = await statementOf('0829');
  assert.equal(totalOf(report, 'Total, Booked by account', 'amount'), lineOf(statement, 'billable-accounts'));
});

test('other expenses that are billed add up to the expense and insurance booked', async () => {
  const report = await reportAt('0829', 'other-expenses');
  assert.deepEqual(rowsOf(report, 'account', 'entity', 'amount', 'billed'), [
    ['7045', '02', '1000.12345', 'yes'],
    ['7080', '02', '2000.00', 'yes'],
    ['7045', '06', '99.00', 'no, entity left out'],
    ['7100', '02', '500.00', 'no'],
  ]);
  const [booked] = await database.query<{ booked: string }>(
    `select round(value, 2)::text as booked from billing.line_input where name = 'Billable expenses booked'`,
  );
  assert.equal(totalOf(report, 'Total, yes', 'amount'), booked?.booked);
});

test('tax by rate adds up to the tax line of the statement', async () => {
  const report = await reportAt('0170', 'tax');
  assert.deepEqual(rowsOf(report, 'deposited by', 'tax rate %', 'net revenue', 'tax'), [
    ['client', '8', '1000.00', '80.00'],
    ['client', '8.25', '100000.00', '8250.00'],
    ['operator', '8.25', '20000.00', '1650.00'],
  ]);
  const statement = await statementOf('0170');
  assert.equal(totalOf(report, 'Total, client', 'tax'), lineOf(statement, 'deposited-revenue'));
  assert.equal(
    `-${totalOf(report, 'Total, operator', 'net revenue')}`,
    lineOf(statement, 'deposited-revenue', 1),
  );
});

test('the mix of sales holds the revenue that is shared, and people by the hour beside it', async () => {
  const report = await reportAt('0170', 'mix-of-sales');
  assert.equal(totalOf(report, 'Total, VALET DAILY', 'net revenue'), '121000.00');
  assert.equal(totalOf(report, 'Total, PER MAN HOUR', 'net revenue'), '777.00');
  assert.equal(totalOf(report, 'Total', 'net revenue'), '121777.00');
});

test('the parking department sees the stored tiers, which add up to the fee', async () => {
  const report = await reportAt('0170', 'parking-department');
  assert.deepEqual(rowsOf(report, 'title', 'operator share %', 'owner share %', 'amount', 'due to owner'), [
    ['Structure 1, tier 1', '42.5', '57.5', '120000.00', '69000.00'],
    ['Structure 1, tier 2', '31.25', '68.75', '0.00', '0.00'],
    ['Structure 1, tier 3', '18', '82', '0.00', '0.00'],
    ['Structure 2, tier 1', '95', '5', '1000.00', '50.00'],
  ]);
  assert.equal(
    totalOf(report, 'Total, Revenue share', 'due to operator'),
    lineOf(await statementOf('0170'), 'revenue-share'),
  );
});

test('under a management agreement it sees the lines and the tiers of the profit', async () => {
  const report = await reportAt('0829', 'parking-department');
  const statement = await statementOf('0829');
  assert.equal(totalOf(report, 'Total, Lines of the statement', 'amount'), statement.total);
  assert.equal(totalOf(report, 'Total, Profit share', 'due to operator'), lineOf(statement, 'profit-share'));
  assert.deepEqual(rowsOf(report, 'title').slice(-2), [['Tier 1'], ['Tier 2']]);
});

test('validations above what is free lead to the line of the statement, or into the profit', async () => {
  const shared = await reportAt('0170', 'validation');
  assert.deepEqual(
    rowsOf(
      shared,
      'month',
      'validations',
      'threshold type',
      'threshold',
      'revenue',
      'free of charge',
      'above threshold',
      'billed',
    ),
    [['2025-05', '5000.00', 'percent of revenue', '3.5', '121000.00', '4235.00', '765.00', '325.13']],
  );
  assert.equal(
    totalOf(shared, 'Total, Revenue share', 'billed'),
    lineOf(await statementOf('0170'), 'validation'),
  );
  const managed = await reportAt('0829', 'validation');
  assert.deepEqual(rowsOf(managed, 'part', 'revenue', 'free of charge', 'above threshold', 'billed'), [
    ['Management agreement', '180000.00', '7650.00', '0.00', ''],
  ]);
});

test('reports of the year tell its earlier months, each from its newest statement', async () => {
  await billAll('2025-06');
  await billAll('2025-06');
  const report = await reportAt('0170', 'validation', '2025-06');
  assert.equal(report.period, 'January to June 2025');
  assert.deepEqual(rowsOf(report, 'month', 'above threshold'), [
    ['2025-05', '765.00'],
    ['2025-06', '0.00'],
  ]);
  const tax = await reportAt('0170', 'tax', '2025-06');
  assert.deepEqual(
    [totalOf(tax, 'Total', 'tax'), totalOf(tax, 'Total', 'tax this year')],
    ['0.00', '9980.00'],
  );
});

test('the contract says which reports go with a statement', async () => {
  const due = async (site: string): Promise<ReportKind[]> => {
    const { statementId } = await statementOf(site);
    return database.transaction((transaction) => reportsDueOf(transaction, statementId));
  };
  assert.deepEqual(await due('0170'), ['tax', 'mix-of-sales', 'parking-department', 'validation']);
  assert.deepEqual(await due('0829'), ['labor-distribution', 'other-expenses', 'mix-of-sales', 'validation']);
  // Labor distribution is switched on there too, without a management agreement.
  assert.deepEqual(await due('0412'), ['hours-backup']);
});

test('reports go with the mail to the site, not with those to other addresses of a group', async () => {
  await database.execute(
    `insert into warehouse.customer_contact (site_id, email_recipient, batch_id, source_line)
     values ('0412', 'desk@campus.invalid', 1, 1)`,
  );
  const outbox = { hand: () => Promise.resolve(), kept: () => Promise.resolve(null) };
  const send = async (month: Month): ReturnType<typeof sendStatement> => {
    const { statementId } = await statementOf('0412', month);
    const acting = { statementId, seenChange: null, actor: bea.userId, reason: null };
    return sendStatement(bea.database, acting, { operator: neutralOperator, outbox });
  };
  const { mailings, failures } = await send(may);
  assert.deepEqual(
    mailings.map(({ recipients, attachments }) => [recipients, attachments.map(({ fileName }) => fileName)]),
    [
      ['desk@campus.invalid', ['0412-202505-v1_hours-backup.pdf']],
      ['ap@example.com;billing@example.org', []],
    ],
  );
  assert.deepEqual(failures, []);
  await database.execute(
    `update contracts.invoice_group set billing_contact_emails = 'other@campus.invalid' where group_number = 1`,
  );
  assert.deepEqual((await send('2025-06')).failures, [
    { kind: 'hours-backup', reason: 'no mail goes to the contacts of the site' },
  ]);
});

test('every report prints what it says, and the same bytes each time', async () => {
  for (const kind of reportKinds) {
    const site = kind === 'hours-backup' ? '0412' : '0829';
    const report = await reportAt(site, kind);
    const pdf = await reportPdf(report, neutralOperator);
    assert.ok(pdf.equals(await reportPdf(report, neutralOperator)), kind);
    const texts = textsOf(pdf).flat();
    for (const text of [neutralOperator.name, report.title, report.period, 'Page 1 of 1'])
      assert.ok(texts.includes(text), `${kind}: ${text}`);
    assert.ok(
      texts.some((text) => text.includes(`Site ${site}`)),
      kind,
    );
  }
  const tiers = textsOf(
    await reportPdf(await reportAt('0170', 'parking-department'), neutralOperator),
  ).flat();
  for (const text of ['$51,950.00', '$69,050.00', '42.5 %', 'no limit', 'May 2025', 'Total, Revenue share'])
    assert.ok(tiers.includes(text), text);
});

test('as a workbook it holds the same figures, exact', async () => {
  const bytes = reportWorkbook(await reportAt('0829', 'other-expenses'));
  const rows = await readSheet(bytes, 'Other expenses', { parseNumber: (text: string) => text });
  assert.deepEqual(
    rows.slice(2).map((row) => [row[0], row[3]]),
    [
      ['May 2025', null],
      ['account', 'amount'],
      ['7045', '1000.12345'],
      ['7080', '2000'],
      ['Total, yes', '3000.12345'],
      ['7045', '99'],
      ['Total, no, entity left out', '99'],
      ['7100', '500'],
      ['Total, no', '500'],
      ['Total', '3599.12345'],
    ],
  );
});

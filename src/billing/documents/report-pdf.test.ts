import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textsOf } from '../../../tests/pdf-texts.ts';
import { decimal } from '../../kernel/decimal.ts';
import { neutralOperator } from '../operator.ts';
import { reportLayouts } from './report-layouts.ts';
import { reportPdf } from './report-pdf.ts';
import type { ReportDocument, ReportRow } from './report.ts';
import { reportsDue, type ReportTerms } from './supporting-reports.ts';

const { columns } = reportLayouts['mix-of-sales'];
const row = (category: string, code: string): ReportRow => ({
  level: 'row',
  cells: columns.map(({ name, kind }) =>
    name === 'category' ? category : kind === 'text' ? code : decimal('-12345678.905'),
  ),
});

const report = (rows: readonly ReportRow[]): ReportDocument => ({
  kind: 'mix-of-sales',
  title: 'Mix of sales',
  site: '0170',
  customer: 'Grand Hotel',
  month: '2025-05',
  period: 'January to May 2025',
  columns,
  rows,
});

test('a long report goes on below its titles on every page, and loses no row', async () => {
  const rows = Array.from({ length: 150 }, (_, at) =>
    row(`Category ${at} ${'long name '.repeat(6)}`, `C${at}`),
  );
  const pages = textsOf(await reportPdf(report(rows), neutralOperator));
  assert.ok(pages.length > 3);
  for (const [at, page] of pages.entries()) {
    assert.ok(page.includes('Category'), 'the title of a column');
    assert.ok(page.includes(`Page ${at + 1} of ${pages.length}`));
  }
  const codes = pages.flat().filter((text) => /^C\d+$/.test(text));
  assert.deepEqual(
    codes,
    rows.map((_, at) => `C${at}`),
  );
  assert.ok(pages[0]?.includes('($12,345,678.91)'), 'in cents, and credit in parentheses');
});

test('no text is put outside the page, however wide the figures are', async () => {
  const pdf = await reportPdf(report([row('W'.repeat(90), 'X'.repeat(90))]), neutralOperator);
  const places = [...pdf.toString('latin1').matchAll(/1 0 0 1 (\S+) (\S+) Tm/g)];
  assert.ok(places.length > 10);
  for (const [, x = '', y = ''] of places) {
    assert.ok(Number.parseFloat(x) >= 48 && Number.parseFloat(x) < 744, x);
    assert.ok(Number.parseFloat(y) >= 36 && Number.parseFloat(y) < 572, y);
  }
});

test('a report without rows says that there is nothing', async () => {
  const [page = []] = textsOf(await reportPdf(report([]), neutralOperator));
  assert.ok(page.includes('Nothing to report.'));
});

const nothing: ReportTerms = {
  switchedOn: [],
  hasHoursBackup: false,
  hasFixedFee: false,
  hasLaborHours: false,
  hasOccupiedRooms: false,
  hasRevenueShare: false,
  hasManagementAgreement: false,
};
const all = [
  ...['MixOfSales', 'HoursBackupReport', 'TaxReport', 'LaborDistributionReport', 'OtherExpensesReport'],
  ...['ParkingDepartmentReport', 'ValidationReport'],
];

test('a report is made when it is switched on and its component is there', () => {
  const due = (terms: Partial<ReportTerms>): string[] =>
    reportsDue({ ...nothing, switchedOn: all, ...terms });
  const always = ['parking-department', 'validation'];
  assert.deepEqual(due({}), always);
  assert.deepEqual(due({ switchedOn: [], hasLaborHours: true, hasManagementAgreement: true }), []);
  assert.deepEqual(due({ hasLaborHours: true }), ['hours-backup', 'tax', 'mix-of-sales', ...always]);
  assert.deepEqual(due({ switchedOn: [], hasLaborHours: true, hasHoursBackup: true }), ['hours-backup']);
  assert.deepEqual(due({ switchedOn: [], hasHoursBackup: true }), []);
  for (const terms of [{ hasFixedFee: true }, { hasOccupiedRooms: true }, { hasRevenueShare: true }])
    assert.deepEqual(due(terms), ['tax', 'mix-of-sales', ...always]);
  assert.deepEqual(due({ hasManagementAgreement: true }), [
    ...['labor-distribution', 'other-expenses', 'tax', 'mix-of-sales', ...always],
  ]);
});

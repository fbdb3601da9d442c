import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { strFromU8, unzipSync } from 'fflate';
import { readSheet } from 'read-excel-file/node';
import { decimal } from '../../../kernel/decimal.ts';
import { type Column, type Sheet, workbook } from './workbook.ts';

const columns: readonly Column[] = [
  { title: 'Site', kind: 'text' },
  { title: 'Month', kind: 'month' },
  { title: 'Day', kind: 'date' },
  { title: 'Amount', kind: 'money', width: 20 },
  { title: 'Hours', kind: 'quantity' },
  { title: 'Share', kind: 'percent' },
];

const sheet: Sheet = {
  name: 'Lines',
  columns,
  rows: [
    ['0170', '2025-05', '2025-05-31', decimal('1234567890123.45'), decimal('7.5'), decimal('42.5')],
    ['=1+1', 'May', '2025-02-30', decimal('-0.1'), null, decimal('0')],
  ],
};

/** As the file has it: figures as the digits that stand in the XML. */
const read = async (bytes: Buffer, name = 'Lines'): Promise<unknown[][]> =>
  readSheet(bytes, name, { parseNumber: (text: string) => text });

const part = (bytes: Buffer, name: string): string => strFromU8(unzipSync(bytes)[name]!);

test('what is read again is what was written: text, months, days and figures to the last digit', async () => {
  assert.deepEqual(await read(workbook([sheet])), [
    ['Site', 'Month', 'Day', 'Amount', 'Hours', 'Share'],
    ['0170', new Date('2025-05-01'), new Date('2025-05-31'), '1234567890123.45', '7.5', '42.5'],
    ['=1+1', 'May', '2025-02-30', '-0.1', null, '0'],
  ]);
});

test('a sheet prints as wide as a page, with its titles on every one; a broad one lies', () => {
  const broad = Array.from({ length: 14 }, (_, at): Column => ({ title: `2025-${at}`, kind: 'money' }));
  const bytes = workbook([
    { ...sheet, heading: ['Hours backup'] },
    { name: "Manager's sheet", columns: broad, rows: [] },
  ]);
  const setup = (name: string): string | undefined => /<pageSetup[^>]*>/.exec(part(bytes, name))?.[0];
  const [upright, lying] = ['xl/worksheets/sheet1.xml', 'xl/worksheets/sheet2.xml'].map(setup);
  assert.equal(upright, '<pageSetup orientation="portrait" fitToWidth="1" fitToHeight="0"/>');
  assert.equal(lying, '<pageSetup orientation="landscape" fitToWidth="1" fitToHeight="0"/>');
  assert.match(part(bytes, 'xl/worksheets/sheet1.xml'), /<sheetPr><pageSetUpPr fitToPage="1"\/><\/sheetPr>/);
  const titles = [...part(bytes, 'xl/workbook.xml').matchAll(/localSheetId="\d">([^<]*)</g)].map(
    ([, rows]) => rows,
  );
  assert.deepEqual(titles, ["'Lines'!$1:$2", "'Manager''s sheet'!$1:$1"]);
});

test('text that looks like a formula is text', () => {
  const bytes = workbook([{ ...sheet, rows: [['=HYPERLINK("x")', '', '@a', '+1', '-1', '=2']] }]);
  const xml = part(bytes, 'xl/worksheets/sheet1.xml');
  assert.ok(!xml.includes('<f>'));
  assert.equal([...xml.matchAll(/t="s"/g)].length, columns.length + 5);
});

test('a figure of more digits than Excel holds goes in as text, whole', async () => {
  const rows = [[decimal('123456789012345.67')], [decimal('123456789012345')]];
  const bytes = workbook([{ name: 'Lines', columns: [{ title: 'Amount', kind: 'money' }], rows }]);
  assert.deepEqual((await read(bytes)).slice(1), [['123456789012345.67'], ['123456789012345']]);
  assert.match(part(bytes, 'xl/worksheets/sheet1.xml'), /"A2" s="1" t="s".*"A3" s="1"><v>123456789012345</);
});

test('the titles stay in sight, below what the sheet is about', async () => {
  const bytes = workbook([{ ...sheet, heading: ['Hours backup', 'Site 0170'], bold: new Set([1]) }]);
  const rows = await read(bytes);
  assert.deepEqual(
    rows.slice(0, 3).map(([first]) => first),
    ['Hours backup', 'Site 0170', 'Site'],
  );
  const xml = part(bytes, 'xl/worksheets/sheet1.xml');
  assert.match(xml, /<pane ySplit="3" topLeftCell="A4" activePane="bottomLeft" state="frozen"\/>/);
  assert.match(xml, /<col min="4" max="4" width="20" customWidth="1"\/>/);
  assert.match(xml, /r="D4" s="1">.*r="D5" s="7">/, 'money, and money in bold');
});

test('money is shown with cents and parentheses, percent without multiplying', () => {
  const styles = part(workbook([sheet]), 'xl/styles.xml');
  assert.match(styles, /formatCode="#,##0\.00_\);\(#,##0\.00\)"/);
  assert.match(styles, /formatCode="0\.00&quot;%&quot;"/);
});

test('columns go on behind Z', async () => {
  const many = Array.from({ length: 60 }, (_, at): Column => ({ title: `C${at}`, kind: 'text' }));
  const bytes = workbook([{ name: 'Lines', columns: many, rows: [many.map(({ title }) => title)] }]);
  const [first, second] = await read(bytes);
  assert.deepEqual(first, second);
  assert.match(part(bytes, 'xl/worksheets/sheet1.xml'), /r="Z1".*r="AA1".*r="BH1"/);
});

test('each sheet is found by its name', async () => {
  const bytes = workbook([sheet, { ...sheet, name: 'P&L', rows: [] }]);
  assert.equal((await read(bytes, 'P&L')).length, 1);
  assert.equal((await read(bytes)).length, 3);
});

test('names that Excel refuses are thrown', () => {
  for (const name of ['', 'a/b', 'x'.repeat(32)]) assert.throws(() => workbook([{ ...sheet, name }]), /name/);
  assert.throws(() => workbook([sheet, { ...sheet, name: 'LINES' }]), /name of its own/);
  assert.throws(() => workbook([]), /needs sheets/);
});

test('the same sheets give the same bytes, on any day and in any time zone', () => {
  const digest = createHash('sha256')
    .update(workbook([sheet]))
    .digest('hex');
  assert.equal(digest, '0aa754b3571b89a8d12f14e87b2614bb14494327a4ee0a762efebf15a49bada4');
});

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';

import { strFromU8, unzipSync } from 'fflate';
import { readSheet } from 'read-excel-file/node';

import { type RevenueLine, writeWorkbook } from './write-workbook.ts';

const line: RevenueLine = {
  site: '0170',
  date: '2025-03-01',
  revenueCode: 'SD1',
  revenueCategory: 'Valet & "more"',
  valueType: 'Revenue',
  value: '1250.75',
};

function part(bytes: Uint8Array, name: string): string {
  return strFromU8(unzipSync(bytes)[name]!);
}

test('a spreadsheet library reads what was written: text, a real date, a number', async () => {
  assert.deepEqual(await readSheet(Buffer.from(writeWorkbook([line])), 'Revenue'), [
    ['SITE', 'DATE', 'REVENUE_CODE', 'REVENUE_CATEGORY', 'VALUE_TYPE', 'VALUE'],
    ['0170', new Date('2025-03-01'), 'SD1', 'Valet & "more"', 'Revenue', 1250.75],
  ]);
});

test('dates are ISO text on demand', async () => {
  const [, row] = await readSheet(Buffer.from(writeWorkbook([line], { dates: 'iso' })), 'Revenue');
  assert.equal(row?.[1], '2025-03-01');
});

test('a fault goes in as it is: impossible dates and values are text, blanks are no cells', async () => {
  const faults = [
    { ...line, date: '2025-04-31', value: '12,50' },
    { ...line, date: '', value: '' },
    { ...line, date: '31 April', value: '12345678901234.567' },
  ];
  const rows = await readSheet(Buffer.from(writeWorkbook(faults)), 'Revenue');
  assert.deepEqual(
    rows.slice(1).map((row) => [row[1], row[5]]),
    [
      ['2025-04-31', '12,50'],
      [null, null],
      ['31 April', '12345678901234.567'],
    ],
  );
});

test('signs that XML cannot hold survive, and so does text that looks like their escape', async () => {
  const revenueCategory = 'a\u0007b _x0041_ <c> \t \u00e9';
  const [, row] = await readSheet(Buffer.from(writeWorkbook([{ ...line, revenueCategory }])), 'Revenue');
  assert.equal(row?.[3], revenueCategory);
});

test('the package says macro-enabled and holds no macro', () => {
  const bytes = writeWorkbook([line]);
  assert.match(
    part(bytes, '[Content_Types].xml'),
    /"application\/vnd\.ms-excel\.sheet\.macroEnabled\.main\+xml"/,
  );
  assert.ok(!Object.keys(unzipSync(bytes)).some((name) => name.endsWith('.bin')));
});

test('sheet name and headers are as asked for', () => {
  const bytes = writeWorkbook([], { sheetName: 'P&L', headers: ['a', 'b'] });
  assert.match(part(bytes, 'xl/workbook.xml'), /name="P&amp;L"/);
  assert.match(part(bytes, 'xl/sharedStrings.xml'), />a<.*>b</);
});

test('the same lines give the same bytes, on any day and in any time zone', () => {
  const digest = createHash('sha256')
    .update(writeWorkbook([line]))
    .digest('hex');
  // Another value here means that every sample workbook becomes a new file to the intake.
  assert.equal(digest, '679e9b7517995ba34f787c10c79ac39c8899c17a169612deaa1a6ea191b39052');
});

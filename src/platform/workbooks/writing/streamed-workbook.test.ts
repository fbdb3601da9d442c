import assert from 'node:assert/strict';
import { buffer } from 'node:stream/consumers';
import { test } from 'node:test';
import { readSheet } from 'read-excel-file/node';
import { sheetsOf, workbookLimits } from '../index.ts';
import { StreamedWorkbook, type StreamedColumn } from './streamed-workbook.ts';

const columns: readonly StreamedColumn[] = [
  { title: 'site_id', kind: 'text' },
  { title: 'day_on', kind: 'date' },
  { title: 'amount', kind: 'figure' },
  { title: 'is_open', kind: 'boolean' },
];

const written = async (name: string, rows: readonly (readonly (string | null)[])[][]): Promise<Buffer> => {
  const book = new StreamedWorkbook(name, columns);
  const bytes = buffer(book.file);
  for (const some of rows) await book.add(some);
  await book.end();
  return bytes;
};

const read = async (bytes: Buffer, name: string): Promise<unknown[][]> =>
  readSheet(bytes, name, { parseNumber: (text: string) => text });

test('what is streamed is read again: text, days, exact figures, true and false, and nothing', async () => {
  const bytes = await written('ledger_balances', [
    [
      ['0170', '2025-05-31', '1234567890.12000', 'true'],
      ['=1+1 <&> _x0041_', '0001-01-01', '12345678901234567.5', 'false'],
    ],
    [[null, null, '-0.10000', null]],
  ]);
  assert.deepEqual(await read(bytes, 'ledger_balances'), [
    ['site_id', 'day_on', 'amount', 'is_open'],
    ['0170', new Date('2025-05-31'), '1234567890.12000', true],
    ['=1+1 <&> _x0041_', '0001-01-01', '12345678901234567.5', false],
    [null, null, '-0.10000', null],
  ]);
});

test('without rows there are the titles; a text that Excel would not open is cut off, and says so', async () => {
  const empty = await written('a/b[c]: a name that is far too long for Excel', []);
  const [sheet] = await sheetsOf(empty, workbookLimits);
  assert.equal(sheet?.name, 'a b c   a name that is f');
  const bytes = await written('long', [[['x'.repeat(40_000), null, null, null]]]);
  const [, row] = await read(bytes, 'long');
  assert.equal(String(row?.[0]).length, 32_767);
  assert.ok(String(row?.[0]).endsWith('…'));
});

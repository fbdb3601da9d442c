import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unzipSync, zipSync } from 'fflate';
import { decimal } from '../../kernel/decimal.ts';
import { workbook } from '../../kernel/workbook.ts';
import { entriesWorkbook, readEntriesFile, type SiteEntry } from './entries-csv.ts';
import { nameOf } from '../entries/entry.ts';

const entry: SiteEntry = {
  site: '0170',
  entry: {
    ...{ area: 'statistics', period: '2025-07-20', item: '', measure: 'valet-daily' },
    value: decimal('12.30001'),
  },
};
const small = entriesWorkbook([entry]);

/** The workbook with other parts beside or in place of its own. */
function withParts(parts: Readonly<Record<string, Uint8Array>>): Buffer {
  return Buffer.from(zipSync({ ...unzipSync(small), ...parts }));
}

const unreadable = (cause: RegExp): object => ({ code: 'FORECASTING_FILE_UNREADABLE', message: cause });

test('a workbook is read with its exact figures, and a date under period is its day', async () => {
  const kinds = ['text', 'text', 'date', 'text', 'text', 'quantity'] as const;
  const titles = ['site', 'area', 'period', 'item', 'measure', 'value'];
  const typed = workbook([
    {
      name: 'typed by hand',
      columns: titles.map((title, at) => ({ title, kind: kinds[at] ?? 'text' })),
      rows: [['170', 'statistics', '2025-07-20', '', 'valet-daily', decimal('12.30001')]],
    },
  ]);
  for (const bytes of [small, typed]) {
    const { entries, faults } = await readEntriesFile('july.xlsx', bytes);
    assert.deepEqual(faults, []);
    assert.deepEqual(
      entries.map((one) => [one.row, one.site, nameOf(one.entry), one.entry.value?.toString()]),
      [[2, '0170', 'statistics.valet-daily@2025-07-20', '12.30001']],
    );
  }
});

test('a workbook that unpacks to too much, or has too many rows, is refused with its name', async () => {
  const bomb = withParts({ 'xl/media/image1.bmp': new Uint8Array(10_000_000) });
  await assert.rejects(
    readEntriesFile('bomb.xlsx', bomb),
    unreadable(/^bomb\.xlsx cannot be read: The workbook was not unpacked: .* more than 100 times/),
  );
  const rows =
    '<worksheet><sheetData><row r="50002"><c r="A50002"><v>1</v></c></row></sheetData></worksheet>';
  await assert.rejects(
    readEntriesFile('long.xlsx', withParts({ 'xl/worksheets/sheet1.xml': Buffer.from(rows) })),
    unreadable(/^long\.xlsx cannot be read: .*data in row 50002; the limit is 50000 rows/),
  );
  await assert.rejects(
    readEntriesFile('none.xlsx', Buffer.from('PK and nothing')),
    unreadable(/^none\.xlsx/),
  );
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unzipSync, zipSync } from 'fflate';
import { entriesWorkbook, readEntriesFile } from '../../src/forecasting/index.ts';
import { nameOf, readEntry } from '../../src/forecasting/entries/entry.ts';
import { decimal } from '../../src/kernel/decimal.ts';
import { workbook } from '../../src/platform/workbooks/index.ts';
import { readTable } from '../../src/sources/index.ts';

type SiteEntry = Parameters<typeof entriesWorkbook>[0][number];

const year = { from: '2025-01', to: '2025-12' } as const;
const july = { from: '2025-07', to: '2025-07' } as const;

function entryOf(text: string, site = '0170'): SiteEntry {
  const [area = '', period = '', item = '', measure = '', value = ''] = text.split(' ');
  const entry = readEntry({ area, period, item: item === '-' ? '' : item, measure, value });
  assert.ok(!('column' in entry), text);
  return { site, entry };
}

const one = entryOf('statistics 2025-07-20 - valet-daily 12.30001');
const small = entriesWorkbook([one], july);

/** The workbook with other parts beside or in place of its own. */
function withParts(parts: Readonly<Record<string, Uint8Array>>, of = small): Buffer {
  return Buffer.from(zipSync({ ...unzipSync(of), ...parts }));
}

const read = (name: string, bytes: Buffer | string): ReturnType<typeof readEntriesFile> =>
  readEntriesFile(name, Buffer.from(bytes), readTable);
const faultsOf = async (text: string): Promise<string[]> =>
  (await read('f.csv', text)).faults.map(
    ({ row, column, cause }) => `${String(row)} ${column ?? '-'} ${cause}`,
  );
const unreadable = (cause: RegExp): object => ({ code: 'FORECASTING_FILE_UNREADABLE', message: cause });
const header = 'site,area,period,item,measure,value\n';

test('what goes out as a workbook comes in again: a sheet for each area, days or months down', async () => {
  const entries = [
    one,
    entryOf('statistics 2025-07-21 - occupied-rooms 0', '0829'),
    entryOf('rates 2025-07 valet-daily rate 28'),
    entryOf('payroll 2025-07-20 GSA hours 8'),
    entryOf('payroll 2025-07-20 GSA cost 160.5'),
    entryOf('other-revenue 2025-08 gpo-fees amount -12'),
    entryOf('other-expense 2025-12 7045 amount 999'),
  ];
  const { entries: back, faults } = await read('all.xlsx', entriesWorkbook(entries, year));
  assert.deepEqual(faults, []);
  const texts = (all: readonly SiteEntry[]): string[] =>
    all.map(({ site, entry }) => `${site} ${nameOf(entry)}=${entry.value?.toString() ?? ''}`).sort();
  assert.deepEqual(texts(back.filter(({ entry }) => entry.value !== null)), texts(entries));
  // Every day and every measure has its place.
  const rooms = back.filter(({ entry }) => entry.measure === 'occupied-rooms');
  assert.equal(rooms.length, 2 * 365);
});

test('a year of a portfolio goes out in sheets that can come in again', () => {
  const entries = Array.from({ length: 120 }, (_, at) =>
    entryOf('statistics 2025-07-20 - valet-daily 1', String(at + 1000)),
  );
  const parts = Object.keys(unzipSync(entriesWorkbook(entries, year)));
  assert.equal(parts.filter((part) => part.startsWith('xl/worksheets/')).length, 2);
});

test('a list in a workbook is read with its exact figures, and a date under period is its day', async () => {
  const kinds = ['text', 'text', 'date', 'text', 'text', 'quantity'] as const;
  const titles = ['site', 'area', 'period', 'item', 'measure', 'value'];
  const typed = workbook([
    {
      name: 'typed by hand',
      columns: titles.map((title, at) => ({ title, kind: kinds[at] ?? 'text' })),
      rows: [['170', 'statistics', '2025-07-20', '', 'valet-daily', decimal('12.30001')]],
    },
  ]);
  const { entries, faults } = await read('july.xlsx', typed);
  assert.deepEqual(faults, []);
  assert.deepEqual(
    entries.map(({ row, site, entry }) => [row, site, nameOf(entry), entry.value?.toString()]),
    [[2, '0170', 'statistics.valet-daily@2025-07-20', '12.30001']],
  );
});

test('a workbook that unpacks to too much, or has too many rows, is refused with its name', async () => {
  const bomb = withParts({ 'xl/media/image1.bmp': new Uint8Array(10_000_000) });
  await assert.rejects(
    read('bomb.xlsx', bomb),
    unreadable(/^bomb\.xlsx cannot be read: The workbook was not unpacked: .* more than 100 times/),
  );
  const rows =
    '<worksheet><sheetData><row r="50002"><c r="A50002"><v>1</v></c></row></sheetData></worksheet>';
  await assert.rejects(
    read('long.xlsx', withParts({ 'xl/worksheets/sheet1.xml': Buffer.from(rows) })),
    unreadable(/^long\.xlsx cannot be read: .*data in row 50002; the limit is 50000 rows/),
  );
  await assert.rejects(read('none.xlsx', 'PK and nothing'), unreadable(/^none\.xlsx/));
});

test('sheets that people do not see are not read, and of several visible ones somebody has to choose', async () => {
  const list = (name: string): Parameters<typeof workbook>[0][number] => ({
    name,
    columns: ['site', 'area', 'period', 'item', 'measure', 'value'].map((title) => ({ title, kind: 'text' })),
    rows: [['0170', 'rates', '2025-07', 'valet-daily', 'rate', name === 'draft' ? '1' : '28']],
  });
  const both = workbook([list('draft'), list('final')]);
  await assert.rejects(read('both.xlsx', both), unreadable(/several sheets .*: draft, final/));
  const parts = unzipSync(both);
  const hidden = Buffer.from(parts['xl/workbook.xml'] ?? '')
    .toString()
    .replace('name="draft"', 'name="draft" state="hidden"');
  const { entries } = await read('one.xlsx', withParts({ 'xl/workbook.xml': Buffer.from(hidden) }, both));
  assert.deepEqual(
    entries.map(({ entry }) => entry.value?.toString()),
    ['28'],
  );
});

test('a list is read as strictly as a load, and says of each cell what is wrong', async () => {
  const faults = await faultsOf(
    `${header}0170,rates,2025-07,valet-daily,rate,"1,250.00"\n0170,rates,2025-07,valet-daily,rate,(20)\n` +
      '0170,rates,2025-07,valet-daily,rate,1E+3\n0170,statistics,2025-10-20,,valet-daily,40,5\n' +
      '0170,statistics,2025-10-21,,valet-daily\n,,,,,\nTotal,,,,,1250\n' +
      '0170,statistics,10/20/2025,,valet-daily,1\n0170,rates,Jul-25,valet-daily,rate,1\n',
  );
  assert.deepEqual(faults, [
    '2 value has thousands separators; write 1250.00',
    '3 value is in parentheses; write a negative number with a minus sign',
    '4 value is in exponent form; write it as a plain decimal number',
    '5 - has 7 fields where the header has 6',
    '6 - has 5 fields where the header has 6',
    '8 site is not a four-digit site number',
    '9 period is not a date; write it as YYYY-MM-DD',
    '10 period is not a month; write it as YYYY-MM',
  ]);
});

test('a list of another encoding, or with a column twice, too many or missing, is refused as a load is', async () => {
  const refused = (code: string): object => ({ code });
  const utf16 = Buffer.from(`\uFEFF${header}`, 'utf16le');
  await assert.rejects(read('f.csv', utf16), refused('SOURCES_FILE_NOT_UTF8'));
  await assert.rejects(read('f.csv', Buffer.from(header, 'utf16le')), refused('SOURCES_FILE_NOT_UTF8'));
  await assert.rejects(read('f.csv', `${header}0170,ra\0tes`), refused('SOURCES_FILE_NOT_UTF8'));
  await assert.rejects(read('f.csv', `site,value,${header}`), refused('SOURCES_COLUMN_REPEATED'));
  await assert.rejects(read('f.csv', `note,${header}`), refused('SOURCES_COLUMN_UNKNOWN'));
  await assert.rejects(read('f.csv', 'site,area,period,item,value\n'), refused('SOURCES_COLUMN_MISSING'));
  await assert.rejects(read('f.csv', ''), refused('SOURCES_FILE_UNREADABLE'));
});

import assert from 'node:assert/strict';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import fc from 'fast-check';

import { readWorkbook } from '../../src/sources/revenue/workbook.ts';
import { type RevenueLine, writeWorkbook } from '../../src/sources/sample/write-workbook.ts';

const DAY_MS = 86_400_000;
const days = { min: Date.parse('2000-01-01') / DAY_MS, max: Date.parse('2099-12-31') / DAY_MS };
const day = fc.integer(days).map((number) => new Date(number * DAY_MS).toISOString().slice(0, 10));
const cents = fc.integer({ min: -99_999_999, max: 99_999_999 }).map((value) => {
  const digits = String(Math.abs(value)).padStart(3, '0');
  const text = `${digits.slice(0, -2)}.${digits.slice(-2)}`.replace(/\.?0+$/, '');
  return value < 0 ? `-${text}` : text;
});
// A text of blanks only stays one; a wholly blank row would be no row, so the site is never blank.
const words = fc.string({ unit: 'grapheme', maxLength: 40 });
const line: fc.Arbitrary<RevenueLine> = fc.record({
  site: fc.integer({ min: 1, max: 9999 }).map((site) => String(site).padStart(4, '0')),
  date: fc.oneof(day, fc.constantFrom('', '2025-04-31', '31 April')),
  revenueCode: words,
  revenueCategory: words,
  valueType: fc.constantFrom('Revenue', 'Vehicles', 'Other', ''),
  value: fc.oneof(cents, fc.constantFrom('', '#REF!', '12,50')),
});

describe('a workbook that was written and is read again', () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'workbook-'));
  });
  after(async () => {
    await rm(folder, { recursive: true });
  });

  test('gives the same lines, whether dates are day numbers or ISO text', async () => {
    const law = fc.asyncProperty(
      fc.array(line, { maxLength: 30 }),
      fc.constantFrom('serial', 'iso'),
      async (lines, dates) => {
        const found = await readWorkbook(writeWorkbook(lines, { dates }));
        const expected = lines.map((fields, at) => ({ row: at + 2, ...fields }));
        assert.deepEqual(found, expected);
      },
    );
    await fc.assert(law, { numRuns: 200 });
  });

  test('gives the same lines for a month of a large site, from a file', async () => {
    const lines = Array.from({ length: 20_000 }, (_, at) => ({
      site: '0170',
      date: `2025-03-${String((at % 31) + 1).padStart(2, '0')}`,
      revenueCode: `SD${at % 97}`,
      revenueCategory: 'VALET',
      valueType: 'Revenue',
      value: `${at}.${(at % 9) + 1}`,
    }));
    const path = join(folder, '100170REV2025 C03.xlsm');
    await writeFile(path, writeWorkbook(lines));
    assert.deepEqual(
      await readWorkbook(path),
      lines.map((fields, at) => ({ row: at + 2, ...fields })),
    );
  });

  test('is refused by its size on disk, without being read', async () => {
    const path = join(folder, 'large.xlsm');
    const file = await open(path, 'w');
    await file.truncate(8_000_000_000);
    await file.close();
    await assert.rejects(readWorkbook(path), { code: 'SOURCES_WORKBOOK_TOO_LARGE' });
  });
});

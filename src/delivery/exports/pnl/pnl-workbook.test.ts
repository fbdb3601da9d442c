import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unzipSync } from 'fflate';
import { pnlTable, rangeOfYear, rowTitles, shownLines } from '../../../forecasting/index.ts';
import { decimal } from '../../../kernel/decimal.ts';
import { pnlWorkbook } from './pnl-workbook.ts';

test('rows of the sheets have their titles', () => {
  const months = rangeOfYear(2025);
  const emphasis = { medium: decimal('5'), bold: decimal('10') };
  const shown = { months, view: 'trend', against: 'budget', sites: ['0170'], emphasis } as const;
  const file = pnlWorkbook({ name: '0170', rows: pnlTable([], months) }, [], shown);
  const strings = unzipSync(file)['xl/sharedStrings.xml'];
  const ofGrid =
    Buffer.from(strings ?? '')
      .toString()
      .split('row_title')[0] ?? '';
  // Accounts without a category have a row only where they hold money.
  for (const row of shownLines.filter((line) => line !== 'unmapped')) {
    assert.ok(ofGrid.includes(`>${rowTitles[row]}<`), rowTitles[row]);
    assert.ok(!ofGrid.includes(`>${row}<`), row);
  }
});

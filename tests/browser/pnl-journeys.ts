import assert from 'node:assert/strict';
import { test } from 'node:test';
import { leave, open } from './chromium.ts';
import type { Demo } from './demo.ts';

/** The P&L: from the year of all sites to the line of a file, by the keyboard; and out as a file. */
export function pnlJourneys(demo: Demo): void {
  test('an auditor follows a figure of the P&L to its file and line', async () => {
    const page = await open(await demo.as('audra.auditor'), '/profit-and-loss?period=2025-04');
    const grid = page.getByRole('grid', { name: 'P&L, 2025' });
    await grid.getByRole('gridcell').first().click();
    await page.keyboard.press('Control+Home');
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowRight'])
      await page.keyboard.press(key);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Payroll, April 2025' }).waitFor();
    await page.getByRole('button', { name: /^0170/ }).click();
    const rows = page.getByRole('table', { name: 'Rows of actuals' });
    await rows.waitFor();
    assert.match(await rows.getByRole('row').nth(1).innerText(), /account_summary_2025-04\.csv\s+line \d+/);
    await leave(page);
  });

  test('variance is judged by what a row is, in words too, and broken down in place', async () => {
    const page = await open(await demo.as('fay.finance'), '/profit-and-loss?view=variance&by=district');
    const grid = page.getByRole('treegrid', { name: 'P&L, 2025' });
    for (const figure of await grid
      .getByRole('row', { name: /^Payroll/ })
      .getByRole('gridcell')
      .allInnerTexts()) {
      if (/[▲▼]/.test(figure)) assert.equal(figure.includes('('), figure.includes('▲'), `payroll: ${figure}`);
    }
    for (const [level, name] of [/^District/, /^\d{4} /].entries()) {
      const group = grid
        .locator(`[role=row][aria-level="${String(level + 1)}"][aria-expanded=false]`)
        .first();
      assert.match(await group.getByRole('rowheader').innerText(), name);
      await group.getByRole('rowheader').click();
      await grid
        .locator(`[role=row][aria-level="${String(level + 2)}"]`, { hasText: 'Payroll' })
        .first()
        .waitFor();
    }
    await leave(page);
  });

  test('the P&L leaves as CSV with the sites and the view that are shown', async () => {
    const page = await open(await demo.as('fay.finance'), '/profit-and-loss?at=0170');
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByText('1 site, 2025, trend').waitFor();
    // As an administrator set it before.
    await page.getByText('Up to 250,000 rows without approval').waitFor();
    await page.getByRole('menuitem', { name: 'CSV' }).click();
    assert.equal((await downloading).suggestedFilename(), 'pnl-2025-01-2025-12.csv');
    await leave(page);
  });
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { leave, open, settled } from './chromium.ts';
import type { Demo } from './demo.ts';

/** Forecasts: an account manager enters a month as in Excel, meets somebody else's change, and submits. */
export function forecastJourneys(demo: Demo): void {
  test('an account manager types, pastes, fills, undoes, sees the effect, saves, and submits', async () => {
    const context = await demo.as('amos.account');
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const page = await open(context, '/forecast');
    await page.getByRole('row').nth(1).click();
    await page.waitForURL(/\/forecast\/0170/);
    await settled(page);
    await page.goto('/forecast/0170?month=2025-07');
    await page.getByText('Total Jul').waitFor();
    await settled(page);
    await cellAt(page, 0, 2).click();
    // Blindly, as one types from a list: faster than the grid opens and moves on.
    for (const keys of ['45 Enter', '46 Tab']) {
      const [digits = '', key = ''] = keys.split(' ');
      await page.keyboard.type(digits);
      await page.keyboard.press(key);
    }
    await says(page, 'Save 2 changes');
    await cellAt(page, 0, 2).filter({ hasText: /^45/ }).waitFor();
    await cellAt(page, 1, 2).filter({ hasText: /^46/ }).waitFor();
    await page.locator('revo-grid :focus').waitFor();
    await page.keyboard.press('Control+z');
    await says(page, 'Save 1 change');
    await page.evaluate('navigator.clipboard.writeText("51\\t52\\n53\\t(54)x")');
    await cellAt(page, 3, 2).click();
    await page.keyboard.press('Control+v');
    await page.getByText('1 value is no number').waitFor();
    await cellAt(page, 4, 3).click();
    await page.keyboard.type('1,054.5');
    await page.keyboard.press('Enter');
    await cellAt(page, 4, 2).click();
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Control+r');
    await cellAt(page, 4, 3).filter({ hasText: /^53/ }).waitFor();
    await says(page, 'Save 5 changes');
    await page.getByRole('table', { name: 'What it changes' }).waitFor();
    assert.match(await page.getByRole('row', { name: /^External revenue/ }).innerText(), /[1-9]/);
    await page.reload();
    await page.getByText('5 changes that you had not saved are here again.').waitFor();
    await page.getByRole('button', { name: 'Save 5 changes' }).click();
    await said(page, '5 changes saved.');
    await page.getByRole('button', { name: 'Submit' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Submit' }).click();
    await said(page, /Submission \d+ is on its way/);
    await page.getByText('June 2025: Submitted').waitFor();
    await leave(page);
  });

  conflictJourney(demo);

  test('who may only read a forecast has no Save, and is told why', async () => {
    const page = await open(await demo.as('audra.auditor'), '/forecast/0170?month=2025-07');
    await page.getByText('Your role reads this forecast').waitFor();
    assert.equal(await page.getByRole('button', { name: /^Save/ }).count(), 0);
    assert.equal(await page.getByRole('button', { name: 'Submit' }).count(), 0);
    await leave(page);
  });
}

function conflictJourney(demo: Demo): void {
  test('who saves over a change of somebody else sees who, when and both values, and decides', async () => {
    const page = await open(await demo.as('amos.account'), '/forecast/0170?month=2025-08');
    await cellAt(page, 0, 2).click();
    await page.keyboard.type('71');
    await page.keyboard.press('Enter');
    await says(page, 'Save 1 change');
    const other = await demo.as('fritz.forecast');
    const saved = await other.request.patch('/forecasts/0170/2025-08', {
      data: { entries: [{ area: 'statistics', period: '2025-08-01', measure: 'valet-daily', value: '72' }] },
      headers: { origin: demo.url },
    });
    assert.equal(saved.status(), 200);
    await page.getByRole('button', { name: 'Save 1 change' }).click();
    const dialog = page.getByRole('dialog', { name: 'Somebody saved meanwhile' });
    await dialog.waitFor();
    assert.match(await dialog.innerText(), /fritz\.forecast@demo\.invalid/);
    assert.match(
      await dialog.getByRole('row').nth(1).innerText(),
      /Valet daily, Aug 1, 2025\s+71\.00\s+72\.00/,
    );
    await dialog.getByRole('button', { name: 'Save mine over it' }).click();
    await said(page, '1 change saved.');
    await leave(page);
  });
}

/** A cell of the sheet by its places; the totals below it are counted from the first again. */
function cellAt(page: Page, row: number, column: number): Locator {
  const place = `[data-rgrow="${String(row)}"][data-rgcol="${String(column)}"]`;
  return page.locator(`revogr-data[col-type="rgCol"] ${place}`).first();
}

async function says(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).waitFor();
}

/** A toast says it, and once more to screen readers. */
async function said(page: Page, text: string | RegExp): Promise<void> {
  await page.getByText(text).first().waitFor();
}

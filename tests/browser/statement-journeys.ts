import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { open, settled } from './chromium.ts';
import type { Demo } from './demo.ts';

/** Who takes a statement on in each state; never who generated it. */
const approvers: Readonly<Record<string, string>> = {
  'AR Review': 'bill.billing',
  'Approval Team': 'ravi.revenue',
};

/** Statements: generated, corrected by hand, approved by others, sent, and revised. */
export function statementJourneys(demo: Demo): void {
  test('a biller previews, generates, adds a line; others approve; it is sent and revised', async () => {
    const page = await open(await demo.as('bea.billing'), '/statements?period=2025-05&q=0829');
    await page.getByRole('button', { name: 'Generate' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Sites').fill('0829');
    await dialog.getByLabel('Bill although not ready, because').fill('the manager is on leave');
    await dialog.getByRole('button', { name: 'Preview' }).click();
    await dialog.getByRole('rowheader', { name: '0829' }).waitFor();
    await dialog.getByRole('button', { name: 'Generate' }).click();
    await dialog.getByText('1 statement generated.').waitFor();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('row', { name: /0829/ }).click();
    await page.getByRole('link', { name: 'Open as a page' }).click();
    await page.waitForURL(/\/statements\/\d+/);
    await addLine(page);
    const path = new URL(page.url()).pathname;
    for (let state = await stateOf(page); approvers[state] !== undefined; state = await stateOf(page)) {
      assert.equal(await page.getByRole('button', { name: 'Send', exact: true }).count(), 0, state);
      const other = await open(await demo.as(approvers[state] ?? ''), path);
      await act(other, 'Approve');
      await other.close();
      await page.reload();
      await settled(page);
    }
    await act(page, 'Send');
    await page.getByRole('button', { name: 'Revise' }).click();
    await dialog.getByLabel('Reason').fill('the customer moved');
    await dialog.getByRole('button', { name: 'Revise' }).click();
    await page.getByText('Revised. This is the new version.').first().waitFor();
    await page.close();
  });

  test('an account manager sees the own statements, and has no button for them', async () => {
    const page = await open(await demo.as('amos.account'), '/statements?period=2025-05');
    await page.getByRole('row', { name: /0170/ }).waitFor();
    for (const name of ['Generate', 'Approve', 'Send'])
      assert.equal(await page.getByRole('button', { name, exact: true }).count(), 0, name);
    await page.close();
  });
}

async function addLine(page: Page): Promise<void> {
  const before = page.url();
  await page.getByRole('button', { name: 'Add a line' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Title').fill('Key deposit');
  await dialog.getByLabel('Amount, USD').fill('125.00');
  await dialog.getByRole('button', { name: 'Add a line' }).click();
  await page.waitForURL((url) => url.href !== before);
  await settled(page);
  await page.getByRole('rowheader', { name: /^Key deposit/ }).waitFor();
}

async function act(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name, exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
  await settled(page);
}

async function stateOf(page: Page): Promise<string> {
  return page.locator('main .fui-Badge').first().innerText();
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { leave, open } from './chromium.ts';
import type { Demo } from './demo.ts';

/** Contracts: changed by two people at once, written, and set for several. */
export function contractSettingJourneys(demo: Demo): void {
  test('two people change the same contract: the later is told value by value, chooses, and saves', async () => {
    const [page, other] = await Promise.all(
      ['bea.billing', 'cleo.contract'].map(async (name) => open(await demo.as(name), '/contracts/0829/edit')),
    );
    assert.ok(page && other);
    await page.getByLabel('Purchase order').fill('PO-1');
    await page.getByLabel('Notes').fill('two rates from July');
    await other.getByLabel('Purchase order').fill('PO-2');
    await save(other, 1);
    await leave(other);
    await page.getByRole('button', { name: 'Save 2 changes' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Save 2 changes' }).click();
    await dialog.getByText(/cleo\.contract@demo\.invalid/).waitFor();
    const row = dialog.getByRole('row', { name: /Purchase order/ });
    await row.getByRole('cell', { name: 'PO-1' }).waitFor();
    await row.getByRole('cell', { name: 'PO-2' }).waitFor();
    await row.getByRole('radio', { name: 'Theirs' }).check();
    await dialog.getByRole('button', { name: 'Go on with the newest terms' }).click();
    await save(page, 1);
    await page.goto('/contracts/0829?period=2025-06');
    await page.getByText('two rates from July', { exact: true }).waitFor();
    await page.getByText('PO-2', { exact: true }).waitFor();
    await leave(page);
  });

  test('a biller keeps a template, writes a contract from it, adds a clause, marks and limits several', async () => {
    const page = await open(await demo.as('bea.billing'), '/contracts?tab=templates');
    const dialog = page.getByRole('dialog');
    await page.getByRole('button', { name: 'Keep a template' }).click();
    await dialog.getByLabel(/^Template/).fill('Hotel valet');
    await dialog.getByLabel('With the terms of').fill('0170');
    await dialog.getByRole('button', { name: 'Keep a template' }).click();
    await page.getByRole('row', { name: /Hotel valet/ }).waitFor();
    await page.getByRole('tab', { name: 'Contracts', exact: true }).click();
    await page.getByRole('button', { name: 'New contract' }).click();
    await dialog.getByLabel(/^Site/).fill('4711');
    await dialog.getByRole('radio', { name: 'A template' }).check();
    await dialog.getByLabel(/^Template/).selectOption('Hotel valet');
    await dialog.getByRole('button', { name: 'Preview' }).click();
    await dialog.getByText(/^It would/).waitFor();
    await dialog.getByRole('button', { name: 'Create', exact: true }).click();
    await page.waitForURL(/\/contracts\/4711/);
    await addClauseInVain(page);
    await page.goto('/contracts');
    await page.getByRole('checkbox', { name: 'Select all rows shown' }).check();
    await page.getByRole('button', { name: 'Mark', exact: true }).click();
    await dialog.getByRole('button', { name: 'Mark', exact: true }).click();
    await page
      .getByText(/\d contracts done/)
      .first()
      .waitFor();
    await page.getByRole('checkbox', { name: /^Select 0246/ }).check();
    await page.getByRole('button', { name: 'Review limits', exact: true }).click();
    await dialog.getByLabel('Deviation, %').fill('12');
    await dialog.getByRole('button', { name: 'Set review limits' }).click();
    await dialog.getByText('1 contract done.').waitFor();
    await leave(page);
  });
}

/** Saves what was typed into a form, without a reason. */
async function save(page: Page, changes: number): Promise<void> {
  const name = changes === 1 ? 'Save 1 change' : `Save ${String(changes)} changes`;
  await page.getByRole('button', { name }).click();
  await page.getByRole('dialog').getByRole('button', { name }).click();
  await page
    .getByText(/Version \d+ saved/)
    .first()
    .waitFor();
}

/** Types an amount that is none: the refusal is in view, and what was typed stays. */
async function addClauseInVain(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog');
  await page.goto('/contracts/0829?tab=clauses');
  await page.getByRole('button', { name: 'Add a clause' }).click();
  await dialog.getByLabel(/^Kind/).selectOption('minimum');
  await dialog.getByLabel(/^Component/).selectOption({ index: 1 });
  await dialog.getByLabel(/^Amount/).fill('abc');
  await dialog.getByLabel(/^Where it is agreed/).fill('amendment 2');
  await dialog.getByRole('button', { name: 'Add a clause' }).click();
  await dialog
    .getByText(/amount/)
    .last()
    .waitFor();
  assert.equal(await dialog.getByLabel(/^Amount/).inputValue(), 'abc', 'what was typed stays');
  await page.keyboard.press('Escape');
  await page.mouse.click(2, 2);
  assert.equal(
    await dialog.getByLabel(/^Amount/).inputValue(),
    'abc',
    'neither Esc nor a click beside it drops it',
  );
  await dialog.getByRole('button', { name: 'Cancel' }).click();
}

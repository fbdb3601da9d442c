import assert from 'node:assert/strict';
import { test } from 'node:test';
import { leave, open } from './chromium.ts';
import type { Demo } from './demo.ts';

/** Contracts: read in words, changed with what it costs beside it, approved by a second person. */
export function contractJourneys(demo: Demo): void {
  test('a biller changes terms, sees what last month would have cost, and a second person approves', async () => {
    const biller = await demo.as('bea.billing');
    const page = await open(biller, '/contracts/0170');
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByLabel('Yearly increment', { exact: true }).fill('abc');
    const field = page
      .getByLabel('Yearly increment', { exact: true })
      .locator('xpath=ancestor::*[@role="group" or contains(@class,"fui-Field")][1]');
    await field.getByText(/"abc" is not valid here/).waitFor();
    const refused = page.getByRole('region', { name: 'What it changes' }).getByRole('group').first();
    assert.doesNotMatch(
      await refused.innerText(),
      /incrementAmount/,
      'fields by their marks, not by their codes',
    );
    await page.getByLabel('Yearly increment', { exact: true }).fill('3');
    await page.getByLabel('Purchase order').fill('PO-77');
    const effect = page.getByRole('region', { name: 'What it changes' });
    await effect.getByRole('rowheader', { name: 'Purchase order' }).waitFor();
    await page.getByRole('table', { name: 'May 2025 would have cost' }).waitFor();
    await page.getByRole('button', { name: 'Save 2 changes' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Save 2 changes' }).click();
    await page
      .getByText(/Version \d+ awaits a second person/)
      .first()
      .waitFor();
    await page.getByText('awaits a second person.').first().waitFor();
    assert.equal(await page.getByRole('button', { name: 'Approve' }).count(), 0, 'not by who entered it');
    await leave(page);
    const other = await open(await demo.as('cora.corporate'), '/');
    await other.getByRole('link', { name: 'Contract changes to approve' }).click();
    // Who decides sees what it would have cost.
    await other.goto('/contracts/0170?tab=versions&period=2025-06');
    await other
      .getByRole('row')
      .filter({ hasText: 'Awaits approval' })
      .getByRole('button', { name: /^What last month would have cost/ })
      .click();
    await other.getByRole('table', { name: 'May 2025 would have cost' }).waitFor();
    await other.goto('/');
    await other.getByRole('link', { name: 'Contract changes to approve' }).click();
    await other.getByRole('checkbox', { name: /^Select 0170/ }).check();
    await other.getByRole('button', { name: 'Approve' }).click();
    await other.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
    await other.getByText('Nothing waits for a second person.').waitFor();
    await other.goto('/contracts/0170?tab=versions&period=2025-06');
    const edited = other.getByRole('row').filter({ hasText: 'Edited' }).filter({ hasText: 'In effect' });
    await edited.getByRole('button', { name: /^What version \d+ changed/ }).click();
    await other.getByRole('rowheader', { name: 'Yearly increment' }).waitFor();
    await leave(other);
  });

  test('an account manager reads the own contract in words, and changes nothing', async () => {
    const page = await open(await demo.as('amos.account'), '/contracts/0170');
    await page
      .getByRole('region', { name: 'The contract' })
      .getByText(/^Payment terms: Due/)
      .waitFor();
    assert.equal(await page.getByRole('button', { name: 'Edit' }).count(), 0);
    await leave(page);
  });
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { open } from './chromium.ts';
import type { Demo } from './demo.ts';

/** Administration: roles are reviewed, and the trail says what was done. */
export function administrationJourneys(demo: Demo): void {
  test('an administrator of rights opens a review, signs in again, and keeps a role with a reason', async () => {
    const page = await open(await demo.as('sek.security'), '/administration?tab=access-reviews');
    const dialog = page.getByRole('dialog');
    await page.getByRole('button', { name: 'Open a review' }).click();
    await dialog.getByRole('button', { name: 'Open a review' }).click();
    await page.getByRole('button', { name: 'Everybody, quarterly' }).click();
    await keepRole(page);
    await dialog.getByRole('link', { name: 'Sign in again' }).click();
    await page.locator('button:has-text("sek.security@demo.invalid")').click();
    await page.waitForURL(/tab=access-reviews/);
    await keepRole(page);
    await dialog.getByText('1 line done.').waitFor();
    await page.close();
  });

  test('an auditor reads what was changed, by whom and why, and changes nothing', async () => {
    const page = await open(await demo.as('audra.auditor'), '/administration?tab=audit');
    await page.getByLabel('Table').first().fill('contracts.');
    await page.getByRole('row').nth(1).click();
    await page.getByRole('table', { name: 'Changes' }).waitFor();
    await page.goto('/administration?tab=people');
    await page.getByRole('row').nth(1).click();
    await page.getByRole('complementary').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Disable' }).count(), 0);
    await page.close();
  });
}

async function keepRole(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog');
  await page.getByRole('checkbox', { name: /^Select amos\.account/ }).check();
  await page.getByRole('button', { name: 'Keep' }).click();
  assert.ok(await dialog.getByRole('button', { name: 'Keep' }).isDisabled(), 'without a reason');
  await dialog.getByLabel('Reason').fill('still manages the site');
  await dialog.getByRole('button', { name: 'Keep' }).click();
}

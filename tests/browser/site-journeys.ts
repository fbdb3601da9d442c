import assert from 'node:assert/strict';
import { test } from 'node:test';
import { leave, open, settled } from './chromium.ts';
import type { Demo } from './demo.ts';

/** Sites: the list, its filters, and what is refused. */
export function siteJourneys(demo: Demo): void {
  test('a biller filters sites, opens one by the keyboard, and finds the filter when coming back', async () => {
    const page = await open(await demo.as('bea.billing'), '/sites?period=2025-05');
    await page.getByRole('search').getByRole('button', { name: 'Contract', exact: true }).click();
    await page.getByRole('menuitemcheckbox').first().click();
    await page.keyboard.press('Escape');
    await page.waitForURL(/contract=/);
    const filtered = page.url();
    const rows = page.getByRole('row');
    const count = await rows.count();
    assert.ok(count > 1 && count < 9, `${String(count)} rows`);
    await rows.nth(1).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/sites\/\d{4}/);
    await settled(page);
    await page.goBack();
    await page.waitForURL(filtered);
    await leave(page);
  });

  test('an account manager sees the own site only, and is refused another in words', async () => {
    const context = await demo.as('amos.account');
    const list = await open(context, '/sites');
    assert.equal(await list.getByRole('row').count(), 2, 'the head and one site');
    await leave(list);
    const other = await open(context, '/sites/0829');
    assert.match(await other.locator('main').innerText(), /0829/);
    assert.match(await other.locator('main').innerText(), /may not read/);
    await leave(other);
  });

  test('who has no right to sites has no such place, and its page says why', async () => {
    const page = await open(await demo.as('sek.security'), '/sites');
    assert.match(await page.locator('main').innerText(), /may not read|no sites yet/);
    await leave(page);
  });
}

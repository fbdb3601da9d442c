import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { leave, open, settled, signIn, signInBeside } from './chromium.ts';
import type { Demo } from './demo.ts';

/** What is true of every page. */
export function frameJourneys(demo: Demo): void {
  searchJourneys(demo);
  sessionJourney(demo);
  test('who is not signed in is led to the sign-in and back to the page that was asked for', async () => {
    const context = await demo.browser.newContext({ baseURL: demo.url });
    const page = await context.newPage();
    await page.goto('/sites?period=2025-04');
    await page.locator('button:has-text("bea.billing@demo.invalid")').click();
    await settled(page);
    assert.equal(new URL(page.url()).pathname + new URL(page.url()).search, '/sites?period=2025-04');
    await context.close();
  });

  test('people of several roles see the demo day and their Home', async () => {
    for (const name of ['amos.account', 'bea.billing', 'sek.security']) {
      const page = await open(await demo.as(name), '/');
      assert.match(await page.locator('[role=note]').innerText(), /Demo database.*Jun 2, 2025/, name);
      assert.equal(await page.locator('main h1').innerText(), 'Home', name);
      await leave(page);
    }
  });

  test('the period stands in the address, goes along to the next page, and is remembered everywhere', async () => {
    const context = await demo.as('bea.billing');
    const page = await open(context, '/sites');
    await page.getByRole('button', { name: /^Period/ }).click();
    await page.getByRole('menuitemradio', { name: 'April 2025' }).click();
    await page.waitForURL(/period=2025-04/);
    await page.getByRole('link', { name: 'Home' }).click();
    await page.waitForURL(/\/\?period=2025-04/);
    await page
      .getByText(/^Statement (approval team|ready to send|AR review)$/)
      .first()
      .waitFor();
    const changed = (where: Page): Promise<string> =>
      where.getByText(/^By others, since you were/).innerText();
    const visit = await changed(page);
    await page.getByRole('button', { name: /: settings and sign out$/ }).click();
    await page.getByRole('menuitemradio', { name: 'Dark' }).click();
    await page.locator('html[style*="dark"]').waitFor({ state: 'attached' });
    // It would stay dark for whoever comes next.
    await page.close();
    const other = await signIn(demo.browser, { url: demo.url, userId: 'bea.billing@demo.invalid' });
    const later = await open(other, '/');
    assert.match(await later.getByRole('button', { name: /^Period/ }).innerText(), /April 2025/);
    assert.equal(await later.evaluate('document.documentElement.style.colorScheme'), 'dark');
    assert.equal(await changed(later), visit, 'the same visit');
    await later.getByRole('button', { name: /: settings and sign out$/ }).click();
    await later.getByRole('menuitemradio', { name: 'System' }).click();
    await later.locator('html[style*="light"]').waitFor({ state: 'attached' });
    await other.close();
  });

  test('the policy of the page names no exception, and no token lies where scripts can read it', async () => {
    const page = await open(await demo.as('bea.billing'), '/');
    const kept: unknown = await page.evaluate(
      'JSON.stringify([document.cookie, {...localStorage}, {...sessionStorage}])',
    );
    assert.doesNotMatch(String(kept), /token|dbk_|daybook=/i);
    const answer = await page.request.get('/', { headers: { accept: 'text/html' } });
    const policy = answer.headers()['content-security-policy'] ?? '';
    assert.match(policy, /script-src 'self';/);
    assert.doesNotMatch(policy, /unsafe/);
    await leave(page);
  });
}

function sessionJourney(demo: Demo): void {
  test('a session that ends takes nothing that was typed: whoever signs in again goes on', async () => {
    const context = await demo.as('sven.senior');
    const page = await open(context, '/sites');
    const typed = page.getByRole('searchbox', { name: 'Search in this list' });
    await typed.fill('Maple');
    await page.evaluate(() => fetch('/sign-out', { method: 'POST' }));
    await page.keyboard.press('Control+k');
    await page.keyboard.type('0829');
    const dialog = page.getByRole('alertdialog', { name: 'Your session has ended' });
    const link = dialog.getByRole('link', { name: 'Sign in again' });
    await signInBeside(context, link, 'sven.senior@demo.invalid');
    await page.evaluate("dispatchEvent(new Event('focus'))");
    await dialog.waitFor({ state: 'detached' });
    assert.equal(await typed.inputValue(), 'Maple');
    await leave(page);
  });
}

function searchJourneys(demo: Demo): void {
  test('Ctrl-K finds what is typed, of every kind, and opens it by the keyboard alone', async () => {
    const page = await open(await demo.as('bea.billing'), '/');
    for (const [typed, address] of [
      ['site 0829', /\/sites\/0829/],
      ['contract 0829', /\/contracts\/0829/],
      ['statement 1', /\/statements\/1\b/],
      ['p&l 0829 april 2025', /\/profit-and-loss\?.*at=0829.*period=2025-04/],
      ['category-total', /tab=questions&question=category-total/],
      ['contracts: increases', /\/contracts\?.*tab=increases/],
    ] as const) {
      await page.keyboard.press('Control+k');
      await page.keyboard.type(typed);
      await page.keyboard.press('Enter');
      await page.waitForURL(address);
    }
    await leave(page);
  });

  test('people are found by whoever may see them, and by nobody else', async () => {
    for (const [name, isFound] of [
      ['sek.security', true],
      ['amos.account', false],
    ] as const) {
      const page = await open(await demo.as(name), '/');
      const answer = await page.request.get('/search?text=bea.billing', {
        headers: { accept: 'application/json' },
      });
      const hits = (await answer.json()) as { kind: string }[];
      assert.equal(
        hits.some(({ kind }) => kind === 'person'),
        isFound,
        name,
      );
      await leave(page);
    }
  });
}

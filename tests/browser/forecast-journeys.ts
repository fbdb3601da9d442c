import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { follow, leave, open, settled } from './chromium.ts';
import type { Demo } from './demo.ts';

/** What a browser sends for a page that is gone. */
const mostBytesOfLeaving = 65_536;

/** How many times slower than this machine the one is on which keys have to keep their order, too. */
const slowness = 4;

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
    await page.getByText('1 value is not a number').waitFor();
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
    await saveAndFollow(page);
    await page.getByRole('button', { name: 'Submit' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Submit' }).click();
    await said(page, /Submission \d+ is on its way/);
    await page.getByText('June 2025: Submitted').waitFor();
    await leave(page);
  });

  orderJourney(demo);
  conflictJourney(demo);
  meanwhileJourneys(demo);
  windowsJourney(demo);
  connectionJourney(demo);

  test('who may only read a forecast has no Save, and is told why', async () => {
    const page = await open(await demo.as('audra.auditor'), '/forecast/0170?month=2025-07');
    await page.getByText('Your role reads this forecast').waitFor();
    assert.equal(await page.getByRole('button', { name: /^Save/ }).count(), 0);
    assert.equal(await page.getByRole('button', { name: 'Submit' }).count(), 0);
    await leave(page);
  });
}

function orderJourney(demo: Demo): void {
  test('on a slow machine every key and click counts in the order in which it was made', async () => {
    const page = await openSheet(demo, '2025-12');
    // The keyboard is at a button, and stays there for a moment after a click on the cell that was left last.
    await cellAt(page, 0, 2).click();
    await page.getByRole('tab', { name: 'Statistics' }).focus();
    const session = await page.context().newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: slowness });
    await cellAt(page, 0, 2).click();
    await page.keyboard.type('101');
    await cellAt(page, 3, 2).click();
    await page.keyboard.type('303');
    await page.keyboard.press('Enter');
    await page.keyboard.type('404');
    await page.locator('main h1').click();
    await cellAt(page, 6, 2).click();
    await page.keyboard.type('606');
    await page.getByRole('tab', { name: 'Rates' }).click();
    await page.getByRole('tab', { name: 'Statistics' }).click();
    await says(page, 'Save 4 changes');
    for (const [row, shown] of [
      [0, '101.00'],
      [3, '303.00'],
      [4, '404.00'],
      [6, '606.00'],
    ] as const)
      await cellAt(page, row, 2).getByText(shown, { exact: true }).waitFor();
    await session.send('Emulation.setCPUThrottlingRate', { rate: 1 });
    // Looked at, and left as it is.
    await cellAt(page, 8, 2).dblclick();
    await page.locator('revogr-edit input:focus').waitFor();
    await cellAt(page, 9, 2).dblclick();
    await page.keyboard.type('9');
    // Not left yet, and lost with nothing.
    await page.reload();
    await page.getByText('5 changes that you had not saved are here again.').waitFor();
    await leave(page);
  });
}

function conflictJourney(demo: Demo): void {
  test('who saves over a change of somebody else sees who, when and both values, and decides', async () => {
    const page = await openSheet(demo, '2025-08');
    await cellAt(page, 0, 2).click();
    await page.keyboard.type('71');
    await page.keyboard.press('Enter');
    await says(page, 'Save 1 change');
    await savedByOther(demo, '2025-08-01', '72');
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

function meanwhileJourneys(demo: Demo): void {
  test('what somebody else saved is noticed after another tab was looked at and the page loaded again', async () => {
    const page = await openSheet(demo, '2025-09');
    const request = draftOf(page);
    await type(page, [1, 2], '81');
    await request;
    await savedByOther(demo, '2025-09-02', '82');
    await page.getByRole('tab', { name: 'Rates' }).click();
    await page.reload();
    await page.getByText('1 change that you had not saved').waitFor();
    await page.getByRole('button', { name: 'Save 1 change' }).click();
    const dialog = page.getByRole('dialog', { name: 'Somebody saved meanwhile' });
    assert.match(
      await dialog.getByRole('row').nth(1).innerText(),
      /Valet daily, Sep 2, 2025\s+81\.00\s+82\.00/,
    );
    await dialog.getByRole('button', { name: 'Take what is saved' }).click();
    await says(page, 'Save');
    await leave(page);
  });

  test('a value that is typed anew while it is being saved stays, and several saves at once are one', async () => {
    const page = await openSheet(demo, '2025-09');
    const path = '**/forecasts/0170/2025-09';
    let saves = 0;
    await page.route(path, async (route) => {
      if (route.request().method() !== 'PATCH') return route.fallback();
      saves += 1;
      const answer = await route.fetch();
      await type(page, [2, 2], '202');
      return route.fulfill({ response: answer });
    });
    await type(page, [2, 2], '101');
    await page.evaluate(`for (let at = 0; at < 3; at += 1)
      document.dispatchEvent(new KeyboardEvent('keydown', { key: 's', ctrlKey: true, bubbles: true }))`);
    await said(page, '1 change saved.');
    await cellAt(page, 2, 2).filter({ hasText: /^202/ }).waitFor();
    await page.unroute(path);
    assert.equal(saves, 1);
    await page.getByRole('button', { name: 'Save 1 change' }).click();
    await says(page, 'Save');
    await leave(page);
  });

  test('a large block is kept before it is saved, with what is no number, however long that is', async () => {
    const context = await demo.as('amos.account');
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const page = await openSheet(demo, '2025-10');
    const line = `${'1'.repeat(400)}\t${Array.from({ length: 9 }, () => '7').join('\t')}`;
    await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(Array(95).fill(line).join('\n'))})`);
    await cellAt(page, 0, 2).click();
    const request = draftOf(page);
    await page.keyboard.press('Control+v');
    assert.ok((await request) > mostBytesOfLeaving, 'more than a page that is left may send');
    await said(page, '30 of 950 pasted values left out: outside of the sheet, or not to be changed.');
    await page.getByText('92 values are not numbers').waitFor();
    const typed = Number.parseInt(
      /\d+/.exec(await page.getByRole('button', { name: /^Save/ }).innerText())?.[0] ?? '',
      10,
    );
    await page.reload();
    await page.getByText(`${String(typed + 92)} changes that you had not saved are here again`).waitFor();
    await cellAt(page, 0, 2)
      .getByText(/^1{200}$/)
      .waitFor();
    await page.getByRole('button', { name: 'Discard changes' }).click();
    await says(page, 'Save');
    await leave(page);
  });
}

function windowsJourney(demo: Demo): void {
  test('what one types in another window stays when the same value is saved in the first one', async () => {
    const page = await openSheet(demo, '2025-09');
    const first = draftOf(page);
    await type(page, [4, 2], '111');
    await first;
    const other = await page.context().newPage();
    await other.goto('/forecast/0170?month=2025-09');
    await settled(other);
    const second = draftOf(other);
    await type(other, [4, 2], '222');
    await second;
    await page.bringToFront();
    const third = draftOf(page);
    await page.getByRole('button', { name: 'Save 1 change' }).click();
    await said(page, '1 change saved.');
    await third;
    await other.bringToFront();
    await other.reload();
    await other.getByText('1 change that you had not saved').waitFor();
    await other.getByRole('button', { name: 'Save 1 change' }).click();
    const dialog = other.getByRole('dialog', { name: 'Somebody saved meanwhile' });
    assert.match(await dialog.getByRole('row').nth(1).innerText(), /Sep 5, 2025\s+222\.00\s+111\.00/);
    await other.close();
    await leave(page);
  });
}

/** Saves, and sees what was foreseen become the P&L without loading the page again. */
async function saveAndFollow(page: Page): Promise<void> {
  const revenueOf = (name: string | RegExp): Locator =>
    page.getByRole('table', { name }).getByRole('row', { name: /^External revenue/ });
  const then = await revenueOf('What it changes').getByRole('cell').first().innerText();
  await page.getByRole('button', { name: 'Save 5 changes' }).click();
  await said(page, '5 changes saved.');
  await revenueOf(/^P&L of July 2025 as it is/)
    .filter({ hasText: then })
    .waitFor();
}

function connectionJourney(demo: Demo): void {
  test('without a connection the page says what is only on it, asks who leaves, and saves later', async () => {
    const context = await demo.as('amos.account');
    const page = await openSheet(demo, '2025-11');
    let answer: 'accept' | 'dismiss' = 'dismiss';
    page.on('dialog', (dialog) => void dialog[answer]());
    try {
      await context.setOffline(true);
      await type(page, [3, 2], '303');
      // At once, before it is known that it cannot be kept.
      await page.getByRole('link', { name: 'Home' }).click();
      await page.getByText('Not stored yet: what you typed exists on this page only.').waitFor();
      assert.match(page.url(), /\/forecast\/0170/);
      await page.getByRole('button', { name: 'Save 1 change' }).click();
      await page.getByText('No connection: it is saved once there is one.').waitFor();
    } finally {
      await context.setOffline(false);
    }
    await said(page, '1 change saved.');
    answer = 'accept';
    await says(page, 'Save');
    await leave(page);
  });
}

/** The editor of a month, without what somebody typed into it before. */
async function openSheet(demo: Demo, month: string): Promise<Page> {
  const context = await demo.as('amos.account');
  // The editor keeps what is typed until another page is open.
  const page = await open(context, '/forecast');
  const headers = { origin: demo.url };
  for (const year of ['2024', '2025', '2026'])
    assert.ok((await context.request.delete(`/forecast-drafts/0170/${year}`, { headers })).ok());
  await follow(page, `/forecast/0170?month=${month}`);
  return page;
}

async function type(page: Page, [row, column]: readonly [number, number], digits: string): Promise<void> {
  await cellAt(page, row, column).click();
  await page.keyboard.type(digits);
  await page.keyboard.press('Enter');
  await cellAt(page, row, column).filter({ hasText: digits }).waitFor();
  await says(page, 'Save 1 change');
}

/** Waits until what was typed is kept; how many bytes were sent for it. */
async function draftOf(page: Page): Promise<number> {
  const answer = await page.waitForResponse(
    (each) => each.url().includes('/forecast-drafts/') && each.request().method() === 'PATCH' && each.ok(),
  );
  return answer.request().postData()?.length ?? 0;
}

async function savedByOther(demo: Demo, period: string, value: string): Promise<void> {
  const other = await demo.as('fritz.forecast');
  const saved = await other.request.patch(`/forecasts/0170/${period.slice(0, 7)}`, {
    data: { entries: [{ area: 'statistics', period, measure: 'valet-daily', value }] },
    headers: { origin: demo.url },
  });
  assert.equal(saved.status(), 200);
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

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { leave, open } from './chromium.ts';
import type { Demo } from './demo.ts';

/** Data: what was held back is repaired or left out, and what may not be seen is not there. */
export function dataJourneys(demo: Demo): void {
  printJourney(demo);
  heldJourney(demo);
  correctedJourney(demo);

  test('files are sent while other pages are looked at, and lists show what others sent by themselves', async () => {
    const list = await open(await demo.as('dan.data'), '/data?tab=loads');
    const page = await open(await demo.as('dan.data'), '/data?tab=upload');
    const file = { name: 'not-a-list.csv', mimeType: 'text/csv', buffer: Buffer.from('WRONG\n1\n') };
    await page.locator('input[type=file]').setInputFiles(file);
    await page.getByRole('button', { name: 'Load', exact: true }).click();
    await page.getByRole('link', { name: 'Home' }).click();
    await page.getByRole('heading', { name: 'What changed' }).waitFor();
    await page.getByRole('link', { name: 'Data', exact: true }).click();
    await page.getByRole('tab', { name: 'Upload' }).click();
    await page.getByRole('listitem').filter({ hasText: 'not-a-list.csv' }).getByText('Refused').waitFor();
    // The name of a file says what it is.
    await page.locator('input[type=file]').setInputFiles({ ...file, name: 'payroll_summary_2025-06.csv' });
    assert.equal(await page.getByLabel(/^What the file is/).inputValue(), 'payroll_summary');
    await leave(page);
    await list.getByRole('row', { name: /not-a-list\.csv/ }).waitFor();
    await leave(list);
  });

  test('a record of the old system stays held while it is wrong, and is left out for a reason', async () => {
    const page = await open(await demo.as('bea.billing'), '/data?tab=takeover');
    const dialog = page.getByRole('dialog');
    await page.getByRole('row', { name: /bs_serviceperiodstart is not a month/ }).click();
    await page.getByLabel('bs_serviceperiodstart').fill('2025-02-30');
    // Closed, and opened again: what was typed stays.
    await page.getByRole('complementary').getByRole('button', { name: 'Close' }).click();
    await page.getByRole('row', { name: /bs_serviceperiodstart is not a month/ }).click();
    assert.equal(await page.getByLabel('bs_serviceperiodstart').inputValue(), '2025-02-30');
    await page.getByRole('complementary').getByRole('button', { name: 'Take over' }).click();
    await dialog.getByRole('button', { name: 'Take over' }).click();
    await dialog.getByText(/is still held back/).waitFor();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('complementary').getByRole('button', { name: 'Discard' }).click();
    await dialog.getByLabel('Reason').fill('a test of the old team');
    await dialog.getByRole('button', { name: 'Discard' }).click();
    await page.getByText('No record of the old system is held back.').waitFor();
    await leave(page);
  });

  test('who does not decide on data sees how fresh it is and may ask, and has no quarantine', async () => {
    const page = await open(await demo.as('fay.finance'), '/data');
    await page.getByRole('heading', { name: /^Great Plains/ }).waitFor();
    assert.equal(await page.getByRole('tab', { name: 'Quarantine' }).count(), 0);
    await leave(page);
  });
}

async function openRecord(page: Page, text: string): Promise<void> {
  await page.getByRole('searchbox').last().fill('');
  await page.getByRole('row').nth(2).waitFor();
  await page.getByRole('searchbox').last().fill(text);
  await page.getByRole('row').nth(2).waitFor({ state: 'detached' });
  await page.getByRole('row').nth(1).click();
  await page.getByRole('complementary').waitFor();
}

function heldJourney(demo: Demo): void {
  test('a data engineer corrects a held record and loads it again, and discards another with a reason', async () => {
    const page = await open(await demo.as('dan.data'), '/');
    await page.getByRole('link', { name: 'Records held back that need a decision' }).click();
    // Rows that a search takes out of sight are not selected any more: nothing is done with what nobody sees.
    await page.getByRole('checkbox', { name: 'Select all rows shown' }).check();
    await openRecord(page, '1.250,00');
    await page
      .getByText(/^\d+ selected rows are no longer shown, and no longer selected\.$/)
      .first()
      .waitFor();
    await page.getByRole('toolbar', { name: '1 selected' }).waitFor();
    const balance = page.getByLabel('BALANCE', { exact: true });
    await balance.fill('1250.00');
    // Turned like a tablet, with another record looked at in between: what was typed stays.
    await page.setViewportSize({ width: 1000, height: 900 });
    await page.getByRole('dialog').waitFor();
    assert.equal(await balance.inputValue(), '1250.00');
    await page.setViewportSize({ width: 1440, height: 900 });
    await openRecord(page, 'Maybe');
    await openRecord(page, '1.250,00');
    assert.equal(await balance.inputValue(), '1250.00');
    await page.getByRole('complementary').getByRole('button', { name: 'Load again' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Load again' }).click();
    await dialog.getByText('1 load done.').waitFor();
    await dialog.getByText('Loaded', { exact: true }).waitFor();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await openRecord(page, 'Maybe');
    await page.getByRole('complementary').getByRole('button', { name: 'Discard' }).click();
    const discard = dialog.getByRole('button', { name: 'Discard' });
    assert.ok(await discard.isDisabled(), 'without a reason');
    await dialog.getByLabel('Reason').fill('a test entry of the source');
    await discard.click();
    await dialog.getByText('1 record done.').waitFor();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await page.getByText('Nothing matches these filters.').waitFor();
    await leave(page);
  });
}

function correctedJourney(demo: Demo): void {
  test('held records go out as CSV, and are loaded again as they were corrected in a spreadsheet', async () => {
    const page = await open(await demo.as('dan.data'), '/data');
    const exported = await page.request.get('/quarantine/file');
    const [head = '', ...lines] = (await exported.text()).split('\n');
    const line = lines.find((each) => each.includes(',Salary,')) ?? '';
    const corrected = `${head}\n${line.replace(',Salary,', ',PAYROLL,')}\n`;
    await page.getByRole('button', { name: 'Load corrected CSV' }).click();
    const dialog = page.getByRole('dialog');
    assert.ok(await dialog.getByRole('button', { name: 'Load again' }).isDisabled(), 'without a file');
    await dialog
      .getByLabel('Corrected CSV')
      .setInputFiles({ name: 'quarantine.csv', mimeType: 'text/csv', buffer: Buffer.from(corrected) });
    await dialog.getByRole('button', { name: 'Load again' }).click();
    await dialog.getByText('1 load done.').waitFor();
    await dialog.getByText('Loaded', { exact: true }).waitFor();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('searchbox').last().fill('Salary');
    await page.getByText('Nothing matches these filters.').waitFor();
    await leave(page);
  });
}

function printJourney(demo: Demo): void {
  test('a list is printed with all its rows, dark on light, and without what can be pressed', async () => {
    const page = await open(await demo.as('audra.auditor'), '/data?tab=dictionary');
    await page.getByRole('row').nth(1).waitFor();
    await printsAllRows(page);
    await leave(page);
  });
}

/** The grid of a page draws the rows in sight; paper has all of them, dark on light, and nothing to press. */
async function printsAllRows(page: Page): Promise<void> {
  const grid = page.getByRole('grid');
  const all = Number.parseInt((await grid.getAttribute('aria-rowcount')) ?? '', 10);
  const inSight = await grid.getByRole('row').count();
  assert.ok(inSight < all, `all ${String(all)} rows are in sight`);
  await page.emulateMedia({ colorScheme: 'dark' });
  // Heard after what the app does then.
  await page.evaluate(`addEventListener('beforeprint', () => {
    const rows = document.querySelectorAll('[role=grid] [role=row]');
    window.onPaper = [rows.length, document.documentElement.style.colorScheme];
  }, { once: true })`);
  await page.pdf();
  assert.deepEqual(await page.evaluate('window.onPaper'), [all, 'light']);
  await page.emulateMedia({ media: 'print', colorScheme: 'light' });
  assert.equal(await page.getByPlaceholder('Search in this list').isVisible(), false);
  await page.emulateMedia({ media: null });
  assert.ok((await grid.getByRole('row').count()) < all, 'all rows stay drawn');
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { decimal, sum } from '../../src/kernel/decimal.ts';
import { leave, open, settled } from './chromium.ts';
import type { Demo } from './demo.ts';

interface ComparedFigure {
  readonly figure: string;
  readonly amount: string | null;
  readonly inputs: readonly {
    readonly value: string;
    readonly rows: readonly { readonly value: string }[];
  }[];
}

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
    await page.getByRole('row', { name: /0829.*Above expected by 1\d,\d{3}\.\d\d/ }).click();
    await page.getByRole('link', { name: 'Open as a page' }).click();
    await page.waitForURL(/\/statements\/\d+/);
    await addLine(page);
    const path = new URL(page.url()).pathname;
    for (let state = await stateOf(page); approvers[state] !== undefined; state = await stateOf(page)) {
      assert.equal(await page.getByRole('button', { name: 'Send', exact: true }).count(), 0, state);
      const other = await open(await demo.as(approvers[state] ?? ''), path);
      await act(other, 'Approve');
      await leave(other);
      await page.reload();
      await settled(page);
    }
    await act(page, 'Send');
    await dispute(page);
    await page.getByRole('button', { name: 'Post', exact: true }).click();
    await dialog.getByRole('button', { name: 'Post', exact: true }).click();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('button', { name: 'Post', exact: true }).waitFor({ state: 'detached' });
    // What the ledger has not answered cannot be reversed: its answer is asked for, and then somebody else revises.
    await more(page, 'Revise');
    await dialog.getByText(/the ledger has to say what it did with document/).waitFor();
    await dialog.getByLabel('Answer').fill('taken as 4711');
    await dialog.getByRole('button', { name: 'Record an answer' }).click();
    await page.getByRole('cell', { name: 'taken as 4711' }).waitFor();
    await leave(page);
    const other = await open(await demo.as('bill.billing'), path);
    await more(other, 'Revise');
    const revising = other.getByRole('dialog');
    await revising.getByLabel('Reason').fill('the customer moved');
    await revising.getByRole('button', { name: 'Revise' }).click();
    await other.getByText('Revised. This is the new version.').first().waitFor();
    await leave(other);
  });
  keyboardJourney(demo);
  readingJourneys(demo);
}

function keyboardJourney(demo: Demo): void {
  test('whoever turns back from a dialog has the keyboard where it was, and the rows still selected', async () => {
    const page = await open(await demo.as('bea.billing'), '/statements?period=2025-04');
    const turnBack = async (from: string): Promise<void> => {
      await page.getByRole('dialog').getByRole('textbox').first().waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      const holder = page.locator(':focus');
      assert.equal((await holder.getAttribute('role')) ?? (await holder.innerText()), from);
    };
    await page.getByRole('button', { name: 'Generate' }).press('Enter');
    await turnBack('Generate');
    const rows = page.getByRole('row');
    await rows.nth(1).focus();
    for (const key of ['Space', 'Shift+ArrowDown', 'a']) await page.keyboard.press(key);
    await turnBack('row');
    await page.keyboard.press('ArrowUp');
    await page.locator('[aria-rowindex="2"]:focus').waitFor();
    assert.equal(await page.locator('[role=row][aria-selected=true]').count(), 2);
    await page.getByRole('button', { name: 'Approve', exact: true }).press('Enter');
    await turnBack('Approve');
    await leave(page);
  });
}

/** Who reads statements, and down to what. */
function readingJourneys(demo: Demo): void {
  comparisonJourney(demo);
  test('finance says why before reading a single statement, and follows its amounts then', async () => {
    const page = await open(await demo.as('fay.finance'), '/statements/1');
    await page.getByLabel(/^Reason/).fill('month-end review');
    await page.keyboard.press('Enter');
    await page.locator('article').waitFor();
    await page
      .getByRole('button', { name: /^Explain / })
      .first()
      .click();
    await page.getByRole('table', { name: 'Inputs' }).waitFor();
    await leave(page);
  });

  test('a biller follows an amount to the lines of the files by the keyboard, and back to the invoice', async () => {
    const page = await open(await demo.as('bea.billing'), '/statements?period=2025-04&q=0170');
    await page.getByRole('row', { name: /0170/ }).click();
    await page
      .getByRole('button', { name: /^Explain / })
      .first()
      .press('Enter');
    await page.getByRole('table', { name: 'Inputs' }).waitFor();
    await page
      .getByText(/^line [\d,]+$/)
      .first()
      .waitFor();
    await page.keyboard.press('Enter');
    await page.locator('article').waitFor();
    assert.match(await page.evaluate(`document.activeElement.ariaLabel ?? ''`), /^Explain /);
    await leave(page);
  });

  test('an account manager marks the own site, sees its statements, and has no button for them', async () => {
    const page = await open(await demo.as('amos.account'), '/statements?period=2025-05&tab=readiness');
    await page.getByRole('checkbox', { name: /^Select 0170/ }).check();
    await page.getByRole('button', { name: 'Mark ready' }).click();
    await page.getByRole('dialog').getByLabel('Note to the reviewer').fill('two valets more on 12 May');
    await page.getByRole('dialog').getByRole('button', { name: 'Mark ready' }).click();
    await page.getByRole('row', { name: /two valets more/ }).waitFor();
    await page.getByRole('tab', { name: 'Statements' }).click();
    await page.getByRole('row', { name: /0170/ }).waitFor();
    for (const name of ['Generate', 'Approve', 'Send'])
      assert.equal(await page.getByRole('button', { name, exact: true }).count(), 0, name);
    await leave(page);
  });
}

/** Opens a dispute, and records what was agreed; meanwhile nothing else can be done. */
async function dispute(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog');
  await more(page, 'Dispute');
  await dialog.getByLabel('Amount in dispute, USD').fill('25.00');
  await dialog.getByLabel('Reason').fill('the customer counts other hours');
  await dialog.getByRole('button', { name: 'Dispute' }).click();
  await page.getByRole('button', { name: 'Resolve the dispute' }).click();
  await dialog.getByLabel('What was agreed').fill('the hours were right');
  await dialog.getByRole('button', { name: 'Resolve the dispute' }).click();
  await page.getByText('The dispute is resolved.').first().waitFor();
  await settled(page);
}

/** Chooses what has a button of its own, or stands in the menu. */
async function more(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'PDF', exact: true }).waitFor();
  const button = page.getByRole('button', { name, exact: true });
  if ((await button.count()) > 0) return button.click();
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name }).click();
}

async function addLine(page: Page): Promise<void> {
  const before = page.url();
  await more(page, 'Add a line');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Title').fill('Key deposit');
  await dialog.getByLabel('Amount, USD').fill('$1,125.00');
  // A double click adds one line.
  await dialog.getByRole('button', { name: 'Add a line' }).dblclick();
  await page.waitForURL((url) => url.href !== before);
  await settled(page);
  await page.getByRole('rowheader', { name: /^Key deposit/ }).waitFor();
  await page.getByText(/^Line added: Key deposit, 1,125\.00 · bea\.billing/).waitFor();
  assert.equal(await page.getByRole('button', { name: /^Remove/ }).count(), 1, 'only what was added by hand');
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

function comparisonJourney(demo: Demo): void {
  test('what a statement is compared with opens its rule and its lines of files, which add up', async () => {
    const page = await open(await demo.as('bea.billing'), '/statements?period=2025-04&tab=comparison');
    const asJson = { headers: { accept: 'application/json' } };
    const list = await page.request.get('/statement-comparison?month=2025-04', asJson);
    const compared = (await list.json()) as { site: string; statement: string; posted: string }[];
    const one = compared.find(({ posted }) => posted !== '0.00');
    assert.ok(one);
    const answer = await page.request.get(`/statements/${one.statement}/comparison`, asJson);
    const figures = new Map(
      ((await answer.json()) as ComparedFigure[]).map((each) => [each.figure, each] as const),
    );
    const amountOf = (name: string) => decimal(figures.get(name)?.amount ?? '0');
    const rows = figures.get('posted')?.inputs.flatMap((input) => input.rows) ?? [];
    assert.ok(rows.length > 0);
    assert.ok(sum(rows.map(({ value }) => decimal(value))).eq(amountOf('posted')));
    const lines = figures.get('invoiced')?.inputs ?? [];
    assert.ok(sum(lines.map(({ value }) => decimal(value))).eq(amountOf('invoiced')));
    const off = amountOf('expected').minus(amountOf('posted')).minus(amountOf('invoiced'));
    assert.ok(off.abs().eq(amountOf('deviation')));
    await page.getByRole('row', { name: new RegExp(`^${one.site}`) }).click();
    await page.getByRole('table', { name: /^Balances, sign turned/ }).waitFor();
    await page
      .getByRole('complementary')
      .getByRole('link', { name: `Statement ${one.statement}` })
      .click();
    await page.getByRole('button', { name: 'Explain Posted' }).click();
    await page
      .getByText(/^line [\d,]+$/)
      .first()
      .waitFor();
    await leave(page);
  });
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { StatementInvoice, StatementLine } from '../statements/read-statements.ts';
import { textsOf } from '../../../tests/pdf-texts.ts';
import { statementPdf, type StatementDocument } from './statement-pdf.ts';

const line = (title: string, amount: string, description: readonly string[] = []): StatementLine => ({
  lineId: '1',
  component: 'fixed-fee',
  itemType: null,
  title,
  description,
  code: '4700',
  amount,
  isClientPaid: false,
});

const invoice: StatementInvoice = {
  number: '0170-202505-01-00',
  group: 1,
  title: 'Valet of the main house',
  description: 'North entrance and garage',
  invoiceOn: '2025-05-31',
  dueOn: '2025-06-30',
  paymentTerms: 'Due in 30 Days',
  amount: '1233320.50',
  lines: [
    line('Valet services', '1234567.5', ['31 days at the main entrance', 'Nights included']),
    line('Credit for April', '-1247.00'),
  ],
};

const statement: StatementDocument = {
  issuer: {
    name: 'Example Parking LLC',
    addressLines: ['1 First Street', 'Nashville, TN 37201'],
    contact: 'Billing, 615-555-0100',
    remittance: ['Checks to PO Box 790402', 'ACH 064000017, account 1234'],
    logo: null,
  },
  billTo: { name: 'Grand Hotel', attention: 'Accounts payable', addressLines: ['2 Second Street'] },
  purchaseOrder: 'PO-4711',
  isRevised: false,
  isDraft: false,
  serviceMonth: '2025-05',
  invoices: [invoice],
};

const print = async (change: Partial<StatementDocument> = {}): Promise<string[][]> =>
  textsOf(await statementPdf({ ...statement, ...change }));

const countOf = (texts: readonly string[], text: string): number =>
  texts.filter((one) => one === text).length;

test('the same statement gives the same bytes, which another one does not', async () => {
  const first = await statementPdf(statement);
  const second = await statementPdf(structuredClone(statement));
  assert.ok(first.equals(second));
  assert.equal(first.subarray(0, 5).toString(), '%PDF-');
  assert.ok(first.includes('(D:20250501000000Z)'), 'made on the first of the service month');
  assert.ok(first.includes('/MediaBox [0 0 612 792]'), 'on paper of the size Letter');
  assert.ok(!first.equals(await statementPdf({ ...statement, purchaseOrder: 'PO-4712' })));
});

test('an invoice says who is owed what by whom, for what and until when', async () => {
  const [page = [], ...more] = await print();
  assert.deepEqual(more, []);
  for (const text of [
    ...['Example Parking LLC', '1 First Street', 'Nashville, TN 37201', 'Invoice'],
    ...['Invoice number', '0170-202505-01-00', 'Invoice date', '05/31/2025'],
    ...['Payment terms', 'Due in 30 Days', 'Due date', '06/30/2025', 'Amount due', 'PO number', 'PO-4711'],
    ...['Bill to', 'Grand Hotel', 'Accounts payable', '2 Second Street'],
    ...['Valet of the main house', 'North entrance and garage', 'Services of May 2025'],
    ...['Description', 'Amount', 'Total amount due'],
    ...['Valet services', '31 days at the main entrance', 'Nights included', '$1,234,567.50'],
    ...['Billing, 615-555-0100', 'Checks to PO Box 790402', 'ACH 064000017, account 1234', 'Page 1 of 1'],
  ])
    assert.equal(countOf(page, text), 1, text);
  assert.equal(countOf(page, '$1,233,320.50'), 2, 'in its box and as the total');
  assert.equal(countOf(page, 'Revised'), 0);
});

test('money that goes back to the customer stands in parentheses', async () => {
  const [page = []] = await print({
    invoices: [{ ...invoice, amount: '-0.5', lines: [line('Credit', '-1247.00'), line('Nothing', '-0.00')] }],
  });
  assert.equal(countOf(page, '($1,247.00)'), 1);
  assert.equal(countOf(page, '($0.50)'), 2);
  assert.equal(countOf(page, '$0.00'), 1);
});

test('an amount that is not in cents is refused, as is a statement without invoices', async () => {
  await assert.rejects(print({ invoices: [{ ...invoice, amount: '1.005' }] }), /more than 2 decimals/);
  await assert.rejects(print({ invoices: [] }), /without invoices/);
});

test('boxes and texts that there is nothing to say in are left out', async () => {
  const bare = { ...invoice, title: null, description: null, dueOn: null };
  const issuer = { ...statement.issuer, contact: '', remittance: [] };
  for (const purchaseOrder of [null, '', ' ']) {
    const [page = []] = await print({ purchaseOrder, issuer, invoices: [bare] });
    for (const text of ['PO number', 'Due date', 'Valet of the main house', 'Contact', 'Payment', ''])
      assert.equal(countOf(page, text), 0, text);
    assert.equal(countOf(page, 'Payment terms'), 1);
  }
});

test('a revised invoice says so', async () => {
  const [page = []] = await print({ isRevised: true });
  assert.equal(countOf(page, 'Revised'), 1);
});

test('invoices follow each other in order, each counting its own pages', async () => {
  const many = Array.from({ length: 60 }, (_, index) => line(`Service ${index + 1}`, `${index + 1}.00`));
  const second = { ...invoice, number: '0170-202505-02-00', lines: many };
  const pages = await print({ invoices: [invoice, second] });
  const counts = pages.map((texts) => texts.filter((text) => text.startsWith('Page ')));
  assert.equal(pages.length, 1 + 3);
  assert.deepEqual(counts.flat(), ['Page 1 of 1', 'Page 1 of 3', 'Page 2 of 3', 'Page 3 of 3']);
  assert.deepEqual(
    pages.map((texts) => countOf(texts, invoice.number)),
    [1, 0, 0, 0],
  );
});

test('60 lines go on below the head of the table again and end with the total', async () => {
  const lines = Array.from({ length: 60 }, (_, index) =>
    line(`Service ${index + 1}`, `${index + 1}.00`, [`Described ${index + 1}`]),
  );
  const pages = await print({ invoices: [{ ...invoice, lines }] });
  assert.ok(pages.length >= 2);
  for (const [index, page] of pages.entries()) {
    assert.equal(countOf(page, 'Description'), 1);
    assert.equal(countOf(page, 'Amount'), 1);
    assert.equal(countOf(page, 'Total amount due'), index === pages.length - 1 ? 1 : 0);
    assert.equal(countOf(page, 'Checks to PO Box 790402'), 1);
    for (const { title, description } of lines)
      assert.equal(countOf(page, title), countOf(page, description[0]!), 'a line is not parted');
  }
  assert.deepEqual(
    pages.flat().filter((text) => text.startsWith('Service ')),
    lines.map(({ title }) => title),
  );
});

test('no text is put outside the page, however long a line is', async () => {
  const described = Array.from({ length: 200 }, (_, row) => `Row ${row} of it`);
  const endless = line('W'.repeat(900), '1.00', described);
  const bytes = await statementPdf({ ...statement, invoices: [{ ...invoice, lines: [endless] }] });
  const texts = textsOf(bytes);
  assert.equal(texts.flat().filter((text) => /^Row \d+ of it$/.test(text)).length, 200);
  assert.equal(texts.flat().join('').replaceAll(/[^W]/g, '').length, 900);
  for (const [, x = '', y = ''] of bytes.toString('latin1').matchAll(/1 0 0 1 (\S+) (\S+) Tm/g)) {
    assert.ok(Number.parseFloat(x) >= 48 && Number.parseFloat(x) < 564, x);
    assert.ok(Number.parseFloat(y) >= 36 && Number.parseFloat(y) < 744, y);
  }
});

test('what Helvetica cannot show becomes the nearest letter or a question mark', async () => {
  const shown = [
    ['Café “Zürich” – 5 € Ž', 'Café “Zürich” – 5 € Ž'],
    ['Cafe\u0301', 'Café'],
    ['Łódź, Dvořák', 'Lódz, Dvorák'],
    ['東京 🚗', '?? ?'],
    ['non\u2011breaking\u00A0a\u202Fb \u2212 \uFB01n', 'non-breaking a b - fin'],
    ['tab\tand\r\nline\u0007\u200B', 'tab and line'],
    ['lone \uD800 half', 'lone ? half'],
    ['(a) \\ <b> [c] %', '(a) \\ <b> [c] %'],
  ] as const;
  const [page = []] = await print({
    billTo: { ...statement.billTo, name: '東京' },
    invoices: [{ ...invoice, lines: shown.map(([title]) => line(title, '1.00')) }],
  });
  for (const [typed, expected] of shown) assert.equal(countOf(page, expected), 1, typed);
  assert.equal(countOf(page, '??'), 1);
});

test('a draft is marked on every page, and what was sent is not', async () => {
  const lines = Array.from({ length: 60 }, (_, at) => line(`Line ${String(at)}`, '1.00'));
  const pages = await print({ isDraft: true, invoices: [{ ...invoice, lines }] });
  assert.ok(pages.length > 1);
  for (const page of pages) assert.equal(countOf(page, 'DRAFT'), 1);
  assert.equal(countOf(pages[0] ?? [], 'Draft, not sent'), 1);
  for (const page of await print()) assert.equal(countOf(page, 'DRAFT'), 0);
});

test('an invoice below 0 is a credit memo by title', async () => {
  const lines = [line('Credit for April', '-1247.00')];
  const [page = []] = await print({ invoices: [{ ...invoice, amount: '-1247.00', lines }] });
  assert.deepEqual([countOf(page, 'Credit Memo'), countOf(page, 'Invoice')], [1, 0]);
  const [usual = []] = await print();
  assert.deepEqual([countOf(usual, 'Credit Memo'), countOf(usual, 'Invoice')], [0, 1]);
});

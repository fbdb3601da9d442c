import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { StatementInvoice, StatementLine } from '../statements/read-statements.ts';
import { printedInvoices } from './printed-lines.ts';

const line = (title: string, amount: string, isClientPaid: boolean): StatementLine => ({
  lineId: title,
  component: isClientPaid ? 'ad-hoc' : 'fixed-fee',
  itemType: null,
  title,
  description: [`about ${title}`],
  code: '7010',
  amount,
  isClientPaid,
});

const invoice: StatementInvoice = {
  number: '0170-202505-01-01',
  group: 1,
  title: null,
  description: null,
  invoiceOn: '2025-05-31',
  dueOn: null,
  paymentTerms: 'Due on receipt',
  amount: '70.00',
  lines: [
    line('Fee', '100.00', false),
    line('Bank fees', '-10.10', true),
    line('Supplies', '5.00', false),
    line('Equipment', '-24.90', true),
  ],
};

test('in one line, what the client paid stands at the place of the first, summed; single lines stay', () => {
  const [printed] = printedInvoices([invoice], 'one line');
  assert.deepEqual(
    printed?.lines.map(({ title, amount, description }) => [title, amount, description.length]),
    [
      ['Fee', '100.00', 1],
      ['Less Client Paid Expenses', '-35.00', 0],
      ['Supplies', '5.00', 1],
    ],
  );
  assert.equal(printed.amount, invoice.amount);
  const [named] = printedInvoices([invoice], 'one line', 'Paid by you');
  assert.equal(named?.lines[1]?.title, 'Paid by you');
  assert.deepEqual(printedInvoices([invoice], 'single lines'), [invoice]);
});

test('an invoice without such an expense is printed as it is', () => {
  const [fee] = invoice.lines;
  const only = { ...invoice, lines: fee === undefined ? [] : [fee] };
  assert.deepEqual(printedInvoices([only], 'one line'), [only]);
});

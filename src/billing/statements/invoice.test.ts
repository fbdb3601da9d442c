import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dueOn } from './invoice.ts';

test('the day on which an invoice is due follows from its printed terms', () => {
  const due = (terms: string, invoiceOn = '2025-05-31'): string | null => dueOn(terms, invoiceOn);
  assert.equal(due('Due on Receipt'), '2025-05-31');
  assert.equal(due('Due in 30 Days'), '2025-06-30');
  assert.equal(due('Due in 45 Days', '2024-01-31'), '2024-03-16');
  assert.equal(due('Due by 20th'), '2025-06-20');
  assert.equal(due('Due by 20th of the Month', '2025-06-05'), '2025-06-20');
  assert.equal(due('Due by 1st Day of the Month'), '2025-06-01');
  assert.equal(due('Due by 30th', '2025-01-31'), '2025-02-28');
  // An invoice is never due on its own date by such terms.
  assert.equal(due('Due by 31st'), '2025-06-30');
  assert.equal(due('Due by 5th of the Month', '2025-06-05'), '2025-07-05');
  assert.equal(due('Due by the end of the month', '2025-06-05'), '2025-06-30');
  assert.equal(due('Net 45'), '2025-07-15');
  assert.equal(due('Due by the end of the quarter'), null);
});

test('free terms are due as the operator reads them', () => {
  const readings = [
    'Due as agreed = Due in 45 Days',
    'As per letter (a = b) = Due by 20th',
    'Later = some day',
  ];
  const due = (terms: string): string | null => dueOn(terms, '2025-05-31', readings);
  assert.equal(due('due  as agreed'), '2025-07-15');
  assert.equal(due('As per letter (a = b)'), '2025-06-20');
  assert.equal(due('Due in 30 Days'), '2025-06-30', 'terms that name a day mean it');
  assert.deepEqual([due('Later'), due('Another'), due('')], [null, null, null]);
});

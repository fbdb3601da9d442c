import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decimal } from '../kernel/decimal.ts';
import { noTerms } from '../../tests/scenarios/contract-month.ts';
import type { Accumulation } from './accumulation.ts';
import { earliestMonth, looksBack, looksBackAtResults } from './look-back.ts';
import type { Terms } from './terms.ts';

const shared = (accumulation: Accumulation): Terms => ({
  ...noTerms,
  revenueShare: [
    {
      revenueCodes: ['VD1'],
      accumulation,
      tiers: [{ sharePercent: decimal('50'), limit: decimal('0') }],
      validation: null,
      group: 1,
    },
  ],
});

const capped = (terms: Terms, window: Accumulation): Terms => ({
  ...terms,
  clauses: [
    { kind: 'cap', id: '1', component: 'revenue-share', window, amount: decimal('1000'), growth: null },
  ],
});

test('terms look back at the beginning of a calendar year, or at a contract year and the month it began in', () => {
  assert.equal(earliestMonth(shared('Monthly'), '2025-06'), '2025-06');
  assert.equal(earliestMonth(shared('AnnualCalendar'), '2025-06'), '2025-01');
  assert.equal(earliestMonth(shared('AnnualAnniversary'), '2025-06'), '2024-06');
});

test('a clause that looks further back than its component counts', () => {
  const both = capped(shared('AnnualCalendar'), 'AnnualAnniversary');
  assert.equal(earliestMonth(both, '2025-06'), '2024-06');
  const alone = capped(shared('Monthly'), 'AnnualCalendar');
  assert.equal(earliestMonth(alone, '2025-06'), '2025-01');
  assert.deepEqual([looksBack(alone), looksBackAtResults(alone)], [true, true]);
  assert.deepEqual([looksBack(both), looksBackAtResults(shared('AnnualCalendar'))], [true, false]);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decimal } from '../kernel/decimal.ts';
import { ratesOf } from './rates.ts';
import type { Terms } from './terms.ts';

const nothing: Terms = {
  billingType: 'Arrears',
  fixedFee: null,
  laborHour: null,
  occupiedRoom: null,
  revenueShare: null,
  bellService: null,
  midMonthAdvance: null,
  depositedRevenue: null,
  billableAccounts: null,
  managementAgreement: null,
};

test('a contract shows every figure that it bills by, with its unit and its days', () => {
  const days = { startsOn: '2025-01-01', endsOn: null };
  const rates = ratesOf({
    ...nothing,
    fixedFee: [{ title: 'Valet', code: '4790', fee: decimal('10906.9'), group: 1, ...days }],
    occupiedRoom: { ratePerRoom: decimal('1.125'), group: 1 },
    revenueShare: [
      {
        revenueCodes: ['VD1', 'SM1'],
        accumulation: 'Monthly',
        tiers: [
          { sharePercent: decimal('42.5'), limit: decimal('100000') },
          { sharePercent: decimal('50'), limit: decimal('0') },
        ],
        validation: { kind: 'RevenuePercentage', amount: decimal('5') },
        group: 1,
      },
    ],
  });
  assert.deepEqual(
    rates.map(({ component, what, rate, startsOn }) => [component, what, rate, startsOn].join(' | ')),
    [
      'fixed-fee | Valet | $10,906.90 | 2025-01-01',
      'occupied-room | an occupied room | $1.125 | ',
      'revenue-share | share of VD1, SM1, up to $100,000.00 | 42.5 % | ',
      'revenue-share | share of VD1, SM1, without limit | 50 % | ',
      'revenue-share | validations free up to | 5 % | ',
    ],
  );
  assert.deepEqual(ratesOf(nothing), []);
});

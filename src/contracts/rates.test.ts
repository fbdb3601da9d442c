import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contractOfSeed } from '../../tests/properties/drawn-contracts.ts';
import { noTerms } from '../../tests/scenarios/contract-month.ts';
import { decimal, type Decimal } from '../kernel/decimal.ts';
import { ratesOf } from './rates.ts';
import type { Terms } from './terms.ts';

test('a contract shows every figure that it bills by, with its unit and its days', () => {
  const days = { startsOn: '2025-01-01', endsOn: null };
  const rates = ratesOf({
    ...noTerms,
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
  assert.deepEqual(ratesOf(noTerms), []);
});

function isFigure(value: unknown): value is Decimal {
  return value instanceof decimal('0').constructor;
}

/** The terms with one more of a figure, for every figure in them: its path, and the changed terms. */
function withEachChanged(value: unknown, path = ''): [path: string, changed: unknown][] {
  if (isFigure(value)) return [[path, value.plus('1')]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, held]) =>
    withEachChanged(held, `${path}.${name}`).map(([place, changed]): [string, unknown] => {
      const copy = Array.isArray(value) ? [...(value as unknown[])] : { ...value };
      return [place, Object.assign(copy, { [name]: changed })];
    }),
  );
}

test('every figure that a component bills by is among its rates', () => {
  const seen = new Set<string>();
  for (let seed = 0; seed < 300; seed += 1) {
    const { terms } = contractOfSeed(seed);
    const shown = JSON.stringify(ratesOf(terms));
    for (const [path, changed] of withEachChanged(terms)) {
      // Payroll taxes at cost read no percentage.
      if (
        path === '.billableAccounts.payrollTaxes.percent' &&
        terms.billableAccounts?.payrollTaxes?.billing === 'Actual'
      )
        continue;
      assert.notEqual(JSON.stringify(ratesOf(changed as Terms)), shown, `terms${path} is among no rates`);
      seen.add(path.replaceAll(/\d+/g, 'n'));
    }
  }
  assert.ok(seen.size >= 20, [...seen].join(', '));
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decimal, toText } from '../../kernel/decimal.ts';
import { apportion, ledgerAmount, money } from './amounts.ts';

test('cents are written as the exact decimal says', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 }), (cents) => {
      assert.equal(money(cents), toText(decimal(String(cents)).div(decimal('100')), 2));
    }),
  );
  assert.equal(money(-5), '-0.05');
  assert.equal(ledgerAmount(8_233_062, 1), '82330.62001');
});

test('what is apportioned sums to the target, whatever the proportions', () => {
  const parts = fc.array(fc.integer({ min: 0, max: 50_000_000 }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(parts, fc.integer({ min: -200_000_000, max: 200_000_000 }), (values, target) => {
      fc.pre(values.some((value) => value > 0));
      const shares = apportion(values, target);
      assert.equal(
        shares.reduce((sum, share) => sum + share, 0),
        target,
      );
      assert.ok(shares.every(Number.isSafeInteger));
    }),
  );
});

test('nothing cannot carry a share', () => {
  assert.throws(() => apportion([0, 0], 5), /Nothing carries a share of 5/);
});

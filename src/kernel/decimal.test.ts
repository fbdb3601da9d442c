import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decimal, sum, toText, truncate } from './decimal.ts';

test('sums keep every decimal: a tenth and two tenths are three tenths', () => {
  assert.equal(toText(sum(['0.1', '0.2'].map(decimal)), 1), '0.3');
  assert.equal(toText(sum(['1250357.92000', '-279663.89001'].map(decimal)), 5), '970694.02999');
  assert.equal(toText(sum([]), 2), '0.00');
});

test('rates are cut, not rounded: 4912.90 dollars over 407.69 hours are 12.050577', () => {
  assert.equal(toText(truncate(decimal('4912.90').div(decimal('407.69')), 6), 6), '12.050577');
  assert.equal(toText(truncate(decimal('-1.999'), 2), 2), '-1.99');
});

test('printing with fewer decimals than there are is refused instead of losing them', () => {
  assert.throws(() => toText(decimal('1.005'), 2), /more than 2 decimals/);
});

test('what is no decimal number is refused', () => {
  for (const text of ['', 'a lot', '1,250.75', '1.2.3', 'NaN', 'Infinity'])
    assert.throws(() => decimal(text), text);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decimal, percentOf, roundCents, roundHalfAway, sum, toText, truncate, inGroups } from './decimal.ts';

test('sums keep every decimal: a tenth and two tenths are three tenths', () => {
  assert.equal(toText(sum(['0.1', '0.2'].map(decimal)), 1), '0.3');
  assert.equal(toText(sum(['1250357.92000', '-279663.89001'].map(decimal)), 5), '970694.02999');
  assert.equal(toText(sum([]), 2), '0.00');
});

test('rates are cut, not rounded: 4912.90 dollars over 407.69 hours are 12.050577', () => {
  assert.equal(toText(truncate(decimal('4912.90').div(decimal('407.69')), 6), 6), '12.050577');
  assert.equal(toText(truncate(decimal('-1.999'), 2), 2), '-1.99');
});

test('a line is rounded to cents with half a cent away from zero, on both sides of it', () => {
  const rounded = (text: string): string => toText(roundCents(decimal(text)), 2);
  assert.deepEqual(['67150.9181', '37.545', '1099.227', '1.004999999999'].map(rounded), [
    ...['67150.92', '37.55', '1099.23', '1.00'],
  ]);
  assert.deepEqual(['-37.545', '-0.005', '-0.0049', '0'].map(rounded), ['-37.55', '-0.01', '0.00', '0.00']);
});

test('hours are rounded to as many decimals as the rule names', () => {
  assert.equal(toText(roundHalfAway(decimal('485').div('60'), 2), 2), '8.08');
  assert.equal(toText(roundHalfAway(decimal('2.00005'), 4), 4), '2.0001');
});

test('a percentage is a whole number: 3.03 percent of 123456.78 keeps all its decimals', () => {
  assert.equal(toText(percentOf(decimal('123456.78'), decimal('3.03')), 6), '3740.740434');
});

test('printing with fewer decimals than there are is refused instead of losing them', () => {
  assert.throws(() => toText(decimal('1.005'), 2), /more than 2 decimals/);
});

test('what is no decimal number is refused', () => {
  for (const text of ['', 'a lot', '1,250.75', '1.2.3', 'NaN', 'Infinity'])
    assert.throws(() => decimal(text), text);
});

test('amounts are read with their digits in groups of three', () => {
  assert.deepEqual(['0.05', '999', '1000.5', '-1234567.80'].map(inGroups), [
    '0.05',
    '999',
    '1,000.5',
    '-1,234,567.80',
  ]);
});

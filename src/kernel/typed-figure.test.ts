import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withoutDollarSign, withoutPercentSign, withoutSeparators } from './typed-figure.ts';

test('separators of thousands go where they belong; no other comma turns a figure into another one', () => {
  assert.deepEqual(['1,250.50', ' -12,000 ', '1,234,567', '250', '0.5'].map(withoutSeparators), [
    ...['1250.50', '-12000', '1234567', '250', '0.5'],
  ]);
  const refused = ['1,5', '20,5', '1,2345', '12,34,567', '1234,567', '0,500', '1.234,50', ',5', '1,000,'];
  assert.deepEqual(refused.map(withoutSeparators), refused);
});

test('dollars are the same with their sign and without', () => {
  assert.deepEqual(['$10', '-$ 1,250.50', ' $1,250.50 ', '10 ', '$', '$-5', '$$5'].map(withoutDollarSign), [
    ...['10', '-1250.50', '1250.50', '10', '', '-5', '$5'],
  ]);
});

test('a percentage is the same with its sign and without', () => {
  assert.deepEqual(['3.6 %', '3.6%', ' 3.6 ', '-1 %', '1,200 %', '%', '3 % 4'].map(withoutPercentSign), [
    ...['3.6', '3.6', '3.6', '-1', '1200', '', '3 % 4'],
  ]);
});

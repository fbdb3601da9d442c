import assert from 'node:assert/strict';
import { test } from 'node:test';
import { numberTyped } from '../../web/forecast/number-typed.ts';

test('a number is read as Excel writes it', () => {
  for (const [typed, read] of [
    ['1234.5', '1234.5'],
    [' 1,234,567.50 ', '1234567.50'],
    ['$12', '12'],
    ['-$12', '-12'],
    ['$-5', '-5'],
    ['12.5 %', '12.5'],
    ['(1,250)', '-1250'],
    ['($12.50)', '-12.50'],
    ['(0)', '0'],
    ['-0', '0'],
    ['.5', '0.5'],
    ['5.', '5'],
  ] as const)
    assert.equal(numberTyped(typed), read, typed);
});

test('what may be another number elsewhere is refused, and so is what is none', () => {
  const others = [
    '1,5',
    '1,23',
    '12,3456',
    '1.234,50',
    '12 34',
    '1 000,5',
    '$1,2,3',
    '(1,5)',
    '(-5)',
    '0,123',
  ];
  const long = ['1'.repeat(15), `0.${'1'.repeat(38)}`];
  for (const typed of [...others, ...long, '', ' ', '.', '-', '$', '()', '1e5', 'abc', '1.2.3', '--5'])
    assert.equal(numberTyped(typed), null, typed);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decimal } from '../../../kernel/decimal.ts';

import { cellText, dateText, numberText } from './cell-text.ts';

test('a number is written as it was typed, with the 15 digits of Excel and without exponent', () => {
  const written: [typed: string, text: string][] = [
    ['0.1', '0.1'],
    ['0.10000000000000001', '0.1'],
    ['1250.75', '1250.75'],
    ['999999.99', '999999.99'],
    ['-999999.99', '-999999.99'],
    ['1E-7', '0.0000001'],
    ['-1.25e-9', '-0.00000000125'],
    ['1.5e21', '1500000000000000000000'],
    ['123456789012345680000', '123456789012346000000'],
    ['0', '0'],
    ['-0', '0'],
  ];
  for (const [typed, text] of written) assert.equal(numberText(decimal(typed)), text);
});

test('what a formula left behind the fifteenth digit is no part of the figure', () => {
  assert.equal(numberText(decimal('0.30000000000000004')), '0.3');
});

test('a date comes from the day number, without its time of day', () => {
  assert.equal(dateText(decimal('45717'), false), '2025-03-01');
  assert.equal(dateText(decimal('45717.999988'), false), '2025-03-01');
  assert.equal(dateText(decimal('45351'), false), '2024-02-29');
  assert.equal(dateText(decimal('61'), false), '1900-03-01');
  assert.equal(dateText(decimal('2958465'), false), '9999-12-31');
});

test('a workbook that counts from 1904 has the same days 1,462 lower', () => {
  assert.equal(dateText(decimal('44255'), true), '2025-03-01');
});

test('every day from 2020 through 2030 has its number', () => {
  for (let serial = 43831; serial <= 47848; serial += 1) {
    const text = dateText(decimal(String(serial)), false);
    assert.equal(Date.parse(text) / 86_400_000 + 25_569, serial);
  }
});

test('a blank is blank, and what is no date stays the text it was', () => {
  assert.equal(dateText(null, false), '');
  assert.equal(dateText('', false), '');
  assert.equal(dateText(decimal('0'), false), '0');
  assert.equal(dateText(decimal('60'), false), '60');
  assert.equal(dateText(decimal('-1'), false), '-1');
  assert.equal(dateText(decimal('20250301'), false), '20250301');
  assert.equal(dateText('31 April', false), '31 April');
  assert.equal(dateText('2025-04-31', false), '2025-04-31');
  assert.equal(dateText('3/1/2025', false), '3/1/2025');
  assert.equal(dateText(true, false), 'TRUE');
});

test('ISO text is a date, with or without a time of day', () => {
  assert.equal(dateText('2025-03-01', false), '2025-03-01');
  assert.equal(dateText('2025-03-01T00:00:00', false), '2025-03-01');
  assert.equal(dateText('2025-03-01T13:30:00.000Z', false), '2025-03-01');
});

test('cells of other kinds are text as a CSV file has it', () => {
  assert.equal(cellText(null), '');
  assert.equal(cellText(false), 'FALSE');
  assert.equal(cellText('0170'), '0170');
});

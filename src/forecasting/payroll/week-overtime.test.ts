import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decimal } from '../../kernel/decimal.ts';
import { splitOfWeek } from './week-overtime.ts';

test('every day of a week is split anew: more hours early leave fewer regular ones late', () => {
  assert.deepEqual(overtime('8', '8', '8', '8', '8', '0', '2'), ['0', '0', '0', '0', '0', '0', '2']);
  assert.deepEqual(overtime('12', '8', '8', '8', '8', '0', '2'), ['0', '0', '0', '0', '4', '0', '2']);
});

test('two people of a job have 80 hours before either has overtime', () => {
  assert.deepEqual(overtimeOf('2', '16', '16', '16', '16', '16', '0', '2'), [
    '0',
    '0',
    '0',
    '0',
    '0',
    '0',
    '2',
  ]);
  assert.deepEqual(overtimeOf('1', '16', '16', '16', '0', '0', '0', '2'), [
    '0',
    '0',
    '8',
    '0',
    '0',
    '0',
    '2',
  ]);
});

function overtime(...days: string[]): string[] {
  return overtimeOf('1', ...days);
}

function overtimeOf(people: string, ...days: string[]): string[] {
  const split = splitOfWeek(
    days.map((hours) => decimal(hours)),
    decimal(people),
  );
  return split.map((day) => day.overtime.toString());
}

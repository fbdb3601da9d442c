import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decimal } from '../../kernel/decimal.ts';
import { splitOfWeek } from './week-overtime.ts';

test('every day of a week is split anew: more hours early leave fewer regular ones late', () => {
  assert.deepEqual(overtime('8', '8', '8', '8', '8', '0', '2'), ['0', '0', '0', '0', '0', '0', '2']);
  assert.deepEqual(overtime('12', '8', '8', '8', '8', '0', '2'), ['0', '0', '0', '0', '4', '0', '2']);
});

function overtime(...days: string[]): string[] {
  return splitOfWeek(days.map((hours) => decimal(hours))).map((day) => day.overtime.toString());
}

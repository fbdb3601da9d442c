import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readConfiguration } from '../../platform/configuration.ts';
import { todayOf } from './given-time.ts';

test('today is the day in the time zone of the operator, unless another day is said', () => {
  const inZone = (timeZone: string): string =>
    todayOf({ configuration: { ...readConfiguration({}), timeZone } }, undefined);
  // These two are 25 hours apart, so that they never have the same day.
  assert.ok(inZone('Pacific/Kiritimati') > inZone('Pacific/Pago_Pago'));
  const configuration = readConfiguration({});
  assert.equal(todayOf({ configuration }, '2025-06-15'), '2025-06-15');
  assert.throws(() => todayOf({ configuration }, '2025-02-30'), /PNL_DAY_INVALID|is no day/);
});

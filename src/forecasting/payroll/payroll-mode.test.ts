import assert from 'node:assert/strict';
import { test } from 'node:test';
import { payrollMode } from './payroll-mode.ts';

test('a site that bills hours is shown by job code, others by group, unless somebody chooses', () => {
  assert.equal(payrollMode(null, true), 'code');
  assert.equal(payrollMode(null, false), 'group');
  assert.equal(payrollMode('Group', true), 'group');
  assert.equal(payrollMode('Code', false), 'code');
  assert.equal(payrollMode('Invalid', true), 'code');
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { payrollMode } from './group-totals.ts';

test('payroll goes by code for labor hours, unless a site was set otherwise', () => {
  assert.equal(payrollMode(null, 'Per Labor Hour'), 'Code');
  assert.equal(payrollMode(null, 'Fixed Fee'), 'Group');
  assert.equal(payrollMode('Group', 'Per Labor Hour'), 'Group');
  assert.equal(payrollMode('Code', 'Fixed Fee'), 'Code');
});

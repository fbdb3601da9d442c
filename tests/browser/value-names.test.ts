import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withValueNames } from '../../web/design/value-names.ts';

test('a sentence of the service calls values of a forecast by their names', () => {
  assert.equal(
    withValueNames(
      'statistics.valet-overnight@2025-10-01 differs from what rooms and ratios yield, 7.22; ' +
        'payroll.GSA.hours@2025-07-20 is below 0; other-expense.7045@2025-12 is locked.',
    ),
    'Statistics, Valet overnight, Oct 1, 2025 differs from what rooms and ratios yield, 7.22; ' +
      'Payroll, GSA hours, Jul 20, 2025 is below 0; ' +
      'Other expense, 7045 Employee relations, December 2025 is locked.',
  );
  assert.equal(withValueNames('sent to payroll.office@2025.example'), 'sent to payroll.office@2025.example');
});

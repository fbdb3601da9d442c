import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exportText, wholeContract } from '../../../tests/integration/contracts/given-exports.ts';
import type { ExportedTerms } from '../exports/exported-terms.ts';
import { readExport } from '../exports/read-export.ts';
import { misfitOf } from './fit-clause.ts';
import { draftClause, type NewClause } from './new-clause.ts';

function originalIn(content: string): ExportedTerms {
  const { original } = readExport({ name: 'contract.json', content });
  if (!original) throw new Error('the export does not read');
  return original;
}

/** Every component; fees and rates that increase by themselves; two structures of shares by calendar year. */
const whole = originalIn(wholeContract('9901'));
const managed = originalIn(exportText('management-agreement'));
const shares = originalIn(exportText('revenue-share'));
const monthly = originalIn(
  exportText('revenue-share', ['"accumulationType": "AnnualCalendar"', '"accumulationType": "Monthly"']),
);

/** What keeps a clause from fitting a contract, as `field: cause`; `fits` when nothing does. */
function fit(kind: string, fields: NewClause['given'], contract = whole): string {
  const request = {
    site: '9901',
    kind,
    from: '2025-06',
    through: null,
    reason: 'letter',
    given: fields,
  } as const;
  const misfit = misfitOf(draftClause(request), contract);
  return misfit === null ? 'fits' : `${misfit.field}: ${misfit.cause}`;
}

test('a clause fits a component that is switched on, and a row that it has', () => {
  const steps = '2=25';
  assert.equal(fit('rate-steps', { component: 'fixed-fee', steps, row: '3' }), 'fits');
  assert.equal(
    fit('rate-steps', { component: 'fixed-fee', steps, row: '4' }),
    'row: is 4, and the contract has 3',
  );
  assert.equal(fit('rate-steps', { component: 'per-labor-hour', steps, row: '4' }), 'fits');
  assert.match(fit('rate-steps', { component: 'per-labor-hour', steps, row: '5' }), /the contract has 4/);
  assert.match(fit('rate-steps', { component: 'management-fee', steps, row: '2' }), /the contract has 1/);
  assert.equal(
    fit('rate-steps', { component: 'fixed-fee', steps }, managed),
    'component: fixed-fee is switched off in the contract',
  );
  assert.match(
    fit('escalation', { component: 'support-services', 'escalates-in': '3', percent: '3' }, shares),
    /switched off/,
  );
});

test('only hours have a rate for overtime', () => {
  const steps = '2=25/37.5';
  assert.equal(fit('rate-steps', { component: 'per-labor-hour', steps }), 'fits');
  assert.match(fit('rate-steps', { component: 'fixed-fee', steps }), /^steps: have a rate for overtime/);
  assert.match(fit('rate-steps', { component: 'management-fee', steps }), /^steps: /);
});

test('a threshold of rooms replaces a limit of a structure that counts by month', () => {
  assert.equal(fit('room-threshold', { amount: '12' }, monthly), 'fits');
  assert.match(fit('room-threshold', { amount: '12', row: '2' }, monthly), /^row: has one tier/);
  assert.match(fit('room-threshold', { amount: '12' }, shares), /^row: does not count by month/);
});

test('hours above a quantity are of jobs that the contract bills', () => {
  assert.equal(fit('weekly-quantity', { amount: '40', jobs: 'GSA,GSC' }), 'fits');
  assert.equal(
    fit('weekly-quantity', { amount: '40', jobs: 'GSA,VALET' }),
    'jobs: name VALET, and the contract bills GSA, GSC, ACCTMGR, GREETER',
  );
});

test('nothing escalates twice, and only what there is', () => {
  const grows = { 'escalates-in': '3', percent: '3' } as const;
  for (const component of ['fixed-fee', 'per-labor-hour'])
    assert.equal(
      fit('escalation', { component, ...grows }),
      'component: is already escalated by the increment of the contract',
    );
  assert.equal(fit('escalation', { component: 'management-fee', ...grows }, managed), 'fits');
  assert.match(fit('escalation', { component: 'insurance', ...grows }), /no fixed amount/);
  assert.equal(fit('escalation', { component: 'payroll-taxes', ...grows }, managed), 'fits');
  assert.match(fit('escalation', { component: 'profit-share', row: '1', ...grows }), /^row: does not apply/);
});

test('a limit that escalates is one of the tiers of a structure', () => {
  const grows = { 'escalates-in': '3', percent: '3' } as const;
  const ofShares = (fields: NewClause['given']): string =>
    fit('escalation', { component: 'revenue-share', ...grows, ...fields });
  // Three tiers have two limits, one tier has none.
  assert.equal(ofShares({ row: '1', tier: '2' }), 'fits');
  assert.equal(ofShares({ row: '1', tier: '3' }), 'tier: has no limit in the contract');
  assert.equal(ofShares({ row: '2' }), 'tier: has no limit in the contract');
  assert.equal(ofShares({ tier: '2' }), 'fits');
  assert.equal(fit('escalation', { component: 'profit-share', tier: '1', ...grows }), 'fits');
  assert.match(fit('escalation', { component: 'profit-share', tier: '2', ...grows }), /^tier: /);
});

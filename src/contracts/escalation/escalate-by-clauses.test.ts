import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exportText, type Example } from '../../../tests/integration/contracts/given-exports.ts';
import { decimal } from '../../kernel/decimal.ts';
import type { Month } from '../../kernel/month.ts';
import type { StoredClause } from '../clauses/stored-clauses.ts';
import { readExport } from '../exports/read-export.ts';
import { escalateByClauses } from './escalate-by-clauses.ts';

/** An escalation of March by 3 %, but for what is given. */
const clause = (fields: Partial<StoredClause>): StoredClause => ({
  clause_id: '1',
  site_id: '9901',
  kind: 'escalation',
  component: 'management-fee',
  position: null,
  tier: null,
  job_codes: [],
  set_name: null,
  accumulation: null,
  amount: null,
  escalates_in: 3,
  fixed_percent: '3',
  index_name: null,
  index_month: null,
  combine: null,
  floor_percent: null,
  cap_percent: null,
  from_month: '2025-01',
  through_month: null,
  reason: 'letter',
  added_by: 'tester',
  state: 'standing',
  steps: [],
  other_sites: [],
  differing_sites: [],
  ...fields,
});

const values = new Map(
  Object.entries({ 'ECI 2025': '3.6', 'CPI 2025': '-0.4', 'CPI 2025-09': '2.9', 'CPI 2026-02': '8.25' }).map(
    ([period, percent]) => [period, decimal(percent)],
  ),
);

/** Rates that change in a month, or what is missing for it. */
function changes(example: Example, fields: Partial<StoredClause>, month: Month = '2026-03'): string[] {
  const { original } = readExport({ name: '', content: exportText(example) });
  if (!original) throw new Error('the export does not read');
  const { rates, missing } = escalateByClauses(original, month, { clauses: [clause(fields)], values });
  const rateTexts = rates.map(({ path, from, to }) => `${path}: ${from.toString()} to ${to.toString()}`);
  return [...rateTexts, ...missing.map((value) => `missing ${value}`)];
}

/** What the fee of 2,345.67 escalates to. */
const fee = (fields: Partial<StoredClause>, month?: Month): string | undefined =>
  changes('management-agreement', fields, month)[0]?.replace(/.* to /, '');

test('the larger or the smaller of a fixed percentage and an index, within floor and cap', () => {
  assert.equal(fee({}), '2416.04');
  // ESC-17: an index of 3.6 % is an increase of 3.6 %.
  assert.equal(fee({ fixed_percent: null, index_name: 'ECI' }), '2430.11');
  assert.equal(fee({ index_name: 'ECI', combine: 'max' }), '2430.11');
  assert.equal(fee({ index_name: 'ECI', combine: 'min' }), '2416.04');
  assert.equal(fee({ index_name: 'ECI', combine: 'max', cap_percent: '3.5' }), '2427.77');
  assert.equal(fee({ fixed_percent: '1', floor_percent: '2' }), '2392.58');
});

test('an index that falls changes nothing, unless a fixed percentage or a floor holds', () => {
  assert.equal(fee({ fixed_percent: null, index_name: 'CPI' }), undefined);
  assert.equal(fee({ index_name: 'CPI', combine: 'max' }), '2416.04');
  assert.equal(fee({ index_name: 'CPI', combine: 'min', floor_percent: '1' }), '2369.13');
});

test('the value is that of the year before, or of the newest named month before; a missing one has a name', () => {
  const cpi = { fixed_percent: null, index_name: 'CPI' } as const;
  assert.equal(fee({ ...cpi, index_month: 9 }), '2413.69');
  assert.equal(fee({ ...cpi, index_month: 2 }), '2539.19');
  assert.equal(fee({ ...cpi, index_month: 3 }), 'missing CPI 2025-03');
  assert.equal(fee({ ...cpi }, '2027-03'), 'missing CPI 2026');
  assert.equal(fee({ ...cpi }, '2027-04'), undefined, 'it is due in its month only');
});

test('each component escalates where its numbers stand, and one row alone when it is named', () => {
  const hours = (position: number | null): string[] =>
    changes('per-labor-hour', { component: 'per-labor-hour', position }).slice(0, 2);
  assert.deepEqual(hours(null), [
    'perLaborHour.jobRates[1].rate: 27.4 to 28.22',
    'perLaborHour.jobRates[1].overtimeRate: 41.1 to 42.33',
  ]);
  assert.deepEqual(hours(2), [
    'perLaborHour.jobRates[2].rate: 29.16 to 30.03',
    'perLaborHour.jobRates[2].overtimeRate: 43.74 to 45.05',
  ]);
  assert.match(changes('other', { component: 'occupied-room' }).join(), /^perOccupiedRoom\.roomRate: /);
  assert.match(
    changes('fixed-fee', { component: 'fixed-fee' }, '2032-03').join(),
    /^fixedFee\.serviceRates\[1\]\.fee: /,
  );
  const limits = (fields: Partial<StoredClause>): string[] =>
    changes('revenue-share', { component: 'revenue-share', ...fields });
  const tiers = 'revenueShare.thresholdStructures[1].tiers';
  assert.deepEqual(limits({}), [
    `${tiers}[1].amount: 640000 to 659200`,
    `${tiers}[2].amount: 1280000 to 1318400`,
  ]);
  assert.deepEqual(limits({ tier: 2 }), [`${tiers}[2].amount: 1280000 to 1318400`]);
  assert.deepEqual(limits({ position: 2 }), [], 'a tier without limit has none to move');
  const managed = (component: string): string => changes('management-agreement', { component }).join();
  const agreement = 'managementAgreement.ManagementFees[1]';
  assert.equal(managed('profit-share'), `${agreement}.profitShareTierData[1].amount: 240000 to 247200`);
  assert.match(managed('support-services'), /billableAccountsData\[1\]\.payrollSupportAmount: /);
  assert.equal(managed('insurance'), '', 'insurance by accounts has no fixed amount');
});

test('an amount is added to what is money, and points to what is a percentage', () => {
  const adds = (component: string, amount: string, example: Example = 'management-agreement'): string =>
    changes(example, { component, amount, fixed_percent: null }).join();
  // ESC-18: 50 a month on the management fee, 0.50 an hour.
  assert.match(adds('management-fee', '50'), /fixedFeeAmount: 2345\.67 to 2395\.67$/);
  assert.match(
    adds('per-labor-hour', '0.50', 'per-labor-hour'),
    /^perLaborHour\.jobRates\[1\]\.rate: 27\.4 to 27\.9,/,
  );
  const accounts = 'billableAccounts.billableAccountsData[1]';
  assert.equal(adds('payroll-taxes', '0.5'), `${accounts}.payrollTaxesPercentage: 31.25 to 31.75`);
  assert.match(adds('support-services', '0.25'), /payrollSupportAmount: /);
  assert.equal(
    changes('management-agreement', { component: 'payroll-taxes', fixed_percent: '5' }).join(),
    `${accounts}.payrollTaxesPercentage: 31.25 to 32.81`,
  );
});

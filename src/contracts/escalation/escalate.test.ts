import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { exportText } from '../../../tests/integration/contracts/given-exports.ts';
import { decimal } from '../../kernel/decimal.ts';
import type { Month } from '../../kernel/month.ts';
import type { ExportedTerms } from '../exports/exported-terms.ts';
import { readExport } from '../exports/read-export.ts';
import { escalate } from './escalate.ts';
import { escalatorsIn, type ReadingIn } from './escalator-readings.ts';
import { escalated } from './escalated.ts';
import { stepsThrough } from './steps-through.ts';

interface Case {
  readonly id: string;
  readonly inputs: Readonly<Record<string, number | string>>;
  readonly expected: Readonly<Record<string, unknown>>;
}

const cases = JSON.parse(
  readFileSync(new URL('../../../tests/golden/billing.json', import.meta.url), 'utf8'),
) as readonly Case[];

for (const id of ['ESC-01', 'ESC-02', 'ESC-03', 'ESC-05', 'ESC-06', 'ESC-11', 'ESC-12', 'ESC-15', 'ESC-19']) {
  test(`${id}: a value after one year`, () => {
    const oneCase = cases.find((one) => one.id === id);
    const { current = 0, value = 0, format } = oneCase?.inputs ?? {};
    const kind = format === 'FixedAmount' ? 'FixedAmount' : 'Percentage';
    const to = escalated(decimal(String(current)), kind, decimal(String(value)));
    assert.ok(to.eq(decimal(String(oneCase?.expected['new']))), to.toString());
  });
}

for (const id of ['ESC-09', 'ESC-10']) {
  test(`${id}: years compound on what was rounded`, () => {
    const oneCase = cases.find((one) => one.id === id);
    const { start = 0, value = 0, format } = oneCase?.inputs ?? {};
    const chain = [decimal(String(start))];
    for (let year = 0; year < 3; year += 1)
      chain.push(
        escalated(
          chain.at(-1) ?? decimal('0'),
          format === 'FixedAmount' ? 'FixedAmount' : 'Percentage',
          decimal(String(value)),
        ),
      );
    assert.deepEqual(
      chain.map((one) => one.toString()),
      (oneCase?.expected['chain'] as number[]).map(String),
    );
  });
}

function termsOf(...parameters: Parameters<typeof exportText>): ExportedTerms {
  const { original } = readExport({ name: '', content: exportText(...parameters) });
  if (!original) throw new Error('the export does not read');
  return original;
}

const ratesOf = (terms: ExportedTerms, month: Month): string[] =>
  escalate(terms, { increments: month, escalators: [month] }).rates.map(
    ({ path, from, to }) => `${path}: ${from.toString()} to ${to.toString()}`,
  );

test('ESC-16, DRV-ESC-04: the increment changes open fees and both hourly rates in its month, and in no other', () => {
  const terms = termsOf('per-labor-hour', [
    '"startDate": "2030-02-01T00:00:00"',
    '"startDate": "2024-02-01T00:00:00"',
  ]);
  assert.deepEqual(ratesOf(terms, '2025-03').slice(0, 3), [
    'fixedFee.serviceRates[1].fee: 2750.25 to 2860.26',
    'perLaborHour.jobRates[1].rate: 27.4 to 28.5',
    'perLaborHour.jobRates[1].overtimeRate: 41.1 to 42.74',
  ]);
  assert.deepEqual(ratesOf(terms, '2025-04'), []);
});

test('a fee that begins in the month or has a last day was given its figure and stays', () => {
  const terms = termsOf('fixed-fee', ['"incrementMonth": "July"', '"incrementMonth": "February"']);
  assert.deepEqual(ratesOf(terms, '2020-02'), []);
});

test('ESC-08, DRV-ESC-06: jobs and tiers change by their own values, limits of tiers stay', () => {
  const terms = termsOf(
    'management-agreement',
    ['"managementAgreementType": "FixedFee"', '"managementAgreementType": "PerLaborHour"'],
    [
      '"perLaborHourJobCodeData": []',
      `"perLaborHourJobCodeData": [{"code": "GSA", "standardRate": 25.0, "overtimeRate": 35.0,
        "standardRateEscalatorValue": 2.0, "overtimeRateEscalatorValue": 3.0}],
        "managementFeeEscalatorEnabled": true, "managementFeeEscalatorMonth": "March",
        "managementFeeEscalatorType": "FixedAmount", "profitShareEscalatorEnabled": true,
        "profitShareEscalatorMonth": "March", "profitShareEscalatorType": "Percentage"`,
    ],
    ['"sharePercentage": 12.5,', '"escalatorValue": 5.0, "sharePercentage": 12.5,'],
  );
  const fee = 'managementAgreement.ManagementFees[1]';
  assert.deepEqual(ratesOf(terms, '2025-03'), [
    `${fee}.perLaborHourJobCodeData[1].standardRate: 25 to 27`,
    `${fee}.perLaborHourJobCodeData[1].overtimeRate: 35 to 38`,
    `${fee}.profitShareTierData[1].sharePercentage: 12.5 to 13.13`,
  ]);
  const after = escalate(terms, { increments: '2025-03', escalators: ['2025-03'] }).terms.managementAgreement
    .ManagementFees[0]?.profitShareTierData;
  assert.equal(after?.[0]?.amount.text, '240000.0');
});

test('payroll taxes change by percent or points, and only where they are a percentage', () => {
  const escalator = `"payrollTaxesEscalatorEnable": true, "payrollTaxesEscalatorMonth": "July",
    "payrollTaxesEscalatorType": "FixedAmount", "payrollTaxesEscalatorvalue": 0.5, "payrollTaxesPercentage": 31.25`;
  const terms = termsOf('management-agreement', ['"payrollTaxesPercentage": 31.25', escalator]);
  assert.deepEqual(ratesOf(terms, '2025-07'), [
    'billableAccounts.billableAccountsData[1].payrollTaxesPercentage: 31.25 to 31.75',
  ]);
});

const byServiceMonth: ReadingIn = () => 'service-month';
const byBillingDay: ReadingIn = () => 'billing-day';

test('by billing day escalators count in statements made in their month: in arrears a month earlier', () => {
  assert.deepEqual(escalatorsIn('2026-03', 'Arrears', byServiceMonth), ['2026-03']);
  assert.deepEqual(escalatorsIn('2026-02', 'Arrears', byBillingDay), ['2026-03']);
  assert.deepEqual(escalatorsIn('2026-04', 'Advanced', byBillingDay), ['2026-03']);
});

test('whenever the reading changes, the escalator of a year counts once', () => {
  const months = ['2026-01', '2026-02', '2026-03', '2026-04', '2026-05', '2026-06'] as const;
  for (const billingType of ['Arrears', 'Advanced'] as const)
    for (const from of months)
      for (const isTo of [true, false]) {
        const readingIn: ReadingIn = (month) => (month >= from === isTo ? 'billing-day' : 'service-month');
        const counted = months.filter((month) =>
          escalatorsIn(month, billingType, readingIn).includes('2026-03'),
        );
        assert.equal(counted.length, 1, `${billingType} from ${from}: ${counted.join(' ')}`);
      }
});

test('the accepted case: with an escalator of March, February of the second year is billed at 26.25 %', () => {
  const escalator = `"payrollTaxesEscalatorEnable": true, "payrollTaxesEscalatorMonth": "March",
    "payrollTaxesEscalatorType": "Percentage", "payrollTaxesEscalatorvalue": 5, "payrollTaxesPercentage": 25`;
  const terms = termsOf('management-agreement', ['"payrollTaxesPercentage": 31.25', escalator]);
  const changes = (through: Month, asOf: Month, isComputed: boolean, readingIn: ReadingIn): string[] =>
    stepsThrough(terms, { asOf, isComputed, through }, { clauses: [], values: new Map(), readingIn }).flatMap(
      ({ month, rates }) => rates.map(({ to }) => `${month} ${to.toString()}`),
    );
  assert.deepEqual(changes('2026-02', '2025-03', false, byBillingDay), ['2026-02 26.25']);
  assert.deepEqual(changes('2026-02', '2025-03', false, byServiceMonth), []);
  assert.deepEqual(changes('2027-12', '2025-03', false, byBillingDay), ['2026-02 26.25', '2027-02 27.56']);
  // Figures of February do not have the escalator of March in them, unless Daybook computed them.
  assert.deepEqual(changes('2025-12', '2025-02', false, byBillingDay), ['2025-02 26.25']);
  assert.deepEqual(changes('2025-12', '2025-02', true, byBillingDay), []);
});

test('figures of the month of the increment have it in them, by either reading', () => {
  const terms = termsOf('per-labor-hour', [
    '"startDate": "2030-02-01T00:00:00"',
    '"startDate": "2024-02-01T00:00:00"',
  ]);
  for (const readingIn of [byServiceMonth, byBillingDay]) {
    const basis = { clauses: [], values: new Map(), readingIn };
    const steps = stepsThrough(terms, { asOf: '2025-03', isComputed: false, through: '2026-03' }, basis);
    assert.deepEqual(
      steps.map(({ month }) => month),
      ['2026-03'],
    );
  }
});

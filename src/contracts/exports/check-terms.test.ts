import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exportText, examples, type Example } from '../../../tests/integration/contracts/given-exports.ts';
import { deliveredFacts } from '../../platform/operator/index.ts';
import { checkTerms } from './check-terms.ts';
import { noticeOddities } from './notice-oddities.ts';
import { readExport } from './read-export.ts';

/** Codes that are found in an example after replacements, without those that are silent. */
function codesOf(example: Example, ...replacements: readonly (readonly [string, string])[]): string[] {
  const { original, findings } = readExport({ name: '', content: exportText(example, ...replacements) });
  const all = [
    ...findings,
    ...(original ? [...checkTerms(original), ...noticeOddities(original, deliveredFacts)] : []),
  ];
  return [...new Set(all.filter(({ grade }) => grade !== 'silent').map(({ code }) => code))];
}

test('the examples raise nothing but what they were made for', () => {
  assert.deepEqual(
    examples.map((example) => codesOf(example)),
    [[], [], ['ADVANCED_WITH_ACTUALS'], ['SPELLING'], []],
  );
});

const faults: readonly (readonly [code: string, example: Example, from: string, to: string])[] = [
  ['INVALID_JSON', 'fixed-fee', '"metadata": {', '"metadata": '],
  ['NON_FINITE_NUMBER', 'fixed-fee', '"incrementAmount": 3.0', '"incrementAmount": NaN'],
  ['SITE_MISSING', 'fixed-fee', '"siteNumber": "9901"', '"siteNumber": ""'],
  ['MISSING_FIELD', 'fixed-fee', '"billingType": "Arrears",', ''],
  ['WRONG_TYPE', 'fixed-fee', '"incrementAmount": 3.0', '"incrementAmount": "3.0"'],
  ['WRONG_TYPE', 'fixed-fee', '"PO-EXAMPLE-1"', `"${'P'.repeat(4_001)}"`],
  ['UNKNOWN_VALUE', 'fixed-fee', '"billingType": "Arrears"', '"billingType": "Advance"'],
  ['UNKNOWN_FIELD', 'fixed-fee', '"billingType": "Arrears"', '"tone": "kind", "billingType": "Arrears"'],
  ['PERCENT_OUT_OF_RANGE', 'fixed-fee', '"incrementAmount": 3.0', '"incrementAmount": 103.0'],
  ['PAYMENT_TERMS_MISSING', 'fixed-fee', '"paymentTerms": "Due in 30 Days"', '"paymentTerms": " "'],
  ['NOT_POSITIVE', 'per-labor-hour', '"rate": 27.4', '"rate": 0.0'],
  ['OVERTIME_BELOW', 'per-labor-hour', '"rate": 27.4', '"rate": 77.4'],
  ['TIER_LIMITS', 'revenue-share', '"amount": 1280000.0', '"amount": 1280.0'],
  ['TIER_LIMITS', 'revenue-share', '"amount": 640000.0', '"amount": 0.0'],
  ['CODES_OVERLAP', 'revenue-share', '"SM2"', '"SM1"'],
  ['CODES_UNASSIGNED', 'revenue-share', '"SM2"', '"ADJ"'],
  [
    'THRESHOLD_NO_AMOUNT',
    'revenue-share',
    '"validationThresholdAmount": 3.5',
    '"validationThresholdAmount": null',
  ],
  ['GROUP_UNKNOWN', 'per-labor-hour', '"groupNumber": 2', '"groupNumber": 3'],
  ['EMAIL_INVALID', 'per-labor-hour', 'ap@example.com;', 'ap at example;'],
  ['ACCOUNT_CONFLICT', 'management-agreement', '{\\"code\\":\\"6000\\",', '{\\"code\\":\\"6010\\",'],
  ['MA_LABOR_NO_JOBS', 'management-agreement', 'Type": "FixedFee",\n', 'Type": "PerLaborHour",\n'],
  ['CAP_MISSING', 'management-agreement', '"claimsCapAmount": 17500.0', '"claimsCapAmount": 0.0'],
  [
    'VALUE_MISSING',
    'management-agreement',
    '"payrollTaxesPercentage": 31.25',
    '"payrollTaxesPercentage": null',
  ],
  [
    'LABEL_UNLIKE',
    'management-agreement',
    '"contractType": "Management Agmt"',
    '"contractType": "Revenue Share"',
  ],
];

test('dormant tiers out of order are found in every component, and a backup report without hours', () => {
  const off = ['"profitShareEnabled": true', '"profitShareEnabled": false'] as const;
  const zero = ['"amount": 240000.0', '"amount": 0.0'] as const;
  assert.ok(!codesOf('management-agreement', off).includes('DORMANT_TIERS'));
  assert.ok(codesOf('management-agreement', off, zero).includes('DORMANT_TIERS'));
  const shares = [
    '"revenueShare": {\n      "enabled": true',
    '"revenueShare": {\n      "enabled": false',
  ] as const;
  const falling = ['"amount": 1280000.0', '"amount": 1280.0'] as const;
  assert.ok(codesOf('revenue-share', shares, falling).includes('DORMANT_TIERS'));
  const report = ['"supportingReports": []', '"supportingReports": ["HoursBackupReport"]'] as const;
  assert.ok(codesOf('fixed-fee', report).includes('BACKUP_UNLIKE'));
});

for (const [code, example, from, to] of faults) {
  test(`${code} is found where ${from} is written ${to}`.replaceAll('\n', ''), () => {
    assert.ok(codesOf(example, [from, to]).includes(code), codesOf(example, [from, to]).join(', '));
  });
}

test('a finding names block and field, places in lists from one', () => {
  const { original } = readExport({
    name: '',
    content: exportText('revenue-share', ['"amount": 1280000.0', '"amount": 1280.0']),
  });
  const [firstFinding] = original ? checkTerms(original) : [];
  assert.equal(firstFinding?.path, 'revenueShare.thresholdStructures[1].tiers[2].amount');
  assert.equal(firstFinding.message, 'Tier 2: the limit must be above the one before it.');
});

test('a finding calls the field what people call it', () => {
  const saidOf = (example: Example, from: string, to: string): string | undefined => {
    const { original } = readExport({ name: '', content: exportText(example, [from, to]) });
    return original ? checkTerms(original)[0]?.message : undefined;
  };
  assert.deepEqual(
    [
      saidOf('fixed-fee', '"incrementAmount": 3.0', '"incrementAmount": 103.0'),
      saidOf('per-labor-hour', '"rate": 27.4', '"rate": 1000.5'),
      saidOf('management-agreement', '"payrollTaxesPercentage": 31.25', '"payrollTaxesPercentage": null'),
      saidOf('per-labor-hour', '"groupNumber": 2', '"groupNumber": 3'),
    ],
    [
      'Yearly increment: 103.0 is not a percentage from 0 to 100; correct it.',
      'Hourly rate: 1000.5 is not from 0 to 1000; correct it.',
      'Payroll taxes: switched on without a value; enter it or switch it off.',
      'Invoice group 2 of the labor hours does not exist; add it or choose another.',
    ],
  );
});

test('a text that is too long for an invoice or for notes is refused with its limit', () => {
  const saidOf = (from: string, to: string): string => {
    const { findings } = readExport({ name: '', content: exportText('fixed-fee', [from, to]) });
    return findings.map(({ path, message }) => `${path}: ${message}`).join('; ');
  };
  assert.match(
    saidOf('"PO-EXAMPLE-1"', `"${'P'.repeat(4_001)}"`),
    /^purchaseOrder: "?P{1,200}.* is not valid here; write a text of at most 4,000 characters\.$/,
  );
  assert.match(
    saidOf('"Synthetic example. Not a real contract."', `"${'n'.repeat(100_001)}"`),
    /^notes: .*100,000 characters\.$/,
  );
  assert.equal(saidOf('"PO-EXAMPLE-1"', `"${'P'.repeat(4_000)}"`), '');
});

test('NaN is null in what describes the customer, and no figure in the terms', () => {
  const read = readExport({
    name: '',
    content: exportText('fixed-fee', ['"region": null', '"region": NaN']),
  });
  assert.deepEqual(
    read.findings.map(({ code }) => code),
    ['NAN_READ'],
  );
  assert.ok(read.original);
});

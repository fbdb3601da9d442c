import assert from 'node:assert/strict';
import { test } from 'node:test';
import { laborRow, noFacts, noTerms } from '../../../tests/scenarios/contract-month.ts';
import { decimal } from '../../kernel/decimal.ts';
import type { LaborHourRate } from '../terms.ts';
import { defaultWording } from '../wording.ts';
import { perLaborHour } from './per-labor-hour.ts';

const job: LaborHourRate = {
  title: 'Guest service',
  jobCode: 'GSA',
  ratePerHour: decimal('20.5'),
  overtimeRatePerHour: decimal('30.75'),
  startsOn: null,
  endsOn: null,
  group: 1,
};

const labor = [
  laborRow({ regularHours: decimal('100.25'), premiumHours: decimal('4.5') }),
  laborRow({ jobCode: 'GSC', regularHours: decimal('50') }),
];

const amounts = (...jobs: LaborHourRate[]): string[] =>
  perLaborHour({ ...noTerms, laborHour: jobs }, { ...noFacts, labor }, defaultWording).map(({ amount }) =>
    amount.toString(),
  );

test('overtime has its own line at its own rate, and each is rounded to cents', () => {
  // 100.25 × 20.50 = 2,055.125; 4.5 × 30.75 = 138.375.
  assert.deepEqual(amounts(job), ['2055.13', '138.38']);
});

test('equal rates make one line of two rounded parts', () => {
  assert.deepEqual(amounts({ ...job, overtimeRatePerHour: job.ratePerHour }), ['2147.38']);
});

test('overtime without a rate is billed at 0, and hours of a code that the contract lacks are not billed', () => {
  assert.deepEqual(amounts({ ...job, overtimeRatePerHour: null }), ['2055.13', '0']);
  assert.deepEqual(amounts({ ...job, jobCode: 'gsa' }), ['0']);
});

test('a rate that is not in force on the last day of the month is not billed', () => {
  assert.deepEqual(amounts({ ...job, endsOn: '2025-06-29' }), []);
  assert.deepEqual(amounts({ ...job, startsOn: '2025-06-30' }), ['2055.13', '138.38']);
});

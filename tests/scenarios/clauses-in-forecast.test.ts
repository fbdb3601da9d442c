import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Clause } from '../../src/contracts/index.ts';
import type { Terms } from '../../src/contracts/terms.ts';
import type { MonthResult } from '../../src/forecasting/pnl/calculate-year.ts';
import { decimal } from '../../src/kernel/decimal.ts';
import { monthsBetween } from '../../src/kernel/month.ts';
import { noTerms } from './contract-month.ts';
import { agreeing, booked, calculated, yearWith } from './forecast-year.ts';

/** Every month of 2025 under the same terms, with a budget of 1,000 rooms and 310 hours of GSA. */
function yearUnder(terms: Terms): MonthResult[] {
  const month = {
    ...agreeing(terms),
    budget: booked({ 9440: '1000' }),
    payrollBudget: new Map([['GSA', { hours: decimal('310'), cost: decimal('6200') }]]),
  };
  const months = monthsBetween('2025-01', '2025-12');
  return calculated(yearWith(Object.fromEntries(months.map((one) => [one, month]))));
}

function forecastOf(made: readonly MonthResult[], component: string): string[] {
  return made.map(
    ({ components }) => components.find((one) => one.component === component)?.forecast.toString() ?? '-',
  );
}

const limit = (kind: 'cap' | 'minimum', amount: string): Clause => ({
  kind,
  id: '1',
  component: 'occupied-room',
  window: 'AnnualCalendar',
  amount: decimal(amount),
  growth: null,
});
const roomTerms = (...clauses: Clause[]): Terms => ({
  ...noTerms,
  occupiedRoom: { ratePerRoom: decimal('2'), group: 1 },
  clauses,
});

test('a cap of a year leaves what months before it left', () => {
  assert.deepEqual(forecastOf(yearUnder(roomTerms(limit('cap', '5000'))), 'occupied-room'), [
    ...['2000', '2000', '1000'],
    ...Array.from({ length: 9 }, () => '0'),
  ]);
});

test('a minimum of a year is due in its last month', () => {
  const forecast = forecastOf(yearUnder(roomTerms(limit('minimum', '30000'))), 'occupied-room');
  assert.deepEqual([forecast.at(-2), forecast.at(-1)], ['2000', '8000']);
});

test('rates step with the contract year', () => {
  // The site of the tests opened on 2019-04-01: its seventh contract year begins in April 2025.
  const steps = [{ contractYear: 7, isAdded: false, amount: decimal('3'), overtimeAmount: null }];
  const clause: Clause = { kind: 'rate-steps', id: '1', component: 'occupied-room', position: 1, steps };
  const forecast = forecastOf(yearUnder(roomTerms(clause)), 'occupied-room');
  assert.deepEqual([forecast[2], forecast[3]], ['2000', '3000']);
});

test('hours are billed above the quantity of each week, parts of weeks by their days', () => {
  const rate = { title: 'Valet', jobCode: 'GSA', ratePerHour: decimal('10'), overtimeRatePerHour: null };
  const clause: Clause = { kind: 'weekly-quantity', id: '1', jobCodes: [], hours: decimal('35') };
  const terms: Terms = {
    ...noTerms,
    clauses: [clause],
    laborHour: [{ ...rate, startsOn: null, endsOn: null, group: 1 }],
  };
  // January: 10 hours a day, of which the quantity takes in 5: 31 × 5 × 10.
  assert.equal(forecastOf(yearUnder(terms), 'per-labor-hour')[0], '1550');
});

test('the first limit of a share of revenue follows the rooms of the month', () => {
  const tiers = [
    { sharePercent: decimal('0'), limit: decimal('1') },
    { sharePercent: decimal('50'), limit: decimal('0') },
  ];
  const terms: Terms = {
    ...noTerms,
    revenueShare: [{ revenueCodes: ['OR1'], accumulation: 'Monthly', tiers, validation: null, group: 1 }],
    clauses: [{ kind: 'room-threshold', id: '1', structure: 1, amountPerRoom: decimal('4') }],
  };
  const month = { ...agreeing(terms), budget: booked({ 9410: '10000', 9440: '1000' }) };
  const [january] = calculated(yearWith({ '2025-01': month }));
  // 1,000 rooms × 4 are the limit; half of the 6,000 above it.
  const share = january?.components.find(({ component }) => component === 'revenue-share');
  assert.equal(share?.forecast.toString(), '3000');
});

test('terms that cannot be calculated with leave the budget and say why', () => {
  const steps = [{ contractYear: 7, isAdded: false, amount: decimal('3'), overtimeAmount: null }];
  const clause: Clause = { kind: 'rate-steps', id: '1', component: 'occupied-room', position: 1, steps };
  const month = { ...agreeing(roomTerms(clause)), budget: booked({ 4790: '-900', 9440: '1000' }) };
  const [january] = calculated(yearWith({ '2025-01': month }, { opensOn: null }));
  const cell = january?.cells.find(({ line }) => line === 'internal-revenue');
  assert.deepEqual([cell?.forecast.toString(), cell?.source], ['900', 'fallback']);
  assert.match(january?.notes.join() ?? '', /budget of internal revenue is used instead: .*0170/);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { storedLines } from '../../src/forecasting/pnl/rows.ts';
import type { MonthInputs } from '../../src/forecasting/pnl/site-year.ts';
import { workedAfter, workedDays, workedOf } from '../../src/forecasting/pnl/worked-days.ts';
import { driverOf, withDrivers, type Driver } from '../../src/forecasting/pnl/what-if.ts';
import { decimal, sum, type Decimal } from '../../src/kernel/decimal.ts';
import { monthsBetween } from '../../src/kernel/month.ts';
import { noAccounts, noTerms } from '../scenarios/contract-month.ts';
import {
  actualTo,
  agreeing,
  booked,
  calculated,
  cellOf,
  noActuals,
  noEntries,
  yearWith,
} from '../scenarios/forecast-year.ts';

const months = monthsBetween('2025-01', '2025-12');
const money = fc.integer({ min: 0, max: 50_000_000 }).map((cents) => decimal(String(cents)).div('100'));
const near = (one: Decimal, other: Decimal): boolean => one.minus(other).abs().lt('0.0001');

/** A month with a budget of every kind and a contract that looks at revenue, rooms and accounts. */
const plannedMonth = fc.record({
  revenue: money,
  vehicles: fc.integer({ min: 1, max: 9_000 }),
  payroll: money,
  taxes: money,
  expense: money,
  vehicleInsurance: money,
  rooms: fc.integer({ min: 0, max: 9_000 }),
});
type Planned = typeof plannedMonth extends fc.Arbitrary<infer Value> ? Value : never;

const inputsOf = (planned: Planned): Partial<MonthInputs> => ({
  budget: booked({
    9410: planned.revenue,
    9411: planned.revenue,
    9510: String(planned.vehicles),
    6000: planned.payroll,
    6200: planned.taxes,
    7045: planned.expense,
    7082: planned.vehicleInsurance,
    9440: String(planned.rooms),
  }),
  ...agreeing({
    ...noTerms,
    occupiedRoom: { ratePerRoom: decimal('2.5'), group: 1 },
    revenueShare: [
      {
        revenueCodes: ['VD1'],
        accumulation: 'AnnualCalendar',
        validation: null,
        group: 1,
        tiers: [
          { limit: decimal('1000000'), sharePercent: decimal('20') },
          { limit: decimal('0'), sharePercent: decimal('35') },
        ],
      },
    ],
    billableAccounts: { ...noAccounts, payroll: { ...noAccounts.payroll, accounts: ['6000'] } },
  }),
});

const plannedYear = fc.array(plannedMonth, { minLength: 12, maxLength: 12 });
const yearOf = (planned: readonly Planned[]): ReturnType<typeof yearWith> =>
  yearWith(Object.fromEntries(planned.map((month, at) => [months[at] ?? '', inputsOf(month)])));

test('an untouched budget varies in no row that copies it, and twice is the same', () => {
  fc.assert(
    fc.property(plannedYear, (planned) => {
      const made = calculated(yearOf(planned));
      for (const month of months)
        for (const line of [
          'external-revenue',
          'payroll',
          'parking-rents',
          'other-expense',
          'pteb',
        ] as const) {
          const { trend, budget } = cellOf(made, month, line);
          assert.ok(near(trend, budget), `${month} ${line}: ${trend.toString()} of ${budget.toString()}`);
        }
      assert.deepEqual(JSON.stringify(calculated(yearOf(planned))), JSON.stringify(made));
    }),
    { numRuns: 60 },
  );
});

test('internal revenue is the sum of its components, and shares of a year are the tiers on the year', () => {
  fc.assert(
    fc.property(plannedYear, (planned) => {
      const made = calculated(yearOf(planned));
      for (const { month, components } of made) {
        const parts = sum(components.map(({ trend }) => trend ?? decimal('0')));
        assert.ok(near(parts, cellOf(made, month, 'internal-revenue').trend));
      }
      const shares = made.flatMap(({ components }) =>
        components
          .filter(({ component }) => component === 'revenue-share')
          .map(({ trend }) => trend ?? decimal('0')),
      );
      const year = sum(planned.map(({ revenue }) => revenue));
      const low = year.gt('1000000') ? decimal('1000000') : year;
      assert.ok(near(sum(shares), low.times('0.2').plus(year.minus(low).times('0.35'))));
    }),
    { numRuns: 60 },
  );
});

test('up to the end of the month the trend is what came in, and before its first day it is the forecast', () => {
  fc.assert(
    fc.property(plannedMonth, money, (planned, came) => {
      const whole = calculated(
        yearWith({ '2025-03': { ...inputsOf(planned), actuals: actualTo('2025-03-31', came) } }),
      );
      assert.ok(near(cellOf(whole, '2025-03', 'external-revenue').trend, came));
      const none = calculated(yearWith({ '2025-03': inputsOf(planned) }));
      const { trend, forecast } = cellOf(none, '2025-03', 'external-revenue');
      assert.ok(near(trend, forecast));
    }),
    { numRuns: 60 },
  );
});

test('a driver moves what depends on it in proportion, from the current month on, and nothing else', () => {
  const drivers = (text: string): Driver[] => [driverOf(text)].filter((driver) => driver !== null);
  fc.assert(
    fc.property(plannedYear, fc.integer({ min: -90, max: 200 }), (planned, percent) => {
      const given = { ...yearOf(planned), currentMonth: '2025-04' as const };
      const before = calculated(given);
      const after = (text: string): typeof before => calculated(withDrivers(given, drivers(text)));
      const change = `${percent < 0 ? '' : '+'}${String(percent)}%`;
      const factor = decimal(String(100 + percent)).div('100');
      const paid = after(`payroll=${change}`);
      const priced = after(`vehicles.valetDaily=${change}`);
      const unchanged = after('rooms=+0%');
      for (const month of months)
        for (const line of storedLines) {
          const was = cellOf(before, month, line).trend;
          assert.ok(
            near(cellOf(unchanged, month, line).trend.minus(was), decimal('0')) || line.endsWith('revenue'),
          );
          const isMoved = month >= '2025-04';
          if (line === 'payroll')
            assert.ok(near(cellOf(paid, month, line).trend, isMoved ? was.times(factor) : was), month);
          if (line === 'other-expense') assert.ok(near(cellOf(paid, month, line).trend, was));
          if (line === 'external-revenue' && !isMoved)
            assert.ok(near(cellOf(priced, month, line).trend, was));
        }
    }),
    { numRuns: 30 },
  );
});

test('entered rates and vehicles come to revenue less adjustments, and a what-if of them in proportion', () => {
  const entered = {
    ...noEntries,
    rates: new Map([['valet-daily', decimal('20')]]),
    statistics: {
      before: noEntries.statistics.before,
      after: { days: 1, totals: { 'valet-daily': decimal('50') }, counted: { 'valet-daily': 30 } },
    },
  };
  const given = yearWith({
    '2025-04': { entries: entered, budget: booked({ 9410: '100', 9419: '-10' }) },
  });
  // 50 vehicles at 20, less 10 %.
  assert.equal(cellOf(calculated(given), '2025-04', 'external-revenue').trend.toString(), '900');
  const driver = driverOf('rate.valet-daily=+5%');
  const raised = calculated(withDrivers(given, driver === null ? [] : [driver]));
  assert.equal(cellOf(raised, '2025-04', 'external-revenue').trend.toString(), '945');
  assert.deepEqual(
    ['rate.luck=+5%', 'expense.9410=1', 'payroll=much', 'rooms.x=3'].map((text) => driverOf(text)),
    [null, null, null, null],
  );
});

test('an entry of payroll counts with its difference to the budget of its job; what no job has stays in', () => {
  // 3,100 in the ledger, of which 1,550 are budgeted for attendants: 50 a day. Two days are entered at 80.
  const after = {
    touchedDays: 2,
    jobs: new Map([['GSA', { hours: decimal('8'), cost: decimal('160'), days: 2 }]]),
  };
  const entries = { ...noEntries, payroll: { ...noEntries.payroll, after } };
  const payrollBudget = new Map([['GSA', { hours: decimal('310'), cost: decimal('1550') }]]);
  const rate = { title: 'Valet', jobCode: 'GSA', ratePerHour: decimal('20'), overtimeRatePerHour: null };
  const byHours = { ...noTerms, laborHour: [{ ...rate, startsOn: null, endsOn: null, group: 1 }] };
  const given = yearWith({
    '2025-07': { budget: booked({ 6000: '3100' }), entries, payrollBudget, ...agreeing(byHours) },
  });
  const planned = calculated(given);
  assert.equal(cellOf(planned, '2025-07', 'payroll').trend.toString(), '3160');
  // Two days of 8 hours in all, and 29 days of 10 budgeted hours.
  assert.equal(cellOf(planned, '2025-07', 'internal-revenue').trend.toString(), '5960');
  const driver = driverOf('payroll=+10%');
  const raised = calculated(withDrivers(given, driver === null ? [] : [driver]));
  assert.ok(near(cellOf(raised, '2025-07', 'payroll').trend, decimal('3476')));
  // Hours that a contract bills follow payroll.
  assert.ok(near(cellOf(raised, '2025-07', 'internal-revenue').trend, decimal('6556')));
  const unbudgeted = yearWith({ '2025-07': { budget: booked({ 6000: '3100' }), entries } });
  // Without a budget by job: 29 days of the ledger's budget, and what was entered.
  assert.equal(cellOf(calculated(unbudgeted), '2025-07', 'payroll').trend.toString(), '3060');
});

test('a closed month shows what its ledger holds from 4000 to 7999, in whatever categories the accounts are', () => {
  const categories = [
    ...['INTERNAL REVENUE', 'PAYROLL', 'CLAIMS', 'PARKING RENTS', 'OTHER EXPENSE', 'PTEB', 'INSURANCE'],
    'UNMAPPED',
  ];
  const posting = fc.record({
    account: fc.integer({ min: 4000, max: 7999 }).map(String),
    amount: fc
      .integer({ min: -10_000_000, max: 10_000_000 })
      .map((cents) => decimal(String(cents)).div('100')),
    category: fc.constantFrom(...categories),
  });
  fc.assert(
    fc.property(fc.uniqueArray(posting, { selector: ({ account }) => account }), (postings) => {
      const ledger = new Map(postings.map(({ account, amount }) => [account, amount]));
      const categoryOf = new Map(postings.map(({ account, category }) => [account, category]));
      const made = calculated(
        yearWith({ '2025-03': { ledger, budget: ledger } }, { currentMonth: '2025-05', categoryOf }),
      );
      const flc = (column: 'actual' | 'trend' | 'budget'): Decimal =>
        sum(
          storedLines.map((line) => {
            const value = cellOf(made, '2025-03', line)[column] ?? decimal('0');
            return line === 'external-revenue'
              ? decimal('0')
              : line === 'internal-revenue'
                ? value
                : value.neg();
          }),
        );
      const total = sum(ledger.values()).neg().toString();
      assert.deepEqual([flc('actual'), flc('trend'), flc('budget')].map(String), [total, total, total]);
    }),
    { numRuns: 60 },
  );
});

test('a forecast follows every account of the budget that has a row, and what is posted on one without stands', () => {
  const categoryOf = new Map([
    ...([['5100', 'OTHER EXPENSE'] as const, ['8100', 'OTHER EXPENSE'] as const] as const),
    ...([['7999', 'UNMAPPED'] as const, ['4990', 'UNMAPPED'] as const] as const),
  ]);
  const budget = booked({ 5100: '100', 8100: '20', 7999: '7' });
  const payrollTo = '2025-03-10';
  const made = calculated(
    yearWith(
      {
        '2025-03': { budget, ledger: booked({ 7999: '3', 4990: '-50' }), actuals: actualTo(payrollTo, '1') },
        '2025-04': { budget },
      },
      { currentMonth: '2025-03', categoryOf },
    ),
  );
  const trend = (month: '2025-03' | '2025-04'): string[] =>
    (['other-expense', 'unmapped'] as const).map((line) => cellOf(made, month, line).trend.toString());
  assert.deepEqual(
    [trend('2025-03'), trend('2025-04')],
    [
      ['120', '-47'],
      ['120', '7'],
    ],
  );
});

test('revenue that the budget has in no category is carried, so that a forecast from the budget is the budget', () => {
  const budget = booked({ 9410: '250000', 9411: '150000', 9510: '3000', 9412: '60000', 9520: '1500' });
  const days = { days: 30, counted: { 'valet-daily': 30, 'valet-overnight': 30 } };
  const withVehicles = (daily: string, overnight: string): Decimal => {
    const after = {
      ...days,
      totals: { 'valet-daily': decimal(daily), 'valet-overnight': decimal(overnight) },
    };
    const entries = { ...noEntries, statistics: { before: noEntries.statistics.before, after } };
    return cellOf(calculated(yearWith({ '2025-04': { budget, entries } })), '2025-04', 'external-revenue')
      .trend;
  };
  assert.equal(withVehicles('3000', '1500').toString(), '250000');
  // 3.5 % more vehicles bring 3.5 % of what vehicles pay, 210,000.
  assert.equal(withVehicles('3105', '1552.5').toString(), '257350');
  assert.equal(withVehicles('0', '0').toString(), '40000');
});

test('a site that closes is expected to its last day, and nothing of its budget after it', () => {
  const budget = booked({ 9410: '31000', 6000: '6200', 6200: '620', 7045: '90', 7082: '10', 4790: '-500' });
  const span = { opensOn: null, closesOn: '2025-07-10' };
  const planned = (['2025-06', '2025-07', '2025-08'] as const).map(
    (month) => [month, { budget, worked: workedOf(span, month) }] as const,
  );
  const made = calculated(yearWith(Object.fromEntries(planned), { closesOn: span.closesOn }));
  const trend = (month: '2025-07' | '2025-08'): string[] =>
    storedLines.map((line) => cellOf(made, month, line).trend.toString());
  // 10 of 31 days of revenue, payroll and the budget that stands in for terms; expenses of a month are booked whole.
  const fee = decimal('500').times('10').div('31').toString();
  assert.deepEqual(trend('2025-07'), ['10000', fee, '2000', '0', '0', '90', '200', '99', '0']);
  assert.ok(trend('2025-08').every((amount) => amount === '0'));
  assert.equal(cellOf(made, '2025-08', 'payroll').budget.toString(), '6200');
  assert.deepEqual(made.find(({ month }) => month === '2025-08')?.notes, [
    'the site closes on 2025-07-10: nothing is expected after that',
  ]);
  const opening = { opensOn: '2025-07-10', closesOn: null };
  assert.deepEqual(workedOf(opening, '2025-07'), { first: 10, last: 31 });
  assert.equal(workedDays({ worked: workedOf(opening, '2025-06') }), 0);
  assert.equal(workedAfter({ worked: workedOf(opening, '2025-07') }, '2025-07-01'), 22);
});

test('salaries count among what is paid, and accounts of payroll are shared in the proportion of payroll', () => {
  const budget = booked({ 6000: '31000', 6005: '6200' });
  const payroll = new Map([['GSA', { hours: decimal('80'), cost: decimal('1600') }]]);
  const actuals = { ...noActuals, payrollTo: '2025-07-10', payroll };
  const accounts = { ...noAccounts, payroll: { ...noAccounts.payroll, accounts: ['6000'] } };
  const categoryOf = new Map([
    ['6000', 'PAYROLL'],
    ['6005', 'PAYROLL'],
  ]);
  const made = calculated(
    yearWith(
      { '2025-07': { budget, actuals, ...agreeing({ ...noTerms, billableAccounts: accounts }) } },
      { annualSalaries: decimal('36500'), currentMonth: '2025-07', categoryOf },
    ),
  );
  // 1,600 paid, 10 days of 36,500 a year, and 21 of 31 days of the budget of 37,200.
  const cost = decimal('1600').plus('1000').plus(decimal('37200').times('21').div('31'));
  assert.equal(cellOf(made, '2025-07', 'payroll').trend.toString(), cost.toString());
  const billed = decimal('31000').times(cost).div('37200');
  assert.ok(near(cellOf(made, '2025-07', 'internal-revenue').trend, billed));
});

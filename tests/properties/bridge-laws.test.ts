import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { apportion } from '../../src/forecasting/bridge/apportion.ts';
import { bridgeOf, sumOf, type BridgeStep, type ComparedMonth } from '../../src/forecasting/bridge/bridge.ts';
import { effects, stepsOf, type RowSide } from '../../src/forecasting/bridge/effects.ts';
import { sideOf, type Basis } from '../../src/forecasting/bridge/sides.ts';
import { storedLines } from '../../src/forecasting/pnl/rows.ts';
import type { Entries, MonthInputs, SiteYear } from '../../src/forecasting/pnl/site-year.ts';
import { decimal, roundCents, roundHalfAway, sum, type Decimal } from '../../src/kernel/decimal.ts';
import { noTerms } from '../scenarios/contract-month.ts';
import {
  agreeing,
  booked,
  calculated,
  cellOf,
  noActuals,
  noEntries,
  yearWith,
} from '../scenarios/forecast-year.ts';

const money = fc.integer({ min: -5_000, max: 9_000_000 }).map((cents) => decimal(String(cents)).div('100'));
const count = fc.integer({ min: 0, max: 4_000 }).map((vehicles) => decimal(String(vehicles)));
const rate = fc.integer({ min: 0, max: 9_999 }).map((cents) => decimal(String(cents)).div('100'));

/** What two columns of a month may hold; nothing where a draw is null, so that sides without counts come up. */
const drawnMonth = fc.record({
  revenue: fc.tuple(money, money, money),
  vehicles: fc.tuple(count, count, count),
  booked: fc.tuple(money, money),
  bookedVehicles: fc.option(fc.tuple(count, count)),

  entered: fc.option(fc.record({ vehicles: fc.tuple(count, count, count), rates: fc.tuple(rate, rate) })),
  jobs: fc.option(fc.tuple(count, money)),
  worked: fc.option(fc.tuple(count, money)),
  payroll: money,
  hours: count,
  cost: money,
  expense: money,
  adjustments: money,
});
type Drawn = typeof drawnMonth extends fc.Arbitrary<infer Value> ? Value : never;

const zero = decimal('0');

function entriesOf({ entered, hours, cost }: Drawn): Entries {
  const jobs = new Map([['GSA', { hours, cost, days: 7 }]]);
  const payroll = { ...noEntries.payroll, after: { touchedDays: 7, jobs } };
  if (entered === null) return { ...noEntries, payroll };
  const [daily, overnight, online] = entered.vehicles;
  const totals = { 'valet-daily': daily, 'valet-overnight': overnight, 'self-aggregator': online };
  const counted = { 'valet-daily': 31, 'valet-overnight': 12, 'self-aggregator': 31 };
  const after = { days: 31, totals, counted };
  const rates = new Map([
    ...([
      ['valet-daily', entered.rates[0]] as const,
      ['self-aggregator', entered.rates[1]] as const,
    ] as const),
  ]);
  return { ...noEntries, payroll, rates, statistics: { ...noEntries.statistics, after } };
}

function inputsOf(drawn: Drawn): Partial<MonthInputs> {
  const { revenue, vehicles, booked: posted, bookedVehicles, jobs, worked } = drawn;
  const jobOf = ([hours, cost]: readonly [Decimal, Decimal]): MonthInputs['payrollBudget'] =>
    new Map([
      ['GSA', { hours, cost }],
      ['GM', { hours: decimal('184'), cost: drawn.expense }],
    ]);
  return {
    budget: booked({
      9410: revenue[0],
      9411: revenue[1],
      9412: revenue[2],
      9510: vehicles[0],
      9520: vehicles[1],

      9419: drawn.adjustments,
      9570: vehicles[2],
      6000: drawn.payroll,
      7045: drawn.expense,
      4790: posted[0],
    }),
    ledger: booked({
      9410: posted[0],
      9411: posted[1],
      6000: drawn.expense,
      7220: drawn.cost,
      4790: drawn.revenue[1],
      ...(bookedVehicles === null ? {} : { 9510: bookedVehicles[0], 9520: bookedVehicles[1] }),
    }),
    entries: entriesOf(drawn),
    payrollBudget: jobs === null ? new Map() : jobOf(jobs),
    actuals: { ...noActuals, payroll: worked === null ? new Map() : jobOf(worked) },
    ...agreeing({ ...noTerms, occupiedRoom: { ratePerRoom: decimal('2.5'), group: 1 } }),
  };
}

const months = ['2025-05', '2025-07'] as const;
const yearOf = (site: string, drawn: readonly Drawn[]): SiteYear =>
  yearWith(Object.fromEntries(months.map((month, at) => [month, drawn[at] ? inputsOf(drawn[at]) : {}])), {
    site,
    currentMonth: '2026-01',
    annualSalaries: decimal('187000'),
    salariedJobs: new Map(drawn[0]?.jobs === null ? [] : [['GM', decimal('1')]]),
  });

const years = fc.array(fc.array(drawnMonth, { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 3 });
const ends = fc.constantFrom<readonly [Basis, Basis]>(
  ...[['budget', 'forecast'] as const, ['budget', 'actual'] as const, ['forecast', 'actual'] as const],
);

const difference = (steps: readonly BridgeStep[]): Decimal => {
  const total = sumOf(steps);
  return sum(effects.map((effect) => total[effect]));
};
const same = (one: Decimal, other: Decimal, what: string): void => {
  assert.equal(one.toString(), other.toString(), what);
};

test('steps sum to the difference of the P&L for every month, row and site, and altogether', () => {
  fc.assert(
    fc.property(years, ends, (drawn, [before, after]) => {
      const sites = drawn.map((own, at) => yearOf(`000${String(at)}`, own));
      const made = sites.map((year) => ({ year, results: calculated(year) }));
      const compared = made.flatMap(({ year, results }) =>
        months.flatMap((month): ComparedMonth[] => {
          const inputs = year.months.find((one) => one.month === month);
          const result = results.find((one) => one.month === month);
          assert.ok(inputs !== undefined && result !== undefined);
          const asked = { inputs, made: result, salaries: year };
          const [was, is] = [sideOf(asked, before), sideOf(asked, after)];
          return was === null || is === null ? [] : [{ site: year.site, month, before: was, after: is }];
        }),
      );
      assert.equal(compared.length, sites.length * 2);
      const steps = bridgeOf(compared);
      const eight = (value: Decimal | null): Decimal => roundHalfAway(value ?? zero, 8);
      let contribution = zero;
      for (const line of storedLines) {
        let ofRow = zero;
        for (const { year, results } of made)
          for (const month of months) {
            const cell = cellOf(results, month, line);
            const own = steps.filter(
              (one) => one.site === year.site && one.month === month && one.row === line,
            );
            const expected = eight(cell[after]).minus(eight(cell[before]));
            same(difference(own), expected, `${year.site} ${month} ${line}`);
            ofRow = ofRow.plus(expected);
          }
        same(difference(steps.filter(({ row }) => row === line)), ofRow, line);
        if (line === 'internal-revenue') contribution = contribution.plus(ofRow);
        else if (line !== 'external-revenue') contribution = contribution.minus(ofRow);
      }
      const own = steps.filter(({ row }) => row === 'front-line-contribution');
      same(difference(own), contribution, 'front line contribution');
      for (const step of steps) same(step.before.plus(difference([step])), step.after, step.item);
    }),
    { numRuns: 60 },
  );
});

test('a salaried job is compared with the salary that was accrued, by name and without a price an hour', () => {
  const job = (hours: string, cost: string): { hours: Decimal; cost: Decimal } => ({
    hours: decimal(hours),
    cost: decimal(cost),
  });
  const year = yearWith(
    {
      '2025-05': {
        budget: booked({ 6000: '24000' }),
        ledger: booked({ 6000: '24500' }),
        payrollBudget: new Map([
          ['GSA', job('310', '6000')],
          ['GM', job('184', '18000')],
        ]),
        actuals: { ...noActuals, payrollTo: '2025-05-31', payroll: new Map([['GSA', job('310', '6100')]]) },
      },
    },
    {
      currentMonth: '2025-07',
      annualSalaries: decimal('211700'),
      salariedJobs: new Map([['GM', decimal('1')]]),
    },
  );
  const [inputs, made] = [year.months[4], calculated(year)[4]];
  assert.ok(inputs !== undefined && made !== undefined);
  const sideFor = (basis: Basis): RowSide | undefined =>
    sideOf({ inputs, made, salaries: year }, basis)?.payroll;
  const [before, after] = [sideFor('budget'), sideFor('actual')];
  assert.ok(before !== undefined && after !== undefined);
  // 31 days of 211,700 a year are 17,980: 20 less than budgeted. What is left of the ledger is 420.
  assert.deepEqual(toldOf(stepsOf([{ site: 'A', before, after }])), [
    'A GSA 0 0 0 100 0',
    'A GM 0 0 0 0 -20',
    'A other 0 0 0 0 420',
  ]);
  assert.deepEqual(sideFor('forecast')?.named, new Map([['GM', decimal('18000')]]));
});

const side = (items: Readonly<Record<string, readonly [quantity: string, amount: string]>>): RowSide => ({
  amount: sum(Object.values(items).map(([, amount]) => decimal(amount))),
  named: new Map(),
  priced: new Map(
    Object.entries(items).map(([name, [quantity, amount]]) => [
      ...([name, { quantity: decimal(quantity), amount: decimal(amount) }] as const),
    ]),
  ),
});
const toldOf = (steps: ReturnType<typeof stepsOf>): string[] =>
  steps.map((step) =>
    [step.site, step.item, ...effects.map((effect) => roundHalfAway(step[effect], 2).toString())].join(' '),
  );

test('more vehicles in the same shares are volume, other shares are mix, and another rate is price', () => {
  const before = side({ daily: ['100', '2000'], overnight: ['50', '2000'] });
  const steps = (after: RowSide): string[] => toldOf(stepsOf([{ site: 'A', before, after }]));
  assert.deepEqual(steps(side({ daily: ['110', '2200'], overnight: ['55', '2200'] })), [
    ...['A daily 200 0 0 0 0', 'A overnight 200 0 0 0 0'],
  ]);
  assert.deepEqual(steps(side({ daily: ['120', '2400'], overnight: ['30', '1200'] })), [
    ...['A daily 0 0 400 0 0', 'A overnight 0 0 -800 0 0'],
  ]);
  assert.deepEqual(steps(side({ daily: ['100', '2100'], overnight: ['50', '1900'] })), [
    ...['A daily 0 0 0 100 0', 'A overnight 0 0 0 -100 0'],
  ]);
  // A category that is new is mix; money that has no vehicles is neither.
  assert.deepEqual(steps(side({ daily: ['100', '2000'], monthly: ['50', '500'], overnight: ['0', '0'] })), [
    ...['A daily 0 0 0 0 0', 'A overnight 0 0 -2000 0 0', 'A monthly 0 0 500 0 0'],
  ]);
  assert.deepEqual(steps(side({ daily: ['100', '2000'], overnight: ['0', '900'] })), [
    ...['A daily 0 0 0 0 0', 'A overnight 0 0 0 0 -1100'],
  ]);
});

test('a site that grows more than all others have is mix of sites, and a side without counts is bridged whole', () => {
  const [small, large] = [side({ daily: ['100', '1000'] }), side({ daily: ['100', '3000'] })];
  const grown = stepsOf([
    { site: 'A', before: small, after: side({ daily: ['200', '2000'] }) },
    { site: 'B', before: large, after: large },
  ]);
  assert.deepEqual(toldOf(grown), ['A daily 500 500 0 0 0', 'B daily 1500 -1500 0 0 0']);
  const uncounted = { amount: decimal('1250'), named: new Map([['fee', decimal('50')]]), priced: null };
  assert.deepEqual(toldOf(stepsOf([{ site: 'A', before: small, after: uncounted }])), [
    ...['A fee 0 0 0 0 50', 'A other 0 0 0 0 200'],
  ]);
  const opened = stepsOf([{ site: 'A', before: side({}), after: small }]);
  assert.deepEqual(toldOf(opened), ['A daily 1000 0 0 0 0']);
});

test('parts in cents sum to their total, and none is a cent or more off', () => {
  const part = fc
    .integer({ min: -9_999_999, max: 9_999_999 })
    .map((units) => decimal(String(units)).div('10007'));
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 6 }), (parts) => {
      const total = roundCents(sum(parts));
      const shares = apportion(total, parts, 2);
      assert.equal(sum(shares).toString(), total.toString());
      shares.forEach((share, at) => {
        assert.ok(
          share
            .minus(parts[at] ?? zero)
            .abs()
            .lt('0.01'),
        );
      });
    }),
  );
});

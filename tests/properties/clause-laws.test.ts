import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { AmountLimit, Clause, RateSteps } from '../../src/contracts/clauses/clause.ts';
import { shareByTiers } from '../../src/contracts/components/tiers.ts';
import { computeLines, type ComputedLines } from '../../src/contracts/compute-lines.ts';
import type { ClauseFacts, Facts } from '../../src/contracts/facts.ts';
import type { Accumulation, Terms } from '../../src/contracts/terms.ts';
import { defaultWording } from '../../src/contracts/wording.ts';
import { decimal, roundCents, sum, toText, type Decimal } from '../../src/kernel/decimal.ts';
import { earliestMonth } from '../../src/contracts/look-back.ts';
import { addMonths, monthsBetween, type Month } from '../../src/kernel/month.ts';
import { noFacts, noTerms, revenueRow } from '../scenarios/contract-month.ts';
import { contractOfSeed } from './drawn-contracts.ts';

// A failing run prints its seed and the smallest case that fails.

const compute = (terms: Terms, facts: Facts): ComputedLines =>
  computeLines({ terms, facts, wording: defaultWording, adHoc: [] });

const money = fc.integer({ min: 0, max: 9_000_000 }).map((cents) => decimal(`${String(cents)}e-2`));
const nothing: ClauseFacts = { weeks: [], earlierAmounts: [], otherSites: [] };
const share = (accumulation: Accumulation): NonNullable<Terms['revenueShare']>[number] => ({
  revenueCodes: ['VD1'],
  accumulation,
  validation: null,
  group: 1,
  tiers: [
    { sharePercent: decimal('42.5'), limit: decimal('300000') },
    { sharePercent: decimal('10'), limit: decimal('0') },
  ],
});

test('a contract without clauses computes as one that knows of none', () => {
  for (let seed = 1; seed <= 300; seed += 1) {
    const { terms, facts } = contractOfSeed(seed);
    const plain = JSON.stringify(compute(terms, facts));
    assert.equal(
      JSON.stringify(compute({ ...terms, clauses: [] }, { ...facts, forClauses: nothing })),
      plain,
    );
  }
});

test('limits that are never met change nothing', () => {
  const never: Clause[] = (['revenue-share', 'billable-accounts', 'profit-share'] as const).map(
    (component) => ({
      kind: 'cap',
      id: '1',
      component,
      window: 'Monthly',
      amount: decimal('999999999999'),
      growth: null,
    }),
  );
  for (let seed = 1; seed <= 300; seed += 1) {
    const { terms, facts } = contractOfSeed(seed);
    assert.equal(
      JSON.stringify(compute({ ...terms, clauses: never }, facts)),
      JSON.stringify(compute(terms, facts)),
    );
  }
});

/** Facts from a month on, as if nothing had been read before it. */
function factsFrom(first: Month, facts: Facts): Facts {
  const isRead = ({ month }: { readonly month: Month }): boolean => month >= first;
  return {
    ...facts,
    revenue: facts.revenue.filter(isRead),
    balances: facts.balances.filter(isRead),
    earlierProfits: facts.earlierProfits.filter(isRead),
    forClauses: { ...nothing, earlierAmounts: (facts.forClauses?.earlierAmounts ?? []).filter(isRead) },
  };
}

test('nothing before the earliest month that terms look at counts, and a clause may look further back', () => {
  let counted = 0;
  for (let seed = 1; seed <= 1500; seed += 1) {
    const drawn = contractOfSeed(seed);
    const window = (['Monthly', 'AnnualCalendar', 'AnnualAnniversary'] as const)[seed % 3] ?? 'Monthly';
    const cap = {
      kind: 'cap',
      component: 'revenue-share',
      amount: decimal('1000000'),
      growth: null,
    } as const;
    const terms: Terms = { ...drawn.terms, clauses: seed % 2 === 0 ? [] : [{ ...cap, id: '1', window }] };
    const earlierAmounts = monthsBetween(
      addMonths(drawn.facts.month, -20),
      addMonths(drawn.facts.month, -1),
    ).map((month) => ({ month, component: 'revenue-share', amount: decimal('90000') }));
    const facts = { ...drawn.facts, forClauses: { ...nothing, earlierAmounts } };
    const lines = (known: Facts): string => JSON.stringify(compute(terms, known));
    const first = earliestMonth(terms, facts.month);
    const whole = lines(facts);
    assert.equal(lines(factsFrom(first, facts)), whole, `seed ${String(seed)}`);
    if (first < facts.month && lines(factsFrom(addMonths(first, 1), facts)) !== whole) counted += 1;
  }
  assert.ok(counted > 200, `the earliest month counted ${String(counted)} times only`);
});

/** What every month of a calendar year bills, each knowing what the months before it billed. */
function yearOf(clauses: readonly Clause[], revenues: readonly Decimal[]): Decimal[] {
  const terms = { ...noTerms, revenueShare: [share('Monthly')], clauses };
  const earlierAmounts: ClauseFacts['earlierAmounts'][number][] = [];
  return monthsBetween('2025-01', '2025-12').map((month, at) => {
    const revenue = [{ ...revenueRow({ netRevenue: revenues[at] ?? decimal('0') }), month }];
    const forClauses = { ...nothing, earlierAmounts: [...earlierAmounts] };
    const amount = sum(
      compute(terms, { ...noFacts, month, revenue, forClauses }).lines.map((line) => line.amount),
    );
    earlierAmounts.push({ month, component: 'revenue-share', amount });
    return amount;
  });
}

test('a cap is not exceeded and a minimum is reached, in a month as in a year', () => {
  const year = fc.array(money, { minLength: 12, maxLength: 12 });
  const limit = (kind: 'cap' | 'minimum', window: Accumulation, amount: Decimal): Clause => ({
    kind,
    id: '1',
    component: 'revenue-share',
    window,
    amount,
    growth: null,
  });
  fc.assert(
    fc.property(year, money, (revenues, amount) => {
      const total = (clauses: readonly Clause[]): Decimal => sum(yearOf(clauses, revenues));
      const free = total([]);
      const smaller = (one: Decimal, other: Decimal): Decimal => (one.lt(other) ? one : other);
      const larger = (one: Decimal, other: Decimal): Decimal => (one.gt(other) ? one : other);
      const calendar = 'AnnualCalendar';
      assert.ok(total([limit('cap', calendar, amount)]).eq(smaller(free, amount)));
      assert.ok(total([limit('minimum', calendar, amount)]).eq(larger(free, amount)));
      assert.ok(yearOf([limit('cap', 'Monthly', amount)], revenues).every((one) => one.lte(amount)));
      assert.ok(yearOf([limit('minimum', 'Monthly', amount)], revenues).every((one) => one.gte(amount)));
    }),
    { numRuns: 60 },
  );
});

test('the parts of the sites that share tiers are what the tiers take of all of them', () => {
  const revenues = fc.array(fc.tuple(money, money), { minLength: 2, maxLength: 10 });
  fc.assert(
    fc.property(revenues, (given) => {
      const sites = given.map(([month, prior], at) => ({
        site: `01${String(at + 10)}`,
        revenue: [
          revenueRow({ netRevenue: month }),
          { ...revenueRow({ netRevenue: prior }), month: '2025-03' } as const,
        ],
      }));
      const parts = sites.map(({ site, revenue }) => {
        const otherSites = sites.filter((other) => other.site !== site);
        const clause: Clause = {
          kind: 'shared-tiers',
          id: '1',
          structure: 1,
          name: 'set',
          differingSites: [],
          otherSites: otherSites.map((other) => other.site),
        };
        const terms = { ...noTerms, revenueShare: [share('AnnualCalendar')], clauses: [clause] };
        return compute(terms, { ...noFacts, site, revenue, forClauses: { ...nothing, otherSites } })
          .revenueTiers;
      });
      const [month, prior] = [0, 1].map((at) => sum(given.map((pair) => pair[at] ?? decimal('0'))));
      const whole = shareByTiers(share('Monthly').tiers, prior ?? decimal('0'), month ?? decimal('0'));
      const text = (tiers: readonly Decimal[]): string => toText(sum(tiers), 5);
      for (const [at, tier] of whole.entries()) {
        assert.equal(text(parts.map((of) => of[at]?.revenue ?? decimal('0'))), text([tier.revenue]));
        assert.equal(text(parts.map((of) => of[at]?.due ?? decimal('0'))), text([tier.due]));
      }
    }),
    { numRuns: 100 },
  );
});

/** Percent with two decimals, and amounts of steps. */
const percent = fc.integer({ min: 0, max: 1200 }).map((points) => decimal(`${String(points)}e-2`));
const fee = { title: 'Valet', code: '4700', fee: decimal('1000'), startsOn: null, endsOn: null, group: 1 };
const siteStartsOn = '2020-01-01';

test('steps that add are the steps that replace by what they come to', () => {
  const drawn = fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 9 }), money, fc.boolean()), {
    selector: ([year]) => year,
    maxLength: 6,
  });
  const clause = (steps: RateSteps['steps']): Clause => ({
    kind: 'rate-steps',
    id: '1',
    component: 'fixed-fee',
    position: 1,
    steps,
  });
  fc.assert(
    fc.property(drawn, fc.integer({ min: 1, max: 9 }), (given, year) => {
      const steps = given.map(([contractYear, amount, isAdded]) => ({
        contractYear,
        isAdded,
        amount,
        overtimeAmount: null,
      }));
      let rate = fee.fee;
      const reached = steps
        .toSorted((one, other) => one.contractYear - other.contractYear)
        .map((step) => {
          rate = step.isAdded ? rate.plus(step.amount) : step.amount;
          return { ...step, isAdded: false, amount: rate };
        });
      const month: Month = `${String(2019 + year)}-05`;
      const lines = ([] as RateSteps['steps'][])
        .concat([steps], [reached])
        .map(
          (ones) =>
            compute(
              { ...noTerms, fixedFee: [fee], clauses: [clause(ones)] },
              { ...noFacts, siteStartsOn, month },
            ).lines,
        );
      const [added, replaced] = lines.map((ones) => ones.map(({ amount }) => toText(amount, 2)));
      assert.deepEqual(added, replaced);
      for (const line of lines[0] ?? []) {
        const values = line.explanation.inputs.map(({ value }) => value);
        const last = values.at(-1) ?? decimal('-1');
        assert.ok(last.eq(line.amount), 'the last value is the rate');
        if (values.length > 1) assert.ok(sum(values.slice(0, -1)).eq(last), 'the others add up to it');
      }
    }),
    { numRuns: 200 },
  );
});

test('a limit that grows holds in every year at what it has grown to; by 0 % it is one that does not grow', () => {
  const rule = (fixed: Decimal): NonNullable<AmountLimit['growth']>['rule'] => ({
    fixed_percent: fixed.toString(),
    index_name: null,
    index_month: null,
    combine: null,
    floor_percent: null,
    cap_percent: null,
  });
  const windows = fc.constantFrom<Accumulation>('Monthly', 'AnnualCalendar', 'AnnualAnniversary');
  fc.assert(
    fc.property(windows, money, percent, fc.integer({ min: 0, max: 5 }), (window, amount, by, years) => {
      const month: Month = `${String(2021 + years)}-06`;
      const billed = (growth: AmountLimit['growth'], kept: Decimal): string => {
        const cap: Clause = {
          kind: 'cap',
          id: '1',
          component: 'fixed-fee',
          window,
          amount: kept,
          growth,
        };
        const terms = { ...noTerms, fixedFee: [{ ...fee, fee: decimal('99999') }], clauses: [cap] };
        return toText(
          sum(
            compute(terms, { ...noFacts, siteStartsOn, month, forClauses: nothing }).lines.map(
              (line) => line.amount,
            ),
          ),
          2,
        );
      };
      const values = new Map<string, Decimal>();
      const growing = { rule: rule(by), fromMonth: '2021-06', values } as const;
      let grown = amount;
      for (let year = 0; year < years; year += 1)
        grown = roundCents(grown.plus(grown.times(by).times('0.01')));
      assert.equal(billed(growing, amount), billed(null, grown));
      assert.equal(billed({ ...growing, rule: rule(decimal('0')) }, amount), billed(null, amount));
    }),
    { numRuns: 200 },
  );
});

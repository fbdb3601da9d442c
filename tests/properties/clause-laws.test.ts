import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Clause } from '../../src/contracts/clauses/clause.ts';
import { shareByTiers } from '../../src/contracts/components/tiers.ts';
import { computeLines, type ComputedLines } from '../../src/contracts/compute-lines.ts';
import type { ClauseFacts, Facts } from '../../src/contracts/facts.ts';
import type { Accumulation, Terms } from '../../src/contracts/terms.ts';
import { defaultWording } from '../../src/contracts/wording.ts';
import { decimal, sum, toText, type Decimal } from '../../src/kernel/decimal.ts';
import { monthsBetween } from '../../src/kernel/month.ts';
import { noFacts, noTerms, revenueRow } from '../scenarios/contract-month.ts';
import { contractOfSeed } from './drawn-contracts.ts';

// A failing run prints its seed and the smallest case that fails.

const compute = (terms: Terms, facts: Facts): ComputedLines =>
  computeLines({ terms, facts, wording: defaultWording, adHoc: [] });

const money = fc.integer({ min: 0, max: 9_000_000 }).map((cents) => decimal(`${String(cents)}e-2`));
const nothing: ClauseFacts = { weeks: [], earlierAmounts: [], otherSites: [] };
const share = (accumulation: Accumulation): NonNullable<Terms['revenueShare']>[number] => ({
  ...{ revenueCodes: ['VD1'], accumulation, validation: null, group: 1 },
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
      ...{ kind: 'cap', id: '1', component, window: 'Monthly', amount: decimal('999999999999') },
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
    ...{ kind, id: '1', component: 'revenue-share', window, amount },
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
          ...{ kind: 'shared-tiers', id: '1', structure: 1, name: 'set', differingSites: [] },
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

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { billableAccounts, expenseLineAmong } from '../../src/contracts/components/billable-accounts.ts';
import { claims } from '../../src/contracts/components/claims.ts';
import { insurance } from '../../src/contracts/components/insurance.ts';
import { profitShare } from '../../src/contracts/components/profit-share.ts';
import { revenueShare } from '../../src/contracts/components/revenue-share.ts';
import type { TierResult } from '../../src/contracts/components/tiers.ts';
import { explainedLine } from '../../src/contracts/explanation.ts';
import type { AccountBalance, EarlierProfit, Facts, RevenueTotal } from '../../src/contracts/facts.ts';
import type { Line } from '../../src/contracts/line.ts';
import type { Accumulation, Claims, ManagementAgreement, Terms, Tier } from '../../src/contracts/terms.ts';
import { defaultWording } from '../../src/contracts/wording.ts';
import { decimal, roundCents, sum, toText, type Decimal } from '../../src/kernel/decimal.ts';
import { addMonths, monthsBetween, type Month } from '../../src/kernel/month.ts';
import { noAccounts, noAgreement, noFacts, noTerms, revenueRow } from '../scenarios/contract-month.ts';

// The numbers are those of billing.md 2.16. A failing run prints its seed and the smallest case that fails.

const accumulations: readonly Accumulation[] = ['Monthly', 'AnnualCalendar', 'AnnualAnniversary'];

/** An exact amount with some decimals, out of whole units of its last one. */
function amounts(from: number, upTo: number, places: number): fc.Arbitrary<Decimal> {
  return fc.integer({ min: from, max: upTo }).map((units) => decimal(`${String(units)}e-${String(places)}`));
}

/** Money in cents. */
const money = amounts(0, 90_000_000, 2);
const anyMoney = amounts(-20_000_000, 90_000_000, 2);
/** Balances as the ledger keeps them, with 5 decimals. */
const booked = amounts(-50_000_000, 900_000_000, 5);
const percent = amounts(0, 1000, 1);

/** Bands of rising limits, the last without one. */
const tiers: fc.Arbitrary<Tier[]> = fc
  .tuple(
    fc.uniqueArray(fc.integer({ min: 1, max: 3_000_000 }), { maxLength: 3 }),
    fc.array(percent, { minLength: 4 }),
  )
  .map(([limits, shares]) =>
    [...limits.toSorted((one, other) => one - other), 0].map((limit, at) => ({
      sharePercent: shares[at] ?? decimal('0'),
      limit: decimal(String(limit)),
    })),
  );

const structures = fc.array(tiers, { minLength: 1, maxLength: 2 });
const year = monthsBetween('2025-01', '2025-12');

test('1. the tiers of a structure hold exactly the revenue of the month, unless that is below 0', () => {
  const cases = [structures, fc.constantFrom(...accumulations), fc.array(money, { minLength: 24 })] as const;
  fc.assert(
    fc.property(...cases, anyMoney, (tierSets, accumulation, earlier, ofMonth) => {
      const terms = sharing(tierSets, accumulation);
      const revenue = tierSets.flatMap((_tiers, at) => [
        revenueRow({ revenueCode: `VD${at + 1}`, netRevenue: ofMonth }),
        ...earlier.slice(0, 11).map((netRevenue, back) => ({
          ...revenueRow({ revenueCode: `VD${at + 1}`, netRevenue }),
          month: addMonths('2025-06', -1 - back),
        })),
      ]);
      const { distribution } = revenueShare(terms, { ...noFacts, revenue }, defaultWording);
      const expected = ofMonth.lt('0') ? decimal('0') : ofMonth;
      for (const number of tierSets.keys())
        same(revenueOf(distribution.filter(({ structure }) => structure === number + 1)), expected);
    }),
  );
});

test('1. the twelve fees of a calendar year come to the fee on its revenue as one month', () => {
  fc.assert(
    fc.property(tiers, fc.array(money, { minLength: 12, maxLength: 12 }), (bands, months) => {
      const terms = sharing([bands], 'AnnualCalendar');
      const revenue = months.map((netRevenue, at) => revenueIn(year[at]!, netRevenue));
      const fees = year.map((month) => revenueShare(terms, { ...noFacts, month, revenue }, defaultWording));
      const atOnce = { ...noFacts, revenue: [revenueRow({ netRevenue: sum(months) })] };
      const whole = revenueShare(sharing([bands], 'Monthly'), atOnce, defaultWording);
      same(sum(fees.map(({ distribution }) => dueOf(distribution))), dueOf(whole.distribution));
    }),
  );
});

test('2. the line of the revenue share is what its tiers come to, rounded once', () => {
  fc.assert(
    fc.property(structures, fc.array(anyMoney, { minLength: 2, maxLength: 2 }), (tierSets, months) => {
      const revenue = months.map((netRevenue, at) => revenueRow({ revenueCode: `VD${at + 1}`, netRevenue }));
      const { lines, distribution } = revenueShare(
        sharing(tierSets, 'Monthly'),
        { ...noFacts, revenue },
        defaultWording,
      );
      assert.equal(lines.length, 1);
      same(lines[0]!.amount, roundCents(dueOf(distribution)));
    }),
  );
});

const expenseAccounts = ['7080', '7082', '7085', '7099', '7100', '7101', '7102', '7185', '7220'];

const expenseBalances: fc.Arbitrary<AccountBalance[]> = fc.array(
  fc.record({
    month: fc.constant(noFacts.month),
    account: fc.constantFrom(...expenseAccounts),
    entity: fc.constantFrom('02', '07'),
    amount: booked,
  }),
  { maxLength: 14 },
);

test('3. expense line, insurance base and claims come to the balance of the billable expenses', () => {
  const cases = [fc.subarray(expenseAccounts), expenseBalances, fc.boolean(), fc.boolean()] as const;
  fc.assert(
    fc.property(...cases, (accounts, balances, isInsured, hasClaims) => {
      const terms = expensesTaken(accounts, isInsured, hasClaims);
      const facts = { ...noFacts, balances };
      const insured = insurance(terms, facts, expenseLineAmong(billableAccounts(terms, facts)));
      const claimed = claims(terms, facts, insured.expense);
      const left = claimed.expense!;
      const on = (set: readonly string[]): Decimal => balanceOf(balances, accounts, set);
      const base = isInsured ? on(expenseAccounts.slice(0, 3)) : decimal('0');
      const taken = hasClaims ? on(expenseAccounts.slice(3, 7)) : decimal('0');
      const exact = sum(left.explanation.inputs.map(({ value }) => value));
      same(exact.plus(base).plus(taken), on(expenseAccounts));
      same(left.amount, roundCents(exact));
      // No uplift and a claim that is billed in full: the client pays what was booked, to the cent of each line.
      const billed = [left, ...insured.lines, ...claimed.lines].map(({ amount }) => amount);
      const difference = sum(billed).minus(on(expenseAccounts)).abs();
      assert.ok(difference.lte('0.015'), `${difference.toString()} more or less than booked`);
    }),
  );
});

test('4. claims of a contract year are billed up to the cap and never above it, credits included', () => {
  const kinds = fc.constantFrom<Claims['kind']>('AnnualCalendar', 'AnnualAnniversary');
  const months = fc.array(amounts(-500_000, 1_500_000, 2), { minLength: 12, maxLength: 12 });
  fc.assert(
    fc.property(kinds, amounts(0, 4_000_000, 2), months, (kind, cap, costs) => {
      const terms = withClaims(kind, cap);
      const months12 = year.map((month) => (kind === 'AnnualCalendar' ? month : addMonths(month, 3)));
      const balances = costs.map((amount, at) => ({
        month: months12[at]!,
        account: '7100',
        entity: '02',
        amount,
      }));
      let total = decimal('0');
      for (const month of months12) {
        const { lines } = claims(terms, { ...noFacts, month, balances }, null);
        total = total.plus(lines[0]!.amount);
        assert.ok(total.lte(cap), `${total.toString()} is billed by ${month}`);
      }
    }),
  );
});

test('5. net revenue is profit, deductions, non-billable and non-GL expenses, less validation excess', () => {
  const validations = fc.record({ validated: money, free: money });
  const cases = [anyMoney, validations, fc.array(anyMoney, { minLength: 4, maxLength: 8 })] as const;
  fc.assert(
    fc.property(...cases, tiers, (net, { validated, free }, costs, bands) => {
      const terms = agreed({
        profitShare: { accumulation: 'Monthly', tiers: bands },
        validation: { kind: 'ValidationAmount', amount: free },
      });
      const [clientPaid, nonBillable, nonGl, ...rest] = costs.map((amount, at) => costLine(amount, at));
      const statement = {
        lines: [...rest, nonGl!, clientPaid!, nonBillable!],
        clientPaid: new Set([clientPaid!]),
        nonBillable: new Set([nonBillable!]),
      };
      const facts = withRevenue(net, validated);
      const { monthlyProfit, profitForAccumulation, distribution } = profitShare(
        ...[terms, facts, defaultWording, statement],
      );
      const excess = validated.gt(free) ? validated.minus(free) : decimal('0');
      const profit = monthlyProfit!;
      same(profit.plus(sum(costs)).minus(excess), net);
      same(profit.minus(excess), profitForAccumulation!);
      same(revenueOf(distribution), profit.lt('0') ? decimal('0') : profit);
    }),
  );
});

test('5. a loss is made up before profit is shared again in a contract year', () => {
  fc.assert(
    fc.property(money, money, percent, (loss, gain, share) => {
      const terms = agreed({
        profitShare: {
          accumulation: 'AnnualCalendar',
          tiers: [{ sharePercent: share, limit: decimal('0') }],
        },
      });
      const earlierProfits: EarlierProfit[] = [{ month: '2025-05', profit: loss.neg() }];
      const statement = { lines: [], clientPaid: new Set<Line>(), nonBillable: new Set<Line>() };
      const facts = { ...withRevenue(gain, decimal('0')), earlierProfits };
      const { distribution } = profitShare(terms, facts, defaultWording, statement);
      same(revenueOf(distribution), gain.gt(loss) ? gain.minus(loss) : decimal('0'));
    }),
  );
});

function same(actual: Decimal, expected: Decimal): void {
  assert.equal(toText(actual, 12), toText(expected, 12));
}

function revenueOf(distribution: readonly TierResult[]): Decimal {
  return sum(distribution.map(({ revenue }) => revenue));
}

function dueOf(distribution: readonly TierResult[]): Decimal {
  return sum(distribution.map(({ due }) => due));
}

function balanceOf(
  balances: readonly AccountBalance[],
  enabled: readonly string[],
  set: readonly string[],
): Decimal {
  const rows = balances.filter(({ account }) => enabled.includes(account) && set.includes(account));
  return sum(rows.map(({ amount }) => amount));
}

function revenueIn(month: Month, netRevenue: Decimal): RevenueTotal {
  return { ...revenueRow({ netRevenue }), month };
}

function withRevenue(net: Decimal, validated: Decimal): Facts {
  const revenue = [
    revenueRow({ netRevenue: net }),
    revenueRow({ depositFlag: 'V', billableValidation: validated, netRevenue: validated }),
    revenueRow({ category: 'Per Man Hour', netRevenue: validated }),
  ];
  return { ...noFacts, revenue };
}

function sharing(tierSets: readonly (readonly Tier[])[], accumulation: Accumulation): Terms {
  const revenueShareTerms = tierSets.map((bands, at) => ({
    revenueCodes: [`VD${at + 1}`],
    accumulation,
    tiers: bands,
    validation: null,
    group: 1,
  }));
  return { ...noTerms, revenueShare: revenueShareTerms };
}

function agreed(agreement: Partial<ManagementAgreement>): Terms {
  return { ...noTerms, managementAgreement: { ...noAgreement, ...agreement } };
}

function withClaims(kind: Claims['kind'], cap: Decimal): Terms {
  const expenses = { ...noAccounts.expenses, accounts: expenseAccounts };
  const billing = { ...noAccounts, expenses };
  return { ...agreed({ claims: { kind, cap, title: 'Claims' } }), billableAccounts: billing };
}

function expensesTaken(accounts: readonly string[], isInsured: boolean, hasClaims: boolean): Terms {
  const additionalPercent = decimal('0');
  const kind = 'BasedOnBillableAccounts';
  const terms = agreed({
    insurance: isInsured ? { kind, additionalPercent, title: 'Insurance' } : null,
    claims: hasClaims ? { kind: 'PerClaim', cap: decimal('0'), title: 'Claims' } : null,
  });
  const expenses = { ...noAccounts.expenses, accounts, group: 2 };
  return { ...terms, billableAccounts: { ...noAccounts, expenses } };
}

/** The first two costs are ad-hoc lines, which are stored as credits; the third is a non-GL expense. */
function costLine(cost: Decimal, at: number): Line {
  const component = at < 2 ? 'ad-hoc' : at === 2 ? 'non-gl-expense' : 'billable-accounts';
  return explainedLine({
    component,
    title: `Cost ${at}`,
    code: '4791',
    amount: at < 2 ? cost.neg() : cost,
    group: 1,
    isProfitDeduction: at !== 1,
    formula: 'Given',
    inputs: [],
  });
}

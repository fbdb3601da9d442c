import type { Decimal } from '../kernel/decimal.ts';
import { withinLimits } from './clauses/amount-limits.ts';
import { withRateSteps } from './clauses/rate-steps.ts';
import { explainedByClauses, type Replacements } from './clauses/replacements.ts';
import { withRoomThresholds } from './clauses/room-threshold.ts';
import { billableLabor } from './clauses/weekly-quantity.ts';
import { billableAccounts, expenseLineAmong } from './components/billable-accounts.ts';
import { bellServiceFee } from './components/bell-service.ts';
import { claims } from './components/claims.ts';
import { depositedRevenue } from './components/deposited-revenue.ts';
import { fixedFee } from './components/fixed-fee.ts';
import { insurance } from './components/insurance.ts';
import { managementFee } from './components/management-fee.ts';
import { midMonthAdvance } from './components/mid-month-advance.ts';
import { nonGlExpense } from './components/non-gl-expense.ts';
import { occupiedRoom } from './components/occupied-room.ts';
import { perLaborHour } from './components/per-labor-hour.ts';
import { profitShare } from './components/profit-share.ts';
import { revenueShare } from './components/revenue-share.ts';
import type { TierResult } from './components/tiers.ts';
import { validation } from './components/validation.ts';
import type { Facts } from './facts.ts';
import type { Line, LineWording } from './line.ts';
import type { Terms } from './terms.ts';

/** A line that a person added to a statement (billing.md 4.8). */
export interface AdHocLine {
  readonly kind: 'MiscellaneousItem' | 'ReimbursableExpense' | 'ClientPaidExpense' | 'NonBillableExpense';
  readonly title: string;
  readonly description: string | null;
  readonly code: string;
  readonly amount: Decimal;
  readonly group: number;
}

/** What a contract bills for a month. */
export interface ComputedLines {
  /** In the order of print; amounts of 0 are still among them. */
  readonly lines: readonly Line[];
  readonly revenueTiers: readonly TierResult[];
  readonly profitTiers: readonly TierResult[];
  /** Null without a management agreement. */
  readonly profit: Decimal | null;
  readonly profitForAccumulation: Decimal | null;
  /** Parking tax on deposited revenue that the operator hands in, in cents; not printed, but posted. */
  readonly taxesPaid: Decimal | null;
}

/** What lines are computed from. */
interface Inputs {
  readonly terms: Terms;
  readonly facts: Facts;
  readonly wording: LineWording;
  readonly adHoc: readonly AdHocLine[];
}

/**
 * Every line of a contract for a month, in the order of calculation and of print of billing.md 0.5: insurance and
 * claims rewrite the expense line wherever it stands, and profit share, which needs all the others, comes last.
 * Clauses change rates, limits and hours before, and hold the lines of a component within caps and minimums after it
 * (billing.md 3.5). Refuses with CONTRACTS_CLAUSE_UNFIT.
 */
export function computeLines(inputs: Inputs): ComputedLines {
  const { facts } = inputs;
  const rates = withRateSteps(inputs.terms, facts);
  const limits = withRoomThresholds(rates.terms, facts);
  const hours = billableLabor(limits.terms, facts);
  const replaced: Replacements = new Map([...rates.replaced, ...limits.replaced, ...hours.replaced]);
  const computed = linesOf({ ...inputs, terms: limits.terms }, { ...facts, labor: hours.labor });
  return { ...computed, lines: explainedByClauses(computed.lines, replaced) };
}

function linesOf({ terms, facts, wording, adHoc: added }: Inputs, aboveQuantity: Facts): ComputedLines {
  const shared = revenueShare(terms, facts, wording);
  const deposited = depositedRevenue(terms, facts, wording);
  const adHoc = added.map((line) => ({ kind: line.kind, line: adHocLine(line) }));
  const unlimited = [
    ...fixedFee(terms, facts),
    ...occupiedRoom(terms, facts, wording),
    ...bellServiceFee(terms, facts),
    ...deposited.lines,
    ...accountLines(terms, facts),
    ...managementFee(terms, facts),
    ...nonGlExpense(terms, facts),
    ...midMonthAdvance(terms, facts),
    ...perLaborHour(terms, aboveQuantity, wording),
    ...adHoc.map(({ line }) => line),
    ...shared.lines,
    ...validation(terms, facts, wording, shared.distribution),
  ];
  const before = withinLimits(unlimited, terms, facts, (component) => component !== 'profit-share');
  const ofKind = (kind: AdHocLine['kind']): Set<Line> =>
    new Set(adHoc.filter((one) => one.kind === kind).map(({ line }) => line));
  const clientPaid = ofKind('ClientPaidExpense');
  const profit = profitShare(terms, facts, wording, {
    lines: before,
    clientPaid,
    nonBillable: ofKind('NonBillableExpense'),
  });
  const remaining = profit.removesClientPaid ? before.filter((line) => !clientPaid.has(line)) : before;
  const own = profit.line === null ? [] : [profit.line];
  return {
    lines: [...remaining, ...withinLimits(own, terms, facts, (component) => component === 'profit-share')],
    revenueTiers: shared.distribution,
    profitTiers: profit.distribution,
    profit: profit.monthlyProfit,
    profitForAccumulation: profit.profitForAccumulation,
    taxesPaid: deposited.taxesPaid,
  };
}

/** Billable accounts with insurance and claims, which take their share out of the expense line (billing.md 2.12). */
function accountLines(terms: Terms, facts: Facts): Line[] {
  const lines = billableAccounts(terms, facts);
  const expense = expenseLineAmong(lines);
  const insured = insurance(terms, facts, expense);
  const claimed = claims(terms, facts, insured.expense);
  const rewritten = lines.flatMap((line) => (line === expense ? (claimed.expense ?? []) : line));
  return [...rewritten, ...insured.lines, ...claimed.lines];
}

function adHocLine(added: AdHocLine): Line {
  return {
    component: 'ad-hoc',
    itemType: 'adhoc',
    title: added.title,
    code: added.code,
    group: added.group,
    description: added.description === null ? [] : [added.description],
    amount: added.amount,
    isProfitDeduction: added.kind === 'ClientPaidExpense',
    explanation: {
      formula: 'As entered',
      inputs: [{ name: added.title, value: added.amount, unit: 'money', from: { kind: 'computed' } }],
    },
  };
}

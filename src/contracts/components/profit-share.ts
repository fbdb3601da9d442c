import { decimal, sum, type Decimal } from '../../kernel/decimal.ts';
import { explainedLine, fromFacts, fromWork, type FactValue } from '../explanation.ts';
import type { Facts } from '../facts.ts';
import type { Input, Line, LineWording } from '../line.ts';
import { netRevenue } from '../revenue-selection.ts';
import type { ManagementAgreement, ProfitShare, Terms } from '../terms.ts';
import { moneyText } from '../wording.ts';
import { shareByTiers, tierInputs, totalDue, windowBefore, type TierResult } from './tiers.ts';
import { excessInputs, validationExcess, type ValidationExcess } from './validation.ts';

/** Every line of the statement, of all groups, with what is known of those that a person added. */
export type StatementLines = Readonly<{
  lines: readonly Line[];
  /** Ad-hoc lines of expenses that the client paid itself; stored below 0. */
  clientPaid: ReadonlySet<Line>;
  /** Ad-hoc lines of expenses that cannot be billed; stored below 0. */
  nonBillable: ReadonlySet<Line>;
}>;

export type SharedProfit = Readonly<{
  /** Null when no profit is shared; an amount of 0 is for the caller to drop, as with every line. */
  line: Line | null;
  /** Profit of the month, not rounded; null without a management agreement. */
  monthlyProfit: Decimal | null;
  /** The same without validation excess: what later months of the contract year count as earned (conflict 23). */
  profitForAccumulation: Decimal | null;
  distribution: TierResult[];
  /** Client-paid lines leave the invoice: the client has paid them, they only reduce the profit. */
  removesClientPaid: boolean;
}>;

/** What reduces the profit: a title and an amount above 0. */
type Deduction = Readonly<{ title: string; amount: Decimal }>;

type Profit = Readonly<{
  revenue: FactValue;
  excess: ValidationExcess | null;
  deductions: readonly Deduction[];
  value: Decimal;
}>;

const zero = decimal('0');

/**
 * The operator's share of the profit of a management agreement, the last line of a statement (billing.md 2.14):
 * profit = net revenue − deductions − non-billable − non-GL expenses + validation excess, shared by the tiers of 2.5.
 * A loss gives 0 and lowers what the contract year has earned. Golden MA-07, DRV-PS-01 to -04.
 */
export function profitShare(
  terms: Terms,
  facts: Facts,
  wording: LineWording,
  statement: StatementLines,
): SharedProfit {
  const agreement = terms.managementAgreement;
  if (agreement === null) return nothingShared;
  const profit = profitOf(agreement, facts, statement);
  const earned = {
    monthlyProfit: profit.value,
    profitForAccumulation: profit.value.minus(profit.excess?.value ?? zero),
  };
  const sharing = agreement.profitShare;
  if (sharing === null) return { ...nothingShared, ...earned };
  const prior = priorProfit(sharing, facts);
  const distribution = shareByTiers(sharing.tiers, prior?.value ?? zero, profit.value);
  const line = explainedLine({
    component: 'profit-share',
    itemType: 'profitShare',
    title: `${wording.operator} Profit Share`,
    code: facts.operator.contractRevenueAccount,
    group: agreement.group,
    amount: totalDue(distribution),
    description: rowsOf(profit, distribution),
    formula: 'Sum over the tiers: profit of the month in the tier × share of the tier',
    inputs: [
      ...profitInputs(profit, agreement),
      ...(prior ? [prior] : []),
      ...tierInputs(sharing.tiers, 'managementAgreement.profitShare.tiers', distribution, 'profit'),
    ],
  });
  return { line, ...earned, distribution, removesClientPaid: true };
}

const nothingShared: SharedProfit = {
  line: null,
  monthlyProfit: null,
  profitForAccumulation: null,
  distribution: [],
  removesClientPaid: false,
};

function profitOf(agreement: ManagementAgreement, facts: Facts, statement: StatementLines): Profit {
  const revenue = netRevenue(facts);
  const { validation } = agreement;
  const excess = validation && validationExcess(validation, facts, revenue.value);
  const deductions = deductionsOf(statement);
  const deducted = sum(deductions.map(({ amount }) => amount));
  return {
    revenue,
    excess,
    deductions,
    value: revenue.value.minus(deducted).plus(excess?.value ?? zero),
  };
}

/** In the order they are printed: non-billable, non-GL, then the rest; ad-hoc lines turn from credits to costs. */
function deductionsOf({ lines, clientPaid, nonBillable }: StatementLines): Deduction[] {
  const isRest = (line: Line): boolean =>
    !nonBillable.has(line) && (clientPaid.has(line) || line.isProfitDeduction);
  const ordered = [
    ...lines.filter((line) => nonBillable.has(line)),
    ...lines.filter((line) => line.component === 'non-gl-expense'),
    ...lines.filter((line) => line.component !== 'non-gl-expense' && isRest(line)),
  ];
  return ordered.map(({ component, title, amount }) => ({
    title,
    amount: component === 'ad-hoc' ? amount.neg() : amount,
  }));
}

/** Profit of the contract year before the service month; null when it begins with it or tiers count by month. */
function priorProfit({ accumulation }: ProfitShare, facts: Facts): Input | null {
  const { span } = windowBefore(accumulation, facts);
  if (span === null) return null;
  const earlier = facts.earlierProfits.filter(
    ({ month }) => month >= span.fromMonth && month <= span.throughMonth,
  );
  const months = earlier.map(({ month }) => month);
  return {
    name: 'Profit of the contract year before',
    unit: 'money',
    value: sum(earlier.map(({ profit }) => profit)),
    from: { kind: 'results', what: 'profit without validation excess', months },
  };
}

function rowsOf({ revenue, excess, deductions }: Profit, distribution: readonly TierResult[]): string[] {
  return [
    `Net revenue of the month: ${moneyText(revenue.value)}`,
    ...(excess ? [`Validations above the threshold: ${moneyText(excess.value)}`] : []),
    ...deductions.map(({ title, amount }) => `${title}: ${moneyText(amount.neg())}`),
    ...distribution.map(
      ({ sharePercent, revenue: profit, due }) =>
        `Share of profit at ${sharePercent.toString()} % of ${moneyText(profit)}: ${moneyText(due)}`,
    ),
  ];
}

function profitInputs(profit: Profit, { validation }: ManagementAgreement): Input[] {
  const { revenue, excess, deductions, value } = profit;
  return [
    fromFacts('Net revenue of the month', 'money', revenue),
    ...(excess && validation
      ? excessInputs(excess, validation, 'managementAgreement.validation.amount')
      : []),
    ...deductions.map(({ title, amount }) => fromWork(`Deducted: ${title}`, 'money', amount)),
    fromWork('Profit of the month', 'money', value),
  ];
}

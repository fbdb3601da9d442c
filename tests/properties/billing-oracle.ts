import type { Facts, RevenueTotal } from '../../src/contracts/facts.ts';
import type {
  Accumulation,
  BillableAccounts,
  LaborHourRate,
  ManagementAgreement,
  NonGlExpense,
  RevenueShareStructure,
  Terms,
  Tier,
  ValidationThreshold,
} from '../../src/contracts/terms.ts';
import type { Decimal } from '../../src/kernel/decimal.ts';
import { addMonths, type Month } from '../../src/kernel/month.ts';

/**
 * A second opinion on the amounts of an invoice, written from billing.md alone and in another style than the product:
 * BigInt of a fixed scale, and tiers as the difference of one cumulative fee.
 *
 * Readings, where the document leaves a choice:
 * - A line is rounded once, when it is made (0.6). What is computed from another LINE uses the rounded amount: payroll
 *   taxes and support from the payroll line (2.10), profit from all lines (2.14). What is computed from a balance or a
 *   sum of revenue uses it unrounded: the expense line is made once, from balance less insurance less claims.
 * - Entity 06 is left out of the expense balance only; insurance and claims take it, and so take it off the expenses.
 * - The first contract year begins in the month of the site's first day, even when that is not the first of the month.
 * - Weights of the validation fee are shares of what the tiers of structure 1 hold, not of its net revenue: the two
 *   differ when earlier losses are made up. No tier revenue, no line.
 * - VehicleCount pays the share of the tiers like the other kinds (section 7, item 5: the default).
 * - A rate is in force when any day of the service month is in its window.
 * - A month of credits after the cap of claims was passed follows the formula: 0 while the sum stays above the cap.
 * - The excess in the profit is no line and is not rounded, nor is the profit.
 */
export function oracle(terms: Terms, facts: Facts): OracleLines {
  const shared = shareOfRevenue(terms, facts);
  const deposits = depositedRevenue(terms, facts);
  const accounts = billedAccounts(terms, facts);
  const managed = managedLines(terms, facts);
  const deducted = [...Object.values(accounts), ...managed.fees, managed.insurance, managed.claims];
  return {
    fixedFee: printedOf((terms.fixedFee ?? []).filter(isWorkedIn(facts.month)).map(({ fee }) => read(fee))),
    occupiedRoom: printed(
      cents(read(terms.occupiedRoom?.ratePerRoom ?? null) * read(facts.occupiedRooms), ONE),
    ),
    bellService: printed(bellRevenue(terms, facts)),
    midMonthAdvance: printed(-read(terms.midMonthAdvance?.amount ?? null)),
    revenueShare: printed(shared.fee),
    validation: printed(shared.validation),
    laborHour: printedOf((terms.laborHour ?? []).flatMap((job) => laborLines(job, facts))),
    parkingTax: printed(deposits.tax),
    depositedRevenue: printed(deposits.deposited),
    expense: printed(accounts.expense),
    payroll: printed(accounts.payroll),
    payrollTaxes: printed(accounts.payrollTaxes),
    support: printed(accounts.support),
    insurance: printed(managed.insurance),
    claims: printed(managed.claims),
    managementFee: printedOf(managed.fees),
    nonGl: printedOf(nonGlLines(terms, facts)),
    profitShare: profitShare(terms, facts, deducted),
  };
}

/** Amounts as text with two decimals; null, or missing from a list, where no line is printed: 0 prints none. */
export type OracleLines = Readonly<{
  /** One for each service in force. */
  fixedFee: readonly string[];
  occupiedRoom: string | null;
  bellService: string | null;
  /** A credit. */
  midMonthAdvance: string | null;
  revenueShare: string | null;
  validation: string | null;
  /** Job by job: one amount when both rates are equal, else regular hours and then overtime. */
  laborHour: readonly string[];
  parkingTax: string | null;
  depositedRevenue: string | null;
  /** After insurance and claims were taken out. */
  expense: string | null;
  payroll: string | null;
  payrollTaxes: string | null;
  support: string | null;
  insurance: string | null;
  claims: string | null;
  /** One for each job, or one. */
  managementFee: readonly string[];
  nonGl: readonly string[];
  profitShare: ProfitLines | null;
}>;

/** The profits are exact: more than two decimals only where they are needed. */
type ProfitLines = Readonly<{ amount: string | null; monthlyProfit: string; profitForAccumulation: string }>;

function shareOfRevenue(terms: Terms, facts: Facts) {
  let fee = 0n;
  const held: Fixed[][] = [];
  for (const structure of terms.revenueShare ?? []) {
    const { month, prior } = revenueOf(structure, terms, facts);
    fee += dueBetween(structure.tiers, prior, prior + month);
    held.push(heldBetween(structure.tiers, prior, prior + month));
  }
  const first = terms.revenueShare?.[0];
  if (!first?.validation) return { fee: cents(fee), validation: 0n };
  const excess = excessOver(first.validation, validationsOf(facts), total(held.flat()));
  return { fee: cents(fee), validation: atLeastZero(spread(first.tiers, held[0] ?? [], excess)) };
}

/** Revenue of a structure in the service month and in its window before it. Bell codes leave both (7, item 3). */
function revenueOf(structure: RevenueShareStructure, terms: Terms, facts: Facts) {
  const rows = facts.revenue.filter(
    (row) =>
      isCounted(row) &&
      structure.revenueCodes.includes(row.revenueCode) &&
      !(terms.bellService !== null && ['OR1', 'OR2'].includes(row.revenueCode)),
  );
  const from = windowStart(structure.accumulation, facts);
  return {
    month: netOf(rows.filter(({ month }) => month === facts.month)),
    prior: netOf(rows.filter(({ month }) => isInWindow(month, from, facts.month))),
  };
}

/** The excess at the average share of the tiers that were used, each weighing what it holds. */
function spread(tiers: readonly Tier[], held: readonly Fixed[], excess: Fixed): Fixed {
  const all = total(held);
  if (all === 0n) return 0n;
  const due = total(tiers.map((tier, at) => percentOf(held[at] ?? 0n, read(tier.sharePercent))));
  return cents(due * excess, all);
}

/** How much of the validations is billable; equal to the threshold is not over it. */
function excessOver(threshold: ValidationThreshold, validations: Fixed, base: Fixed): Fixed {
  const amount = read(threshold.amount);
  if (threshold.kind === 'VehicleCount') return validations;
  const free = threshold.kind === 'ValidationAmount' ? amount : percentOf(base, amount);
  return atLeastZero(validations - free);
}

function validationsOf(facts: Facts): Fixed {
  const rows = facts.revenue.filter((row) => row.month === facts.month && row.depositFlag === 'V');
  return total(rows.map((row) => read(row.billableValidation)));
}

/** N of the document: net revenue of the service month. */
function netRevenue(facts: Facts): Fixed {
  return netOf(facts.revenue.filter((row) => row.month === facts.month && isCounted(row)));
}

function netOf(rows: readonly RevenueTotal[]): Fixed {
  return total(rows.map((row) => read(row.netRevenue)));
}

/** No flag and no category count as "not equal" (0.2). */
function isCounted(row: RevenueTotal): boolean {
  return row.depositFlag !== 'V' && row.category !== 'Per Man Hour';
}

/** How much of the money from 0 up to `money` lies in each band; below 0 none does. */
function bands(tiers: readonly Tier[], money: Fixed): Fixed[] {
  let lower = 0n;
  return tiers.map((tier) => {
    const limit = read(tier.limit);
    const upper = limit === 0n || limit > money ? money : limit;
    const inside = atLeastZero(upper - lower);
    lower = limit;
    return inside;
  });
}

/** The cumulative fee: what is due on all the money from 0 up to `money`. */
function feeUpTo(tiers: readonly Tier[], money: Fixed): Fixed {
  const inside = bands(tiers, money);
  return total(tiers.map((tier, at) => percentOf(inside[at] ?? 0n, read(tier.sharePercent))));
}

/** Due for the step from `prior` to `sum`. A step back is due nothing; below 0 there is nothing to share either way. */
function dueBetween(tiers: readonly Tier[], prior: Fixed, sum: Fixed): Fixed {
  return atLeastZero(feeUpTo(tiers, sum) - feeUpTo(tiers, prior));
}

/** What each band holds of the step from `prior` to `sum`; a step back holds nothing. */
function heldBetween(tiers: readonly Tier[], prior: Fixed, sum: Fixed): Fixed[] {
  const before = bands(tiers, prior);
  return bands(tiers, sum).map((inside, at) => atLeastZero(inside - (before[at] ?? 0n)));
}

/** First month that accumulates into the service month; null when nothing does. */
function windowStart(accumulation: Accumulation, facts: Facts): Month | null {
  if (accumulation === 'Monthly') return null;
  if (accumulation === 'AnnualCalendar') return `${facts.month.slice(0, 4)}-01`;
  if (facts.siteStartsOn === null) throw new Error('an anniversary needs the first day of the site');
  let begin: Month = `${facts.siteStartsOn.slice(0, 4)}-${facts.siteStartsOn.slice(5, 7)}`;
  // Whole months: an anniversary in mid-month begins its year with the month after (DRV-RS-13).
  let next = addMonths(begin, facts.siteStartsOn.endsWith('-01') ? 12 : 13);
  while (next <= facts.month) {
    begin = next;
    next = addMonths(next, 12);
  }
  return begin;
}

function isInWindow(month: Month, from: Month | null, until: Month): boolean {
  return from !== null && month >= from && month < until;
}

/** Bell revenue is other revenue that was collected as such, whoever deposits it (2.7). */
function bellRevenue(terms: Terms, facts: Facts): Fixed {
  if (terms.bellService === null) return 0n;
  const collected = facts.revenue.filter(
    ({ month, category, collectionType }) =>
      month === facts.month && category === 'Other Revenue' && collectionType === 'Bell Service Fee',
  );
  return cents(netOf(collected));
}

function isWorkedIn(
  month: Month,
): (row: { readonly startsOn: string | null; readonly endsOn: string | null }) => boolean {
  return ({ startsOn, endsOn }) =>
    (startsOn === null || startsOn.slice(0, 7) <= month) && (endsOn === null || endsOn.slice(0, 7) >= month);
}

function laborLines(job: LaborHourRate, facts: Facts): Fixed[] {
  if (!isWorkedIn(facts.month)(job)) return [];
  const worked = facts.labor.filter(({ jobCode }) => jobCode === job.jobCode);
  const overtimeHours = total(worked.map(({ premiumHours }) => read(premiumHours)));
  const regularRate = read(job.ratePerHour);
  const overtimeRate = read(job.overtimeRatePerHour);
  const regularHours = total(worked.map((row) => read(row.regularHours)));
  const regular = cents(regularRate * regularHours, ONE);
  const overtime = cents(overtimeRate * overtimeHours, ONE);
  if (regularRate === overtimeRate) return [regular + overtime];
  return overtimeHours > 0n ? [regular, overtime] : [regular];
}

function depositedRevenue(terms: Terms, facts: Facts) {
  const rows = facts.revenue.filter(({ month }) => month === facts.month);
  const clients = rows.filter(({ depositFlag }) => depositFlag === 'N' || depositFlag === null);
  const rate = read(clients.find(({ taxRate }) => taxRate !== null)?.taxRate ?? null);
  const taxed = clients.filter(({ category }) => category !== 'Per Man Hour' && category !== 'Other Revenue');
  const isTaxOurs = terms.depositedRevenue?.isTaxOurs === true;
  const kept = rows
    .filter(({ depositFlag }) => depositFlag === 'Y')
    .map((row) => read(isTaxOurs ? row.netRevenue : row.grossRevenue));
  return {
    tax: isTaxOurs ? cents(rate * netOf(taxed), ONE) : 0n,
    deposited: terms.depositedRevenue?.isDeposited === true ? cents(-total(kept)) : 0n,
  };
}

function billedAccounts(terms: Terms, facts: Facts) {
  const accounts = terms.billableAccounts;
  if (accounts === null) return { expense: 0n, payroll: 0n, payrollTaxes: 0n, support: 0n };
  const additional = atLeastZero(read(accounts.payroll.additionalAmount));
  const payroll = cents(balance(facts, accounts.payroll.accounts) + additional);
  const payrollTaxes = payrollTaxesOn(payroll, accounts, facts);
  const amount = read(accounts.support?.amount ?? null);
  const base = accounts.support?.base === 'Total' ? payroll + payrollTaxes : payroll;
  return {
    expense: expenseLine(terms, accounts.expenses.accounts, facts),
    payroll,
    payrollTaxes,
    support: cents(accounts.support?.billing === 'Percentage' ? percentOf(base, amount) : amount),
  };
}

function payrollTaxesOn(payroll: Fixed, { payrollTaxes }: BillableAccounts, facts: Facts): Fixed {
  if (payrollTaxes === null) return 0n;
  if (payrollTaxes.billing === 'Actual') return cents(balance(facts, PAYROLL_TAXES));
  return cents(percentOf(payroll, read(payrollTaxes.percent)));
}

function expenseLine({ managementAgreement }: Terms, enabled: readonly string[], facts: Facts): Fixed {
  const kept = facts.balances.filter(({ entity }) => entity !== '06');
  let expense = balance({ ...facts, balances: kept }, enabled);
  if (managementAgreement?.insurance?.kind === 'BasedOnBillableAccounts')
    expense -= balance(facts, enabledOf(INSURANCE, enabled));
  if (managementAgreement?.claims) expense -= balance(facts, enabledOf(CLAIMS, enabled));
  return cents(expense);
}

/** The balance of the service month over some accounts; with `from`, of the months from there to before it. */
function balance(facts: Facts, accounts: readonly string[], from: Month | null = null): Fixed {
  const isMeant = (month: Month): boolean =>
    from === null ? month === facts.month : isInWindow(month, from, facts.month);
  const rows = facts.balances.filter(({ month, account }) => accounts.includes(account) && isMeant(month));
  return total(rows.map(({ amount }) => read(amount)));
}

function enabledOf(set: readonly string[], enabled: readonly string[]): string[] {
  return set.filter((account) => enabled.includes(account));
}

const PAYROLL_TAXES = ['6200', '6399', '6500'];
const INSURANCE = ['7080', '7082', '7085'];
const CLAIMS = ['7099', '7100', '7101', '7102'];

function managedLines(terms: Terms, facts: Facts) {
  const agreement = terms.managementAgreement;
  if (agreement === null) return { fees: [], insurance: 0n, claims: 0n };
  const enabled = terms.billableAccounts?.expenses.accounts ?? [];
  return {
    fees: managementFees(agreement, facts),
    insurance: insuranceLine(agreement, enabled, facts),
    claims: claimsLine(agreement, enabled, facts),
  };
}

/** Minutes are divided once by 60 and the hours are not rounded (0.6); premium minutes are all of 2.4 (7, item 26). */
function managementFees({ fee }: ManagementAgreement, facts: Facts): Fixed[] {
  if (fee.kind === 'FixedFee') return [cents(read(fee.amount))];
  if (fee.kind === 'RevenuePercentage') return [cents(percentOf(netRevenue(facts), read(fee.percent)))];
  return fee.jobs.map((job) => {
    const worked = facts.labor.filter(({ jobCode }) => jobCode === job.jobCode);
    const regular = total(worked.map(({ regularMinutes }) => read(regularMinutes)));
    const premium = total(worked.map(({ premiumMinutes }) => read(premiumMinutes)));
    const atStandard = cents(read(job.ratePerHour) * regular, 60n * ONE);
    return atStandard + cents(read(job.overtimeRatePerHour) * premium, 60n * ONE);
  });
}

function insuranceLine(agreement: ManagementAgreement, enabled: readonly string[], facts: Facts): Fixed {
  const { insurance } = agreement;
  if (insurance === null) return 0n;
  if (insurance.kind === 'FixedFee') return cents(read(insurance.amount));
  const base = balance(facts, enabledOf(INSURANCE, enabled));
  return cents(percentOf(base, 100n * ONE + read(insurance.additionalPercent)));
}

function claimsLine({ claims }: ManagementAgreement, enabled: readonly string[], facts: Facts): Fixed {
  if (claims === null) return 0n;
  const accounts = enabledOf(CLAIMS, enabled);
  const amount = balance(facts, accounts);
  if (claims.kind === 'PerClaim') return cents(amount);
  const left = read(claims.cap) - balance(facts, accounts, windowStart(claims.kind, facts));
  return cents(amount > left ? atLeastZero(left) : amount);
}

function nonGlLines(terms: Terms, facts: Facts): Fixed[] {
  const items = terms.managementAgreement?.nonGlExpenses ?? [];
  return items
    .filter(({ finalMonth }) => finalMonth === null || facts.month <= finalMonth)
    .map((item) => cents(nonGlAmount(item, terms, facts)));
}

/** Payroll taxes here are always the actual ones, and the additional payroll is not in the base (7, item 22). */
function nonGlAmount(item: NonGlExpense, terms: Terms, facts: Facts): Fixed {
  const amount = read(item.amount);
  if (item.kind === 'FixedAmount') return amount;
  if (item.kind === 'Revenue') return percentOf(netRevenue(facts), amount);
  const payroll = balance(facts, terms.billableAccounts?.payroll.accounts ?? []);
  const isTotal = item.payrollBase === 'Total';
  return percentOf(isTotal ? payroll + balance(facts, PAYROLL_TAXES) : payroll, amount);
}

function profitShare(terms: Terms, facts: Facts, deducted: readonly Fixed[]): ProfitLines | null {
  const agreement = terms.managementAgreement;
  if (!agreement?.profitShare) return null;
  const { accumulation, tiers } = agreement.profitShare;
  const net = netRevenue(facts);
  const excess = agreement.validation ? excessOver(agreement.validation, validationsOf(facts), net) : 0n;
  const without = net - total(deducted) - total(nonGlLines(terms, facts));
  const profit = without + excess;
  const from = windowStart(accumulation, facts);
  const earlier = facts.earlierProfits.filter(({ month }) => isInWindow(month, from, facts.month));
  const prior = total(earlier.map((row) => read(row.profit)));
  return {
    amount: printed(cents(dueBetween(tiers, prior, prior + profit))),
    monthlyProfit: exactText(profit),
    profitForAccumulation: exactText(without),
  };
}

/** A number times ONE. Nothing is cut off on the way: what does not fit is an error. */
type Fixed = bigint;

const ONE = 10n ** 20n;
const CENT = ONE / 100n;

/** A missing number is 0. */
function read(value: Decimal | null): Fixed {
  if (value === null) return 0n;
  const { s, c, e } = value;
  const places = c.length - 1 - e;
  return exactly(BigInt(s) * BigInt(c.join('')) * ONE * 10n ** BigInt(Math.max(-places, 0)), places);
}

function exactly(value: bigint, places: number): Fixed {
  const divisor = 10n ** BigInt(Math.max(places, 0));
  if (value % divisor !== 0n) throw new Error('more decimals than the scale holds');
  return value / divisor;
}

function percentOf(base: Fixed, percent: Fixed): Fixed {
  return exactly(base * percent, 22);
}

function total(terms: readonly Fixed[]): Fixed {
  return terms.reduce((sum, term) => sum + term, 0n);
}

function atLeastZero(value: Fixed): Fixed {
  return value < 0n ? 0n : value;
}

/** The quotient in whole cents, half away from zero. */
function cents(value: bigint, divisor = 1n): Fixed {
  const unit = divisor * CENT;
  const size = value < 0n ? -value : value;
  const whole = (2n * size + unit) / (2n * unit);
  return (value < 0n ? -whole : whole) * CENT;
}

function printed(line: Fixed): string | null {
  return line === 0n ? null : exactText(line);
}

function printedOf(lines: readonly Fixed[]): string[] {
  return lines.filter((line) => line !== 0n).map(exactText);
}

/** All decimals there are, and two at least. */
function exactText(value: Fixed): string {
  const size = value < 0n ? -value : value;
  const decimals = String(size % ONE).padStart(20, '0');
  const kept = decimals.slice(2).replace(/0+$/, '');
  return `${value < 0n ? '-' : ''}${String(size / ONE)}.${decimals.slice(0, 2)}${kept}`;
}

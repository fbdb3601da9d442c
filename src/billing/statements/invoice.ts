import { dueRuleOf, type BillingType } from '../../contracts/index.ts';
import { addDays, addMonths, daysIn, firstDay, lastDay, parseMonth, type Month } from '../../kernel/month.ts';

/**
 * `{site}-{yyyyMM}-{group}-{version}`; contracts that are billed in advance carry the month before the service month
 * (billing.md 4.4, golden NUM-02, DRV-NUM-01, DRV-NUM-02).
 */
export function invoiceNumber(of: {
  readonly site: string;
  readonly month: Month;
  readonly billingType: BillingType;
  readonly group: number;
  readonly version: number;
}): string {
  const month = of.billingType === 'Advanced' ? addMonths(of.month, -1) : of.month;
  const two = (count: number): string => String(count).padStart(2, '0');
  return `${of.site}-${month.replace('-', '')}-${two(of.group)}-${two(of.version)}`;
}

/** The last day of the service month, or in advance the first day of the month before it (golden NUM-02, NUM-04). */
export function invoiceDate(billingType: BillingType, month: Month): string {
  return billingType === 'Advanced' ? firstDay(addMonths(month, -1)) : lastDay(month);
}

/**
 * When an invoice is due by its printed terms (billing.md 1.4.1), read as the operator says where they are free: a day
 * of the month is the next such day after the date of the invoice. Null when the terms name no day.
 */
export function dueOn(
  paymentTerms: string,
  invoiceOn: string,
  readings: readonly string[] = [],
): string | null {
  const rule = dueRuleOf(paymentTerms, readings);
  if (rule === null) return null;
  return rule.kind === 'days after' ? addDays(invoiceOn, rule.days) : nextDay(invoiceOn, rule.day);
}

function nextDay(after: string, day: number): string {
  const month = parseMonth(after.slice(0, 7));
  if (month === null) throw new Error(`${after} is not a day`);
  const inMonth = (of: Month): string => `${of}-${String(Math.min(day, daysIn(of))).padStart(2, '0')}`;
  return inMonth(month) > after ? inMonth(month) : inMonth(addMonths(month, 1));
}

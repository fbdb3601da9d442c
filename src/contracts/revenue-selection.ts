import { decimal, sum, type Decimal } from '../kernel/decimal.ts';
import { serviceMonth, type FactValue, type Span } from './explanation.ts';
import type { Facts, RevenueTotal } from './facts.ts';
import type { FactParameters, RevenueMeasure } from './line.ts';

type RevenueParameters = FactParameters & Readonly<{ measure: RevenueMeasure }>;

const perManHour = 'Per Man Hour';
const otherRevenue = 'Other Revenue';

/**
 * Net external revenue of the service month, in money: rows that are not validations and not billed by the hour
 * (billing.md 0.2). A row without flag or category counts as different from both.
 */
export function netRevenue(facts: Facts): FactValue {
  return sumRevenue(facts, { ...serviceMonth(facts), ...notValidation, measure: 'netRevenue' });
}

/** Net external revenue of some revenue codes over a span of months, in money (billing.md 2.5). */
export function netRevenueOf(facts: Facts, revenueCodes: readonly string[], span: Span): FactValue {
  return sumRevenue(facts, { ...span, revenueCodes, ...notValidation, measure: 'netRevenue' });
}

/** Value of the validations of the service month, in money: rows with flag `V` (billing.md 2.6). */
export function validationValue(facts: Facts): FactValue {
  return sumRevenue(facts, { ...serviceMonth(facts), depositFlag: 'V', measure: 'billableValidation' });
}

/** Net bell revenue of the service month, in money, whatever its deposit flag (billing.md 2.7). */
export function bellRevenue(facts: Facts): FactValue {
  const isBell = { category: otherRevenue, collectionTypes: facts.operator.bellCollectionTypes };
  return sumRevenue(facts, { ...serviceMonth(facts), ...isBell, measure: 'netRevenue' });
}

/** What the operator deposited in the service month, in money: flag `Y`, every category (billing.md 2.9). */
export function depositedRevenueOf(facts: Facts, measure: RevenueMeasure): FactValue {
  return sumRevenue(facts, { ...serviceMonth(facts), depositFlag: 'Y', measure });
}

/** Net revenue that parkers paid at one tax rate, in money; the rate is a fraction. */
export type TaxedRevenue = Readonly<{ rate: Decimal; revenue: FactValue }>;

/**
 * Net revenue that the client collected and owes parking tax on, flag `N` or none, by tax rate: each row is taxed at
 * its own rate, a row without one at none (billing.md 2.9, 5.3).
 */
export function clientCollectedRevenue(facts: Facts): TaxedRevenue[] {
  const isTaxed = { depositFlag: 'N', exceptCategories: [perManHour, otherRevenue] };
  return byTaxRate(facts, { ...serviceMonth(facts), ...isTaxed, measure: 'netRevenue' });
}

/** Net revenue that the operator deposited, flag `Y`, by tax rate (billing.md 2.9). */
export function depositedByTaxRate(facts: Facts): TaxedRevenue[] {
  return byTaxRate(facts, { ...serviceMonth(facts), depositFlag: 'Y', measure: 'netRevenue' });
}

function byTaxRate(facts: Facts, parameters: RevenueParameters): TaxedRevenue[] {
  const rows = facts.revenue.filter((row) => row.taxRate !== null && isSelected(row, parameters));
  return [...Map.groupBy(rows, ({ taxRate }) => taxRate?.toString() ?? '')]
    .filter(([rate]) => rate !== '0')
    .map(([rate]) => ({ rate: decimal(rate), revenue: sumRevenue(facts, { ...parameters, taxRate: rate }) }));
}

const notValidation = { exceptCategories: [perManHour], exceptDepositFlag: 'V' };

function sumRevenue(facts: Facts, parameters: RevenueParameters): FactValue {
  const rows = facts.revenue.filter((row) => isSelected(row, parameters));
  return { value: sum(rows.map((row) => row[parameters.measure])), question: 'revenue', parameters };
}

function isSelected(row: RevenueTotal, parameters: FactParameters): boolean {
  const { fromMonth, throughMonth, revenueCodes, collectionTypes } = parameters;
  return (
    row.month >= fromMonth &&
    row.month <= throughMonth &&
    (revenueCodes?.includes(row.revenueCode) ?? true) &&
    (collectionTypes === undefined || isAmong(row.collectionType, collectionTypes)) &&
    (parameters.taxRate === undefined || row.taxRate?.eq(parameters.taxRate) === true) &&
    isOfCategory(row, parameters) &&
    isOfFlag(row, parameters)
  );
}

/** Names of categories and collection types count in any case: the warehouse keeps them in capitals. */
function isAmong(name: string | null, names: readonly string[]): boolean {
  return name !== null && names.some((one) => one.toUpperCase() === name.toUpperCase());
}

function isOfCategory(
  { category }: RevenueTotal,
  { category: only, exceptCategories }: FactParameters,
): boolean {
  return !isAmong(category, exceptCategories ?? []) && (only === undefined || isAmong(category, [only]));
}

function isOfFlag({ depositFlag }: RevenueTotal, parameters: FactParameters): boolean {
  const flag = depositFlag ?? 'N';
  return flag !== parameters.exceptDepositFlag && (parameters.depositFlag ?? flag) === flag;
}

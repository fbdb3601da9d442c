import { computeLines, type ClauseFacts, type Facts, type Line, type Terms } from '../../contracts/index.ts';
import { decimal, percentOf, sum, type Decimal } from '../../kernel/decimal.ts';
import { Refusal } from '../../kernel/errors.ts';
import { daysIn, firstDay, type Month } from '../../kernel/month.ts';
import type { OperatorFacts } from '../../platform/operator/index.ts';
import { weeksOf } from '../statistics/weeks.ts';
import type { ActualRevenue, Balances, Category, SiteYear } from './site-year.ts';

type RevenueTotal = Facts['revenue'][number];

/** What a month of a site comes to before its contract is asked: actuals so far with what is expected of the rest. */
export type MonthFigures = Readonly<{
  month: Month;
  actualRevenue: readonly ActualRevenue[];
  expectedByCategory: ReadonlyMap<Category, Decimal>;
  expectedRest: Decimal;
  rooms: Decimal;
  hours: ReadonlyMap<string, Decimal>;
  /** By account, with the sign of the ledger: payroll in the proportion of the forecast, expenses as expected. */
  balances: Balances;
}>;

/** What months before the service month came to, where terms look back at them. */
export type Earlier = Readonly<{
  revenue: readonly RevenueTotal[];
  claims: Facts['balances'];
  profits: Facts['earlierProfits'];
  amounts: ClauseFacts['earlierAmounts'];
}>;

/** Internal revenue of a month by component, not rounded; `profit` is null without a management agreement. */
export type InternalRevenue = Readonly<{
  components: ReadonlyMap<string, Decimal>;
  lines: readonly Line[];
  profit: Decimal | null;
}>;

const zero = decimal('0');

/**
 * Internal revenue of a month by the components of billing, fed with expected figures (forecasting.md 3): one rule,
 * one piece of code. What a forecast leaves out is left out here: bell service, advances, deposited revenue and
 * validations (3.8). Amounts are not rounded (conflict 60). Golden IR-*.
 */
export function internalRevenue(
  terms: Terms,
  figures: MonthFigures,
  earlier: Earlier,
  site: Pick<SiteYear, 'site' | 'opensOn' | 'facts' | 'operator'>,
): InternalRevenue {
  const expected = expectedTerms(terms, figures.month, site.facts);
  const facts: Facts = {
    site: site.site,
    month: figures.month,
    siteStartsOn: site.opensOn,
    revenue: [...earlier.revenue, ...revenueOf(terms, figures)],
    occupiedRooms: figures.rooms,
    labor: [...figures.hours].map(([jobCode, hours]) => ({
      jobCode,
      regularHours: hours,
      premiumHours: zero,
      regularMinutes: hours.times('60'),
      premiumMinutes: zero,
    })),
    balances: [...earlier.claims, ...balancesOf(expected, figures, site.facts)],
    earlierProfits: earlier.profits,
    forClauses: { weeks: laborWeeks(figures), earlierAmounts: earlier.amounts, otherSites: [] },
    operator: site.facts,
  };
  const wording = { operator: site.operator };
  const computed = computeLines({ terms: expected, facts, wording, adHoc: [] });
  const components = new Map<string, Decimal>();
  for (const { component, exact, amount } of computed.lines)
    components.set(component, (components.get(component) ?? zero).plus(exact ?? amount));
  const credit = creditOf(terms);
  if (credit !== null)
    components.set('billable-accounts', (components.get('billable-accounts') ?? zero).plus(credit));
  return { components, lines: computed.lines, profit: computed.profitForAccumulation };
}

/** The hours of a month by week, as many on each day: a forecast of a month does not know its weekdays. */
function laborWeeks({ month, hours }: MonthFigures): ClauseFacts['weeks'] {
  return weeksOf(month).flatMap(({ first, last }) => {
    const days = last - first + 1;
    const startsOn = `${month}-${String(first).padStart(2, '0')}`;
    return [...hours].map(([jobCode, worked]) => ({
      startsOn,
      days,
      jobCode,
      premiumHours: zero,
      regularHours: worked.times(String(days)).div(String(daysIn(month))),
    }));
  });
}

/** As `internalRevenue`; what the terms refuse to be calculated with is said instead, and stops no other site. */
export function internalRevenueOr(
  ...parameters: Parameters<typeof internalRevenue>
): InternalRevenue | Refusal {
  try {
    return internalRevenue(...parameters);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

/** The sum of the components, in money. */
export function totalOf({ components }: InternalRevenue): Decimal {
  return sum(components.values());
}

/**
 * The terms that a forecast follows. Insurance by billable accounts is calculated from payroll, whichever insurance
 * accounts the contract bills: they leave the expense line, and one of them carries the calculated cost (3.7).
 */
function expectedTerms(terms: Terms, month: Month, operator: OperatorFacts): Terms {
  const { billableAccounts, managementAgreement } = terms;
  const without = {
    bellService: null,
    midMonthAdvance: null,
    depositedRevenue: null,
    fixedFee: terms.fixedFee && feesOn(terms.fixedFee, firstDay(month)),
  };
  if (billableAccounts === null || managementAgreement?.insurance?.kind !== 'BasedOnBillableAccounts')
    return { ...terms, ...without };
  const { expenses } = billableAccounts;
  const accounts = [
    ...expenses.accounts.filter((account) => !operator.insuranceAccounts.includes(account)),
    operator.calculatedInsuranceAccount,
  ];
  return {
    ...terms,
    ...without,
    billableAccounts: { ...billableAccounts, expenses: { ...expenses, accounts } },
  };
}

/** Fees that hold on the first of the month, in full: a forecast looks at that day (3.2; golden IR-FF-07, -08). */
function feesOn(fees: NonNullable<Terms['fixedFee']>, day: string): NonNullable<Terms['fixedFee']> {
  const isHeldOn = ({ startsOn, endsOn }: (typeof fees)[number]): boolean =>
    (startsOn ?? day) <= day && (endsOn ?? day) >= day;
  // The others stay in their places, because clauses count rows; they begin after every month.
  return fees.map((fee) => ({ ...fee, startsOn: isHeldOn(fee) ? null : '9999-12-31', endsOn: null }));
}

function balancesOf(
  terms: Terms,
  { month, balances }: MonthFigures,
  { insurancePercentageWithAgreement, calculatedInsuranceAccount, vehicleInsuranceAccount }: OperatorFacts,
): Facts['balances'] {
  const expectedBalances = new Map(balances);
  if (terms.managementAgreement?.insurance?.kind === 'BasedOnBillableAccounts') {
    const payroll = sum(
      (terms.billableAccounts?.payroll.accounts ?? []).map(
        (account) => expectedBalances.get(account) ?? zero,
      ),
    );
    const cost = percentOf(payroll, insurancePercentageWithAgreement);
    expectedBalances.set(
      calculatedInsuranceAccount,
      cost.plus(expectedBalances.get(vehicleInsuranceAccount) ?? zero),
    );
  }
  return [...expectedBalances].map(([account, amount]) => ({ month, account, entity: 'expected', amount }));
}

/** Additional payroll below 0: an invoice ignores it, a forecast takes it as it is (golden IR-APA-08). */
function creditOf({ billableAccounts }: Terms): Decimal | null {
  const additional = billableAccounts?.payroll.additionalAmount ?? null;
  return additional?.lt(zero) === true ? additional : null;
}

/** Codes of a category; a forecast has categories only, so it counts under a code that the contract lists (3.5). */
const codesOf: Readonly<Record<Category, readonly string[]>> = {
  'valet-daily': ['VD1', 'VD2', 'VD3'],
  'valet-overnight': ['VO1', 'VO2', 'VO3'],
  'valet-monthly': ['VM1', 'VM2', 'VM3'],
  'valet-aggregator': ['VA1', 'VA2', 'VA3', 'VD1', 'VD2', 'VD3'],
  'self-daily': ['SD1', 'SD2', 'SD3'],
  'self-overnight': ['SO1', 'SO2', 'SO3'],
  'self-monthly': ['SM1', 'SM2', 'SM3'],
  'self-aggregator': ['SA1', 'SA2', 'SA3', 'SD1', 'SD2', 'SD3'],
};

/** Revenue of a month as the rules select it: what is in already by its codes, what is expected by its categories. */
export function revenueOf(terms: Terms, figures: MonthFigures): RevenueTotal[] {
  const listed = new Set((terms.revenueShare ?? []).flatMap(({ revenueCodes }) => revenueCodes));
  const codeOf = (category: Category): string =>
    codesOf[category].find((code) => listed.has(code)) ?? codesOf[category][0] ?? '';
  const expected = [...figures.expectedByCategory]
    .filter(([, amount]) => !amount.eq(zero))
    .map(([category, amount]) => revenueRow(figures.month, codeOf(category), amount));
  return [
    ...figures.actualRevenue.map((row) => ({
      ...revenueRow(figures.month, row.revenueCode, row.netRevenue),
      category: row.category,
      collectionType: row.collectionType,
      depositFlag: row.depositFlag,
    })),
    ...expected,
    ...(figures.expectedRest.eq(zero) ? [] : [revenueRow(figures.month, 'OR1', figures.expectedRest)]),
  ];
}

function revenueRow(month: Month, revenueCode: string, amount: Decimal): RevenueTotal {
  return {
    month,
    revenueCode,
    category: null,
    collectionType: '',
    depositFlag: 'N',
    taxRate: null,
    netRevenue: amount,
    grossRevenue: amount,
    billableValidation: zero,
  };
}

/** Claims of a month by account, for the caps of later months. */
export function claimsOf(
  { facts: { claimsAccounts } }: Pick<SiteYear, 'facts'>,
  month: Month,
  balances: Balances,
): Facts['balances'] {
  return claimsAccounts.flatMap((account) => {
    const amount = balances.get(account);
    return amount === undefined ? [] : [{ month, account, entity: 'expected', amount }];
  });
}

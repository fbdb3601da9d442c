import type { Decimal } from '../kernel/decimal.ts';
import type { Month } from '../kernel/month.ts';
import type { OperatorFacts } from '../platform/operator/index.ts';

/**
 * What happened at one site, as the arithmetic of the components needs it: sums of the warehouse for the service month
 * and, where a window of the contract reaches back, for the months before it. Billing fills it with actuals,
 * forecasting with what is expected.
 */
export type Facts = Readonly<{
  site: string;
  month: Month;
  /** First day of the site's first contract year (`YYYY-MM-DD`), from the site record; anniversaries count from it. */
  siteStartsOn: string | null;
  revenue: readonly RevenueTotal[];
  /** Occupied rooms of the service month; null when nothing was reported. */
  occupiedRooms: Decimal | null;
  labor: readonly LaborTotal[];
  balances: readonly AccountBalance[];
  /** Profit of earlier service months of this contract, newest version of each; without validation excess (2.14). */
  earlierProfits: readonly EarlierProfit[];
  /** Only where the contract has clauses that look at it. */
  forClauses?: ClauseFacts;
  /** What holds for all sites: accounts with a role, entities left out, codes of bell revenue. */
  operator: OperatorFacts;
}>;

/** Daily revenue summed over the days of a month; the rest of the key is kept, because rules select by it. */
export type RevenueTotal = Readonly<{
  month: Month;
  revenueCode: string;
  /** Null when the row has none: it then counts as "not equal" (billing.md 0.2). */
  category: string | null;
  collectionType: string;
  /** `Y` the operator deposits, `N` the client collects, `V` validation; null counts as `N`. */
  depositFlag: string | null;
  /** As a fraction: 0.08 is 8 %. Null when the source gives none. */
  taxRate: Decimal | null;
  netRevenue: Decimal;
  grossRevenue: Decimal;
  billableValidation: Decimal;
}>;

/** Hours of one job in the service month, from timesheet minutes. */
export type LaborTotal = Readonly<{
  jobCode: string;
  /** Each timesheet row rounded to 2 decimals, then summed (billing.md 2.4, DRV-PLH-01). */
  regularHours: Decimal;
  /** Overtime, holiday and double time of every kind, rounded by row as above. */
  premiumHours: Decimal;
  /** The same minutes, not rounded by row: the management fee divides once (billing.md 0.6). */
  regularMinutes: Decimal;
  premiumMinutes: Decimal;
}>;

/** A balance of the ledger, with the ledger's sign: expense positive, revenue negative. */
export type AccountBalance = Readonly<{ month: Month; account: string; entity: string; amount: Decimal }>;

export type EarlierProfit = Readonly<{ month: Month; profit: Decimal }>;

/** What only clauses of the contract look at. */
export type ClauseFacts = Readonly<{
  weeks: readonly LaborWeek[];
  /** What earlier months billed by component, newest version of each statement. */
  earlierAmounts: readonly EarlierAmount[];
  /** Revenue of the other sites of shared tier sets, over the same months as that of the site. */
  otherSites: readonly OtherSite[];
}>;

/** Hours of a job in the part of a week, Sunday to Saturday, that lies in the service month; rounded as the month's. */
export type LaborWeek = Readonly<{
  /** First day of the part, `YYYY-MM-DD`, and how many days it has. */
  startsOn: string;
  days: number;
  jobCode: string;
  regularHours: Decimal;
  premiumHours: Decimal;
}>;

/** `component` in the words of the stored lines. */
export type EarlierAmount = Readonly<{ month: Month; component: string; amount: Decimal }>;

export type OtherSite = Readonly<{ site: string; revenue: readonly RevenueTotal[] }>;

import type { Terms } from '../../contracts/index.ts';
import type { Decimal } from '../../kernel/decimal.ts';
import type { Month } from '../../kernel/month.ts';
import type { OperatorFacts } from '../../platform/operator/index.ts';
import type { PayingCategory } from '../statistics/categories.ts';

/** A category of vehicles that pay. */
export type Category = PayingCategory;

/** Money by account with the sign of the ledger. */
export type Balances = ReadonlyMap<string, Decimal>;

/** Net revenue of a month that is in already, by what the rules of contracts select by. */
export type ActualRevenue = Readonly<{
  revenueCode: string;
  category: string | null;
  collectionType: string;
  depositFlag: string | null;
  netRevenue: Decimal;
}>;

/** Hours and money of one job. */
export type JobFigures = Readonly<{ hours: Decimal; cost: Decimal }>;

/** What is in already of a month, up to its last day with revenue and its last day with payroll. */
export type Actuals = Readonly<{
  revenue: readonly ActualRevenue[];
  revenueTo: string | null;
  rooms: Decimal;
  payroll: ReadonlyMap<string, JobFigures>;
  payrollTo: string | null;
}>;

/** Statistics entered on some days: sums, and on how many of the days each has a value. */
export type EnteredStatistics = Readonly<{
  days: number;
  totals: Readonly<Record<string, Decimal>>;
  counted: Readonly<Record<string, number>>;
}>;

/** Payroll entered on some days, by job; `touchedDays` counts days on which any job has a value. */
export type EnteredPayroll = Readonly<{
  touchedDays: number;
  jobs: ReadonlyMap<string, JobFigures & { readonly days: number }>;
}>;

/** What managers entered for a month, apart for days with actuals and days after them. */
export type Entries = Readonly<{
  statistics: Readonly<{ before: EnteredStatistics; after: EnteredStatistics }>;
  payroll: Readonly<{ before: EnteredPayroll; after: EnteredPayroll }>;
  rates: ReadonlyMap<string, Decimal>;
  otherRevenue: ReadonlyMap<string, Decimal>;
  otherExpense: ReadonlyMap<string, Decimal>;
}>;

/** The contract of a month: its version, and what it says with its clauses and escalations to come. */
export type Agreed = Readonly<{
  versionId: string;
  terms: Terms;
  /** What of it is not in the forecast, in words. */
  leftOut: readonly string[];
}>;

/** Everything that one month of a site is calculated from. */
export type MonthInputs = Readonly<{
  month: Month;
  /** First and last day of the month on which the site works; the last one is before the first where it does not. */
  worked: Readonly<{ first: number; last: number }>;
  budget: Balances;
  /** Null when the ledger has nothing of the month. */
  ledger: Balances | null;
  actuals: Actuals;
  entries: Entries;
  /** Budgeted hours and cost of jobs. */
  payrollBudget: ReadonlyMap<string, JobFigures>;
  /** Profiles of the payroll budget that stand for no job code yet; their money is in the budget of the ledger. */
  unmappedProfiles: readonly string[];
  /** Entries for days on which the site does not work; left out where there are none. */
  entriesOutside?: number;
  agreed: Agreed | null;
}>;

/** Everything that a year of a site is calculated from; months before it only where terms look back at them. */
export type SiteYear = Readonly<{
  site: string;
  versionId: string;
  year: number;
  /** First day of the month that counts as the current one. */
  currentMonth: Month;
  opensOn: string | null;
  /** Last day of work; null while none is known. */
  closesOn: string | null;
  annualSalaries: Decimal;
  /** Active employees of the jobs whose people are all paid by the year, where the payroll budget names jobs. */
  salariedJobs: ReadonlyMap<string, Decimal>;
  /** Adjustments of the year's budget by its external revenue, as a fraction (forecasting.md 6.5, conflict 40). */
  adjustmentRate: Decimal;
  /** Category of the P&L by account. */
  categoryOf: ReadonlyMap<string, string>;
  /** Facts of the operator, the same for all sites. */
  facts: OperatorFacts;
  /** Who bills, in titles of lines. */
  operator: string;
  months: readonly MonthInputs[];
  /** Months of the year that are calculated; the others of `months` are looked back at. */
  wanted: ReadonlySet<Month>;
}>;

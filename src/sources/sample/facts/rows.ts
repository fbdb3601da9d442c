import type { Cents } from '../amounts.ts';
import type { CalendarDay, CalendarMonth } from '../calendar.ts';
import type { Site } from '../operator/operator.ts';
import type { Collection, Job, Stream } from '../operator/site-profile.ts';

/** What one month of a site is made from. */
export interface SiteMonth {
  readonly seed: number;
  readonly site: Site;
  readonly month: CalendarMonth;
  /** 0: as first delivered; 1: as corrected a month later. */
  readonly revision: 0 | 1;
}

/** One row of the wide form. Mutable: documented figures are laid over drawn ones. */
export interface RevenueRow {
  readonly day: CalendarDay;
  readonly stream: Stream;
  readonly collection: Collection;
  vehicles: number;
  gross: Cents;
  /** Gross less tax. */
  net: Cents;
}

export type PayType = 'Regular' | 'Overtime' | 'DIFFERENTIAL' | 'MEAL PREMIUM';

/** A row of the payroll summary. Mutable: documented figures are laid over drawn ones. */
export interface PayrollRow {
  readonly day: CalendarDay;
  readonly job: Job;
  readonly payType: PayType;
  /** Hundredths of an hour. */
  hours: number;
  dollars: Cents;
}

/** A balance of an account, in cents with the ledger's sign; counts are hundredths as well. */
export interface Posting {
  readonly account: string;
  cents: Cents;
}

/** A row of the ledger extract. Mutable: documented figures are laid over drawn ones. */
export interface LedgerRow {
  readonly account: string;
  cents: Cents;
  /** Thousandths of a cent, 0 to 999. */
  thousandths: number;
  /** Company of the posting; 06 is left out of billable expenses (data.md section 7, conflict 41). */
  readonly entity: string;
  /** Tells postings of one account apart. */
  readonly index: number;
  readonly isAdjustment: boolean;
}

/** The payroll budget of one job profile. */
export interface ProfileBudget {
  readonly profile: string;
  /** Hundredths of an hour. */
  hours: number;
  /** Whole dollars, in cents. */
  cents: number;
}

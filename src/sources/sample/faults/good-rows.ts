import { addMonths } from '../../../kernel/month.ts';
import { calendarMonth, type CalendarMonth } from '../calendar.ts';
import { DOCUMENTED_MONTHS, DOCUMENTED_SITES } from '../operator/documented-sites.ts';
import { budgetMonth, writeBudget } from '../facts/budget.ts';
import { laborMonth, laborTotals } from '../facts/labor.ts';
import { writeLabor } from '../facts/labor-files.ts';
import { ledgerMonth, writeLedger } from '../facts/ledger.ts';
import { revenueMonth, revenueTotals } from '../facts/revenue.ts';
import { revenueValues, writeDetail, writeLong, type RevenueValue } from '../facts/revenue-files.ts';
import type { SiteMonth } from '../facts/rows.ts';
import type { Operator, Site } from '../operator/operator.ts';
import { RowList } from './planted-file.ts';

/** Rows that are right, of one site in the months after everything else: what faults are planted into. */
export interface GoodRows {
  readonly operator: Operator;
  readonly site: Site;
  /** The month `ahead` months after the first one that nothing else was delivered for. */
  readonly month: (ahead: number) => CalendarMonth;
  /** At least `count` rows of the feed, beginning with the month `ahead`. */
  readonly rows: (feed: FeedOfFacts, count: number, ahead?: number) => string[];
  /** What the site's workbook of the first month would hold. */
  readonly values: () => RevenueValue[];
}

export type FeedOfFacts =
  | 'account_summary'
  | 'budget_datatab_pr'
  | 'payroll_summary'
  | 'shift_entity'
  | 'timesheet_entity'
  | 'revenue_daily_detail'
  | 'revenue_datamart_daily';

export function goodRows(operator: Operator, salaried: (site: Site) => number): GoodRows {
  const site = siteForFaults(operator);
  const last =
    [addMonths(operator.from, operator.months - 1), ...DOCUMENTED_MONTHS].sort().at(-1) ?? operator.from;
  const month = (ahead: number): CalendarMonth => calendarMonth(addMonths(last, 1 + ahead));
  const siteMonth = (ahead: number): SiteMonth => ({
    seed: operator.seed,
    site,
    month: month(ahead),
    revision: 0,
  });
  return {
    operator,
    site,
    month,
    rows(feed, count, ahead = 0) {
      const rows: string[] = [];
      for (let index = ahead; rows.length < count; index += 1) {
        for (const row of monthOf(siteMonth(index), feed, salaried(site))) rows.push(row);
      }
      return rows;
    },
    values: () => [...revenueValues(site, revenueMonth(siteMonth(0)))],
  };
}

/** A site without documented figures that stays open; the smaller documented one where there are only those two. */
function siteForFaults({ all, from }: Operator): Site {
  const isFit = ({ number, closesOn, opensOn }: Site): boolean =>
    !DOCUMENTED_SITES.some((documented) => documented === number) &&
    closesOn === null &&
    opensOn.slice(0, 7) < from;
  const site = all.find(isFit) ?? all.at(-1);
  if (site === undefined) throw new Error('An operator has sites');
  return site;
}

function monthOf(from: SiteMonth, feed: FeedOfFacts, salaried: number): string[] {
  const { site, month } = from;
  const sinks = Object.fromEntries(FACTS.map((name) => [name, new RowList()])) as Record<
    FeedOfFacts | 'others',
    RowList
  >;
  const revenue = revenueMonth(from);
  const labor = laborMonth(from);
  const { payroll_summary: payroll, shift_entity: shifts, timesheet_entity: timesheets, others } = sinks;
  writeDetail(sinks.revenue_daily_detail, site, revenue);
  writeLong(sinks.revenue_datamart_daily, site, revenue);
  writeLabor({ payroll, shifts, timesheets, costs: others }, site, month, labor);
  const counted = { revenue: revenueTotals(site, revenue), labor: laborTotals(labor), salaried };
  writeLedger(sinks.account_summary, site, month, ledgerMonth(from, counted));
  const budget = budgetMonth(from, salaried);
  writeBudget({ accounts: others, profiles: sinks.budget_datatab_pr }, site, month, budget);
  return sinks[feed].rows;
}

const FACTS: readonly (FeedOfFacts | 'others')[] = [
  'account_summary',
  'budget_datatab_pr',
  'payroll_summary',
  'shift_entity',
  'timesheet_entity',
  'revenue_daily_detail',
  'revenue_datamart_daily',
  'others',
];

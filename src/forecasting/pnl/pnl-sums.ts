import type { Decimal } from '../../kernel/decimal.ts';
import type { Month } from '../../kernel/month.ts';
import type { Queryable } from '../../platform/database/index.ts';
import type { Cell } from './calculate-year.ts';
import type { Source, StoredLine } from './rows.ts';

/**
 * Of how many sites a cell of a roll-up holds something: all that are in it, those with a budget, a forecast, an actual
 * and a trend, and those with a trend and a budget, which alone are compared. A total counts months of sites.
 */
export type SiteCounts = Readonly<
  Record<'all' | 'budget' | 'forecast' | 'actual' | 'trend' | 'compared', number>
>;

/** How many sites come from where. */
export type SourceCounts = Readonly<Partial<Record<Source, number>>>;

/** Sums of a month and row over sites, as stored; null means no data, and differences are those of sites with both. */
export interface StoredSum {
  /** Site, district or whatever it is broken down by; empty without groups. */
  readonly group: string;
  readonly period: Month;
  readonly line: StoredLine;
  readonly budget: string | null;
  readonly forecast: string | null;
  readonly actual: string | null;
  readonly trend: string | null;
  /** Trend − budget, forecast − budget and actual − budget, of sites that have both. */
  readonly variance: string | null;
  readonly forecast_variance: string | null;
  readonly actual_variance: string | null;
  /** Budget of the sites that have a trend. */
  readonly compared_budget: string | null;
  /** Budget and forecast of the sites that have an actual. */
  readonly closed_budget: string | null;
  readonly closed_forecast: string | null;
  /** Left out where the comparison is the one with the budget. */
  readonly against?: SumAgainst;
  readonly sources: SourceCounts;
  readonly sites: SiteCounts;
}

/** A sum next to something else than the budget, of the sites that have both. */
export interface SumAgainst {
  /** What the trend is compared with, and what the actual is. */
  readonly compared: string | null;
  readonly closed: string | null;
  readonly variance: string | null;
  readonly actual_variance: string | null;
  /** How many sites have both. */
  readonly sites: number;
}

/** By what a P&L of several sites is broken down: fields of the site master, as they are now. */
export const groupings = [
  ...(['site', 'district', 'region', 'manager', 'district-manager', 'legal-entity'] as const),
  ...(['contract-type', 'pl-category', 'cog-segment', 'business-segment'] as const),
] as const;
export type Grouping = (typeof groupings)[number];

/**
 * The stored sums of a year over those of the sites that the caller may see (null is all of them), in groups as the
 * site master has them now, or altogether.
 */
export async function readSums(
  database: Queryable,
  filter: Readonly<{ year: number; sites: readonly string[] | null; version: string; by?: Grouping }>,
): Promise<StoredSum[]> {
  return database.query<StoredSum>(
    `select group_name as "group", period, line, budget, forecast, actual, trend, variance, forecast_variance,
       actual_variance, compared_budget, closed_budget, closed_forecast, sources, sites
     from forecasting.pnl_sums($1, $2, $3, $4)`,
    [filter.sites, filter.year, filter.version, filter.by ?? null],
  );
}

/** A cell of one site as the sums of it alone. */
export function sumOfSite(
  period: Month,
  cell: Omit<Cell, 'known'> & Partial<Pick<Cell, 'known'>>,
): StoredSum {
  const { line, actual, source } = cell;
  const { budget: hasBudget, forecast: hasForecast, trend: hasTrend } = cell.known ?? everything;
  const [budget, forecast, trend] = [
    hasBudget ? cell.budget : null,
    hasForecast ? cell.forecast : null,
    hasTrend ? cell.trend : null,
  ];
  const text = (value: Decimal | null): string | null => value && value.toString();
  const less = (value: Decimal | null): string | null =>
    value === null || budget === null ? null : value.minus(budget).toString();
  const one = (value: Decimal | null): number => (value === null ? 0 : 1);
  return {
    group: '',
    period,
    line,
    budget: text(budget),
    forecast: text(forecast),
    actual: text(actual),
    trend: text(trend),
    variance: less(trend),
    forecast_variance: less(forecast),
    actual_variance: less(actual),
    compared_budget: trend === null ? null : text(budget),
    closed_budget: actual === null ? null : text(budget),
    closed_forecast: actual === null ? null : text(forecast),
    sources: { [source]: 1 },
    sites: {
      all: 1,
      budget: one(budget),
      forecast: one(forecast),
      actual: one(actual),
      trend: one(trend),
      compared: Math.min(one(budget), one(trend)),
    },
  };
}

const everything = { budget: true, forecast: true, trend: true };

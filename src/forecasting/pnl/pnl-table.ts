import { decimal, sum, type Decimal } from '../../kernel/decimal.ts';
import { monthsBetween, type Month } from '../../kernel/month.ts';
import type { SiteCounts, SourceCounts, StoredSum, SumAgainst } from './pnl-sums.ts';
import { frontLineExpenses, storedLines, type Source, type StoredLine } from './rows.ts';

/** Rows of the P&L as they are shown, in order (forecasting.md 2.1). */
export const shownLines = [
  ...storedLines,
  ...(['front-line-contribution', 'flc-to-budget-cumulative'] as const),
] as const;

export type ShownLine = (typeof shownLines)[number];

/** What the rows are called for people, in files as in the web app. */
export const rowTitles: Readonly<Record<ShownLine, string>> = {
  'external-revenue': 'External revenue',
  'internal-revenue': 'Internal revenue',
  payroll: 'Payroll',
  claims: 'Claims',
  'parking-rents': 'Parking rents',
  'other-expense': 'Other expense',
  pteb: 'PTEB',
  insurance: 'Insurance',
  unmapped: 'Accounts without a category',
  'front-line-contribution': 'Front line contribution',
  'flc-to-budget-cumulative': 'Cumulative against budget',
};

/** Where a cell of one or several sites comes from; `mixed` where they differ: `sources` says how many from where. */
export type ShownSource = Source | 'mixed';

/**
 * A cell of one or several sites, in money; null where none of them has anything. `variance` is that of the sites that
 * have both trend and what it is compared with (`base`, the budget unless asked otherwise), and `variancePercent` of
 * `base`: null where that is 0 and the variance is not.
 */
export type ShownCell = Readonly<{
  month: Month | null;
  budget: Decimal | null;
  forecast: Decimal | null;
  /** Null where no site has closed the month. */
  actual: Decimal | null;
  trend: Decimal | null;
  base: Decimal | null;
  variance: Decimal | null;
  variancePercent: Decimal | null;
  source: ShownSource;
  sources: SourceCounts;
  sites: SiteCounts;
}>;

/** A row: its months, of them what is closed at each site (ACT, 2.2), and all of them. */
export type ShownRow = Readonly<{
  line: ShownLine;
  months: readonly ShownCell[];
  closed: ShownCell;
  total: ShownCell;
}>;

/** Months of a P&L, both included; they may lie in several years. */
export type MonthRange = Readonly<{ from: Month; to: Month }>;

/** All months of a year. */
export function rangeOfYear(year: number): MonthRange {
  return { from: `${String(year)}-01`, to: `${String(year)}-12` };
}

const zero = decimal('0');
const hundred = decimal('100');

/**
 * The rows of months from stored sums of their years, `unmapped` only where it holds money: front line contribution is
 * internal revenue less the rows of expense, and its difference to the budget runs on from January, whatever months are
 * shown; both follow from what is shown (forecasting.md 2.1). Variance is trend − budget, or less what `against` of the
 * sums holds (2.6). Golden PNL-FLC-01 to -05, PNL-CUM-01, PNL-VAR-*, PNL-AGG-*.
 */
export function pnlTable(sums: readonly StoredSum[], { from, to }: MonthRange): ShownRow[] {
  const months = monthsBetween(`${from.slice(0, 4)}-01`, to);
  const first = months.indexOf(from);
  const stored = new Map(sums.map((row) => [`${row.period} ${row.line}`, row]));
  const rows = storedLines.map((line) => ({
    line,
    months: months.map((month) => figuresOf(stored.get(`${month} ${line}`))),
  }));
  const contribution = months.map((_, at) =>
    contributionOf((line) => rows.find((row) => row.line === line)?.months[at] ?? figuresOf()),
  );
  const hasUnmapped = sums.some(({ line }) => line === 'unmapped');
  const shown = rows.filter(({ line }) => line !== 'unmapped' || hasUnmapped);
  return [
    ...shown.map((row) => withTotal(row.line, months.slice(first), row.months.slice(first))),
    withTotal('front-line-contribution', months.slice(first), contribution.slice(first)),
    cumulative(months, contribution, first),
  ];
}

const amountNames = [
  ...(['budget', 'forecast', 'actual', 'trend', 'toBudget', 'forecastToBudget', 'actualToBudget'] as const),
  ...(['base', 'variance', 'closedBudget', 'closedForecast', 'closedBase', 'closedVariance'] as const),
] as const;

/** Sums of a cell, each over the sites that have it, with what is needed to go on adding. */
type Figures = Readonly<Record<(typeof amountNames)[number], Decimal | null>> &
  Pick<ShownCell, 'source' | 'sources' | 'sites'>;

const noSites: SiteCounts = { all: 0, budget: 0, forecast: 0, actual: 0, trend: 0, compared: 0 };

const optional = (text: string | null | undefined): Decimal | null =>
  typeof text === 'string' ? decimal(text) : null;

function figuresOf(row?: StoredSum): Figures {
  if (row === undefined) return nothing;
  const { sources, sites, against } = row;
  const [only, ...others] = Object.keys(sources) as Source[];
  return {
    budget: optional(row.budget),
    forecast: optional(row.forecast),
    actual: optional(row.actual),
    trend: optional(row.trend),
    toBudget: optional(row.variance),
    forecastToBudget: optional(row.forecast_variance),
    actualToBudget: optional(row.actual_variance),
    closedBudget: optional(row.closed_budget),
    closedForecast: optional(row.closed_forecast),
    source: others.length > 0 ? 'mixed' : (only ?? 'budget'),
    sources,
    ...(against === undefined ? toBudget(row) : comparedFigures(against)),
    sites: against === undefined ? sites : { ...sites, compared: against.sites },
  };
}

type ComparedFigures = Pick<Figures, 'base' | 'variance' | 'closedBase' | 'closedVariance'>;

function toBudget(row: StoredSum): ComparedFigures {
  return {
    base: optional(row.compared_budget),
    variance: optional(row.variance),
    closedBase: optional(row.closed_budget),
    closedVariance: optional(row.actual_variance),
  };
}

function comparedFigures({ compared, closed, variance, actual_variance }: SumAgainst): ComparedFigures {
  return {
    base: optional(compared),
    variance: optional(variance),
    closedBase: optional(closed),
    closedVariance: optional(actual_variance),
  };
}

const nothing: Figures = {
  ...(Object.fromEntries(amountNames.map((name) => [name, null])) as Record<
    (typeof amountNames)[number],
    null
  >),
  source: 'budget',
  sources: {},
  sites: noSites,
};

function cellOf(month: Month | null, figures: Figures): ShownCell {
  const { budget, forecast, actual, trend, base, variance, source, sources, sites } = figures;
  return {
    month,
    budget,
    forecast,
    actual,
    trend,
    base,
    variance,
    source,
    sources,
    sites,
    variancePercent: variance && percentOf(variance, base ?? zero),
  };
}

/** What is closed of figures: of the sites that have an actual, so that those without one stand in no difference. */
function closedOf(figures: Figures): ShownCell {
  const { actual, closedBudget, closedForecast, closedBase, closedVariance, sources, sites } = figures;
  return cellOf(null, {
    ...figures,
    budget: closedBudget,
    forecast: closedForecast,
    trend: actual,
    base: closedBase,
    variance: closedVariance,
    source: 'actual',
    sources: { actual: sources.actual ?? 0 },
    sites: { ...sites, all: sites.actual },
  });
}

/** Null only where nothing is known of any. */
function sumOfKnown(values: readonly (Decimal | null)[]): Decimal | null {
  const amounts = values.filter((value) => value !== null);
  return amounts.length === 0 ? null : sum(amounts);
}

/** Percent of what is compared with; 0 of 0 is 0, else of 0 there is no percent (2.6, conflict 2). */
function percentOf(variance: Decimal, base: Decimal): Decimal | null {
  if (base.eq(zero)) return variance.eq(zero) ? zero : null;
  return variance.times(hundred).div(base);
}

/** Better, worse or the same, by what the row is: less expense is better (2.6). */
export function favourOf(
  line: ShownLine,
  { variance }: Pick<ShownCell, 'variance'>,
): 'better' | 'worse' | 'same' {
  if (variance === null || variance.eq(zero)) return 'same';
  const isExpense = frontLineExpenses.some((one) => one === line);
  return variance.gt(zero) === isExpense ? 'worse' : 'better';
}

/** Percent of the budget, above or below, from which a variance is shown more strongly. */
export type EmphasisThresholds = Readonly<{ medium: Decimal; bold: Decimal }>;

/** How strongly a variance is shown; thresholds of percent are settings (golden PNL-EMPH-01 to -06). */
export function emphasisOf(
  { variancePercent }: Pick<ShownCell, 'variancePercent'>,
  thresholds: EmphasisThresholds = { medium: decimal('5'), bold: decimal('7.5') },
): 'bold' | 'medium' | 'normal' {
  const size = variancePercent?.abs() ?? zero;
  if (size.gte(thresholds.bold)) return 'bold';
  return size.gte(thresholds.medium) ? 'medium' : 'normal';
}

/** Rows that are part of internal revenue or come out of it: their totals have a percentage of it (2.2). */
export function isPartOfInternalRevenue(line: ShownLine): boolean {
  return line !== 'external-revenue' && line !== 'flc-to-budget-cumulative';
}

/** Percent of internal revenue; null when that is not above 0 (golden PNL-PCT-01, -02). */
export function percentOfInternalRevenue(total: Decimal, internalRevenue: Decimal): Decimal | null {
  return internalRevenue.lte(zero) ? null : total.times(hundred).div(internalRevenue);
}

function contributionOf(cell: (line: StoredLine) => Figures): Figures {
  const revenue = cell('internal-revenue');
  const costs = frontLineExpenses.map(cell);
  const all = [revenue, ...costs];
  const amounts = amountNames.map((name) => {
    const [top, spent] = [revenue[name], sumOfKnown(costs.map((cost) => cost[name]))];
    const isKnown = top !== null || spent !== null;
    return [name, isKnown ? frontLineContribution(top ?? zero, [spent ?? zero]) : null] as const;
  });
  const names = Object.keys(noSites) as (keyof SiteCounts)[];
  const sites = names.map((name) => [name, Math.max(...all.map((row) => row.sites[name]))] as const);
  const sources = new Set(all.map(({ source }) => source));
  const [strongest] = (['mixed', 'blended', 'forecast'] as const).filter((source) => sources.has(source));
  return {
    ...(Object.fromEntries(amounts) as Record<(typeof amountNames)[number], Decimal | null>),
    source: strongest ?? revenue.source,
    sources: revenue.sources,
    sites: Object.fromEntries(sites) as SiteCounts,
  };
}

/** Internal revenue less its six expenses (golden PNL-FLC-01 to -05). */
export function frontLineContribution(internalRevenue: Decimal, costs: readonly Decimal[]): Decimal {
  return internalRevenue.minus(sum(costs));
}

/** The difference to the budget from each January on; its budget is 0, and the total is the last month's. */
function cumulative(months: readonly Month[], contribution: readonly Figures[], first: number): ShownRow {
  const start = { forecast: null, actual: null, trend: null };
  let running: Record<'forecast' | 'actual' | 'trend', Decimal | null> = start;
  const cells = contribution.map((figures, at): Figures => {
    if (months[at]?.endsWith('-01') === true) running = start;
    running = {
      forecast: sumOfKnown([running.forecast, figures.forecastToBudget]),
      actual: sumOfKnown([running.actual, figures.actualToBudget]),
      trend: sumOfKnown([running.trend, figures.toBudget]),
    };
    return {
      ...figures,
      budget: figures.budget && zero,
      forecast: running.forecast,
      actual: figures.actual && running.actual,
      trend: running.trend,
      base: zero,
      variance: running.trend,
    };
  });
  const last = { ...(cells.at(-1) ?? figuresOf()), actual: running.actual };
  const closed = { closedBudget: running.actual && zero, closedBase: zero, closedVariance: running.actual };
  return {
    line: 'flc-to-budget-cumulative',
    months: cells.slice(first).map((figures, at) => cellOf(months[first + at] ?? null, figures)),
    closed: closedOf({ ...last, ...closed, closedForecast: null }),
    total: cellOf(null, last),
  };
}

function withTotal(line: ShownLine, months: readonly Month[], figures: readonly Figures[]): ShownRow {
  const amounts = amountNames.map((name) => [name, sumOfKnown(figures.map((one) => one[name]))] as const);
  const add = <Name extends string>(
    counts: readonly Readonly<Partial<Record<Name, number>>>[],
  ): Record<Name, number> => {
    const total: Partial<Record<Name, number>> = {};
    for (const count of counts)
      for (const name of Object.keys(count) as Name[]) total[name] = (total[name] ?? 0) + (count[name] ?? 0);
    return total as Record<Name, number>;
  };
  const sources = new Set(figures.map(({ source }) => source));
  const total: Figures = {
    ...(Object.fromEntries(amounts) as Record<(typeof amountNames)[number], Decimal | null>),
    source: sources.size === 1 ? (figures[0]?.source ?? 'budget') : 'mixed',
    sources: add(figures.map((one) => one.sources)),
    sites: add(figures.map((one) => one.sites)),
  };
  return {
    line,
    months: figures.map((one, at) => cellOf(months[at] ?? null, one)),
    closed: closedOf(total),
    total: cellOf(null, total),
  };
}

import { decimal, sum, type Decimal } from '../../kernel/decimal.ts';
import { monthsOfYear, type Month } from '../../kernel/month.ts';
import type { SiteCounts, SourceCounts, StoredSum } from './pnl-sums.ts';
import { frontLineExpenses, storedLines, type Source, type StoredLine } from './rows.ts';

/** Rows of the P&L as they are shown, in order (forecasting.md 2.1). */
export const shownLines = [
  ...storedLines,
  ...(['front-line-contribution', 'flc-to-budget-cumulative'] as const),
] as const;

export type ShownLine = (typeof shownLines)[number];

/** Where a cell of one or several sites comes from; `mixed` where they differ: `sources` says how many from where. */
export type ShownSource = Source | 'mixed';

/**
 * A cell of one or several sites, in money; null where none of them has anything. `variance` is that of the sites that
 * have both trend and budget, and `variancePercent` of their budget: null where that is 0 and the variance is not.
 */
export type ShownCell = Readonly<{
  month: Month | null;
  budget: Decimal | null;
  forecast: Decimal | null;
  /** Null where no site has closed the month. */
  actual: Decimal | null;
  trend: Decimal | null;
  variance: Decimal | null;
  variancePercent: Decimal | null;
  source: ShownSource;
  sources: SourceCounts;
  sites: SiteCounts;
}>;

export type ShownRow = Readonly<{ line: ShownLine; months: readonly ShownCell[]; total: ShownCell }>;

const zero = decimal('0');
const hundred = decimal('100');

/**
 * The rows of a year from stored sums, `unmapped` only where it holds money: front line contribution is internal
 * revenue less the rows of expense, and its difference to the budget runs on from January; both follow from what is
 * shown (forecasting.md 2.1). Variance is trend − budget everywhere (2.6). Golden PNL-FLC-01 to -05, PNL-CUM-01,
 * PNL-VAR-*, PNL-AGG-*.
 */
export function pnlTable(sums: readonly StoredSum[], year: number): ShownRow[] {
  const months = monthsOfYear(year);
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
    ...shown.map((row) => withTotal(row.line, months, row.months)),
    withTotal('front-line-contribution', months, contribution),
    cumulative(months, contribution),
  ];
}

const amountNames = [
  ...(['budget', 'forecast', 'actual', 'trend', 'variance'] as const),
  ...(['forecastVariance', 'actualVariance', 'comparedBudget'] as const),
] as const;

/** Sums of a cell, each over the sites that have it, with what is needed to go on adding. */
type Figures = Readonly<Record<(typeof amountNames)[number], Decimal | null>> &
  Pick<ShownCell, 'source' | 'sources' | 'sites'>;

const noSites: SiteCounts = { all: 0, budget: 0, forecast: 0, actual: 0, trend: 0, compared: 0 };

function figuresOf(row?: StoredSum): Figures {
  const optional = (text: string | null | undefined): Decimal | null =>
    typeof text === 'string' ? decimal(text) : null;
  const { sources = {}, sites = noSites } = row ?? {};
  const [only, ...others] = Object.keys(sources) as Source[];
  return {
    budget: optional(row?.budget),
    forecast: optional(row?.forecast),
    actual: optional(row?.actual),
    trend: optional(row?.trend),
    variance: optional(row?.variance),
    forecastVariance: optional(row?.forecast_variance),
    actualVariance: optional(row?.actual_variance),
    comparedBudget: optional(row?.compared_budget),
    source: others.length > 0 ? 'mixed' : (only ?? 'budget'),
    sources,
    sites,
  };
}

function cellOf(month: Month | null, figures: Figures): ShownCell {
  const { budget, forecast, actual, trend, variance, comparedBudget, source, sources, sites } = figures;
  return {
    month,
    budget,
    forecast,
    actual,
    trend,
    variance,
    source,
    sources,
    sites,
    variancePercent: variance && percentOfBudget(variance, comparedBudget ?? zero),
  };
}

/** Null only where nothing is known of any. */
function sumOfKnown(values: readonly (Decimal | null)[]): Decimal | null {
  const amounts = values.filter((value) => value !== null);
  return amounts.length === 0 ? null : sum(amounts);
}

/** Percent of the budget; 0 of 0 is 0, else a budget of 0 has no percent (2.6, conflict 2). */
function percentOfBudget(variance: Decimal, budget: Decimal): Decimal | null {
  if (budget.eq(zero)) return variance.eq(zero) ? zero : null;
  return variance.times(hundred).div(budget);
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

/** The difference to the budget from January on; the budget of this row is 0, and the total is December's. */
function cumulative(months: readonly Month[], contribution: readonly Figures[]): ShownRow {
  const running: Record<'forecast' | 'actual' | 'trend', Decimal | null> = {
    forecast: null,
    actual: null,
    trend: null,
  };
  const cells = contribution.map((figures, at): ShownCell => {
    running.forecast = sumOfKnown([running.forecast, figures.forecastVariance]);
    running.actual = sumOfKnown([running.actual, figures.actualVariance]);
    running.trend = sumOfKnown([running.trend, figures.variance]);
    const budget = figures.budget && zero;
    const actual = figures.actual && running.actual;
    return cellOf(months[at] ?? null, {
      ...figures,
      budget,
      forecast: running.forecast,
      actual,
      trend: running.trend,
      variance: running.trend,
      comparedBudget: zero,
    });
  });
  const last = cells.at(-1) ?? cellOf(null, figuresOf());
  return {
    line: 'flc-to-budget-cumulative',
    months: cells,
    total: { ...last, month: null, actual: running.actual },
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
    total: cellOf(null, total),
  };
}

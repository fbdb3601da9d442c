import { decimal, sum, type Decimal } from '../../kernel/decimal.ts';
import { monthsBetween, type Month } from '../../kernel/month.ts';
import type { Queryable } from '../../platform/database/index.ts';
import { storedLines, type Source, type StoredLine } from './rows.ts';

/** Rows of the P&L as they are shown, in order (forecasting.md 2.1). */
export const shownLines = [
  ...storedLines,
  ...(['front-line-contribution', 'flc-to-budget-cumulative'] as const),
] as const;

export type ShownLine = (typeof shownLines)[number];

/** A cell of one or several sites, in money; `variancePercent` is null where only the budget is 0. */
export type ShownCell = Readonly<{
  month: Month | null;
  budget: Decimal;
  forecast: Decimal;
  /** Null where no site has closed the month. */
  actual: Decimal | null;
  trend: Decimal;
  variance: Decimal;
  variancePercent: Decimal | null;
  source: Source;
}>;

export type ShownRow = Readonly<{ line: ShownLine; months: readonly ShownCell[]; total: ShownCell }>;

/** Sums of a month and row over sites, as they are stored. */
export interface StoredSum {
  readonly period: Month;
  readonly line: StoredLine;
  readonly budget: string;
  readonly forecast: string;
  readonly actual: string | null;
  readonly trend: string;
  readonly source: Source;
  readonly sites: string;
}

const zero = decimal('0');
const hundred = decimal('100');

/** The stored sums of a year over those of the sites that the caller may see; null is all of them. */
export async function readSums(
  database: Queryable,
  filter: Readonly<{ year: number; sites: readonly string[] | null; version: string }>,
): Promise<StoredSum[]> {
  return database.query<StoredSum>(
    `select period, line, budget, forecast, actual, trend, source, sites
     from forecasting.pnl_sums($1, $2, $3)`,
    [filter.sites, filter.year, filter.version],
  );
}

/** Values of fields of the site master by which sites are chosen. */
export type SiteFilter = Readonly<{
  site?: readonly string[];
  district?: readonly string[];
  region?: readonly string[];
  manager?: readonly string[];
  districtManager?: readonly string[];
  legalEntity?: readonly string[];
  contractType?: readonly string[];
  plCategory?: readonly string[];
  cogSegment?: readonly string[];
  businessSegment?: readonly string[];
}>;

/** Sites that the caller may see, of a filter: OR inside a field, AND between fields (forecasting.md 2.7). */
export async function sitesChosen(
  database: Queryable,
  filter: SiteFilter,
  { alsoForecast }: { readonly alsoForecast: boolean },
): Promise<string[]> {
  const rows = await database.query<{ site: string }>(
    `select site_id as site from forecasting.sites_by($1)
     where not $2 or (security.may('forecast', 'read', site_id) and security.may('profit-and-loss', 'read', site_id))`,
    [JSON.stringify(filter), alsoForecast],
  );
  return rows.map(({ site }) => site);
}

/**
 * The rows of a year from stored sums, `unmapped` only where it holds money: front line contribution is internal revenue less six expenses, and its
 * difference to the budget runs on from January; both follow from what is shown (forecasting.md 2.1). Variance is
 * trend − budget everywhere (2.6). Golden PNL-FLC-01 to -05, PNL-CUM-01, PNL-VAR-*, PNL-AGG-*.
 */
export function pnlTable(sums: readonly StoredSum[], year: number): ShownRow[] {
  const months = monthsBetween(`${String(year)}-01`, `${String(year)}-12`);
  const stored = new Map(sums.map((row) => [`${row.period} ${row.line}`, row]));
  const rows: ShownRow[] = storedLines.map((line) =>
    withTotal(
      line,
      months.map((month) => storedCell(month, stored.get(`${month} ${line}`))),
    ),
  );
  const contribution = withTotal(
    'front-line-contribution',
    months.map((month, at) =>
      contributionOf(month, (line) => rows.find((row) => row.line === line)?.months[at] ?? storedCell(month)),
    ),
  );
  const hasUnmapped = sums.some(({ line }) => line === 'unmapped');
  const shown = rows.filter(({ line }) => line !== 'unmapped' || hasUnmapped);
  return [...shown, contribution, cumulative(contribution)];
}

function storedCell(month: Month, row?: StoredSum): ShownCell {
  return cellOf({
    month,
    ...{ budget: decimal(row?.budget ?? '0'), forecast: decimal(row?.forecast ?? '0') },
    actual: typeof row?.actual === 'string' ? decimal(row.actual) : null,
    ...{ trend: decimal(row?.trend ?? '0'), source: row?.source ?? 'budget' },
  });
}

type Amounts = Omit<ShownCell, 'variance' | 'variancePercent'>;

function cellOf(amounts: Amounts): ShownCell {
  return { ...amounts, ...varianceOf(amounts.trend, amounts.budget) };
}

/** Trend − budget, and as percent of the budget; 0 and 0 is 0, else a budget of 0 has no percent (2.6, conflict 2). */
export function varianceOf(
  trend: Decimal,
  budget: Decimal,
): { variance: Decimal; variancePercent: Decimal | null } {
  const variance = trend.minus(budget);
  if (budget.eq(zero)) return { variance, variancePercent: variance.eq(zero) ? zero : null };
  return { variance, variancePercent: variance.times(hundred).div(budget) };
}

/** Better, worse or the same, by what the row is: less expense is better (2.6). */
export function favourOf(
  line: ShownLine,
  { variance }: Pick<ShownCell, 'variance'>,
): 'better' | 'worse' | 'same' {
  if (variance.eq(zero)) return 'same';
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

/** Rows of expense in front line contribution. */
export const frontLineExpenses = [
  ...(['payroll', 'claims', 'parking-rents', 'other-expense', 'pteb', 'insurance', 'unmapped'] as const),
] as const;

function contributionOf(month: Month, cell: (line: StoredLine) => ShownCell): ShownCell {
  const revenue = cell('internal-revenue');
  const costs = frontLineExpenses.map(cell);
  const isClosed = revenue.actual !== null || costs.some(({ actual }) => actual !== null);
  const sources = new Set([revenue, ...costs].map(({ source }) => source));
  return cellOf({
    month,
    budget: frontLineContribution(
      revenue.budget,
      costs.map(({ budget }) => budget),
    ),
    forecast: frontLineContribution(
      revenue.forecast,
      costs.map(({ forecast }) => forecast),
    ),
    actual: isClosed
      ? frontLineContribution(
          revenue.actual ?? zero,
          costs.map(({ actual }) => actual ?? zero),
        )
      : null,
    trend: frontLineContribution(
      revenue.trend,
      costs.map(({ trend }) => trend),
    ),
    source: sources.has('blended') ? 'blended' : sources.has('forecast') ? 'forecast' : revenue.source,
  });
}

/** Internal revenue less its six expenses (golden PNL-FLC-01 to -05). */
export function frontLineContribution(internalRevenue: Decimal, costs: readonly Decimal[]): Decimal {
  return internalRevenue.minus(sum(costs));
}

/** The difference to the budget from January on; the budget of this row is 0, and the total is December's. */
function cumulative({ months }: ShownRow): ShownRow {
  let [forecast, trend] = [zero, zero];
  let actual: Decimal | null = null;
  const cells = months.map((cell) => {
    forecast = forecast.plus(cell.forecast.minus(cell.budget));
    trend = trend.plus(cell.variance);
    if (cell.actual !== null) actual = (actual ?? zero).plus(cell.actual.minus(cell.budget));
    const reached = cell.actual === null ? null : actual;
    return cellOf({ month: cell.month, budget: zero, forecast, actual: reached, trend, source: cell.source });
  });
  const last = cells.at(-1) ?? storedCell('0000-00');
  return {
    line: 'flc-to-budget-cumulative',
    months: cells,
    total: { ...last, month: null, actual },
  };
}

function withTotal(line: ShownLine, months: readonly ShownCell[]): ShownRow {
  const actuals = months.flatMap(({ actual }) => actual ?? []);
  const sources = new Set(months.map(({ source }) => source));
  const total = cellOf({
    month: null,
    budget: sum(months.map(({ budget }) => budget)),
    forecast: sum(months.map(({ forecast }) => forecast)),
    actual: actuals.length === 0 ? null : sum(actuals),
    trend: sum(months.map(({ trend }) => trend)),
    source: sources.size === 1 ? (months[0]?.source ?? 'budget') : 'blended',
  });
  return { line, months, total };
}

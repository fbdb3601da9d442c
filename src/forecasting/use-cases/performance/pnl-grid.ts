import { roundHalfAway, type Decimal } from '../../../kernel/decimal.ts';
import { firstDay, type Month } from '../../../kernel/month.ts';
import type { Principal } from '../../../platform/security/index.ts';
import type { Grouping } from '../../pnl/pnl-sums.ts';
import {
  emphasisOf,
  favourOf,
  isPartOfInternalRevenue,
  percentOfInternalRevenue,
  pnlTable,
  type ShownCell,
  type ShownLine,
  type ShownRow,
} from '../../pnl/pnl-table.ts';
import { formulaOf, storedLines } from '../../pnl/rows.ts';
import { readPnl, type PnlRequest, type PnlOfSites } from '../read-pnl.ts';

/** A cell as a screen shows it: figures of the sites that have them, and what they are worth. */
export interface GridCell extends Pick<ShownCell, 'source' | 'sources' | 'sites'> {
  /** Null for subtotals and totals. */
  readonly month: Month | null;
  readonly budget: Decimal | null;
  readonly forecast: Decimal | null;
  readonly actual: Decimal | null;
  readonly trend: Decimal | null;
  readonly comparedWith: Decimal | null;
  readonly variance: Decimal | null;
  readonly variancePercent: Decimal | null;
  readonly favour: 'better' | 'worse' | 'same';
  readonly emphasis: 'bold' | 'medium' | 'normal';
}

/** A row of the grid: its months, what is actual of them, and all of them. */
export interface GridRow {
  readonly line: ShownLine;
  readonly months: readonly GridCell[];
  readonly actualMonths: GridCell;
  readonly total: GridCell;
  readonly percentOfInternalRevenue: Decimal | null;
}

/** How far a month is: how many of the sites have closed it, are in it, or have it before them. */
export interface GridMonth {
  readonly month: Month;
  readonly closed: number;
  readonly open: number;
  readonly future: number;
}

/** A P&L of sites over months, as one answer for a screen. */
export interface PnlGrid extends Omit<PnlOfSites, 'total' | 'groups'> {
  readonly from: Month;
  readonly to: Month;
  readonly asOf: string;
  readonly against: PnlRequest['against'];
  readonly version: string;
  /** Empty where what is shown was calculated for the caller, and is not stored. */
  readonly months: readonly GridMonth[];
  readonly rows: readonly GridRow[];
  readonly groups: readonly { readonly name: string; readonly rows: readonly GridRow[] }[];
  /** How each row comes about while its month is open. */
  readonly rules: readonly { readonly line: ShownLine; readonly rule: string }[];
}

/** The P&L as a grid. Refuses as `readPnl` does. */
export async function readPnlGrid(
  principal: Principal,
  selection: Omit<PnlRequest, 'onProgress'> & { readonly by?: Grouping | undefined },
): Promise<PnlGrid> {
  const { months, asOf, against, version } = selection;
  const { total, groups, ...read } = await readPnl(principal, { ...selection, onProgress: () => undefined });
  return {
    ...read,
    from: months.from,
    to: months.to,
    asOf,
    against,
    version,
    months: await statesOf(principal, selection, read.sites),
    rows: pnlTable(total, months).map(gridRow),
    groups: [...Map.groupBy(groups, ({ group }) => group)].map(([name, sums]) => ({
      name,
      rows: pnlTable(sums, months).map(gridRow),
    })),
    rules: storedLines.map((line) => ({ line, rule: formulaOf(line) })),
  };
}

/** A row as a screen shows it; `rows` are all of the same P&L. */
export function gridRow(
  { line, months, closed, total }: ShownRow,
  _at: number,
  rows: readonly ShownRow[],
): GridRow {
  const cell = (one: ShownCell): GridCell => gridCell(line, one);
  const revenue = rows.find((row) => row.line === 'internal-revenue')?.total.trend ?? null;
  const isPart = isPartOfInternalRevenue(line) && total.trend !== null && revenue !== null;
  return {
    line,
    months: months.map(cell),
    actualMonths: cell(closed),
    total: cell(total),
    percentOfInternalRevenue: isPart ? rounded(percentOfInternalRevenue(total.trend, revenue)) : null,
  };
}

function gridCell(line: ShownLine, cell: ShownCell): GridCell {
  return {
    month: cell.month,
    budget: rounded(cell.budget),
    forecast: rounded(cell.forecast),
    actual: rounded(cell.actual),
    trend: rounded(cell.trend),
    comparedWith: rounded(cell.base),
    variance: rounded(cell.variance),
    variancePercent: rounded(cell.variancePercent),
    favour: favourOf(line, cell),
    emphasis: emphasisOf(cell),
    source: cell.source,
    sources: cell.sources,
    sites: cell.sites,
  };
}

/** Eight places, as results are stored. */
function rounded(value: Decimal | null): Decimal | null {
  return value === null ? null : roundHalfAway(value, 8);
}

async function statesOf(
  { caller }: Principal,
  { months: { from, to }, version }: Pick<PnlRequest, 'months' | 'version'>,
  sites: readonly string[],
): Promise<GridMonth[]> {
  return caller.transaction((transaction) =>
    transaction.query<GridMonth>(
      `select to_char(plan_month, 'YYYY-MM') as month, count(*) filter (where state = 'closed')::integer as closed,
         count(*) filter (where state = 'open')::integer as open,
         count(*) filter (where state = 'future')::integer as future
       from forecasting.site_month
       join forecasting.version using (site_id, version_id)
       where site_id = any ($1) and name = $2 and plan_month between $3::date and $4::date
       group by plan_month order by plan_month`,
      [sites, version, firstDay(from), firstDay(to)],
    ),
  );
}

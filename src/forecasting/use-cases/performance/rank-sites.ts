import { decimal, type Decimal } from '../../../kernel/decimal.ts';
import { firstDay, lastDay } from '../../../kernel/month.ts';
import type { Principal } from '../../../platform/security/index.ts';
import { laborMeasures, type LaborMeasure } from '../../labor/read-labor.ts';
import {
  isPartOfInternalRevenue,
  percentOfInternalRevenue,
  pnlTable,
  shownLines,
  type ShownCell,
  type ShownLine,
} from '../../pnl/pnl-table.ts';
import type { Grouping } from '../../pnl/pnl-sums.ts';
import { frontLineExpenses } from '../../pnl/rows.ts';
import { readLaborProductivity } from './read-labor.ts';
import { readGroupSums, type PnlRequest } from '../read-pnl.ts';

/** Figures of a row of the P&L by which sites are ranked. */
export const rankedFigures = [
  'amount',
  'variance',
  'variance-percent',
  'percent-of-internal-revenue',
] as const;
export type RankedFigure = (typeof rankedFigures)[number];

/** What sites are ranked by: a figure of a row of the P&L, or a labor ratio. */
const rankedLines = shownLines.filter((line) => line !== 'flc-to-budget-cumulative');
export const rankedMeasures: readonly (ShownLine | LaborMeasure)[] = [
  ...rankedLines,
  ...(Object.keys(laborMeasures) as LaborMeasure[]),
];

/** Which ranking: of sites, districts or regions over months. */
export interface RankingRequest extends Omit<PnlRequest, 'by' | 'isStored' | 'onProgress'> {
  readonly by: Grouping;
  readonly measure: ShownLine | LaborMeasure;
  /** Of a row of the P&L. */
  readonly figure: RankedFigure;
}

/** A rank; the first is the best. */
export interface RankedGroup {
  /** Null without a figure; the same for equal figures. */
  readonly rank: number | null;
  readonly group: string;
  readonly sites: number;
  readonly value: Decimal | null;
  /** What the value is compared with: the budget, or what was asked for; null where there is none. */
  readonly comparedWith: Decimal | null;
}

/** Lower is better for these. */
const lessIsBetter: ReadonlySet<string> = new Set([
  ...frontLineExpenses,
  'unmapped',
  'labor-to-revenue',
  'overtime',
]);

/**
 * Sites, districts or regions in the order of a measure, best first: less expense, less labor for its revenue and less
 * overtime is better (operations.md 3.9, regional comparison). Refuses as `readGroupSums` and
 * `readLaborProductivity` do.
 */
export async function rankSites(principal: Principal, ranking: RankingRequest): Promise<RankedGroup[]> {
  const { measure } = ranking;
  const groups =
    measure in laborMeasures
      ? await laborGroups(principal, ranking, measure as LaborMeasure)
      : await pnlGroups(principal, ranking, measure as ShownLine);
  return ranked(groups, lessIsBetter.has(measure));
}

type Group = Omit<RankedGroup, 'rank'>;

async function laborGroups(
  principal: Principal,
  { months, sites, by, today }: RankingRequest,
  measure: LaborMeasure,
): Promise<Group[]> {
  const range = { from: firstDay(months.from), to: lastDay(months.to) };
  const rows = await readLaborProductivity(principal, { ...range, sites, grain: 'range', by, today });
  return rows.map(({ group, sites: count, measures }) => {
    const measured = measures.find((one) => one.measure === measure);
    return {
      group,
      sites: count,
      value: measured?.actual ?? null,
      comparedWith: measured?.budget ?? null,
    };
  });
}

async function pnlGroups(
  principal: Principal,
  { figure, ...ranking }: RankingRequest,
  line: ShownLine,
): Promise<Group[]> {
  const all = await readGroupSums(principal, { ...ranking, isStored: false, onProgress: () => undefined });
  return [...Map.groupBy(all, ({ group }) => group)].map(([group, sums]) => {
    const rows = pnlTable(sums, ranking.months);
    const totalOf = (name: ShownLine): ShownCell | undefined => rows.find((row) => row.line === name)?.total;
    const [total, revenue] = [totalOf(line), totalOf('internal-revenue')];
    const base = ranking.against === 'budget' ? total?.budget : total?.base;
    return {
      group,
      sites: total?.sites.all === undefined ? 0 : Math.ceil(total.sites.all / monthsIn(rows)),
      // Who did nothing in these months, such as a site that closed before, is not the most frugal.
      value: isIdle(rows) ? null : figureOf(line, figure, { total, revenue }),
      comparedWith: figure === 'amount' ? (base ?? null) : null,
    };
  });
}

/** Whether nothing was earned or spent, and nothing meant to be. */
const isIdle = (rows: ReturnType<typeof pnlTable>): boolean =>
  rows.every(({ total: { trend, budget } }) =>
    [trend, budget].every((amount) => amount?.eq(decimal('0')) ?? true),
  );

const monthsIn = (rows: ReturnType<typeof pnlTable>): number => Math.max(rows[0]?.months.length ?? 1, 1);

function figureOf(
  line: ShownLine,
  figure: RankedFigure,
  { total, revenue }: Readonly<Record<'total' | 'revenue', ShownCell | undefined>>,
): Decimal | null {
  if (total === undefined) return null;
  switch (figure) {
    case 'amount':
      return total.trend;
    case 'variance':
      return total.variance;
    case 'variance-percent':
      return total.variancePercent;
    case 'percent-of-internal-revenue':
      return total.trend === null || !isPartOfInternalRevenue(line)
        ? null
        : percentOfInternalRevenue(total.trend, revenue?.trend ?? decimal('0'));
  }
}

/** Best first, equal figures share a place, and who has none comes last without one. */
function ranked(groups: readonly Group[], isLessBetter: boolean): RankedGroup[] {
  const valued = groups.flatMap((group) => (group.value === null ? [] : [{ ...group, value: group.value }]));
  const compare = (one: Decimal, other: Decimal): number => (isLessBetter ? one.cmp(other) : other.cmp(one));
  valued.sort((one, other) => one.group.localeCompare(other.group));
  valued.sort((one, other) => compare(one.value, other.value));
  const placed = valued.map((group) => ({
    ...group,
    rank: valued.findIndex(({ value }) => value.eq(group.value)) + 1,
  }));
  const rest = groups.filter(({ value }) => value === null).map((group) => ({ ...group, rank: null }));
  return [...placed, ...rest];
}

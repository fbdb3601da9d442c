import { decimal, sum, type Decimal } from '../../kernel/decimal.ts';
import type { Month } from '../../kernel/month.ts';
import {
  favourOf,
  percentOfInternalRevenue,
  type ShownCell,
  type ShownLine,
  type ShownRow,
} from '../pnl/pnl-table.ts';
import { contributionSign, frontLineExpenses, type StoredLine } from '../pnl/rows.ts';
import type { LineParts, PartOrigin, SiteMonth } from './month-parts.ts';

/** A row of the month: what is in, what is expected besides, and what that is against the comparison. */
export interface TrendingRow {
  readonly line: ShownLine;
  readonly budget: Decimal | null;
  readonly forecast: Decimal | null;
  /** Actual to date: of a closed month all of it; null where nothing of the row is counted so. */
  readonly actualToDate: Decimal | null;
  /** Trend less actual to date: what is still expected. */
  readonly expected: Decimal | null;
  readonly trend: Decimal | null;
  /** What the trend is made of, by where it comes from. */
  readonly parts: readonly { readonly from: PartOrigin; readonly amount: Decimal }[];
  readonly comparedWith: Decimal | null;
  readonly variance: Decimal | null;
  readonly variancePercent: Decimal | null;
  readonly favour: ReturnType<typeof favourOf>;
  readonly percentOfInternalRevenue: Decimal | null;
  /** How the row comes about, in words, with how many sites follow it. */
  readonly rules: readonly { readonly rule: string; readonly sites: number }[];
}

/** A section of the report (operations.md 3.9). */
export interface TrendingSection {
  readonly name: 'revenue' | 'expense' | 'performance';
  readonly rows: readonly TrendingRow[];
}

/** How far the days have come at sites: the least and the most; null where none has any. */
export type Reached = { readonly first: string; readonly last: string } | null;

const contributionRule = 'Internal revenue less the rows of expense';

/** Rows of the P&L of one month with what each trend is made of, in sections. Pure. */
export function trendingSections(
  rows: readonly ShownRow[],
  month: Month,
  sites: readonly SiteMonth[],
): TrendingSection[] {
  const cells = new Map(rows.map((row) => [row.line, row.months.find((cell) => cell.month === month)]));
  const revenue = cells.get('internal-revenue')?.trend ?? null;
  const parts = Map.groupBy(
    sites.flatMap(({ lines }) => lines),
    ({ line }) => line,
  );
  const rowOf = (line: ShownLine): TrendingRow[] => {
    const cell = cells.get(line);
    if (cell === undefined) return [];
    if (line !== 'front-line-contribution')
      return [trendingRow(line, cell, { ofLine: parts.get(line as StoredLine) ?? [], revenue })];
    const row = trendingRow(line, cell, { ofLine: contributionParts(parts), revenue });
    return [{ ...row, rules: [{ rule: contributionRule, sites: sites.length }] }];
  };
  return [
    { name: 'revenue', rows: (['external-revenue', 'internal-revenue'] as const).flatMap(rowOf) },
    { name: 'expense', rows: [...frontLineExpenses, 'unmapped' as const].flatMap(rowOf) },
    { name: 'performance', rows: rowOf('front-line-contribution') },
  ];
}

function trendingRow(
  line: ShownLine,
  cell: ShownCell,
  { ofLine, revenue }: { readonly ofLine: readonly LineParts[]; readonly revenue: Decimal | null },
): TrendingRow {
  const amounts = new Map<PartOrigin, Decimal[]>();
  for (const { parts } of ofLine)
    for (const [from, amount] of parts) amounts.set(from, [...(amounts.get(from) ?? []), amount]);
  const parts = [...amounts].map(([from, values]) => ({ from, amount: sum(values) }));
  const actualToDate = parts.find(({ from }) => from === 'actual')?.amount ?? null;
  const { budget, forecast, trend, base, variance, variancePercent } = cell;
  return {
    line,
    budget,
    forecast,
    actualToDate,
    trend,
    parts,
    comparedWith: base,
    variance,
    variancePercent,
    expected: trend === null ? null : trend.minus(actualToDate ?? decimal('0')),
    favour: favourOf(line, cell),
    percentOfInternalRevenue:
      trend === null || revenue === null || line === 'external-revenue'
        ? null
        : percentOfInternalRevenue(trend, revenue),
    rules: rulesOf(ofLine),
  };
}

function rulesOf(ofLine: readonly LineParts[]): TrendingRow['rules'] {
  const sites = Map.groupBy(ofLine, ({ rule }) => rule);
  return [...sites].map(([rule, of]) => ({ rule, sites: of.length }));
}

/** Contribution is made of what its rows are made of, with their signs. */
function contributionParts(parts: ReadonlyMap<StoredLine, readonly LineParts[]>): LineParts[] {
  return [...parts].flatMap(([line, ofLine]) => {
    const sign = contributionSign(line);
    if (sign === 0) return [];
    const signed = (amount: Decimal): Decimal => (sign === -1 ? amount.neg() : amount);
    return ofLine.map((one) => ({
      ...one,
      parts: new Map([...one.parts].map(([from, amount]) => [from, signed(amount)])),
    }));
  });
}

/** How far days of revenue or payroll have come. */
export function reached(days: readonly (string | null)[]): Reached {
  const sorted = days.filter((day) => day !== null).sort();
  const [first, last] = [sorted[0], sorted.at(-1)];
  return first === undefined || last === undefined ? null : { first, last };
}

import {
  apportion,
  effects,
  groupedBridge,
  restOfRow,
  rowsOfSteps,
  sumOf,
  type BridgeEnd,
  type BridgeOfSites,
  type BridgeSum,
} from '../../../forecasting/index.ts';
import { csvLineForPeople } from '../../../kernel/csv.ts';
import { roundCents, toText, type Decimal } from '../../../kernel/decimal.ts';
import type { Month } from '../../../kernel/month.ts';
import { workbook, type Cell, type Column } from '../../../platform/workbooks/index.ts';
import { grouped, table } from '../../table.ts';

/** A bridge with what it is about. */
export interface ShownBridge extends BridgeOfSites {
  readonly year: number;
  readonly from: Month;
  readonly to: Month;
  readonly ends: readonly [BridgeEnd, BridgeEnd];
}

const amounts = ['before', 'after', 'difference', 'volume', 'site_mix', 'mix', 'price', 'other'] as const;

/** In the order of `amounts`, exact. */
function exactAmounts(total: BridgeSum): Decimal[] {
  const { before, after } = total;
  return [before, after, after.minus(before), ...effects.map((effect) => total[effect])];
}

/** In cents: before and after as the P&L prints them, and effects that sum to their difference (largest remainder). */
function centAmounts(total: BridgeSum): Decimal[] {
  const [before, after] = [roundCents(total.before), roundCents(total.after)];
  const difference = after.minus(before);
  const parts = effects.map((effect) => total[effect]);
  return [before, after, difference, ...apportion(difference, parts, 2)];
}

function nameOf({ basis, version }: BridgeEnd): string {
  return basis === 'forecast' && version !== 'working' ? `version:${version}` : basis;
}

/** Rows with their months, items and totals, sites, and every step; exact decimals as text. */
export function bridgeJson(shown: ShownBridge): Record<string, unknown> {
  const { year, from, to, ends, sites, steps, leftOut } = shown;
  return { year, from, to, between: ends.map(nameOf), sites, ...groupedBridge(steps), left_out: leftOut };
}

const titles = ['site', 'month', 'row', 'item', ...amounts];

/** One line for each step; exact decimals. */
export function bridgeCsv({ steps }: ShownBridge): string {
  const lines = steps.map((step) => [
    ...[step.site, step.month, step.row, step.item],
    ...exactAmounts(step).map((value) => value.toString()),
  ]);
  return [titles, ...lines]
    .map((fields) => csvLineForPeople(fields))
    .join('')
    .trimEnd();
}

/** Two sheets in cents: the rows with their items, and every step. */
export function bridgeWorkbook(shown: ShownBridge): Buffer {
  const { steps } = shown;
  const money = amounts.map((title): Column => ({ title, kind: 'money' }));
  const text = (names: readonly string[]): Column[] => names.map((title) => ({ title, kind: 'text' }));
  const lines = linesOf(shown);
  const all = steps.map((step): Cell[] => [step.site, step.month, step.row, step.item, ...centAmounts(step)]);
  const bold = new Set(lines.flatMap(({ item }, at) => (item === '' ? [at] : [])));
  return workbook([
    {
      name: 'Bridge',
      columns: [...text(['row', 'item']), ...money],
      bold,
      heading: [headingOf(shown)],
      rows: lines.map(({ row, item, total }) => [row, item, ...centAmounts(total)]),
    },
    { name: 'Steps', columns: [...text(titles.slice(0, 4)), ...money], rows: all },
  ]);
}

function headingOf({ ends: [one, other], from, to, sites }: ShownBridge): string {
  return `From ${nameOf(one)} to ${nameOf(other)}, ${from} to ${to}, sites ${sites.slice(0, 20).join(', ')}`;
}

interface Line {
  readonly row: string;
  /** Empty for the row itself. */
  readonly item: string;
  readonly total: BridgeSum;
}

/** Every row, and its items below where it has more than the row itself. */
function linesOf({ steps }: ShownBridge): Line[] {
  return rowsOfSteps(steps).flatMap(([row, own]) => {
    const items = [...Map.groupBy(own, ({ item }) => item)];
    const hasItems = row !== 'front-line-contribution' && items.some(([item]) => item !== restOfRow);
    return [
      { row, item: '', total: sumOf(own) },
      ...(hasItems ? items : []).map(([item, part]) => ({ row, item, total: sumOf(part) })),
    ];
  });
}

/** The table for a terminal, in cents. */
export function bridgeTable(shown: ShownBridge): string {
  const [one, other] = shown.ends.map(nameOf);
  const columns = [one ?? '', other ?? '', 'difference', 'volume', 'site mix', 'mix', 'price', 'other'];
  const header = ['row', ...columns];
  const lines = linesOf(shown).map(({ row, item, total }) => [
    item === '' ? row : `  ${item}`,
    ...centAmounts(total).map((value) => grouped(toText(value, 2))),
  ]);
  return table(header, lines, columns);
}

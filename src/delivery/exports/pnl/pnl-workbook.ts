import { rowTitles, type ShownRow } from '../../../forecasting/index.ts';
import { roundCents, roundHalfAway, type Decimal } from '../../../kernel/decimal.ts';
import { workbook, type Cell, type Column, type Sheet } from '../../../platform/workbooks/index.ts';
import {
  againstText,
  baseOf,
  columnsOf,
  holesOf,
  sitesText,
  longRows,
  percentOf,
  rangeText,
  type OpenedPnl,
  type ShownPnl,
} from './pnl-rows.ts';

/**
 * A workbook: first all sites as a grid, rows down and months across, then a sheet for each group as the same grid, and
 * at last every figure as a list. Money in cents, percent as numbers.
 */
export function pnlWorkbook(all: OpenedPnl, groups: readonly OpenedPnl[], shown: ShownPnl): Buffer {
  const { sites } = shown;
  const range = rangeText(shown);
  const title = `P&L ${range}, ${sitesText(sites)}`;
  return workbook([
    gridOf(sheetNameOf(`P&L ${range}`), all.rows, { shown, title }),
    ...groups.map(({ name, rows }) =>
      gridOf(sheetNameOf(name), rows, { shown, title: `P&L ${range}, ${name}` }),
    ),
    {
      name: 'Figures',
      columns: columnsOf(shown),
      rows: longRows(all.rows, shown).map((row) => row.map(inCents)),
      heading: [title],
    },
    {
      name: 'Sites',
      columns: [{ title: 'included site', kind: 'text' }],
      rows: sites.map((site) => [site]),
      heading: [title],
    },
  ]);
}

function gridOf(
  name: string,
  rows: readonly ShownRow[],
  { shown, title }: { readonly shown: ShownPnl; readonly title: string },
): Sheet {
  const column = shown.view;
  const months = rows[0]?.months.map(({ month }) => month ?? '') ?? [];
  const columns: Column[] = [
    { title: column, kind: 'text' },
    ...[...months, 'ACT', 'total', againstText(shown), 'variance'].map(
      (month) => ({ title: month, kind: 'money' }) as const,
    ),
    ...[
      { title: 'variance %', kind: 'percent' } as const,
      { title: '% of internal revenue', kind: 'percent' } as const,
    ],
  ];
  const percent = (value: Decimal | null): Cell => value && roundHalfAway(value, 2);
  const cells = rows.map(({ line, months: own, closed, total }): Cell[] => [
    rowTitles[line],
    ...[...own, closed, total].map((cell) => inCents(cell[column])),
    ...[inCents(baseOf(total, shown)), inCents(total.variance)],
    ...[percent(total.variancePercent), percent(percentOf(line, total, rows))],
  ]);
  const isBold = (line: string): boolean => line.startsWith('f');
  const bold = new Set(rows.flatMap(({ line }, at) => (isBold(line) ? [at] : [])));
  return { name, columns, rows: cells, bold, heading: [title, ...holesOf(rows)] };
}

function inCents(cell: Cell): Cell {
  return cell === null || typeof cell === 'string' ? cell : roundCents(cell);
}

/** Excel takes 31 characters, and some of them not. */
function sheetNameOf(name: string): string {
  return name.replaceAll(/[[\]:*?/\\]/g, '-').slice(0, 31);
}

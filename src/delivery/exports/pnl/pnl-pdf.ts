import { page, type Pdf, type Style } from '../../../billing/index.ts';
import { rowTitles, type ShownCell, type ShownRow } from '../../../forecasting/index.ts';
import { inGroups, roundHalfAway, toText, type Decimal } from '../../../kernel/decimal.ts';
import {
  againstText,
  baseOf,
  cellsOf,
  holesOf,
  percentOf,
  rangeText,
  sitesText,
  type OpenedPnl,
  type ShownPnl,
} from './pnl-rows.ts';

/** What stands at the head of the document besides the figures. */
export interface PnlImprint {
  /** Name of the operator, and its logo (PNG or JPEG). */
  readonly name: string;
  readonly logo: Buffer | null;
  /** The day of the figures, `YYYY-MM-DD`. */
  readonly asOf: string;
}

// US Letter, landscape, is 792 by 612 points.
const right = 792 - page.left;
const bottom = 612 - 40;
const text: Style = { ...page.plain, size: 6.5, leading: 9.5 };
const strong: Style = { ...text, font: 'Helvetica-Bold' };
const labelWidth = 112;
/** Months beside each other on a page; more of them go on below. */
const monthsOfPage = 12;

/**
 * The P&L of several sites as a document in the looks of the invoices: all sites first, then each group on pages of its
 * own, whole dollars, with what is actual, the total, what it is compared with and the variance. The same figures give
 * the same bytes.
 */
export async function pnlPdf(
  all: OpenedPnl,
  groups: readonly OpenedPnl[],
  { shown, imprint }: { readonly shown: ShownPnl; readonly imprint: PnlImprint },
): Promise<Buffer> {
  const about = { title: `P&L ${rangeText(shown)}`, author: imprint.name, month: shown.months.from };
  return page.drawnPdf({ ...about, layout: 'landscape' }, (pdf) => {
    const parts = [{ ...all, name: sitesText(shown.sites) }, ...groups];
    const sheets = parts.flatMap((part) => sheetsOf(part));
    for (const [at, sheet] of sheets.entries()) {
      pdf.addPage();
      drawSheet(pdf, sheet, { shown, imprint, isFirst: at === 0 });
      const foot = `${imprint.name} · as of ${imprint.asOf} · page ${String(at + 1)} of ${String(sheets.length)}`;
      page.put(pdf, page.small, foot, { right, y: bottom });
    }
  });
}

/** What fits on a page: a group, and which of its months; totals stand with the last of them. */
interface PnlSheet extends OpenedPnl {
  readonly from: number;
  readonly to: number;
  readonly isLast: boolean;
}

function sheetsOf(part: OpenedPnl): PnlSheet[] {
  const months = part.rows[0]?.months.length ?? 0;
  const begins = Array.from(
    { length: Math.max(1, Math.ceil(months / monthsOfPage)) },
    (_, at) => at * monthsOfPage,
  );
  return begins.map((from) => ({
    ...part,
    from,
    to: Math.min(from + monthsOfPage, months),
    isLast: from + monthsOfPage >= months,
  }));
}

function drawSheet(
  pdf: Pdf,
  sheet: PnlSheet,
  {
    shown,
    imprint,
    isFirst,
  }: { readonly shown: ShownPnl; readonly imprint: PnlImprint; readonly isFirst: boolean },
): void {
  let y = isFirst ? page.drawLogo(pdf, imprint.logo, page.top) : page.top;
  page.put(pdf, page.heading, `P&L ${rangeText(shown)}`, { x: page.left, y });
  y += page.heading.leading + 2;
  const says = `${shown.view} against ${againstText(shown)}, as of ${imprint.asOf}`;
  y = page.drawText(pdf, page.small, [sheet.name, says, ...holesOf(sheet.rows)], {
    x: page.left,
    y,
    width: right - page.left,
  });
  y += 8;
  const [titles, ...lines] = linesOf(sheet, shown);
  y = drawLine(pdf, titles ?? [], { y, style: strong });
  page.drawRule(pdf, y, right);
  y += 3;
  for (const [at, cells] of lines.entries()) {
    const isSum = sheet.rows[at]?.line.startsWith('f') === true;
    y = drawLine(pdf, cells, { y, style: isSum ? strong : text });
  }
}

function linesOf(sheet: PnlSheet, shown: ShownPnl): string[][] {
  const months = (sheet.rows[0]?.months ?? []).slice(sheet.from, sheet.to).map(({ month }) => month ?? '');
  const totals = sheet.isLast ? ['ACT', 'total', againstText(shown), 'variance', '%', '% of IR'] : [];
  const lines = sheet.rows.map((row) => [
    rowTitles[row.line],
    ...row.months.slice(sheet.from, sheet.to).map((cell) => whole(cell[shown.view])),
    ...(sheet.isLast ? totalsOf(row, sheet.rows, shown) : []),
  ]);
  return [[shown.view, ...months, ...totals], ...lines];
}

function totalsOf(row: ShownRow, rows: readonly ShownRow[], shown: ShownPnl): string[] {
  const figures = cellsOf(row)
    .slice(-2)
    .map((cell: ShownCell) => whole(cell[shown.view]));
  const { total } = row;
  return [
    ...figures,
    whole(baseOf(total, shown)),
    whole(total.variance),
    percent(total.variancePercent),
    percent(percentOf(row.line, total, rows)),
  ];
}

function drawLine(
  pdf: Pdf,
  [title = '', ...cells]: readonly string[],
  { y, style }: { readonly y: number; readonly style: Style },
): number {
  page.put(pdf, style, title, { x: page.left, y });
  const width = (right - page.left - labelWidth) / Math.max(cells.length, 1);
  for (const [at, cell] of cells.entries())
    page.put(pdf, style, cell, { right: page.left + labelWidth + width * (at + 1), y });
  return y + style.leading;
}

function percent(value: Decimal | null): string {
  return value === null ? '' : toText(roundHalfAway(value, 1), 1);
}

/** `-1234.5` as `(1,235)`; no data is a dash. */
function whole(value: Decimal | null): string {
  if (value === null) return '–';
  const digits = inGroups(toText(roundHalfAway(value.abs(), 0), 0));
  return value.lt('0') ? `(${digits})` : digits;
}

import { quantityText } from '../../contracts/index.ts';
import { roundCents } from '../../kernel/decimal.ts';
import type { Cell } from '../../platform/workbooks/index.ts';
import type { Letterhead } from '../operator.ts';
import {
  dayText,
  drawLogo,
  drawnPdf,
  drawRule,
  heading,
  label,
  large,
  left,
  monthText,
  plain,
  printedMoney,
  put,
  small,
  top,
  widthOf,
  wrap,
  type Pdf,
  type Style,
} from './page.ts';
import type { ReportColumn } from './report-layouts.ts';
import type { ReportDocument, ReportRow } from './report.ts';

/** Cells as rows of text, and how high the highest is. */
interface PrintedRow {
  readonly cells: readonly (readonly string[])[];
  readonly style: Style;
  readonly height: number;
}

/** Where a column stands, in points. */
interface Place {
  readonly x: number;
  readonly width: number;
  readonly isFigure: boolean;
}

// US Letter, landscape, is 792 by 612 points.
const right = 792 - 48;
const bottom = 612 - 40;
const gap = 10;
const narrowest = 44;
const text: Style = { ...plain, size: 8, leading: 10.5 };
const bold: Style = { ...text, font: 'Helvetica-Bold' };

/**
 * A report as a document: what it is about, the table with its titles on every page, and which page of how many. The
 * same report gives the same bytes. Money is rounded to cents where it is printed; a total is the rounded sum.
 */
export async function reportPdf(report: ReportDocument, letterhead: Letterhead): Promise<Buffer> {
  const { title, site, month } = report;
  const imprint = { title: `${title}, site ${site}`, author: letterhead.name, month };
  return drawnPdf({ ...imprint, layout: 'landscape' }, (pdf) => {
    drawReport(pdf, report, letterhead);
  });
}

function drawReport(pdf: Pdf, report: ReportDocument, letterhead: Letterhead): void {
  pdf.addPage();
  const places = placesOf(pdf, report);
  const titles = printed(pdf, report.columns.map(titleOf), { style: label, places });
  const firstTop = drawHead(pdf, report, letterhead);
  const laterTop = top + heading.leading + 12;
  const room = (from: number): number => bottom - small.leading - 12 - from - titles.height;
  const pages = paginate(
    report.rows.map((row) => printedRow(pdf, row, report.columns, places)),
    room(firstTop),
    room(laterTop),
  );
  for (const [at, rows] of pages.entries()) {
    if (at > 0) {
      pdf.addPage();
      put(pdf, heading, `${report.title}, site ${report.site}, ${report.period}`, { x: left, y: top });
    }
    let y = drawTitles(pdf, titles, places, at === 0 ? firstTop : laterTop);
    for (const row of rows) y = drawRow(pdf, row, places, y);
    if (report.rows.length === 0) put(pdf, text, 'Nothing to report.', { x: left + 4, y: y + 4 });
    drawFoot(pdf, report, `Page ${at + 1} of ${pages.length}`);
  }
}

/** Who reports what to whom; where the table begins. */
function drawHead(pdf: Pdf, report: ReportDocument, letterhead: Letterhead): number {
  put(pdf, large, report.title, { right, y: top });
  const below = drawLogo(pdf, letterhead.logo, top);
  const customer = report.customer === '' ? '' : `, ${report.customer}`;
  const room = right - left - widthOf(pdf, large, report.title) - 20;
  let y = below;
  for (const [style, line] of [
    [heading, letterhead.name],
    [plain, `Site ${report.site}${customer}`],
    [plain, report.period],
  ] as const)
    for (const row of wrap(pdf, style, line, room)) {
      put(pdf, style, row, { x: left, y });
      y += style.leading;
    }
  return Math.max(y, top + large.leading) + 10;
}

function titleOf({ name }: ReportColumn): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** As wide as what stands in them where that fits; else columns of text are narrowed and their cells wrapped. */
function placesOf(pdf: Pdf, { columns, rows }: ReportDocument): Place[] {
  const natural = columns.map((column, at) => {
    const words = titleOf(column).split(' ');
    const texts = rows.map(({ cells }) => textOf(cells[at] ?? null, column));
    return Math.max(...[...words, ...texts].map((one) => widthOf(pdf, bold, one)), narrowest - gap) + gap;
  });
  const isFigure = columns.map(({ kind }) => kind === 'money' || kind === 'quantity' || kind === 'percent');
  const widths = fitted(natural, isFigure);
  return widths.map((width, at) => ({
    x: left + widths.slice(0, at).reduce((all, one) => all + one, 0),
    width,
    isFigure: isFigure[at] ?? false,
  }));
}

function fitted(natural: readonly number[], isFigure: readonly boolean[]): number[] {
  const total = (widths: readonly number[]): number => widths.reduce((all, width) => all + width, 0);
  const room = right - left;
  const over = total(natural) - room;
  if (over <= 0) return natural.map((width) => width - over / natural.length);
  const spare = natural.map((width, at) => (isFigure[at] === true ? 0 : Math.max(width - narrowest, 0)));
  const share = Math.min(over / Math.max(total(spare), 1), 1);
  const narrowed = natural.map((width, at) => width - (spare[at] ?? 0) * share);
  return narrowed.map((width) => (width * room) / Math.max(total(narrowed), room));
}

function printedRow(
  pdf: Pdf,
  { cells, level }: ReportRow,
  columns: readonly ReportColumn[],
  places: readonly Place[],
): PrintedRow {
  const texts = columns.map((column, at) => textOf(cells[at] ?? null, column));
  return printed(pdf, texts, { style: level === 'row' ? text : bold, places });
}

function printed(
  pdf: Pdf,
  texts: readonly string[],
  { style, places }: { readonly style: Style; readonly places: readonly Place[] },
): PrintedRow {
  const cells = texts.map((one, at) => wrap(pdf, style, one, (places[at]?.width ?? narrowest) - gap + 2));
  const height = Math.max(1, ...cells.map(({ length }) => length)) * style.leading + 5;
  return { cells, style, height };
}

/** A cell as it is printed: money in cents with parentheses below 0, days and months in words of the country. */
function textOf(cell: Cell, { kind }: ReportColumn): string {
  if (cell === null) return '';
  if (typeof cell === 'string')
    return kind === 'date' ? dayText(cell) : kind === 'month' && cell !== '' ? monthText(cell) : cell;
  if (kind === 'money') return printedMoney(roundCents(cell).toString());
  return kind === 'percent' ? `${cell.toString()} %` : quantityText(cell);
}

function paginate(rows: readonly PrintedRow[], firstRoom: number, laterRoom: number): PrintedRow[][] {
  let page: PrintedRow[] = [];
  let room = firstRoom;
  const pages = [page];
  for (const row of rows) {
    if (row.height > room && page.length > 0) {
      page = [];
      room = laterRoom;
      pages.push(page);
    }
    page.push(row);
    room -= row.height;
  }
  return pages;
}

function drawTitles(pdf: Pdf, titles: PrintedRow, places: readonly Place[], y: number): number {
  pdf.rect(left, y, right - left, titles.height).fill('#f2f2f2');
  return drawRow(pdf, titles, places, y);
}

function drawRow(pdf: Pdf, row: PrintedRow, places: readonly Place[], from: number): number {
  if (row.style === bold) drawRule(pdf, from, right);
  for (const [at, lines] of row.cells.entries()) {
    const { x, width, isFigure } = places[at] ?? { x: left, width: narrowest, isFigure: false };
    for (const [line, shown] of lines.entries()) {
      const y = from + 3 + line * row.style.leading;
      put(pdf, row.style, shown, isFigure ? { right: x + width - 4, y } : { x: x + 4, y });
    }
  }
  return from + row.height;
}

function drawFoot(pdf: Pdf, { title, site, period }: ReportDocument, pageOf: string): void {
  const y = bottom - small.leading;
  drawRule(pdf, y - 4, right);
  put(pdf, small, `${title}, site ${site}, ${period}`, { x: left, y });
  put(pdf, small, pageOf, { right, y });
}

import { strToU8, zipSync } from 'fflate';

import type { Decimal } from '../../../kernel/decimal.ts';
import { columnKinds, columnWidths, mostDigits, serialOf, styleOf, writtenAt } from './cell-format.ts';
import {
  type ColumnKind,
  contentTypes,
  escapeXml,
  packageRelations,
  sheetXml,
  stringsXml,
  stylesXml,
  workbookRelations,
  workbookXml,
} from './workbook-parts.ts';

export type { ColumnKind };

export interface Column {
  readonly title: string;
  readonly kind: ColumnKind;
  /** In characters; left out, one that suits the kind. */
  readonly width?: number;
}

/** Text (a month is `YYYY-MM`, a date `YYYY-MM-DD`), an exact figure, or nothing. Empty text is nothing. */
export type Cell = string | Decimal | null;

export interface Sheet {
  /** At most 31 characters, without `[ ] : * ? / \`. */
  readonly name: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
  /** Rows of text above the titles: what the sheet is about. Left out, the titles are row 1. */
  readonly heading?: readonly string[];
  /** Positions in `rows`, from 0, that are printed bold: totals and subtotals. */
  readonly bold?: ReadonlySet<number>;
}

export interface WorkbookOptions {
  /** The package says of itself that it may hold macros (`.xlsm`); none is ever inside. */
  readonly isMacroEnabled?: boolean;
}

/**
 * An Excel workbook (`.xlsx`) of these sheets: a row of titles that stays in sight and on top of every printed page,
 * then the rows; each prints as wide as a page. The same sheets give
 * the same bytes on any day and in any time zone. Figures stand in it as the exact decimals they are, never by way of
 * a binary float; one of more than 15 digits, which Excel would round, goes in as text. Text stays text, also when it
 * looks like a formula; so does text in a column of dates that is not a date. A name of a sheet that Excel refuses, or
 * that stands twice, is a bug of the caller and thrown.
 */
export function workbook(sheets: readonly Sheet[], options: WorkbookOptions = {}): Buffer {
  checkNames(sheets.map(({ name }) => name));
  const strings = new Map<string, number>();
  const written = sheets.map((sheet, at) => [`xl/worksheets/sheet${at + 1}.xml`, writeSheet(sheet, strings)]);
  const parts = {
    '[Content_Types].xml': contentTypes(sheets.length, options.isMacroEnabled ?? false),
    '_rels/.rels': packageRelations,
    'xl/workbook.xml': workbookXml(
      sheets.map(({ name, heading = [] }) => ({ name, frozen: heading.length + 1 })),
    ),
    'xl/_rels/workbook.xml.rels': workbookRelations(sheets.length),
    ...(Object.fromEntries(written) as Record<string, string>),
    'xl/styles.xml': stylesXml(columnKinds),
    'xl/sharedStrings.xml': stringsXml([...strings.keys()]),
  };
  const files = Object.entries(parts).map(([name, xml]) => [name, strToU8(xml)] as const);
  const zipped = zipSync(Object.fromEntries(files), { level: 6, mtime: writtenAt });
  return Buffer.from(zipped.buffer, zipped.byteOffset, zipped.byteLength);
}

function checkNames(names: readonly string[]): void {
  for (const name of names)
    if (!/^[^[\]:*?/\\]{1,31}$/.test(name)) throw new Error(`Excel refuses the name of a sheet: ${name}`);
  if (new Set(names.map((name) => name.toLowerCase())).size < names.length || names.length === 0)
    throw new Error('A workbook needs sheets, each with a name of its own');
}

function writeSheet(sheet: Sheet, strings: Map<string, number>): string {
  const { columns, heading = [], bold = new Set<number>() } = sheet;
  const text = (value: string, isBold: boolean): string =>
    textCell(value, { style: styleOf('text', isBold), strings });
  const top = [...heading.map((row) => [text(row, true)]), columns.map(({ title }) => text(title, true))];
  const rows = sheet.rows.map((cells, at) =>
    cells.map((cell, column) => {
      const kind = columns[column]?.kind ?? 'text';
      return cellXml(cell, kind, { style: styleOf(kind, bold.has(at)), strings });
    }),
  );
  const widths = columns.map(({ kind, width }) => width ?? columnWidths[kind]);
  return sheetXml([...top, ...rows], widths, top.length);
}

interface Place {
  readonly style: number;
  readonly strings: Map<string, number>;
}

/** What stands in a `<c>` element behind its address; empty for a blank cell. */
function cellXml(cell: Cell, kind: ColumnKind, place: Place): string {
  if (cell === null || cell === '') return '';
  if (typeof cell !== 'string')
    return cell.c.length > mostDigits ? textCell(cell.toString(), place) : figure(cell.toString(), place);
  const serial = kind === 'date' ? serialOf(cell) : kind === 'month' ? serialOf(`${cell}-01`) : null;
  return serial === null ? textCell(cell, place) : figure(String(serial), place);
}

function figure(value: string, { style }: Place): string {
  return ` s="${style}"><v>${value}</v>`;
}

function textCell(text: string, { style, strings }: Place): string {
  if (text === '') return '';
  const escaped = escapeXml(text);
  const index = strings.get(escaped) ?? strings.size;
  strings.set(escaped, index);
  return ` s="${style}" t="s"><v>${index}</v>`;
}

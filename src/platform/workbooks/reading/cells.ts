import { decimal } from '../../../kernel/decimal.ts';
import { refusal } from '../../../kernel/errors.ts';
import { unreadable, type WorkbookLimits } from './archive.ts';
import type { Cell } from './cell-text.ts';
import { tagsWithin, textOfCell, TextRuns, type Tag } from './markup.ts';

interface CellMarkup {
  /** As people call it: `F2`. */
  readonly address: string;
  /** From 1. */
  readonly row: number;
  readonly column: number;
  readonly type: string;
  readonly runs: TextRuns;
  hasFormula: boolean;
  hasRuns: boolean;
  /** What stands in `<v>`, as it is written; '' when there is none. */
  value: string;
}

/** The texts that cells name by their position. */
export function sharedTexts(xml: string): string[] {
  const texts: string[] = [];
  let runs = new TextRuns();
  for (const tag of tagsWithin(xml, 'sst', 'its table of shared texts')) {
    if (tag.name !== 'si') runs.add(tag);
    else if (tag.kind === 'open') runs = new TextRuns();
    else texts.push(tag.kind === 'empty' ? '' : runs.text());
  }
  return texts;
}

/**
 * The rows of a sheet: `rows[0]` is row 1. Cells without a value (formats reach far below and beside the data) and
 * formats are passed over, so that no number is taken for a date; errors and ISO dates are text.
 * Throws SOURCES_WORKBOOK_UNCALCULATED, _TOO_MANY_ROWS, _COLUMN_UNKNOWN or _UNREADABLE.
 */
export function cellsOf(xml: string, shared: readonly string[], limits: WorkbookLimits): Cell[][] {
  const rows: Cell[][] = [];
  let cell: CellMarkup | null = null;
  for (const tag of tagsWithin(xml, 'sheetData', 'its sheet')) {
    if (tag.name !== 'c') addToCell(cell, tag);
    else {
      // The next cell, or the end of this one.
      if (cell) place(rows, cell, shared, limits);
      cell = tag.kind === 'open' ? startCell(tag) : null;
    }
  }
  return rows;
}

function startCell({ attributes }: Tag): CellMarkup {
  const [, letters = '', row = ''] = /\sr\s*=\s*["']([A-Z]{1,3})(\d{1,7})["']/.exec(attributes) ?? [];
  if (row === '') throw unreadable(new Error('its sheet has a cell without an address'));
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return {
    address: `${letters}${row}`,
    row: Number.parseInt(row, 10),
    column,
    type: /\st\s*=\s*["'](\w{1,9})["']/.exec(attributes)?.[1] ?? 'n',
    runs: new TextRuns(),
    hasFormula: false,
    hasRuns: false,
    value: '',
  };
}

function addToCell(cell: CellMarkup | null, tag: Tag): void {
  if (!cell) return;
  if (tag.name === 'f') cell.hasFormula = true;
  if (tag.name === 'v' && tag.kind === 'open') cell.value = tag.text;
  if (tag.name === 'is') cell.hasRuns = true;
  cell.runs.add(tag);
}

/** Puts a cell in its place. Gaps before it are blank, so a cell far away would cost gigabytes: it is refused. */
function place(rows: Cell[][], cell: CellMarkup, shared: readonly string[], limits: WorkbookLimits): void {
  const isBlank = cell.value.trim() === '' && !cell.hasRuns;
  // A formula without a result would pass for a blank; one whose result is empty text has the type str.
  if (isBlank && cell.hasFormula && cell.type !== 'str')
    throw refusal('SOURCES_WORKBOOK_UNCALCULATED', { cell: cell.address });
  if (isBlank) return;
  const { row, column, address } = cell;
  if (row > limits.rows + 1) throw refusal('SOURCES_WORKBOOK_TOO_MANY_ROWS', { row, limit: limits.rows });
  if (column > limits.columns)
    throw refusal('SOURCES_WORKBOOK_COLUMN_UNKNOWN', {
      unknown: `a value in cell ${address}`,
      known: `among the first ${String(limits.columns)}`,
    });
  const before = rows[row - 1]?.length ?? 0;
  // Of two cells in one place, one would be lost without a word.
  if (row === 0 || row < rows.length || column <= before)
    throw unreadable(new Error(`its cell ${address} is out of order`));
  while (rows.length < row) rows.push([]);
  rows[row - 1]?.push(...Array<Cell>(column - 1 - before).fill(null), valueOf(cell, shared));
}

function valueOf(cell: CellMarkup, shared: readonly string[]): Cell {
  const { type, value } = cell;
  switch (type) {
    case 'n':
      // What JavaScript takes for a number and a workbook does not, such as 0x10 or 1e400, stays the text that it is.
      return isFigure(value.trim()) ? decimal(value.trim().replace(/^\+/, '')) : filled(textOfCell(value));
    case 's':
      return sharedText(cell, shared);
    case 'b':
      return truthOf(cell);
    case 'inlineStr':
      return filled(cell.runs.text());
    // The result of a formula; an error such as #REF! stays text, for a blank value counts as 0.00; a date in ISO text.
    case 'str':
    case 'e':
    case 'd':
      return filled(textOfCell(value));
    default:
      throw unreadable(new Error(`its cell ${cell.address} is of the unknown type ${type}`));
  }
}

function sharedText({ address, value }: CellMarkup, shared: readonly string[]): Cell {
  const text = /^\s*\d{1,9}\s*$/.test(value) ? shared[Number.parseInt(value, 10)] : undefined;
  if (text === undefined) throw unreadable(new Error(`its cell ${address} names no shared text`));
  return filled(text);
}

function filled(text: string): string | null {
  return text === '' ? null : text;
}

function truthOf({ address, value }: CellMarkup): boolean {
  if (!/^[01]$/.test(value.trim()))
    throw unreadable(new Error(`its cell ${address} is neither true nor false`));
  return value.trim() === '1';
}

/** A figure as workbooks write it, far within what a double holds: more is no amount, and would be read as infinite. */
function isFigure(text: string): boolean {
  return text.length <= 60 && /^[+-]?(\d+(\.\d*)?|\.\d+)(E[+-]?\d{1,2})?$/i.test(text);
}

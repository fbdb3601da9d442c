import { refusal } from '../errors.ts';
import { unreadable, type WorkbookLimits } from './archive.ts';

/** The start tags called `name`, with any namespace prefix, as they are written. */
export function tags(xml: string, name: string): string[] {
  return xml.match(new RegExp(`<(?:[\\w.-]+:)?${name}\\s[^<>]*>`, 'g')) ?? [];
}

/** The text of an attribute as it is written, with any namespace prefix; undefined when the tag lacks it. */
export function attribute(tag: string, name: string): string | undefined {
  const found = new RegExp(`[\\s:]${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(tag);
  return found?.[1] ?? found?.[2];
}

interface Tag {
  readonly name: string;
  readonly attributes: string;
  readonly kind: 'open' | 'close' | 'empty';
  /** What stands between this tag and the next. */
  readonly text: string;
}

interface CellMarkup {
  readonly column: string;
  readonly row: number;
  type: string;
  hasFormula: boolean;
  content: string;
}

// Excel holds 32,767 characters in a cell; six bytes each is the longest way to write them.
const LONGEST_TAG = 200_000;
// A cell's text is plain, or in runs of one format each, or a phonetic reading.
const TEXT_TAGS = new Set(['is', 't', 'r', 'rPh']);

/**
 * The filled cells of a sheet, rewritten. Left out are empty cells (formats reach far below and beside the data) and
 * styles (so that no number is taken for a date); errors and ISO dates become text. Of the file only the text of cells
 * goes through, so that addresses and sizes are within the limits however the file is written.
 * Throws SOURCES_WORKBOOK_UNCALCULATED, _TOO_MANY_ROWS, _COLUMN_UNKNOWN or _UNREADABLE.
 */
export function simplify(xml: string, limits: WorkbookLimits): string {
  const parts: string[] = [];
  let row = 0;
  let cell: CellMarkup | null = null;
  for (const tag of sheetTags(xml)) {
    if (tag.name === 'c') {
      if (cell) refuseUncalculated(cell);
      if (cell && cell.content !== '') {
        refuseFarAway(cell, limits);
        if (cell.row !== row) parts.push(row === 0 ? '<row>' : '</row><row>');
        row = cell.row;
        parts.push(`<c r="${cell.column}${cell.row}" t="${cell.type}">${cell.content}</c>`);
      }
      cell = tag.kind === 'open' ? startCell(tag) : null;
    } else if (cell) {
      addToCell(cell, tag);
    }
  }
  return `<worksheet><sheetData>${parts.join('')}${row === 0 ? '' : '</row>'}</sheetData></worksheet>`;
}

/** The tags from `<sheetData>` to its end. Anything that is not a tag (a comment, half a tag) makes it unreadable. */
function* sheetTags(xml: string): Generator<Tag> {
  const pattern = /<(\/?)(?:[\w.-]{1,50}:)?(\w{1,50})(?=[\s/>])([^<>]*)>([^<]*)/y;
  pattern.lastIndex = Math.max(0, xml.search(/<(?:[\w.-]{1,50}:)?sheetData[\s/>]/));
  for (let isFirst = true; ; isFirst = false) {
    const at = pattern.lastIndex;
    const [found, slash, name = '', attributes = '', text = ''] = pattern.exec(xml) ?? [];
    if (found === undefined || found.length > LONGEST_TAG || (isFirst && name !== 'sheetData')) {
      throw unreadable(new Error(`its sheet is misshapen at character ${String(at + 1)}`));
    }
    const kind = slash === '/' ? 'close' : attributes.endsWith('/') ? 'empty' : 'open';
    if (name === 'sheetData' && kind !== 'open') return;
    yield { name, attributes, kind, text };
  }
}

function startCell({ attributes }: Tag): CellMarkup {
  const [, column = '', row = ''] = /\sr\s*=\s*["']([A-Z]{1,3})(\d{1,7})["']/.exec(attributes) ?? [];
  if (row === '') throw unreadable(new Error('its sheet has a cell without an address'));
  const type = /\st\s*=\s*["'](\w{1,9})["']/.exec(attributes)?.[1] ?? 'n';
  // An error such as #REF! stays text: the library would make it a blank, and a blank value counts as 0.00.
  const isText = type === 'e' || type === 'd';
  return {
    column,
    row: Number.parseInt(row, 10),
    type: isText ? 'str' : type,
    hasFormula: false,
    content: '',
  };
}

function addToCell(cell: CellMarkup, { name, kind, text }: Tag): void {
  if (name === 'f') cell.hasFormula = true;
  if (name === 'v' && kind === 'open' && text.trim() !== '') {
    cell.content = `<v>${text}</v>`;
    // What JavaScript takes for a number and a workbook does not, such as 0x10 or 1e400, stays the text that it is.
    if (cell.type === 'n' && !isFigure(text.trim())) cell.type = 'str';
    if (cell.type === 's' && !/^\s*\d{1,9}\s*$/.test(text))
      throw unreadable(new Error(`its cell ${cell.column}${String(cell.row)} names no shared text`));
  }
  if (TEXT_TAGS.has(name) && kind !== 'empty')
    cell.content += kind === 'open' ? `<${name}>${text}` : `</${name}>`;
}

/** A figure as workbooks write it, far within what a double holds: more is no amount, and would be read as infinite. */
function isFigure(text: string): boolean {
  return text.length <= 60 && /^[+-]?(\d+(\.\d*)?|\.\d+)(E[+-]?\d{1,2})?$/i.test(text);
}

/** A formula without a result would pass for a blank; one whose result is empty text has the type str. */
function refuseUncalculated(cell: CellMarkup): void {
  if (!cell.hasFormula || cell.content !== '' || cell.type === 'str') return;
  throw refusal('SOURCES_WORKBOOK_UNCALCULATED', { cell: `${cell.column}${String(cell.row)}` });
}

/** The library fills every gap before a cell, so one cell XFD1048576 would cost gigabytes. */
function refuseFarAway({ column, row }: CellMarkup, limits: WorkbookLimits): void {
  if (row > limits.rows + 1) throw refusal('SOURCES_WORKBOOK_TOO_MANY_ROWS', { row, limit: limits.rows });
  let number = 0;
  for (const letter of column) number = number * 26 + letter.charCodeAt(0) - 64;
  if (number > limits.columns) {
    throw refusal('SOURCES_WORKBOOK_COLUMN_UNKNOWN', {
      unknown: `a value in cell ${column}${String(row)}`,
      known: `among the first ${String(limits.columns)}`,
    });
  }
}

import { strToU8, zipSync } from 'fflate';

import { daysIn, parseMonth } from '../../kernel/month.ts';

/** The six fields of a revenue row as text (operations.md 4.2); '' leaves the cell blank. */
export interface RevenueLine {
  readonly site: string;
  /** `YYYY-MM-DD`; anything else is written as the text it is. */
  readonly date: string;
  readonly revenueCode: string;
  readonly revenueCategory: string;
  readonly valueType: string;
  /** Exact decimal text; anything else is written as the text it is. */
  readonly value: string;
}

export interface WorkbookOptions {
  /** How the dates are stored: as day numbers like Excel does (the default), or as ISO text. */
  readonly dates?: 'serial' | 'iso';
  readonly sheetName?: string;
  /** The six names of the first row, in the order of `RevenueLine`. */
  readonly headers?: readonly string[];
}

const HEADERS = ['SITE', 'DATE', 'REVENUE_CODE', 'REVENUE_CATEGORY', 'VALUE_TYPE', 'VALUE'];
const LETTERS = 'ABCDEF';
const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const SPREADSHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const DATE_STYLE = '1';
// Text without a zone: the zip format stores local time, so the bytes are the same in every time zone.
const WRITTEN_AT = '1980-01-01T12:00:00';
const SERIAL_OF_1970 = 25_569;
const DAY_MS = 86_400_000;

/**
 * Writes the monthly revenue workbook of a site: one sheet, a header row, one row per line, no macro inside.
 * The same lines give the same bytes everywhere. Excel stores doubles: a value of more than 15 digits goes in as text.
 */
export function writeWorkbook(lines: Iterable<RevenueLine>, options: WorkbookOptions = {}): Uint8Array {
  const strings = new Map<string, number>();
  const rows = [
    rowXml(
      1,
      (options.headers ?? HEADERS).map((text) => textCell(text, strings)),
    ),
  ];
  for (const line of lines) {
    rows.push(
      rowXml(rows.length + 1, [
        textCell(line.site, strings),
        dateCell(line.date, options.dates ?? 'serial', strings),
        textCell(line.revenueCode, strings),
        textCell(line.revenueCategory, strings),
        textCell(line.valueType, strings),
        valueCell(line.value, strings),
      ]),
    );
  }
  const parts = {
    '[Content_Types].xml': CONTENT_TYPES,
    '_rels/.rels': relations([['officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': workbookXml(options.sheetName ?? 'Revenue'),
    'xl/_rels/workbook.xml.rels': relations([
      ['worksheet', 'worksheets/sheet1.xml'],
      ['styles', 'styles.xml'],
      ['sharedStrings', 'sharedStrings.xml'],
    ]),
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${MAIN}"><sheetData>${rows.join('')}</sheetData></worksheet>`,
    'xl/styles.xml': STYLES,
    'xl/sharedStrings.xml': stringsXml([...strings.keys()]),
  };
  const files = Object.entries(parts).map(([name, xml]) => [name, strToU8(DECLARATION + xml)] as const);
  return zipSync(Object.fromEntries(files), { level: 6, mtime: WRITTEN_AT });
}

/** The attributes and content of a `<c>` element without its address; null for a blank cell. */
type CellXml = { readonly attributes: string; readonly value: string } | null;

function textCell(text: string, strings: Map<string, number>): CellXml {
  if (text === '') return null;
  const index = strings.get(text) ?? strings.size;
  strings.set(text, index);
  return { attributes: ' t="s"', value: String(index) };
}

function dateCell(text: string, dates: 'serial' | 'iso', strings: Map<string, number>): CellXml {
  const serial = dates === 'serial' ? serialOf(text) : null;
  if (serial === null) return textCell(text, strings);
  return { attributes: ` s="${DATE_STYLE}"`, value: String(serial) };
}

function valueCell(text: string, strings: Map<string, number>): CellXml {
  const isNumber = /^-?\d+(\.\d+)?$/.test(text) && text.replaceAll(/\D/g, '').length <= 15;
  return isNumber ? { attributes: '', value: text } : textCell(text, strings);
}

/** The day number of a real date (2025-03-01 is 45717); null for any other text. */
function serialOf(text: string): number | null {
  const found = /^(\d{4}-\d{2})-(\d{2})$/.exec(text);
  const month = parseMonth(found?.[1] ?? '');
  const day = Number.parseInt(found?.[2] ?? '', 10);
  // Excel's days before March 1900 are one off.
  if (month === null || month < '1900-03' || day < 1 || day > daysIn(month)) return null;
  return Date.parse(text) / DAY_MS + SERIAL_OF_1970;
}

function rowXml(row: number, cells: readonly CellXml[]): string {
  const xml = cells.map((cell, at) =>
    cell === null
      ? ''
      : `<c r="${LETTERS.charAt(at)}${String(row)}"${cell.attributes}><v>${cell.value}</v></c>`,
  );
  return `<row r="${String(row)}">${xml.join('')}</row>`;
}

function stringsXml(strings: readonly string[]): string {
  const items = strings.map((text) => `<si><t xml:space="preserve">${escape(text)}</t></si>`);
  return `<sst xmlns="${MAIN}" uniqueCount="${String(strings.length)}">${items.join('')}</sst>`;
}

function workbookXml(sheetName: string): string {
  const sheet = `<sheet name="${escape(sheetName)}" sheetId="1" r:id="rId1"/>`;
  return `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${sheet}</sheets></workbook>`;
}

function relations(targets: readonly (readonly [type: string, target: string])[]): string {
  const tags = targets.map(
    ([type, target], at) =>
      `<Relationship Id="rId${String(at + 1)}" Type="${OFFICE}/${type}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="${PACKAGE}/relationships">${tags.join('')}</Relationships>`;
}

/** XML text; what XML cannot hold is written `_xHHHH_` as Excel does, and so is text that looks like such an escape. */
function escape(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text
    .replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replaceAll(/(?![\t\n])\p{Cc}/gu, (sign) => `_x${sign.charCodeAt(0).toString(16).padStart(4, '0')}_`)
    .replaceAll(/[&<>"]/g, (sign) => entities[sign] ?? sign);
}

const CONTENT_TYPES =
  `<Types xmlns="${PACKAGE}/content-types">` +
  `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
  `<Default Extension="xml" ContentType="application/xml"/>` +
  `<Override PartName="/xl/workbook.xml" ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/>` +
  `<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${SPREADSHEET}.worksheet+xml"/>` +
  `<Override PartName="/xl/styles.xml" ContentType="${SPREADSHEET}.styles+xml"/>` +
  `<Override PartName="/xl/sharedStrings.xml" ContentType="${SPREADSHEET}.sharedStrings+xml"/></Types>`;

// Style 0 is plain, style 1 is a date.
const STYLES =
  `<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>` +
  `<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>` +
  `<fills count="2"><fill><patternFill patternType="none"/></fill>` +
  `<fill><patternFill patternType="gray125"/></fill></fills>` +
  `<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>` +
  `<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
  `<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>` +
  `<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>`;

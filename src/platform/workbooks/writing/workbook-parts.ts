/** What a column holds: decides how Excel shows its figures. Percent in whole numbers, 42.5 is shown as 42.5 %. */
export type ColumnKind = 'text' | 'money' | 'quantity' | 'percent' | 'month' | 'date';

const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const SPREADSHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

// A quoted percent sign does not multiply by 100: percent are whole numbers in this house.
const FORMATS: Readonly<Record<ColumnKind, string>> = {
  text: 'General',
  money: '#,##0.00_);(#,##0.00)',
  quantity: 'General',
  percent: '0.00"%"',
  month: String.raw`yyyy\-mm`,
  date: String.raw`yyyy\-mm\-dd`,
};

/** Columns that fit across a page that stands upright. */
const mostUpright = 6;

/**
 * The part that holds a sheet. Each row is what stands in its `<c>` elements, '' for a blank one. It prints as wide as
 * a page, which lies when there are many columns.
 */
export function sheetXml(
  rows: readonly (readonly string[])[],
  widths: readonly number[],
  frozen: number,
): string {
  const [start, end] = aroundRows(widths, frozen);
  return start + rows.map((cells, at) => rowXml(at + 1, cells)).join('') + end;
}

/** What stands before and behind the rows of a sheet. */
export function aroundRows(widths: readonly number[], frozen: number): readonly [start: string, end: string] {
  const pane = `<pane ySplit="${frozen}" topLeftCell="A${frozen + 1}" activePane="bottomLeft" state="frozen"/>`;
  const columns = widths.map(
    (width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`,
  );
  const orientation = widths.length > mostUpright ? 'landscape' : 'portrait';
  return [
    `${DECLARATION}<worksheet xmlns="${MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>` +
      `<sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews>` +
      (columns.length === 0 ? '' : `<cols>${columns.join('')}</cols>`) +
      '<sheetData>',
    `</sheetData><pageSetup orientation="${orientation}" fitToWidth="1" fitToHeight="0"/></worksheet>`,
  ];
}

/** A row of a sheet by its number from 1; each cell is what stands in its `<c>` element, '' for a blank one. */
export function rowXml(row: number, cells: readonly string[]): string {
  const xml = cells.map((cell, at) => (cell === '' ? '' : `<c r="${letters(at)}${row}"${cell}</c>`));
  return `<row r="${row}">${xml.join('')}</row>`;
}

/** The letters of a column from 0: A to Z, AA, AB and so on. */
function letters(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : letters(Math.floor(column / 26) - 1) + last;
}

/** The table of texts that cells name by their position; the texts are escaped already. */
export function stringsXml(strings: readonly string[]): string {
  const items = strings.map((text) => `<si><t xml:space="preserve">${text}</t></si>`);
  return `${DECLARATION}<sst xmlns="${MAIN}" uniqueCount="${strings.length}">${items.join('')}</sst>`;
}

/** A sheet by name, and how many rows stay in sight and are printed on top of every page. */
export interface NamedSheet {
  readonly name: string;
  readonly frozen: number;
}

/** The part that lists the sheets. */
export function workbookXml(named: readonly NamedSheet[]): string {
  const titles = named.map(({ name, frozen }, at) => {
    const rows = `'${name.replaceAll("'", "''")}'!$1:$${frozen}`;
    return `<definedName name="_xlnm.Print_Titles" localSheetId="${at}">${escapeXml(rows)}</definedName>`;
  });
  const sheets = named.map(
    ({ name }, at) => `<sheet name="${escapeXml(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`,
  );
  return (
    `${DECLARATION}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><bookViews><workbookView/></bookViews>` +
    `<sheets>${sheets.join('')}</sheets><definedNames>${titles.join('')}</definedNames></workbook>`
  );
}

/** What a part points to; the identifiers are rId1, rId2 and so on. */
function relations(targets: readonly (readonly [type: string, target: string])[]): string {
  const tags = targets.map(
    ([type, target], at) => `<Relationship Id="rId${at + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`,
  );
  return `${DECLARATION}<Relationships xmlns="${PACKAGE}/relationships">${tags.join('')}</Relationships>`;
}

/** The part that points to the workbook. */
export const packageRelations = relations([['officeDocument', 'xl/workbook.xml']]);

/** The part that points from the workbook to its sheets, styles and texts. */
export function workbookRelations(sheets: number): string {
  return relations([
    ...Array.from({ length: sheets }, (_, at) => ['worksheet', `worksheets/sheet${at + 1}.xml`] as const),
    ['styles', 'styles.xml'],
    ['sharedStrings', 'sharedStrings.xml'],
  ]);
}

/** XML text; what XML cannot hold is written `_xHHHH_` as Excel does, and so is text that looks like such an escape. */
export function escapeXml(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text
    .replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replaceAll(/(?![\t\n])\p{Cc}/gu, (sign) => `_x${sign.charCodeAt(0).toString(16).padStart(4, '0')}_`)
    .replaceAll(/[&<>"]/g, (sign) => entities[sign] ?? sign);
}

/** What each part is. */
export function contentTypes(sheets: number, isMacroEnabled: boolean): string {
  const book = isMacroEnabled
    ? 'application/vnd.ms-excel.sheet.macroEnabled.main+xml'
    : `${SPREADSHEET}.sheet.main+xml`;
  const parts = [
    ['workbook.xml', book],
    ...Array.from({ length: sheets }, (_, at) => [
      `worksheets/sheet${at + 1}.xml`,
      `${SPREADSHEET}.worksheet+xml`,
    ]),
    ['styles.xml', `${SPREADSHEET}.styles+xml`],
    ['sharedStrings.xml', `${SPREADSHEET}.sharedStrings+xml`],
  ];
  const overrides = parts.map(
    ([name = '', type = '']) => `<Override PartName="/xl/${name}" ContentType="${type}"/>`,
  );
  return (
    `${DECLARATION}<Types xmlns="${PACKAGE}/content-types">` +
    `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
    `<Default Extension="xml" ContentType="application/xml"/>${overrides.join('')}</Types>`
  );
}

/** The formats of the kinds in this order, then the same in bold. */
export function stylesXml(kinds: readonly ColumnKind[]): string {
  const formats = kinds.map(
    (kind, at) => `<numFmt numFmtId="${164 + at}" formatCode="${escapeXml(FORMATS[kind])}"/>`,
  );
  const styles = ['0', '1'].flatMap((font) =>
    kinds.map(
      (_, at) =>
        `<xf numFmtId="${164 + at}" fontId="${font}" fillId="0" borderId="0" xfId="0" ` +
        `applyNumberFormat="1" applyFont="1"/>`,
    ),
  );
  const font = '<sz val="11"/><name val="Calibri"/>';
  return (
    `${DECLARATION}<styleSheet xmlns="${MAIN}"><numFmts count="${formats.length}">${formats.join('')}</numFmts>` +
    `<fonts count="2"><font>${font}</font><font><b/>${font}</font></fonts>` +
    `<fills count="2"><fill><patternFill patternType="none"/></fill>` +
    `<fill><patternFill patternType="gray125"/></fill></fills>` +
    `<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>` +
    `<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
    `<cellXfs count="${styles.length}">${styles.join('')}</cellXfs></styleSheet>`
  );
}

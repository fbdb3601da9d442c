import { strToU8, zipSync } from 'fflate';
import { refusal } from '../errors.ts';
import { type Archive, openArchive, unreadable, type WorkbookLimits } from './archive.ts';
import { attribute, simplify, tags } from './markup.ts';
import type { Cell } from './cell-text.ts';

/** A sheet as rows of cells: `rows[0]` is row 1 of the sheet. `countsFrom1904` is the date system of the workbook. */
export interface Sheet {
  readonly rows: readonly (readonly Cell[])[];
  readonly countsFrom1904: boolean;
}

const WORKBOOK = 'xl/workbook.xml';
const RELATIONS = 'xl/_rels/workbook.xml.rels';
const STRINGS = 'xl/sharedStrings.xml';
const SHEET = 'xl/worksheets/sheet1.xml';
const LONGEST_TEXT = 32_767;
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

// The package handed to the library: one sheet at a known place, no styles.
const PLAIN_WORKBOOK = '<workbook><sheets><sheet name="sheet" sheetId="1" r:id="rId1"/></sheets></workbook>';
const PLAIN_RELATIONS =
  `<Relationships><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>` +
  `<Relationship Id="rId2" Type="${OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`;

/**
 * Reads the cells of the sheet called `name` (in any case), or of the first one when `name` is null. The library that
 * parses trusts its input: it unpacks whatever a local zip header says, fills every gap before a cell, takes formatted
 * numbers for dates, reads #REF! as blank and needs a minute for one tag of 30 MB. So it is handed a package of our
 * own: two known parts, the sheet checked and rewritten.
 * Throws the refusals SOURCES_WORKBOOK_* that concern the file and the sheet as a whole.
 */
export async function readCells(bytes: Buffer, name: string | null, limits: WorkbookLimits): Promise<Sheet> {
  const archive = await openArchive(bytes, limits);
  const workbook = await readText(archive, WORKBOOK);
  const relations = await readText(archive, RELATIONS);
  const sheet = await readText(archive, sheetPart(workbook, relations, name));
  const strings = await stringsOf(archive, partOfType(relations, '/sharedStrings') ?? STRINGS);
  const plain = zipSync(
    {
      [WORKBOOK]: strToU8(PLAIN_WORKBOOK),
      [RELATIONS]: strToU8(PLAIN_RELATIONS),
      [SHEET]: strToU8(simplify(sheet, limits)),
      ...(strings === null ? {} : { [STRINGS]: strToU8(strings) }),
    },
    { level: 0 },
  );
  return {
    rows: await parse(Buffer.from(plain.buffer, plain.byteOffset, plain.byteLength)),
    countsFrom1904: /\sdate1904\s*=\s*["'](1|true)["']/.test(workbook),
  };
}

async function parse(plain: Buffer): Promise<Cell[][]> {
  try {
    // Loaded here only: what reads no workbook starts a ninth sooner without it.
    const { readSheet } = await import('read-excel-file/node');
    // Without trim the text is what a CSV file would hold; the intake trims all sources alike.
    const rows = await readSheet(plain, 1, { trim: false });
    return rows.map((row) => row.map(checked));
  } catch (cause) {
    throw unreadable(cause);
  }
}

/** Excel holds 32,767 characters in a cell; one longer text, named by every cell, would fill the disk further on. */
function checked(cell: Cell | DateConstructor): Cell {
  // The library declares its dates with the type of the class; without styles there are none.
  if (typeof cell === 'function') throw new Error('it has a cell of an unknown type');
  if (typeof cell === 'string' && cell.length > LONGEST_TEXT)
    throw new Error('it has a cell with too much text');
  // Half a sign or none (U+0000) is no text that could be kept, and would come back as another one.
  if (typeof cell === 'string' && /\p{Cs}|\0/u.test(cell))
    throw new Error('it has a cell with a sign that no text holds');
  return cell;
}

/** The shared texts as they are; of another encoding, they would be read as other texts. */
async function stringsOf(archive: Archive, part: string): Promise<string | null> {
  return (await archive.read(part)) === null ? null : readText(archive, part);
}

async function readText(archive: Archive, part: string): Promise<string> {
  const bytes = await archive.read(part);
  if (!bytes) throw unreadable(new Error(`it has no part ${part}`));
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw unreadable(cause);
  }
}

function sheetPart(workbook: string, relations: string, name: string | null): string {
  const sheets = tags(workbook, 'sheet');
  const names = sheets.map((sheet) => plainText(attribute(sheet, 'name') ?? ''));
  const at = name === null ? 0 : names.findIndex((found) => isNamed(found, name));
  const sheet = sheets[at];
  if (sheet === undefined) {
    const found = names.length > 0 ? names.join(', ') : 'no sheet';
    throw refusal('SOURCES_WORKBOOK_SHEET_MISSING', { name: name ?? 'at all', found });
  }
  const id = attribute(sheet, 'id');
  const relation = tags(relations, 'Relationship').find((tag) => attribute(tag, 'Id') === id);
  return partName(attribute(relation ?? '', 'Target') ?? '');
}

function isNamed(found: string, name: string): boolean {
  return found.trim().toLowerCase() === name.toLowerCase();
}

function partOfType(relations: string, type: string): string | null {
  const relation = tags(relations, 'Relationship').find((tag) => attribute(tag, 'Type')?.endsWith(type));
  return relation === undefined ? null : partName(attribute(relation, 'Target') ?? '');
}

function partName(target: string): string {
  return target.startsWith('/') ? target.slice(1) : `xl/${target}`;
}

function plainText(xml: string): string {
  const entities: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
  return xml.replaceAll(/&(lt|gt|quot|apos|amp);/g, (_, entity: string) => entities[entity] ?? '');
}

/** The sheets of a workbook in their order, and whether people see them. Throws the refusals of an unreadable file. */
export async function sheetsOf(
  bytes: Buffer,
  limits: WorkbookLimits,
): Promise<{ readonly name: string; readonly isHidden: boolean }[]> {
  const archive = await openArchive(bytes, limits);
  return tags(await readText(archive, WORKBOOK), 'sheet').map((sheet) => ({
    name: plainText(attribute(sheet, 'name') ?? ''),
    isHidden: ['hidden', 'veryHidden'].includes(attribute(sheet, 'state') ?? ''),
  }));
}

import { refusal } from '../../../kernel/errors.ts';
import { type Archive, openArchive, unreadable, type WorkbookLimits } from './archive.ts';
import { cellsOf, sharedTexts } from './cells.ts';
import type { Cell } from './cell-text.ts';
import { attribute, plainText, tags } from './markup.ts';

/** A sheet as rows of cells: `rows[0]` is row 1 of the sheet. `countsFrom1904` is the date system of the workbook. */
export interface Sheet {
  readonly rows: readonly (readonly Cell[])[];
  readonly countsFrom1904: boolean;
}

const WORKBOOK = 'xl/workbook.xml';
const RELATIONS = 'xl/_rels/workbook.xml.rels';
const STRINGS = 'xl/sharedStrings.xml';

/**
 * Reads the cells of the sheet called `name` (in any case), or of the first one when `name` is null. Only the parts
 * that are needed are unpacked, each read by patterns: no entities are declared, no reference is followed.
 * Throws the refusals SOURCES_WORKBOOK_* that concern the file and the sheet as a whole.
 */
export async function readCells(bytes: Buffer, name: string | null, limits: WorkbookLimits): Promise<Sheet> {
  const archive = await openArchive(bytes, limits);
  const workbook = await readText(archive, WORKBOOK);
  const relations = await readText(archive, RELATIONS);
  const sheet = await readText(archive, sheetPart(workbook, relations, name));
  return {
    rows: cellsOf(
      sheet,
      await stringsOf(archive, partOfType(relations, '/sharedStrings') ?? STRINGS),
      limits,
    ),
    countsFrom1904: /\sdate1904\s*=\s*["'](1|true)["']/.test(workbook),
  };
}

/** The shared texts as they are; of another encoding, they would be read as other texts. */
async function stringsOf(archive: Archive, part: string): Promise<string[]> {
  return (await archive.read(part)) === null ? [] : sharedTexts(await readText(archive, part));
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
  const at = name === null ? 0 : names.findIndex((each) => isNamed(each, name));
  const sheet = sheets[at];
  if (sheet === undefined) {
    throw refusal('SOURCES_WORKBOOK_SHEET_MISSING', {
      name: name ?? 'at all',
      found: names.length > 0 ? names.join(', ') : 'no sheet',
    });
  }
  const id = attribute(sheet, 'id');
  const relation = tags(relations, 'Relationship').find((tag) => attribute(tag, 'Id') === id);
  return partName(attribute(relation ?? '', 'Target') ?? '');
}

function isNamed(sheet: string, name: string): boolean {
  return sheet.trim().toLowerCase() === name.toLowerCase();
}

function partOfType(relations: string, type: string): string | null {
  const relation = tags(relations, 'Relationship').find((tag) => attribute(tag, 'Type')?.endsWith(type));
  return relation === undefined ? null : partName(attribute(relation, 'Target') ?? '');
}

function partName(target: string): string {
  return target.startsWith('/') ? target.slice(1) : `xl/${target}`;
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

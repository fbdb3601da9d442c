import { workbookName } from '../facts/revenue-files.ts';
import { writeWorkbook, type RevenueLine } from '../write-workbook.ts';
import type { GoodRows } from './good-rows.ts';
import { writeBelow } from '../../../kernel/inside-folder.ts';
import type { PlantedFault } from './planted-file.ts';

/** The line that is spoiled, counted from 0; its row in the sheet is two further down, below the header. */
const SPOILED = 7;
const ROW = SPOILED + 2;

type Spoil = (lines: RevenueLine[], good: GoodRows) => Pick<PlantedFault, 'line' | 'column' | 'value'>;

const SPOILS: readonly (readonly [kind: string, spoil: Spoil])[] = [
  ['site mismatch', (lines) => put(lines, 'site', 'SITE', '9998')],
  ['date outside month', (lines, good) => put(lines, 'date', 'DATE', `${good.month(1).month}-01`)],
  ['unknown revenue code', (lines) => put(lines, 'revenueCode', 'REVENUE_CODE', 'ZZ9')],
  ['duplicate key', repeat],
  ['no figures', empty],
];

/**
 * Writes workbooks that are refused whole, each in a folder of its own because all have the name of the same month.
 * Their rows are those of a good workbook except for the one at fault.
 */
export function plantWorkbookFaults(out: string, folder: string, good: GoodRows): PlantedFault[] {
  const name = workbookName(good.site, good.month(0).month);
  const faults = SPOILS.map(([kind, spoil]) => {
    const lines = linesOf(good);
    const spoiled = spoil(lines, good);
    const file = `${folder}/revenue/${kind.replaceAll(' ', '-')}/${name}`;
    writeBelow(out, file, writeWorkbook(lines));
    return planted(file, `workbook: ${kind}`, spoiled);
  });
  const misnamed = `${folder}/revenue/wrong-name/${name.replace(' C', '-C')}`;
  writeBelow(out, misnamed, writeWorkbook(linesOf(good)));
  return [...faults, planted(misnamed, 'workbook: wrong name', { line: null, column: null, value: '' })];
}

function planted(
  file: string,
  kind: string,
  where: Pick<PlantedFault, 'line' | 'column' | 'value'>,
): PlantedFault {
  return { file, feed: 'revenue_workbook', ...where, kind, expected: 'refused' };
}

function linesOf(good: GoodRows): RevenueLine[] {
  return good.values().map(({ date, code, category, type, value }) => ({
    site: good.site.number,
    date,
    value,
    revenueCode: code,
    revenueCategory: category,
    valueType: type,
  }));
}

function put(
  lines: RevenueLine[],
  field: keyof RevenueLine,
  column: string,
  value: string,
): ReturnType<Spoil> {
  const line = lines[SPOILED];
  if (line !== undefined) lines[SPOILED] = { ...line, [field]: value };
  return { line: ROW, column, value };
}

function repeat(lines: RevenueLine[]): ReturnType<Spoil> {
  const line = lines[SPOILED];
  if (line !== undefined) lines.splice(SPOILED, 0, line);
  return { line: ROW, column: null, value: '' };
}

function empty(lines: RevenueLine[]): ReturnType<Spoil> {
  for (const [index, line] of lines.entries()) lines[index] = { ...line, value: '0' };
  return { line: null, column: 'VALUE', value: '0' };
}

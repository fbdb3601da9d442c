import { csvLine } from '../../kernel/csv.ts';
import { workbook } from '../../platform/workbooks/index.ts';
import type { SiteEntry } from '../entries/entry.ts';
import { entriesGrid, type GridSpan } from './entries-grid.ts';

/** Columns of a list of entries, in and out. */
export const entryColumns = ['site', 'area', 'period', 'item', 'measure', 'value'] as const;

/** Entries as CSV; what comes out goes in again. */
export function entriesCsv(entries: readonly SiteEntry[]): string {
  return [[...entryColumns], ...entries.map(fieldsOf)].map(csvLine).join('');
}

/** Entries as an Excel workbook, a sheet for each area with days or months down; what comes out goes in again. */
export function entriesWorkbook(entries: readonly SiteEntry[], span: GridSpan): Buffer {
  const sheets = entriesGrid(entries, span);
  return workbook(sheets.length > 0 ? sheets : [{ name: 'forecast', columns: listColumns, rows: [] }]);
}

/** A workbook always has a sheet; without entries it is an empty list. */
const listColumns = entryColumns.map((title) => ({ title, kind: 'text' as const }));

function fieldsOf({ site, entry }: SiteEntry): string[] {
  const { area, period, item, measure, value } = entry;
  return [site, area, period, item, measure, value?.toString() ?? ''];
}

export { workbook, type Cell, type Column, type ColumnKind, type Sheet } from './writing/workbook.ts';
export { StreamedWorkbook, type StreamedColumn } from './writing/streamed-workbook.ts';
export { workbookLimits, type WorkbookLimits } from './reading/archive.ts';
export { cellText, dateText, type Cell as ReadCell } from './reading/cell-text.ts';
export { readCells, sheetsOf } from './reading/sheet.ts';

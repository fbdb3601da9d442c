export { calculatePnl } from './pnl/calculate-pnl.ts';
export { explainCell, storedLineOf, type ExplainedCell, type SourceRow } from './pnl/explain-cell.ts';
export { pnlTable, readSums, type ShownCell, type ShownRow } from './pnl/pnl-table.ts';
export { pnlBridge, previewTable } from './pnl/preview-table.ts';
export { driverOf, withDrivers, type Driver } from './pnl/what-if.ts';
export { versionNamed } from './versions/version-named.ts';

export { feeds, feedNamed } from './catalogue.ts';
export type { Feed } from './feed.ts';
export { type RowCounts, type ToldFault, type Warning } from './intake/batch.ts';
export { exportRecords, readCorrections } from './intake/correct-records.ts';
export {
  countLoads,
  listBatches,
  showBatch,
  type BatchFilter,
  type BatchSummary,
} from './intake/list-batches.ts';
export { feedOfFile, findFiles, type FoundFile } from './intake/find-files.ts';
export { loadContent, loadFiles, requireFeed, type LoadOptions } from './intake/load-files.ts';
export {
  countQuarantine,
  discardRecords,
  listQuarantine,
  replayRecords,
  type Corrections,
  type HeldRecord,
  type QuarantineFilter,
} from './intake/quarantine.ts';
export { type Intake, type TakenIn, type TakeInOptions } from './intake/take-in.ts';
export type { WarehouseDoor } from './intake/warehouse-door.ts';
export { contentAt, spool } from './reading/content.ts';
export { generateSample } from './sample/index.ts';

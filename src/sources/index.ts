export { feeds } from './catalogue.ts';
export { stagingTable, type Feed } from './feed.ts';
export { exportRecords, readCorrections } from './intake/correct-records.ts';
export type { Warning } from './intake/batch.ts';
export { countLoads, type BatchSummary } from './intake/list-batches.ts';
export { findFiles, type DeliveredFile, type PassedOver } from './intake/find-files.ts';
export { choicesOf, loadContent, loadFiles, requireFeed, type LoadOptions } from './intake/load-files.ts';
export { countQuarantine, type Corrections } from './intake/quarantine.ts';
export { restoreBatch } from './intake/restore-batch.ts';
export { type Intake, type SubmittedReport, type TakenIn } from './intake/taken-in.ts';
export { contentAt, spool } from './reading/content.ts';
export { readTable } from './reading/read-table.ts';
export { generateSample } from './sample/index.ts';
export {
  discardHeldRecords,
  exportHeldRecords,
  listHeldRecords,
  readHeldRecord,
  replayHeldRecords,
} from './use-cases/decide-records.ts';
export { loadingAs } from './use-cases/load-as.ts';
export { sourcesMetrics } from './metrics.ts';
export { sourcesSections } from './report-sections.ts';
export { readFreshness } from './use-cases/read-freshness.ts';
export { checkFeeds } from './use-cases/check-feeds.ts';
export { newestLoad } from './use-cases/newest-load.ts';
export { listLoads, readLoad } from './use-cases/read-loads.ts';

export { calculatePnl } from './pnl/calculate-pnl.ts';
export { explainCell, storedLineOf, type ExplainedCell, type SourceRow } from './pnl/explain-cell.ts';
export { pnlTable, readSums, type ShownCell, type ShownRow } from './pnl/pnl-table.ts';
export { previewBridge } from './pnl/preview-bridge.ts';
export { driverOf, withDrivers, type Driver } from './pnl/what-if.ts';
export { entriesCsv, entriesWorkbook, readEntriesFile } from './entries/entries-csv.ts';
export { areas, nameOf, readEntry, readSetting, type Area, type Entry } from './entries/entry.ts';
export { importEntries, type EntriesFile } from './entries/import-entries.ts';
export { initialEntries, type Beginning, type Initial } from './entries/initialise.ts';
export { entriesOfMonth, entriesOfSites, entriesOfYear } from './entries/read-entries.ts';
export { invalidEntries, saveEntries, type Saved } from './entries/save-entries.ts';
export { differencesBetween } from './versions/compare-versions.ts';
export { promoteVersion } from './versions/promote-version.ts';
export { decideSubmission, siteOfSubmission, submitForecast } from './versions/submissions.ts';
export { listVersions, readVersion, takeVersion } from './versions/version.ts';
export { groupDays, type GroupDay } from './entries/group-days.ts';
export { assignJobs, renameJob, setJobStatus, type ChangedCodes } from './jobs/administer-codes.ts';
export {
  addGroup,
  readGroups,
  renameGroup,
  setGroupStatus,
  type JobGroup,
} from './jobs/administer-groups.ts';
export { decideMapping, withdrawMapping } from './jobs/decide-mapping.ts';
export { listJobs, listProfiles, type ListedProfile } from './jobs/list-jobs.ts';
export { readSiteJobs } from './jobs/site-jobs.ts';

export { keepPnlCurrent, readUpdating } from './recalculation/keep-current.ts';
export { bringPnlUpToDate, calculatePnl } from './pnl/calculate-pnl.ts';
export { readFailed, type FailedSite } from './pnl/failures.ts';
export { grains, type Grain } from './beside/periods.ts';
export { laborTerms } from './beside/labor-terms.ts';
export { besideOfMonth } from './beside/read-beside.ts';
export type { BesideRow } from './beside/row.ts';
export { explainCell, shownLineOf, type ExplainedCell } from './explanation/explain-cell.ts';
export type { SourceRow } from './explanation/cell-rows.ts';
export {
  emphasisOf,
  favourOf,
  isPartOfInternalRevenue,
  percentOfInternalRevenue,
  pnlTable,
  shownLines,
  type EmphasisThresholds,
  type ShownCell,
  type ShownLine,
  type ShownRow,
} from './pnl/pnl-table.ts';
export {
  groupings,
  readSums,
  sitesChosen,
  type Grouping,
  type SiteFilter,
  type StoredSum,
} from './pnl/pnl-sums.ts';
export { isPlannedYear, previewSums } from './pnl/preview-sums.ts';
export { untouchedVersion } from './pnl/gather.ts';
export { previewChange, type ChangedRow } from './pnl/preview-change.ts';
export { driverOf, withDrivers, type Driver } from './pnl/what-if.ts';
export { copySchedule, type Copied } from './prefill/copy-schedule.ts';
export { entriesCsv, entriesWorkbook } from './files/entries-csv.ts';
export { mostFileBytes, readEntriesFile } from './files/entries-file.ts';
export { areas, nameOf, readEntry, readSetting, type Area, type Entry } from './entries/entry.ts';
export { importEntries, type EntriesFile } from './files/import-entries.ts';
export { initialEntries, type Beginning, type Initial } from './prefill/initialise.ts';
export { budgetNotices, budgetsChangedBy, type BudgetNotice } from './entries/notices.ts';
export { entriesOfMonth, entriesOfSites, entriesOfYear } from './entries/read-entries.ts';
export { invalidEntries, saveEntries, type Saved } from './entries/save-entries.ts';
export { differencesBetween } from './versions/compare-versions.ts';
export { promoteVersion } from './versions/promote-version.ts';
export {
  decideSubmission,
  requireSomething,
  siteOfSubmission,
  submitForecast,
} from './versions/submissions.ts';
export { listVersions, readVersion, takeVersion } from './versions/version.ts';
export {
  backTest,
  calculateRecords,
  testedRows,
  type BackTest,
  type BackTested,
} from './back-test/back-test.ts';
export { methods, type Method } from './back-test/measures.ts';
export type { UnmappedAccount } from './accounts/map-account.ts';
export { apportion } from './bridge/apportion.ts';
export { bridgedRows, sumOf, type BridgeStep, type BridgeSum } from './bridge/bridge.ts';
export { effects, restOfRow } from './bridge/effects.ts';
export { readBridge, versionsOfEnds, type Bridge, type BridgeEnd } from './bridge/read-bridge.ts';
export { groupDays, groupedCodes, type GroupDay } from './entries/group-days.ts';
export { payrollMode, type PayrollMode } from './payroll/payroll-mode.ts';
export { billsHours } from './pnl/agreed-terms.ts';
export { assignJobs, type ChangedCodes } from './jobs/administer-codes.ts';
export { addGroup, readGroups, type JobGroup } from './jobs/administer-groups.ts';
export { decideMapping } from './jobs/decide-mapping.ts';
export { listJobs, type ListedProfile } from './jobs/list-jobs.ts';
export { readSiteJobs } from './jobs/site-jobs.ts';
export { cycleDays, cycleOn, type CycleDays } from './cycle/cycle-days.ts';
export {
  rollForecast,
  rollWhenDue,
  sitesOfCycle,
  type Rolled,
  type RolledYear,
} from './cycle/roll-forecast.ts';
export { cycleStates, readCalendar, type CycleSite } from './cycle/read-calendar.ts';
export { listUnmappedAccounts, mapLedgerAccount, unmapLedgerAccount } from './use-cases/map-accounts.ts';
export {
  addJobGroup,
  assignJobCodes,
  listJobCodes,
  listJobGroups,
  listJobProfiles,
  mapJobProfile,
  renameJobCode,
  renameJobGroup,
  setJobCodeStatus,
  setJobGroupStatus,
  unmapJobProfile,
  type JobCode,
} from './use-cases/administer-jobs.ts';

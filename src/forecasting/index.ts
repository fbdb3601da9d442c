export { forecastingMetrics } from './metrics.ts';
export { keepPnlCurrent } from './recalculation/keep-current.ts';
export { grains, type Grain } from './comparison/periods.ts';
export { otherColumns, type ExtendedComparisonRow, type OtherColumn } from './comparison/other-columns.ts';
export type { ExplainedCell } from './explanation/explain-cell.ts';
export type { SourceRow } from './explanation/cell-rows.ts';
export {
  emphasisOf,
  favourOf,
  isPartOfInternalRevenue,
  percentOfInternalRevenue,
  pnlTable,
  rangeOfYear,
  rowTitles,
  shownLines,
  type EmphasisThresholds,
  type MonthRange,
  type ShownCell,
  type ShownLine,
  type ShownRow,
} from './pnl/pnl-table.ts';
export { groupings, readSums, type Grouping, type StoredSum } from './pnl/pnl-sums.ts';
export { comparisons, type Against } from './comparison/against.ts';
export { pnlCalculation } from './pnl/gather-years.ts';
export { driverOf, type Driver } from './pnl/what-if.ts';
export { entriesCsv, entriesWorkbook } from './files/entries-csv.ts';
export { mostFileBytes, readEntriesFile } from './files/entries-file.ts';
export { areas, type Area } from './entries/areas.ts';
export { nameOf, type Entry } from './entries/entry.ts';
export type { EntriesFile } from './files/import-entries.ts';
export type { Beginning } from './prefill/initialise.ts';
export { budgetsChangedBy, type BudgetNotice } from './entries/notices.ts';
export { typedEntries, typedEntry } from './entries/typed-entry.ts';
export { testedRows, type BackTest, type BackTested } from './back-test/back-test.ts';
export { methods, type Method } from './back-test/measures.ts';
export type { UnmappedAccount } from './accounts/map-account.ts';
export { apportion } from './bridge/apportion.ts';
export { bridgedRows, sumOf, type BridgeSum } from './bridge/bridge.ts';
export { groupedBridge, rowsOfSteps } from './bridge/grouped-bridge.ts';
export { effects, restOfRow } from './bridge/effects.ts';
export type { BridgeEnd } from './bridge/read-bridge.ts';
export type { GroupDay } from './entries/group-days.ts';
export type { PayrollMode } from './payroll/payroll-mode.ts';
export type { ChangedCodes } from './jobs/administer-codes.ts';
export type { JobGroup } from './jobs/administer-groups.ts';
export type { ListedProfile } from './jobs/list-jobs.ts';
export { forecastSample } from './sample/forecast-sample.ts';
export { rollWhenDue, type Rolled, type RolledYear } from './cycle/roll-forecast.ts';
export { cycleStates, type CycleSite } from './cycle/read-calendar.ts';
export {
  listMappedAccounts,
  listUnmappedAccounts,
  mapLedgerAccount,
  unmapLedgerAccount,
} from './use-cases/map-accounts.ts';
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
  setJobsProductive,
  unmapJobProfile,
  type JobCode,
} from './use-cases/administer-jobs.ts';
export {
  backTestForecasts,
  bridgePnl,
  measureAccuracy,
  previewWhatIf,
  type BridgeOfSites,
} from './use-cases/analyse-pnl.ts';
export {
  decideSubmissions,
  readApprovalCalendar,
  rollPortfolio,
  submitWorkingVersion,
  type ApprovalCalendar,
  type SubmittedForecast,
} from './use-cases/approval-cycle.ts';
export { compareMonth, compareVersions } from './use-cases/compare-forecasts.ts';
export type { Editing, ClaimedDay, SavedChange } from './use-cases/editing.ts';
export { carryRates, enterValues, readEntriesOfMonth } from './use-cases/enter-forecasts.ts';
export { explainPnlCell, type ExplainedCellOfSite } from './use-cases/explain-cells.ts';
export { exportForecasts, importForecasts } from './use-cases/forecast-files.ts';
export {
  copyScheduledHours,
  startForecasts,
  type CopiedSchedule,
  type StartedForecast,
} from './use-cases/prefill-forecasts.ts';
export { readPnl, type PnlOfSites } from './use-cases/read-pnl.ts';
export { listForecastVersions, promoteForecastVersion, takeForecastVersion } from './use-cases/versions.ts';
export {
  addSiteEvent,
  endSiteEvent,
  eventColumns,
  importEvents,
  listEvents,
} from './use-cases/keep-events.ts';
export { eventInWords, eventKinds, type SiteEvent } from './events/events.ts';
export { listReminders, remindManagers } from './use-cases/remind-managers.ts';
export { remindWhenDue, type Reminders, type SentReminder } from './cycle/reminders.ts';
export { openInForecasts } from './use-cases/open-at-site.ts';
export { laborGrains, type LaborGrain, type LaborMeasure, type LaborRow } from './labor/read-labor.ts';
export { readLaborProductivity } from './use-cases/performance/read-labor.ts';
export type { TrendingRow } from './trending/month-trending.ts';
export { readMonthTrending, type MonthTrending } from './use-cases/performance/month-trending.ts';
export {
  rankSites,
  rankedFigures,
  rankedMeasures,
  type RankedFigure,
} from './use-cases/performance/rank-sites.ts';
export {
  decideSiteProforma,
  enterSiteProforma,
  listProformas,
  showProforma,
  type ProformaSource,
} from './use-cases/keep-proformas.ts';
export type { Proforma } from './proforma/proforma.ts';
export { commentVariance, listComments } from './use-cases/comment-variances.ts';
export { commentedRows, type VarianceComment } from './comments/comments.ts';
export { accuracyGroupings, type Accuracy, type AccuracyGrouping } from './back-test/accuracy.ts';
export { readPnlGrid } from './use-cases/performance/pnl-grid.ts';
export { readPnlGroups } from './use-cases/performance/pnl-groups.ts';
export { previewEntries, readForecastEditor } from './use-cases/performance/forecast-editor.ts';
export { listGroupRequests, requestGroupChange, settleGroupRequest } from './use-cases/request-groups.ts';
export type { GroupRequest } from './jobs/group-requests.ts';
export { discardEntryDraft, keepEntryDraft, readEntryDraft } from './use-cases/keep-drafts.ts';

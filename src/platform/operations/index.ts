export { newestBackup, oldBackupHours, readLogState, type LogState } from './backup/read-backups.ts';
export { noteErasure } from './backup/erasure-notes.ts';
export { readSecondNote, type SecondNote } from './second-location.ts';
export { settleErasures } from './use-cases/settle-erasures.ts';
export { keepBackups, type BackupPlan } from './keep-backups.ts';
export type { LocationAccess, LocationPlace } from './locations/open-location.ts';
export type { RestoreTarget } from './log/restore-log.ts';
export {
  listBackups,
  makeBackup,
  momentBeforeBatch,
  proveBackup,
  removeOldBackups,
  restoreBackup,
  type BackupPlace,
} from './use-cases/backups.ts';
export { checkMigrations, rehearseMigrations } from './use-cases/rehearse-migrations.ts';
export { proveDatabase, type DatabaseProof } from './use-cases/prove-database.ts';
export { checkBackups, checkDatabase, checkJobs, checkStorage, checkTrail } from './health/checks.ts';
export {
  checkComponents,
  healthStates,
  overallHealth,
  type ComponentHealth,
  type HealthChecks,
} from './health/components.ts';
export type { ArchivePlace } from './archive/archive-store.ts';
export type { ArchiveFile } from './archive/archive-file.ts';
export { archiveReader, type ArchiveReader, type ReadSpan } from './archive/archive-reader.ts';
export {
  archiveYear,
  listArchive,
  purgeArchive,
  readOnlineYear,
  recallYear,
  releaseDue,
  releaseYear,
  verifyArchive,
  type ArchiveTools,
} from './use-cases/archive.ts';
export { readComponents } from './use-cases/components.ts';
export { metricUnits, type Metric, type Sample } from './metrics/metric.ts';
export { machineReadings } from './metrics/machine.ts';
export { platformMetrics } from './metrics/platform-metrics.ts';
export { requestMetrics } from './metrics/request-figures.ts';
export { ServerMetrics } from './metrics/server-metrics.ts';
export { readServerMetrics } from './use-cases/metrics.ts';
export { alertKinds } from './alerts/alert-rule.ts';
export { escalationMinutes, howFar, lessSevere, severities, type AlertKind } from './alerts/alert-kind.ts';
export { alertStates } from './alerts/alert-record.ts';
export { evaluateAlerts } from './alerts/evaluate-alerts.ts';
export { durationText, measureText } from './alerts/measure-text.ts';
export { sendNotices, type NoticeWays } from './alerts/notices.ts';
export {
  acknowledgeAlert,
  assignAlert,
  listAlerts,
  resolveAlert,
  showAlert,
  type AlertWithNotices,
} from './use-cases/alerts.ts';
export {
  addSilence,
  endSilence,
  listAlertRules,
  listSilences,
  resetAlertRule,
  setAlertRule,
  type RuleChange,
  type ShownRule,
} from './use-cases/alert-rules.ts';
export { readClusterNodes } from './cluster/cluster-nodes.ts';
export { writeClusterExample } from './cluster/write-cluster-example.ts';
export { measureSizes } from './capacity/measure-sizes.ts';
export { readDisk } from './capacity/disk.ts';
export type { TableGrowth } from './capacity/growth.ts';
export type { Disk } from './capacity/projection.ts';
export { readCapacity, type Capacity } from './use-cases/capacity.ts';
export {
  countForSomebody,
  figures,
  reportPeriods,
  words,
  type DescribedSection,
  type OperationsReport,
  type ReportPeriod,
} from './reports/report.ts';
export { makeDueReports, mailReports, type ReportTools } from './reports/make-reports.ts';
export { platformSections } from './reports/platform-sections.ts';
export { responseSection } from './reports/response-section.ts';
export { listReports, showReport } from './use-cases/reports.ts';
export { keepJobs } from './jobs/keep-jobs.ts';
export type { JobSurroundings, Work, WorkByJob, WorkReport } from './jobs/job.ts';
export { runStates, type Run } from './jobs/run-record.ts';
export type { Schedule } from './jobs/schedule.ts';
export { cancelRun, listRuns, requestRun, runAgain, showRun } from './use-cases/runs.ts';
export {
  listSchedules,
  resetSchedule,
  setSchedule,
  type ScheduleChange,
  type ScheduledJob,
} from './use-cases/schedules.ts';
export { readLogs, type LogAnswer } from './use-cases/logs.ts';
export { listSlowStatements, listTopStatements } from './use-cases/statements.ts';
export { noticeSlowStatements, type SlowStatement } from './statements/slow-statements.ts';
export { startStatistics, type StatisticsState } from './statements/statistics.ts';
export type { CountedStatement } from './statements/top-statements.ts';
export { keepPartitions, maintain, type Upkeep } from './upkeep/maintain.ts';
export { maintainDatabase } from './use-cases/maintain.ts';

export { newestBackup, readLogState, type LogState } from './backup/read-backups.ts';
export { noteErasure } from './backup/erasure-notes.ts';
export { settleErasures } from './use-cases/settle-erasures.ts';
export { keepBackups, type BackupPlan } from './keep-backups.ts';
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

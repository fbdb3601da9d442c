export { newestBackup } from './backup/read-backups.ts';
export {
  listBackups,
  makeBackup,
  proveBackup,
  restoreBackup,
  type BackupPlace,
} from './use-cases/backups.ts';

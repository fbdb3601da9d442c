export {
  attempting,
  sentAgain,
  statementsBy,
  takenUpAgain,
  usualAttempts,
  type Connection,
  type Queryable,
  type SqlValue,
  type TransactionOptions,
} from './connection.ts';
export type { Database, PoolState } from './database.ts';
export { eachForItself, type Each } from './each-for-itself.ts';
export { listenTo } from './listen.ts';
export type { SqlStatement } from './one-trip.ts';
export { openDatabase, type OpenOptions } from './open-database.ts';
export { takeBaseBackup } from './replication/base-backup.ts';
export {
  positionText,
  readPosition,
  readSegmentName,
  segmentName,
  segmentStart,
  usualSegmentBytes,
  type LogPosition,
} from './replication/log-position.ts';
export { prepareLog, streamLog, type LogPiece, type LogSource } from './replication/log-stream.ts';
export {
  discardScratch,
  forgetRecovery,
  placeWrittenCluster,
  recoverToTheEnd,
  removePlaced,
  type ClusterWriter,
  type WrittenFile,
} from './embedded/place-cluster.ts';
export { mostLagMilliseconds } from './servers/log-samples.ts';
export { openStandbys, type NearStandby, type Standbys } from './servers/standbys.ts';
export { inspectEmbedded } from './embedded/shared-server.ts';
export { databaseRefusal } from './database-refusal.ts';
export { hasState, isAway, isLost, refusedRule, sqlstate, stateOf } from './sqlstate.ts';
export { refreshStatistics } from './refresh-statistics.ts';
export { keepOrTry } from './trial.ts';
export { within } from './within.ts';
export { isMigrated, migrateDown, migrateUp, migrationStatus } from './migrations/migrate.ts';
export { countRows, rowsOfTables, watchEffects, type StepEffect } from './migrations/step-effects.ts';
export { findDrift, findSchemaDifferences, type Drift } from './drift.ts';
export { dumpSchema } from './schema-dump.ts';

export type { Connection, Queryable, SqlValue, TransactionOptions } from './connection.ts';
export type { LockAttempt } from './advisory-lock.ts';
export type { Database } from './database.ts';
export { openDatabase, type OpenOptions } from './open-database.ts';
export { inspectEmbedded, type EmbeddedState } from './embedded/shared-server.ts';
export { constraintOf, hasState, sqlstate, stateOf, type SqlState } from './sqlstate.ts';
export {
  isMigrated,
  migrateDown,
  migrateUp,
  migrationStatus,
  remakeDefinitions,
  type MigrateOptions,
  type MigrationRun,
  type MigrationState,
} from './migrations/migrate.ts';
export { dumpSchema } from './schema-dump.ts';

import { refusal } from '../../../kernel/errors.ts';
import { inTransaction, type Connection } from '../connection.ts';
import type { Database } from '../database.ts';
import { areDefinitionsCurrent, dropDefinitions, remake } from './definitions.ts';
import { refusingLoss } from './destroyed-data.ts';
import { MIGRATIONS, readMigrations, type MigrationFile } from './migration-files.ts';
import { hasState, sqlstate } from '../sqlstate.ts';
import { scriptFailure, sqlBeside } from './sql-files.ts';
import type { StepWatch } from './step-effects.ts';

/** Where to read from and how far to go; the defaults are the product's own folders and all the way. */
export interface MigrateOptions {
  /** Folder of the migrations. */
  readonly directory?: string;
  /** Folder above the stage folders with the definitions. */
  readonly definitions?: string;
  /** The migration to stop at; 0 is the empty database. `down` without it undoes one. */
  readonly to?: number;
  /** How long a step waits for a table that others hold; half a minute unless given. */
  readonly wait?: string;
  /** Told of each step, and of waiting for another process that migrates. */
  readonly report?: (message: string) => void;
  /** Sees each step up from within its transaction. */
  readonly watch?: StepWatch;
}

/** What a run did: the files it applied or undid, in the order it did, and whether the definitions were remade. */
export interface MigrationRun {
  readonly steps: readonly string[];
  readonly at: number;
  readonly remadeDefinitions: boolean;
}

/** One line of `daybook migrate status`. */
export interface MigrationState {
  readonly number: number;
  readonly name: string;
  /** `edited`: the file changed since it was applied; `unknown`: applied, but this version has no such file. */
  readonly state: 'applied' | 'pending' | 'edited' | 'unknown';
  /** Instant in UTC, null for a pending one. */
  readonly appliedAt: string | null;
}

interface AppliedMigration {
  readonly number: number;
  readonly name: string;
  readonly up_sha256: string;
  readonly applied_at: string;
}

const LOCK = 'daybook migrate';

/** A step that waits for a reader holds up everybody who comes after it. */
const WAIT = '30s';

/**
 * Applies what is pending and remakes the definitions if they changed: on a database that is in use all of it in one
 * transaction, so that servers which work on it meet what was before or what is after, and wait in between; on an empty
 * one each migration by itself. Safe to run from several processes at once. Throws the DATABASE_MIGRATION_ and
 * DATABASE_DEFINITION_ refusals and `DATABASE_NEWER_THAN_CODE` and `DATABASE_OWNER_LACKS_RIGHTS`.
 */
export async function migrateUp(database: Database, options: MigrateOptions = {}): Promise<MigrationRun> {
  return underLock(database, options, async (connection, files, applied) => {
    const target = checkedTarget(options.to ?? files.length, files);
    const pending = files.slice(applied, target);
    if (pending.length > 0) await requireOwnerRights(connection);
    const at = Math.max(applied, target);
    const isNewest = at === files.length;
    const apply = async (within: Within): Promise<boolean> => {
      for (const file of pending) {
        options.report?.(`Applying ${file.file}`);
        await within((transaction) => step(transaction, file, 'up', options.watch));
      }
      await connection.execute(sqlBeside('match-row-security.sql'));
      return isNewest && (await within((transaction) => remake(transaction, options.definitions)));
    };
    const remade =
      applied === 0
        ? await apply((work) => inTransaction(connection, work))
        : await inTransaction(connection, (transaction) => apply((work) => work(transaction)));
    if (remade) options.report?.('Rebuilt the functions, views and policies.');
    return { steps: pending.map(({ file }) => file), at, remadeDefinitions: remade };
  });
}

/** Runs a part of the work in a transaction. */
type Within = <T>(work: (transaction: Connection) => Promise<T>) => Promise<T>;

/**
 * Undoes migrations down to `to` (default: the last one), newest first. The definitions are gone until the next up.
 * Unless `destroysData` says that rows may go, all of it is one transaction, and `DATABASE_DOWN_DESTROYS` names what
 * would be lost and undoes nothing.
 */
export async function migrateDown(
  database: Database,
  options: MigrateOptions & { readonly destroysData?: boolean } = {},
): Promise<MigrationRun> {
  return underLock(database, options, async (connection, files, applied) => {
    const target = checkedTarget(options.to ?? Math.max(applied - 1, 0), files);
    const undone = files.slice(target, applied).reverse();
    if (options.destroysData === true)
      for (const file of undone) {
        options.report?.(`Undoing ${file.file}`);
        await inTransaction(connection, (transaction) => step(transaction, file, 'down'));
      }
    else
      await inTransaction(connection, (transaction) =>
        refusingLoss(transaction, async () => {
          for (const file of undone) await step(transaction, file, 'down');
        }),
      );
    return { steps: undone.map(({ file }) => file), at: Math.min(applied, target), remadeDefinitions: false };
  });
}

/** Every migration that is applied or known, in order. Changes nothing and refuses nothing. */
export async function migrationStatus(
  database: Database,
  options: Pick<MigrateOptions, 'directory'> = {},
): Promise<MigrationState[]> {
  const files = await readMigrations(options.directory);
  const applied = await database.withConnection(readApplied);
  const numbers = Math.max(files.length, applied.length);
  return Array.from({ length: numbers }, (_, at) => stateOf(files[at], applied[at], at + 1));
}

/** Whether the database is what this version of the code expects: nothing pending, definitions as in the files. */
export async function isMigrated(database: Database, options: MigrateOptions = {}): Promise<boolean> {
  const states = await migrationStatus(database, options);
  if (states.some(({ state }) => state !== 'applied')) return false;
  return database.withConnection(
    async (connection) =>
      (await hasBookkeeping(connection)) && areDefinitionsCurrent(connection, options.definitions),
  );
}

async function underLock<T>(
  database: Database,
  options: MigrateOptions,
  work: (connection: Connection, files: readonly MigrationFile[], applied: number) => Promise<T>,
): Promise<T> {
  const files = await readMigrations(options.directory);
  const locked = async (connection: Connection): Promise<T> => {
    await connection.execute(sqlBeside('bookkeeping.sql'));
    const applied = await readApplied(connection);
    checkHistory(applied, files);
    await connection.query(`select set_config('lock_timeout', $1, false)`, [options.wait ?? WAIT]);
    try {
      return await work(connection, files, applied.length);
    } catch (error) {
      throw hasState(error, sqlstate.lockNotAvailable) ? refusal('DATABASE_TABLE_BUSY') : error;
    } finally {
      await connection.execute('reset lock_timeout').catch(() => undefined);
    }
  };
  return database.withAdvisoryLock(LOCK, locked, options.report);
}

/** Rights become roles of the server. */
async function requireOwnerRights(connection: Connection): Promise<void> {
  const [owner] = await connection.query<{ user: string; isFit: boolean }>(
    `select rolname as "user", rolsuper or rolcreaterole as "isFit"
     from pg_roles where rolname = current_user`,
  );
  if (owner?.isFit !== true) throw refusal('DATABASE_OWNER_LACKS_RIGHTS', { user: owner?.user ?? '' });
}

async function step(
  transaction: Connection,
  migration: MigrationFile,
  direction: 'up' | 'down',
  watch?: StepWatch,
): Promise<void> {
  const script = migration[direction];
  // A view would forbid changing the column types below it.
  await dropDefinitions(transaction);
  await watch?.begin(transaction);
  const begun = performance.now();
  try {
    await transaction.execute(script);
  } catch (error) {
    const failure = scriptFailure(error, script);
    if (failure === null) throw error;
    const file = direction === 'up' ? migration.file : migration.file.replace(/\.sql$/, '.down.sql');
    throw refusal('DATABASE_MIGRATION_FAILED', { file, ...failure });
  }
  // What waits for the end of the transaction would be in the way of the next step.
  await transaction.execute('set constraints all immediate');
  await watch?.end(transaction, migration);
  // Earlier migrations force row security on everybody, and what follows writes as the owner.
  await transaction.execute(sqlBeside('match-row-security.sql'));
  await (direction === 'up'
    ? recordUp(transaction, migration, performance.now() - begun)
    : recordDown(transaction, migration));
}

async function recordUp(
  transaction: Connection,
  migration: MigrationFile,
  milliseconds: number,
): Promise<void> {
  await transaction.execute(
    `insert into platform.migration (number, name, up_sha256, down_sha256, seconds)
     values ($1, $2, $3, $4, $5::numeric / 1000)`,
    [
      ...[migration.number, migration.name, migration.upSha256, migration.downSha256],
      Math.round(milliseconds),
    ],
  );
}

async function recordDown(transaction: Connection, migration: MigrationFile): Promise<void> {
  await transaction.execute('delete from platform.migration where number = $1', [migration.number]);
}

async function hasBookkeeping(connection: Connection): Promise<boolean> {
  const rows = await connection.query<{ found: boolean }>(
    "select to_regclass('platform.migration') is not null as found",
  );
  return rows[0]?.found === true;
}

async function readApplied(connection: Connection): Promise<AppliedMigration[]> {
  if (!(await hasBookkeeping(connection))) return [];
  return connection.query<AppliedMigration>(
    'select number, name, up_sha256, applied_at from platform.migration order by number',
  );
}

function checkHistory(applied: readonly AppliedMigration[], files: readonly MigrationFile[]): void {
  if (applied.length > files.length) {
    throw refusal('DATABASE_NEWER_THAN_CODE', { applied: applied.length, newest: files.length });
  }
  const edited = applied.findIndex((migration, at) => isEdited(files[at], migration));
  if (edited === -1) return;
  throw refusal('DATABASE_MIGRATION_EDITED', { file: files[edited]?.file ?? MIGRATIONS });
}

/** What was applied is history; a way back that was never taken may be put right. */
function isEdited(file: MigrationFile | undefined, applied: AppliedMigration): boolean {
  return file?.upSha256 !== applied.up_sha256;
}

function checkedTarget(target: number, files: readonly MigrationFile[]): number {
  if (Number.isInteger(target) && target >= 0 && target <= files.length) return target;
  throw refusal('DATABASE_MIGRATION_UNKNOWN', { number: target, newest: files.length });
}

function stateOf(
  file: MigrationFile | undefined,
  applied: AppliedMigration | undefined,
  number: number,
): MigrationState {
  const name = file?.name ?? applied?.name ?? '';
  if (applied === undefined) return { number, name, state: 'pending', appliedAt: null };
  const appliedAt = applied.applied_at;
  if (file === undefined) return { number, name, state: 'unknown', appliedAt };
  return { number, name, state: isEdited(file, applied) ? 'edited' : 'applied', appliedAt };
}

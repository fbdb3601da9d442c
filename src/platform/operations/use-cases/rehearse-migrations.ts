import { inGroups } from '../../../kernel/decimal.ts';
import {
  countRows,
  findSchemaDifferences,
  migrateUp,
  migrationStatus,
  rowsOfTables,
  watchEffects,
  type Database,
  type StepEffect,
} from '../../database/index.ts';
import { readBackupKeys } from '../backup/backup-key.ts';
import { storedBackup } from '../backup/store.ts';
import { folderLocation } from '../locations/folder-location.ts';
import { inEmptyCopy, inRestoredCopy, type ScratchPlace } from '../restore/scratch-copy.ts';
import { alone, type BackupPlace } from './backups.ts';

/** Rows of a table above which reading or writing all of it keeps people waiting. */
const manyRows = 100_000;

/** A pending migration, and whether it can be applied while people work. */
export interface CheckedMigration {
  readonly number: number;
  readonly name: string;
  /**
   * `safe`; `slow`: it reads or writes all of a large table, which is closed meanwhile; `breaking`: servers of the
   * version before fail on what it leaves.
   */
  readonly verdict: 'safe' | 'slow' | 'breaking';
  /** One sentence for each reason. */
  readonly reasons: readonly string[];
}

/** What a rehearsal on a copy of the database showed. */
export interface Rehearsal {
  /** The backup that was restored, with the log behind it. */
  readonly label: string;
  readonly steps: readonly StepEffect[];
  /** Milliseconds in which functions, views, policies and rights were made anew, and of everything. */
  readonly definitionsMilliseconds: number;
  readonly totalMilliseconds: number;
  /** Tables that hold fewer rows than before, with both counts. */
  readonly lostRows: readonly { readonly table: string; readonly before: string; readonly after: string }[];
  /** What the schema says otherwise than this version of the code, see `findDrift`. */
  readonly differences: readonly string[];
}

/**
 * Which pending migrations can be applied while people work: they are applied to an empty database beside this one, and
 * what they touch is held against the rows that the tables hold here. Changes nothing. Works as the owner.
 */
export async function checkMigrations(running: Database, place: ScratchPlace): Promise<CheckedMigration[]> {
  const states = await migrationStatus(running);
  const applied = states.filter(({ state }) => state === 'applied').length;
  if (applied === states.length) return [];
  const rows = await rowsOfTables(running);
  const effects = await alone(running, () =>
    inEmptyCopy(place, async (copy) => {
      if (applied > 0) await migrateUp(copy, { to: applied });
      return effectsOfPending(copy);
    }),
  );
  return effects.steps.map((effect) => judged(effect, rows));
}

/**
 * Applies the pending migrations to the newest backup, or that of a label, restored beside the database with the log
 * behind it, and removes the copy. Refuses with BACKUP_RUNS, as `storedBackup`, `readBackupKeys` and `inRestoredCopy`
 * do, and as `migrateUp` would. Works as the owner.
 */
export async function rehearseMigrations(
  running: Database,
  { folder, keyFile, label, ...place }: BackupPlace & ScratchPlace & { readonly label: string | undefined },
): Promise<Rehearsal> {
  return alone(running, async () => {
    const store = folderLocation(folder);
    const backup = await storedBackup(store, label);
    const keys = await readBackupKeys(keyFile);
    return inRestoredCopy({ ...place, backup, store, keys }, async (copy) => {
      const before = await countRows(copy);
      const begun = performance.now();
      const effects = await effectsOfPending(copy);
      const totalMilliseconds = Math.round(performance.now() - begun);
      const after = await countRows(copy);
      return {
        label: backup.label,
        ...effects,
        totalMilliseconds,
        lostRows: [...before]
          .map(([table, rows]) => ({ table, before: rows, after: after.get(table) ?? '0' }))
          .filter((each) => BigInt(each.after) < BigInt(each.before)),
        differences: await findSchemaDifferences(copy),
      };
    });
  });
}

async function effectsOfPending(
  copy: Database,
): Promise<Pick<Rehearsal, 'steps' | 'definitionsMilliseconds'>> {
  const watch = watchEffects();
  const begun = performance.now();
  await migrateUp(copy, { watch });
  const ofSteps = watch.effects.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  return {
    steps: watch.effects,
    definitionsMilliseconds: Math.round(performance.now() - begun) - ofSteps,
  };
}

function judged(effect: StepEffect, rows: ReadonlyMap<string, number>): CheckedMigration {
  const { number, name, rewritten, scanned, breaks } = effect;
  const large = (tables: readonly string[], what: string): string[] =>
    tables.flatMap((table) => {
      const held = rows.get(table) ?? 0;
      return held < manyRows ? [] : [`${what} all of ${table}, about ${inGroups(String(held))} rows`];
    });
  const slow = [
    ...large(rewritten, 'writes'),
    ...large(
      scanned.filter((table) => !rewritten.includes(table)),
      'reads',
    ),
  ];
  const verdict = breaks.length > 0 ? 'breaking' : slow.length > 0 ? 'slow' : 'safe';
  return { number, name, verdict, reasons: [...breaks, ...slow] };
}

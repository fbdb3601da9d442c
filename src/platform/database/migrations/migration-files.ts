import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { refusal } from '../../../kernel/errors.ts';
import { projectPath, sha256, shownPath } from './sql-files.ts';

/** One step of the database's history: how to take it and how to undo it. */
export interface MigrationFile {
  readonly number: number;
  readonly name: string;
  /** Path of the up file, as shown to people; the down file ends in `.down.sql`. */
  readonly file: string;
  readonly up: string;
  readonly down: string;
  readonly upSha256: string;
  readonly downSha256: string;
}

/** Where the product's own migrations lie. */
export const MIGRATIONS = projectPath('../../../../db/migrations');

const NAME = /^(\d{4})_([a-z0-9_]+?)(\.down)?\.sql$/;

let own: Promise<readonly MigrationFile[]> | undefined;

/**
 * The migrations of a folder, in order; unless it is said otherwise the product's own, which belong to the code that
 * runs and are read once. Throws `DATABASE_MIGRATION_SEQUENCE` unless they run 1, 2, 3 … without a gap or a double,
 * each with its `.down.sql`.
 */
export function readMigrations(directory?: string): Promise<readonly MigrationFile[]> {
  return directory === undefined ? (own ??= migrationsIn(MIGRATIONS)) : migrationsIn(directory);
}

async function migrationsIn(directory: string): Promise<readonly MigrationFile[]> {
  const names = (await readdir(directory)).filter((name) => name.endsWith('.sql')).sort();
  const misnamed = names.find((name) => !NAME.test(name));
  if (misnamed !== undefined)
    throw outOfLine(directory, `${misnamed} is not named like 0001_what_it_does.sql`);
  const ups = names.filter((name) => !name.endsWith('.down.sql'));
  const lonely = names.find((name) => name.endsWith('.down.sql') && !ups.includes(upNameOf(name)));
  if (lonely !== undefined) throw outOfLine(directory, `${lonely} undoes a migration that does not exist`);
  return Promise.all(
    ups.map((name, at) => {
      if (numberOf(name) !== at + 1) throw outOfLine(directory, `${name} is where ${padded(at + 1)} belongs`);
      if (!names.includes(downNameOf(name))) throw outOfLine(directory, `${downNameOf(name)} is missing`);
      return readMigration(directory, name);
    }),
  );
}

async function readMigration(directory: string, fileName: string): Promise<MigrationFile> {
  const up = await readFile(join(directory, fileName), 'utf8');
  const down = await readFile(join(directory, downNameOf(fileName)), 'utf8');
  return {
    number: numberOf(fileName),
    name: NAME.exec(fileName)?.[2] ?? '',
    file: shownPath(join(directory, fileName)),
    up,
    down,
    upSha256: sha256(up),
    downSha256: sha256(down),
  };
}

function outOfLine(directory: string, problem: string): Error {
  return refusal('DATABASE_MIGRATION_SEQUENCE', { directory: shownPath(directory), problem });
}

function numberOf(fileName: string): number {
  return Number.parseInt(fileName.slice(0, 4), 10);
}

function padded(number: number): string {
  return String(number).padStart(4, '0');
}

function downNameOf(upName: string): string {
  return upName.replace(/\.sql$/, '.down.sql');
}

function upNameOf(downName: string): string {
  return downName.replace(/\.down\.sql$/, '.sql');
}

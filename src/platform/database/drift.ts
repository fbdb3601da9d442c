import { readFile } from 'node:fs/promises';
import type { Connection, Queryable } from './connection.ts';
import type { Database } from './database.ts';
import { projectPath } from './migrations/sql-files.ts';
import { dumpSchema } from './schema-dump.ts';
import { hasState, sqlstate } from './sqlstate.ts';

/** What the catalogue says otherwise than the migrations and definitions. */
export interface Drift {
  /** One line for each: what is there and should not be, or is missing, with the object it belongs to. */
  readonly differences: readonly string[];
  /** Whether the grants and policies of the matrix were compared too; not while others held their tables. */
  readonly isComplete: boolean;
}

/** The schema as migrations and definitions make it; `npm run db:dump` writes it. */
const EXPECTED = projectPath('../../../../db/schema.sql');

/** Longest wait for the tables whose rights are compared. */
const WAIT = '3s';

/**
 * Compares the catalogue of a migrated database with what this version of the code makes of it: tables, columns,
 * constraints, indexes, triggers, views, functions, comments, and the grants and policies that stand in files. Grants
 * and policies that the matrix makes are rebuilt in a transaction that is rolled back, and compared with what was
 * there; what they follow from, the roles and objects, is compared with what was delivered. Ask as the owner.
 */
export async function findDrift(database: Database): Promise<Drift> {
  const isOfMatrix = await matrixLines(database);
  const rights = (text: string): Map<string, string> => linesWhere(text, isOfMatrix);
  const now = await dumped(database);
  const differences = await schemaDifferences(database, now, isOfMatrix);
  const remade = await afterApplyingRights(database);
  if (remade !== null && remade !== now) differences.push(...difference(rights(remade), rights(now)));
  differences.push(...(await undeliveredLines(database)));
  return { differences, isComplete: remade !== null };
}

/** Roles, objects and their tables that differ from what the definitions delivered: only a version changes these. */
async function undeliveredLines(database: Queryable): Promise<string[]> {
  const lines = await database.query<{ difference: string }>(
    'select difference from security.undelivered_lines()',
  );
  return lines.map((line) => line.difference);
}

/** The first half of `findDrift`: what does not follow from the matrix. Ask as the owner. */
export async function findSchemaDifferences(database: Queryable): Promise<string[]> {
  return schemaDifferences(database, await dumped(database), await matrixLines(database));
}

/** The dump of now. A rule that older rows break is told by doctor with its rows; it is there all the same. */
async function dumped(database: Queryable): Promise<string> {
  return (await dumpSchema(database)).replaceAll(' NOT VALID', '');
}

type IsOfMatrix = (line: string) => boolean;

async function schemaDifferences(
  database: Queryable,
  now: string,
  isOfMatrix: IsOfMatrix,
): Promise<string[]> {
  const lines = (text: string): Map<string, string> => linesWhere(text, (line) => !isOfMatrix(line));
  const forced = await readFile(EXPECTED, 'utf8');
  const expected = (await isBoundOwner(database)) ? unforced(forced) : forced;
  // As a rule nothing differs, and to take two dumps apart takes longer than to make one.
  return expected === now ? [] : difference(lines(expected), lines(now));
}

/** Which lines of a dump are grants and policies that the matrix makes. */
async function matrixLines(database: Queryable): Promise<IsOfMatrix> {
  const roles = await matrixRoles(database);
  return (line) =>
    /^create policy \S+_(everywhere|by_site|by_self) /i.test(line) ||
    (line.startsWith('grant ') && roles.has(line.replace(/^.* to (\S+);$/s, '$1')));
}

function linesWhere(text: string, isWanted: IsOfMatrix): Map<string, string> {
  return new Map(
    [...placed(text)].filter(([, { line }]) => isWanted(line)).map(([key, { line }]) => [key, line]),
  );
}

/** Whether row security would bind the owner of the tables, and is therefore not forced there (decision 0043). */
async function isBoundOwner(database: Queryable): Promise<boolean> {
  const [owner] = await database.query<{ isBound: boolean }>(
    'select not (rolsuper or rolbypassrls) as "isBound" from pg_roles where rolname = current_user',
  );
  return owner?.isBound === true;
}

/** The dump without forced row security, but for the tables of the trail, which have an owner of their own. */
function unforced(dump: string): string {
  return dump.replaceAll(/^alter table (?!audit\.)\S+ force row level security;$/gm, '');
}

async function matrixRoles(database: Queryable): Promise<ReadonlySet<string>> {
  const roles = await database.query<{ name: string }>(
    'select database_role::text as name from security.role',
  );
  return new Set(roles.map(({ name }) => name));
}

/** Lines of a dump with the object that they stand in; a line that stands in an object twice is one. */
function placed(text: string): Map<string, { readonly line: string }> {
  const linesByKey = new Map<string, { line: string }>();
  let object = '';
  for (const line of text.split('\n')) {
    if (/^(create|alter|comment|grant|revoke) /i.test(line)) object = line.slice(0, 120);
    if (line.trim() !== '' && !line.startsWith('--')) linesByKey.set(`${object} ${line}`, { line });
  }
  return linesByKey;
}

function difference(expected: ReadonlyMap<string, string>, now: ReadonlyMap<string, string>): string[] {
  const worded = (key: string, line: string): string =>
    key === `${line.slice(0, 120)} ${line}`
      ? line
      : `${line.trim()} (${key.slice(0, key.length - line.length).trim()})`;
  const more = [...now]
    .filter(([key]) => !expected.has(key))
    .map(([key, line]) => `not ours: ${worded(key, line)}`);
  const less = [...expected]
    .filter(([key]) => !now.has(key))
    .map(([key, line]) => `missing: ${worded(key, line)}`);
  return [...more, ...less];
}

/** The dump with the rights of the matrix rebuilt, null while someone holds a table; nothing of it stays. */
async function afterApplyingRights(database: Database): Promise<string | null> {
  let dump: string | null = null;
  const undone = new Error('undone on purpose');
  try {
    await database.transaction(async (transaction: Connection) => {
      await transaction.execute(`set local lock_timeout = '${WAIT}'`);
      await transaction.query('select security.lock_relations()');
      await transaction.query('select security.apply_rights()');
      dump = await dumpSchema(transaction);
      throw undone;
    });
  } catch (error) {
    // Somebody works on the tables: what the matrix makes of them is compared another time.
    const isBusy = hasState(error, sqlstate.lockNotAvailable) || hasState(error, sqlstate.deadlockDetected);
    if (error !== undone && !isBusy) throw error;
  }
  return dump;
}

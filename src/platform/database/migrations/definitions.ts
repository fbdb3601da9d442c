import { refusal } from '../../../kernel/errors.ts';
import type { Connection } from '../connection.ts';
import { hasState, sqlstate } from '../sqlstate.ts';
import { OWN_SCHEMAS, readDefinitions, type DefinitionFile } from './definition-files.ts';
import { scriptFailure, sha256, sqlBeside } from './sql-files.ts';

interface CreatedObject {
  readonly oid: string;
  readonly kind: string;
  readonly identity: string;
}

/** Kinds that hold rows: dropping and remaking them would lose data. */
const KEEPS_DATA = ['table', 'partitioned table', 'foreign table', 'sequence'];

/** A file that begins so makes tables that follow from others: they are left where they are, and it knows them. */
const MAKES_TABLES = '--! makes tables';

/** What a file meets that comes before the one it needs. */
const MISSES_SOMETHING = [sqlstate.undefinedTable, sqlstate.undefinedFunction, sqlstate.undefinedObject];

/** Rights are given on everything that the other files made, however many rounds these took. */
const comesLast = ({ path }: DefinitionFile): boolean => path.endsWith('/rights.sql');

/** Whether the database holds the definition files as they are now. */
export async function areDefinitionsCurrent(connection: Connection, root?: string): Promise<boolean> {
  return (await recordedHash(connection)) === hashOf(await readDefinitions(root));
}

/**
 * Remakes every function, view and policy when the files differ from what the database holds; true when it did.
 * Runs in the caller's transaction, so others see the old set until the new one is whole.
 * Throws `DATABASE_DEFINITION_FAILED`, `_IN_USE` or `_KEEPS_DATA`.
 */
export async function remake(transaction: Connection, root?: string): Promise<boolean> {
  const files = await readDefinitions(root);
  const hash = hashOf(files);
  if ((await recordedHash(transaction)) === hash) return false;
  await dropDefinitions(transaction);

  const seen = new Set((await objectsBeside(transaction, new Set())).map(({ oid }) => oid));
  for (const group of [files.filter((file) => !comesLast(file)), files.filter(comesLast)])
    for (let waiting = group; waiting.length > 0;) waiting = await runRound(transaction, waiting, seen);
  await transaction.execute('insert into platform.definition_set (is_current, sha256) values (true, $1)', [
    hash,
  ]);
  return true;
}

/** Drops what the definition files made. Throws `DATABASE_DEFINITION_IN_USE` when something else stands on it. */
export async function dropDefinitions(transaction: Connection): Promise<void> {
  try {
    await transaction.execute(sqlBeside('drop-definitions.sql'));
  } catch (error) {
    if (!hasState(error, sqlstate.dependentObjectsStillExist)) throw error;
    throw refusal('DATABASE_DEFINITION_IN_USE', { cause: scriptFailure(error, '')?.cause ?? '' });
  }
}

/**
 * Runs the files in order and returns those that need one further on: they are tried again after it. When a round
 * helps none of them, what the first one misses is missing altogether.
 */
async function runRound(
  transaction: Connection,
  files: readonly DefinitionFile[],
  seen: Set<string>,
): Promise<DefinitionFile[]> {
  const early: { file: DefinitionFile; error: unknown }[] = [];
  for (const file of files) {
    await transaction.execute('savepoint definition');
    try {
      await transaction.execute(file.text);
      await recordNew(transaction, file, seen);
    } catch (error) {
      if (!MISSES_SOMETHING.some((state) => hasState(error, state))) throw asRefusal(error, file);
      await transaction.execute('rollback to savepoint definition');
      early.push({ file, error });
    }
  }
  const [first] = early;
  if (first !== undefined && early.length === files.length) throw asRefusal(first.error, first.file);
  return early.map(({ file }) => file);
}

async function recordNew(transaction: Connection, file: DefinitionFile, seen: Set<string>): Promise<void> {
  for (const object of await objectsBeside(transaction, seen)) {
    seen.add(object.oid);
    if (KEEPS_DATA.includes(object.kind)) {
      if (file.text.startsWith(MAKES_TABLES)) continue;
      throw refusal('DATABASE_DEFINITION_KEEPS_DATA', {
        object: `${object.kind} ${object.identity} (${file.path})`,
      });
    }
    await transaction.execute(
      'insert into platform.definition_object (made_order, kind, identity, file) values ($1, $2, $3, $4)',
      [seen.size, object.kind, object.identity, file.path],
    );
  }
}

function asRefusal(error: unknown, file: DefinitionFile): unknown {
  const failure = scriptFailure(error, file.text);
  return failure === null
    ? error
    : refusal('DATABASE_DEFINITION_FAILED', { file: `src/${file.path}`, ...failure });
}

/** Objects that were not seen before: naming all of them after every file took most of the time of a migration. */
async function objectsBeside(transaction: Connection, seen: ReadonlySet<string>): Promise<CreatedObject[]> {
  return transaction.query<CreatedObject>(sqlBeside('definition-objects.sql'), [OWN_SCHEMAS, [...seen]]);
}

async function recordedHash(connection: Connection): Promise<string | null> {
  const rows = await connection.query<{ sha256: string }>('select sha256 from platform.definition_set');
  return rows[0]?.sha256 ?? null;
}

function hashOf(files: readonly DefinitionFile[]): string {
  return sha256(files.map(({ path, text }) => `${path}\0${text}\0`).join(''));
}

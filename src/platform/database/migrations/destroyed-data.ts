import { refusal } from '../../../kernel/errors.ts';
import type { Connection } from '../connection.ts';
import { OWN_SCHEMAS } from './definition-files.ts';
import { sqlBeside } from './sql-files.ts';

/** A table that holds rows, with its columns. */
interface FilledTable {
  readonly name: string;
  /** Rows, as far as the statistics of the server know them; null when they know nothing. */
  readonly about: string | null;
  readonly columns: readonly string[];
}

/** Tables that one refusal names. */
const namedMost = 12;

/** What migrations themselves write: their bookkeeping, rights, classes and lists that come back with the way up. */
const MADE_BY_MIGRATIONS = new RegExp(
  '^(platform\\.(migration|definition)|' +
    'security\\.(privilege|object|role|job_profile_role|delivered_line|duty_|table_|personal_|ret))',
);

/**
 * Runs `work`, which undoes migrations, in the caller's transaction. Throws `DATABASE_DOWN_DESTROYS` with the tables
 * and columns that are gone and held rows, and with the tables that lost rows; rolling back is the caller's.
 */
export async function refusingLoss<T>(transaction: Connection, work: () => Promise<T>): Promise<T> {
  const before = await filledTables(transaction);
  const value = await work();
  const after = new Map((await tablesNow(transaction)).map((table) => [table.name, table]));
  const losses: string[] = [];
  for (const { name, about, columns } of before) {
    if (MADE_BY_MIGRATIONS.test(name)) continue;
    const left = after.get(name);
    const gone = columns.filter((column) => left?.columns.includes(column) === false);
    if (left === undefined) losses.push(about === null ? name : `${name} (about ${about} rows)`);
    else if (gone.length > 0) losses.push(`${name} (${gone.join(', ')})`);
    else if (left.deleted > 0) losses.push(`${name} (${String(left.deleted)} rows)`);
  }
  if (losses.length === 0) return value;
  const more = losses.length - namedMost;
  throw refusal('DATABASE_DOWN_DESTROYS', {
    count: losses.length,
    tables: losses.slice(0, namedMost).join(', ') + (more > 0 ? ` and ${String(more)} more` : ''),
  });
}

async function tablesNow(
  transaction: Connection,
): Promise<(FilledTable & { readonly oid: string; readonly deleted: number })[]> {
  return transaction.query(sqlBeside('tables-now.sql'), [OWN_SCHEMAS]);
}

/** Asking for one row of each costs nothing; counting them would read the whole warehouse. */
async function filledTables(transaction: Connection): Promise<FilledTable[]> {
  const filled = await transaction.query<{ oid: string }>(sqlBeside('filled-tables.sql'), [OWN_SCHEMAS]);
  const holding = new Set(filled.map(({ oid }) => oid));
  return (await tablesNow(transaction)).filter(({ oid }) => holding.has(oid));
}

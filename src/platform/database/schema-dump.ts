import { readFileSync } from 'node:fs';
import type { Queryable } from './connection.ts';
import { OWN_SCHEMAS } from './migrations/definition-files.ts';

const HEADER =
  '-- The schema of the migrated database, written by `npm run db:dump` from the catalogue. Do not edit.';

/**
 * The schemas of ours as text, read from the catalogue in a fixed order: two databases with the same text have the
 * same schemas, types, sequences, tables (columns, constraints, partition keys, storage), indexes, triggers, policies,
 * views, functions, comments and grants. Partitions are left out, because which there are depends on the data.
 */
export async function dumpSchema(database: Queryable): Promise<string> {
  const sql = readFileSync(new URL('schema-dump.sql', import.meta.url), 'utf8');
  const parts = await database.query<{ text: string }>(sql, [OWN_SCHEMAS]);
  return `${[HEADER, ...parts.map(({ text }) => text)].join('\n')}\n`;
}

import type { Queryable } from './connection.ts';

/**
 * Refreshes the statistics of partitioned tables of some schemas as wholes: the server's own upkeep does so for their
 * partitions only, so that plans across partitions would be made blindly. Names of the tables.
 */
export async function refreshStatistics(database: Queryable, schemas: readonly string[]): Promise<string[]> {
  const tables = await database.query<{ name: string }>(
    `select format('%I.%I', nspname, relname) as name
     from pg_class join pg_namespace on pg_namespace.oid = relnamespace
     where relkind = 'p' and nspname = any ($1) order by 1`,
    [schemas],
  );
  for (const { name } of tables) await database.execute(`analyze ${name}`);
  return tables.map(({ name }) => name);
}

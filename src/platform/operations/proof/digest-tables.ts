import type { Connection, Queryable } from '../../database/index.ts';

/** How many rows a table has, and a digest of them that does not depend on their order. */
export interface TableDigest {
  readonly name: string;
  readonly rows: string;
  readonly digest: string;
}

/** A relation of a database, by its number and its name. */
export interface Relation {
  readonly oid: string;
  readonly name: string;
}

/** The tables that hold rows, but for those of the server and for what a crash empties. */
export function tablesWithRows(database: Queryable): Promise<Relation[]> {
  return database.query<Relation>(
    `select pg_class.oid::text, format('%I.%I', nspname, relname) as name
     from pg_class join pg_namespace on pg_namespace.oid = relnamespace
     where relkind in ('r', 'm') and relpersistence = 'p' and nspname !~ '^pg_' and nspname <> 'information_schema'
     order by 2`,
  );
}

/**
 * Makes what `digestOf` uses, in a transaction that is undone. Rows that the reader may not see would be missing in a
 * count: then the reading fails instead.
 */
export async function makeDigests(connection: Connection): Promise<void> {
  await connection.query('set local row_security = off');
  await connection.execute(`
    create function pg_temp.digest_of(read regclass, out counted bigint, out digest text) language plpgsql as $$
    begin
      execute format(
        'select count(*), coalesce(sum((''x'' || substr(md5(held::text), 1, 16))::bit(64)::bigint::numeric), 0)::text
         from %s as held', read) into counted, digest;
    end $$`);
}

/** Reads whole tables. */
export async function digestsOf(connection: Connection, tables: readonly Relation[]): Promise<TableDigest[]> {
  return connection.query<TableDigest>(
    `select name, counted::text as rows, digest
     from unnest($1::oid[], $2::text[]) as relation (oid, name)
     cross join lateral pg_temp.digest_of(oid::regclass)`,
    [tables.map(({ oid }) => oid), tables.map(({ name }) => name)],
  );
}

/** What differs between the tables of two states that should be the same. */
export function compareTables(
  tables: readonly TableDigest[],
  { label, tables: recorded }: { readonly label: string; readonly tables: readonly TableDigest[] },
): string[] {
  const byName = new Map(tables.map((table) => [table.name, table]));
  const names = new Set(recorded.map(({ name }) => name));
  const inWords = (table: TableDigest): string[] => {
    const same = byName.get(table.name);
    if (same === undefined) return [`table ${table.name}: is missing, ${label} has it`];
    if (same.rows !== table.rows)
      return [`table ${table.name}: ${same.rows} rows, ${table.rows} were recorded with ${label}`];
    return same.digest === table.digest
      ? []
      : [`table ${table.name}: its rows are not those that were recorded with ${label}`];
  };
  const more = tables.filter(({ name }) => !names.has(name));
  return [
    ...recorded.flatMap(inWords),
    ...more.map(({ name }) => `table ${name}: ${label} does not have it`),
  ];
}

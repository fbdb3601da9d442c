import { hasState, keepOrTry, sqlstate, type Connection, type Database } from '../../database/index.ts';

/** Smaller indexes and tables are read whole before their room matters. */
const leastBytes = 10 * 1024 * 1024;

/** An index or table with the part of it that holds nothing. */
export interface Bloat {
  readonly relation: string;
  readonly kind: 'index' | 'table';
  readonly bytes: number;
  /** Part that holds nothing, 0 to 1; an index that was just built has 0. */
  readonly ratio: number;
}

/**
 * How much of each larger index and table holds nothing, the emptiest first; null where the owner may not look. Read
 * with `pgstattuple`, which comes with PostgreSQL, in a transaction that leaves nothing behind. As the owner.
 */
export async function measureBloat(database: Database): Promise<Bloat[] | null> {
  try {
    return await keepOrTry(database, true, async (transaction) => {
      await makeLook(transaction);
      return transaction.query<Bloat>(
        `select pg_class.oid::regclass::text as relation, case relkind when 'i' then 'index' else 'table' end as kind,
           pg_relation_size(pg_class.oid)::float8 as bytes, pg_temp.empty_part(pg_class.oid, relkind) as ratio
         from pg_class join pg_namespace on pg_namespace.oid = relnamespace
         left join pg_index on indexrelid = pg_class.oid left join pg_am on pg_am.oid = relam
         where (relkind = 'r' or (relkind = 'i' and amname = 'btree' and indisvalid)) and relpersistence = 'p'
           and nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
           and pg_relation_size(pg_class.oid) >= $1
         order by ratio desc, relation`,
        [leastBytes],
      );
    });
  } catch (cause) {
    if (hasState(cause, sqlstate.insufficientPrivilege)) return null;
    throw cause;
  }
}

/** Leaves of a new index are filled to 90 %. */
async function makeLook(transaction: Connection): Promise<void> {
  await transaction.execute(`
    do $$
    begin
      if not exists (select from pg_extension where extname = 'pgstattuple') then
        create schema bloat_look;
        create extension pgstattuple with schema bloat_look;
      end if;
      execute format(
        'create function pg_temp.empty_part(read oid, kind "char") returns float8 language sql as
         ''select case when kind = $c$i$c$
           then (select greatest(0, 1 - nullif(avg_leaf_density, $c$NaN$c$) / 90) from %1$I.pgstatindex(read::regclass))
           else (select (dead_tuple_percent + approx_free_percent) / 100 from %1$I.pgstattuple_approx(read::regclass))
           end''',
        (select nspname from pg_extension join pg_namespace on pg_namespace.oid = extnamespace
         where extname = 'pgstattuple'));
    end $$`);
}

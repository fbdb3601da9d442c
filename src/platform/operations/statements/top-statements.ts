import type { Queryable } from '../../database/index.ts';

/** What a statement took since the server began to count. */
export interface CountedStatement {
  /** Number of the statement, a whole number as text. */
  readonly queryId: string;
  /** Its text, with places for its values. */
  readonly statement: string;
  readonly calls: number;
  readonly rows: number;
  readonly totalMs: number;
  readonly meanMs: number;
  readonly longestMs: number;
  /** Part of the time of all statements, 0 to 1. */
  readonly ratio: number;
}

/** Statements by the time that all of their calls took together, where they are counted. As the owner. */
export function readTopStatements(database: Queryable, limit: number): Promise<CountedStatement[]> {
  return database.query<CountedStatement>(
    `select queryid as "queryId", min(query) as statement, sum(calls)::float8 as calls, sum(rows)::float8 as rows,
       sum(total_exec_time) as "totalMs", sum(total_exec_time) / sum(calls) as "meanMs",
       max(max_exec_time) as "longestMs",
       coalesce(sum(total_exec_time) / nullif(sum(sum(total_exec_time)) over (), 0), 0) as ratio
     from public.pg_stat_statements
     where dbid = (select oid from pg_database where datname = current_database()) and queryid is not null
     group by queryid order by sum(total_exec_time) desc, queryid limit $1`,
    [limit],
  );
}

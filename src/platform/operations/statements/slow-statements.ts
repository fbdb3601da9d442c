import type { Queryable } from '../../database/index.ts';
import { startStatistics } from './statistics.ts';

/** A statement that took longer than the limit. Moments are instants in UTC. */
export interface SlowStatement {
  /** Number of the statement, a whole number as text. */
  readonly queryId: string;
  /** Its text, with places for its values. */
  readonly statement: string;
  readonly longestMs: number;
  /** How many looks found it slow since the look before. */
  readonly timesNoticed: number;
  readonly firstNoticedAt: string;
  readonly lastNoticedAt: string;
  /** Plan for any values. */
  readonly plan: string | null;
  /** Why it has none. */
  readonly planFailure: string | null;
}

/** Most statements that one look takes down: the slowest. */
const mostOfLook = 50;

/**
 * Takes down which statements took longer than a limit since the last look, with their plans, and starts to look anew;
 * how many. None where the server does not count statements. As the owner.
 */
export async function noticeSlowStatements(
  database: Queryable,
  { limitMs, now }: { readonly limitMs: number; readonly now: Date },
): Promise<number> {
  if ((await startStatistics(database)) !== 'on') return 0;
  const slow = await database.query<{ queryId: string; userId: string; databaseId: string }>(
    `select queryid as "queryId", userid::text as "userId", dbid::text as "databaseId"
     from public.pg_stat_statements
     where dbid = (select oid from pg_database where datname = current_database())
       and queryid is not null and query <> '<insufficient privilege>' and max_exec_time >= $1
     order by max_exec_time desc limit $2`,
    [limitMs, mostOfLook],
  );
  for (const { queryId, userId, databaseId } of slow) {
    await database.execute(
      `insert into operations.slow_statement as noticed (query_id, statement, longest_ms, first_noticed_at,
         last_noticed_at, plan, plan_failure)
       select queryid, query, max_exec_time::numeric, $4::timestamptz, $4::timestamptz, plan, failure
       from public.pg_stat_statements join pg_roles on pg_roles.oid = userid
       cross join operations.plan_of(query, rolname)
       where queryid = $1 and userid = $2 and dbid = $3
       order by max_exec_time desc limit 1
       on conflict (query_id) do update set longest_ms = greatest(noticed.longest_ms, excluded.longest_ms),
         times_noticed = noticed.times_noticed + 1, last_noticed_at = excluded.last_noticed_at,
         plan = excluded.plan, plan_failure = excluded.plan_failure`,
      [queryId, userId, databaseId, now],
    );
    await database.query('select public.pg_stat_statements_reset($2, $3, $1, true)', [
      queryId,
      userId,
      databaseId,
    ]);
  }
  return slow.length;
}

/** Statements that were slow, the slowest first. */
export function readSlowStatements(database: Queryable, limit: number): Promise<SlowStatement[]> {
  return database.query<SlowStatement>(
    `select query_id as "queryId", statement, longest_ms::float8 as "longestMs", times_noticed as "timesNoticed",
       audit.instant(first_noticed_at) as "firstNoticedAt", audit.instant(last_noticed_at) as "lastNoticedAt",
       plan, plan_failure as "planFailure"
     from operations.slow_statement order by longest_ms desc, query_id limit $1`,
    [limit],
  );
}

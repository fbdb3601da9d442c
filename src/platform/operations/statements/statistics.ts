import { hasState, sqlstate, type Queryable } from '../../database/index.ts';

/** Whether the server counts statements, and why not: its library is not loaded, or the owner may not make views. */
export type StatisticsState = 'on' | 'not loaded' | 'not made';

/**
 * Has the database count statements (pg_stat_statements): makes the views where the library is loaded and the owner
 * may. Nobody but the owner reads them. As the owner.
 */
export async function startStatistics(database: Queryable): Promise<StatisticsState> {
  const state = await statisticsState(database);
  if (state !== 'not made') return state;
  try {
    await database.execute(
      `create extension if not exists pg_stat_statements schema public;
       revoke all on public.pg_stat_statements, public.pg_stat_statements_info from public;
       revoke all on function public.pg_stat_statements, public.pg_stat_statements_info from public`,
    );
    return 'on';
  } catch (cause) {
    // Only a superuser may make them; on a server of somebody else that is not the owner.
    if (hasState(cause, sqlstate.insufficientPrivilege)) return 'not made';
    throw cause;
  }
}

/** Whether the server counts statements. */
async function statisticsState(database: Queryable): Promise<StatisticsState> {
  const [server] = await database.query<{ isLoaded: boolean; isMade: boolean }>(
    `select 'pg_stat_statements.max' in (select name from pg_settings) as "isLoaded",
       exists (select from pg_extension where extname = 'pg_stat_statements') as "isMade"`,
  );
  if (server?.isLoaded !== true) return 'not loaded';
  return server.isMade ? 'on' : 'not made';
}

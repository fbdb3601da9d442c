import type { Queryable } from '../../platform/database/index.ts';

/**
 * When a feed (null: any feed) last brought data since an instant; null where it did not. Asks as the owner, for what
 * follows loads by itself.
 */
export async function newestLoad(
  database: Queryable,
  feed: string | null,
  since: Date,
): Promise<Date | null> {
  const [newest] = await database.query<{ at: string | null }>(
    `select audit.instant(max(finished_at)) as at from sources.batch
     where ($1::text is null or feed = $1) and state in ('loaded', 'unchanged') and finished_at >= $2`,
    [feed, since],
  );
  const at = newest?.at ?? null;
  return at === null ? null : new Date(at);
}

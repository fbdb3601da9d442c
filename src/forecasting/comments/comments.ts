import { refusal } from '../../kernel/errors.ts';
import { firstDay, lastDay, type Month } from '../../kernel/month.ts';
import type { Queryable } from '../../platform/database/index.ts';
import { storedLines } from '../pnl/rows.ts';

/** A comment on a row of the P&L of a site and month. */
export interface VarianceComment {
  readonly comment: string;
  readonly site: string;
  readonly month: string;
  readonly line: string;
  readonly says: string;
  readonly by: string;
  /** `YYYY-MM-DD HH:MM` in UTC. */
  readonly at: string;
  /** When it was withdrawn or replaced; null while it stands. */
  readonly endedAt: string | null;
  readonly endedBy: string | null;
}

/** Rows that can be commented. */
export const commentedRows: readonly string[] = [...storedLines, 'front-line-contribution'];

/** Which comments are read. */
export interface CommentsRequest {
  readonly sites: readonly string[];
  readonly from: Month;
  readonly to: Month;
  /** Those that no longer stand too. */
  readonly hasHistory?: boolean;
}

/** Comments on sites and months, as far as the caller sees them. */
export async function readComments(
  database: Queryable,
  { sites, from, to, hasHistory = false }: CommentsRequest,
): Promise<VarianceComment[]> {
  return database.query<VarianceComment>(
    `select comment_id::text as comment, site_id as site, to_char(plan_month, 'YYYY-MM') as month, line, says,
       added_by as by, to_char(added_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') as at,
       to_char(ended_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') as "endedAt", ended_by as "endedBy"
     from forecasting.variance_comment
     where site_id = any ($1) and plan_month between $2::date and $3::date and ($4 or ended_at is null)
     order by plan_month, site_id, line, comment_id`,
    [sites, firstDay(from), lastDay(to), hasHistory],
  );
}

/** What is written, over which comment: null over none. */
export interface WrittenComment {
  readonly site: string;
  readonly month: Month;
  readonly line: string;
  /** Null withdraws the one that stands. */
  readonly says: string | null;
  readonly seen: string | null;
  readonly by: string;
}

/**
 * Writes a comment in place of the one that its writer saw, which stays in the history, or withdraws that. As the
 * owner; check the right first. Refuses with WAREHOUSE_SITE_UNKNOWN, FORECASTING_COMMENT_INVALID and, where another
 * stands, FORECASTING_COMMENT_SINCE.
 */
export async function writeComment(
  transaction: Queryable,
  { site, month, line, says, seen, by }: WrittenComment,
): Promise<void> {
  if (!commentedRows.includes(line))
    throw refusal('FORECASTING_COMMENT_INVALID', {
      problem: `its row is one of ${commentedRows.join(', ')}`,
    });
  const text = says?.trim();
  if (text !== undefined && (text === '' || text.length > 1000))
    throw refusal('FORECASTING_COMMENT_INVALID', { problem: 'it must have 1 to 1,000 characters' });
  const [row] = await transaction.query<object>('select from warehouse.site where site_id = $1 for update', [
    site,
  ]);
  if (row === undefined) throw refusal('WAREHOUSE_SITE_UNKNOWN', { site });
  const standing = (await readComments(transaction, { sites: [site], from: month, to: month })).find(
    (one) => one.line === line,
  );
  if ((standing?.comment ?? null) !== seen)
    throw refusal('FORECASTING_COMMENT_SINCE', {
      site,
      month,
      line,
      standing: standing === undefined ? 'none' : `${standing.comment} by ${standing.by}: “${standing.says}”`,
    });
  await transaction.execute(
    `update forecasting.variance_comment set ended_at = now(), ended_by = $4
     where site_id = $1 and plan_month = $2::date and line = $3 and ended_at is null`,
    [site, firstDay(month), line, by],
  );
  if (text !== undefined)
    await transaction.execute(
      `insert into forecasting.variance_comment (site_id, plan_month, line, says, added_at, added_by)
       values ($1, $2::date, $3, $4, now(), $5)`,
      [site, firstDay(month), line, text, by],
    );
}

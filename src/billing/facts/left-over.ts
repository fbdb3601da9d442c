import { firstDay, type Month } from '../../kernel/month.ts';
import type { Queryable } from '../../platform/database/index.ts';

/**
 * What sites have of a month in which they do not work, in words, by site: revenue, hours, balances of the ledger,
 * lines that people added, and statements that were made before the closing day was known. Sites with nothing are
 * missing.
 */
export async function leftOverOf(
  database: Queryable,
  sites: readonly string[],
  month: Month,
): Promise<Map<string, string>> {
  if (sites.length === 0) return new Map();
  const rows = await database.query<{ site: string; what: string }>(
    `select site, string_agg(what, '; ' order by place) as what from billing.left_over($1::text[], $2::date)
     group by site`,
    [sites, firstDay(month)],
  );
  return new Map(rows.map(({ site, what }) => [site, what]));
}

import type { Queryable } from '../../platform/database/index.ts';

/** Which of these the warehouse knows. `to` is `site`, `account` or `revenue_code` (active ones only). */
export async function knownIds(
  database: Pick<Queryable, 'query'>,
  to: string,
  ids: readonly string[],
): Promise<string[]> {
  const rows = await database.query<{ id: string }>('select id from warehouse.known_ids($1, $2) as id', [
    to,
    ids,
  ]);
  return rows.map(({ id }) => id);
}

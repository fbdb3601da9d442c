import { nearestCodes } from '../../kernel/nearest-codes.ts';
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

/**
 * For unknown codes the code in use that each resembles, where there is one (operations.md 4.3, X04). `to` is
 * `revenue_code` or `job_code`; sites and accounts are numbers, of which the next one says nothing.
 */
export async function nearestIds(
  database: Pick<Queryable, 'query'>,
  to: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0 || (to !== 'revenue_code' && to !== 'job_code')) return new Map();
  const rows = await database.query<{ code: string }>(
    'select code from warehouse.codes_in_use($1) as code order by code',
    [to],
  );
  const nearest = nearestCodes(
    ids,
    rows.map(({ code }) => code),
  );
  // A twin may be as unknown as the code itself.
  const inUse = new Set(rows.map(({ code }) => code));
  return new Map([...nearest].flatMap(([id, { code }]) => (inUse.has(code) ? [[id, code] as const] : [])));
}

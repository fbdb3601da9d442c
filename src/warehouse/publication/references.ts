import type { Queryable } from '../../platform/database/index.ts';

/** Sites, accounts or revenue codes that staged rows name and the warehouse does not know, in order. */
export async function unknownReferences(
  database: Pick<Queryable, 'query'>,
  staging: string,
  reference: { readonly column: string; readonly to: 'site' | 'account' | 'revenue_code' },
): Promise<string[]> {
  const rows = await database.query<{ id: string }>(
    'select id from warehouse.unknown_references($1, $2, $3) as id',
    [staging, reference.column, reference.to],
  );
  return rows.map(({ id }) => id);
}

/** Which of these sites or accounts the warehouse knows by now. `to` is `site` or `account`. */
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

import type { Queryable } from '../../database/index.ts';

/** Notes in the catalogue which backups are whole at another location. Writes as the owner. */
export async function enterCopies(
  database: Queryable,
  labels: readonly string[],
  { location, now }: { readonly location: string; readonly now: Date },
): Promise<void> {
  await database.query(
    `insert into operations.backup_copy (label, location, copied_at)
     select label, $2, $3 from operations.backup where label = any ($1)
     on conflict (label, location) do nothing`,
    [labels, location, now.toISOString()],
  );
}

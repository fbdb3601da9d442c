import type { Queryable } from '../../platform/database/index.ts';

/** The number of a version of a site and year; null when there is none of that name. */
export async function versionNamed(
  database: Queryable,
  { site, year, name }: Readonly<{ site: string; year: number; name: string }>,
): Promise<string | null> {
  const [found] = await database.query<{ version_id: string }>(
    'select version_id from forecasting.version where site_id = $1 and plan_year = $2 and name = $3',
    [site, year, name],
  );
  return found?.version_id ?? null;
}

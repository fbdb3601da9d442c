import type { Queryable } from '../../database/index.ts';

/**
 * Notes how large each table is on a day, `YYYY-MM-DD`; a second measurement of a day takes the place of the first.
 * Tells how many tables. As the owner.
 */
export async function measureSizes(database: Queryable, day: string): Promise<number> {
  const measured = await database.query<{ relation: string }>(
    `insert into operations.table_size (measured_on, relation, bytes, row_estimate)
     select $1::date, relation, bytes, row_estimate from operations.table_sizes()
     on conflict (measured_on, relation) do update set bytes = excluded.bytes, row_estimate = excluded.row_estimate
     returning relation`,
    [day],
  );
  return measured.filter(({ relation }) => relation !== 'database').length;
}

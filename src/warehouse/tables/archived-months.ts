import { refusal } from '../../kernel/errors.ts';
import type { Queryable } from '../../platform/database/index.ts';

/**
 * Refuses with WAREHOUSE_MONTH_ARCHIVED to write into months (`YYYY-MM-01`) of a fact that are in the archive alone:
 * what comes in would stand beside what is there.
 */
export async function refuseArchived(
  database: Queryable,
  table: string,
  months: readonly string[],
): Promise<void> {
  const [archived] = await database.query<{ month: string }>(
    `select to_char(month, 'YYYY-MM') as month from operations.archived_months($1, $2::date[]) as month
     order by month limit 1`,
    [table, months],
  );
  if (archived === undefined) return;
  const { month } = archived;
  throw refusal('WAREHOUSE_MONTH_ARCHIVED', { table, month, year: month.slice(0, 4) });
}

import type { Clock } from '../../kernel/clock.ts';
import type { Queryable } from '../../platform/database/index.ts';

/** Daily facts rarely lie further ahead. Budgets come up to a year ahead; their months are made when they arrive. */
const monthsAhead = 3;

/** Makes the partitions of this month and the next ones, for every fact; how many were made. */
export async function makeMonthsAhead(database: Queryable, clock: Clock): Promise<number> {
  const [row] = await database.query<{ made: number }>(
    'select warehouse.make_months_ahead($1::date, $2) as made',
    [clock.now().toISOString().slice(0, 10), monthsAhead],
  );
  return row?.made ?? 0;
}

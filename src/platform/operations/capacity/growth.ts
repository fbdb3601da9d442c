import type { Queryable } from '../../database/index.ts';

/** Days of measurements that growth is taken from: a quarter, so that a close weighs as it does in a year. */
const windowDays = 92;
/** Days that measurements must span: growth of a few days says little. */
const fewestDays = 7;

/** A table, or the database, with its growth. */
export interface TableGrowth {
  /** Schema and name; `database` is everything together. */
  readonly relation: string;
  readonly bytes: number;
  /** Rows, as the statistics estimate them. */
  readonly rows: number;
  /** Bytes that a month of 30.4 days adds, negative where it shrinks; null with measurements of less than a week. */
  readonly monthlyBytes: number | null;
}

/**
 * Every table as it is now, the largest first, with its growth: the slope of the straight line that lies nearest to the
 * measurements of the last quarter and to now. As the owner.
 */
export async function readGrowth(database: Queryable, day: string): Promise<TableGrowth[]> {
  const rows = await database.query<{
    relation: string;
    bytes: string;
    rows: string;
    monthly: number | null;
  }>(
    `with sizes as materialized (select * from operations.table_sizes()),
     measurements as (
       select relation, measured_on, bytes from operations.table_size
       where measured_on >= $1::date - $2::integer and measured_on < $1::date
       union all
       select relation, $1::date, bytes from sizes)
     select relation, sizes.bytes, row_estimate as rows,
       (select regr_slope(bytes, measured_on - $1::date) * 365.25 / 12 from measurements
        where measurements.relation = sizes.relation having max(measured_on) - min(measured_on) >= $3) as monthly
     from sizes order by sizes.bytes desc, relation`,
    [day, windowDays, fewestDays],
  );
  return rows.map(({ relation, bytes, rows: estimate, monthly }) => ({
    relation,
    bytes: Number.parseInt(bytes, 10),
    rows: Number.parseInt(estimate, 10),
    monthlyBytes: monthly === null ? null : Math.round(monthly),
  }));
}

/** Bytes that a month adds to the database, by its measurements alone; null with less than a week. As the owner. */
export async function measuredGrowth(database: Queryable, day: string): Promise<number | null> {
  const [growth] = await database.query<{ monthly: number | null }>(
    `select regr_slope(bytes, measured_on - $1::date) * 365.25 / 12 as monthly from operations.table_size
     where relation = 'database' and measured_on > $1::date - $2::integer
     having max(measured_on) - min(measured_on) >= $3`,
    [day, windowDays, fewestDays],
  );
  return growth?.monthly ?? null;
}

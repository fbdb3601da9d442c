import type { Database } from '../../platform/database/index.ts';

export interface MonthBuild {
  readonly fact: string;
  readonly staging: string;
  readonly period: string;
  readonly batchId: string;
  /** First days of the months to build, `YYYY-MM-01`. */
  readonly months: readonly string[];
}

/** One connection per core of the small machines this runs on; more only compete (bench/README.md). */
const workers = 2;

/**
 * Builds months beside their fact on two connections: filled from the staging table, keyed, and checked against the
 * dimensions, but not yet visible. Throws the database's unique_violation when a key repeats.
 */
export async function buildMonths(database: Database, build: MonthBuild): Promise<void> {
  const { fact, staging, period, batchId } = build;
  const months = [...build.months];
  await database.query('select warehouse.begin_build($1, $2, $3::date[], $4)', [
    fact,
    period,
    months,
    batchId,
  ]);
  await Promise.all(
    Array.from({ length: workers }, (_, share) =>
      database.query('select warehouse.fill_build($1, $2, $3, $4::date[], $5, $6, $7)', [
        fact,
        staging,
        period,
        months,
        batchId,
        share,
        workers,
      ]),
    ),
  );
  await database.query('select warehouse.end_filling($1, $2::date[], $3)', [fact, months, batchId]);
  await Promise.all(Array.from({ length: workers }, () => indexNext(database, build, months)));
}

async function indexNext(database: Database, build: MonthBuild, queue: string[]): Promise<void> {
  for (let month = queue.shift(); month !== undefined; month = queue.shift()) {
    await database.query('select warehouse.index_build($1, $2::date, $3)', [
      build.fact,
      month,
      build.batchId,
    ]);
  }
}

import { decimal, type Decimal } from '../../kernel/decimal.ts';
import type { Queryable } from '../../platform/database/index.ts';
import type { StaffedJob } from '../payroll/group-hours.ts';

/** A job code in use at a site, with its money an hour: null when nobody was paid in the last 14 days with payroll. */
export interface PaidSiteJob extends StaffedJob {
  readonly ratePerHour: Decimal | null;
  /** Everyone who works in it is paid by the year. */
  readonly isSalaried: boolean;
}

/**
 * Job codes in use at each site on a day (`YYYY-MM-DD`): someone works in them, or was paid in the last 14 days that
 * have payroll (forecasting.md 5.3, 5.9). As the owner: heads are counted from who works where.
 */
export async function readSiteJobs(
  database: Queryable,
  sites: readonly string[],
  asOf: string,
): Promise<Map<string, PaidSiteJob[]>> {
  const rows = await database.query<{
    site_id: string;
    job_code: string;
    employees: string;
    rate: string | null;
    is_salaried: boolean;
  }>(
    `select site_id, job_code, active_employees::text as employees, rate_per_hour as rate, is_salaried
     from forecasting.site_jobs($1, $2::date) order by 1, 2`,
    [sites, asOf],
  );
  const jobs = rows.map((row) => ({
    site: row.site_id,
    jobCode: row.job_code,
    activeEmployees: decimal(row.employees),
    ratePerHour: row.rate === null ? null : decimal(row.rate),
    isSalaried: row.is_salaried,
  }));
  return Map.groupBy(jobs, ({ site }) => site);
}

/** Average hourly rates by job code, of those that have one. */
export function ratesOf(jobs: readonly PaidSiteJob[]): Map<string, Decimal> {
  return new Map(jobs.flatMap(({ jobCode, ratePerHour: rate }) => (rate === null ? [] : [[jobCode, rate]])));
}

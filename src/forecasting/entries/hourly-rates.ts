import { decimal, type Decimal } from '../../kernel/decimal.ts';
import type { Queryable } from '../../platform/database/index.ts';

/** Average hourly rates of a site by job code: money of 14 days by their hours (forecasting.md 5.3). */
export async function hourlyRates(
  database: Queryable,
  site: string,
  today: string,
): Promise<Map<string, Decimal>> {
  const rows = await database.query<{ job_code: string; rate: string }>(
    'select job_code, rate from forecasting.hourly_rates($1, $2)',
    [site, today],
  );
  return new Map(rows.map(({ job_code: job, rate }) => [job, decimal(rate)]));
}

import { Refusal } from '../../kernel/errors.ts';
import { firstDay, type Month } from '../../kernel/month.ts';
import { refusedRule, stateOf, type Queryable } from '../../platform/database/index.ts';
import type { VersionRequest } from './gather-years.ts';

/** What a run is kept with: its year, the day that counted as today (`YYYY-MM-DD`), why, and by whom. */
interface RunBegun {
  readonly year: number;
  readonly asOf: string;
  readonly cause: 'command' | 'change' | 'start';
  readonly startedBy: string;
}

/** A site whose P&L could not be calculated or kept, and why, in words. */
export interface FailedSite {
  readonly site: string;
  readonly reason: string;
}

/** Months of a version that could not be calculated, and the marks that had called for it. */
export interface Failure {
  readonly asked: VersionRequest;
  readonly months: readonly Month[];
  readonly reason: string;
  readonly marks: readonly string[];
}

/**
 * What of a site stands in the way of its P&L: terms that refuse, figures that nothing can be worked out with, or that
 * are larger than their columns. Null for anything that is no matter of the site, such as a lost connection.
 */
export function reasonOf(error: unknown): string | null {
  if (error instanceof Refusal) return error.message;
  if (stateOf(error) !== null) return refusedRule(error);
  // Bugs included: one of a single site is told and stops no other.
  return error instanceof TypeError || error instanceof RangeError || isOfDecimals(error)
    ? error.message
    : null;
}

function isOfDecimals(error: unknown): error is Error {
  return error instanceof Error && error.message.startsWith('[big.js]');
}

/** Begins a run of so many sites and months, and returns its number. */
export async function beginRun(
  transaction: Queryable,
  { year, asOf, cause, startedBy }: RunBegun,
  { sites, siteMonths }: { readonly sites: readonly unknown[]; readonly siteMonths: number },
): Promise<string> {
  const [run] = await transaction.query<{ run_id: string }>(
    `insert into forecasting.run (plan_year, as_of_on, cause, sites, site_months, started_at, started_by)
     values ($1, $2::date, $3, $4, $5, now(), $6) returning run_id`,
    [year, asOf, cause, sites.length, siteMonths, startedBy],
  );
  return run?.run_id ?? '';
}

/** Keeps that a site failed; it is taken up again with its next change. As the owner. */
export async function keepFailure(
  transaction: Queryable,
  { asked, months, reason, marks }: Failure,
  options: RunBegun,
): Promise<void> {
  const run = await beginRun(transaction, options, { sites: [asked], siteMonths: 0 });
  await transaction.query('select forecasting.keep_failure($1, $2, $3::date[], $4, $5)', [
    run,
    asked.versionId,
    months.map(firstDay),
    reason,
    marks,
  ]);
}

/** Which sites that the caller may see could not be calculated, and why. */
export async function readFailed(
  database: Queryable,
  filter: Readonly<{ year: number; sites: readonly string[]; version: string }>,
): Promise<FailedSite[]> {
  return database.query<FailedSite>(
    `select site_id as site, cause as reason
     from forecasting.failure join forecasting.version using (site_id, version_id)
     where site_id = any ($1) and plan_year = $2 and name = $3 order by 1`,
    [filter.sites, filter.year, filter.version],
  );
}

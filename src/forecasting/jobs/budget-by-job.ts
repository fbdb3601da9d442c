import { decimal, type Decimal } from '../../kernel/decimal.ts';
import { daysIn, firstDay, type Month } from '../../kernel/month.ts';
import { daysOf } from '../comparison/periods.ts';
import type { Queryable } from '../../platform/database/index.ts';
import { mapBudget, type MappedBudget, type ProfileDecision, type SiteJob } from '../payroll/map-profile.ts';
import { keptPlaces, salariedHoursOfDay } from '../payroll/hourly-cost.ts';
import { spreadOverDays } from '../payroll/spread-month.ts';
import { readSiteJobs } from './site-jobs.ts';

/** The payroll budget of a month of a site by job code, and how each profile came to its codes. */
export interface BudgetByJob extends MappedBudget {
  readonly site: string;
  readonly month: Month;
  /** Active employees of the jobs whose people are all paid by the year. */
  readonly salaried: ReadonlyMap<string, Decimal>;
}

interface BudgetRow {
  readonly site_id: string;
  readonly period: Month;
  readonly job_profile: string;
  readonly hours: string;
  readonly cost: string;
}

interface DecisionRow {
  readonly job_profile: string;
  readonly site_id: string | null;
  readonly job_codes: readonly string[];
}

/** Whose payroll budget is asked for: sites (null is all), the months of it, and the day whose heads count. */
export interface BudgetRequest {
  readonly sites: readonly string[] | null;
  readonly from: Month;
  readonly to: Month;
  /** `YYYY-MM-DD` */
  readonly asOf: string;
}

/** Every month of a year. */
export function wholeYear(year: number): Pick<BudgetRequest, 'from' | 'to'> {
  return { from: `${String(year)}-01`, to: `${String(year)}-12` };
}

/**
 * The payroll budget of some months by job code, one for each month of a site that has one (forecasting.md 5.8). As the
 * owner; check the right to the sites first.
 */
export async function budgetByJob(
  database: Queryable,
  { sites, from, to, asOf }: BudgetRequest,
): Promise<BudgetByJob[]> {
  const rows = await database.query<BudgetRow>(
    'select site_id, period, job_profile, hours, cost from forecasting.profile_budget($1, $2::date, $3::date)',
    [sites, firstDay(from), firstDay(to)],
  );
  const bySite = Map.groupBy(rows, ({ site_id }) => site_id);
  if (bySite.size === 0) return [];
  const names = [...bySite.keys()];
  const inUse = await readSiteJobs(database, names, asOf);
  const activeCodes = await database.query<{ job_code: string }>(
    'select job_code from warehouse.job_code where is_active order by job_code',
  );
  const decisions = await database.query<DecisionRow>(
    'select job_profile, site_id, job_codes from forecasting.profile_decisions($1)',
    [names],
  );
  return [...bySite].flatMap(([site, ofSite]) => {
    const ofJobs = inUse.get(site) ?? [];
    const staff = new Map(ofJobs.map((job) => [job.jobCode, job.activeEmployees]));
    const paidByYear = ofJobs.filter(
      ({ isSalaried, activeEmployees }) => isSalaried && activeEmployees.gt('0'),
    );
    const salaried = new Map(paidByYear.map((job) => [job.jobCode, job.activeEmployees]));
    const jobs = activeCodes.map(({ job_code: jobCode }): SiteJob => {
      const isActive = staff.has(jobCode);
      return { jobCode, isActive, activeEmployees: staff.get(jobCode) ?? decimal('0') };
    });
    const decided = decisionsOf(site, decisions);
    return [...Map.groupBy(ofSite, ({ period }) => period)].map(([month, profiles]) => ({
      site,
      month,
      salaried,
      ...mapBudget(profiles.map(profileOf), jobs, decided),
    }));
  });
}

/**
 * What a job is budgeted on a day: an even share of its month, and of a job whose people are paid by the year, whatever
 * hours its budget has, 8 hours for each of them from Monday to Friday (forecasting.md 5.5 and item 50; PAY-08,
 * PAY-28).
 */
export interface BudgetedJobDay {
  readonly day: string;
  readonly jobCode: string;
  readonly hours: Decimal;
  readonly cost: Decimal;
}

/** The budget of a month by day, of every job that a profile stands for. */
export function budgetedDays({ month, jobs, profiles, salaried }: BudgetByJob): BudgetedJobDay[] {
  const named = new Set(profiles.flatMap(({ parts }) => parts.map(({ jobCode }) => jobCode)));
  return jobs
    .filter(({ jobCode }) => named.has(jobCode))
    .flatMap(({ jobCode, hours, cost }) => {
      const [hoursOfDays = [], costOfDays = []] = [hours, cost].map((ofMonth) =>
        spreadOverDays(ofMonth, daysIn(month), keptPlaces),
      );
      const heads = salaried.get(jobCode);
      return daysOf(month).map((day, at) => ({
        day,
        jobCode,
        hours: heads === undefined ? (hoursOfDays[at] ?? decimal('0')) : salariedHoursOfDay(heads, day),
        cost: costOfDays[at] ?? decimal('0'),
      }));
    });
}

function profileOf({ job_profile: profile, hours, cost }: BudgetRow): Parameters<typeof mapBudget>[0][0] {
  return { profile, hours: decimal(hours), cost: decimal(cost) };
}

/** One for the site goes before one for all sites. */
function decisionsOf(site: string, rows: readonly DecisionRow[]): Map<string, ProfileDecision> {
  const of = (isOfSite: boolean): [string, ProfileDecision][] =>
    rows
      .filter(({ site_id }) => (isOfSite ? site_id === site : site_id === null))
      .map(({ job_profile, job_codes }) => [job_profile, { jobCodes: job_codes, isOfSite }]);
  return new Map([...of(false), ...of(true)]);
}

import { decimal, sum, type Decimal } from '../../kernel/decimal.ts';
import type { Month } from '../../kernel/month.ts';
import type { Queryable } from '../../platform/database/index.ts';
import { budgetByJob, budgetedDays, type BudgetedJobDay } from '../jobs/budget-by-job.ts';
import { ratesOf, readSiteJobs, type PaidSiteJob } from '../jobs/site-jobs.ts';
import { salariedCost } from '../payroll/hourly-cost.ts';
import { salariesByJob } from '../payroll/salaries-by-job.ts';
import { workedOf } from '../pnl/worked-days.ts';
import { agreedTerms } from '../pnl/agreed-terms.ts';
import { isInForce } from '../../contracts/index.ts';
import type { BilledJob } from './compare-payroll.ts';
import { dayOf } from './periods.ts';

/** What payroll of a month is held against that only the owner can work out: who works where is for few. */
export interface LaborTerms {
  /** The payroll budget by day and job code, as its profiles are mapped. */
  readonly budget: readonly BudgetedJobDay[];
  /** Average hourly rates by job code. */
  readonly rates: ReadonlyMap<string, Decimal>;
  /** Active employees by job code; those of jobs that are paid by the year are in `salaried` instead. */
  readonly people: ReadonlyMap<string, Decimal>;
  /** Jobs whose people are all paid by the year. */
  readonly salaried: ReadonlySet<string>;
  /** Jobs whose hours the contract bills; whether the reader may see it is for the use case to ask. */
  readonly billed: ReadonlyMap<string, BilledJob>;
  /** What those earn on each day on which the site works, by the share of their pay that the site bears. */
  readonly salaries: readonly SalaryOfDay[];
}

/** A day's part of the salaries of a job. */
export interface SalaryOfDay {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  readonly jobCode: string;
  readonly cost: Decimal;
}

/** As the owner; whether the reader may see the budget is for `readComparison` to ask. */
export async function laborTerms(
  owner: Queryable,
  { site, month, today }: Readonly<{ site: string; month: Month; today: string }>,
): Promise<LaborTerms> {
  const byJob = await budgetByJob(owner, { sites: [site], from: month, to: month, asOf: today });
  const budget = byJob.flatMap(budgetedDays);
  const jobs = (await readSiteJobs(owner, [site], today)).get(site) ?? [];
  const staffed = jobs.filter(({ activeEmployees }) => activeEmployees.gt('0'));
  const [salaried, hourly] = [staffed.filter(isSalaried), staffed.filter((job) => !isSalaried(job))];
  return {
    budget,
    rates: ratesOf(jobs),
    people: new Map(hourly.map((job) => [job.jobCode, job.activeEmployees])),
    salaried: new Set(salaried.map(({ jobCode }) => jobCode)),
    billed: await billedJobs(owner, site, month),
    salaries: await salariesOf(owner, { site, month, salaried, budget }),
  };
}

function isSalaried(job: PaidSiteJob): boolean {
  return job.isSalaried;
}

/** Salaries are not clocked: each day of work has its part of the year (forecasting.md 5.6, 5.7; PAY-09, PAY-28). */
async function salariesOf(
  owner: Queryable,
  siteMonth: Readonly<{
    site: string;
    month: Month;
    salaried: readonly PaidSiteJob[];
    budget: readonly BudgetedJobDay[];
  }>,
): Promise<SalaryOfDay[]> {
  const { site, month, salaried, budget } = siteMonth;
  if (salaried.length === 0) return [];
  const year = Number.parseInt(month, 10);
  const [row] = await owner.query<{ opened_on: string | null; closed_on: string | null; salaries: string }>(
    'select opened_on, closed_on, annual_salaries as salaries from forecasting.site_inputs($1, $2)',
    [JSON.stringify([{ site_id: site, version_id: '0' }]), year],
  );
  const allocated = decimal(row?.salaries ?? '0');
  if (row === undefined || allocated.eq('0')) return [];
  const shares = salariesByJob(
    allocated,
    salaried.map(({ jobCode, activeEmployees }) => {
      const budgeted = budget.filter((day) => day.jobCode === jobCode).map(({ cost }) => cost);
      return { jobCode, people: activeEmployees, budget: sum(budgeted) };
    }),
  );
  const { first, last } = workedOf({ opensOn: row.opened_on, closesOn: row.closed_on }, month);
  const days = Array.from({ length: Math.max(last - first + 1, 0) }, (_, at) => dayOf(month, first + at));
  return [...shares].flatMap(([jobCode, ofYear]) => {
    const cost = salariedCost(ofYear, year, 1);
    return days.map((day) => ({ day, jobCode, cost }));
  });
}

/** Job codes with what the contract in force bills for an hour of theirs, on their own or as a management fee. */
async function billedJobs(owner: Queryable, site: string, month: Month): Promise<Map<string, BilledJob>> {
  const agreed = await agreedTerms(owner, [site], { first: month, last: month });
  const terms = agreed.get(site)?.get(month)?.terms;
  if (terms === undefined) return new Map();
  const fee = terms.managementAgreement?.fee;
  const jobs = [
    ...(terms.laborHour ?? []).filter((job) => isInForce(job, month)),
    ...(fee?.kind === 'PerLaborHour' ? fee.jobs : []),
  ];
  return new Map(jobs.map((job) => [job.jobCode, job]));
}

import type { Decimal } from '../../kernel/decimal.ts';
import type { Month } from '../../kernel/month.ts';
import type { Queryable } from '../../platform/database/index.ts';
import { budgetByJob, budgetedDays, type BudgetedJobDay } from '../jobs/budget-by-job.ts';
import { ratesOf, readSiteJobs } from '../jobs/site-jobs.ts';

/** What payroll of a month is held against that only the owner can work out: who works where is for few. */
export interface LaborTerms {
  /** The payroll budget by day and job code, as its profiles are mapped. */
  readonly budget: readonly BudgetedJobDay[];
  /** Average hourly rates by job code. */
  readonly rates: ReadonlyMap<string, Decimal>;
}

/** As the owner; whether the reader may see the budget is for `besideOfMonth` to ask. */
export async function laborTerms(
  owner: Queryable,
  { site, month, today }: Readonly<{ site: string; month: Month; today: string }>,
): Promise<LaborTerms> {
  const budget = await budgetByJob(owner, { sites: [site], from: month, to: month, asOf: today });
  const jobs = (await readSiteJobs(owner, [site], today)).get(site) ?? [];
  return { budget: budget.flatMap(budgetedDays), rates: ratesOf(jobs) };
}

import type { Decimal } from '../../kernel/decimal.ts';
import { sum } from '../../kernel/decimal.ts';
import type { Month } from '../../kernel/month.ts';
import type { Queryable } from '../../platform/database/index.ts';
import type { MappingRule } from '../payroll/map-profile.ts';
import { nonProductiveJobs } from '../../warehouse/index.ts';
import { budgetByJob, wholeYear } from './budget-by-job.ts';

/** A job code as people know it; a new one is of no group. */
export interface ListedJob {
  readonly job_code: string;
  readonly title: string;
  readonly is_active: boolean;
  readonly group: string | null;
  /** Its hours count as productive (forecasting.md 5.8). */
  readonly is_productive: boolean;
}

/** Every job code with its title and group, those of no group first, as the caller may see them. */
export async function listJobs(database: Queryable): Promise<ListedJob[]> {
  return database.query<ListedJob>(
    `select job_code.job_code, job_title as title, job_code.is_active, job_group.title as group,
       unproductive.code is null as is_productive
     from warehouse.job_code
     left join forecasting.grouped_job on grouped_job.job_code = job_code.job_code
     left join forecasting.job_group using (job_group_id)
     left join warehouse.catalogue_entry as unproductive on unproductive.catalogue = $1
       and unproductive.code = job_code.job_code and unproductive.ended_at is null
     order by job_group.title nulls first, job_code.job_code`,
    [nonProductiveJobs],
  );
}

/** Sites where a profile of the payroll budget is mapped alike, and what it is about in a year. */
export interface ListedProfile {
  readonly profile: string;
  readonly rule: MappingRule;
  readonly jobCodes: readonly string[];
  readonly sites: readonly string[];
  readonly months: readonly Month[];
  readonly hours: Decimal;
  readonly cost: Decimal;
}

/**
 * Profiles of the payroll budget of a year with the codes they stand for and the rule that says so, the dearest first;
 * `sites` null is all. As the owner; check the right to read the budget first.
 */
export async function listProfiles(
  database: Queryable,
  filter: Readonly<{ sites: readonly string[] | null; year: number; asOf: string }>,
): Promise<ListedProfile[]> {
  const { sites, year, asOf } = filter;
  const budget = await budgetByJob(database, { sites, ...wholeYear(year), asOf });
  const rows = budget.flatMap(({ site, month, profiles }) =>
    profiles.map(({ parts, ...row }) => ({
      ...row,
      site,
      month,
      jobCodes: parts.map(({ jobCode }) => jobCode),
    })),
  );
  const alike = Map.groupBy(rows, ({ profile, rule, jobCodes }) => [profile, rule, ...jobCodes].join('\n'));
  const listed = [...alike.values()].flatMap(([first, ...more]) => {
    if (first === undefined) return [];
    const all = [first, ...more];
    return {
      profile: first.profile,
      rule: first.rule,
      jobCodes: first.jobCodes,
      sites: [...new Set(all.map(({ site }) => site))].sort(),
      months: [...new Set(all.map(({ month }) => month))].sort(),
      hours: sum(all.map(({ hours }) => hours)),
      cost: sum(all.map(({ cost }) => cost)),
    };
  });
  return listed.sort((one, other) => other.cost.cmp(one.cost));
}

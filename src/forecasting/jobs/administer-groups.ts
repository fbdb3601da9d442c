import { refusal } from '../../kernel/errors.ts';
import { isTitle } from '../../kernel/visible-text.ts';
import type { Queryable } from '../../platform/database/index.ts';
import { mayDeactivateGroup } from '../payroll/job-administration.ts';

/** A job group with its codes. */
export interface JobGroup {
  readonly id: string;
  readonly title: string;
  readonly isActive: boolean;
  readonly codes: readonly { readonly jobCode: string; readonly isActive: boolean }[];
}

/** Every group with its codes, by title, as the caller may see them. */
export async function readGroups(database: Queryable): Promise<JobGroup[]> {
  return database.query<JobGroup>(
    `select job_group_id as id, title, job_group.is_active as "isActive", coalesce((
       select json_agg(json_build_object('jobCode', job_code, 'isActive', job_code.is_active) order by job_code)
       from forecasting.grouped_job join warehouse.job_code using (job_code)
       where grouped_job.job_group_id = job_group.job_group_id), '[]') as codes
     from forecasting.job_group order by lower(title)`,
  );
}

/** The group of that title, whatever its case. Refuses with JOBS_GROUP_UNKNOWN. */
export async function groupTitled(database: Queryable, title: string): Promise<JobGroup> {
  const calledGroup = (await readGroups(database)).find((group) => isCalled(group, title));
  if (calledGroup === undefined) throw refusal('JOBS_GROUP_UNKNOWN', { title });
  return calledGroup;
}

/** Whether people mean the group by the title. */
export function isCalled(group: JobGroup, title: string): boolean {
  return group.title.toLowerCase() === title.trim().toLowerCase();
}

/**
 * Makes a group without codes. As the owner, as the others below; check the right to change job codes first.
 * Refuses with JOBS_TITLE_INVALID and JOBS_GROUP_TAKEN.
 */
export async function addGroup(transaction: Queryable, title: string): Promise<void> {
  await requireFreeTitle(transaction, title, null);
  await transaction.execute('insert into forecasting.job_group (title) values ($1)', [title.trim()]);
}

/** Gives a group another title. Refuses with JOBS_GROUP_UNKNOWN, JOBS_TITLE_INVALID and JOBS_GROUP_TAKEN. */
export async function renameGroup(transaction: Queryable, title: string, newTitle: string): Promise<void> {
  const { id } = await groupTitled(transaction, title);
  await requireFreeTitle(transaction, newTitle, id);
  await transaction.execute('update forecasting.job_group set title = $2 where job_group_id = $1', [
    ...[id, newTitle.trim()],
  ]);
}

/**
 * Retires a group, whose codes must all be inactive, or brings it back; what was entered stays (forecasting.md 5.9).
 * Refuses with JOBS_GROUP_UNKNOWN and JOBS_GROUP_IN_USE.
 */
export async function setGroupStatus(
  transaction: Queryable,
  title: string,
  isActive: boolean,
): Promise<void> {
  await transaction.query('select job_code from warehouse.job_code order by job_code for update');
  const group = await groupTitled(transaction, title);
  const states = new Map(
    group.codes.map((code) => [code.jobCode, { isActive: code.isActive, group: group.title }]),
  );
  if (!isActive && !mayDeactivateGroup(group.title, states)) {
    const codes = group.codes.filter((code) => code.isActive).map(({ jobCode }) => jobCode);
    throw refusal('JOBS_GROUP_IN_USE', { title: group.title, codes: codes.join(' ') });
  }
  await transaction.execute('update forecasting.job_group set is_active = $2 where job_group_id = $1', [
    ...[group.id, isActive],
  ]);
}

async function requireFreeTitle(database: Queryable, title: string, own: string | null): Promise<void> {
  const trimmedTitle = title.trim();
  // A title is written into `payroll.group:TITLE.hours@DAY=8`.
  if (!isTitle(trimmedTitle) || /[@=]/.test(trimmedTitle)) throw refusal('JOBS_TITLE_INVALID', { title });
  const taken = (await readGroups(database)).find((group) => isCalled(group, trimmedTitle));
  if (taken !== undefined && taken.id !== own) throw refusal('JOBS_GROUP_TAKEN', { title: taken.title });
}

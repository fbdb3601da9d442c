import { refusal } from '../../kernel/errors.ts';
import { isPrintable } from '../../kernel/visible-text.ts';
import type { Queryable } from '../../platform/database/index.ts';
import {
  assigning,
  changingStatus,
  groupsActivated,
  renaming,
  type Decision,
  type Decisions,
  type JobCodeState,
} from '../payroll/job-administration.ts';
import { groupTitled } from './administer-groups.ts';
import { unknownJob } from './unknown-job.ts';

/** What a change of several codes came to, code by code; a code with a refusal stays as it was. */
export interface ChangedCodes {
  readonly each: readonly Decision[];
  /** Groups that are in use again, because a code of theirs is. */
  readonly groups: readonly string[];
}

/**
 * Puts codes into a group; an unknown or inactive one fails alone (forecasting.md 5.9; JOB-03 to JOB-08, JOB-14). As
 * the owner; check the right to change job codes first. Refuses with JOBS_COUNT_INVALID, JOBS_GROUP_UNKNOWN and
 * JOBS_GROUP_RETIRED.
 */
export async function assignJobs(
  transaction: Queryable,
  jobCodes: readonly string[],
  title: string,
): Promise<ChangedCodes> {
  const group = await groupTitled(transaction, title);
  if (!group.isActive) throw refusal('JOBS_GROUP_RETIRED', { title: group.title });
  const each = decided(jobCodes, assigning(jobCodes, await statesOf(transaction)));
  await transaction.execute(
    `insert into forecasting.grouped_job (job_code, job_group_id)
     select job_code, $2 from unnest($1::text[]) as job_code
     on conflict (job_code) do update set job_group_id = excluded.job_group_id
     where grouped_job.job_group_id <> excluded.job_group_id`,
    [accepted(each), group.id],
  );
  return { each, groups: [] };
}

/**
 * Gives a code a title (JOB-01, JOB-02). As the owner; check the right to change job codes first. Refuses with
 * JOBS_TITLE_INVALID, JOBS_CODE_UNKNOWN and JOBS_CODE_INACTIVE.
 */
export async function renameJob(transaction: Queryable, code: string, title: string): Promise<void> {
  if (!isPrintable(title)) throw refusal('JOBS_TITLE_INVALID', { title });
  switch (renaming((await statesOf(transaction)).get(code), title)) {
    case 'empty-title':
      throw refusal('JOBS_TITLE_INVALID', { title });
    case 'unknown':
      throw await unknownJob(transaction, code);
    case 'inactive':
      throw refusal('JOBS_CODE_INACTIVE', { code });
    default:
      await transaction.execute('update warehouse.job_code set job_title = $2 where job_code = $1', [
        ...[code, title.trim()],
      ]);
  }
}

/**
 * Makes codes active or inactive, and with them the groups of those that become active (JOB-09 to JOB-13). The budget
 * of their profiles is mapped again. As the owner; check the right to change job codes first. Refuses with
 * JOBS_COUNT_INVALID and JOBS_GIVEN_TWICE.
 */
export async function setJobStatus(
  transaction: Queryable,
  jobCodes: readonly string[],
  isActive: boolean,
): Promise<ChangedCodes> {
  const states = await statesOf(transaction);
  const each = decided(jobCodes, changingStatus(jobCodes, states));
  const codes = accepted(each);
  const active = await transaction.query<{ title: string }>(
    'select title from forecasting.job_group where is_active',
  );
  const groups = isActive ? groupsActivated(codes, states, new Set(active.map(({ title }) => title))) : [];
  await transaction.execute(
    'update warehouse.job_code set is_active = $2 where job_code = any ($1) and is_active <> $2',
    [codes, isActive],
  );
  await transaction.execute('update forecasting.job_group set is_active = true where title = any ($1)', [
    groups,
  ]);
  if (codes.length > 0) await transaction.query('select forecasting.outdate_by_jobs(null)');
  return { each, groups };
}

/** Every code with its group, locked against another change until the transaction ends. */
async function statesOf(transaction: Queryable): Promise<Map<string, JobCodeState>> {
  const rows = await transaction.query<JobCodeState & { job_code: string }>(
    `select job_code.job_code, job_code.is_active as "isActive", title as "group" from warehouse.job_code
     left join forecasting.grouped_job on grouped_job.job_code = job_code.job_code
     left join forecasting.job_group using (job_group_id)
     order by job_code.job_code for update of job_code`,
  );
  return new Map(rows.map(({ job_code: code, ...state }) => [code, state]));
}

function accepted(each: readonly Decision[]): string[] {
  return each.flatMap((one) => (one.refusal === null ? [one.jobCode] : []));
}

function decided(jobCodes: readonly string[], decisions: Decisions): readonly Decision[] {
  if (decisions.refusal === null) return decisions.each;
  if (decisions.refusal !== 'given-twice') throw refusal('JOBS_COUNT_INVALID', { count: jobCodes.length });
  const twice = new Set(jobCodes.filter((code, at) => jobCodes.indexOf(code) < at));
  throw refusal('JOBS_GIVEN_TWICE', { codes: [...twice].join(', ') });
}

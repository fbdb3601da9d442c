/** A job code as the administration of jobs sees it; a new one from the source is of no group. */
export type JobCodeState = Readonly<{ isActive: boolean; group: string | null }>;

type JobCodes = ReadonlyMap<string, JobCodeState>;

/** Why a change of one code, or of all, is refused. */
type Refusal = 'empty-title' | 'unknown' | 'inactive' | 'none-given' | 'too-many' | 'given-twice';

export type Decision = Readonly<{ jobCode: string; refusal: Refusal | null }>;

/** All refused, or each by itself: some may fail while the others are changed. */
export type Decisions = Readonly<{ refusal: Refusal } | { refusal: null; each: readonly Decision[] }>;

/** Codes that one change may name at most (forecasting.md 5.9). */
const mostCodes = 100;

/** Whether a code may get the title: not empty, of a known and active code (JOB-01, JOB-02). */
export function renaming(job: JobCodeState | undefined, title: string): Refusal | null {
  if (title.trim() === '') return 'empty-title';
  return refusalOf(job);
}

/** Which codes may go into a group: one named twice goes once, an inactive one fails alone (JOB-03 to -08, JOB-14). */
export function assigning(jobCodes: readonly string[], jobs: JobCodes): Decisions {
  const unique = [...new Set(jobCodes)];
  const refusal = countRefusal(unique);
  if (refusal !== null) return { refusal };
  return { refusal, each: unique.map((jobCode) => ({ jobCode, refusal: refusalOf(jobs.get(jobCode)) })) };
}

/** Which codes may be made active or inactive; one named twice refuses them all (JOB-09 to JOB-13). */
export function changingStatus(jobCodes: readonly string[], jobs: JobCodes): Decisions {
  const refusal = countRefusal(jobCodes) ?? (new Set(jobCodes).size < jobCodes.length ? 'given-twice' : null);
  if (refusal !== null) return { refusal };
  return {
    refusal,
    each: jobCodes.map((jobCode) => ({ jobCode, refusal: jobs.has(jobCode) ? null : 'unknown' })),
  };
}

/** Groups that become active with the codes of theirs that do (JOB-10). */
export function groupsActivated(
  jobCodes: readonly string[],
  jobs: JobCodes,
  activeGroups: ReadonlySet<string>,
): string[] {
  const groups = jobCodes.map((jobCode) => jobs.get(jobCode)?.group ?? null);
  return [...new Set(groups)].filter((group) => group !== null && !activeGroups.has(group)) as string[];
}

/** A group may be made inactive only when all its codes are (forecasting.md 5.9). */
export function mayDeactivateGroup(group: string, jobs: JobCodes): boolean {
  return ![...jobs.values()].some((job) => job.group === group && job.isActive);
}

function countRefusal(jobCodes: readonly string[]): Refusal | null {
  if (jobCodes.length === 0) return 'none-given';
  return jobCodes.length > mostCodes ? 'too-many' : null;
}

function refusalOf(job: JobCodeState | undefined): Refusal | null {
  if (job === undefined) return 'unknown';
  return job.isActive ? null : 'inactive';
}

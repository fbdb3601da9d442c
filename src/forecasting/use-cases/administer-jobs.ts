import { takenUpAgain, type Connection } from '../../platform/database/index.ts';
import { reachOf, requireRight, type Principal } from '../../platform/security/index.ts';
import { assignJobs, renameJob, setJobStatus, type ChangedCodes } from '../jobs/administer-codes.ts';
import {
  addGroup,
  groupTitled,
  readGroups,
  renameGroup,
  setGroupStatus,
  type JobGroup,
} from '../jobs/administer-groups.ts';
import { decideMapping, withdrawMapping, type ProfilePlace } from '../jobs/decide-mapping.ts';
import { listJobs, listProfiles, type ListedJob, type ListedProfile } from '../jobs/list-jobs.ts';
import { readSiteJobs } from '../jobs/site-jobs.ts';
import { unknownJob } from '../jobs/unknown-job.ts';
import { setProductive } from '../../warehouse/index.ts';

/** A job code as people see it; headcount and rate only where a site was asked for. */
export interface JobCode extends ListedJob {
  readonly active_employees?: string;
  /** Dollars an hour as text; null where nobody is paid by the hour. */
  readonly rate_per_hour?: string | null;
}

/** Which job codes: all, or those in use at a site on a day. */
export type JobsAsked = { readonly site: null } | { readonly site: string; readonly today: string };

/** Job codes with title and group; at a site also headcount and hourly rate. */
export async function listJobCodes({ caller, database }: Principal, filter: JobsAsked): Promise<JobCode[]> {
  await requireRight(caller, { object: 'job-code', action: 'read' });
  if (filter.site === null) return caller.transaction(listJobs);
  const { site, today } = filter;
  await requireRight(caller, { object: 'labor', action: 'read', site });
  const all = await caller.transaction(listJobs);
  const staffed = (await readSiteJobs(database, [site], today)).get(site) ?? [];
  const jobs = new Map(staffed.map((job) => [job.jobCode, job]));
  return all.flatMap((one): JobCode[] => {
    const job = jobs.get(one.job_code);
    if (job === undefined) return [];
    const [employees, rate] = [job.activeEmployees, job.ratePerHour].map(
      (value) => value?.toString() ?? null,
    );
    return [{ ...one, active_employees: employees ?? '0', rate_per_hour: rate ?? null }];
  });
}

/** Renames a job code. Refuses as `renameJob` does. */
export function renameJobCode(principal: Principal, code: string, title: string): Promise<void> {
  return changingJobs(principal, (transaction) => renameJob(transaction, code, title));
}

/** Puts job codes into a group. Refuses with JOBS_GROUP_UNKNOWN and JOBS_GROUP_RETIRED. */
export function assignJobCodes(
  principal: Principal,
  codes: readonly string[],
  group: string,
): Promise<ChangedCodes> {
  return changingJobs(principal, (transaction) => assignJobs(transaction, codes, group));
}

/** Retires job codes or restores them with their groups; entries stay. */
export function setJobCodeStatus(
  principal: Principal,
  codes: readonly string[],
  isActive: boolean,
): Promise<ChangedCodes> {
  return changingJobs(principal, (transaction) => setJobStatus(transaction, codes, isActive));
}

/** Job groups with their codes. */
export async function listJobGroups({ caller }: Principal): Promise<JobGroup[]> {
  await requireRight(caller, { object: 'job-code', action: 'read' });
  return caller.transaction(readGroups);
}

/** Creates a group without codes. Refuses with JOBS_TITLE_INVALID and JOBS_GROUP_TAKEN. */
export function addJobGroup(principal: Principal, title: string): Promise<void> {
  return changingJobs(principal, (transaction) => addGroup(transaction, title));
}

/** Renames a group. Refuses as `renameGroup` does. */
export function renameJobGroup(principal: Principal, title: string, newTitle: string): Promise<void> {
  return changingJobs(principal, (transaction) => renameGroup(transaction, title, newTitle));
}

/** Retires a group whose codes are all retired, or restores it. Refuses as `setGroupStatus` does. */
export function setJobGroupStatus(principal: Principal, title: string, isActive: boolean): Promise<void> {
  return changingJobs(principal, (transaction) => setGroupStatus(transaction, title, isActive));
}

/** A group, or codes on their own. */
export type JobsOf = { readonly group: string } | { readonly codes: readonly string[] };

/**
 * Says whether the hours of job codes, or of all that are in a group now, are productive; what stood before stays in
 * the catalogue. Refuses with JOBS_GROUP_UNKNOWN and JOBS_CODE_UNKNOWN.
 */
export async function setJobsProductive(
  principal: Principal,
  change: JobsOf,
  isProductive: boolean,
): Promise<readonly string[]> {
  const changing = { actor: principal.person.userId, reason: principal.reason };
  return changingJobs(principal, async (transaction) => {
    const codes = 'codes' in change ? change.codes : await codesOfGroup(transaction, change.group);
    const listed = new Set((await listJobs(transaction)).map((job) => job.job_code));
    const missing = codes.find((code) => !listed.has(code));
    if (missing !== undefined) throw await unknownJob(transaction, missing);
    return setProductive(transaction, { codes: [...new Set(codes)], isProductive }, changing);
  });
}

async function codesOfGroup(transaction: Connection, title: string): Promise<string[]> {
  return (await groupTitled(transaction, title)).codes.map(({ jobCode }) => jobCode);
}

/** Which labels of the payroll budget: at some sites or all, of a year, by the people of a day. */
export interface ProfilesAsked {
  readonly sites: readonly string[] | null;
  readonly year: number;
  /** `YYYY-MM-DD` */
  readonly asOf: string;
}

/** Job profiles of the payroll budget with the codes they map to, and by which rule. */
export async function listJobProfiles(
  { caller, database }: Principal,
  filter: ProfilesAsked,
): Promise<ListedProfile[]> {
  const reading = { object: 'budget', action: 'read' } as const;
  await requireRight(caller, reading);
  const reach = await reachOf(caller, reading);
  if (reach === 'everywhere') return listProfiles(database, filter);
  return listProfiles(database, {
    ...filter,
    sites: (filter.sites ?? reach).filter((site) => reach.includes(site)),
  });
}

/** A label of the payroll budget, and where a decision about it applies; null means everywhere. */
export interface ProfileAsked {
  readonly profile: string;
  readonly sites: readonly string[] | null;
}

/** Decides which job codes a label stands for; none leaves its budget without a code. */
export function mapJobProfile(
  principal: Principal,
  profile: ProfileAsked,
  jobCodes: readonly string[],
): Promise<ProfilePlace> {
  return changingMapping(principal, profile, (transaction, place) =>
    decideMapping(transaction, place, jobCodes),
  );
}

/** Withdraws a decision; the rules apply again. Refuses with JOBS_MAPPING_UNKNOWN. */
export function unmapJobProfile(principal: Principal, profile: ProfileAsked): Promise<ProfilePlace> {
  return changingMapping(principal, profile, withdrawMapping);
}

/** Changes job codes or groups in one transaction. */
async function changingJobs<T>(
  { caller, database }: Principal,
  change: (transaction: Connection) => Promise<T>,
): Promise<T> {
  await requireRight(caller, { object: 'job-code', action: 'change' });
  return database.transaction(change, takenUpAgain);
}

async function changingMapping(
  { caller, database, person }: Principal,
  { profile, sites }: ProfileAsked,
  change: (transaction: Connection, place: ProfilePlace) => Promise<void>,
): Promise<ProfilePlace> {
  await requireRight(caller, { object: 'budget', action: 'execute' });
  const place = { profile: profile.trim().toUpperCase(), sites, decidedBy: person.userId };
  await database.transaction((transaction) => change(transaction, place), takenUpAgain);
  return place;
}

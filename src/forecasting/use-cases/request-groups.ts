import { takenUpAgain } from '../../platform/database/index.ts';
import { requireRight, type Principal } from '../../platform/security/index.ts';
import {
  decideGroupRequest,
  groupRequestOf,
  keepGroupRequest,
  readGroupRequests,
  type GroupDecision,
  type GroupRequest,
  type GroupToRequest,
} from '../jobs/group-requests.ts';
import { readSiteJobs } from '../jobs/site-jobs.ts';

/** Changes of job groups that were asked for at the sites of the principal, newest first. */
export async function listGroupRequests(
  { caller }: Principal,
  { isOpen }: { readonly isOpen: boolean },
): Promise<GroupRequest[]> {
  await requireRight(caller, { object: 'job-group-request', action: 'read' });
  return caller.transaction((transaction) => readGroupRequests(transaction, { isOpen }));
}

/** Asks for a change of job groups, with a reason. Refuses with SECURITY_FORBIDDEN and as `keepGroupRequest` does. */
export async function requestGroupChange(
  { caller, database, person, reason }: Principal,
  change: GroupToRequest,
  today: string,
): Promise<GroupRequest> {
  const { site } = change;
  await requireRight(caller, { object: 'job-group-request', action: 'change', site });
  const staffed = (await readSiteJobs(database, [site], today)).get(site) ?? [];
  const codesOfSite = new Set(staffed.map(({ jobCode }) => jobCode));
  return database.transaction(
    (transaction) => keepGroupRequest(transaction, change, { codesOfSite, askedBy: person.userId, reason }),
    takenUpAgain,
  );
}

/**
 * Approves or refuses a request of somebody else, or withdraws one's own. Refuses with SECURITY_FORBIDDEN and as
 * `decideGroupRequest` does.
 */
export async function settleGroupRequest(
  { caller, database, person, reason }: Principal,
  id: string,
  state: GroupDecision['state'],
): Promise<GroupRequest> {
  const action = state === 'withdrawn' ? 'change' : 'approve';
  await requireRight(caller, { object: 'job-group-request', action });
  const { site } = await caller.transaction((transaction) => groupRequestOf(transaction, id));
  await requireRight(caller, { object: 'job-group-request', action, site });
  return database.transaction(
    (transaction) => decideGroupRequest(transaction, id, { state, decidedBy: person.userId, reason }),
    takenUpAgain,
  );
}

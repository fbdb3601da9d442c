import { refusal } from '../../kernel/errors.ts';
import type { Queryable } from '../../platform/database/index.ts';
import { assignJobs } from './administer-codes.ts';
import { addGroup, groupTitled, isCalled, readGroups, renameGroup } from './administer-groups.ts';

/** A change of job groups that somebody asked for. */
export interface GroupRequest {
  readonly request: string;
  readonly site: string;
  /** Job codes that are to be in the group; none where it is to have another title. */
  readonly codes: readonly string[];
  readonly group: string;
  readonly newTitle: string | null;
  readonly state: 'asked' | 'approved' | 'refused' | 'withdrawn';
  readonly reason: string;
  readonly askedBy: string;
  /** `YYYY-MM-DD HH:MM` in UTC. */
  readonly askedAt: string;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  readonly decidedReason: string | null;
}

/** Requests as far as the caller sees them, newest first. */
export async function readGroupRequests(
  database: Queryable,
  { id = null, isOpen = false }: { readonly id?: string | null; readonly isOpen?: boolean },
): Promise<GroupRequest[]> {
  return database.query<GroupRequest>(
    `select request_id::text as request, site_id as site, job_codes as codes, group_title as group,
       new_title as "newTitle", state, reason, asked_by as "askedBy",
       to_char(asked_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') as "askedAt", decided_by as "decidedBy",
       to_char(decided_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') as "decidedAt", decided_reason as "decidedReason"
     from forecasting.group_request
     where ($1::bigint is null or request_id = $1::bigint) and (not $2 or state = 'asked')
     order by request_id desc`,
    [id, isOpen],
  );
}

/** One request. Refuses with JOBS_REQUEST_UNKNOWN. */
export async function groupRequestOf(database: Queryable, id: string): Promise<GroupRequest> {
  const [request] = /^[1-9]\d{0,17}$/.test(id) ? await readGroupRequests(database, { id }) : [];
  if (request === undefined) throw refusal('JOBS_REQUEST_UNKNOWN', { id });
  return request;
}

/** What is asked for at a site: job codes into a group, or another title for one. */
export type GroupToRequest = {
  readonly site: string;
  readonly group: string;
} & ({ readonly codes: readonly string[] } | { readonly newTitle: string });

/**
 * Keeps what was asked for; only of job codes in use at the site, and of groups that have one. As the owner; check the
 * right first. Refuses with JOBS_REQUEST_INVALID and, where another title is asked for, JOBS_GROUP_UNKNOWN.
 */
export async function keepGroupRequest(
  transaction: Queryable,
  change: GroupToRequest,
  asking: {
    readonly codesOfSite: ReadonlySet<string>;
    readonly askedBy: string;
    readonly reason: string | null;
  },
): Promise<GroupRequest> {
  const { site, group } = change;
  const codes = 'codes' in change ? [...new Set(change.codes)] : [];
  const newTitle = 'newTitle' in change ? change.newTitle.trim() : null;
  const problem = await problemOf(transaction, { ...change, codes, newTitle }, asking);
  if (problem !== null) throw refusal('JOBS_REQUEST_INVALID', { site, problem });
  const [added] = await transaction.query<{ id: string }>(
    `insert into forecasting.group_request
       (site_id, job_codes, group_title, new_title, state, reason, asked_at, asked_by)
     values ($1, $2, $3, $4, 'asked', $5, now(), $6) returning request_id::text as id`,
    [site, codes, group.trim(), newTitle, asking.reason?.trim() ?? '', asking.askedBy],
  );
  return groupRequestOf(transaction, added?.id ?? '');
}

async function problemOf(
  database: Queryable,
  change: {
    readonly group: string;
    readonly codes: readonly string[];
    readonly newTitle: string | null;
  },
  { codesOfSite, reason }: { readonly codesOfSite: ReadonlySet<string>; readonly reason: string | null },
): Promise<string | null> {
  const { group, codes, newTitle } = change;
  const isTitle = (text: string): boolean => /^[^@=\p{Cc}]{1,100}$/u.test(text.trim());
  if (reason === null || reason.trim() === '' || reason.length > 2_000)
    return 'it needs a reason of up to 2,000 characters';
  if (!isTitle(group) || (newTitle !== null && !isTitle(newTitle)))
    return 'a title has 1 to 100 characters without @ and =';
  if (newTitle === null) {
    const missing = codes.filter((code) => !codesOfSite.has(code));
    if (codes.length === 0 || codes.length > 100) return 'it names 1 to 100 job codes, or a new title';
    return missing.length === 0 ? null : `nobody works there as ${missing.join(', ')}`;
  }
  const own = (await groupTitled(database, group)).codes.some(({ jobCode }) => codesOfSite.has(jobCode));
  return own ? null : `no job code of the site is in the group ${group}`;
}

/** What became of a request, who says so and why. */
export interface GroupDecision {
  readonly state: 'approved' | 'refused' | 'withdrawn';
  readonly decidedBy: string;
  readonly reason: string | null;
}

/**
 * Decides on a request; an approved one is done in the same act, at every site, and makes the group where it is not
 * there. As the owner; check the right first. Refuses with JOBS_REQUEST_DECIDED, JOBS_REQUEST_OWN (withdrawing is only
 * for the caller), JOBS_REQUEST_FAILED, JOBS_REASON_MISSING and as `assignJobs` and `renameGroup` do.
 */
export async function decideGroupRequest(
  transaction: Queryable,
  id: string,
  { state, decidedBy, reason }: GroupDecision,
): Promise<GroupRequest> {
  await transaction.query(`select from forecasting.group_request where request_id::text = $1 for update`, [
    id,
  ]);
  const request = await groupRequestOf(transaction, id);
  if (request.state !== 'asked') throw refusal('JOBS_REQUEST_DECIDED', { id, state: request.state });
  if ((request.askedBy === decidedBy) !== (state === 'withdrawn'))
    throw refusal('JOBS_REQUEST_OWN', { id, user: request.askedBy });
  if (state === 'refused' && reason === null) throw refusal('JOBS_REASON_MISSING');
  if (state === 'approved') await apply(transaction, request);
  await transaction.execute(
    `update forecasting.group_request set state = $2, decided_at = now(), decided_by = $3, decided_reason = $4
     where request_id = $1`,
    [id, state, decidedBy, reason],
  );
  return groupRequestOf(transaction, id);
}

async function apply(
  transaction: Queryable,
  { request, codes, group, newTitle }: GroupRequest,
): Promise<void> {
  if (newTitle !== null) return renameGroup(transaction, group, newTitle);
  const isThere = (await readGroups(transaction)).some((one) => isCalled(one, group));
  if (!isThere) await addGroup(transaction, group);
  const { each } = await assignJobs(transaction, codes, group);
  const refused = each.filter((one) => one.refusal !== null);
  if (refused.length > 0)
    throw refusal('JOBS_REQUEST_FAILED', {
      id: request,
      codes: refused.map(({ jobCode, refusal: why }) => `${jobCode} is ${why ?? ''}`).join(', '),
    });
}

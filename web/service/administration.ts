import { queryOptions } from '@tanstack/react-query';
import { read, readSet, send } from './client.ts';

/** Who uses Daybook. */
export interface UserUsage {
  readonly user_id: string;
  readonly display_name: string | null;
  readonly origin: string;
  readonly roles: readonly string[];
  readonly sites: number;
  readonly last_seen_at: string | null;
  readonly quiet_days: number;
  readonly standing: string;
  readonly disabled_reason: string | null;
}

export const usersQuery = queryOptions({
  queryKey: ['administration', 'users'],
  queryFn: async ({ signal }) =>
    (await read<{ readonly people: readonly UserUsage[] }>('/users/usage', {}, signal)).people,
});

/** Disables a person, or enables one who was disabled. */
export async function setEnabled(person: string, isEnabled: boolean, reason: string): Promise<void> {
  await send('POST', isEnabled ? '/users/enable' : '/users/disable', { body: { person, reason }, reason });
}

/** A request for a role. */
export interface AccessRequest {
  readonly access_request_id: string;
  readonly person: string;
  readonly role: string;
  readonly place_kind: string | null;
  readonly places: readonly string[];
  readonly until: string | null;
  readonly reason: string;
  readonly requested_by: string;
  readonly requested_at: string;
  readonly state: string;
  readonly manager_by: string | null;
  readonly security_by: string | null;
  readonly refused_by: string | null;
  readonly refusal_reason: string | null;
  readonly conflicts: readonly string[];
  readonly is_mine_to_decide: boolean;
}

export const accessRequestsQuery = queryOptions({
  queryKey: ['administration', 'access-requests'],
  queryFn: ({ signal }) => read<readonly AccessRequest[]>('/access-requests', { all: 'true' }, signal),
});

/** Asks for a role. */
export async function requestAccess(body: {
  readonly role: string;
  readonly place_kind: string | null;
  readonly places: readonly string[];
  readonly until: string | null;
  readonly reason: string;
}): Promise<void> {
  await send('POST', '/access-requests', { body, reason: body.reason });
}

/** An export above the limit. */
export interface ExportRequest {
  readonly export_request_id: string;
  readonly person: string;
  readonly what: string;
  readonly filter: string;
  readonly row_count: string;
  readonly reason: string | null;
  readonly requested_at: string;
  readonly state: string;
  readonly decided_by: string | null;
  readonly decision_reason: string | null;
  readonly is_mine_to_decide: boolean;
}

export const exportRequestsQuery = queryOptions({
  queryKey: ['administration', 'export-requests'],
  queryFn: ({ signal }) => read<readonly ExportRequest[]>('/export-requests', {}, signal),
});

/** Decides a request of somebody else. */
export async function decideRequest(
  kind: 'access-requests' | 'export-requests',
  id: string,
  { decision, reason }: { readonly decision: 'approve' | 'refuse'; readonly reason: string },
): Promise<void> {
  const body = kind === 'access-requests' && decision === 'approve' ? {} : { body: { reason } };
  await send('POST', `/${kind}/${id}/${decision}`, { ...body, reason });
}

/** A review of who holds which role. */
export interface AccessReview {
  readonly access_review_id: string;
  readonly kind: string;
  readonly period_on: string;
  readonly opened_at: string;
  readonly due_on: string;
  readonly line_count: number;
  readonly undecided: number;
  readonly is_overdue: boolean;
}

export const accessReviewsQuery = queryOptions({
  queryKey: ['administration', 'access-reviews'],
  queryFn: ({ signal }) => read<readonly AccessReview[]>('/access-reviews', {}, signal),
});

/** A role of a person that is reviewed. */
export interface ReviewLine {
  readonly access_review_line_id: string;
  readonly person: string;
  readonly role: string;
  readonly origin: string;
  readonly sites: readonly string[];
  readonly last_seen_at: string | null;
  readonly decision: string | null;
  readonly decided_by: string | null;
  readonly reason: string | null;
}

/** The lines of a review. */
export const reviewLinesQuery = (review: string) =>
  queryOptions({
    queryKey: ['administration', 'access-reviews', review],
    queryFn: ({ signal }) => read<readonly ReviewLine[]>(`/access-reviews/${review}`, {}, signal),
  });

/** Opens a review of the quarter or month that a day is in. */
export async function openReview(kind: string, day: string): Promise<void> {
  await send('POST', '/access-reviews', { body: { kind, day } });
}

/** Keeps or ends roles under review, each separately. */
export async function decideLines(
  lines: readonly string[],
  decision: 'keep' | 'end',
  reason: string,
): Promise<{
  readonly done: readonly unknown[];
  readonly refused: readonly {
    readonly id: string;
    readonly error: { readonly message: string; readonly next: string };
  }[];
  readonly failed: number;
}> {
  return send('POST', '/access-reviews/decide', { body: { lines, decision, reason }, reason });
}

/** What a role may do. */
export interface Privilege {
  readonly role: string;
  readonly object: string;
  readonly action: string;
  readonly scope: string;
  readonly note: string | null;
}

export const privilegesQuery = queryOptions({
  queryKey: ['administration', 'privileges'],
  queryFn: ({ signal }) => readSet<Privilege>('privileges', { top: '5000' }, signal),
  staleTime: 60_000,
});

/** A fact of the operator. */
export interface OperatorFact {
  readonly name: string;
  readonly kind: string;
  readonly values: readonly string[];
  readonly delivered: readonly string[];
  readonly is_set: boolean;
  readonly set_at: string | null;
  readonly meaning: string;
}

export const operatorFactsQuery = queryOptions({
  queryKey: ['administration', 'facts'],
  queryFn: ({ signal }) => read<readonly OperatorFact[]>('/operator-facts', {}, signal),
});

/** Earlier values of a fact, newest first. */
export const factHistoryQuery = (name: string) =>
  queryOptions({
    queryKey: ['administration', 'facts', name],
    queryFn: ({ signal }) =>
      read<{
        readonly history:
          | readonly {
              readonly values: readonly string[];
              readonly reason: string;
              readonly set_at: string;
              readonly set_by: string;
            }[]
          | null;
      }>(`/operator-facts/${encodeURIComponent(name)}`, {}, signal),
  });

/** Sets a fact; without values it is as delivered again. */
export async function setFact(name: string, values: readonly string[] | null, reason: string): Promise<void> {
  const path = `/operator-facts/${encodeURIComponent(name)}`;
  if (values === null) await send('DELETE', path, { reason });
  else await send('PUT', path, { body: { values }, reason });
}

/** An entry of a catalogue. */
export interface CatalogueEntry {
  readonly entry: string | null;
  readonly code: string;
  readonly name: string | null;
  readonly accounts: string | null;
  readonly is_in_force: boolean;
  readonly entered_by: string | null;
  readonly entered_at: string | null;
}

/** The entries of a catalogue. */
export const catalogueQuery = (catalogue: string) =>
  queryOptions({
    queryKey: ['administration', 'catalogue', catalogue],
    queryFn: ({ signal }) =>
      read<readonly CatalogueEntry[]>(`/catalogues/${encodeURIComponent(catalogue)}`, {}, signal),
  });

/** Adds an entry, replaces the one that was read, or ends it where there is no name. */
export async function keepEntry(
  catalogue: string,
  { code, name, seen }: { readonly code: string; readonly name: string | null; readonly seen: string },
  reason: string,
): Promise<void> {
  const path = `/catalogues/${encodeURIComponent(catalogue)}/${encodeURIComponent(code)}`;
  if (name === null) await send('DELETE', path, { reason });
  else await send('PUT', path, { body: { name, seen }, reason });
}

/** A group of job codes. */
export interface JobGroup {
  readonly id: string;
  readonly title: string;
  readonly is_active: boolean;
  readonly codes: readonly { readonly job_code: string; readonly is_active: boolean }[];
}

export const jobGroupsQuery = queryOptions({
  queryKey: ['administration', 'job-groups'],
  queryFn: ({ signal }) => read<readonly JobGroup[]>('/job-groups', {}, signal),
});

/** A document for the ledger. */
export interface Posting {
  readonly key: string;
  readonly statement_id: string | null;
  readonly kind: string;
  readonly document_number: string;
  readonly batch: string;
  readonly site: string;
  readonly debit: string;
  readonly credit: string;
  readonly state: string;
  readonly answer: string | null;
}

/** The documents of a service month. */
export const postingsQuery = (month: string) =>
  queryOptions({
    queryKey: ['administration', 'postings', month],
    queryFn: async ({ signal }) =>
      (await read<{ readonly postings: readonly Posting[] }>('/postings', { month }, signal)).postings,
  });

/** A posting against the balance of the ledger. */
export interface ReconciledAccount {
  readonly site: string;
  readonly account: string;
  readonly posted: string;
  readonly waiting: string;
  readonly ledger: string | null;
  readonly difference: string;
  readonly finding: string;
  readonly explanation: string | null;
}

/** The postings of a service month against the ledger. */
export const reconciliationQuery = (month: string) =>
  queryOptions({
    queryKey: ['administration', 'reconciliation', month],
    queryFn: async ({ signal }) =>
      (
        await read<{ readonly accounts: readonly ReconciledAccount[] }>(
          '/postings/reconciliation',
          { month },
          signal,
        )
      ).accounts,
  });

/** An entry of the audit trail. */
export interface AuditEntry {
  readonly position: number;
  readonly recorded_at: string;
  readonly kind: string;
  readonly relation: string;
  readonly row_key: string | null;
  readonly changes: string | null;
  readonly site_id: string | null;
  readonly actor: string;
  readonly acting_roles: readonly string[];
  readonly reason: string | null;
  readonly hash: string;
}

/** Entries of the trail that one look shows. */
const mostEntries = 500;

/** The newest entries of the trail, of one relation where it is named. */
export const auditQuery = (relation: string) =>
  queryOptions({
    queryKey: ['administration', 'audit', relation],
    queryFn: ({ signal }) =>
      readSet<AuditEntry>(
        'audit_entries',
        {
          orderby: 'position desc',
          top: String(mostEntries),
          ...(relation === '' ? {} : { filter: `contains(relation,'${relation.replaceAll("'", "''")}')` }),
        },
        signal,
      ),
  });

/** An open session. */
export interface Session {
  readonly session_id: string;
  readonly signed_in_by: string;
  readonly opened_at: string;
  readonly last_used_at: string;
  readonly ends_at: string;
  readonly is_this_one: boolean;
}

export const sessionsQuery = queryOptions({
  queryKey: ['administration', 'sessions'],
  queryFn: ({ signal }) => read<readonly Session[]>('/sessions', {}, signal),
});

/** A key of a script, without its secret. */
export interface ApiKey {
  readonly api_key_id: string;
  readonly label: string;
  readonly begins_with: string;
  readonly scopes: readonly string[];
  readonly made_at: string;
  readonly ends_at: string;
  readonly last_used_at: string | null;
}

export const keysQuery = queryOptions({
  queryKey: ['administration', 'keys'],
  queryFn: ({ signal }) => read<readonly ApiKey[]>('/keys', {}, signal),
});

/** Ends a session or a key. */
export async function endAccess(kind: 'sessions' | 'keys', id: string, reason: string): Promise<void> {
  await send('DELETE', `/${kind}/${encodeURIComponent(id)}`, { reason });
}

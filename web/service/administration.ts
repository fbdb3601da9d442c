import { queryOptions } from '@tanstack/react-query';
import type { Answers } from './answers.ts';
import { quoted, read, readSet, send } from './client.ts';
import type { Rows } from './rows.ts';

/** Who uses Daybook. */
export type UserUsage = Answers['GET /users/usage']['people'][number];

export const usersQuery = queryOptions({
  queryKey: ['administration', 'users'],
  queryFn: async ({ signal }) => (await read<Answers['GET /users/usage']>('/users/usage', {}, signal)).people,
});

/** Disables a person, or enables one who was disabled. */
export async function setEnabled(person: string, isEnabled: boolean, reason: string): Promise<void> {
  await send('POST', isEnabled ? '/users/enable' : '/users/disable', { body: { person, reason }, reason });
}

/** A request for a role. */
export type AccessRequest = Answers['GET /access-requests'][number];

export const accessRequestsQuery = queryOptions({
  queryKey: ['administration', 'access-requests'],
  queryFn: ({ signal }) => read<Answers['GET /access-requests']>('/access-requests', { all: 'true' }, signal),
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
export type ExportRequest = Answers['GET /export-requests'][number];

export const exportRequestsQuery = queryOptions({
  queryKey: ['administration', 'export-requests'],
  queryFn: ({ signal }) => read<Answers['GET /export-requests']>('/export-requests', {}, signal),
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
export type AccessReview = Answers['GET /access-reviews'][number];

export const accessReviewsQuery = queryOptions({
  queryKey: ['administration', 'access-reviews'],
  queryFn: ({ signal }) => read<Answers['GET /access-reviews']>('/access-reviews', {}, signal),
});

/** A role of a person that is reviewed. */
export type ReviewLine = Answers['GET /access-reviews/:id'][number];

/** The lines of a review. */
export const reviewLinesQuery = (review: string) =>
  queryOptions({
    queryKey: ['administration', 'access-reviews', review],
    queryFn: ({ signal }) =>
      read<Answers['GET /access-reviews/:id']>(`/access-reviews/${review}`, {}, signal),
  });

/** Opens a review of the quarter or month that a day is in. */
export async function openReview(kind: string, day: string): Promise<void> {
  await send('POST', '/access-reviews', { body: { kind, day } });
}

/** Changes where roles under review hold, or until when, each separately. */
export async function changeLines(
  lines: readonly string[],
  to: {
    readonly place_kind: string | null;
    readonly places: readonly string[];
    readonly until: string | null;
  },
  reason: string,
): Promise<Answers['POST /access-reviews/decide']> {
  return send('POST', '/access-reviews/decide', {
    body: { lines, decision: 'change', ...to, reason },
    reason,
  });
}

/** Keeps or ends roles under review, each separately. */
export async function decideLines(
  lines: readonly string[],
  decision: 'keep' | 'end',
  reason: string,
): Promise<Answers['POST /access-reviews/decide']> {
  return send('POST', '/access-reviews/decide', { body: { lines, decision, reason }, reason });
}

const privilegeColumns = ['role', 'object', 'action', 'scope', 'note'] as const;

/** What a role may do. */
export type Privilege = Pick<Rows['privileges'], (typeof privilegeColumns)[number]> & {
  readonly scope: string;
};

export const privilegesQuery = queryOptions({
  queryKey: ['administration', 'privileges'],
  queryFn: async ({ signal }): Promise<readonly Privilege[]> => {
    const rows = await readSet('privileges', { select: privilegeColumns, top: 5_000 }, signal);
    return rows.flatMap(({ scope, ...row }) => (scope === null ? [] : { scope, ...row }));
  },
  staleTime: 60_000,
});

/** A fact of the operator. */
export type OperatorFact = Answers['GET /operator-facts'][number];

export const operatorFactsQuery = queryOptions({
  queryKey: ['administration', 'facts'],
  queryFn: ({ signal }) => read<Answers['GET /operator-facts']>('/operator-facts', {}, signal),
});

/** One fact. */
export const factQuery = (name: string) =>
  queryOptions({
    queryKey: ['administration', 'facts', 'one', name],
    queryFn: ({ signal }) => read<OperatorFact>(`/operator-facts/${encodeURIComponent(name)}`, {}, signal),
  });

/** Earlier values of a fact, newest first. */
export const factHistoryQuery = (name: string) =>
  queryOptions({
    queryKey: ['administration', 'facts', name],
    queryFn: ({ signal }) =>
      read<Answers['GET /operator-facts/:name']>(`/operator-facts/${encodeURIComponent(name)}`, {}, signal),
  });

/** Sets a fact; without values it is as delivered again. */
export async function setFact(name: string, values: readonly string[] | null, reason: string): Promise<void> {
  const path = `/operator-facts/${encodeURIComponent(name)}`;
  if (values === null) await send('DELETE', path, { reason });
  else await send('PUT', path, { body: { values }, reason });
}

/** An entry of a catalogue. */
export type CatalogueEntry = Answers['GET /catalogues/:catalogue'][number];

/** The entries of a catalogue. */
export const catalogueQuery = (catalogue: string) =>
  queryOptions({
    queryKey: ['administration', 'catalogue', catalogue],
    queryFn: ({ signal }) =>
      read<Answers['GET /catalogues/:catalogue']>(`/catalogues/${encodeURIComponent(catalogue)}`, {}, signal),
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
export type JobGroup = Answers['GET /job-groups'][number];

export const jobGroupsQuery = queryOptions({
  queryKey: ['administration', 'job-groups'],
  queryFn: ({ signal }) => read<Answers['GET /job-groups']>('/job-groups', {}, signal),
});

/** A document for the ledger. */
export type Posting = Answers['GET /postings']['postings'][number];

/** The documents of a service month. */
export const postingsQuery = (month: string) =>
  queryOptions({
    queryKey: ['administration', 'postings', month],
    queryFn: async ({ signal }) =>
      (await read<Answers['GET /postings']>('/postings', { month }, signal)).postings,
  });

/** A posting against the balance of the ledger. */
export type ReconciledAccount = Answers['GET /postings/reconciliation']['accounts'][number];

/** The postings of a service month against the ledger. */
export const reconciliationQuery = (month: string) =>
  queryOptions({
    queryKey: ['administration', 'reconciliation', month],
    queryFn: async ({ signal }) =>
      (await read<Answers['GET /postings/reconciliation']>('/postings/reconciliation', { month }, signal))
        .accounts,
  });

const entryColumns = [
  'position',
  'recorded_at',
  'kind',
  'relation',
  'row_key',
  'record',
  'changes',
  'site_id',
  'who',
  'acting_roles',
  'reason',
  'hash',
] as const;

/** An entry of the audit trail. */
export type AuditEntry = Pick<Rows['audit_entries'], (typeof entryColumns)[number]>;

/** Entries of the trail that one look shows. */
const mostEntries = 500;

/** The newest entries of the trail, of one relation where it is named. */
export const auditQuery = (relation: string) =>
  queryOptions({
    queryKey: ['administration', 'audit', relation],
    queryFn: ({ signal }) =>
      readSet(
        'audit_entries',
        {
          select: entryColumns,
          where: relation === '' ? [] : [['relation', 'contains', quoted(relation)]],
          orderBy: ['position desc'],
          top: mostEntries,
        },
        signal,
      ),
  });

/** An open session. */
export type Session = Answers['GET /sessions'][number];

export const sessionsQuery = queryOptions({
  queryKey: ['administration', 'sessions'],
  queryFn: ({ signal }) => read<Answers['GET /sessions']>('/sessions', {}, signal),
});

/** A key of a script, without its secret. */
export type ApiKey = Answers['GET /keys'][number];

export const keysQuery = queryOptions({
  queryKey: ['administration', 'keys'],
  queryFn: ({ signal }) => read<Answers['GET /keys']>('/keys', {}, signal),
});

/** Ends a session or a key. */
export async function endAccess(kind: 'sessions' | 'keys', id: string, reason: string): Promise<void> {
  await send('DELETE', `/${kind}/${encodeURIComponent(id)}`, { reason });
}

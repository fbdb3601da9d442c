import { queryOptions } from '@tanstack/react-query';
import type { Answers } from '../answers.ts';
import { download, read, send } from '../client.ts';

// What administrators change: keys, job groups, mappings, documents for the ledger, the chain of the trail.

/** What a key may open. */
export const keyScopes = ['questions:read', 'data:read', 'data:write', 'intake:write'] as const;

/** A key that was made: its secret is in no other answer. */
export type NewKey = Answers['POST /keys'];

/** Makes a key of the person. */
export async function makeKey(key: {
  readonly label: string;
  readonly scopes: readonly string[];
  readonly days: number;
}): Promise<NewKey> {
  return send('POST', '/keys', { body: key });
}

/** Replaces a key; the old one works for one more day. */
export async function rotateKey(id: string): Promise<NewKey> {
  return send('POST', `/keys/${encodeURIComponent(id)}/rotate`, {});
}

/** A job code with its group. */
export type JobCode = Answers['GET /job-codes'][number];

export const jobCodesQuery = queryOptions({
  queryKey: ['administration', 'job-codes'],
  queryFn: ({ signal }) => read<Answers['GET /job-codes']>('/job-codes', {}, signal),
});

/** Makes a job group. */
export async function addGroup(title: string, reason: string): Promise<void> {
  await send('POST', '/job-groups', { body: { title }, reason });
}

/** Renames a job group, retires it, or restores it. */
export async function changeGroup(
  title: string,
  change: { readonly title: string } | { readonly is_active: boolean },
  reason: string,
): Promise<void> {
  await send('PATCH', `/job-groups/${encodeURIComponent(title)}`, { body: { change }, reason });
}

/** What became of each job code. */
export type ChangedCodes = Answers['POST /job-codes/assign'];

/** Puts job codes into a group. */
export async function assignCodes(
  codes: readonly string[],
  group: string,
  reason: string,
): Promise<ChangedCodes> {
  return send('POST', '/job-codes/assign', { body: { codes, group }, reason });
}

/** Retires job codes, or restores them. */
export async function setCodesActive(
  codes: readonly string[],
  isActive: boolean,
  reason: string,
): Promise<ChangedCodes> {
  return send('POST', '/job-codes/status', { body: { codes, is_active: isActive }, reason });
}

/** Counts the hours of job codes as productive, or not. */
export async function setCodesProductive(
  codes: readonly string[],
  isProductive: boolean,
  reason: string,
): Promise<void> {
  const body = { jobs: { codes }, is_productive: isProductive };
  await send('POST', '/job-codes/productive', { body, reason });
}

/** An account without a row of the P&L. */
export type UnmappedAccount = Answers['GET /accounts/unmapped'][number];

export const unmappedAccountsQuery = queryOptions({
  queryKey: ['administration', 'unmapped-accounts'],
  queryFn: ({ signal }) => read<Answers['GET /accounts/unmapped']>('/accounts/unmapped', {}, signal),
});

/** Says in which row of the P&L an account counts. */
export async function mapAccount(account: string, category: string, reason: string): Promise<void> {
  await send('PUT', `/accounts/${encodeURIComponent(account)}/category`, {
    body: { category, reason },
    reason,
  });
}

/** An account whose row of the P&L was decided here. */
export type MappedAccount = Answers['GET /accounts/mapped'][number];

export const mappedAccountsQuery = queryOptions({
  queryKey: ['administration', 'mapped-accounts'],
  queryFn: ({ signal }) => read<Answers['GET /accounts/mapped']>('/accounts/mapped', {}, signal),
});

/** Withdraws in which row of the P&L an account counts. */
export async function unmapAccount(account: string, reason: string): Promise<void> {
  await send('DELETE', `/accounts/${encodeURIComponent(account)}/category`, { reason });
}

/** Sets how many rows leave in one export without approval. */
export async function setExportLimit(
  limit: { readonly holder: string; readonly rows: number },
  reason: string,
): Promise<void> {
  await send('PUT', '/export-limit', { body: { ...limit, reason }, reason });
}

/** A job profile of the payroll budget, and the codes it stands for. */
export type JobProfile = Answers['GET /job-profiles'][number];

export const jobProfilesQuery = queryOptions({
  queryKey: ['administration', 'job-profiles'],
  queryFn: ({ signal }) => read<Answers['GET /job-profiles']>('/job-profiles', {}, signal),
});

/** Says for which job codes a profile stands at every site; without codes its budget has none. */
export async function mapProfile(profile: string, codes: readonly string[], reason: string): Promise<void> {
  await send('POST', '/job-profiles/map', { body: { profile, sites: null, codes }, reason });
}

/** Withdraws the decision; the rules apply again. */
export async function unmapProfile(profile: string, reason: string): Promise<void> {
  await send('POST', '/job-profiles/unmap', { body: { profile, sites: null }, reason });
}

/** A line or figure of the old system, mapped or not. */
export interface FormerLine {
  readonly kind: 'title' | 'code' | 'figure';
  readonly former_name: string;
  readonly uses: number;
  readonly amount: string;
  readonly target: string | null;
}

export const formerLinesQuery = queryOptions({
  queryKey: ['administration', 'former-lines'],
  queryFn: async ({ signal }): Promise<readonly FormerLine[]> => {
    const { mappings, unmapped } = await read<Answers['GET /takeover/mapping']>(
      '/takeover/mapping',
      {},
      signal,
    );
    return [...unmapped.map((row) => ({ ...row, target: null })), ...mappings];
  },
});

/** Says what a line of the old system is here; empty ends the mapping. */
export async function mapFormerLine(
  { kind, former_name: from }: FormerLine,
  to: string,
  reason: string,
): Promise<Answers['POST /takeover/mapping']> {
  return send('POST', '/takeover/mapping', { body: { rows: [{ kind, from, to }] }, reason });
}

/** Hands pending documents over to the ledger: one attempt for each. */
export async function handOver(reason: string): Promise<Answers['POST /postings/hand-over']> {
  return send('POST', '/postings/hand-over', { reason });
}

/** Submits documents again that the ledger refused or did not answer. */
export async function retryPostings(
  keys: readonly string[],
  reason: string,
): Promise<Answers['POST /postings/retry']> {
  return send('POST', '/postings/retry', { body: { keys }, reason });
}

/** Records what the ledger answered to a document. */
export async function acknowledgePosting(
  key: string,
  { answer, isFailed }: { readonly answer: string; readonly isFailed: boolean },
): Promise<void> {
  await send('POST', '/postings/acknowledge', { body: { key, answer, is_failed: isFailed } });
}

/** An answer of the ledger that could not be recorded. */
export type HeldAnswer = Answers['GET /postings/held'][number];

export const heldAnswersQuery = queryOptions({
  queryKey: ['administration', 'held-answers'],
  queryFn: ({ signal }) => read<Answers['GET /postings/held']>('/postings/held', {}, signal),
});

/** Discards held answers, each separately. */
export async function discardHeld(
  held: readonly string[],
  reason: string,
): Promise<Answers['POST /postings/held/discard']> {
  return send('POST', '/postings/held/discard', { body: { held }, reason });
}

/** The evidence of a quarter, such as `2026-Q1`, as an archive. */
export async function downloadEvidence(quarter: string): Promise<void> {
  await download('/audit-evidence', { quarter });
}

/** What a verification of the trail came to. */
export type Verification = Answers['POST /audit-verifications'];

/** Verifies the chain of the trail; the whole of it is read. */
export async function verifyTrail(): Promise<Verification> {
  return send('POST', '/audit-verifications', {});
}

/** Where the matrix differs from what is delivered. */
export const changedRightsQuery = queryOptions({
  queryKey: ['administration', 'changed-rights'],
  queryFn: ({ signal }) => read<Answers['GET /changed-rights']>('/changed-rights', {}, signal),
});

/** What a right lets one do. */
export const rightActions = ['read', 'change', 'approve', 'execute'] as const;

/** Where a right may hold, from nowhere to everywhere. */
export const rightScopes = ['none', 'self', 'own', 'district', 'region', 'hierarchy', 'all'] as const;

/** Gives a role a right, changes where it holds, or removes it (`none`). */
export async function setRight(
  right: { readonly role: string; readonly object: string; readonly action: string; readonly scope: string },
  reason: string,
): Promise<void> {
  const path = [right.role, right.object, right.action].map((part) => encodeURIComponent(part)).join('/');
  await send('PUT', `/rights/${path}`, { body: { scope: right.scope }, reason });
}

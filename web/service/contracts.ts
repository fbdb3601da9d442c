import { queryOptions } from '@tanstack/react-query';
import type { Answers } from './answers.ts';
import { download, read, send } from './client.ts';

/** A contract as it is in effect in a month. */
export type Contract = Answers['GET /contracts/:site']['contract'];

/** A contract in a list. */
export type ListedContract = Answers['GET /contracts'][number];

/** A change that awaits a second person. */
export type WaitingChange = Answers['GET /contract-approvals'][number];

/** What a check of terms says of a field. */
export type Finding = WholeContract['findings'][number];

/** A difference between two versions, in words. */
export type TermChange = ContractVersion['changes'][number];

/** A contract, whole. */
export type WholeContract = Answers['GET /contracts/:site'] & {
  readonly terms: { readonly notes?: string | null };
};

/** A version of a contract, with what it changed. */
export type ContractVersion = Answers['GET /contracts/:site/versions'][number];

const pathOf = (site: string): string => `/contracts/${encodeURIComponent(site)}`;

/** The contracts in effect in a month. */
export const contractsQuery = (month: string) =>
  queryOptions({
    queryKey: ['contracts', 'list', month],
    queryFn: ({ signal }) => read<Answers['GET /contracts']>('/contracts', { month }, signal),
  });

/** One contract as it is in effect in a month. */
export const contractQuery = (site: string, month: string) =>
  queryOptions({
    queryKey: ['contracts', 'one', site, month],
    queryFn: ({ signal }) => read<WholeContract>(pathOf(site), { month }, signal),
  });

/** Every version of a contract, oldest first. */
export const versionsQuery = (site: string) =>
  queryOptions({
    queryKey: ['contracts', 'versions', site],
    queryFn: ({ signal }) =>
      read<Answers['GET /contracts/:site/versions']>(`${pathOf(site)}/versions`, {}, signal),
  });

/** What differs between two versions. */
export const comparedVersionsQuery = (site: string, one: number, other: number) =>
  queryOptions({
    queryKey: ['contracts', 'compared', site, one, other],
    queryFn: ({ signal }) =>
      read<Answers['GET /contracts/:site/versions/:one/compare/:other']>(
        `${pathOf(site)}/versions/${String(one)}/compare/${String(other)}`,
        {},
        signal,
      ),
  });

/** What last month would have cost with a version. */
export const versionCostsQuery = (site: string, number: number) =>
  queryOptions({
    queryKey: ['contracts', 'costs', site, number],
    queryFn: ({ signal }) =>
      read<PreviewedTerms['months']>(`${pathOf(site)}/versions/${String(number)}/costs`, {}, signal),
    retry: false,
  });

/** Changes that await a second person. */
export const waitingChangesQuery = queryOptions({
  queryKey: ['contracts', 'waiting'],
  queryFn: ({ signal }) => read<Answers['GET /contract-approvals']>('/contract-approvals', {}, signal),
});

/** A rate that is due to change. */
export type DueRate = Answers['GET /escalations']['rates'][number];

/** Rates that are due to change through a month, and what prevents others. */
export const escalationsQuery = (month: string) =>
  queryOptions({
    queryKey: ['contracts', 'escalations', month],
    queryFn: ({ signal }) => read<Answers['GET /escalations']>('/escalations', { month }, signal),
  });

/** How a value of a form is typed. */
export interface FieldShape {
  readonly label: string;
  readonly kind: string;
  readonly choices: readonly { readonly value: string; readonly label: string }[] | null;
  readonly may_be_empty: boolean;
}

/** A list of a form that takes additional rows. */
export type TermList = TermSection['lists'][number];

/** What a form shows of one thing. */
export type TermSection = TermForm['sections'][number];

/** The terms as a form. */
export type TermForm = Answers['GET /contracts/:site/fields'];

/** The form by which the terms in effect in a month are changed. */
export const termFormQuery = (site: string, month: string) =>
  queryOptions({
    queryKey: ['contracts', 'form', site, month],
    queryFn: ({ signal }) => read<TermForm>(`${pathOf(site)}/fields`, { month }, signal),
    // What is typed belongs to the version that was read: another one is a conflict that the service tells.
    staleTime: Infinity,
    gcTime: 0,
  });

/** The same as it is now, whatever was read before. */
export const newestFormQuery = (site: string, month: string) =>
  queryOptions({
    queryKey: ['contracts', 'newest form', site, month],
    queryFn: ({ signal }) => read<TermForm>(`${pathOf(site)}/fields`, { month }, signal),
    gcTime: 0,
  });

/** What somebody wants of the terms. */
export interface TermEdit {
  readonly from: string;
  readonly seen: number;
  readonly is_draft: boolean;
  readonly values: readonly { readonly place: string; readonly value: string }[];
  readonly removed: readonly string[];
}

/** What becomes of it. */
export type EditedTerms = Answers['PATCH /contracts/:site'];

/** The same before it is kept, with what past months would have cost. */
export type PreviewedTerms = Answers['POST /contracts/:site/preview'];

/** What a change would do; nothing is kept. A change that cannot bill comes with its findings, not as a refusal. */
export const previewQuery = (site: string, edit: TermEdit) =>
  queryOptions({
    queryKey: ['contracts', 'preview', site, edit],
    queryFn: () =>
      send<PreviewedTerms>('POST', `${pathOf(site)}/preview`, { body: { ...edit, is_draft: true } }),
    retry: false,
  });

/** Changes terms from a month on. */
export async function editTerms(site: string, edit: TermEdit, reason: string): Promise<EditedTerms> {
  return send('PATCH', pathOf(site), { body: edit, reason });
}

/** The first contract of a site, and what it begins with: the defaults where neither is named. */
export interface NewContract {
  readonly site: string;
  readonly asOf: string;
  readonly template: string;
  readonly like: string;
}

/** A contract that was written, or would be. */
export type WrittenContract = Answers['POST /contracts'];

/** Writes the first contract of a site, or shows what it would be. */
export async function writeContract(
  { site, asOf, template, like }: NewContract,
  { reason, isTrial }: { readonly reason: string; readonly isTrial: boolean },
): Promise<WrittenContract> {
  const from = { ...(template === '' ? {} : { template }), ...(like === '' ? {} : { like }) };
  return send('POST', '/contracts', { body: { site, as_of: asOf, ...from, is_trial: isTrial }, reason });
}

/** A contract in the format of the exports. */
export async function downloadContract(site: string, month: string): Promise<void> {
  await download(`${pathOf(site)}/file`, { month });
}

/** A file of an export, and what became of it. */
export type ImportedFile = Answers['POST /contracts/files'][number];

/** Imports exports of contracts, one contract each. */
export async function importContracts(
  files: readonly { readonly name: string; readonly content: string }[],
  from: string,
  reason: string,
): Promise<readonly ImportedFile[]> {
  return send('POST', '/contracts/files', { body: { files, from }, reason });
}

/** Takes back the newest version: a draft, or one that awaits a second person. */
export async function withdrawTerms(site: string, reason: string): Promise<void> {
  await send('POST', `${pathOf(site)}/withdraw`, { reason });
}

/** Ends a contract after a month, once a second person has approved. */
export async function endContract(site: string, after: string, reason: string): Promise<EditedTerms> {
  return send('POST', `${pathOf(site)}/end`, { body: { after }, reason });
}

/** What became of each change that was decided. */
export type DecidedChanges = Answers['POST /contract-approvals/approve'];

/** Decides changes that somebody else entered, each separately. */
export async function decideChanges(
  decision: 'approve' | 'reject',
  numbers: readonly string[],
  reason: string,
): Promise<DecidedChanges> {
  return send('POST', `/contract-approvals/${decision}`, { body: { numbers }, reason });
}

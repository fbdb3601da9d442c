import { queryOptions } from '@tanstack/react-query';
import { read, send } from './client.ts';

/** A contract as it is in effect in a month. */
export interface Contract {
  readonly site: string;
  readonly customer_name: string | null;
  readonly is_site_known: boolean;
  readonly number: number;
  readonly from_month: string;
  readonly origin: string;
  readonly state: 'active' | 'draft' | 'waiting';
  readonly billing_type: string;
  readonly payment_terms: string;
  readonly purchase_order: string | null;
  readonly components: readonly string[];
  readonly opens_on: string | null;
  readonly closes_on: string | null;
}

/** A contract in a list. */
export interface ListedContract extends Contract {
  readonly marks: readonly string[];
}

/** A change that awaits a second person. */
export interface WaitingChange {
  readonly id: string;
  readonly site: string;
  readonly customer_name: string | null;
  readonly says: string;
  readonly from: string;
  readonly is_take_over: boolean;
  readonly yearly_value: string | null;
  readonly rate_increase: string | null;
  readonly roles: readonly string[];
  readonly asked_at: string;
  readonly asked_by: string;
}

/** What a check of terms says of a field. */
export interface Finding {
  readonly grade: string;
  readonly code: string;
  /** In the names of the exports; empty for the whole contract. */
  readonly path: string;
  readonly message: string;
}

/** A difference between two versions, in words. */
export interface TermChange {
  readonly path: string;
  readonly what: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** A contract, whole. */
export interface WholeContract {
  readonly contract: Contract;
  readonly rates: readonly {
    readonly component: string;
    readonly what: string;
    readonly rate: string;
    readonly starts_on: string | null;
    readonly ends_on: string | null;
  }[];
  readonly findings: readonly Finding[];
  readonly waiting: readonly WaitingChange[];
  readonly marks: readonly string[];
  readonly due_rule: string;
  readonly words: readonly {
    readonly component: string;
    readonly title: string;
    readonly sentences: readonly string[];
  }[];
  readonly terms: { readonly notes?: string | null };
}

/** A version of a contract, with what it changed. */
export interface ContractVersion {
  readonly number: number;
  readonly from: string;
  readonly origin: string;
  readonly state: string;
  readonly made_by: string;
  readonly made_at: string;
  readonly decided_by: string | null;
  readonly decided_at: string | null;
  readonly reason: string | null;
  readonly changes: readonly TermChange[];
}

const pathOf = (site: string): string => `/contracts/${encodeURIComponent(site)}`;

/** The contracts in effect in a month. */
export const contractsQuery = (month: string) =>
  queryOptions({
    queryKey: ['contracts', 'list', month],
    queryFn: ({ signal }) => read<readonly ListedContract[]>('/contracts', { month }, signal),
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
    queryFn: ({ signal }) => read<readonly ContractVersion[]>(`${pathOf(site)}/versions`, {}, signal),
  });

/** What differs between two versions. */
export const comparedVersionsQuery = (site: string, one: number, other: number) =>
  queryOptions({
    queryKey: ['contracts', 'compared', site, one, other],
    queryFn: ({ signal }) =>
      read<readonly TermChange[]>(
        `${pathOf(site)}/versions/${String(one)}/compare/${String(other)}`,
        {},
        signal,
      ),
  });

/** Changes that await a second person. */
export const waitingChangesQuery = queryOptions({
  queryKey: ['contracts', 'waiting'],
  queryFn: ({ signal }) => read<readonly WaitingChange[]>('/contract-approvals', {}, signal),
});

/** A rate that is due to change. */
export interface DueRate {
  readonly site: string;
  readonly customer_name: string | null;
  readonly month: string;
  readonly path: string;
  readonly what: string;
  readonly from: string;
  readonly to: string;
}

/** Rates that are due to change through a month, and what prevents others. */
export const escalationsQuery = (month: string) =>
  queryOptions({
    queryKey: ['contracts', 'escalations', month],
    queryFn: ({ signal }) =>
      read<{
        readonly rates: readonly DueRate[];
        readonly missing: readonly {
          readonly code: string;
          readonly message: string;
          readonly next: string;
        }[];
      }>('/escalations', { month }, signal),
  });

/** How a value of a form is typed. */
export interface FieldShape {
  readonly label: string;
  readonly kind: string;
  readonly choices: readonly string[] | null;
  readonly may_be_empty: boolean;
}

/** A value of a form, by the place by which a change names it. */
export interface TermField extends FieldShape {
  readonly place: string;
  readonly row: string;
  readonly value: string | null;
  readonly unit: '%' | null;
}

/** A list of a form that takes additional rows. */
export interface TermList {
  readonly list: string;
  readonly label: string;
  readonly fields: readonly (FieldShape & { readonly name: string })[];
}

/** A row of a list of a form. */
export interface TermRow {
  readonly place: string;
  readonly list: string;
  readonly row: string;
  readonly title: string;
}

/** What a form shows of one thing. */
export interface TermSection {
  readonly component: string;
  readonly title: string;
  readonly switch: string | null;
  readonly is_on: boolean;
  readonly fields: readonly TermField[];
  readonly rows: readonly TermRow[];
  readonly lists: readonly TermList[];
}

/** The terms as a form. */
export interface TermForm {
  readonly number: number;
  readonly sections: readonly TermSection[];
}

/** The form by which the terms in effect in a month are changed. */
export const termFormQuery = (site: string, month: string) =>
  queryOptions({
    queryKey: ['contracts', 'form', site, month],
    queryFn: ({ signal }) => read<TermForm>(`${pathOf(site)}/fields`, { month }, signal),
    // What is typed belongs to the version that was read: another one is a conflict that the service tells.
    staleTime: Infinity,
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
export interface EditedTerms {
  readonly number: number;
  readonly is_waiting: boolean;
  readonly is_draft: boolean;
  readonly changes: readonly TermChange[];
  readonly findings: readonly Finding[];
}

/** The same before it is kept, with what past months would have cost. */
export interface PreviewedTerms extends EditedTerms {
  readonly months: readonly {
    readonly month: string;
    readonly before: string | null;
    readonly after: string | null;
    readonly lines: readonly { readonly title: string; readonly before: string; readonly after: string }[];
    readonly reasons: readonly { readonly code: string; readonly message: string }[];
  }[];
}

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

/** Takes back the newest version: a draft, or one that awaits a second person. */
export async function withdrawTerms(site: string, reason: string): Promise<void> {
  await send('POST', `${pathOf(site)}/withdraw`, { reason });
}

/** Ends a contract after a month, once a second person has approved. */
export async function endContract(site: string, after: string, reason: string): Promise<EditedTerms> {
  return send('POST', `${pathOf(site)}/end`, { body: { after }, reason });
}

/** What became of each change that was decided. */
export interface DecidedChanges {
  readonly done: readonly unknown[];
  readonly refused: readonly {
    readonly id: string;
    readonly error: { readonly message: string; readonly next: string };
  }[];
  readonly failed: number;
}

/** Decides changes that somebody else entered, each separately. */
export async function decideChanges(
  decision: 'approve' | 'reject',
  numbers: readonly string[],
  reason: string,
): Promise<DecidedChanges> {
  return send('POST', `/contract-approvals/${decision}`, { body: { numbers }, reason });
}

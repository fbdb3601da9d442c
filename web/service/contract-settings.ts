import { queryOptions } from '@tanstack/react-query';
import type { Answers } from './answers.ts';
import { read, send } from './client.ts';

/** Terms that contracts are written from. */
export type ContractTemplate = Answers['GET /contract-templates'][number];

/** Templates, retired ones too. */
export const templatesQuery = queryOptions({
  queryKey: ['contracts', 'templates'],
  queryFn: ({ signal }) =>
    read<readonly ContractTemplate[]>('/contract-templates', { history: true }, signal),
});

/** Keeps the terms of a site, or the defaults, as a template. */
export async function keepTemplate(
  name: string,
  { summary, like }: { readonly summary: string; readonly like: string },
  reason: string,
): Promise<void> {
  const body = { ...(summary === '' ? {} : { summary }), ...(like === '' ? {} : { like }) };
  await send('PUT', `/contract-templates/${encodeURIComponent(name)}`, { body, reason });
}

/** Retires a template. */
export async function retireTemplate(name: string, reason: string): Promise<void> {
  await send('DELETE', `/contract-templates/${encodeURIComponent(name)}`, { reason });
}

/** A clause of a contract. */
export type Clause = Answers['GET /contract-clauses'][number];

/** Clauses, of one site where it is named. */
export const clausesQuery = (site?: string) =>
  queryOptions({
    queryKey: ['contracts', 'clauses', site ?? null],
    queryFn: ({ signal }) => read<readonly Clause[]>('/contract-clauses', { site }, signal),
  });

/** A kind of clause as a form. */
export type ClauseKind = Answers['GET /contract-clauses/kinds'][number];

export const clauseKindsQuery = queryOptions({
  queryKey: ['contracts', 'clause-kinds'],
  queryFn: ({ signal }) => read<readonly ClauseKind[]>('/contract-clauses/kinds', {}, signal),
  staleTime: Infinity,
});

/** A clause as somebody enters it. */
export interface NewClause {
  readonly site: string;
  readonly kind: string;
  readonly from: string;
  /** Empty: without an end. */
  readonly through: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** Enters a clause; the reason is the agreement that it is in. */
export async function enterClause({ through, ...clause }: NewClause, reason: string): Promise<void> {
  const body = { ...clause, ...(through === '' ? {} : { through }), reason };
  await send('POST', '/contract-clauses', { body, reason });
}

/** Ends a clause after a month; without one it counts as never agreed. */
export async function endClause(clause: Clause, through: string, reason: string): Promise<void> {
  const body = through === '' ? {} : { through };
  await send('POST', `/contract-clauses/${clause.site_id}/${clause.clause_id}/end`, { body, reason });
}

/** The deviation beyond which the approval team reviews a statement. */
export type ReviewLimit = Answers['GET /review-limits'][number];

export const reviewLimitsQuery = queryOptions({
  queryKey: ['contracts', 'review-limits'],
  queryFn: ({ signal }) => read<readonly ReviewLimit[]>('/review-limits', {}, signal),
});

/** Limits that somebody sets; empty: as it is. */
export interface NewLimits {
  readonly sites: readonly string[];
  readonly amount: string;
  readonly percent: string;
  readonly from: string;
}

/** Sets the limits of sites, each separately, or shows what would change. */
export async function setLimits(
  { sites, amount, percent, from }: NewLimits,
  { reason, isTrial }: { readonly reason: string; readonly isTrial: boolean },
): Promise<Answers['PUT /review-limits']> {
  const values = { ...(amount === '' ? {} : { amount }), ...(percent === '' ? {} : { percent }) };
  const body = { from, is_trial: isTrial, limits: sites.map((site) => ({ site, ...values })) };
  return send('PUT', '/review-limits', { body, reason });
}

/** Marks contracts, or takes the mark away, each separately. */
export async function markContracts(
  mark: string,
  { sites, isOn }: { readonly sites: readonly string[]; readonly isOn: boolean },
  reason: string,
): Promise<Answers['PUT /contract-marks/:mark']> {
  return send('PUT', `/contract-marks/${encodeURIComponent(mark)}`, { body: { sites, is_on: isOn }, reason });
}

/** Who approves changes of contracts from a yearly value on. */
export type ApprovalTier = Answers['GET /approval-tiers'][number];

export const approvalTiersQuery = queryOptions({
  queryKey: ['contracts', 'tiers'],
  queryFn: ({ signal }) => read<readonly ApprovalTier[]>('/approval-tiers', {}, signal),
});

/** Sets the yearly value from which a tier applies. */
export async function setTier(tier: number, value: string, reason: string): Promise<void> {
  await send('PUT', `/approval-tiers/${String(tier)}`, { body: { from_value: value }, reason });
}

/** A value of an index. */
export type IndexValue = Answers['GET /indexes'][number];

export const indexesQuery = queryOptions({
  queryKey: ['contracts', 'indexes'],
  queryFn: ({ signal }) => read<readonly IndexValue[]>('/indexes', {}, signal),
});

const pathOfValue = ({ index, period }: Pick<IndexValue, 'index' | 'period'>): string =>
  `/indexes/${encodeURIComponent(index)}/${encodeURIComponent(period)}`;

/** Enters a value of an index, which counts once a second person approves it. */
export async function enterIndex(
  value: Pick<IndexValue, 'index' | 'period' | 'percent'>,
  reason: string,
): Promise<void> {
  await send('PUT', pathOfValue(value), { body: { percent: value.percent }, reason });
}

/** Approves a value that somebody else entered. */
export async function approveIndex(value: IndexValue, reason: string): Promise<void> {
  await send('POST', `${pathOfValue(value)}/approve`, { reason });
}

/** In which month component escalators apply. */
export type EscalatorReading = Answers['GET /escalators'][number];

export const readingsQuery = queryOptions({
  queryKey: ['contracts', 'readings'],
  queryFn: ({ signal }) => read<readonly EscalatorReading[]>('/escalators', {}, signal),
});

/** A month of a site that the other reading of escalators would bill otherwise. */
export type OtherReading = Answers['GET /escalations/comparison'][number];

/** What the other reading would bill, in the months through this one. */
export const otherReadingQuery = (month: string) =>
  queryOptions({
    queryKey: ['contracts', 'other-reading', month],
    queryFn: ({ signal }) => read<readonly OtherReading[]>('/escalations/comparison', { month }, signal),
  });

/** Enters another reading from a month on. */
export async function enterReading(reading: string, from: string, reason: string): Promise<void> {
  await send('POST', '/escalators', { body: { reading, from, reason }, reason });
}

/** Decides a reading that somebody else entered. */
export async function decideReading(
  id: string,
  decision: 'approved' | 'rejected',
  reason: string,
): Promise<void> {
  await send('POST', `/escalators/${id}`, { body: { decision }, reason });
}

/** An increase above the limits of the operator, which awaits a second person. */
export type WaitingIncrease = Answers['GET /increases'][number];

/** Increases that await a second person through a month. */
export const increasesQuery = (month: string) =>
  queryOptions({
    queryKey: ['contracts', 'increases', month],
    queryFn: ({ signal }) => read<readonly WaitingIncrease[]>('/increases', { month }, signal),
  });

/** Decides an increase. */
export async function decideIncrease(
  { site, month }: Pick<WaitingIncrease, 'site' | 'month'>,
  decision: 'approved' | 'rejected',
  reason: string,
): Promise<void> {
  await send('POST', `/increases/${encodeURIComponent(site)}/${month}`, { body: { decision }, reason });
}

export const noticesQuery = queryOptions({
  queryKey: ['contracts', 'notices'],
  queryFn: ({ signal }) => read<Answers['GET /customer-notices']>('/customer-notices', {}, signal),
});

/** Applies the increases that are due through a month. */
export async function applyIncreases(month: string, reason: string): Promise<Answers['POST /escalations']> {
  return send('POST', '/escalations', { body: { month }, reason });
}

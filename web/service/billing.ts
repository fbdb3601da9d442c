import { queryOptions } from '@tanstack/react-query';
import type { Answers } from './answers.ts';
import { download, read, send } from './client.ts';

/** Whether a site is ready to be billed, and what is missing. */
export type Readiness = Answers['GET /readiness'][number];

/** The sites of a month, ready or not. */
export const readinessQuery = (month: string) =>
  queryOptions({
    queryKey: ['statements', 'readiness', month],
    queryFn: ({ signal }) => read<readonly Readiness[]>('/readiness', { month }, signal),
  });

/** Marks sites ready to be billed or not; a note leads a reviewer to the statement. */
export async function markReady(
  month: string,
  mark: { readonly sites: readonly string[]; readonly isReady: boolean; readonly note: string },
): Promise<Answers['POST /readiness']> {
  const { sites, isReady, note } = mark;
  const body = { month, sites, is_ready: isReady, ...(note === '' ? {} : { note }) };
  return send('POST', '/readiness', { body });
}

/** Marks one site as ready; a note sends its statement to a review. Throws what was refused. */
export async function markSiteReady(month: string, site: string, note: string): Promise<void> {
  const { refused } = await markReady(month, { sites: [site], isReady: true, note });
  const [first] = refused;
  if (first !== undefined) throw new Error(`${first.error.message} ${first.error.next}`);
}

/** A dispute of a statement. */
export type Dispute = Answers['GET /disputes'][number];

/** Disputes, resolved ones too. */
export const disputesQuery = queryOptions({
  queryKey: ['statements', 'disputes'],
  queryFn: ({ signal }) => read<readonly Dispute[]>('/disputes', { all: 'true' }, signal),
});

/** What was paid of an invoice. */
export type Payment = Answers['GET /payments'][number];

/** Payments of the invoices of a month. */
export const paymentsQuery = (month: string) =>
  queryOptions({
    queryKey: ['statements', 'payments', month],
    queryFn: ({ signal }) => read<readonly Payment[]>('/payments', { month }, signal),
  });

/** A payment that matches no invoice. */
export type UnmatchedPayment = Answers['GET /payments/unmatched'][number];

export const unmatchedQuery = queryOptions({
  queryKey: ['statements', 'unmatched'],
  queryFn: ({ signal }) => read<readonly UnmatchedPayment[]>('/payments/unmatched', {}, signal),
});

/** The four figures of a statement. */
export type FourFigures = Answers['GET /statement-comparison'][number];

/** The four figures of the statements of a month. */
export const comparisonQuery = (month: string) =>
  queryOptions({
    queryKey: ['statements', 'comparison', month],
    queryFn: ({ signal }) => read<readonly FourFigures[]>('/statement-comparison', { month }, signal),
  });

/** What a component of a contract billed, against its forecast. */
export type Performance = Answers['GET /statement-performance'][number];

/** Billed against forecast in a month, by site and component. */
export const performanceQuery = (month: string) =>
  queryOptions({
    queryKey: ['statements', 'performance', month],
    queryFn: ({ signal }) => read<readonly Performance[]>('/statement-performance', { month }, signal),
  });

/** A supporting report of a statement. */
export type SupportingReport = Answers['GET /statements/:number/reports'][number];

/** The supporting reports that the contract of a statement requires. */
export const supportQuery = (statement: string) =>
  queryOptions({
    queryKey: ['statements', 'support', statement],
    queryFn: ({ signal }) =>
      read<readonly SupportingReport[]>(`/statements/${statement}/reports`, {}, signal),
  });

/** Kinds of file in which a supporting report leaves. */
export const reportFormats = ['pdf', 'xlsx', 'csv'] as const;

/** A supporting report as a file. */
export async function downloadReport(
  statement: string,
  kind: string,
  format: (typeof reportFormats)[number],
): Promise<void> {
  await download(`/statements/${statement}/reports/${kind}`, { format });
}

/** The daily revenue of the statements as CSV. */
export async function downloadDailyRevenue(): Promise<void> {
  await download('/daily-revenue');
}

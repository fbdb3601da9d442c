import { queryOptions } from '@tanstack/react-query';
import { download, read, send } from './client.ts';
import type { Each } from './each.ts';

/** Whether a site is ready to be billed, and what is missing. */
export interface Readiness {
  readonly site: string;
  readonly customer_name: string | null;
  readonly billing_type: string;
  readonly is_ready: boolean | null;
  readonly note: string | null;
  readonly marked_at: string | null;
  readonly marked_by: string | null;
  readonly statement_id: string | null;
  readonly state: string | null;
  readonly cycle_state: string;
  readonly incomplete: readonly {
    readonly kind: string;
    readonly message: string | null;
    readonly next: string | null;
  }[];
}

/** The sites of a month, ready or not. */
export const readinessQuery = (month: string) =>
  queryOptions({
    queryKey: ['statements', 'readiness', month],
    queryFn: ({ signal }) => read<readonly Readiness[]>('/readiness', { month }, signal),
  });

/** A site that was marked. */
export interface MarkedSite {
  readonly site: string;
  readonly is_changed: boolean;
  readonly statement: { readonly statement_id: string; readonly state: string } | null;
}

/** Marks sites ready to be billed or not; a note leads a reviewer to the statement. */
export async function markReady(
  month: string,
  mark: { readonly sites: readonly string[]; readonly isReady: boolean; readonly note: string },
): Promise<Each<MarkedSite>> {
  const { sites, isReady, note } = mark;
  const body = { month, sites, is_ready: isReady, ...(note === '' ? {} : { note }) };
  return send('POST', '/readiness', { body });
}

/** A dispute of a statement. */
export interface Dispute {
  readonly id: string;
  readonly statement: string;
  readonly site: string;
  readonly month: string;
  readonly group: number | null;
  readonly amount: string | null;
  readonly reason: string;
  readonly opened_at: string;
  readonly opened_by: string;
  readonly days: number;
  readonly resolution: string | null;
  readonly resolved_at: string | null;
  readonly resolved_by: string | null;
}

/** Disputes, resolved ones too. */
export const disputesQuery = queryOptions({
  queryKey: ['statements', 'disputes'],
  queryFn: ({ signal }) => read<readonly Dispute[]>('/disputes', { all: 'true' }, signal),
});

/** What was paid of an invoice. */
export interface Payment {
  readonly statement_id: string;
  readonly site: string;
  readonly month: string;
  readonly number: string;
  readonly invoice_on: string;
  readonly due_on: string | null;
  readonly amount: string;
  readonly paid: string;
  readonly credited: string;
  readonly open: string;
  readonly settled_on: string | null;
  readonly days_late: number | null;
}

/** Payments of the invoices of a month. */
export const paymentsQuery = (month: string) =>
  queryOptions({
    queryKey: ['statements', 'payments', month],
    queryFn: ({ signal }) => read<readonly Payment[]>('/payments', { month }, signal),
  });

/** A payment that matches no invoice. */
export interface UnmatchedPayment {
  readonly site: string;
  readonly received_on: string;
  readonly document: string;
  readonly invoice: string;
  readonly kind: string;
  readonly amount: string;
  readonly why: string;
}

export const unmatchedQuery = queryOptions({
  queryKey: ['statements', 'unmatched'],
  queryFn: ({ signal }) => read<readonly UnmatchedPayment[]>('/payments/unmatched', {}, signal),
});

/** The four figures of a statement. */
export interface FourFigures {
  readonly site: string;
  readonly statement: string;
  readonly state: string;
  readonly forecast: string | null;
  readonly posted: string | null;
  readonly invoiced: string | null;
  readonly actual: string | null;
  readonly deviation: string | null;
  readonly deviation_percent: string | null;
}

/** The four figures of the statements of a month. */
export const comparisonQuery = (month: string) =>
  queryOptions({
    queryKey: ['statements', 'comparison', month],
    queryFn: ({ signal }) => read<readonly FourFigures[]>('/statement-comparison', { month }, signal),
  });

/** What a component of a contract billed, against its forecast. */
export interface Performance {
  readonly site: string;
  readonly component: string;
  readonly billed: string | null;
  readonly forecast: string | null;
  readonly difference: string | null;
  readonly difference_percent: string | null;
}

/** Billed against forecast in a month, by site and component. */
export const performanceQuery = (month: string) =>
  queryOptions({
    queryKey: ['statements', 'performance', month],
    queryFn: ({ signal }) => read<readonly Performance[]>('/statement-performance', { month }, signal),
  });

/** A supporting report of a statement. */
export interface SupportingReport {
  readonly kind: string;
  readonly title: string;
  readonly period: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

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

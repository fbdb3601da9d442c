import { firstDay, type Month } from '../../kernel/month.ts';
import type { Queryable } from '../../platform/database/index.ts';

/** How far a statement that was sent is paid. */
export const paymentStates = ['open', 'past due', 'paid', 'paid late'] as const;
export type PaymentState = (typeof paymentStates)[number];

/** What was paid on an invoice; dollars as text. */
export interface InvoicePayment {
  readonly statementId: string;
  readonly site: string;
  readonly month: Month;
  readonly number: string;
  readonly invoiceOn: string;
  /** Null where the terms name no day. */
  readonly dueOn: string | null;
  readonly amount: string;
  readonly paid: string;
  readonly credited: string;
  readonly open: string;
  readonly settledOn: string | null;
  readonly daysToPayment: number | null;
  readonly daysLate: number | null;
}

/** A payment or credit that no invoice answers to, and why; with the statement of an invoice that is not owed. */
export interface UnmatchedReceipt {
  readonly site: string;
  readonly receivedOn: string;
  readonly document: string;
  readonly invoice: string;
  readonly kind: 'PAYMENT' | 'CREDIT';
  readonly amount: string;
  readonly why: string;
  readonly statement: string | null;
}

/** Which invoices: a month, sites, only those that are past due; and what was paid by which day, `YYYY-MM-DD`. */
export interface PaymentsAsked {
  readonly month?: Month | undefined;
  readonly sites?: readonly string[] | undefined;
  readonly isPastDue: boolean;
  readonly asOf: string;
}

/** What was paid on the invoices that the caller may see, oldest first. */
export async function invoicePayments(
  database: Queryable,
  { month, sites, isPastDue, asOf }: PaymentsAsked,
): Promise<InvoicePayment[]> {
  return database.query<InvoicePayment>(
    `select statement_id as "statementId", site_id as site, to_char(service_month, 'YYYY-MM') as month, number,
       invoice_on as "invoiceOn", due_on as "dueOn", amount::text as amount, round(paid, 2)::text as paid,
       round(credited, 2)::text as credited, round(open, 2)::text as open, settled_on as "settledOn",
       days_to_payment as "daysToPayment", days_late as "daysLate"
     from billing.invoice_payments($1::date)
     where service_month = coalesce($2::date, service_month) and ($3::text[] is null or site_id = any ($3))
       and (not $4 or (settled_on is null and days_late > 0))
     order by invoice_on, number`,
    [asOf, month === undefined ? null : firstDay(month), sites ?? null, isPastDue],
  );
}

/** Payments and credits that no invoice answers to, of the sites that the caller sees. */
export async function unmatchedReceipts(database: Queryable): Promise<UnmatchedReceipt[]> {
  return database.query<UnmatchedReceipt>(
    `select site, "receivedOn", document, invoice, kind, amount, why, statement from billing.unmatched_receipts()`,
  );
}

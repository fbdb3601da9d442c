import { noteRead, reachOf, requireRight, type Principal } from '../../platform/security/index.ts';
import { sitesBy, type SiteFilter } from '../../warehouse/index.ts';
import {
  invoicePayments,
  unmatchedReceipts,
  type InvoicePayment,
  type PaymentsAsked,
  type UnmatchedReceipt,
} from '../statements/payments.ts';

const reading = { object: 'receipt', action: 'read' } as const;

/** Which invoices, also chosen by the site master. */
export interface PaymentsListed extends Omit<PaymentsAsked, 'sites'> {
  readonly where: SiteFilter;
  /** The list leaves the system as a file; the trail records it. */
  readonly isExport: boolean;
}

/** Payments on sent invoices: paid, credited, open, days to payment, days late. */
export async function readPayments(
  { caller }: Principal,
  { where, isExport, ...period }: PaymentsListed,
): Promise<InvoicePayment[]> {
  await requireRight(caller, reading);
  await requireRight(caller, { object: 'statement', action: 'read' });
  // Where receipts are not to be seen an invoice would look open, whatever was paid.
  const reach = await reachOf(caller, reading);
  const rows = await caller.transaction(async (transaction) => {
    const chosen = Object.keys(where).length === 0 ? undefined : await sitesBy(transaction, where);
    const sites = reach === 'everywhere' ? chosen : reach.filter((site) => chosen?.includes(site) ?? true);
    return invoicePayments(transaction, { ...period, sites });
  });
  if (isExport)
    await noteRead(caller, {
      what: 'payments',
      filter: { month: period.month ?? 'all', chosen: JSON.stringify(where) },
      rows: rows.length,
      isExport,
    });
  return rows;
}

/** Payments and credits that match no invoice, and why. */
export async function readUnmatched({ caller }: Principal): Promise<UnmatchedReceipt[]> {
  await requireRight(caller, reading);
  return caller.transaction((transaction) => unmatchedReceipts(transaction));
}

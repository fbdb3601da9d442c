import { digestOf, type ExportedTerms } from '../exports/exported-terms.ts';

/**
 * Digest of the terms that change amounts, or who is billed and paid. Left out are the purchase order, notes, the
 * label, supporting reports, and of invoice groups the description and the recipients of mails.
 */
export function moneyDigestOf(terms: ExportedTerms): string {
  const { enabled, invoiceGroups } = terms.invoiceGrouping;
  return digestOf({
    ...terms,
    purchaseOrder: null,
    notes: null,
    contractType: null,
    supportingReports: [],
    invoiceGrouping: {
      enabled,
      invoiceGroups: invoiceGroups.map((group) => ({
        ...group,
        description: null,
        billingContactEmails: null,
      })),
    },
  });
}

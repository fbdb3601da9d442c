import type { ExportedTerms } from './exports/exported-terms.ts';

/** An invoice of its own within a statement (billing.md 1.5). */
export interface InvoiceGroup {
  readonly number: number;
  readonly title: string | null;
  readonly description: string | null;
  /** Stands for the site in the invoice number. */
  readonly siteNumber: string | null;
  readonly vendorId: string | null;
}

/** The invoice groups of a contract by number; without groups one that has no title (billing.md 1.5). */
export function groupsOf({ invoiceGrouping }: ExportedTerms): InvoiceGroup[] {
  const { enabled, invoiceGroups } = invoiceGrouping;
  if (!enabled || invoiceGroups.length === 0)
    return [{ number: 1, title: null, description: null, siteNumber: null, vendorId: null }];
  return invoiceGroups
    .map(({ groupNumber, title, description, siteNumber, vendorId }) => ({
      number: Number.parseInt(groupNumber.text, 10),
      title,
      description,
      siteNumber,
      vendorId,
    }))
    .sort((one, other) => one.number - other.number);
}

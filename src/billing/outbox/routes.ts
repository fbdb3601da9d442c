import type { BillingType } from '../../contracts/index.ts';
import { refusal } from '../../kernel/errors.ts';
import type { Queryable } from '../../platform/database/index.ts';
import { letterheadOf, type Letterhead, type OperatorProfile } from '../operator.ts';

/** Whom a statement goes to, and what posting needs of contract and site. */
export interface BillTo {
  readonly name: string;
  readonly addressLines: readonly string[];
  readonly purchaseOrder: string | null;
  /** Addresses of the site, with semicolons. */
  readonly siteRecipients: string | null;
  readonly glString: string | null;
  readonly isTaxOurs: boolean;
  readonly billingType: BillingType;
  readonly taxesPaid: string | null;
  readonly versionId: string;
  /** Vendor number of payables that was set for the site; null where none was. */
  readonly vendorId: string | null;
}

/** Where the invoices of a group go, where that differs from the site. */
export interface GroupRoute {
  readonly group: number;
  readonly customerName: string | null;
  readonly siteNumber: string | null;
  readonly vendorId: string | null;
  readonly recipients: string | null;
}

/** Refuses with BILLING_STATEMENT_UNKNOWN. */
export async function billToOf(database: Queryable, statementId: string): Promise<BillTo> {
  const [billTo] = await database.query<BillTo>(
    `select name, "addressLines", "purchaseOrder", "siteRecipients", "glString", "isTaxOurs", "billingType",
       "taxesPaid", "versionId", "vendorId" from billing.bill_to($1)`,
    [statementId],
  );
  if (!billTo) throw refusal('BILLING_STATEMENT_UNKNOWN', { statement: statementId });
  return billTo;
}

export async function routesOf(database: Queryable, versionId: string): Promise<Map<number, GroupRoute>> {
  const routes = await database.query<GroupRoute>(
    `select "group", "customerName", "siteNumber", "vendorId", recipients from billing.group_routes($1)`,
    [versionId],
  );
  return new Map(routes.map((route) => [route.group, route]));
}

/** Who is owed by the customer of a statement. Refuses with BILLING_STATEMENT_UNKNOWN. */
export async function payeeOf(
  database: Queryable,
  statementId: string,
  operator: OperatorProfile,
): Promise<Letterhead> {
  return letterheadOf(operator, (await billToOf(database, statementId)).glString);
}

/** Addresses in a list with semicolons that look like one, each once (billing.md 4.10). */
export function addressesIn(list: string | null): string[] {
  const addresses = (list ?? '')
    .split(';')
    .map((one) => one.trim())
    .filter((one) => /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(one));
  return [...new Map(addresses.map((one) => [one.toLowerCase(), one])).values()];
}

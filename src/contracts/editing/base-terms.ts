import { refusal } from '../../kernel/errors.ts';
import { isList, isObject, parseExactJson, type Json, type JsonObject } from '../../kernel/exact-json.ts';
import type { Month } from '../../kernel/month.ts';
import type { Connection } from '../../platform/database/index.ts';
import { contractsInForce } from '../contract.ts';
import { exportedTermsOf } from '../exports/read-exported-terms.ts';
import { rowLike } from './added-row.ts';
import { blankContract } from './blank-contract.ts';

/** What new terms begin with: those of another site, a template, or the documented defaults. */
export interface Beginning {
  readonly like?: string | undefined;
  readonly template?: string | undefined;
  /** Month in which the terms of the other site hold. */
  readonly asOf: Month;
}

/** The terms that new ones begin with. Refuses with CONTRACTS_SITE_WITHOUT_CONTRACT and CONTRACTS_TEMPLATE_UNKNOWN. */
export async function baseTerms(
  transaction: Connection,
  { like, template, asOf }: Beginning,
): Promise<JsonObject> {
  if (template !== undefined) return termsOfTemplate(transaction, template);
  return like === undefined ? blankContract(transaction) : termsLike(transaction, like, asOf);
}

async function termsOfTemplate(transaction: Connection, name: string): Promise<JsonObject> {
  const [row] = await transaction.query<{ terms: string }>(
    `select terms::text as terms from contracts.template
     where lower(template_name) = lower(trim($1)) and retired_at is null`,
    [name],
  );
  if (row === undefined) throw refusal('CONTRACTS_TEMPLATE_UNKNOWN', { name });
  const terms = rowLike(parseExactJson(row.terms));
  if (!isObject(terms)) throw new Error('the terms of a template are not an object');
  return terms;
}

/** The terms of another site with ids of their own, without what belongs to its customer. */
async function termsLike(transaction: Connection, like: string, month: Month): Promise<JsonObject> {
  const [contract] = await contractsInForce(transaction, { month, sites: [like] });
  const [terms] = contract === undefined ? [] : await exportedTermsOf(transaction, [contract.versionId]);
  if (terms === undefined) throw refusal('CONTRACTS_SITE_WITHOUT_CONTRACT', { site: like, month });
  const copied = rowLike(terms.original as unknown as Json);
  if (!isObject(copied)) throw new Error('terms are not an object');
  const grouping = copied['invoiceGrouping'];
  const groups = isObject(grouping) && isList(grouping['invoiceGroups']) ? grouping['invoiceGroups'] : [];
  const own = { vendorId: null, siteNumber: null, customerName: null, billingContactEmails: null };
  return {
    ...copied,
    purchaseOrder: null,
    notes: null,
    invoiceGrouping: {
      ...(isObject(grouping) ? grouping : {}),
      invoiceGroups: groups.map((group) => (isObject(group) ? { ...group, ...own } : group)),
    },
  };
}

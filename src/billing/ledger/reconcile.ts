import { firstDay, type Month } from '../../kernel/month.ts';
import type { Queryable } from '../../platform/database/index.ts';

/** An account of a site in a service month: what was posted and what the ledger has. Amounts are exact text. */
export interface ReconciledAccount {
  readonly site: string;
  readonly month: Month;
  readonly account: string;
  /** What the ledger said that it took; credits are below 0. */
  readonly posted: string;
  /** What waits for an answer, failed or is unclear. */
  readonly waiting: string;
  /** Null where the ledger has no balance of it. */
  readonly ledger: string | null;
  readonly difference: string;
  readonly finding: 'agrees' | 'differs' | 'not loaded';
  /** What explains the difference; null where nothing is to be explained. */
  readonly explanation: string | null;
  /** Keys of its documents, with commas. */
  readonly documents: string | null;
}

/**
 * Postings of a service month against the balances of the ledger, by site and account; as far as the caller may see.
 */
export async function reconcileBalances(
  database: Queryable,
  { month, site }: { readonly month: Month; readonly site?: string | undefined },
): Promise<ReconciledAccount[]> {
  return database.query<ReconciledAccount>(
    `select site_id as site, to_char(service_month, 'YYYY-MM') as month, account_id as account, posted::text,
       waiting::text, ledger::text, difference::text, finding, explanation, documents
     from billing.reconciliation($1::date) where $2::text is null or site_id = $2
     order by site_id, account_id`,
    [firstDay(month), site ?? null],
  );
}

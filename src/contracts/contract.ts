import type { Database, Queryable } from '../platform/database/index.ts';
import { firstDay, type Month } from '../kernel/month.ts';

/** A contract with the version that is in force in a month. */
export interface ContractInForce {
  readonly contractId: string;
  readonly site: string;
  readonly customerName: string | null;
  /** The warehouse knows the site; until then nothing can be billed. */
  readonly isSiteKnown: boolean;
  readonly versionId: string;
  readonly number: number;
  /** `YYYY-MM`; 1900-01 is from the beginning. */
  readonly fromMonth: string;
  /** `YYYY-MM` as of which its figures stand: rates that escalate later are still to change. */
  readonly asOfMonth: Month;
  readonly origin: 'import' | 'edit' | 'escalation';
  /** `waiting` only where it is asked for what waits. */
  readonly state: 'active' | 'draft' | 'waiting';
  readonly billingType: 'Arrears' | 'Advanced';
  readonly paymentTerms: string;
  readonly purchaseOrder: string | null;
  /** Components that are switched on, in the words of the lines. */
  readonly components: readonly string[];
  /** First and last day of work as the site record says, `YYYY-MM-DD`; null when it says none. */
  readonly opensOn: string | null;
  readonly closesOn: string | null;
  /** The site works on a day of the month; before it opens and after it closed nothing is billed or forecast. */
  readonly works: boolean;
}

/** What holds in a month, at all sites unless some are named; without what waits for a second person unless asked. */
export interface InForce {
  readonly month: Month;
  readonly sites?: readonly string[] | undefined;
  readonly withWaiting?: boolean | undefined;
}

/**
 * The contracts whose terms hold in a service month, by site; only those that the caller may see. Of several versions
 * that begin in the same month the last one counts.
 */
export async function contractsInForce(
  database: Queryable,
  { month, sites, withWaiting = false }: InForce,
): Promise<ContractInForce[]> {
  return database.query<ContractInForce>(
    `select contract_id as "contractId", site_id as site, customer_name as "customerName",
       is_site_known as "isSiteKnown", version_id as "versionId", number, from_month as "fromMonth",
       as_of_month as "asOfMonth", origin, state,
       billing_type as "billingType", payment_terms as "paymentTerms", purchase_order as "purchaseOrder", components,
       span.opened_on::text as "opensOn", span.closed_on::text as "closesOn",
       warehouse.works_in(site_id, $1::date) as works
     from contracts.in_force($1::date, $2::text[], $3)
     left join lateral warehouse.site_span(site_id) as span on true
     order by site_id`,
    [firstDay(month), sites ?? null, withWaiting],
  );
}

/**
 * Of what was worked out for all sites, which few may read the inputs of (indexes, readings of escalators), that at
 * sites whose contracts the caller sees.
 */
export async function atVisibleSites<T extends { readonly site: string }>(
  caller: Pick<Database, 'transaction'>,
  month: Month,
  worked: readonly T[],
): Promise<T[]> {
  const contracts = await caller.transaction((transaction) => contractsInForce(transaction, { month }));
  const visible = new Set(contracts.map(({ site }) => site));
  return worked.filter(({ site }) => visible.has(site));
}

/** What the import saw in the terms of a version. */
export interface ContractFinding {
  readonly grade: string;
  readonly code: string;
  readonly path: string;
  readonly message: string;
}

/** What the import saw when the version came; empty for a computed one. Needs the right to change contracts. */
export async function findingsOf(database: Queryable, versionId: string): Promise<ContractFinding[]> {
  return database.query(
    `select grade, code, path, message from contracts.finding join contracts.version using (export_id)
     where version_id = $1 and grade <> 'silent' order by position`,
    [versionId],
  );
}

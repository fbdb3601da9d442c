import { randomUUID } from 'node:crypto';
import { refusal } from '../../kernel/errors.ts';
import { isObject, type JsonObject } from '../../kernel/exact-json.ts';
import type { Month } from '../../kernel/month.ts';
import type { Connection, Database } from '../../platform/database/index.ts';
import { finding, type Finding } from '../exports/finding.ts';
import { readFile, readRules, type Read } from '../checks/checked-file.ts';
import { componentsOf } from '../exports/components-of.ts';
import { takeInWithin } from '../exports/import-contracts.ts';
import { lockContracts } from '../lock-contracts.ts';
import { baseTerms } from './base-terms.ts';
import { withoutDefaults } from './blank-contract.ts';
import { changedTerms, type NewTerms } from './changed-terms.ts';
import { documentOf, rejectedFor, workedOut } from './edit-contract.ts';
import { toldChanges, type WordedChange } from './worded-changes.ts';

/** What somebody wants of the first contract of a site. */
export interface ContractToWrite {
  readonly site: string;
  /** Month as of which its figures stand: what increases yearly does so after it. */
  readonly asOf: Month;
  /** Another site whose terms are taken over, as they hold in that month; the documented defaults unless given. */
  readonly like?: string | undefined;
  /** A template that it is written from instead. */
  readonly template?: string | undefined;
  readonly wanted: NewTerms;
}

/** A contract that was written here. */
export interface NewContract {
  readonly site: string;
  readonly customerName: string | null;
  /** What it says beyond the defaults, or beyond the contract that it is like. */
  readonly changes: readonly WordedChange[];
  readonly findings: readonly Finding[];
  readonly isDraft: boolean;
  readonly isWaiting: boolean;
}

/**
 * Writes the first contract of a site, in effect from its beginning once a second person approved it; one that cannot
 * bill yet is a draft. As the owner; ask for the right to change contracts before. Refuses with WAREHOUSE_SITE_UNKNOWN,
 * CONTRACTS_SITE_HAS_CONTRACT and CONTRACTS_EDIT_REJECTED, and as `baseTerms` and `changedTerms`.
 */
export async function addContract(
  database: Database,
  contract: ContractToWrite,
  { writtenBy, isKept }: { readonly writtenBy: string; readonly isKept: boolean },
): Promise<NewContract> {
  return workedOut(database, { isKept, site: contract.site }, (transaction) =>
    addContractWithin(transaction, contract, writtenBy),
  );
}

/** What `addContract` does, in a transaction of the caller. As the owner; refuses as that does. */
export async function addContractWithin(
  transaction: Connection,
  { site, asOf, like, template, wanted }: ContractToWrite,
  writtenBy: string,
): Promise<NewContract> {
  const rules = await readRules(transaction);
  await lockContracts(transaction);
  const { customerName, contractId } = await freeSite(transaction, site);
  const base = await baseTerms(transaction, { like, template, asOf });
  const terms: JsonObject = { ...base, id: contractId ?? randomUUID() };
  const changed = changedTerms(terms, wanted);
  const after = isObject(changed) ? withoutDefaults(changed) : changed;
  const read = readFile(documentOf({ site, customerName }, after), { isStrict: false, ...rules });
  const options = { from: asOf, asOf, isStrict: false, importedBy: writtenBy, origin: 'edit' as const };
  const [decided] = await takeInWithin(transaction, [unlessEmpty(read)], options);
  if (decided === undefined || decided.outcome === 'rejected')
    throw rejectedFor(site, decided?.findings ?? []);
  return {
    site,
    customerName,
    changes: toldChanges(withoutDefaults(terms), after),
    findings: decided.findings.filter(({ grade }) => grade !== 'silent'),
    isDraft: decided.outcome === 'draft',
    isWaiting: decided.isWaiting,
  };
}

/** A new contract that bills nothing yet is a draft: there is nothing to approve, and its terms are still to come. */
function unlessEmpty(read: Read): Read {
  const { original, outcome, findings } = read;
  const isEmpty = original !== null && componentsOf(original).every(({ isOn }) => !isOn);
  if (!isEmpty || outcome === 'rejected') return read;
  return { ...read, outcome: 'draft', findings: [...findings, finding('NOTHING_SWITCHED_ON', '')] };
}

interface FreeSite {
  readonly customerName: string | null;
  /** Of a contract of which every version was rejected or withdrawn: it starts over. */
  readonly contractId: string | null;
}

async function freeSite(transaction: Connection, site: string): Promise<FreeSite> {
  const [row] = await transaction.query<{
    name: string | null;
    contractId: string | null;
    number: number | null;
  }>(
    `select site_name as name, contract_id as "contractId", (
       select max(number) from contracts.version
       where version.contract_id = contract.contract_id and state <> 'rejected') as number
     from warehouse.site left join contracts.contract using (site_id)
     cross join lateral (select site_name from warehouse.site_now(site.site_id)) as named
     where site.site_id = $1`,
    [site],
  );
  if (row === undefined) throw refusal('WAREHOUSE_SITE_UNKNOWN', { site });
  if (row.number !== null) throw refusal('CONTRACTS_SITE_HAS_CONTRACT', { site, number: row.number });
  return { customerName: row.name, contractId: row.contractId };
}

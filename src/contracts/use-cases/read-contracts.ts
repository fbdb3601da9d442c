import { refusal } from '../../kernel/errors.ts';
import type { Json } from '../../kernel/exact-json.ts';
import type { Month } from '../../kernel/month.ts';
import type { Connection } from '../../platform/database/index.ts';
import { readFacts } from '../../platform/operator/index.ts';
import { holdsRight, noteRead, requireRight, type Principal } from '../../platform/security/index.ts';
import { waitingChanges, type WaitingChange } from '../approval/waiting-changes.ts';
import { clausesInForce } from '../clauses/stored-clauses.ts';
import { contractsInForce, findingsOf, type ContractFinding, type ContractInForce } from '../contract.ts';
import type { ExportedTerms } from '../exports/exported-terms.ts';
import { exportedTermsOf } from '../exports/read-exported-terms.ts';
import { termsOf } from '../exports/terms-of.ts';
import { differencesOf, historyOf, termsOfVersion, type PastVersion } from '../editing/history.ts';
import { termFields, type TermSection } from '../editing/term-fields.ts';
import type { WordedChange } from '../editing/worded-changes.ts';
import type { CodeNames } from '../editing/sentences/say.ts';
import { wordedTerms, type WordedComponent } from '../editing/worded-terms.ts';
import { dueRuleOf, dueRuleText } from '../due-rule.ts';
import { marksBySite, requireMark } from '../marks.ts';
import { ratesOf, type Rate } from '../rates.ts';

/** A contract in effect with the marks that it carries. */
export interface ListedContract extends ContractInForce {
  readonly marks: readonly string[];
}

/**
 * The contracts in effect in a month at the sites that the principal sees; with a mark, only those that carry it.
 * Refuses with CONTRACTS_MARK_UNKNOWN a mark that nobody carries and the operator does not name.
 */
export async function listContracts(
  { caller }: Principal,
  { month, mark }: { readonly month: Month; readonly mark?: string | undefined },
): Promise<ListedContract[]> {
  await requireRight(caller, { object: 'contract', action: 'read' });
  const contracts = await caller.transaction(async (transaction) => {
    const marks = await marksBySite(transaction);
    if (mark !== undefined && ![...marks.values()].flat().includes(mark))
      await requireMark(transaction, mark);
    const inForce = await contractsInForce(transaction, { month });
    return inForce.map((contract) => ({ ...contract, marks: marks.get(contract.site) ?? [] }));
  });
  return contracts.filter(({ marks }) => mark === undefined || marks.includes(mark));
}

/** The contract of a site in a month, with its rates and remarks. */
export interface ContractSheet {
  readonly contract: ContractInForce;
  /** Clauses included. */
  readonly rates: readonly Rate[];
  /** Findings of the import; only for callers who may change contracts. */
  readonly findings: readonly ContractFinding[];
  readonly waiting: readonly WaitingChange[];
  readonly marks: readonly string[];
  /** When its invoices are due, in words: free terms may name no day. */
  readonly dueRule: string;
}

/** A site and a month, as requested. */
export interface SiteMonth {
  readonly site: string;
  readonly month: Month;
}

/** One contract as it is in effect in a month. Refuses with CONTRACTS_SITE_WITHOUT_CONTRACT. */
async function readContract({ caller }: Principal, { site, month }: SiteMonth): Promise<ContractSheet> {
  await requireRight(caller, { object: 'contract', action: 'read' });
  const seesFindings = await holdsRight(caller, { object: 'contract', action: 'change' });
  return caller.transaction(async (transaction) => {
    const contract = await contractOf(transaction, { site, month });
    const { paymentTermReadings } = await readFacts(transaction);
    return {
      contract,
      rates: await ratesIn(transaction, contract, month),
      findings: seesFindings ? await findingsOf(transaction, contract.versionId) : [],
      waiting: await waitingChanges(transaction, { sites: [site] }),
      marks: (await marksBySite(transaction)).get(site) ?? [],
      dueRule: dueRuleText(dueRuleOf(contract.paymentTerms, paymentTermReadings)),
    };
  });
}

/** A complete contract: its terms in the fields of the exports and in words, along with its sheet. */
export interface WholeContract extends ContractSheet {
  readonly words: readonly WordedComponent[];
  /** Review limits are null for callers who may not see them. */
  readonly terms: ExportedTerms;
}

/** A whole contract as it is in effect in a month. Refuses with CONTRACTS_SITE_WITHOUT_CONTRACT. */
export async function readWholeContract(principal: Principal, siteMonth: SiteMonth): Promise<WholeContract> {
  const sheet = await readContract(principal, siteMonth);
  const { version, names } = await principal.caller.transaction(async (transaction) => {
    const [exported] = await exportedTermsOf(transaction, [sheet.contract.versionId]);
    return { version: exported, names: await codeNames(transaction) };
  });
  if (version === undefined) throw refusal('CONTRACTS_SITE_WITHOUT_CONTRACT', { ...siteMonth });
  const terms = version.original;
  return { ...sheet, words: wordedTerms(terms as unknown as Json, names), terms };
}

/** What people call the codes of contracts: revenue codes by their category, job codes by their title. */
async function codeNames(transaction: Connection): Promise<CodeNames> {
  const [revenue, jobs] = [
    await transaction.query<{ code: string; name: string }>(
      `select revenue_code as code, lower(revenue_category) as name from warehouse.revenue_code
       where revenue_category is not null`,
    ),
    await transaction.query<{ code: string; name: string }>(
      'select job_code as code, job_title as name from warehouse.job_code',
    ),
  ];
  const named = (rows: readonly { code: string; name: string }[]): ReadonlyMap<string, string> =>
    new Map(rows.map(({ code, name }) => [code, name]));
  return { revenue: named(revenue), jobs: named(jobs) };
}

/** The terms of a contract as a form: what somebody who changes them may enter, and where. */
export interface TermForm {
  /** Number of the version; pass it on as `seen`. */
  readonly number: number;
  readonly sections: readonly TermSection[];
}

/** The form by which the terms in effect in a month are changed. Refuses with CONTRACTS_SITE_WITHOUT_CONTRACT. */
export async function readTermForm({ caller }: Principal, siteMonth: SiteMonth): Promise<TermForm> {
  await requireRight(caller, { object: 'contract', action: 'change' });
  return caller.transaction(async (transaction) => {
    const contract = await contractOf(transaction, siteMonth);
    const [version] = await exportedTermsOf(transaction, [contract.versionId]);
    if (version === undefined) throw refusal('CONTRACTS_SITE_WITHOUT_CONTRACT', { ...siteMonth });
    return { number: contract.number, sections: termFields(version.original as unknown as Json) };
  });
}

/** A contract in the format of the exports. */
export interface ContractAsExported {
  readonly metadata: { readonly siteNumber: string; readonly customerName: string | null };
  readonly original: ExportedTerms | undefined;
}

/**
 * The terms of a contract as they came, token for token; the trail records it. Refuses with
 * CONTRACTS_SITE_WITHOUT_CONTRACT.
 */
export async function exportContract(
  { caller }: Principal,
  siteMonth: SiteMonth,
): Promise<ContractAsExported> {
  await requireRight(caller, { object: 'contract', action: 'read' });
  const exported = await caller.transaction(async (transaction) => {
    const contract = await contractOf(transaction, siteMonth);
    const [terms] = await exportedTermsOf(transaction, [contract.versionId]);
    const metadata = { siteNumber: contract.site, customerName: contract.customerName };
    return { metadata, original: terms?.original };
  });
  await noteRead(caller, { what: 'contract', filter: { site: siteMonth.site }, rows: 1, isExport: true });
  return exported;
}

/** Every version of the contract of a site, with who made and decided it and what it changed. */
export async function readHistory({ caller }: Principal, site: string): Promise<PastVersion[]> {
  await requireRight(caller, { object: 'contract', action: 'read', site });
  return caller.transaction((transaction) => historyOf(transaction, site));
}

/** What differs between two versions of a contract, in words. Refuses with CONTRACTS_VERSION_UNKNOWN. */
export async function compareVersions(
  { caller }: Principal,
  versions: { readonly site: string; readonly one: number; readonly other: number },
): Promise<WordedChange[]> {
  await requireRight(caller, { object: 'contract', action: 'read' });
  return caller.transaction((transaction) => differencesOf(transaction, versions));
}

/**
 * The terms of a version, which may await a second person, for a calculation: whole, with what the caller may not read
 * of them, as the owner. Refuses with CONTRACTS_VERSION_UNKNOWN.
 */
export async function termsToCalculate(
  { caller, database }: Principal,
  version: { readonly site: string; readonly number: number },
): Promise<ExportedTerms> {
  await requireRight(caller, { object: 'contract', action: 'read', site: version.site });
  return database.transaction((transaction) => termsOfVersion(transaction, version));
}

async function contractOf(transaction: Connection, { site, month }: SiteMonth): Promise<ContractInForce> {
  const [contract] = await contractsInForce(transaction, { month, sites: [site] });
  if (!contract) throw refusal('CONTRACTS_SITE_WITHOUT_CONTRACT', { site, month });
  return contract;
}

/** What the contract bills by in a month, clauses included in its terms. */
async function ratesIn(
  transaction: Connection,
  { site, versionId }: ContractInForce,
  month: Month,
): Promise<Rate[]> {
  const [version] = await exportedTermsOf(transaction, [versionId]);
  const clauses = await clausesInForce(transaction, { month });
  return version === undefined ? [] : ratesOf(termsOf(version.original, clauses.get(site)));
}

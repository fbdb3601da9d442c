import { refusal, type Refusal } from '../../kernel/errors.ts';
import { sameJson, type Json } from '../../kernel/exact-json.ts';
import type { Month } from '../../kernel/month.ts';
import { takenUpAgain, type Connection, type Database } from '../../platform/database/index.ts';
import { waitingChanges } from '../approval/waiting-changes.ts';
import { termsDueIn } from '../escalation/apply-escalations.ts';
import type { ContractInForce } from '../contract.ts';
import { keepable } from '../exports/export-file.ts';
import type { ExportedTerms } from '../exports/exported-terms.ts';
import type { Finding } from '../exports/finding.ts';
import { readFile, readRules } from '../checks/checked-file.ts';
import { faultOf, takeInWithin, type Decided } from '../exports/import-contracts.ts';
import { exportedTermsOf } from '../exports/read-exported-terms.ts';
import { lockContracts } from '../lock-contracts.ts';
import { changedTerms, type NewTerms } from './changed-terms.ts';
import { toldChanges, type WordedChange } from './worded-changes.ts';

/** What somebody wants of the contract of a site. */
export interface ContractEdit {
  readonly site: string;
  /** First service month of the change; of a draft the first of the draft unless given. */
  readonly from?: Month | undefined;
  /** Month in whose terms a draft is looked for where no first month is given. */
  readonly today: Month;
  readonly wanted: NewTerms;
  /** Number of the version that was read before: another one in its place is a conflict. */
  readonly seen?: number | undefined;
  /** Keep terms that cannot bill yet, as a draft. */
  readonly isDraft: boolean;
}

/** A change of terms: what it says, and what becomes of it. */
export interface EditedContract {
  readonly site: string;
  readonly from: Month;
  /** Number of the version on which it was made; pass it on as `seen`. */
  readonly seen: number;
  readonly changes: readonly WordedChange[];
  readonly findings: readonly Finding[];
  /** Number of the version; of a preview the one that it would have. */
  readonly number: number;
  /** It counts once a second person approved it. */
  readonly isWaiting: boolean;
  /** It is not sound enough to bill. */
  readonly isDraft: boolean;
  readonly terms: { readonly before: ExportedTerms; readonly after: ExportedTerms };
}

/** Who edits, and what is theirs to edit. */
export interface Editing {
  readonly editedBy: string;
  /** Keep the new version; otherwise everything is worked out and taken back. */
  readonly isKept: boolean;
  /** The person may change review limits too. */
  readonly mayMoveLimits: boolean;
}

/** Review limits, which not everybody sees who may change terms. */
const limits: ReadonlySet<string> = new Set(['deviationAmount', 'deviationPercentage']);

/**
 * Changes the terms of a contract from a service month on: a new version on the terms that hold then, with every
 * increase that is due, by the rules of the import. With `isKept` false everything is worked out and nothing is saved.
 * As the owner; ask for the right to change contracts before. Refuses with CONTRACTS_SITE_WITHOUT_CONTRACT,
 * CONTRACTS_EDIT_SEEN, CONTRACTS_EDIT_WAITS, CONTRACTS_EDIT_UNCHANGED, CONTRACTS_EDIT_LIMITS and
 * CONTRACTS_EDIT_REJECTED, and as
 * `changedTerms`.
 */
export async function editContract(
  database: Database,
  edit: ContractEdit,
  { editedBy, isKept, mayMoveLimits }: Editing,
): Promise<EditedContract> {
  const rules = await readRules(database);
  return workedOut(database, { isKept, site: edit.site }, async (transaction) => {
    await lockContracts(transaction);
    const base = await baseOf(transaction, edit);
    await requireNothingWaiting(transaction, edit.site);
    await requireSeen(transaction, base, edit.seen);
    const before = base.original as unknown as Json;
    const after = changedTerms(before, edit.wanted);
    if (sameJson(before, after))
      throw refusal('CONTRACTS_EDIT_UNCHANGED', { site: edit.site, from: base.from });
    const { contract, from } = base;
    const isMoved = toldChanges(before, after).some(({ path }) => limits.has(path));
    if (isMoved && !mayMoveLimits) throw refusal('CONTRACTS_EDIT_LIMITS', { site: edit.site });
    const mayBeDraft = edit.isDraft || contract.state === 'draft';
    const read = readFile(documentOf(contract, after), { isStrict: !mayBeDraft, ...rules });
    const asOf = from < contract.asOfMonth ? contract.asOfMonth : from;
    const options = { from, asOf, isStrict: !mayBeDraft, importedBy: editedBy, origin: 'edit' as const };
    const [decided] = await takeInWithin(transaction, [read], options);
    return editedOf(edit, { base, before, decided });
  });
}

/** A transaction that is rolled back where nothing is to be kept; what the database does not take is told. */
export async function workedOut<T>(
  database: Database,
  { isKept, site }: { readonly isKept: boolean; readonly site: string },
  work: (transaction: Connection) => Promise<T>,
): Promise<T> {
  let outcome: { readonly value: T } | undefined;
  try {
    await database.transaction(async (transaction) => {
      outcome = { value: await work(transaction) };
      if (!isKept) throw new TakenBack();
    }, takenUpAgain);
  } catch (error) {
    const fault = faultOf(error);
    if (fault !== null) throw rejectedFor(site, [fault]);
    if (!(error instanceof TakenBack)) throw error;
  }
  if (outcome === undefined) throw new Error('a transaction ended without its work');
  return outcome.value;
}

/** Ends a transaction that was a preview. */
class TakenBack extends Error {}

interface Base {
  readonly contract: ContractInForce;
  readonly original: ExportedTerms;
  readonly from: Month;
}

async function baseOf(transaction: Connection, { site, from, today }: ContractEdit): Promise<Base> {
  const month = from ?? today;
  const [current] = await termsDueIn(transaction, { month, sites: [site] });
  if (current === undefined) throw refusal('CONTRACTS_SITE_WITHOUT_CONTRACT', { site, month });
  const { contract, original } = current;
  return {
    contract,
    original,
    from: from ?? (contract.state === 'draft' ? (contract.fromMonth as Month) : month),
  };
}

async function requireNothingWaiting(transaction: Connection, site: string): Promise<void> {
  const waiting = await waitingChanges(transaction, { sites: [site] });
  const version = waiting.find(({ subject }) => subject === 'version');
  if (version === undefined) return;
  const { id: change, askedBy: who, says, askedAt: at } = version;
  throw refusal('CONTRACTS_EDIT_WAITS', { site, change, who, says, at });
}

/** Whoever changes terms has seen those that hold: otherwise who changed them, when, and what they say now. */
async function requireSeen(
  transaction: Connection,
  { contract, original }: Base,
  seen?: number,
): Promise<void> {
  const { site, number, contractId } = contract;
  if (seen === undefined || seen === number) return;
  const versions = await transaction.query<{ number: number; id: string; who: string; at: string }>(
    `select number, version_id as id, made_by as who,
       to_char(made_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') as at
     from contracts.version where contract_id = $1 and number = any ($2)`,
    [contractId, [seen, number]],
  );
  const seenVersion = versions.find((one) => one.number === seen);
  const now = versions.find((one) => one.number === number);
  const [former] = seenVersion === undefined ? [] : await exportedTermsOf(transaction, [seenVersion.id]);
  const changes =
    former === undefined ? [] : toldChanges(former.original as unknown as Json, original as unknown as Json);
  throw refusal('CONTRACTS_EDIT_SEEN', {
    site,
    seen,
    number,
    who: now?.who ?? '',
    at: now?.at ?? '',
    values: valuesText(changes),
  });
}

/** What terms say now where they changed. */
function valuesText(changes: readonly WordedChange[]): string {
  const visible = changes.filter(({ path }) => !limits.has(path));
  const values = visible.map(({ what, after }) => `${what} ${after ?? 'is no longer there'}`);
  return values.length === 0 ? 'the same' : values.join('; ');
}

/** The terms as the export of a contract. */
export function documentOf(
  { site, customerName }: Pick<ContractInForce, 'site' | 'customerName'>,
  original: Json,
): ReturnType<typeof keepable> {
  const metadata = { siteNumber: site, customerName };
  return keepable({ name: 'written in Daybook', content: JSON.stringify({ metadata, original }, null, 2) });
}

function editedOf(
  { site }: ContractEdit,
  {
    base,
    before,
    decided,
  }: { readonly base: Base; readonly before: Json; readonly decided: Decided | undefined },
): EditedContract {
  const after = decided?.original ?? null;
  if (decided === undefined || after === null || decided.outcome === 'rejected')
    throw rejectedFor(site, decided?.findings ?? []);
  return {
    site,
    from: base.from,
    seen: base.contract.number,
    changes: toldChanges(before, after as unknown as Json),
    findings: decided.findings.filter(({ grade }) => grade !== 'silent'),
    number: decided.number,
    isWaiting: decided.isWaiting,
    isDraft: decided.outcome === 'draft',
    terms: { before: base.original, after },
  };
}

/** Why terms are not kept: what is wrong, each at its field. */
export function rejectedFor(site: string, findings: readonly Finding[]): Refusal {
  const wrong = findings.filter(({ grade }) => grade === 'rejected');
  const says = wrong.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`));
  return refusal('CONTRACTS_EDIT_REJECTED', { site, findings: says.join(' ') });
}

import type { Decimal } from '../../kernel/decimal.ts';
import type { Json } from '../../kernel/exact-json.ts';
import { keepableJson } from '../../kernel/keepable-json.ts';
import { firstDay, type Month } from '../../kernel/month.ts';
import { takenUpAgain, refusedRule, type Connection, type Database } from '../../platform/database/index.ts';
import { performDuty } from '../../platform/security/index.ts';
import { moneyDigestOf } from '../approval/money-digest.ts';
import { askApproval } from '../approval/waiting-changes.ts';
import { termsDueIn } from '../escalation/apply-escalations.ts';
import { enteredGrowth } from '../escalation/growth.ts';
import { readFile, readRules, type Outcome, type Read } from '../checks/checked-file.ts';
import { lockContracts } from '../lock-contracts.ts';
import { keepable, keptText, sha256Of, type ExportFile } from './export-file.ts';
import { finding, pathText, type Finding } from './finding.ts';
import { idOf } from './description/codecs.ts';
import type { ExportedTerms } from './exported-terms.ts';
import { keepVersions } from './keep-versions.ts';
import { exportedTermsOf } from './read-exported-terms.ts';
import { unmodelledIn } from './unmodelled.ts';

export interface ImportOptions {
  /**
   * First service month of what changed; a contract that is new holds from the beginning, and its figures stand as of
   * this month, or as of the month of its export where that is earlier.
   */
  readonly from: Month;
  /** Reject what would be kept as a draft. */
  readonly isStrict: boolean;
  readonly importedBy: string;
  /** An export that came, unless somebody wrote the terms here. */
  readonly origin?: 'import' | 'edit';
  /** Month as of which the figures stand, where that is another than these rules say. */
  readonly asOf?: Month | undefined;
}

/** The outcome of one file. */
export interface ImportedExport {
  readonly file: string;
  readonly site: string | null;
  readonly outcome: Outcome;
  /** It changes what is billed and counts once a second person approved it. */
  readonly isWaiting: boolean;
  readonly findings: readonly Finding[];
}

/** A file with what becomes of it. */
export interface Decided extends Read {
  /** Counts the versions of the contract; 0 while none is made. */
  readonly number: number;
  readonly fromMonth: string;
  readonly moneyDigest: string;
  readonly isWaiting: boolean;
  /** By how many percent the rate rises that rises most; null when none does. */
  readonly increase: Decimal | null;
  /** First day of the month as of which its figures stand. */
  readonly asOfMonth: string;
}

/** The newest version of a contract, and what somebody brought last: rates that escalated since are not a change. */
interface Newest {
  readonly contractId: string;
  readonly site: string;
  readonly number: number;
  /** First month of its newest version that somebody brought; null when all its versions were rejected. */
  readonly fromMonth: string | null;
  readonly digest: string | null;
  /** Of the active version in effect in the month from which changes are to hold; null when there is none. */
  readonly heldDigest: string | null;
  /** The same with every increase that is due through that month; null when that cannot be said. */
  readonly dueDigest: string | null;
  /** The terms of that digest. */
  readonly dueTerms: ExportedTerms | null;
  /** Months from then on in which increases were applied, as `2025-03, 2026-03`; null when there are none. */
  readonly applied: string | null;
}

const beginning = '1900-01-01';

/** What holds of a contract that is not there yet. */
const unheld: Pick<Newest, 'heldDigest' | 'dueDigest' | 'dueTerms' | 'applied'> = {
  heldDigest: null,
  dueDigest: null,
  dueTerms: null,
  applied: null,
};

/**
 * Takes contract exports in: each file is kept, a contract that is new or changed becomes a version with
 * all its rows, one that says what its newest version says is unchanged. A contract with a fault is kept as a draft,
 * or rejected when `isStrict`; what cannot be read at all is rejected, and so is what the database would not keep or
 * would give back otherwise (billing.md 5, contract-corpus.md 5). Each file for itself: one that is rejected keeps no
 * other out. A version that changes what is billed waits for a second person (`approveChange`). As the owner; ask for
 * the right to change contracts before.
 */
export async function importContracts(
  database: Database,
  files: readonly ExportFile[],
  options: ImportOptions,
): Promise<ImportedExport[]> {
  const rules = { isStrict: options.isStrict, ...(await readRules(database)) };
  const decided = await takeIn(
    database,
    files.map((file) => readFile(keepable(file), rules)),
    options,
  );
  return decided.map(({ file, site, outcome, isWaiting, findings }) => ({
    file: file.name,
    site,
    outcome,
    isWaiting,
    findings,
  }));
}

/** All in one transaction; when the database keeps one of them not, in two halves, down to the one. */
async function takeIn(
  database: Database,
  read: readonly Read[],
  options: ImportOptions,
): Promise<readonly Decided[]> {
  try {
    return await database.transaction(
      (transaction) => takeInWithin(transaction, read, options),
      takenUpAgain,
    );
  } catch (error) {
    const fault = faultOf(error);
    const [only] = read;
    if (fault === null || only === undefined || (read.length === 1 && only.outcome === 'rejected'))
      throw error;
    if (read.length === 1) return takeIn(database, [rejected(only, fault)], options);
    const middle = Math.ceil(read.length / 2);
    const first = await takeIn(database, read.slice(0, middle), options);
    return [...first, ...(await takeIn(database, read.slice(middle), options))];
  }
}

/** The terms of a contract would not come back as they came. */
class TermsLost extends Error {
  readonly path: string;

  constructor(path: string) {
    super(`${path} would not come back`);
    this.path = path;
  }
}

/** What an error says against the contract that was loaded; null when it is not about the contract. */
export function faultOf(error: unknown): Finding | null {
  if (error instanceof TermsLost) return finding('TERMS_LOST', error.path);
  const rule = refusedRule(error);
  return rule === null ? null : finding('NOT_KEPT', '', { rule });
}

function rejected(read: Read, fault: Finding): Read {
  return { ...read, outcome: 'rejected', findings: [...read.findings, fault] };
}

/** What `importContracts` does with files that were read, in a transaction of the caller. */
export async function takeInWithin(
  transaction: Connection,
  read: readonly Read[],
  options: ImportOptions,
): Promise<readonly Decided[]> {
  // Two imports at once would both count the next version.
  await lockContracts(transaction);
  const decided = await decide(transaction, read, options);
  const exportIds = await keepFiles(transaction, decided, options);
  await addVersions(transaction, decided, { ...options, exportIds });
  return decided;
}

/** Compares with what is there, and with the files before it of the same import. */
async function decide(
  transaction: Connection,
  read: readonly Read[],
  { from, asOf, origin }: ImportOptions,
): Promise<Decided[]> {
  const newest = await newestOf(transaction, read, from);
  const byContract = new Map(newest.map((one) => [one.contractId, one]));
  const bySite = new Map(newest.map((one) => [one.site, one]));
  return read.map((one): Decided => {
    const nothing = {
      number: 0,
      fromMonth: '',
      asOfMonth: '',
      moneyDigest: '',
      isWaiting: false,
      increase: null,
    };
    if (one.original === null || one.site === null || one.outcome === 'rejected')
      return { ...one, ...nothing };
    const contractId = idOf(one.original.id);
    const before = byContract.get(contractId);
    const obstacle = obstacleTo({ ...one, contractId }, before, { atSite: bySite.get(one.site), from });
    if (obstacle !== null) return { ...rejected(one, obstacle), ...nothing };
    if (isKnown(one, before, origin)) return { ...one, ...nothing, outcome: 'unchanged' };
    // A contract of which everything was rejected starts over.
    const isFirst = before === undefined || before.fromMonth === null;
    const next = { number: (before?.number ?? 0) + 1, fromMonth: isFirst ? beginning : firstDay(from) };
    const asOfMonth = asOfMonthOf(one, { from, isFirst, asOf });
    const moneyDigest = moneyDigestOf(one.original);
    const { heldDigest, dueDigest, dueTerms, applied } = before ?? unheld;
    // Whoever leaves the increases out that are due changes what is billed, too.
    const isWaiting = one.outcome !== 'draft' && (heldDigest !== moneyDigest || dueDigest !== moneyDigest);
    const now = {
      ...next,
      contractId,
      site: one.site,
      digest: one.digest,
      heldDigest,
      dueDigest,
      dueTerms,
      applied,
    };
    const increase = dueTerms === null ? null : enteredGrowth(dueTerms, one.original);
    byContract.set(contractId, now);
    bySite.set(now.site, now);
    const findings = applied === null ? one.findings : [...one.findings, anew(applied, isWaiting)];
    return { ...one, ...next, findings, asOfMonth, moneyDigest, isWaiting, increase };
  });
}

/** Who writes terms here knows what counts now: an increase since then is taken back where that is meant. */
function isKnown({ digest }: Read, before: Newest | undefined, origin: ImportOptions['origin']): boolean {
  return origin !== 'edit' && before?.digest === digest;
}

function anew(months: string, isWaiting: boolean): Finding {
  return finding('INCREASES_ANEW', '', { months, when: isWaiting ? 'once it is approved' : 'from now on' });
}

/** The contracts that are there, and what those say that the files name. */
async function newestOf(transaction: Connection, read: readonly Read[], from: Month): Promise<Newest[]> {
  const newest = await transaction.query<Omit<Newest, 'dueDigest' | 'dueTerms'>>(
    `select contract_id as "contractId", site_id as site, last.number, from_month as "fromMonth", digest,
       contracts.money_digest_in(contract_id, $1::date) as "heldDigest", (
         select string_agg(to_char(month, 'YYYY-MM'), ', ' order by month)
         from contracts.escalated_from(site_id, $1::date) as month) as applied
     from contracts.contract
     join lateral (
       select max(number) as number,
         max(from_month) filter (where state <> 'rejected' and origin <> 'escalation') as from_month
       from contracts.version where version.contract_id = contract.contract_id) as last on last.number is not null
     left join lateral (
       select digest from contracts.version
       where version.contract_id = contract.contract_id and origin <> 'escalation' and state <> 'rejected'
       order by number desc limit 1) as imported on true`,
    [firstDay(from)],
  );
  const digests = new Map(newest.map(({ contractId, digest }) => [contractId, digest]));
  const changed = read.flatMap(({ site, original, digest }) =>
    site === null || original === null || digests.get(idOf(original.id)) === digest ? [] : [site],
  );
  const due = await termsDueIn(transaction, { month: from, sites: changed });
  const dueTerms = new Map(due.map(({ contract, original }) => [contract.contractId, original]));
  return newest.map((one) => {
    const terms = dueTerms.get(one.contractId) ?? null;
    return { ...one, dueTerms: terms, dueDigest: terms === null ? null : moneyDigestOf(terms) };
  });
}

/** First day of the month as of which figures stand: that of the export where a first one is older than the import. */
function asOfMonthOf(
  { exportedIn }: Read,
  { from, isFirst, asOf }: Pick<ImportOptions, 'from' | 'asOf'> & { readonly isFirst: boolean },
): string {
  if (asOf !== undefined) return firstDay(asOf);
  return firstDay(isFirst && exportedIn !== null && exportedIn < from ? exportedIn : from);
}

/** Why an export that reads well cannot become a version of its contract; null when it can. */
function obstacleTo(
  one: Read & { readonly contractId: string },
  before: Newest | undefined,
  { atSite, from }: { readonly atSite: Newest | undefined; readonly from: Month },
): Finding | null {
  const place = 'metadata.siteNumber';
  if (before && before.site !== one.site) return finding('CONTRACT_MOVED', place, { other: before.site });
  if (atSite && atSite.contractId !== one.contractId)
    return finding('SITE_TAKEN', place, { site: one.site ?? '', other: atSite.contractId });
  const newest = before?.fromMonth ?? null;
  if (before && before.digest !== one.digest && newest !== null && newest > firstDay(from))
    return finding('VERSION_EARLIER', '', { newest: newest.slice(0, 7) });
  return null;
}

/** Keeps the files with what was found; their numbers, in the same order. */
async function keepFiles(
  transaction: Connection,
  decided: readonly Decided[],
  { importedBy }: ImportOptions,
): Promise<readonly string[]> {
  const receivedExports = await transaction.query<{ export_id: string }>(
    `insert into contracts.received_export
       (site_id, file_name, sha256, content, received_at, received_by, outcome)
     select site, name, sha256, content, now(), $2, outcome
     from rows from (jsonb_to_recordset($1)
       as (site text, name text, sha256 text, content text, outcome text)) with ordinality
     order by ordinality
     returning export_id`,
    [
      keepableJson(
        decided.map(({ file, site, outcome }) => ({
          site,
          name: file.name,
          sha256: sha256Of(file),
          content: keptText(file),
          outcome,
        })),
      ),
      importedBy,
    ],
  );
  const exportIds = decided.map((_one, at) => receivedExports[at]?.export_id ?? '');
  const findings = decided.flatMap((one, file) =>
    one.findings.map((each, at) => ({ export_id: exportIds[file], position: at + 1, ...each })),
  );
  await transaction.execute(
    `insert into contracts.finding (export_id, position, grade, code, path, message)
     select export_id, position, grade, code, path, message from jsonb_to_recordset($1)
       as (export_id bigint, position integer, grade text, code text, path text, message text)`,
    [keepableJson(findings)],
  );
  return exportIds;
}

async function addVersions(
  transaction: Connection,
  decided: readonly Decided[],
  { importedBy, exportIds, origin = 'import' }: ImportOptions & { readonly exportIds: readonly string[] },
): Promise<void> {
  const newVersions = decided.flatMap(({ original, ...one }, at) =>
    original === null || one.number === 0
      ? []
      : [{ ...one, original, contractId: idOf(original.id), exportId: exportIds[at] ?? '' }],
  );
  if (newVersions.length === 0) return;
  await transaction.execute(
    `insert into contracts.contract (contract_id, site_id, customer_name, first_imported_at)
     select distinct on (contract_id) contract_id, site_id, customer_name, now() from jsonb_to_recordset($1)
       as (contract_id uuid, site_id text, customer_name text)
     on conflict (contract_id) do update set customer_name = excluded.customer_name
     where contract.customer_name is distinct from excluded.customer_name`,
    [
      keepableJson(
        newVersions.map(({ contractId, site, customerName }) => ({
          contract_id: contractId,
          site_id: site,
          customer_name: customerName,
        })),
      ),
    ],
  );
  const versionIds = await keepVersions(
    transaction,
    newVersions.map(({ original, site, number, fromMonth, asOfMonth, ...one }) => ({
      terms: original,
      columns: {
        site_id: site ?? '',
        number,
        from_month: fromMonth,
        as_of_month: asOfMonth,
        origin,
        state: stateOf(one),
        export_id: one.exportId,
        made_by: importedBy,
        digest: one.digest,
        money_digest: one.moneyDigest,
      },
    })),
  );
  await requireLossless(
    transaction,
    new Map(newVersions.map(({ original }, at) => [versionIds[at] ?? '', original])),
  );
  await noteMovedLimits(transaction, versionIds);
  await askApproval(transaction, {
    subject: 'version',
    changes: versionIds.flatMap((id, at) => {
      const version = newVersions[at];
      return version?.isWaiting === true ? [{ id, increase: version.increase }] : [];
    }),
    askedBy: importedBy,
  });
}

/** Whoever moves the review limits of a site does not approve the statement that they judge first. */
async function noteMovedLimits(transaction: Connection, versionIds: readonly string[]): Promise<void> {
  const moved = await transaction.query<{ subject: string }>(
    'select subject from contracts.moved_limits($1::bigint[]) as subject',
    [versionIds],
  );
  await performDuty(
    transaction,
    'change-threshold',
    moved.map(({ subject }) => subject),
  );
}

function stateOf({ outcome, isWaiting }: Pick<Decided, 'outcome' | 'isWaiting'>): string {
  if (outcome === 'draft') return 'draft';
  return isWaiting ? 'waiting' : 'active';
}

/** Reads new versions back before anything is committed. Throws TermsLost on the first that says something else. */
async function requireLossless(
  transaction: Connection,
  received: ReadonlyMap<string, ExportedTerms>,
): Promise<void> {
  const back = await exportedTermsOf(transaction, [...received.keys()]);
  const terms = new Map(back.map(({ versionId, original }) => [versionId, original as unknown as Json]));
  for (const [versionId, original] of received) {
    const [lost] = unmodelledIn(original as unknown as Json, terms.get(versionId));
    if (lost !== undefined) throw new TermsLost(pathText(lost.path));
  }
}

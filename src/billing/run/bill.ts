import {
  clausesInForce,
  contractsInForce,
  defaultWording,
  earliestMonth,
  escalatedThrough,
  groupsOf,
  lockContracts,
  exportedTermsOf,
  termsOf,
  type AdHocLine,
  type Clause,
  type ContractInForce,
  type CurrentContract,
  type Terms,
  type VersionTerms,
  type WaitingChange,
} from '../../contracts/index.ts';
import { decimal, type Decimal } from '../../kernel/decimal.ts';
import { Refusal, refusal } from '../../kernel/errors.ts';
import { firstDay, type Month } from '../../kernel/month.ts';
import { usualAttempts, type Connection, type Database } from '../../platform/database/index.ts';
import { gatherFacts, type SiteFacts } from '../facts/gather-facts.ts';
import { leftOverOf } from '../facts/left-over.ts';
import { compareWithExpected, isBeyond } from '../statements/comparison.ts';
import { computeStatement } from '../statements/compute-statement.ts';
import { firstState, type State } from '../statements/lifecycle.ts';
import { calculationDigest, keepRun } from './keep-run.ts';
import { completenessOf, incompleteFor, usualIncompleteFacts, type Completeness } from './completeness.ts';
import { missingFor, notWorking, obstacleOf, toCome } from './readiness.ts';
import { isNoted, marksOf, waitsFor, type ReadyMark } from './ready-marks.ts';
import type { BilledStatement, BillOptions, BillRun, BlockedSite } from './run.ts';
import { blockedByWaiting, waitingIn } from './waiting.ts';

/**
 * Bills a month: the contracts in force with every increase that is due, the facts of all their sites in a handful of
 * questions, a statement for each site that is ready, and all of it kept in one transaction. A site that fails stops no
 * other (billing.md 3.2, 4.3). As the owner; check the right to generate statements first. Refuses with
 * BILLING_NO_CONTRACTS.
 */
export async function bill(database: Database, options: BillOptions): Promise<BillRun> {
  if (options.isDryRun)
    return database.transaction((transaction) => billWithin(transaction, options), { isolation });
  return inBillingRun(database, (transaction) => billWithin(transaction, options), usualAttempts);
}

/** A run reads one snapshot of the warehouse. */
const isolation = 'repeatable read';

/**
 * A transaction in which statements are made with `billWithin`, and what goes with them, or nothing. Two at once would
 * both replace the same statements: the second waits, and begins with what the first made. No contract changes
 * meanwhile, because a run applies the increases that are due. Where someone acts on one of the statements at the same
 * time, the run starts over, up to so many `attempts`.
 */
export async function inBillingRun<T>(
  database: Database,
  work: (transaction: Connection) => Promise<T>,
  attempts = 1,
): Promise<T> {
  return database.withAdvisoryLock('billing run', () =>
    database.transaction(
      async (transaction) => {
        await lockContracts(transaction);
        return work(transaction);
      },
      { isolation, attempts },
    ),
  );
}

/** What `bill` does, in a transaction of the caller: that of `inBillingRun`. */
export async function billWithin(transaction: Connection, options: BillOptions): Promise<BillRun> {
  const contracts = asIfAgreed(await contractsInForce(transaction, options), options);
  const waiting = await waitingIn(transaction, options);
  if (contracts.length + waiting.length === 0) throw noContracts(options);
  const { ready, blocked } = await readySites(transaction, contracts, options);
  blocked.push(...blockedByWaiting(waiting, contracts, options));
  const statements: BilledStatement[] = [];
  for (const [at, site] of ready.entries()) {
    const outcome = billSite(site, options);
    if ('reasons' in outcome) blocked.push(outcome);
    else statements.push(outcome);
    options.onProgress?.(at + 1, ready.length);
  }
  const run = { month: options.month, statements, blocked, waiting };
  if (options.isDryRun)
    return { ...run, runId: null, preview: await previewOf(transaction, waiting, options) };
  return { ...run, ...(await keepRun(transaction, run, options)), preview: null };
}

/** Contracts as if what is proposed were agreed: in effect, whatever is wrong with what they say now. */
function asIfAgreed(
  contracts: readonly ContractInForce[],
  { asIf }: BillOptions,
): readonly ContractInForce[] {
  if (asIf === undefined) return contracts;
  const { billingType, paymentTerms, purchaseOrder } = asIf;
  return contracts.map((contract) => ({
    ...contract,
    state: 'active',
    billingType,
    paymentTerms,
    purchaseOrder,
  }));
}

/** What the sites with changes that wait would be billed once those are approved. */
async function previewOf(
  transaction: Connection,
  waiting: readonly WaitingChange[],
  options: BillOptions,
): Promise<BillRun['preview']> {
  if (waiting.length === 0) return null;
  const sites = [...new Set(waiting.map(({ site }) => site))];
  return billWithin(transaction, { ...options, sites, withWaiting: true, onProgress: () => undefined });
}

function noContracts({ month, sites }: BillOptions): Refusal {
  const places = sites === undefined ? 'any site' : sites.join(', ');
  return refusal('BILLING_NO_CONTRACTS', { month, sites: places });
}

/** A site with everything that its statement is made from. */
interface ReadySite extends CurrentContract {
  readonly terms: Terms;
  readonly known: SiteFacts;
  readonly adHoc: readonly AdHocLine[];
  readonly version: number;
  readonly before: Standing | undefined;
  readonly mark: ReadyMark | undefined;
  /** What the warehouse says of the facts of all sites of the run. */
  readonly completeness: Completeness;
}

async function readySites(
  transaction: Connection,
  contracts: readonly ContractInForce[],
  options: BillOptions,
): Promise<{ ready: ReadySite[]; blocked: BlockedSite[] }> {
  const { month, sites, withWaiting } = options;
  const standing = await standingStatements(transaction, month);
  const resting = contracts.filter(({ works }) => !works);
  const blocked: BlockedSite[] = await notWorkingAmong(transaction, resting, { month, sites });
  const working = contracts.filter(({ works }) => works);
  const billable = working.filter((contract) => {
    const { site } = contract;
    const obstacle = standingObstacle(site, standing.get(site), options) ?? obstacleOf(contract, month);
    if (obstacle !== null) blocked.push({ site, reasons: [obstacle] });
    return obstacle === null;
  });
  const current = await currentTerms(transaction, billable, options);
  const clauses = await clausesInForce(transaction, { month, withWaiting });
  const withTerms = current.flatMap((one) => {
    const { site } = one.contract;
    const terms = termsIn(one, clauses.get(site), month);
    if (!(terms instanceof Refusal)) return [{ ...one, terms }];
    blocked.push({ site, reasons: [terms] });
    return [];
  });
  const facts = await gatherFacts(
    transaction,
    withTerms.map(({ contract, terms }) => ({
      site: contract.site,
      fromMonth: earliestMonth(terms, month),
      clauses: terms.clauses ?? [],
    })),
    month,
  );
  const adHoc = await adHocLines(transaction, month);
  const marks = await marksOf(transaction, month);
  const completeness = await completenessOf(transaction, withTerms, month);
  const ready = withTerms.flatMap(({ contract, ...rest }) => {
    const factsOfSite = facts.get(contract.site);
    if (factsOfSite === undefined)
      blocked.push({ site: contract.site, reasons: [calculationFailed(contract.site, month, 'no facts')] });
    return factsOfSite === undefined
      ? []
      : [
          {
            contract,
            ...rest,
            known: factsOfSite,
            adHoc: adHoc.get(contract.site) ?? [],
            version: versionAfter(standing.get(contract.site)),
            before: standing.get(contract.site),
            mark: marks.get(contract.site),
            completeness,
          },
        ];
  });
  return { ready, blocked };
}

/** The terms of contracts once every increase that is due has been applied (billing.md 3.2). */
async function currentTerms(
  transaction: Connection,
  contracts: readonly ContractInForce[],
  { month, isDryRun, withWaiting, asIf, startedBy }: BillOptions,
): Promise<CurrentContract[]> {
  if (asIf !== undefined) return contracts.map((contract) => ({ contract, original: asIf, waitsFor: [] }));
  const terms = await exportedTermsOf(
    transaction,
    contracts.map(({ versionId }) => versionId),
  );
  const originals = new Map(terms.map(({ versionId, original }) => [versionId, original]));
  const agreed = contracts.flatMap((contract) => {
    const original = originals.get(contract.versionId);
    return original === undefined ? [] : [{ contract, original }];
  });
  const appliedBy = isDryRun ? null : startedBy;
  return escalatedThrough(transaction, agreed, { month, appliedBy, withWaiting });
}

/** Sites that do not work in the month; one that closed and left nothing over is listed only when it is named. */
async function notWorkingAmong(
  transaction: Connection,
  contracts: readonly ContractInForce[],
  { month, sites }: Pick<BillOptions, 'month' | 'sites'>,
): Promise<BlockedSite[]> {
  const leftOver = await leftOverOf(
    transaction,
    contracts.map(({ site }) => site),
    month,
  );
  return contracts
    .filter(({ site }) => leftOver.has(site) || sites?.includes(site) === true)
    .map((contract) => {
      const { site } = contract;
      return { site, reasons: [notWorking(contract, month, leftOver.get(site) ?? '')] };
    });
}

/** The statement of a site for the month that stands. */
interface Standing {
  readonly site: string;
  readonly version: number;
  readonly state: State;
  /** SHA-256 of its calculation; null where none was kept. */
  readonly sha256: string | null;
  /** Its number while it is in dispute; null else. */
  readonly disputed: string | null;
}

/** Why a statement that stands is not made anew: it was sent, or is in dispute. */
function standingObstacle(
  site: string,
  standing: Standing | undefined,
  { month, isRevision = false }: BillOptions,
): Refusal | null {
  if (standing === undefined) return null;
  if (standing.disputed !== null) return refusal('BILLING_DISPUTED', { statement: standing.disputed, site });
  return standing.state === 'Sent' && !isRevision ? refusal('BILLING_ALREADY_SENT', { site, month }) : null;
}

async function standingStatements(transaction: Connection, month: Month): Promise<Map<string, Standing>> {
  const rows = await transaction.query<Standing>(
    `select site_id as site, version, state, calculation_sha256 as sha256, (
       select statement_id from billing.dispute
       where dispute.statement_id = statement.statement_id and resolved_at is null) as disputed
     from billing.statement
     where service_month = $1::date and is_standing`,
    [firstDay(month)],
  );
  return new Map(rows.map((row) => [row.site, row]));
}

/** A statement that is not sent is regenerated under its version; one that was sent gets the next. */
function versionAfter(standing: Standing | undefined): number {
  return standing === undefined ? 1 : standing.version + (standing.state === 'Sent' ? 1 : 0);
}

/** Lines that people added to the month and that still stand; they are carried over (billing.md 4.5). */
async function adHocLines(transaction: Connection, month: Month): Promise<Map<string, AdHocLine[]>> {
  const rows = await transaction.query<Omit<AdHocLine, 'amount'> & { site: string; amount: string }>(
    `select site_id as site, kind, title, description, code, amount, group_number as "group"
     from billing.ad_hoc_line where service_month = $1::date and deleted_at is null order by ad_hoc_id`,
    [firstDay(month)],
  );
  const lines = rows.map(({ amount, ...row }) => ({ ...row, amount: decimal(amount) }));
  return Map.groupBy(lines, ({ site }) => site);
}

function billSite(site: ReadySite, options: BillOptions): BilledStatement | BlockedSite {
  const {
    contract,
    original,
    terms,
    known,
    adHoc,
    version,
    mark,
    waitsFor: dueIncreases,
    completeness,
  } = site;
  const { month, readyMarks = 'optional', today } = options;
  const settings = options.incompleteFacts ?? usualIncompleteFacts;
  const incomplete = Map.groupBy(
    incompleteFor(terms, known.facts, completeness),
    ({ kind }) => settings[kind],
  );
  const missing = [
    ...toCome(contract, month, today),
    ...waitsFor(contract, month, { mark, readyMarks }),
    ...dueIncreases,
    ...missingFor(terms, known),
    ...(incomplete.get('block') ?? []).map(({ told }) => told),
  ];
  const notices = [...missing, ...(incomplete.get('note') ?? []).map(({ told }) => told)];
  if (missing.length > 0 && options.proceedReason === undefined)
    return { site: contract.site, reasons: missing };
  const wording = { operator: options.operator ?? defaultWording.operator };
  try {
    const computed = computeStatement({
      terms,
      facts: known.facts,
      groups: groupsOf(original),
      adHoc,
      wording,
      paymentTerms: contract.paymentTerms,
      version,
    });
    const nothing = { site: contract.site, month: options.month };
    if (computed.invoices.length === 0)
      return { site: contract.site, reasons: [refusal('BILLING_NOTHING_TO_BILL', nothing)] };
    const lines = computed.invoices.flatMap((invoice) => invoice.lines);
    const comparison = compareWithExpected(lines, known);
    const limits = {
      amount: limitOf(original.deviationAmount),
      percent: limitOf(original.deviationPercentage),
    };
    // Nobody said what to expect: there is nothing to deviate from.
    const isBeyondLimits = known.expected !== null && isBeyond(comparison, limits);
    const state = firstState(isNoted(contract, mark), { isBeyondLimits });
    const calculated = { contract, computed, comparison, state, version, mark, notices, missing };
    return asStanding({ ...calculated, sha256: calculationDigest(calculated) }, site.before, options);
  } catch (error) {
    return { site: contract.site, reasons: [calculationFailed(contract.site, options.month, error)] };
  }
}

/**
 * A calculation that came to the statement that stands is that statement, in the state it is in: whoever bills twice
 * takes no approval back. One that was rejected is made anew.
 */
function asStanding(
  calculated: Omit<BilledStatement, 'isUnchanged'>,
  before: Standing | undefined,
  { leavesUnchanged = false }: BillOptions,
): BilledStatement {
  const isUnchanged =
    leavesUnchanged &&
    before !== undefined &&
    before.state !== 'Sent' &&
    before.state !== 'Rejected' &&
    before.sha256 === calculated.sha256;
  return { ...calculated, isUnchanged, state: isUnchanged ? before.state : calculated.state };
}

/** Why a site could not be calculated; it stops no other. */
function calculationFailed(site: string, month: Month, error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  const cause = error instanceof Error ? error.message : String(error);
  return refusal('BILLING_CALCULATION_FAILED', { site, month, cause });
}

/** What a contract says with its clauses, or why it cannot be read. */
function termsIn(
  { contract: { site }, original }: CurrentContract,
  clauses: readonly Clause[] | undefined,
  month: Month,
): Terms | Refusal {
  try {
    return termsOf(original, clauses);
  } catch (error) {
    return calculationFailed(site, month, error);
  }
}

function limitOf(limit: VersionTerms['original']['deviationAmount']): Decimal {
  return limit.value;
}

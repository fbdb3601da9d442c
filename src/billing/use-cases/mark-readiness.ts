import { refusal, type ErrorCode, type Refusal } from '../../kernel/errors.ts';
import { monthOfDay, type Month } from '../../kernel/month.ts';
import { eachForItself, type Each } from '../../platform/database/index.ts';
import { holdsRight, reachOf, requireRight, type Principal } from '../../platform/security/index.ts';
import { sitesBy, type SiteFilter } from '../../warehouse/index.ts';
import type { OperatorProfile } from '../operator.ts';
import { incompleteSites } from '../run/incomplete-sites.ts';
import {
  listReadiness,
  markSite,
  type CycleState,
  type Marked,
  type SiteReadiness,
} from '../run/ready-marks.ts';

/** Something incomplete at a site: in a few words, and in a sentence; amounts for those who see expected ones. */
export interface Incomplete {
  readonly kind: string;
  readonly message: string;
  readonly next: string | null;
}

/** Whether a site is ready to bill, and what is incomplete. */
export interface SiteToBill extends SiteReadiness {
  readonly incomplete: readonly Incomplete[];
}

/** Sites and the month, and the date used as today, `YYYY-MM-DD`. */
export interface ReadinessAsked {
  readonly month: Month;
  readonly sites?: readonly string[] | undefined;
  /** Only sites at this stage of the billing cycle. */
  readonly cycleState?: CycleState | undefined;
  readonly today: string;
}

/** Which sites are ready to bill, who marked them, and what is missing, pending or inconsistent. */
export async function readReadiness(
  principal: Principal,
  operator: OperatorProfile,
  filter: ReadinessAsked,
): Promise<SiteToBill[]> {
  const { caller } = principal;
  for (const object of ['site-readiness', 'contract', 'statement'])
    await requireRight(caller, { object, action: 'read' });
  // Contracts may reach further than what is said of sites.
  const reach = await reachOf(caller, { object: 'site-readiness', action: 'read' });
  const ofContracts = await caller.transaction((transaction) => listReadiness(transaction, filter));
  const sites = ofContracts.filter(
    ({ site, cycleState }) =>
      (reach === 'everywhere' || reach.includes(site)) &&
      (filter.cycleState === undefined || filter.cycleState === cycleState),
  );
  const incomplete = await incompleteAt(principal, operator, {
    ...filter,
    sites: sites.map(({ site }) => site),
  });
  return sites.map((one) => ({ ...one, incomplete: incomplete.get(one.site) ?? [] }));
}

const kinds: Partial<Record<ErrorCode, string>> = {
  BILLING_RECORDS_HELD: 'records held back',
  BILLING_DAYS_MISSING: 'days without revenue',
  BILLING_CODES_UNNAMED: 'codes that are not shared',
  BILLING_CODE_NEW: 'new codes like known ones',
  BILLING_JOBS_UNNAMED: 'jobs without a rate',
  BILLING_DEPOSITS_DIFFER: 'deposits differ from the ledger',
  BILLING_REVENUE_MISSING: 'no revenue',
  BILLING_HOURS_MISSING: 'no hours',
  BILLING_ROOMS_MISSING: 'no rooms',
  BILLING_LEDGER_MISSING: 'no ledger',
  BILLING_SHARED_REVENUE_MISSING: 'no revenue for sites that share tiers',
  BILLING_TAX_RATE_MISSING: 'tax rate missing',
  BILLING_MONTH_TO_COME: 'month not over',
  BILLING_SITE_UNKNOWN: 'site unknown',
  BILLING_CONTRACT_DRAFT: 'contract is a draft',
  BILLING_CONTRACT_WAITS: 'contract waits',
  BILLING_NOTHING_TO_BILL: 'nothing to bill',
  CONTRACTS_INDEX_MISSING: 'index not published',
};

/** Usual reasons whose sentence holds hours or amounts. */
const withFigures: readonly ErrorCode[] = [
  'BILLING_JOBS_UNNAMED',
  'BILLING_CODES_UNNAMED',
  'BILLING_DEPOSITS_DIFFER',
];

/** A reason and its next step for whoever sees the site; figures are for those who review statements. */
function toldReason({ code, message, next }: Refusal, seesFigures: boolean): Incomplete {
  const kind = kinds[code] ?? 'cannot be billed';
  const isUsual = code in kinds;
  if (seesFigures || (isUsual && !withFigures.includes(code))) return { kind, message, next };
  return { kind, message: 'The billing team sees the figures.', next: isUsual ? next : null };
}

/** What is incomplete at the sites that the principal sees, by site. Figures are for those who review statements. */
async function incompleteAt(
  { caller, database }: Principal,
  { readyMarks, incompleteFacts }: OperatorProfile,
  { month, sites, today }: ReadinessAsked & { readonly sites: readonly string[] },
): Promise<Map<string, Incomplete[]>> {
  const incomplete = await database.transaction((transaction) =>
    incompleteSites(transaction, { month, sites }, { readyMarks, incompleteFacts, today }),
  );
  const seesFigures = await holdsRight(caller, { object: 'review-threshold', action: 'read' });
  return new Map(
    incomplete.map(({ site, reasons, waiting }) => [
      site,
      [
        ...reasons.map((reason) => toldReason(reason, seesFigures)),
        ...waiting.map((change) => ({
          kind: 'contract change waits',
          message: `Contract change ${change} awaits a second person.`,
          next: `See \`daybook contracts waiting --site ${site}\`.`,
        })),
      ],
    ]),
  );
}

/** A manager's mark for sites, by number or by fields of the site master, and a month. */
export interface MarkGiven {
  readonly sites: readonly string[] | SiteFilter;
  readonly month: Month;
  readonly isReady: boolean;
  /** What the reviewer should know; it sends the statement to AR review. */
  readonly note: string | null;
  /** `YYYY-MM-DD`: a month that has not begun by then has nothing that could be ready. */
  readonly today: string;
}

/** Maximum characters of a note, as in its table. */
const mostCharacters = 2_000;

/**
 * Marks sites as ready to bill or not, each separately. Refuses with BILLING_NOTE_TOO_LONG and with
 * BILLING_MONTH_NOT_BEGUN.
 */
export async function markSitesReady(principal: Principal, readyMark: MarkGiven): Promise<Each<Marked>> {
  const { caller, person } = principal;
  const { month, isReady, note } = readyMark;
  return eachForItself(await sitesToMark(principal, readyMark), async (site) => {
    await requireRight(caller, { object: 'site-readiness', action: 'change', site });
    if (note !== null && note.length > mostCharacters)
      throw refusal('BILLING_NOTE_TOO_LONG', { most: mostCharacters });
    requireBegun(site, readyMark);
    const mark = { site, month, isReady, note, markedBy: person.userId };
    return caller.transaction((transaction) => markSite(transaction, mark));
  });
}

/** Refuses with BILLING_MONTH_NOT_BEGUN: what has not begun cannot be ready. */
function requireBegun(site: string, { month, today }: Pick<MarkGiven, 'month' | 'today'>): void {
  if (month > monthOfDay(today)) throw refusal('BILLING_MONTH_NOT_BEGUN', { site, month, today });
}

/** The sites that a mark would be tried on, for looking before. Refuses with BILLING_MONTH_NOT_BEGUN. */
export async function previewMarks(principal: Principal, readyMark: MarkGiven): Promise<readonly string[]> {
  const sites = await sitesToMark(principal, readyMark);
  if (sites.length > 0) requireBegun(sites.join(', '), readyMark);
  return sites;
}

/**
 * The sites that a mark would be tried on: as typed, or those that a filter chooses, need a mark and are not marked so
 * already.
 */
async function sitesToMark(
  { caller }: Principal,
  { sites, month, isReady, note }: Omit<MarkGiven, 'today'>,
): Promise<readonly string[]> {
  if (Array.isArray(sites)) return sites as readonly string[];
  await requireRight(caller, { object: 'site-readiness', action: 'change' });
  return caller.transaction(async (transaction) => {
    const chosen = await sitesBy(transaction, sites as SiteFilter);
    const readiness = await listReadiness(transaction, { month, sites: chosen });
    return readiness
      .filter((one) => one.billingType !== 'Advanced' && !(one.isReady === isReady && one.note === note))
      .map(({ site }) => site);
  });
}

import { waitingChanges } from '../../contracts/index.ts';
import { refusal } from '../../kernel/errors.ts';
import { requireRight, type Principal } from '../../platform/security/index.ts';
import { budgetNotices, type BudgetNotice } from '../entries/notices.ts';
import { bringPnlUpToDate, type PnlOptions } from '../pnl/calculate-pnl.ts';
import type { SiteFilter } from '../../warehouse/index.ts';
import { chosenSites } from '../pnl/chosen-sites.ts';
import { readFailed, type FailedSite } from '../pnl/failures.ts';
import { readSums, type Grouping, type StoredSum } from '../pnl/pnl-sums.ts';
import { groupSums, isFrozenVersion, isPlannedYear, previewYear } from '../pnl/preview-sums.ts';
import { readUpdating } from '../recalculation/keep-current.ts';

/** Which P&L is read. */
export interface AskedPnl extends Required<Pick<PnlOptions, 'year' | 'version' | 'asOf' | 'onProgress'>> {
  /** The operator's own day, `YYYY-MM-DD`: the P&L that everybody sees is as of it. */
  readonly today: string;
  readonly sites: SiteFilter;
  /** What it is also broken down by. */
  readonly by?: Grouping | undefined;
  /** As it was calculated last, without bringing it up to date. */
  readonly isStored: boolean;
  /** Years that the operator plans whatever the budget says. */
  readonly plannedYears?: readonly number[] | undefined;
}

/** The P&L of a year over sites, and what it lacks. */
export interface PnlOfSites {
  readonly total: readonly StoredSum[];
  /** The same, broken down; empty unless asked for. */
  readonly groups: readonly StoredSum[];
  readonly sites: readonly string[];
  /** Sites of which something changed since it was calculated. */
  readonly updating: readonly string[];
  readonly failed: readonly FailedSite[];
  readonly notices: readonly BudgetNotice[];
  /** Contract changes of the year or before that wait for a second person, and are left out. */
  readonly waiting: readonly { readonly change: string; readonly site: string; readonly from: string }[];
  /** Why this was calculated for the principal and nothing of it is kept; null for what everybody sees. */
  readonly unkept: 'year not planned' | 'other day' | null;
}

/**
 * The P&L of a year over sites, brought up to date before. Reading keeps nothing of years that nobody plans, nor of
 * another day. Refuses with PNL_NO_SITES and PNL_VERSION_UNKNOWN.
 */
export async function readPnl(principal: Principal, asked: AskedPnl): Promise<PnlOfSites> {
  const { caller } = principal;
  await requireRight(caller, { object: 'profit-and-loss', action: 'read' });
  const sites = await chosenSites(caller, asked.sites, { alsoForecast: false });
  const unkept = await whyUnkept(principal, asked);
  const read =
    unkept === null
      ? await readKept(principal, sites, asked)
      : await preview(principal, sites, { ...asked, unkept });
  return { ...read, waiting: await leftOut(principal, sites, asked) };
}

/** That a change waits is told to whoever sees the figures without it; what it is stays with the contract. */
async function leftOut(
  { database }: Principal,
  sites: readonly string[],
  { year }: AskedPnl,
): Promise<PnlOfSites['waiting']> {
  const changes = await waitingChanges(database, { sites });
  return changes
    .filter(({ from }) => from <= `${String(year)}-12`)
    .map(({ id, site, from }) => ({ change: id, site, from }));
}

/** A version that was submitted has a day of its own, whatever is asked for. */
async function whyUnkept(
  { database }: Principal,
  { year, version, plannedYears, isStored, asOf, today }: AskedPnl,
): Promise<PnlOfSites['unkept']> {
  if (version === 'working' && !(await isPlannedYear(database, year, plannedYears)))
    return 'year not planned';
  if (isStored || asOf === today || (await isFrozenVersion(database, year, version))) return null;
  return 'other day';
}

async function readKept(
  principal: Principal,
  sites: readonly string[],
  { year, version, today: asOf, by, isStored, onProgress }: AskedPnl,
): Promise<Omit<PnlOfSites, 'waiting'>> {
  const { caller, database, person } = principal;
  if (!isStored)
    await bringPnlUpToDate(database, {
      year,
      version,
      asOf,
      sites,
      cause: 'command',
      startedBy: person.userId,
      onProgress,
    });
  const filter = { year, sites, version };
  const total = await caller.transaction((transaction) => readSums(transaction, filter));
  const failed = await caller.transaction((transaction) => readFailed(transaction, filter));
  if (total.length === 0 && failed.length === 0)
    throw refusal('PNL_VERSION_UNKNOWN', { version, year: String(year) });
  const groups =
    by === undefined
      ? []
      : await caller.transaction((transaction) => readSums(transaction, { ...filter, by }));
  const updating = await caller.transaction((transaction) => readUpdating(transaction, filter));
  const notices = await noticesOf(principal, sites, filter);
  return { total, groups, sites, updating, failed, notices, unkept: null };
}

/** Notices of budgets go to those who may read the forecasts; of whole portfolios the calendar tells them. */
async function noticesOf(
  { caller, database }: Principal,
  sites: readonly string[],
  { year, version }: Pick<AskedPnl, 'year' | 'version'>,
): Promise<BudgetNotice[]> {
  if (version !== 'working' || sites.length > mostNoticed) return [];
  const readable = await caller.transaction((transaction) =>
    transaction.query<{ site: string }>(
      `select site from unnest($1::text[]) as site where security.may('forecast', 'read', site)`,
      [sites],
    ),
  );
  return budgetNotices(
    database,
    readable.map(({ site }) => site),
    year,
  );
}

const mostNoticed = 100;

/** Whoever asks sees it, and nobody else finds anything of it. */
async function preview(
  { database }: Principal,
  sites: readonly string[],
  { year, version, asOf, by, unkept }: AskedPnl & Pick<PnlOfSites, 'unkept'>,
): Promise<Omit<PnlOfSites, 'waiting'>> {
  const { bySite, failed } = await previewYear(database, { year, sites, version, asOf });
  if (bySite.length === 0 && failed.length === 0)
    throw refusal('PNL_VERSION_UNKNOWN', { version, year: String(year) });
  const total = await groupSums(database, bySite, { sites });
  const groups = by === undefined ? [] : await groupSums(database, bySite, { sites, by });
  return { total, groups, sites, updating: [], failed, notices: [], unkept };
}

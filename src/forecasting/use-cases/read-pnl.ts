import { waitingChanges } from '../../contracts/index.ts';
import { refusal } from '../../kernel/errors.ts';
import { addMonths, firstDay, lastDay, monthsBetween } from '../../kernel/month.ts';
import { holdsRight, requireRight, type Principal } from '../../platform/security/index.ts';
import { budgetNotices, type BudgetNotice } from '../entries/notices.ts';
import { comparedWith, monthsBefore, projectionVersion, type Against } from '../comparison/against.ts';
import { bringPnlUpToDate, type PnlOptions } from '../pnl/calculate-pnl.ts';
import { readComments, type VarianceComment } from '../comments/comments.ts';
import { readEvents, type SiteEvent } from '../events/events.ts';
import type { SiteFilter } from '../../warehouse/index.ts';
import { chosenSites } from '../pnl/chosen-sites.ts';
import { readFailed, type FailedSite } from '../pnl/failures.ts';
import { readSums, type Grouping, type StoredSum } from '../pnl/pnl-sums.ts';
import type { MonthRange } from '../pnl/pnl-table.ts';
import { groupSums, isFrozenVersion, isPlannedYear, previewYear } from '../pnl/preview-sums.ts';
import { readUpdating } from '../recalculation/keep-current.ts';

/** Which P&L is read. */
export interface PnlRequest extends Required<Pick<PnlOptions, 'version' | 'asOf' | 'onProgress'>> {
  readonly months: MonthRange;
  /** What the variance compares the trend with. */
  readonly against: Against;
  /** The operator's own day, `YYYY-MM-DD`: the P&L that everybody sees is as of it. */
  readonly today: string;
  readonly sites: SiteFilter;
  /** What it is also broken down by. */
  readonly by?: Grouping | undefined;
  /** As it was calculated last, without bringing it up to date. */
  readonly isStored: boolean;
  /** Years that the operator plans regardless of the budget. */
  readonly plannedYears?: readonly number[] | undefined;
}

/** Why a year was calculated for the caller and nothing of it is kept. */
export interface UnkeptYear {
  readonly year: number;
  readonly why: 'year not planned' | 'other day';
}

/** The P&L of months over sites, and what it lacks; sums are those of every year of the months, whole. */
export interface PnlOfSites {
  readonly total: readonly StoredSum[];
  /** The same, broken down; empty unless asked for. */
  readonly groups: readonly StoredSum[];
  readonly sites: readonly string[];
  /** Sites that have changed since it was calculated. */
  readonly updating: readonly string[];
  readonly failed: readonly FailedSite[];
  readonly notices: readonly BudgetNotice[];
  /** Contract changes of the months or before that wait for a second person, and are left out. */
  readonly waiting: readonly { readonly change: string; readonly site: string; readonly from: string }[];
  readonly unkept: readonly UnkeptYear[];
  /** What was going on at the sites, where they are few and the caller may read their forecasts. */
  readonly events: readonly SiteEvent[];
  /** Comments on the figures, for equally few sites. */
  readonly comments: readonly VarianceComment[];
}

/** Maximum number of months shown side by side. */
const mostMonths = 36;

/**
 * The P&L of months over sites, brought up to date before. Reading saves nothing of years that nobody plans, nor of
 * another day. Refuses with PNL_RANGE_INVALID, PNL_NO_SITES and PNL_VERSION_UNKNOWN, the last also of a projection.
 */
export async function readPnl(principal: Principal, request: PnlRequest): Promise<PnlOfSites> {
  const { months, by } = request;
  const { sites, years, bases, sumsBy } = await readSites(principal, request);
  return {
    total: await sumsBy(),
    groups: by === undefined ? [] : await sumsBy(by),
    sites,
    updating: [...new Set(years.flatMap(({ updating }) => updating))],
    failed: [...years, ...bases].flatMap(({ failed }) => failed),
    notices: years.flatMap(({ notices }) => notices),
    unkept: years.flatMap(({ year, unkept }) => (unkept === null ? [] : [{ year, why: unkept }])),
    waiting: await leftOut(principal, sites, months),
    events: await eventsIn(principal, sites, months),
    comments: await commentsOn(principal, sites, months),
  };
}

/** The sums of the same P&L in groups, and nothing else of it. Refuses as `readPnl` does. */
export async function readGroupSums(
  principal: Principal,
  request: PnlRequest & { readonly by: Grouping },
): Promise<readonly StoredSum[]> {
  const { sumsBy } = await readSites(principal, request);
  return sumsBy(request.by);
}

/** The years of a P&L, and its sums as they are asked for. */
async function readSites(
  principal: Principal,
  request: PnlRequest,
): Promise<{
  readonly sites: readonly string[];
  readonly years: readonly ReadYear[];
  readonly bases: readonly ReadYear[];
  readonly sumsBy: (grouping?: Grouping) => Promise<StoredSum[]>;
}> {
  const { caller, database } = principal;
  const { months } = request;
  await requireRight(caller, { object: 'profit-and-loss', action: 'read' });
  const count = monthsBetween(months.from, months.to).length;
  if (count < 1 || count > mostMonths)
    throw refusal('PNL_RANGE_INVALID', { ...months, most: String(mostMonths) });
  const sites = await chosenSites(caller, request.sites, ['profit-and-loss']);
  const years = await readYears(principal, sites, request, months);
  const bases = await readBases(principal, sites, request);
  const sumsBy = async (grouping?: Grouping): Promise<StoredSum[]> => {
    if (request.against === 'budget') return sumsOf(years, grouping);
    const compared = comparedWith(await sumsOf(years, 'site'), request.against, await sumsOf(bases, 'site'));
    return groupSums(database, compared, { sites, by: grouping ?? null });
  };
  return { sites, years, bases, sumsBy };
}

/** Sites of which events are named. */
const mostWithEvents = 5;

async function eventsIn(
  { caller }: Principal,
  sites: readonly string[],
  { from, to }: MonthRange,
): Promise<SiteEvent[]> {
  if (sites.length > mostWithEvents || !(await holdsRight(caller, { object: 'forecast', action: 'read' })))
    return [];
  return caller.transaction((transaction) =>
    readEvents(transaction, { sites, from: firstDay(from), to: lastDay(to) }),
  );
}

async function commentsOn(
  { caller }: Principal,
  sites: readonly string[],
  months: MonthRange,
): Promise<VarianceComment[]> {
  if (sites.length > mostWithEvents) return [];
  return caller.transaction((transaction) => readComments(transaction, { sites, ...months }));
}

/** A year of the P&L, and how its sums are had. */
interface ReadYear extends Pick<PnlOfSites, 'updating' | 'failed' | 'notices'> {
  readonly year: number;
  readonly unkept: UnkeptYear['why'] | null;
  readonly sumsBy: (by?: Grouping) => Promise<StoredSum[]>;
}

type YearRequest = Omit<PnlRequest, 'months' | 'sites' | 'against' | 'by'> & { readonly year: number };

/** One after another: each may calculate the whole portfolio. */
async function readYears(
  principal: Principal,
  sites: readonly string[],
  request: Omit<PnlRequest, 'sites'>,
  { from, to }: MonthRange,
): Promise<ReadYear[]> {
  const years: ReadYear[] = [];
  for (let year = Number.parseInt(from, 10); year <= Number.parseInt(to, 10); year += 1) {
    const unkept = await whyUnkept(principal, { ...request, year });
    const read = unkept === null ? readKept : preview;
    years.push({ year, unkept, ...(await read(principal, sites, { ...request, year })) });
  }
  return years;
}

/** The years with what the months are compared with; those of a forecast stand beside the trend. */
async function readBases(
  principal: Principal,
  sites: readonly string[],
  request: PnlRequest,
): Promise<ReadYear[]> {
  const { against, months } = request;
  if (against === 'budget' || against === 'forecast') return [];
  const shift = -monthsBefore(against);
  const range = { from: addMonths(months.from, shift), to: addMonths(months.to, shift) };
  const version = against === 'fpa' ? projectionVersion : 'working';
  return readYears(principal, sites, { ...request, version }, range);
}

async function sumsOf(years: readonly ReadYear[], by?: Grouping): Promise<StoredSum[]> {
  const sums: StoredSum[] = [];
  for (const { sumsBy } of years) sums.push(...(await sumsBy(by)));
  return sums;
}

/** That a change waits is told to whoever sees the figures without it; what it is stays with the contract. */
async function leftOut(
  { database }: Principal,
  sites: readonly string[],
  { to }: MonthRange,
): Promise<PnlOfSites['waiting']> {
  const changes = await waitingChanges(database, { sites });
  return changes.filter(({ from }) => from <= to).map(({ id, site, from }) => ({ change: id, site, from }));
}

/** A version that was submitted has a day of its own, whatever is asked for. */
async function whyUnkept(
  { database }: Principal,
  { year, version, plannedYears, isStored, asOf, today }: YearRequest,
): Promise<ReadYear['unkept']> {
  if (version === 'working' && !(await isPlannedYear(database, year, plannedYears)))
    return 'year not planned';
  if (isStored || asOf === today || (await isFrozenVersion(database, year, version))) return null;
  return 'other day';
}

async function readKept(
  principal: Principal,
  sites: readonly string[],
  { year, version, today: asOf, isStored, onProgress }: YearRequest,
): Promise<Omit<ReadYear, 'year' | 'unkept'>> {
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
  const sumsBy = (by?: Grouping): Promise<StoredSum[]> =>
    caller.transaction((transaction) => readSums(transaction, by === undefined ? filter : { ...filter, by }));
  const failed = await caller.transaction((transaction) => readFailed(transaction, filter));
  if (failed.length === 0 && !(await hasResults(principal, filter)))
    throw refusal('PNL_VERSION_UNKNOWN', { version, year: String(year) });
  const updating = await caller.transaction((transaction) => readUpdating(transaction, filter));
  const notices = await noticesOf(principal, sites, filter);
  return { sumsBy, updating, failed, notices };
}

/** Whether any of the sites has a P&L of the version, limited to what the caller may see. */
async function hasResults(
  { caller }: Principal,
  {
    year,
    sites,
    version,
  }: { readonly year: number; readonly sites: readonly string[]; readonly version: string },
): Promise<boolean> {
  const [answer] = await caller.transaction((transaction) =>
    transaction.query<{ has_results: boolean }>(
      `select exists (
         select from forecasting.version join forecasting.pnl_cell using (site_id, version_id)
         where plan_year = $1 and name = $2 and version.site_id = any ($3)) as has_results`,
      [year, version, sites],
    ),
  );
  return answer?.has_results === true;
}

/** Notices of budgets go to those who may read the forecasts; of whole portfolios the calendar tells them. */
async function noticesOf(
  { caller, database }: Principal,
  sites: readonly string[],
  { year, version }: Pick<YearRequest, 'year' | 'version'>,
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
  { year, version, asOf }: YearRequest,
): Promise<Omit<ReadYear, 'year' | 'unkept'>> {
  const { bySite, failed } = await previewYear(database, { year, sites, version, asOf });
  if (bySite.length === 0 && failed.length === 0)
    throw refusal('PNL_VERSION_UNKNOWN', { version, year: String(year) });
  const sumsBy = (by: Grouping | null = null): Promise<StoredSum[]> =>
    groupSums(database, bySite, { sites, by });
  return { sumsBy, updating: [], failed, notices: [] };
}

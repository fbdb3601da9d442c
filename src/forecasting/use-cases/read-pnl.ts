import { refusal } from '../../kernel/errors.ts';
import { requireRight, type Principal } from '../../platform/security/index.ts';
import { budgetNotices, type BudgetNotice } from '../entries/notices.ts';
import { bringPnlUpToDate, type PnlOptions } from '../pnl/calculate-pnl.ts';
import { chosenSites, type SiteFilter } from '../pnl/chosen-sites.ts';
import { readFailed, type FailedSite } from '../pnl/failures.ts';
import { readSums, type Grouping, type StoredSum } from '../pnl/pnl-sums.ts';
import { isPlannedYear, previewSums } from '../pnl/preview-sums.ts';
import { readUpdating } from '../recalculation/keep-current.ts';

/** Which P&L is read. */
export interface AskedPnl extends Required<Pick<PnlOptions, 'year' | 'version' | 'asOf' | 'onProgress'>> {
  readonly sites: SiteFilter;
  /** By what it is broken down besides. */
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
  /** Nobody plans the year: this was calculated for the principal, and nothing of it is kept. */
  readonly isPlanned: boolean;
}

/** The P&L of a year over sites, brought up to date before. Refuses with PNL_NO_SITES and PNL_VERSION_UNKNOWN. */
export async function readPnl(principal: Principal, asked: AskedPnl): Promise<PnlOfSites> {
  const { caller, database } = principal;
  const { year, version, plannedYears } = asked;
  await requireRight(caller, { object: 'profit-and-loss', action: 'read' });
  const sites = await chosenSites(caller, asked.sites, { alsoForecast: false });
  const isKept = version !== 'working' || (await isPlannedYear(database, year, plannedYears));
  return isKept ? readKept(principal, sites, asked) : preview(principal, sites, asked);
}

async function readKept(
  principal: Principal,
  sites: readonly string[],
  { year, version, asOf, by, isStored, onProgress }: AskedPnl,
): Promise<PnlOfSites> {
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
  return { total, groups, sites, updating, failed, notices, isPlanned: true };
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

/** A year that nobody plans: whoever asks sees it, and nobody else finds anything of it. */
async function preview(
  { database }: Principal,
  sites: readonly string[],
  { year, asOf, by }: AskedPnl,
): Promise<PnlOfSites> {
  const asked = { year, sites, asOf };
  const total = await previewSums(database, asked);
  const groups = by === undefined ? [] : await previewSums(database, { ...asked, by });
  return { total, groups, sites, updating: [], failed: [], notices: [], isPlanned: false };
}

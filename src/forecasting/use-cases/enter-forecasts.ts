import { refusal } from '../../kernel/errors.ts';
import { addMonths, monthsBetween, type Month } from '../../kernel/month.ts';
import { keepOrTry } from '../../platform/database/index.ts';
import { requireRight, type Principal } from '../../platform/security/index.ts';
import { requireSite } from '../../warehouse/index.ts';
import type { Area } from '../entries/areas.ts';
import type { Entry } from '../entries/entry.ts';
import { groupDays, groupedCodes, type GroupDay } from '../entries/group-days.ts';
import { budgetNotices, type BudgetNotice } from '../entries/notices.ts';
import { dropSaved } from '../entries/drafts.ts';
import { entriesOfMonth } from '../entries/read-entries.ts';
import { saveEntries } from '../entries/save-entries.ts';
import { readGroups } from '../jobs/administer-groups.ts';
import { payrollMode, type PayrollMode } from '../payroll/payroll-mode.ts';
import { billsHours } from '../pnl/agreed-terms.ts';
import type { VersionName } from '../versions/version.ts';
import { editorOf, savedChange, type Editing, type SavedChange } from './editing.ts';

/** Which entries of a month are asked for, and how payroll is shown. */
export interface EntriesRequest extends Pick<VersionName, 'site' | 'version'> {
  readonly month: Month;
  /** Only this area. */
  readonly area?: Area | undefined;
  /** By code where hours are billed, by default. */
  readonly payroll?: PayrollMode | undefined;
}

/** The entries of a version in a month. */
export interface MonthEntries {
  /** Newest change of the version. */
  readonly seen: string;
  readonly payrollBy: PayrollMode;
  /** The contract bills hours of job codes: entries of job groups are refused. */
  readonly isByCodeOnly: boolean;
  readonly notices: readonly BudgetNotice[];
  readonly entries: readonly Entry[];
  /** Sums of what was entered for the codes of a group, by day. */
  readonly groups: readonly GroupDay[];
  /** Job codes whose hours are in those sums. */
  readonly groupedCodes: readonly string[];
}

/**
 * Entries of a version in a month; what is not entered follows the budget. Refuses with WAREHOUSE_SITE_UNKNOWN and as
 * `entriesOfMonth` does.
 */
export async function readEntriesOfMonth(
  { caller, database }: Principal,
  { site, version, month, area, payroll }: EntriesRequest,
): Promise<MonthEntries> {
  await requireRight(caller, { object: 'forecast', action: 'read', site });
  await requireSite(database, site);
  const year = Number.parseInt(month, 10);
  const isByCodeOnly = await billsHours(database, site, month);
  const payrollBy = payrollMode(payroll ?? null, isByCodeOnly);
  const notices = (await budgetNotices(database, [site], year)).filter((notice) => notice.month === month);
  return caller.transaction(async (transaction) => {
    const { seen, entries: all } = await entriesOfMonth(transaction, { site, year, version }, month);
    const entries = all.filter((entry) => area === undefined || entry.area === area);
    const groups = await readGroups(transaction);
    return {
      seen,
      payrollBy,
      isByCodeOnly,
      notices,
      entries,
      groups: groupDays(entries, groups),
      groupedCodes: groupedCodes(groups),
    };
  });
}

/** Values that are entered into a version of a site. */
export interface EnteredValues extends Editing, Pick<VersionName, 'site' | 'version'> {
  readonly entries: readonly Entry[];
  /** Newest change that was seen; null saves whatever was changed since. */
  readonly seen: number | null;
  /** Rates may be unusual. */
  readonly isConfirmed: boolean;
  /** Everything is checked and reported, and nothing saved. */
  readonly isTrial?: boolean;
  /** The values leave the principal's own drafts of the years. */
  readonly endsDraft?: boolean;
}

/** Enters values, a change for each year and all or none. Refuses as `saveEntries` does. */
export async function enterValues(
  principal: Principal,
  {
    site,
    version,
    entries,
    seen,
    isConfirmed,
    isTrial = false,
    endsDraft = false,
    ...editing
  }: EnteredValues,
): Promise<SavedChange[]> {
  const editor = await editorOf(principal, [site], editing);
  const { personId } = principal.person;
  const years = Map.groupBy(entries, ({ period }) => Number.parseInt(period, 10));
  const saving = { ...editor, site, version, seen, isConfirmed, action: 'set' } as const;
  const changes = await keepOrTry(principal.database, isTrial, async (transaction) => {
    const saved: SavedChange[] = [];
    for (const [year, ofYear] of years) {
      saved.push(savedChange(await saveEntries(transaction, { ...saving, year, entries: ofYear })));
      if (endsDraft) await dropSaved(transaction, { site, year }, { personId, entries: ofYear });
    }
    return saved;
  });
  return isTrial ? changes.map((change) => ({ ...change, change: null })) : changes;
}

/** Which rates are carried forward: those entered for a month, into as many months after it. */
export interface CarryRequest extends Omit<EnteredValues, 'entries'> {
  readonly from: Month;
  readonly months: number;
  /** Only these categories. */
  readonly categories?: readonly string[] | undefined;
}

/**
 * Carries the rates that were entered for a month into the months after it (forecasting.md 6.6): offered, never by
 * itself. A rate that follows the budget is not entered, so it is not carried. Refuses with FORECASTING_NO_RATES and as
 * `enterValues` does.
 */
export async function carryRates(
  principal: Principal,
  { from, months, categories, ...editing }: CarryRequest,
): Promise<SavedChange[]> {
  const { site, version } = editing;
  await requireRight(principal.caller, { object: 'forecast', action: 'read', site });
  const name = { site, version, year: Number.parseInt(from, 10) };
  const { entries } = await principal.caller.transaction((transaction) =>
    entriesOfMonth(transaction, name, from),
  );
  const rates = entries.filter(
    ({ area, item }) => area === 'rates' && (categories === undefined || categories.includes(item)),
  );
  if (rates.length === 0)
    throw refusal('FORECASTING_NO_RATES', {
      site,
      month: from,
      of: categories?.join(', ') ?? 'any category',
    });
  const later = monthsBetween(addMonths(from, 1), addMonths(from, months));
  const carried = later.flatMap((period) => rates.map((rate) => ({ ...rate, period })));
  return enterValues(principal, { ...editing, entries: carried });
}

import type { Month } from '../../../kernel/month.ts';
import { keepOrTry } from '../../../platform/database/index.ts';
import { holdsRight, requireRight, type Principal } from '../../../platform/security/index.ts';
import type { Grain } from '../../comparison/periods.ts';
import type { ExtendedComparisonRow, OtherColumn } from '../../comparison/other-columns.ts';
import { areas, type Area } from '../../entries/areas.ts';
import { saveEntries } from '../../entries/save-entries.ts';
import { previewSite } from '../../pnl/calculate-pnl.ts';
import { untouchedVersion } from '../../pnl/gather-years.ts';
import { changesBetween, type ChangedRow } from '../../pnl/preview-change.ts';
import { readVersion, type VersionName } from '../../versions/version.ts';
import { compareMonth, objectsCompared } from '../compare-forecasts.ts';
import { editorOf, savedChange, type SavedChange } from '../editing.ts';
import { readEntriesOfMonth, type EnteredValues, type MonthEntries } from '../enter-forecasts.ts';

/** Which month of which forecast is opened in an editor. */
export interface EditorRequest extends Pick<VersionName, 'site' | 'version'> {
  readonly month: Month;
  /** Statistics and payroll by day, week or month. */
  readonly by: Grain;
  /** Only this area. */
  readonly area?: Area | undefined;
  /** Further columns to compare the month with. */
  readonly against?: readonly OtherColumn[] | undefined;
  /** `YYYY-MM-DD` */
  readonly today: string;
}

/** Why values may not be changed; null where they may. */
export interface EditorLock {
  /** Days before it are over and read-only, `YYYY-MM-DD`. */
  readonly openFrom: string;
  readonly reason: 'month is closed' | 'version is frozen' | 'may only read' | null;
}

/** Everything that an editor shows of a month. */
export interface ForecastEditor extends MonthEntries {
  readonly site: string;
  readonly month: Month;
  readonly version: string;
  readonly lock: EditorLock;
  /** Budget, forecast, schedule and actual side by side, of the areas that the caller may see. */
  readonly comparison: readonly ExtendedComparisonRow[];
  /** Areas that are left out of it. */
  readonly hiddenAreas: readonly Area[];
}

/**
 * Entries of a month with what is shown next to them, what is locked and why, and the newest change that was seen: one
 * answer for an editor. Refuses as `readEntriesOfMonth` does.
 */
export async function readForecastEditor(
  principal: Principal,
  selection: EditorRequest,
): Promise<ForecastEditor> {
  const { caller } = principal;
  const { site, month, version, by, today, against } = selection;
  const entries = await readEntriesOfMonth(principal, { site, month, version, area: selection.area });
  const shownAreas = selection.area === undefined ? areas : [selection.area];
  const hiddenAreas: Area[] = [];
  const comparison: ExtendedComparisonRow[] = [];
  for (const area of shownAreas) {
    const rights = objectsCompared[area].map((object) =>
      holdsRight(caller, { object, action: 'read', site }),
    );
    if ((await Promise.all(rights)).includes(false)) hiddenAreas.push(area);
    else
      comparison.push(...(await compareMonth(principal, { site, month, version, by, area, today, against })));
  }
  const lock = await lockOf(principal, selection);
  return { ...entries, site, month, version, lock, comparison, hiddenAreas };
}

async function lockOf(
  { caller }: Principal,
  { site, month, version: name, today }: EditorRequest,
): Promise<EditorLock> {
  const year = Number.parseInt(month, 10);
  const [state] = await caller.transaction((transaction) =>
    transaction.query<{ is_closed: boolean; is_frozen: boolean }>(
      `select
         exists (select from forecasting.version where site_id = $1 and plan_year = $3 and name = $4
           and kind = 'record') as is_frozen,
         $2::date + interval '1 month' <= $5::date as is_closed`,
      [site, `${month}-01`, year, name, today],
    ),
  );
  const mayChange = await holdsRight(caller, { object: 'forecast', action: 'change', site });
  const reason = !mayChange
    ? 'may only read'
    : state?.is_frozen === true
      ? 'version is frozen'
      : state?.is_closed === true
        ? 'month is closed'
        : null;
  return { openFrom: today, reason };
}

/** What entries would change: of them, and of the P&L of the year. */
export interface PreviewedEntries extends SavedChange {
  readonly effect: readonly ChangedRow[];
}

/**
 * The P&L of a site as it is and as it would be with values that nobody saved; everything is checked as for saving, and
 * nothing is saved. Values are of one year. Refuses as `enterValues` does.
 */
export async function previewEntries(
  principal: Principal,
  { site, version, entries, seen, isConfirmed, month, ...editing }: EnteredValues & { readonly month: Month },
): Promise<PreviewedEntries> {
  const { caller, database } = principal;
  await requireRight(caller, { object: 'profit-and-loss', action: 'read', site });
  const editor = await editorOf(principal, [site], editing);
  const year = Number.parseInt(month, 10);
  const options = { year, asOf: editor.today };
  const existing = await readVersion(database, { site, year, version });
  const before = await previewSite(
    database,
    { site, versionId: existing?.versionId ?? untouchedVersion },
    options,
  );
  const saving = { ...editor, site, version, seen, isConfirmed, year, entries, action: 'set' } as const;
  const tried = await keepOrTry(database, true, async (transaction) => {
    const saved = await saveEntries(transaction, saving);
    return { saved, after: await previewSite(transaction, { site, versionId: saved.versionId }, options) };
  });
  const change = { ...savedChange(tried.saved), change: null };
  return { ...change, effect: changesBetween(before?.months ?? [], tried.after?.months ?? [], year) };
}

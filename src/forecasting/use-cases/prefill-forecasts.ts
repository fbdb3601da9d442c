import { refusal } from '../../kernel/errors.ts';
import { eachForItself, keepOrTry, type Each } from '../../platform/database/index.ts';
import { requireRight, type Principal } from '../../platform/security/index.ts';
import { requireSite, type SiteFilter } from '../../warehouse/index.ts';
import { saveEntries } from '../entries/save-entries.ts';
import type { ProfileBudget } from '../payroll/map-profile.ts';
import { copySchedule, type Copied, type Copying } from '../prefill/copy-schedule.ts';
import { chosenSites } from '../pnl/chosen-sites.ts';
import { initialEntries, type Beginning, type Initial } from '../prefill/initialise.ts';
import type { VersionName } from '../versions/version.ts';
import {
  dayOfChange,
  editorOf,
  requireEditing,
  savedChange,
  type Editing,
  type SavedChange,
} from './editing.ts';

/** Which version is started, and from what. */
export interface PrefillRequest extends Editing, Pick<VersionName, 'version'> {
  /** That of the day of the change by default. */
  readonly year?: number | undefined;
  readonly from: Beginning;
  /** Existing entries are replaced. */
  readonly isReplacing: boolean;
  /** Everything is checked and reported, and nothing saved. */
  readonly isTrial: boolean;
}

/** Hours and cost of a profile of the payroll budget in the year. */
export interface BudgetedProfile extends Omit<ProfileBudget, 'profile'> {
  readonly jobProfile: string;
}

/** What the forecast of a site was started with. */
export interface StartedForecast extends Pick<Initial, 'leftOut'> {
  readonly site: string;
  readonly saved: SavedChange;
  /** Profiles that stand for no job code; a person has to look at them. */
  readonly unmapped: readonly BudgetedProfile[];
  readonly excluded: readonly BudgetedProfile[];
}

/**
 * Starts a version at each of the sites that a filter chooses, from the budget, last year's actuals or another version:
 * each separately, so that a site with nothing to begin with stops no other. Refuses with PNL_NO_SITES, and of a site
 * with FORECASTING_NOTHING_TO_BEGIN and as `editorOf`, `initialEntries` and `saveEntries` do.
 */
export async function startForecasts(
  principal: Principal,
  filter: SiteFilter,
  beginning: PrefillRequest,
): Promise<Each<StartedForecast>> {
  await requireRight(principal.caller, { object: 'forecast', action: 'change' });
  const { site: named, ...others } = filter;
  const isNamed = named !== undefined && Object.keys(others).length === 0;
  // Of sites that are named, each is refused by its name.
  const sites = isNamed
    ? named
    : await chosenSites(principal.caller, filter, ['profit-and-loss', 'forecast']);
  const today = await dayOfChange(principal, beginning.day);
  return eachForItself(sites, async (site) => {
    await requireEditing(principal.caller, site, beginning.isEditing);
    return startAt(principal, site, { ...beginning, today });
  });
}

async function startAt(
  { database, person, reason }: Principal,
  site: string,
  {
    version,
    year: askedYear,
    from,
    isReplacing,
    isTrial,
    today,
  }: PrefillRequest & { readonly today: string },
): Promise<StartedForecast> {
  const year = askedYear ?? Number.parseInt(today, 10);
  const initial = await database.transaction((transaction) =>
    initialEntries(transaction, { site, year, version }, from, { today, isReplacing }),
  );
  if (initial.offered.entries === 0) await requireSite(database, site);
  requireBeginning(initial, { site, from, year, today });
  const { entries, leftOut, unmapped, excluded } = initial;
  const editor = { savedBy: person.userId, reason, today };
  const saving = { ...editor, site, year, version, entries, action: 'initialise', seen: null } as const;
  const saved = savedChange(
    await keepOrTry(database, isTrial, (transaction) => saveEntries(transaction, saving)),
  );
  return {
    site,
    saved: isTrial ? { ...saved, change: null } : saved,
    unmapped: unmapped.map(budgetedProfile),
    excluded: excluded.map(budgetedProfile),
    leftOut,
  };
}

/** Refuses with FORECASTING_NOTHING_TO_BEGIN where there is nothing, or nothing that could still be entered. */
function requireBeginning(
  { offered, unmapped }: Initial,
  { site, from, year, today }: { site: string; from: Beginning; year: number; today: string },
): void {
  if (offered.entries > offered.locked || unmapped.length > 0) return;
  const cause = offered.entries === 0 ? 'it is empty' : `all of it is before ${today} and read-only`;
  const source =
    from.kind === 'version' ? `version ${from.name}` : from.kind === 'budget' ? 'the budget' : 'last year';
  throw refusal('FORECASTING_NOTHING_TO_BEGIN', { site, year: String(year), source, cause });
}

function budgetedProfile({ profile, hours, cost }: ProfileBudget): BudgetedProfile {
  return { jobProfile: profile, hours, cost };
}

/** Which scheduled days are copied into a version. */
export interface CopyRequest
  extends Editing, Pick<Copying, 'site' | 'year' | 'version' | 'from' | 'to' | 'seen'> {
  /** What would change is shown, and nothing saved. */
  readonly isTrial: boolean;
}

/** What was copied, and the change that it made. */
export interface CopiedSchedule extends SavedChange, Omit<Copied, 'saved'> {}

/** Copies scheduled hours, from the day of the change on, into the payroll forecast. Refuses as `copySchedule` does. */
export async function copyScheduledHours(
  principal: Principal,
  { isTrial, day, isEditing, ...editing }: CopyRequest,
): Promise<CopiedSchedule> {
  const editor = await editorOf(principal, [editing.site], { day, isEditing });
  const { saved, ...copied } = await copySchedule(principal.database, { ...editing, ...editor }, isTrial);
  const change = savedChange(saved);
  return { ...copied, ...change, change: isTrial ? null : change.change };
}

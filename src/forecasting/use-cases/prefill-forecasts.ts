import { refusal } from '../../kernel/errors.ts';
import { takenUpAgain } from '../../platform/database/index.ts';
import type { Principal } from '../../platform/security/index.ts';
import { saveEntries } from '../entries/save-entries.ts';
import type { ProfileBudget } from '../payroll/map-profile.ts';
import { copySchedule, type Copied, type Copying } from '../prefill/copy-schedule.ts';
import { initialEntries, type Beginning, type Initial } from '../prefill/initialise.ts';
import type { VersionName } from '../versions/version.ts';
import { editorOf, savedChange, type Editing, type SavedChange } from './editing.ts';

/** Which version is started, and from what. */
export interface AskedBeginning extends Editing, Pick<VersionName, 'site' | 'version'> {
  /** That of the day of the change unless said. */
  readonly year?: number | undefined;
  readonly from: Beginning;
  /** Entries that are there are replaced. */
  readonly isReplacing: boolean;
}

/** Hours and cost of a profile of the payroll budget in the year. */
export interface BudgetedProfile extends Omit<ProfileBudget, 'profile'> {
  readonly jobProfile: string;
}

/** What a forecast was started with. */
export interface StartedForecast extends Pick<Initial, 'leftOut'> {
  readonly saved: SavedChange;
  /** Profiles that stand for no job code; a person has to look at them. */
  readonly unmapped: readonly BudgetedProfile[];
  readonly excluded: readonly BudgetedProfile[];
}

/**
 * Starts a version from the budget, last year's actuals or another version. Refuses with FORECASTING_NOTHING_TO_BEGIN
 * and as `initialEntries` and `saveEntries` do.
 */
export async function startForecast(
  principal: Principal,
  { site, version, year: asked, from, isReplacing, ...editing }: AskedBeginning,
): Promise<StartedForecast> {
  const { database } = principal;
  const editor = await editorOf(principal, [site], editing);
  const { today } = editor;
  const year = asked ?? Number.parseInt(today, 10);
  const initial = await database.transaction((transaction) =>
    initialEntries(transaction, { site, year, version }, from, { today, isReplacing }),
  );
  requireBeginning(initial, { site, from, year, today });
  const { entries, leftOut, unmapped, excluded } = initial;
  const saving = { ...editor, site, year, version, entries, action: 'initialise', seen: null } as const;
  const saved = await database.transaction((transaction) => saveEntries(transaction, saving), takenUpAgain);
  return {
    saved: savedChange(saved),
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
export interface AskedCopy
  extends Editing, Pick<Copying, 'site' | 'year' | 'version' | 'from' | 'to' | 'seen'> {
  /** What would change is shown, and nothing saved. */
  readonly isTrial: boolean;
}

/** What was copied, and the change that it made. */
export interface CopiedSchedule extends SavedChange, Omit<Copied, 'saved'> {}

/** Copies scheduled hours, from the day of the change on, into the payroll forecast. Refuses as `copySchedule` does. */
export async function copyScheduledHours(
  principal: Principal,
  { isTrial, day, isEditing, ...asked }: AskedCopy,
): Promise<CopiedSchedule> {
  const editor = await editorOf(principal, [asked.site], { day, isEditing });
  const { saved, ...copied } = await copySchedule(principal.database, { ...asked, ...editor }, isTrial);
  const change = savedChange(saved);
  return { ...copied, ...change, change: isTrial ? null : change.change };
}

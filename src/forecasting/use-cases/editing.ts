import { Refusal, refusal } from '../../kernel/errors.ts';
import { requireRight, type Caller, type Principal } from '../../platform/security/index.ts';
import { nameOf } from '../entries/entry.ts';
import type { ChangedEntry, Saved, Saving } from '../entries/save-entries.ts';

/** The date used as today for a change, and the day that whoever changes says it is. */
export interface ClaimedDay {
  /** `YYYY-MM-DD` */
  readonly today: string;
  /** Today is the day of a sample. */
  readonly isDemo: boolean;
  /** `YYYY-MM-DD`; null where today is meant. */
  readonly claimed: string | null;
}

/** What every change of a forecast is given. */
export interface Editing {
  readonly day: ClaimedDay;
  /** Managers above the account manager say so when they mean to change (forecasting.md 7.5). */
  readonly isEditing: boolean;
}

/**
 * Who changes the forecasts of sites, why, and on which day, once the rights to it are there. Refuses with
 * SECURITY_FORBIDDEN, FORECASTING_EDIT_MODE or FORECASTING_DAY_CLAIMED.
 */
export async function editorOf(
  principal: Principal,
  sites: Iterable<string>,
  { day, isEditing }: Editing,
): Promise<Pick<Saving, 'savedBy' | 'reason' | 'today'>> {
  for (const site of sites) await requireEditing(principal.caller, site, isEditing);
  const today = await dayOfChange(principal, day);
  return { savedBy: principal.person.userId, reason: principal.reason, today };
}

/** Refuses with SECURITY_FORBIDDEN or FORECASTING_EDIT_MODE unless the caller may change the forecast of the site. */
export async function requireEditing(caller: Caller, site: string, isEditing: boolean): Promise<void> {
  await requireRight(caller, { object: 'forecast', action: 'change', site });
  if (isEditing || caller.person.roles.includes('forecastAdmin')) return;
  const [own] = await caller.transaction((transaction) =>
    transaction.query<{ is_own: boolean }>(
      `select $1 = any (security.sites_as('{accountManager}')) as is_own`,
      [site],
    ),
  );
  if (own?.is_own !== true) throw refusal('FORECASTING_EDIT_MODE', { site, user: caller.person.userId });
}

/**
 * The date used as today for whoever changes a forecast. To claim another than it is opens days that are locked,
 * so it is the right of few, and each claim is in the trail under the request of the change; in a sample, which stands
 * on a day of its own, everyone may. Refuses with FORECASTING_DAY_CLAIMED.
 */
export async function dayOfChange(
  principal: Principal,
  { today, isDemo, claimed }: ClaimedDay,
): Promise<string> {
  if (claimed === null || claimed === today) return today;
  if (!isDemo) await requireClaim(principal, claimed, today);
  await principal.caller.transaction((transaction) =>
    transaction.query(
      `select audit.note('claimed day', 'forecasting.change', null,
         jsonb_build_object('today', jsonb_build_object('old', $1::text, 'new', $2::text)))`,
      [today, claimed],
    ),
  );
  return claimed;
}

async function requireClaim({ caller, person }: Principal, claimed: string, today: string): Promise<void> {
  try {
    await requireRight(caller, { object: 'claimed-day', action: 'execute' });
  } catch (cause) {
    if (!(cause instanceof Refusal) || cause.code !== 'SECURITY_FORBIDDEN') throw cause;
    throw refusal('FORECASTING_DAY_CLAIMED', { user: person.userId, claimed, today });
  }
}

/** What a change saved; entries that are only named are named as people type them. */
export interface SavedChange {
  /** Number of the change; null when nothing was saved. */
  readonly change: string | null;
  readonly changed: readonly ChangedEntry[];
  /** Entries that were turned negative. */
  readonly forcedNegative: readonly string[];
  /** Entries of job groups that have no job code in use at the site: nothing is saved of them. */
  readonly groupsWithoutJobs: readonly string[];
  /** Those of `changed` that follow from rooms and ratios. */
  readonly followed: readonly string[];
  /** Ratios from which nothing follows yet. */
  readonly ratiosWaiting: readonly string[];
}

export function savedChange(saved: Saved): SavedChange {
  return {
    change: saved.changeId,
    changed: saved.changed,
    forcedNegative: saved.forced.map(nameOf),
    groupsWithoutJobs: saved.withoutJobs.map(nameOf),
    followed: saved.followed.map(nameOf),
    ratiosWaiting: saved.waiting.map(nameOf),
  };
}

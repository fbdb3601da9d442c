import type { Queryable } from '../../platform/database/index.ts';
import { carryDuties } from '../../platform/security/index.ts';
import { isLocked } from '../entries/check-entry.ts';
import { entriesOfYear } from '../entries/read-entries.ts';
import type { Entry } from '../entries/entry.ts';
import { changeSubject, saveEntries, type Saved, type Saving } from '../entries/save-entries.ts';
import { outsideSpan } from '../entries/site-span.ts';
import { differencesBetween } from './compare-versions.ts';
import { lockVersion, readVersion } from './version.ts';

/** Which version becomes the working one, and who says so. */
export type Promotion = Omit<Saving, 'entries' | 'action'>;

/** What was promoted, and what was left out because the site does not work then. */
export interface Promoted {
  readonly saved: Saved;
  readonly outside: readonly Entry[];
}

/**
 * Writes what a version says differently into the working version, as one change; what it leaves to the budget goes
 * back to the budget, and what is locked stays as it is, as do days on which the site does not work. Whoever changed
 * the version changed the working one with it. Refuses as `saveEntries` does.
 */
export async function promoteVersion(transaction: Queryable, promotion: Promotion): Promise<Promoted> {
  const working = { ...promotion, version: 'working' };
  await lockVersion(transaction, working, promotion.savedBy);
  const differences = differencesBetween(
    await entriesOfYear(transaction, working),
    await entriesOfYear(transaction, promotion),
  );
  const entries = differences
    .filter((each) => !isLocked(each, promotion.today))
    .map(({ area, period, item, measure, other }) => ({ area, period, item, measure, value: other }));
  const outside = new Set((await outsideSpan(transaction, promotion.site, entries)).outside);
  const within = entries.filter((entry) => !outside.has(entry));
  const saved = await saveEntries(transaction, { ...working, entries: within, action: 'promote' });
  if (saved.changeId !== null) await carryChanges(transaction, promotion, saved.changeId);
  return { saved, outside: [...outside] };
}

async function carryChanges(transaction: Queryable, promotion: Promotion, changeId: string): Promise<void> {
  const promoted = await readVersion(transaction, promotion);
  const [behind] = await transaction.query<{ changes: readonly string[] }>(
    `select forecasting.changes_behind($1, 'scenario', 0) as changes`,
    [promoted?.versionId ?? null],
  );
  await carryDuties(transaction, behind?.changes ?? [], changeSubject(changeId));
}

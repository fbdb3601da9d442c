import type { Queryable } from '../../platform/database/index.ts';
import { isLocked } from '../entries/check-entry.ts';
import { entriesOfYear } from '../entries/read-entries.ts';
import type { Entry } from '../entries/entry.ts';
import { saveEntries, type Saved, type Saving } from '../entries/save-entries.ts';
import { outsideSpan } from '../entries/site-span.ts';
import { differencesBetween } from './compare-versions.ts';
import { lockVersion } from './version.ts';

/** Which version becomes the working one, and who says so. */
export type Promotion = Omit<Saving, 'entries' | 'action'>;

/** What was promoted, and what was left out because the site does not work then. */
export interface Promoted {
  readonly saved: Saved;
  readonly outside: readonly Entry[];
}

/**
 * Writes what a version says differently into the working version, as one change; what it leaves to the budget goes
 * back to the budget, and what is locked stays as it is, as do days on which the site does not work. Refuses as
 * `saveEntries` does.
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
  return { saved, outside: [...outside] };
}

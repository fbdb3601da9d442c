import { inGroups, roundHalfAway } from '../../kernel/decimal.ts';
import { isByDay, limitsOf, otherRevenueSigns } from './areas.ts';
import type { Entry, Fault } from './entry.ts';

/** An entry as it is kept, or what is wrong with it. */
export type CheckedEntry =
  { readonly entry: Entry; readonly outcome: 'as-typed' | 'forced-negative' } | { readonly fault: Fault };

/**
 * Checks an entry against the limits of its field (forecasting.md 7.1) and its lock (7.2). Fees, bonuses and what the
 * client paid lower revenue: a positive one is turned negative and the outcome says so (VLIM-11, -12). `today` is a
 * day, `YYYY-MM-DD`. Never refuses: the caller tells of all faults at once.
 */
export function checkEntry(entry: Entry, today: string): CheckedEntry {
  const fault = isLocked(entry, today) ? lockedFault(entry, today) : limitFault(entry);
  if (fault !== null) return { fault };
  const isForced =
    entry.area === 'other-revenue' &&
    otherRevenueSigns[entry.item] === 'negative' &&
    entry.value?.gt('0') === true;
  return isForced
    ? { entry: { ...entry, value: entry.value.neg() }, outcome: 'forced-negative' }
    : { entry, outcome: 'as-typed' };
}

/** Days before today, and months before that of today, are read-only (forecasting.md 7.2). */
export function isLocked({ area, period }: Pick<Entry, 'area' | 'period'>, today: string): boolean {
  return isByDay(area) ? period < today : period < today.slice(0, 7);
}

function lockedFault({ area }: Entry, today: string): Fault {
  const first = isByDay(area) ? today : today.slice(0, 7);
  return { column: 'period', cause: `is in the past and read-only; ${area} can be entered from ${first}` };
}

function limitFault(entry: Entry): Fault | null {
  const { value } = entry;
  if (value === null) return null;
  const limits = limitsOf(entry.area, entry.item, entry.measure);
  if (limits === null) return { column: 'measure', cause: `is not kept in ${entry.area}` };
  const { least, most, places, what } = limits;
  const wrong = (cause: string): Fault => ({ column: 'value', cause });
  if (!roundHalfAway(value, places).eq(value)) return wrong(`has more than ${String(places)} decimals`);
  if (value.gte(least) && value.lte(most)) return null;
  if (value.lt(least) && least === '0')
    return wrong(`is below 0; ${what} are between 0 and ${inGroups(most)}`);
  return wrong(`is not between ${inGroups(least)} and ${inGroups(most)}, the limits of ${what}`);
}

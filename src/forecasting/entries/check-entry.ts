import { roundHalfAway } from '../../kernel/decimal.ts';
import { isByDay, otherRevenueSigns, statisticMeasures, type Entry, type Fault } from './entry.ts';

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
  const { least, most, places, what } = limitsOf(entry);
  const wrong = (cause: string): Fault => ({ column: 'value', cause });
  if (!roundHalfAway(value, places).eq(value)) return wrong(`has more than ${String(places)} decimals`);
  if (value.gte(least) && value.lte(most)) return null;
  if (value.lt(least) && least === '0') return wrong(`is below 0; ${what} are between 0 and ${most}`);
  return wrong(`is not between ${least} and ${most}, the limits of ${what}`);
}

interface Limits {
  readonly least: string;
  readonly most: string;
  /** Decimals that the table keeps. */
  readonly places: number;
  readonly what: string;
}

const statisticLimits = {
  rooms: { least: '0', most: '5000', places: 5, what: 'rooms' },
  vehicles: { least: '0', most: '99999', places: 5, what: 'vehicles of a day' },
  percent: { least: '0', most: '100', places: 5, what: 'a percentage' },
} as const;

/** Money of a month that a table of results still holds, and its P&L with it (as for contracts). */
const mostMoney = '99999999.99';

/** 1,500 hours in one cell are nobody's day (forecasting.md 7.1); no row is above 1,000,000 (operations.md 7). */
const payrollLimits: Readonly<Record<string, Limits>> = {
  hours: { least: '0', most: '1500', places: 5, what: 'hours of a job and day' },
  cost: { least: '0', most: '1000000', places: 5, what: 'costs of payroll' },
  'rate-per-hour': { least: '0', most: '100000', places: 8, what: 'hourly rates' },
};

function limitsOf({ area, item, measure }: Entry): Limits {
  switch (area) {
    case 'statistics':
      return statisticLimits[statisticMeasures[measure] ?? 'vehicles'];
    case 'rates':
      return { least: '0', most: '999.99', places: 8, what: 'a rate' };
    case 'payroll':
      return payrollLimits[measure] ?? { least: '0', most: '1000000', places: 5, what: 'figures of payroll' };
    case 'other-revenue':
      return {
        least: otherRevenueSigns[item] === 'positive' ? '0' : `-${mostMoney}`,
        most: mostMoney,
        places: 5,
        what: `amounts of ${item}`,
      };
    case 'other-expense':
      return { least: '0', most: mostMoney, places: 5, what: 'expenses' };
  }
}

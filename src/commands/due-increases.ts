import { dueIncreases, valuesToApprove, type DueIncrease } from '../contracts/index.ts';
import { systemClock } from '../kernel/clock.ts';
import { monthOfDay } from '../kernel/month.ts';
import type { Queryable } from '../platform/database/index.ts';
import { businessDay } from '../platform/security/index.ts';

/** Sites that a line names; the others are counted. */
const sitesNamed = 5;

/** Increases that are due today, and values of indexes that wait for a second person. */
export interface DueRates {
  readonly increases: readonly DueIncrease[];
  readonly toApprove: readonly string[];
}

/** What is due through this month, in the time zone of the operator (IANA name); for who may see all contracts. */
export async function dueRatesOf(
  owner: Queryable,
  timeZone: string,
  read: <T>(work: (database: Queryable) => Promise<T>) => Promise<T>,
): Promise<DueRates> {
  const { day } = await businessDay(owner, timeZone, systemClock);
  return read(async (database) => ({
    increases: await dueIncreases(database, monthOfDay(day)),
    toApprove: await valuesToApprove(database),
  }));
}

/** What a line of the status page or of `doctor` says of increases that are due: month, sites, and what happens. */
export function dueRow({
  month,
  sites,
  waitsFor,
}: DueIncrease): [month: string, sites: string, next: string] {
  const named = sites.slice(0, sitesNamed).join(', ');
  const more = sites.length > sitesNamed ? ` and ${String(sites.length - sitesNamed)} more` : '';
  const next = waitsFor === null ? 'applied when this or a later month is billed' : `awaits ${waitsFor}`;
  return [month, `${named}${more}`, next];
}

import type { ClaimedDay } from '../../forecasting/index.ts';
import { systemClock } from '../../kernel/clock.ts';
import { refusal } from '../../kernel/errors.ts';
import { daysIn, parseMonth } from '../../kernel/month.ts';
import { businessDay } from '../../platform/security/index.ts';
import { tellDemoDay, type Acting } from '../command.ts';

/** A year as it was typed. Refuses with PNL_YEAR_INVALID. */
export function yearOf(value: string): number {
  if (!/^(19|20)\d\d$/.test(value)) throw refusal('PNL_YEAR_INVALID', { value });
  return Number.parseInt(value, 10);
}

/** A day as it was typed, `YYYY-MM-DD`. Refuses with PNL_DAY_INVALID. */
function dayOf(value: string): string {
  const [, monthText = '', dayText = ''] = /^(\d{4}-\d{2})-(\d{2})$/.exec(value) ?? [];
  const month = parseMonth(monthText);
  const day = Number.parseInt(dayText, 10);
  if (month === null || day < 1 || day > daysIn(month)) throw refusal('PNL_DAY_INVALID', { value });
  return value;
}

/**
 * The date used as today for whoever reads: as typed, else that of the demo clock, else the day it is in the time
 * zone of the operator, `YYYY-MM-DD`. One for what is locked and for what is closed, so that an evening in New York is
 * not the next day for half of the commands. Refuses with PNL_DAY_INVALID.
 */
export async function todayOf(
  acting: Pick<Acting, 'configuration' | 'database' | 'isQuiet'>,
  typed: string | undefined,
): Promise<string> {
  if (typed !== undefined) return dayOf(typed);
  const today = await businessDay(acting.database, acting.configuration.timeZone, systemClock);
  if (today.isDemo && !acting.isQuiet) tellDemoDay(today.day);
  return today.day;
}

/** The day that was asked for, and the operator's own, of which the P&L is that everybody sees. */
export async function daysOf(
  acting: Pick<Acting, 'configuration' | 'database' | 'isQuiet'>,
  typed: string | undefined,
): Promise<{ readonly asOf: string; readonly today: string }> {
  const today = await todayOf(typed === undefined ? acting : { ...acting, isQuiet: true }, undefined);
  return { asOf: typed === undefined ? today : dayOf(typed), today };
}

/**
 * The date used as today for whoever changes a forecast, with the one that was typed, which not everyone may
 * claim. Refuses with PNL_DAY_INVALID.
 */
export async function givenDay(acting: Acting, typed: string | undefined): Promise<ClaimedDay> {
  const claimed = typed === undefined ? null : dayOf(typed);
  const { day: today, isDemo } = await businessDay(
    acting.database,
    acting.configuration.timeZone,
    systemClock,
  );
  if (claimed === null && isDemo && !acting.isQuiet) tellDemoDay(today);
  return { today, isDemo, claimed };
}

import { dayIn, systemClock } from '../../kernel/clock.ts';
import { refusal } from '../../kernel/errors.ts';
import { daysIn, parseMonth } from '../../kernel/month.ts';
import type { Acting } from '../command.ts';

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
 * The day that counts as today: as typed, else the day it is in the time zone of the operator, `YYYY-MM-DD`. One for
 * what is locked and for what is closed, so that an evening in New York is not the next day for half of the commands.
 * Refuses with PNL_DAY_INVALID.
 */
export function todayOf({ configuration }: Pick<Acting, 'configuration'>, typed: string | undefined): string {
  return typed === undefined ? dayIn(configuration.timeZone, systemClock.now()) : dayOf(typed);
}

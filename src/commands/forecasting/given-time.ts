import { systemClock } from '../../kernel/clock.ts';
import { refusal } from '../../kernel/errors.ts';
import { daysIn, parseMonth } from '../../kernel/month.ts';

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

/** The day that counts as today: as typed, else today. Refuses with PNL_DAY_INVALID. */
export function asOfOf(value: string | undefined): string {
  return value === undefined ? systemClock.now().toISOString().slice(0, 'YYYY-MM-DD'.length) : dayOf(value);
}

import { systemClock } from '../../kernel/clock.ts';
import { Refusal, refusal } from '../../kernel/errors.ts';
import { daysIn, parseMonth } from '../../kernel/month.ts';
import { businessDay, requireRight } from '../../platform/security/index.ts';
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
 * The day that counts as today for whoever reads: as typed, else that of the demo clock, else the day it is in the time
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

/**
 * The day that counts as today for whoever changes a forecast. To claim another than it is opens days that are locked,
 * so it is the right of few, and each claim is in the trail under the request of the change; in a sample, which stands
 * on a day of its own, everyone may. Refuses with PNL_DAY_INVALID or FORECASTING_DAY_CLAIMED.
 */
export async function dayOfChange(acting: Acting, typed: string | undefined): Promise<string> {
  if (typed === undefined) return todayOf(acting, undefined);
  const claimed = dayOf(typed);
  const today = await businessDay(acting.database, acting.configuration.timeZone, systemClock);
  if (claimed === today.day) return claimed;
  if (!today.isDemo) await requireClaim(acting, claimed, today.day);
  await acting.caller.transaction((transaction) =>
    transaction.query(
      `select audit.note('claimed day', 'forecasting.change', null,
         jsonb_build_object('today', jsonb_build_object('old', $1::text, 'new', $2::text)))`,
      [today.day, claimed],
    ),
  );
  return claimed;
}

async function requireClaim({ caller, person }: Acting, claimed: string, today: string): Promise<void> {
  try {
    await requireRight(caller, { object: 'claimed-day', action: 'execute' });
  } catch (cause) {
    if (!(cause instanceof Refusal) || cause.code !== 'SECURITY_FORBIDDEN') throw cause;
    throw refusal('FORECASTING_DAY_CLAIMED', { user: person.userId, claimed, today });
  }
}

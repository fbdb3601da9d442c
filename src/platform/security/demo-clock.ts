import { dayIn, type Clock } from '../../kernel/clock.ts';
import type { Queryable } from '../database/index.ts';

/** The date used as today, `YYYY-MM-DD`, and whether it is the one of a sample. */
export interface BusinessDay {
  readonly day: string;
  readonly isDemo: boolean;
}

/**
 * Date used as today for forecasts, the P&L and bills: the day of the sample's demo clock, else the day it is in the
 * time zone (IANA name) of the operator. The trail, sessions, loads and retention ask the real clock. As the owner.
 */
export async function businessDay(database: Queryable, timeZone: string, clock: Clock): Promise<BusinessDay> {
  const day = await readDemoDay(database);
  return day === null ? { day: dayIn(timeZone, clock.now()), isDemo: false } : { day, isDemo: true };
}

/** The day of the demo clock, `YYYY-MM-DD`; null in a database that is not a sample. As the owner. */
export async function readDemoDay(database: Queryable): Promise<string | null> {
  const [clock] = await database.query<{ day: string }>(
    'select today_on::text as day from security.demo_clock',
  );
  return clock?.day ?? null;
}

/** Makes the database a trial that stands on a day, `YYYY-MM-DD`. As the owner. */
export async function setDemoDay(database: Queryable, day: string): Promise<void> {
  await database.execute(
    `insert into security.demo_clock (today_on) values ($1)
     on conflict (is_the_one) do update set today_on = excluded.today_on, set_at = now()`,
    [day],
  );
}

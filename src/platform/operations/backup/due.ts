import { minuteIn } from '../../../kernel/clock.ts';

/** When the full backup of a day is made. */
export interface DailyTime {
  /** `HH:MM`. */
  readonly dailyAt: string;
  /** IANA name of its zone. */
  readonly timeZone: string;
}

/** Whether the backup of the day is due: its time is past, and the newest one was begun before; null: there is none. */
export function isBackupDue(newest: string | null, { dailyAt, timeZone }: DailyTime, now: Date): boolean {
  if (newest === null) return true;
  const clock = minuteIn(timeZone, now);
  const [day, time] = [clock.slice(0, 10), clock.slice(11)];
  const lastDay =
    time >= dailyAt ? day : minuteIn(timeZone, new Date(now.getTime() - 86_400_000)).slice(0, 10);
  return minuteIn(timeZone, new Date(newest)) < `${lastDay} ${dailyAt}`;
}

import { CronExpressionParser } from 'cron-parser';
import { refusal } from '../../../kernel/errors.ts';

/** Times that one look back turns into runs, at most. */
const mostTimes = 1_000;

/** Times of a cron expression in a time zone (IANA name), after one instant and up to another, the newest 1,000. */
export function dueTimes(
  { cron, timeZone }: { readonly cron: string; readonly timeZone: string },
  { after, until }: { readonly after: Date; readonly until: Date },
): Date[] {
  const times = CronExpressionParser.parse(cron, {
    currentDate: startFor(cron, timeZone, { after, until }),
    tz: timeZone,
  });
  const due: Date[] = [];
  for (let time = times.next().toDate(); time <= until; time = times.next().toDate()) due.push(time);
  return due.slice(-mostTimes);
}

/** From where to count: a server that was off for years does not walk through all of them. */
function startFor(
  cron: string,
  timeZone: string,
  { after, until }: { readonly after: Date; readonly until: Date },
): Date {
  const times = CronExpressionParser.parse(cron, {
    currentDate: new Date(until.getTime() + 1),
    tz: timeZone,
  });
  let start = until;
  for (let back = 0; back <= mostTimes && start > after; back += 1) start = times.prev().toDate();
  return start > after ? start : after;
}

/** The next time of a cron expression after an instant; null where it has none. */
export function nextTime(cron: string, timeZone: string, after: Date): Date | null {
  const times = CronExpressionParser.parse(cron, { currentDate: after, tz: timeZone });
  return times.hasNext() ? times.next().toDate() : null;
}

/** Refuses with SCHEDULE_TIMES_UNREADABLE what is no cron expression of five fields. */
export function requireCron(text: string): string {
  const cron = text.trim().replace(/\s+/g, ' ');
  try {
    if (cron.split(' ').length !== 5) throw new Error('it has five fields');
    // What never comes is found by looking for it.
    CronExpressionParser.parse(cron).next();
    return cron;
  } catch (cause) {
    throw refusal('SCHEDULE_TIMES_UNREADABLE', {
      text,
      cause: cause instanceof Error ? cause.message : String(cause),
    });
  }
}

import type { ScheduledJob } from '../../service/acts/scheduled-jobs.ts';
import { scheduledJobTexts } from '../../texts/administration/scheduled-jobs.ts';

const { rhythm: texts } = scheduledJobTexts;

type Rhythm = Pick<ScheduledJob, 'cron' | 'every_seconds' | 'time_zone' | 'waits_for'>;

/** When a job runs, in words; times that have none stay a cron expression. */
export function rhythmOf(schedule: Rhythm): string {
  const causes = schedule.waits_for.join(', ');
  if (schedule.every_seconds !== null) return texts.every(schedule.every_seconds);
  if (schedule.cron !== null) return texts.at(wordsOfCron(schedule.cron), schedule.time_zone);
  return causes === '' ? texts.onRequest : texts.after(causes);
}

/** Expressions that have words, and these. */
const wordings: readonly (readonly [RegExp, (...parts: readonly string[]) => string])[] = [
  [/^\*\/(\d{1,2}) \* \* \* \*$/, (minutes = '') => texts.every(60 * Number.parseInt(minutes, 10))],
  [/^(\d{1,2}) \* \* \* \*$/, (minute = '') => texts.hourly(minute.padStart(2, '0'))],
  [/^(\d{1,2}) (\d{1,2}) \* \* \*$/, (...time) => texts.daily(clock(time))],
  [/^(\d{1,2}) (\d{1,2}) (\d{1,2}) \* \*$/, (...[m, h, day = '']) => texts.monthly(day, clock([m, h]))],
  [
    /^(\d{1,2}) (\d{1,2}) \* \* ([0-6](?:,[0-6])*)$/,
    (...[m, h, days = '']) => texts.weekly(weekdaysOf(days), clock([m, h])),
  ],
];

/** The words of an expression; one that has none stays as it is. */
export function wordsOfCron(cron: string): string {
  const plain = cron.trim().replaceAll(/\s+/g, ' ');
  for (const [expression, words] of wordings) {
    const [, ...parts] = expression.exec(plain) ?? [];
    if (parts.length > 0) return words(...parts);
  }
  return cron;
}

function clock([minute = '', hour = '']: readonly (string | undefined)[]): string {
  return `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`;
}

function weekdaysOf(numbers: string): string {
  return numbers
    .split(',')
    .map((number) => texts.weekdays[Number.parseInt(number, 10)] ?? number)
    .join(', ');
}

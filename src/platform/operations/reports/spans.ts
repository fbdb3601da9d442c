import { addDays, firstDay, lastDay, monthOfDay, weekdayOf } from '../../../kernel/month.ts';
import type { Queryable } from '../../database/index.ts';
import { reportPeriods, type ReportPeriod, type ReportSpan, type SpanInstants } from './report.ts';

/** The span of a period in which a day lies; weeks begin on Monday. */
export function spanOf(period: ReportPeriod, day: string): ReportSpan {
  if (period === 'day') return { period, firstDay: day, lastDay: day };
  if (period === 'month') {
    const month = monthOfDay(day);
    return { period, firstDay: firstDay(month), lastDay: lastDay(month) };
  }
  const monday = addDays(day, -((weekdayOf(day) + 6) % 7));
  return { period, firstDay: monday, lastDay: addDays(monday, 6) };
}

/** The newest span of each period that is over on a day. */
export function spansOver(today: string): ReportSpan[] {
  return reportPeriods.map((period) => spanOf(period, addDays(spanOf(period, today).firstDay, -1)));
}

/** The instants of a span, by the clocks of a time zone (IANA name). */
export async function instantsOf(
  database: Queryable,
  span: Pick<ReportSpan, 'firstDay' | 'lastDay'>,
  timeZone: string,
): Promise<SpanInstants> {
  const [instants] = await database.query<{ from: string; until: string }>(
    `select audit.instant($1::date::timestamp at time zone $3) as from,
       audit.instant(($2::date + 1)::timestamp at time zone $3) as until`,
    [span.firstDay, span.lastDay, timeZone],
  );
  if (instants === undefined) throw new Error('the database does not answer');
  return { from: new Date(instants.from), until: new Date(instants.until) };
}

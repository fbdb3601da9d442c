import type { ReadSpan } from '../../platform/operations/index.ts';
import type { Question } from './question.ts';
import type { ReadParameters } from './read-parameters.ts';

/** Which days of which facts a question reads, by its parameters; null when it reads no fact. */
export function spanOf({ reads }: Question, read: ReadParameters): ReadSpan | null {
  if (reads === undefined) return null;
  const text = (name: string): string | undefined => read.get(name)?.text;
  const year = text('year');
  const first = text('from') ?? text('month') ?? text('date') ?? text('as-of') ?? `${year ?? ''}-01`;
  const last = text('to') ?? (year === undefined ? first : `${year}-12`);
  const months = Number.parseInt(text('months') ?? '1', 10);
  return {
    relations: reads.facts,
    firstOn: monthsFrom(first, -(reads.monthsBefore ?? 0)),
    endOn: monthsFrom(last, months),
  };
}

/** First day of the month so many months after the one of a day or month. */
function monthsFrom(day: string, months: number): string {
  const at = new Date(`${day.slice(0, 7)}-01T00:00:00Z`);
  at.setUTCMonth(at.getUTCMonth() + months);
  return at.toISOString().slice(0, 10);
}

import { addMonths, firstDay, monthOfDay } from '../../kernel/month.ts';
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
    firstOn: firstDay(addMonths(monthOfDay(first), -(reads.monthsBefore ?? 0))),
    endOn: firstDay(addMonths(monthOfDay(last), months)),
  };
}

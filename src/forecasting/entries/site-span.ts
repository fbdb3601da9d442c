import { refusal } from '../../kernel/errors.ts';
import { firstDay, lastDay, monthOfDay } from '../../kernel/month.ts';
import type { Queryable } from '../../platform/database/index.ts';
import { isByDay, nameOf, type Entry } from './entry.ts';

/** First and last day of work of a site, `YYYY-MM-DD`; null where the site list says none. */
interface Span {
  readonly opened: string | null;
  readonly closed: string | null;
}

/** What is entered outside the days on which the site works; taking an entry back is always possible. */
export async function outsideSpan(
  database: Queryable,
  site: string,
  entries: readonly Entry[],
): Promise<{ readonly span: Span; readonly outside: readonly Entry[] }> {
  const [span = { opened: null, closed: null }] = await database.query<Span>(
    'select opened_on::text as opened, closed_on::text as closed from warehouse.site_span($1)',
    [site],
  );
  return { span, outside: entries.filter((entry) => entry.value !== null && !isWithin(entry, span)) };
}

function isWithin({ area, period }: Entry, { opened, closed }: Span): boolean {
  const [first, last] = isByDay(area)
    ? [period, period]
    : [firstDay(monthOfDay(period)), lastDay(monthOfDay(period))];
  return (opened === null || last >= opened) && (closed === null || first <= closed);
}

/**
 * Refuses entries for days and months in which the site does not work: before it opens, and after the month of its
 * last day for what is entered by month (operations.md 10). Refuses with FORECASTING_SITE_CLOSED or
 * FORECASTING_SITE_NOT_OPEN.
 */
export async function requireSiteWorks(
  database: Queryable,
  site: string,
  entries: readonly Entry[],
): Promise<void> {
  const { span, outside } = await outsideSpan(database, site, entries);
  const [first] = outside;
  if (first === undefined) return;
  const told = { site, count: String(outside.length), entry: nameOf(first) };
  if (span.closed !== null && first.period > span.closed)
    throw refusal('FORECASTING_SITE_CLOSED', { ...told, day: span.closed, last: monthOfDay(span.closed) });
  throw refusal('FORECASTING_SITE_NOT_OPEN', { ...told, day: span.opened ?? '' });
}

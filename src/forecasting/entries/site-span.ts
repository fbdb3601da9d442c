import { refusal } from '../../kernel/errors.ts';
import { firstDay, lastDay, monthOfDay } from '../../kernel/month.ts';
import type { Queryable } from '../../platform/database/index.ts';
import type { SiteSpan } from '../pnl/worked-days.ts';
import { isByDay } from './areas.ts';
import { nameOf, type Entry } from './entry.ts';

/** First and last day of work of a site as its newest record says. */
export async function spanOf(database: Queryable, site: string): Promise<SiteSpan> {
  const [span] = await database.query<SiteSpan>(
    'select opened_on::text as "opensOn", closed_on::text as "closesOn" from warehouse.site_span($1)',
    [site],
  );
  return span ?? { opensOn: null, closesOn: null };
}

/** What is entered outside the days on which the site works; taking an entry back is always possible. */
export async function outsideSpan(
  database: Queryable,
  site: string,
  entries: readonly Entry[],
): Promise<{ readonly span: SiteSpan; readonly outside: readonly Entry[] }> {
  const span = await spanOf(database, site);
  return { span, outside: entries.filter((entry) => entry.value !== null && !isWithin(entry, span)) };
}

function isWithin({ area, period }: Entry, { opensOn, closesOn }: SiteSpan): boolean {
  const [first, last] = isByDay(area)
    ? [period, period]
    : [firstDay(monthOfDay(period)), lastDay(monthOfDay(period))];
  return (opensOn === null || last >= opensOn) && (closesOn === null || first <= closesOn);
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
  const parameters = { site, count: String(outside.length), entry: nameOf(first) };
  const { opensOn, closesOn } = span;
  if (closesOn !== null && first.period > closesOn)
    throw refusal('FORECASTING_SITE_CLOSED', { ...parameters, day: closesOn, last: monthOfDay(closesOn) });
  throw refusal('FORECASTING_SITE_NOT_OPEN', { ...parameters, day: opensOn ?? '' });
}

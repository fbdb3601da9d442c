import {
  escalate,
  keptClauses,
  originalsOf,
  termsOf,
  type Terms,
  type VersionTerms,
} from '../../contracts/index.ts';
import { addMonths, firstDay, monthsBetween, type Month } from '../../kernel/month.ts';
import type { Queryable } from '../../platform/database/index.ts';
import type { Agreed } from './site-year.ts';

interface VersionInMonth {
  readonly month: Month;
  readonly site: string;
  readonly versionId: string;
  readonly fromMonth: Month;
}

/**
 * What the contracts of sites say in each month: the version in force, and after the current month with the escalations
 * that are still to come, each once (forecasting.md 3.1, conflict 14). Drafts say nothing. By site and month.
 */
export async function agreedTerms(
  database: Queryable,
  sites: readonly string[],
  span: Readonly<{ first: Month; last: Month; currentMonth: Month }>,
): Promise<Map<string, Map<Month, Agreed>>> {
  const versions = await versionsByMonth(database, sites, span);
  const ids = [...new Set(versions.map(({ versionId }) => versionId))];
  const originals = new Map(
    (await originalsOf(database, ids)).map(({ versionId, original }) => [versionId, original]),
  );
  const withClauses = new Set(
    (await keptClauses(database, { month: null, sites })).map(({ site_id: site }) => site),
  );
  const agreed = new Map<string, Map<Month, Agreed>>();
  const known = new Map<string, Terms>();
  for (const { month, site, versionId, fromMonth } of versions) {
    const original = originals.get(versionId);
    if (original === undefined) continue;
    const base = fromMonth > span.currentMonth ? fromMonth : span.currentMonth;
    const escalated = month > base ? projected(original, base, month) : original;
    const key = escalated === original ? versionId : `${versionId} ${month}`;
    const terms = known.get(key) ?? termsOf(escalated);
    known.set(key, terms);
    const months = agreed.get(site) ?? new Map<Month, Agreed>();
    months.set(month, { versionId, terms, hasClauses: withClauses.has(site) });
    agreed.set(site, months);
  }
  return agreed;
}

async function versionsByMonth(
  database: Queryable,
  sites: readonly string[],
  { first, last }: { first: Month; last: Month },
): Promise<VersionInMonth[]> {
  return database.query<VersionInMonth>(
    `select to_char(month, 'YYYY-MM') as month, site_id as site, version_id as "versionId", from_month as "fromMonth"
     from generate_series($2::date, $3::date, interval '1 month') as month
     cross join lateral contracts.in_force(month::date, $1)
     where state = 'active' order by 2, 1`,
    [sites, firstDay(first), firstDay(last)],
  );
}

/** The terms with every escalation after `base`, up to and with `month`; the same object when there is none. */
function projected(original: VersionTerms['original'], base: Month, month: Month): VersionTerms['original'] {
  let terms = original;
  for (const at of monthsBetween(addMonths(base, 1), month)) {
    const { terms: next, rates } = escalate(terms, at);
    if (rates.length > 0) terms = next;
  }
  return terms;
}

import { clausesOfKind, type ClauseFacts } from '../../contracts/index.ts';
import { decimal } from '../../kernel/decimal.ts';
import { firstDay, type Month } from '../../kernel/month.ts';
import type { Queryable } from '../../platform/database/index.ts';
import { askedText, type SiteRequest } from './site-request.ts';

type FactsOfSite = Omit<ClauseFacts, 'otherSites'>;

/**
 * What clauses look at beside the facts of the month, by site: hours by week, and what earlier months of a window
 * billed. One question for each, and none where no site has a clause that asks.
 */
export async function gatherForClauses(
  database: Queryable,
  portfolio: readonly SiteRequest[],
  month: Month,
): Promise<Map<string, FactsOfSite>> {
  const counting = portfolio.filter((one) => clausesOfKind(one, 'weekly-quantity').length > 0);
  const limited = portfolio.filter(
    (one) => one.fromMonth < month && clausesOfKind(one, 'cap', 'minimum').length > 0,
  );
  const weeks = await ask<WeekRow>(database, clauseQuestions.weeks, counting, month);
  const earlier = await ask<EarlierRow>(database, clauseQuestions.earlier, limited, month);
  const sites = new Set([...counting, ...limited].map(({ site }) => site));
  return new Map(
    [...sites].map((site) => [
      site,
      {
        weeks: (weeks.get(site) ?? []).map(weekOf),
        earlierAmounts: (earlier.get(site) ?? []).map(({ period, component, amount }) => ({
          month: period,
          component,
          amount: decimal(amount),
        })),
      },
    ]),
  );
}

/** What is read of sites whose contracts have clauses that need more than the facts of the month. */
export const clauseQuestions = {
  weeks: `
    select site_id, starts_on, days, job_code, regular_hours, premium_hours
    from billing.labor_weeks($1, $2::date)`,
  earlier: `
    select site_id, period, component, amount from billing.earlier_amounts($1, $2::date)`,
} as const;

interface WeekRow {
  readonly site_id: string;
  readonly starts_on: string;
  readonly days: number;
  readonly job_code: string;
  readonly regular_hours: string;
  readonly premium_hours: string;
}
interface EarlierRow {
  readonly site_id: string;
  readonly period: Month;
  readonly component: string;
  readonly amount: string;
}

async function ask<Row extends { readonly site_id: string }>(
  ...[database, question, sites, month]: readonly [Queryable, string, readonly SiteRequest[], Month]
): Promise<Map<string, Row[]>> {
  if (sites.length === 0) return new Map();
  const rows = await database.query<Row>(question, [askedText(sites), firstDay(month)]);
  return Map.groupBy(rows, ({ site_id }) => site_id);
}

function weekOf(row: WeekRow): FactsOfSite['weeks'][number] {
  return {
    startsOn: row.starts_on,
    days: row.days,
    jobCode: row.job_code,
    regularHours: decimal(row.regular_hours),
    premiumHours: decimal(row.premium_hours),
  };
}

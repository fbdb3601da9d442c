import { clausesOfKind, type ClauseFacts, type Facts } from '../../contracts/index.ts';
import { decimal, type Decimal } from '../../kernel/decimal.ts';
import { firstDay, type Month } from '../../kernel/month.ts';
import type { Queryable } from '../../platform/database/index.ts';
import { readFacts } from '../../platform/operator/index.ts';
import { askedText, type SiteRequest } from './site-request.ts';
import { clauseQuestions, gatherForClauses } from './gather-for-clauses.ts';

/** The facts of a site, and what billing needs beside them. */
export interface SiteFacts {
  readonly facts: Facts;
  readonly glString: string | null;
  /** Internal revenue that the forecast, else the budget, expects for the month; null when nobody said. */
  readonly expected: Decimal | null;
  /** Who expects it. */
  readonly expectedFrom: 'forecast' | 'budget' | null;
  readonly hasLedger: boolean;
}

/**
 * The facts of every site asked for, by site: seven questions in all, however many sites (billing.md 0.2), and one more
 * for each kind of fact that only clauses look at, where there are such. As the owner, or as someone who may read all
 * of it.
 */
export async function gatherFacts(
  database: Queryable,
  portfolio: readonly SiteRequest[],
  month: Month,
): Promise<Map<string, SiteFacts>> {
  const values = [askedText(portfolio), firstDay(month)];
  const operator = await readFacts(database);
  const sites = await database.query<SiteRow>(questions.sites, values);
  const revenue = bySite(
    await database.query<RevenueRow>(questions.revenue, [askedText(withSharers(portfolio)), firstDay(month)]),
  );
  const rooms = bySite(await database.query<RoomRow>(questions.rooms, values));
  const labor = bySite(await database.query<LaborRow>(questions.labor, values));
  const balances = bySite(
    await database.query<BalanceRow>(questions.balances, [...values, operator.claimsAccounts]),
  );
  const profits = bySite(await database.query<ProfitRow>(questions.profits, values));
  const forClauses = await gatherForClauses(database, portfolio, month);
  const revenueAt = (site: string): Facts['revenue'] => (revenue.get(site) ?? []).map(revenueOf);
  const sharers = new Map(portfolio.map((one) => [one.site, othersOf(one)]));
  return new Map(
    sites.map((row) => {
      const site = row.site_id;
      const [roomCount] = rooms.get(site) ?? [];
      const facts: Facts = {
        site,
        month,
        siteStartsOn: row.opened_on,
        revenue: revenueAt(site),
        occupiedRooms: roomCount ? decimal(roomCount.rooms) : null,
        labor: (labor.get(site) ?? []).map(laborOf),
        balances: (balances.get(site) ?? []).map(({ period, account_id: account, entity, amount }) => ({
          month: period,
          account,
          entity,
          amount: decimal(amount),
        })),
        earlierProfits: (profits.get(site) ?? []).map(({ period, profit }) => ({
          month: period,
          profit: decimal(profit),
        })),
        operator,
        ...clauseFacts(
          forClauses.get(site),
          (sharers.get(site) ?? []).map((other) => ({ site: other, revenue: revenueAt(other) })),
        ),
      };
      const expected = row.expected === null ? null : decimal(row.expected);
      return [
        site,
        {
          facts,
          glString: row.gl_string,
          expected,
          expectedFrom: row.expected_from,
          hasLedger: row.has_ledger,
        },
      ];
    }),
  );
}

/** Sites whose tiers a site shares. */
function othersOf(site: Pick<SiteRequest, 'clauses'>): string[] {
  return [...new Set(clausesOfKind(site, 'shared-tiers').flatMap(({ otherSites }) => otherSites))];
}

/** The sites asked for and those that share tiers with one, each from the first month that anyone wants of it. */
function withSharers(sites: readonly SiteRequest[]): Pick<SiteRequest, 'site' | 'fromMonth'>[] {
  const first = new Map<string, Month>();
  for (const one of sites)
    for (const site of [one.site, ...othersOf(one)]) {
      const earliest = first.get(site);
      if (earliest === undefined || one.fromMonth < earliest) first.set(site, one.fromMonth);
    }
  return [...first].map(([site, fromMonth]) => ({ site, fromMonth }));
}

/** Nothing where no clause looks at anything. */
function clauseFacts(
  read: Omit<ClauseFacts, 'otherSites'> | undefined,
  otherSites: ClauseFacts['otherSites'],
): Pick<Facts, 'forClauses'> {
  if (read === undefined && otherSites.length === 0) return {};
  return { forClauses: { weeks: [], earlierAmounts: [], ...read, otherSites } };
}

const questions = {
  sites: `
    select site_id, opened_on, gl_string, expected, expected_from, has_ledger from billing.site_facts($1, $2::date)`,
  revenue: `
    select site_id, revenue_month, revenue_code, category, collection_type, deposit_flag, tax_rate, net_revenue,
      gross_revenue, billable_validation from billing.revenue_totals($1, $2::date)`,
  rooms: `
    select site_id, rooms from billing.room_totals($1, $2::date)`,
  labor: `
    select site_id, job_code, regular_hours, premium_hours, regular_minutes, premium_minutes
    from billing.labor_totals($1, $2::date)`,
  balances: `
    select site_id, period, account_id, entity, amount from billing.account_balances($1, $2::date, $3)`,
  profits: `
    select site_id, period, profit from billing.earlier_profits($1, $2::date)`,
} as const;

/** What statements are calculated from, as the questions that are asked, and the functions that keep what comes out. */
export const statementCalculation = {
  statements: [...Object.values(questions), ...Object.values(clauseQuestions)],
  keepers: ['billing.add_statements', 'billing.add_statement_details', 'billing.add_invoices'],
} as const;

interface OfSite {
  readonly site_id: string;
}
interface SiteRow extends OfSite {
  readonly opened_on: string | null;
  readonly gl_string: string | null;
  readonly expected: string | null;
  readonly expected_from: 'forecast' | 'budget' | null;
  readonly has_ledger: boolean;
}
interface RevenueRow extends OfSite {
  readonly revenue_month: Month;
  readonly revenue_code: string;
  readonly category: string | null;
  readonly collection_type: string;
  readonly deposit_flag: string | null;
  readonly tax_rate: string | null;
  readonly net_revenue: string;
  readonly gross_revenue: string;
  readonly billable_validation: string;
}
interface RoomRow extends OfSite {
  readonly rooms: string;
}
interface LaborRow extends OfSite {
  readonly job_code: string;
  readonly regular_hours: string;
  readonly premium_hours: string;
  readonly regular_minutes: string;
  readonly premium_minutes: string;
}
interface BalanceRow extends OfSite {
  readonly period: Month;
  readonly account_id: string;
  readonly entity: string;
  readonly amount: string;
}
interface ProfitRow extends OfSite {
  readonly period: Month;
  readonly profit: string;
}

function bySite<Row extends OfSite>(rows: readonly Row[]): Map<string, Row[]> {
  return Map.groupBy(rows, ({ site_id }) => site_id);
}

function revenueOf(row: RevenueRow): Facts['revenue'][number] {
  return {
    month: row.revenue_month,
    revenueCode: row.revenue_code,
    category: row.category,
    collectionType: row.collection_type,
    depositFlag: row.deposit_flag,
    taxRate: row.tax_rate === null ? null : decimal(row.tax_rate),
    netRevenue: decimal(row.net_revenue),
    grossRevenue: decimal(row.gross_revenue),
    billableValidation: decimal(row.billable_validation),
  };
}

function laborOf(row: LaborRow): Facts['labor'][number] {
  return {
    jobCode: row.job_code,
    regularHours: decimal(row.regular_hours),
    premiumHours: decimal(row.premium_hours),
    regularMinutes: decimal(row.regular_minutes),
    premiumMinutes: decimal(row.premium_minutes),
  };
}

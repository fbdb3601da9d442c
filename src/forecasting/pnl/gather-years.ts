import { decimal, type Decimal } from '../../kernel/decimal.ts';
import { firstDay, lastDay, monthOfDay, monthsBetween, type Month } from '../../kernel/month.ts';
import type { Queryable } from '../../platform/database/index.ts';
import { readFacts } from '../../platform/operator/index.ts';
import { defaultWording, earliestMonth, furthestBack, looksBack } from '../../contracts/index.ts';
import { adjustmentRateOf } from '../statistics/external-revenue.ts';
import { budgetByJob, type BudgetByJob } from '../jobs/budget-by-job.ts';
import { agreedTerms } from './agreed-terms.ts';
import {
  entriesOf,
  type JobRow,
  type MonthEntryRow,
  type OfMonth,
  type PayrollRow,
  type StatisticRow,
} from './entries-of-month.ts';
import { isWorked, workedOf, type SiteSpan } from './worked-days.ts';
import type { ActualRevenue, Agreed, Balances, JobFigures, MonthInputs, SiteYear } from './site-year.ts';

/** No entry has this version: what nobody opened follows the budget and the terms. */
export const untouchedVersion = '0';

/** A version of the forecast of a site. */
export interface VersionRequest {
  readonly site: string;
  readonly versionId: string;
  /** Months that are to be calculated, in their order; all of the year when it is left out. */
  readonly months?: readonly Month[];
}

/** What is gathered: a year, as if a day were today, under the name of whoever bills. */
type GatheredYear = Readonly<{ year: number; asOf: string; operator?: string | undefined }>;

/**
 * Everything that a year of P&L needs, for all sites asked for: a dozen questions, however many sites
 * (forecasting.md 2.8). `asOf` (`YYYY-MM-DD`) is what counts as today: nothing after it is an actual. Of a site that
 * is asked for some months only those are read, and with terms that look back the months before and after them too.
 * As the owner.
 */
export async function gatherYear(
  database: Queryable,
  versions: readonly VersionRequest[],
  { year, asOf, operator = defaultWording.operator }: GatheredYear,
): Promise<SiteYear[]> {
  const currentMonth = monthOfDay(asOf);
  const [january, december]: [Month, Month] = [`${String(year)}-01`, `${String(year)}-12`];
  const sites = versions.map(({ site }) => site);
  const span = { first: furthestBack(january), last: december };
  const agreed = await agreedTerms(database, sites, span);
  const spans = new Map(
    versions.map((one) => [one.site, spanOf(one, agreed.get(one.site), [january, december])]),
  );
  const { wanted, earliest, latest } = askedText(versions, spans, [january, december]);
  const [yearOn, firstOn, lastOn] = [january, earliest, latest].map(firstDay) as [string, string, string];
  const ofActuals = { wanted, firstOn, lastOn, asOf };
  const categories = await database.query<{ account_id: string; summary_category: string }>(
    'select account_id, summary_category from warehouse.pnl_accounts() where summary_category is not null',
  );
  const siteRows = await database.query<SiteRow>(questions.sites, [wanted, year]);
  // Budgets and entries are those of the year, whatever is looked back at.
  const ofYear: [string, string, string] = [
    JSON.stringify(siteRows.map(worksOf)),
    firstOn > yearOn ? firstOn : yearOn,
    lastOn,
  ];
  const ledger = bySite(
    await database.query<LedgerRow>(questions.ledger, [wanted, yearOn, firstOn, lastOn, asOf]),
  );
  const actuals = await actualsOf(database, ofActuals);
  const entered = await enteredIn(database, siteRows, ofYear, daysReached(actuals));
  const byJob = Map.groupBy(
    await budgetByJob(database, { sites, from: earliest > january ? earliest : january, to: latest, asOf }),
    ({ site }) => site,
  );
  const categoryOf = new Map(categories.map((row) => [row.account_id, row.summary_category]));
  const forAll = { year, currentMonth, categoryOf, facts: await readFacts(database), operator };
  return siteRows.map((row) => {
    const site = row.site_id;
    const read: ReadMonths = {
      ledger: ledger.get(site) ?? [],
      revenue: actuals.revenue.get(site) ?? [],
      rooms: actuals.rooms.get(site) ?? [],
      payroll: actuals.payroll.get(site) ?? [],
      payrollBudget: byJob.get(site) ?? [],
      statistics: entered.statistics.get(site) ?? [],
      payrollEntries: entered.payroll.get(site) ?? [],
      monthEntries: entered.months.get(site) ?? [],
      outside: entered.outside.get(site) ?? [],
    };
    const daysOfWork = { opensOn: row.opened_on, closesOn: row.closed_on };
    const { from, to, wanted: months } = spans.get(site) ?? { from: january, to: december, wanted: [] };
    return {
      site,
      versionId: row.version_id,
      ...forAll,
      ...daysOfWork,
      annualSalaries: decimal(row.annual_salaries),
      salariedJobs: byJob.get(site)?.[0]?.salaried ?? new Map<string, Decimal>(),
      adjustmentRate: adjustmentRateOf(decimal(row.budget_adjustments), decimal(row.budget_revenue)),
      months: monthsBetween(from, to).map((month) =>
        withinSpan(daysOfWork, monthInputs(month, read, agreed.get(site)?.get(month) ?? null)),
      ),
      wanted: new Set(months),
    };
  });
}

/** What the versions say of a year, by site; `reached` is the last day of each site and month with actuals. */
async function enteredIn(
  database: Queryable,
  siteRows: readonly SiteRow[],
  ofYear: readonly [string, string, string],
  reached: ReturnType<typeof daysReached>,
) {
  const days = [...ofYear, JSON.stringify(reached)];
  return {
    statistics: bySite(await database.query<StatisticRow>(questions.statistics, days)),
    payroll: bySite(await database.query<PayrollRow>(questions.payrollEntries, days)),
    months: bySite(await database.query<MonthEntryRow>(questions.monthEntries, [...ofYear])),
    outside: await entriesOutside(database, siteRows, ofYear),
  };
}

function worksOf({ site_id, version_id, opened_on, closed_on }: SiteRow): object {
  return { site_id, version_id, opened_on, closed_on };
}

/** What was entered for days on which a site does not work; asked of sites that open or close in the months read. */
async function entriesOutside(
  database: Queryable,
  sites: readonly SiteRow[],
  [, firstOn, lastOn]: readonly [string, string, string],
): Promise<Map<string, OutsideRow[]>> {
  const ends = lastDay(monthOfDay(lastOn));
  const turning = sites.filter(
    ({ opened_on: opened, closed_on: closed }) => (opened ?? '') > firstOn || (closed ?? ends) < ends,
  );
  if (turning.length === 0) return new Map();
  const spans = JSON.stringify(turning.map(worksOf));
  return bySite(await database.query<OutsideRow>(questions.outside, [spans, firstOn, lastOn]));
}

interface Actual {
  readonly revenue: ReadonlyMap<string, readonly RevenueRow[]>;
  readonly rooms: ReadonlyMap<string, readonly RoomRow[]>;
  readonly payroll: ReadonlyMap<string, readonly JobRow[]>;
}

/** What is in already, by site; nothing is asked where every month is still to come. */
async function actualsOf(
  database: Queryable,
  { wanted, firstOn, lastOn, asOf }: Readonly<Record<'wanted' | 'firstOn' | 'lastOn' | 'asOf', string>>,
): Promise<Actual> {
  if (firstOn > asOf) return { revenue: new Map(), rooms: new Map(), payroll: new Map() };
  const values = [wanted, firstOn, lastOn, asOf];
  return {
    revenue: bySite(await database.query<RevenueRow>(questions.revenue, values)),
    rooms: bySite(await database.query<RoomRow>(questions.rooms, values)),
    payroll: bySite(await database.query<JobRow>(questions.payroll, values)),
  };
}

/** What the questions are asked with: versions and months of sites, and the first and the last month of them all. */
function askedText(
  versions: readonly VersionRequest[],
  spans: ReadonlyMap<string, Span>,
  [january, december]: readonly [Month, Month],
): { wanted: string; earliest: Month; latest: Month } {
  const all = [...spans.values()];
  const rows = versions.map(({ site, versionId }) => {
    const { from, to } = spans.get(site) ?? { from: january, to: december };
    return { site_id: site, version_id: versionId, from_month: firstDay(from), to_month: firstDay(to) };
  });
  return {
    wanted: JSON.stringify(rows),
    earliest: all.reduce((first, { from }) => (from < first ? from : first), december),
    latest: all.reduce((last, { to }) => (to > last ? to : last), january),
  };
}

/** From which month to which one a site is read, and which months are calculated. */
interface Span {
  readonly from: Month;
  readonly to: Month;
  readonly wanted: readonly Month[];
}

/**
 * A site is read from the earliest month that its terms of any month of the year look at. What looks back is calculated
 * to the end of the year: every month after a changed one has other tiers, caps and profits.
 */
function spanOf(
  { months }: VersionRequest,
  agreed: ReadonlyMap<Month, Agreed> | undefined,
  [january, december]: readonly [Month, Month],
): Span {
  const ofYear = [...(agreed ?? [])].filter(([month]) => month >= january);
  if (ofYear.some(([, { terms }]) => looksBack(terms))) {
    const starts = ofYear.map(([month, { terms }]) => earliestMonth(terms, month));
    const from = starts.reduce((first, start) => (start < first ? start : first), january);
    const [first] = months ?? [january];
    const changed = first === undefined || first < january ? january : first;
    return { from, to: december, wanted: monthsBetween(changed, december) };
  }
  const monthsOfYear = months?.filter((month) => month >= january) ?? monthsBetween(january, december);
  return { from: monthsOfYear[0] ?? january, to: monthsOfYear.at(-1) ?? january, wanted: monthsOfYear };
}

const questions = {
  sites: `
    select site_id, version_id, opened_on, closed_on, annual_salaries, budget_revenue, budget_adjustments
    from forecasting.site_inputs($1, $2)`,
  ledger: `
    select site_id, period, kind, balances
    from forecasting.ledger_inputs($1, $2::date, $3::date, $4::date, $5::date)`,
  revenue: `
    select site_id, period, revenue_code, category, collection_type, deposit_flag, net_revenue, last_on
    from forecasting.revenue_inputs($1, $2::date, $3::date, $4::date)`,
  rooms: 'select site_id, period, rooms from forecasting.room_inputs($1, $2::date, $3::date, $4::date)',
  payroll: `
    select site_id, period, job_code, hours, cost, last_on
    from forecasting.payroll_inputs($1, $2::date, $3::date, $4::date)`,
  statistics: `
    select site_id, period, is_after_actuals, days::integer, totals, counted
    from forecasting.statistic_inputs($1, $2::date, $3::date, $4)`,
  payrollEntries: `
    select site_id, period, is_after_actuals, job_code, days::integer, hours, cost, touched_days::integer
    from forecasting.payroll_entry_inputs($1, $2::date, $3::date, $4)`,
  outside: `
    select site_id, period, entries::integer from forecasting.entries_outside($1, $2::date, $3::date)`,
  monthEntries: `
    select site_id, period, area, item, value from forecasting.month_entry_inputs($1, $2::date, $3::date)`,
} as const;

interface SiteRow {
  readonly site_id: string;
  readonly version_id: string;
  readonly opened_on: string | null;
  readonly closed_on: string | null;
  readonly annual_salaries: string;
  readonly budget_revenue: string;
  readonly budget_adjustments: string;
}
interface LedgerRow extends OfMonth {
  readonly kind: 'budget' | 'ledger';
  readonly balances: string;
}
interface RevenueRow extends OfMonth {
  readonly revenue_code: string;
  readonly category: string | null;
  readonly collection_type: string;
  readonly deposit_flag: string | null;
  readonly net_revenue: string;
  readonly last_on: string | null;
}
interface RoomRow extends OfMonth {
  readonly rooms: string;
}
interface OutsideRow extends OfMonth {
  readonly entries: number;
}

interface ReadMonths {
  readonly ledger: readonly LedgerRow[];
  readonly revenue: readonly RevenueRow[];
  readonly rooms: readonly RoomRow[];
  readonly payroll: readonly JobRow[];
  readonly payrollBudget: readonly BudgetByJob[];
  readonly statistics: readonly StatisticRow[];
  readonly payrollEntries: readonly PayrollRow[];
  readonly monthEntries: readonly MonthEntryRow[];
  readonly outside: readonly OutsideRow[];
}

function bySite<Row extends OfMonth>(rows: readonly Row[]): Map<string, Row[]> {
  return Map.groupBy(rows, ({ site_id }) => site_id);
}

/** The last day with revenue and the last one with payroll, of each month that has either (2.4, points 1 and 4). */
function daysReached(actuals: {
  revenue: ReadonlyMap<string, readonly RevenueRow[]>;
  payroll: ReadonlyMap<string, readonly JobRow[]>;
}): Record<string, string>[] {
  const reached = new Map<
    string,
    { site_id: string; period: Month; revenue_to?: string; payroll_to?: string }
  >();
  const reach = (row: OfMonth & { last_on?: string | null }, field: 'revenue_to' | 'payroll_to'): void => {
    const { site_id, period, last_on: day } = row;
    if (day === null || day === undefined) return;
    const key = `${site_id} ${period}`;
    const lastDays = reached.get(key) ?? { site_id, period };
    if ((lastDays[field] ?? '') < day) lastDays[field] = day;
    reached.set(key, lastDays);
  };
  for (const rows of actuals.revenue.values()) for (const row of rows) reach(row, 'revenue_to');
  for (const rows of actuals.payroll.values()) for (const row of rows) reach(row, 'payroll_to');
  return [...reached.values()];
}

/** Outside its days of work nothing is agreed and nothing that was entered before counts. */
function withinSpan(span: SiteSpan, inputs: Omit<MonthInputs, 'worked'>): MonthInputs {
  const within = { ...inputs, worked: workedOf(span, inputs.month) };
  return isWorked(within) ? within : { ...within, agreed: null, entries: entriesOf([], [], []) };
}

function monthInputs(month: Month, read: ReadMonths, agreed: Agreed | null): Omit<MonthInputs, 'worked'> {
  const of = <Row extends OfMonth>(rows: readonly Row[]): Row[] =>
    rows.filter(({ period }) => period === month);
  const balances = of(read.ledger);
  const revenue = of(read.revenue);
  const paid = of(read.payroll);
  const booked = balances.find(({ kind }) => kind === 'ledger');
  const [outside] = of(read.outside);
  return {
    month,
    budget: balancesOf(balances.find(({ kind }) => kind === 'budget')),
    ledger: booked === undefined ? null : balancesOf(booked),
    actuals: {
      revenue: revenue.map(actualRevenue),
      revenueTo: lastOf(revenue, month),
      rooms: decimal(of(read.rooms)[0]?.rooms ?? '0'),
      payroll: jobsOf(paid),
      payrollTo: lastOf(paid, month),
    },
    entries: entriesOf(of(read.statistics), of(read.payrollEntries), of(read.monthEntries)),
    ...payrollBudgetOf(read.payrollBudget.find((budget) => budget.month === month)),
    ...(outside === undefined ? {} : { entriesOutside: outside.entries }),
    agreed,
  };
}

function balancesOf(row: LedgerRow | undefined): Balances {
  if (row === undefined) return new Map();
  const amounts = JSON.parse(row.balances) as Record<string, string>;
  return new Map(Object.entries(amounts).map(([account, amount]) => [account, decimal(amount)]));
}

function actualRevenue(row: RevenueRow): ActualRevenue {
  return {
    revenueCode: row.revenue_code,
    category: row.category,
    collectionType: row.collection_type,
    depositFlag: row.deposit_flag,
    netRevenue: decimal(row.net_revenue),
  };
}

function lastOf(rows: readonly { last_on?: string | null }[], month: Month): string | null {
  const days = rows.flatMap(({ last_on: day }) => day ?? []);
  const last = days.reduce((latest, day) => (day > latest ? day : latest), '');
  if (last === '') return null;
  return last > lastDay(month) ? lastDay(month) : last;
}

function jobsOf(rows: readonly JobRow[]): Map<string, JobFigures> {
  return new Map(
    rows.map(({ job_code: job, hours, cost }) => [job, { hours: decimal(hours), cost: decimal(cost) }]),
  );
}

/** Only jobs that a profile stands for: without one the ledger's budget is not told apart by job. */
function payrollBudgetOf(
  budget: BudgetByJob | undefined,
): Pick<MonthInputs, 'payrollBudget' | 'unmappedProfiles'> {
  const named = new Set(budget?.profiles.flatMap(({ parts }) => parts.map(({ jobCode }) => jobCode)));
  const jobs = (budget?.jobs ?? []).filter(({ jobCode }) => named.has(jobCode));
  return {
    payrollBudget: new Map(jobs.map(({ jobCode, hours, cost }) => [jobCode, { hours, cost }])),
    unmappedProfiles: (budget?.unmapped ?? []).map(({ profile }) => profile),
  };
}

/** What the P&L is calculated from, as the questions that are asked, and the functions that keep what comes out. */
export const pnlCalculation = {
  statements: Object.values(questions),
  keepers: ['forecasting.keep_results'],
} as const;

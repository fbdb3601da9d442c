import { decimal, type Decimal } from '../../kernel/decimal.ts';
import { addMonths, daysIn, firstDay, lastDay, type Month } from '../../kernel/month.ts';
import type { Queryable } from '../../platform/database/index.ts';
import { areas as allAreas, measuresOf, type Area } from '../entries/areas.ts';
import { spanOf } from '../entries/site-span.ts';
import { weeksOf } from '../statistics/weeks.ts';
import { isWorked, workedOf, worksOn, type SiteSpan } from '../pnl/worked-days.ts';
import { findVersion, type VersionName } from '../versions/version.ts';
import type { LaborTerms } from './labor-terms.ts';
import { compareOtherExpense, compareOtherRevenue, compareRates, type ItemSides } from './compare-monthly.ts';
import { comparePayroll, type JobOfDay, type PayrollSides } from './compare-payroll.ts';
import { dayOf, daysOf, periodsOf, weekBegins, wholeOf, type Grain } from './periods.ts';
import type { ComparisonRow } from './row.ts';
import { compareStatistics, type StatisticsByName, type MonthTerms } from './compare-statistics.ts';

/** What is to be shown of a month. */
export interface ComparisonChoice extends VersionName {
  readonly month: Month;
  /** For statistics and payroll; the others are entered by month. */
  readonly by: Grain;
  /** `YYYY-MM-DD`: nothing after it is an actual. */
  readonly today: string;
  /** All of them when left out. */
  readonly areas?: readonly Area[];
  readonly labor: LaborTerms;
}

/** A version's id, or null for a working one that nobody changed yet, and the range that is read. */
interface Reading extends ComparisonChoice {
  readonly versionId: string | null;
  /** Nothing is expected of other days. */
  readonly span: SiteSpan;
}

const payrollWeekBegins = weekBegins('payroll');

/**
 * Budget, forecast, actual and schedule of a month side by side, in the order of a manager's screens, with the rights
 * of the caller. Refuses with FORECASTING_VERSION_UNKNOWN.
 */
export async function readComparison(
  database: Queryable,
  comparison: ComparisonChoice,
): Promise<ComparisonRow[]> {
  const version = await findVersion(database, comparison);
  const span = await spanOf(database, comparison.site);
  const reading = { ...comparison, versionId: version?.versionId ?? null, span };
  const rows: ComparisonRow[] = [];
  for (const area of comparison.areas ?? allAreas) rows.push(...(await readers[area](database, reading)));
  return rows;
}

const readers: Readonly<Record<Area, (database: Queryable, reading: Reading) => Promise<ComparisonRow[]>>> = {
  statistics: readStatistics,
  rates: async (database, reading) =>
    compareRates(await rateSides(database, reading), wholeOf(reading.month)),
  payroll: readPayroll,
  'other-revenue': readOtherRevenue,
  'other-expense': readOtherExpense,
};

async function readStatistics(database: Queryable, reading: Reading): Promise<ComparisonRow[]> {
  const { site, versionId, month, today, by, span } = reading;
  const rows = await database.query<Record<string, string | null>>(
    `select side, day_on, occupied_rooms, valet_daily, valet_overnight, valet_monthly, valet_aggregator,
       valet_comps, self_daily, self_overnight, self_monthly, self_aggregator, self_comps, drive_in_percent,
       capture_percent, external_revenue, revenue_of_no_category
     from forecasting.statistic_sides($1, $2, $3, $4)`,
    [site, versionId, firstDay(month), today],
  );
  const sideOf = (name: string): Map<string, StatisticsByName> =>
    new Map(rows.filter(({ side }) => side === name).map((row) => [row['day_on'] ?? '', knownIn(row)]));
  const worksOnDay = (day: string): boolean => worksOn(span, day);
  const sides = {
    budget: sideOf('budget'),
    entered: sideOf('entered'),
    actual: sideOf('actual'),
    worksOnDay,
  };
  return compareStatistics(
    sides,
    await termsOf(database, reading),
    periodsOf(month, by, weekBegins('statistics')),
  );
}

const shownStatistics = [...measuresOf('statistics'), 'external-revenue', 'revenue-of-no-category'];

function knownIn(row: Readonly<Record<string, string | null>>): StatisticsByName {
  return Object.fromEntries(
    shownStatistics.map((measure) => [measure, known(row[measure.replaceAll('-', '_')] ?? null)]),
  );
}

async function termsOf(database: Queryable, reading: Reading): Promise<MonthTerms> {
  const { site, month, year } = reading;
  const sides = await rateSides(database, reading);
  const ratesOf = (column: 'budget' | 'entered'): Record<string, Decimal | null> =>
    Object.fromEntries(sides.map((side) => [side.item, side[column]]));
  const [row] = await database.query<{ adjustments: string; gross: string; rooms: string }>(
    `with accounts as materialized (
       select platform.fact_first('budget-adjustment-account') as of_adjustments,
         platform.fact_first('budget-revenue-account') as of_revenue)
     select coalesce(sum(amount) filter (where account_id = (select of_adjustments from accounts)), 0) as adjustments,
       coalesce(sum(amount) filter (where account_id = (select of_revenue from accounts)), 0) as gross,
       coalesce(warehouse.rooms_available($1, $3), 0) as rooms
     from warehouse.ledger_rows('budget', array[$1], make_date($2, 1, 1), make_date($2 + 1, 1, 1))`,
    [site, year, lastDay(month)],
  );
  return {
    rates: ratesOf('entered'),
    budgetRates: ratesOf('budget'),
    adjustments: decimal(row?.adjustments ?? '0'),
    grossRevenue: decimal(row?.gross ?? '0'),
    availableRooms: decimal(row?.rooms ?? '0'),
  };
}

async function rateSides(
  database: Queryable,
  { site, versionId, month, today }: Reading,
): Promise<ItemSides[]> {
  const rows = await database.query<ItemRow>(
    `select category as item, budget, entered, actual from forecasting.rate_sides($1, $2, $3, $4)`,
    [site, versionId, firstDay(month), today],
  );
  return rows.map(itemOf);
}

interface ItemRow {
  readonly item: string;
  readonly budget: string | null;
  readonly entered: string | null;
  readonly actual: string | null;
}

function itemOf({ item, budget, entered, actual }: ItemRow): ItemSides {
  return { item, budget: known(budget), entered: known(entered), actual: known(actual) };
}

interface PayrollRow {
  readonly side: 'entered' | 'scheduled' | 'actual';
  readonly day_on: string;
  readonly job_code: string;
  readonly hours: string | null;
  readonly overtime_hours: string | null;
  readonly cost: string | null;
  readonly rate_per_hour: string | null;
}

async function readPayroll(database: Queryable, reading: Reading): Promise<ComparisonRow[]> {
  const { site, versionId, month, today, by, labor, span } = reading;
  const lead = daysBefore(month);
  const rows = await database.query<PayrollRow>(
    `select side, day_on, job_code, hours, overtime_hours, cost, rate_per_hour
     from forecasting.payroll_sides($1, $2, $3, $4, $5)`,
    [site, versionId, lead[0] ?? firstDay(month), firstDay(addMonths(month, 1)), today],
  );
  const sideOf = (name: PayrollRow['side']): JobOfDay[] =>
    rows.filter(({ side }) => side === name).map(jobOfDay);
  const sides: PayrollSides = {
    budget: (await seesPayrollBudget(database, reading)) ? labor.budget.map(budgetOfDay) : [],
    entered: sideOf('entered'),
    scheduled: sideOf('scheduled'),
    actual: sideOf('actual'),
    rates: labor.rates,
    people: labor.people,
    salaried: labor.salaried,
    billed: labor.billed,
    accrued: labor.salaries.map(accruedOfDay),
    worksOnDay: (day) => worksOn(span, day),
  };
  const [first = [], ...others] = weeksOf(month, payrollWeekBegins).map(({ first: from, last: to }) =>
    daysOf(month).filter((day) => day >= dayOf(month, from) && day <= dayOf(month, to)),
  );
  return comparePayroll(sides, [[...lead, ...first], ...others], periodsOf(month, by, payrollWeekBegins));
}

/** The budget by job was worked out by the owner: row security says whether the reader has it. */
async function seesPayrollBudget(database: Queryable, { site, month }: Reading): Promise<boolean> {
  const rows = await database.query<object>(
    'select site_id from warehouse.payroll_budget where site_id = $1 and period_month = $2::date limit 1',
    [site, firstDay(month)],
  );
  return rows.length > 0;
}

function budgetOfDay({ day, jobCode, hours, cost }: LaborTerms['budget'][number]): JobOfDay {
  return { day, job: jobCode, hours, cost, overtimeHours: null, ratePerHour: null };
}

function accruedOfDay({ day, jobCode, cost }: LaborTerms['salaries'][number]): JobOfDay {
  return { day, job: jobCode, hours: null, cost, overtimeHours: null, ratePerHour: null };
}

/** Days of the previous month that lie in the first week of this one. */
function daysBefore(month: Month): string[] {
  const missing = 7 - (weeksOf(month, payrollWeekBegins)[0]?.last ?? 7);
  const before = addMonths(month, -1);
  return daysOf(before).slice(daysIn(before) - missing);
}

function jobOfDay(row: PayrollRow): JobOfDay {
  return {
    day: row.day_on,
    job: row.job_code,
    hours: known(row.hours),
    cost: known(row.cost),
    overtimeHours: known(row.overtime_hours),
    ratePerHour: known(row.rate_per_hour),
  };
}

async function readOtherRevenue(database: Queryable, reading: Reading): Promise<ComparisonRow[]> {
  const { versionId, month } = reading;
  if (!worksInMonth(reading)) return [];
  const rows = await database.query<{ kind: string; amount: string }>(
    `select kind, amount from forecasting.other_revenues(array[$1::bigint], $2, $3) where amount is not null`,
    [versionId, firstDay(month), firstDay(addMonths(month, 1))],
  );
  const entered = new Map(rows.map(({ kind, amount }) => [kind, decimal(amount)]));
  return compareOtherRevenue(entered, wholeOf(month));
}

async function readOtherExpense(database: Queryable, reading: Reading): Promise<ComparisonRow[]> {
  const { site, versionId, month, today } = reading;
  const rows = await database.query<ItemRow>(
    `select account_id as item, budget, entered, actual
     from forecasting.other_expense_sides($1, $2, $3, $4) order by place`,
    [site, versionId, firstDay(month), today],
  );
  const sides = rows.map(itemOf);
  // Nothing is expected of a site that does not work, whatever was entered before.
  const expected = worksInMonth(reading) ? sides : sides.map((side) => ({ ...side, entered: decimal('0') }));
  return compareOtherExpense(expected, wholeOf(month));
}

function worksInMonth({ span, month }: Pick<Reading, 'span' | 'month'>): boolean {
  return isWorked({ worked: workedOf(span, month) });
}

function known(value: string | null): Decimal | null {
  return value === null ? null : decimal(value);
}

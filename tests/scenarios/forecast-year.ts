import { calculateYear, type Cell, type MonthResult } from '../../src/forecasting/pnl/calculate-year.ts';
import type { StoredLine } from '../../src/forecasting/pnl/rows.ts';
import type { Actuals, Entries, MonthInputs, SiteYear } from '../../src/forecasting/pnl/site-year.ts';
import type { Terms } from '../../src/contracts/terms.ts';
import { deliveredFacts } from '../../src/platform/operator/index.ts';
import { adjustmentRateOf } from '../../src/forecasting/statistics/external-revenue.ts';
import { decimal, sum, type Decimal } from '../../src/kernel/decimal.ts';
import { daysIn, monthsBetween, type Month } from '../../src/kernel/month.ts';

/** A year of a site for tests that name only what matters to them. */
const categoryOf = new Map([
  ...([['9410', 'EXTERNAL REVENUE'] as const, ['4790', 'INTERNAL REVENUE'] as const] as const),
  ...([['6000', 'PAYROLL'] as const, ['6200', 'PTEB'] as const, ['7100', 'CLAIMS'] as const] as const),
  ...([
    ['7170', 'PARKING RENTS'] as const,
    ['7080', 'INSURANCE'] as const,
    ['7082', 'INSURANCE'] as const,
  ] as const),
  ...['7045', '7185', '7205', '7220'].map((account) => [account, 'OTHER EXPENSE'] as const),
]);

const nothingEntered = { days: 0, totals: {}, counted: {} };
const noPayroll = { touchedDays: 0, jobs: new Map() };

export const noActuals: Actuals = {
  revenue: [],
  revenueTo: null,
  rooms: decimal('0'),
  payroll: new Map(),
  payrollTo: null,
};

export const noEntries: Entries = {
  statistics: { before: nothingEntered, after: nothingEntered },
  payroll: { before: noPayroll, after: noPayroll },
  rates: new Map(),
  otherRevenue: new Map(),
  otherExpense: new Map(),
};

/** Money by account, written as numbers in text. */
export function booked(amounts: Readonly<Record<string, string | Decimal>>): Map<string, Decimal> {
  return new Map(Object.entries(amounts).map(([account, amount]) => [account, decimal(amount.toString())]));
}

/** A month without anything, but for what is given. */
function monthWith(month: Month, given: Partial<MonthInputs> = {}): MonthInputs {
  return {
    month,
    budget: new Map(),
    ledger: null,
    actuals: noActuals,
    entries: noEntries,
    worked: { first: 1, last: daysIn(month) },
    payrollBudget: new Map(),
    unmappedProfiles: [],
    agreed: null,
    ...given,
  };
}

/** 2025 of site 0170 with months as given, and nothing in the others. */
export function yearWith(
  given: Readonly<Record<string, Partial<MonthInputs>>>,
  more: Partial<SiteYear> = {},
): SiteYear {
  const months = monthsBetween('2025-01', '2025-12').map((month) => monthWith(month, given[month]));
  return {
    site: '0170',
    versionId: '1',
    year: 2025,
    currentMonth: '2025-01',
    opensOn: '2019-04-01',
    closesOn: null,
    annualSalaries: decimal('0'),
    salariedJobs: new Map(),
    categoryOf,
    facts: deliveredFacts,
    operator: 'Daybook Parking',
    months,
    adjustmentRate: adjustmentRateIn(months),
    wanted: new Set(months.map(({ month }) => month)),
    ...more,
  };
}

function adjustmentRateIn(months: readonly MonthInputs[]): Decimal {
  const of = (account: string): Decimal =>
    sum(months.map(({ budget }) => budget.get(account) ?? decimal('0')));
  return adjustmentRateOf(of('9419'), of('9410'));
}

/** A contract in force that says these terms. */
export function agreeing(terms: Terms): Pick<MonthInputs, 'agreed'> {
  return { agreed: { versionId: '1', terms, leftOut: [] } };
}

/** Actuals of a month up to a day: one row of net revenue, and what else is given. */
export function actualTo(day: string, revenue: string | Decimal, more: Partial<Actuals> = {}): Actuals {
  const row = { revenueCode: 'VD1', category: 'VALET DAILY', collectionType: 'CASH', depositFlag: 'N' };
  return {
    ...noActuals,
    revenueTo: day,
    ...more,
    revenue: [{ ...row, netRevenue: decimal(revenue.toString()) }],
  };
}

export function calculated(given: SiteYear): MonthResult[] {
  return calculateYear(given);
}

export function cellOf(months: readonly MonthResult[], month: Month, line: StoredLine): Cell {
  const found = months.find((made) => made.month === month)?.cells.find((cell) => cell.line === line);
  if (found === undefined) throw new Error(`${month} has no ${line}`);
  return found;
}

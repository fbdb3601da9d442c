import type { Month } from '../../../kernel/month.ts';
import { apportion, type Cents } from '../amounts.ts';
import type { CalendarDay } from '../calendar.ts';
import { countsIn, type SummaryCategory } from '../operator/chart.ts';
import type { Site } from '../operator/operator.ts';
import type { Job } from '../operator/site-profile.ts';
import type { LedgerRow, PayrollRow, PayType, Posting, ProfileBudget, RevenueRow } from './rows.ts';

/*
 * The figures that documents give for sites 0170 and 0829 (data.md section 5). The rows of those months are drawn like
 * all others and then moved in proportion, so that they sum to the figure exactly. Cents throughout.
 */

/** Amounts that the accounts of a summary category, or the accounts named, sum to. */
type Target = readonly [accounts: SummaryCategory | readonly string[], cents: Cents];

/** Billable expenses, billable payroll, and payroll taxes and benefits of September 2024. */
const LEDGER_202409: readonly Target[] = [
  [['7000', '7010', '7011', '7017', '7018', '7019', '7040', '7045', '7050', '7055'], 1_672_508],
  [['6002', '6015', '6016', '6017', '6019', '6030', '6100', '6110', '6115'], 732_818],
  ['PTEB', 1_049_615],
];
/** Closed actual of March 2025; claims and parking rents have no rows at all. */
const LEDGER_202503: readonly Target[] = [
  ['EXTERNAL REVENUE', 125_892_510],
  ['INTERNAL REVENUE', -30_802_241],
  ['PAYROLL', 8_233_062],
  ['OTHER EXPENSE', 4_260_037],
  ['PTEB', 1_098_061],
  ['INSURANCE', 514_374],
];
/** The payroll of March 2025 is a thousandth of a cent above its cents. */
const THOUSANDTHS_202503 = 1;
/** Budget of March 2025; claims and parking rents have rows that say zero. */
const BUDGET_202503: readonly Target[] = [
  ['EXTERNAL REVENUE', 125_035_792],
  ['INTERNAL REVENUE', -27_966_389],
  ['PAYROLL', 8_224_600],
  ['OTHER EXPENSE', 3_302_999],
  ['PTEB', 1_085_728],
  ['INSURANCE', 511_493],
];
/** Valet daily in the budget of February 2025: revenue, and 573 vehicles. */
const BUDGET_202502: readonly Target[] = [
  [['9411'], 2_805_408],
  [['9510'], 57_300],
];
const LEDGER: ReadonlyMap<Month, readonly Target[]> = new Map([
  ['2024-09', LEDGER_202409],
  ['2025-03', LEDGER_202503],
]);
const BUDGET: ReadonlyMap<Month, readonly Target[]> = new Map([
  ['2025-02', BUDGET_202502],
  ['2025-03', BUDGET_202503],
]);
const WITHOUT_ROWS: readonly SummaryCategory[] = ['CLAIMS', 'PARKING RENTS'];

/** Hours (in hundredths) and dollars of GSC in March 2025: 407.69 hours and 4,912.90 in all, Regular at 11.994453. */
const GSC_202503: ReadonlyMap<PayType, readonly [hours: number, dollars: Cents]> = new Map([
  ['Regular', [39_487, 473_625]],
  ['Overtime', [835, 15_018]],
  ['MEAL PREMIUM', [200, 2400]],
  ['DIFFERENTIAL', [247, 247]],
]);

/** Valet overnight (VO1 to VO3) of 0170 in March 2025, within the month's external revenue; all of 0829 in April. */
const VALET_OVERNIGHT_202503 = { code: 'VO', net: 33_344_276, vehicles: 6507 };
const NET_0170_202503 = 125_892_510;
const NET_0829_202504 = 3_607_000;

/** Attendants scheduled on day 108 of 2025: ten shifts of eight hours, no overtime, 742.50. */
const DAY_108 = { date: '2025-04-18', job: 'GSA', shifts: 10, cost: 74_250 };

/** The ledger rows of a documented site and month with the documented sums. */
export function documentLedger(site: Site, month: Month, rows: LedgerRow[]): LedgerRow[] {
  const targets = site.number === '0170' ? LEDGER.get(month) : undefined;
  if (targets === undefined) return rows;
  const rowsOfAccounts = rows.filter(
    ({ account }) => !WITHOUT_ROWS.some((category) => countsIn(account, category)),
  );
  for (const target of targets) meet(rowsOfAccounts, target);
  const fraction = rowsOfAccounts.find(({ account }) => account === '6000');
  if (month === '2025-03' && fraction !== undefined) fraction.thousandths = THOUSANDTHS_202503;
  return rowsOfAccounts;
}

/** Moves the budget of a documented site and month to the documented sums. */
export function documentBudget(site: Site, month: Month, rows: readonly Posting[]): void {
  const targets = site.number === '0170' ? BUDGET.get(month) : undefined;
  if (targets === undefined) return;
  const before = externalRevenue(rows);
  for (const target of targets) meet(rows, target);
  const after = externalRevenue(rows);
  const moved = after.total - before.total;
  for (const row of rows) {
    // A total that moved takes its parts along, and a part that moved its total.
    if (moved !== 0 && REVENUE_PART.test(row.account))
      row.cents = Math.round((row.cents * after.total) / before.total);
    if (moved === 0 && row.account === '9410') row.cents += after.parts - before.parts;
  }
}

const REVENUE_PART = /^941[1-6]$/;

function externalRevenue(rows: readonly Posting[]): { readonly total: Cents; readonly parts: Cents } {
  let total = 0;
  let parts = 0;
  for (const { account, cents } of rows) {
    if (account === '9410') total += cents;
    if (REVENUE_PART.test(account)) parts += cents;
  }
  return { total, parts };
}

/** Moves the payroll budget to the documented total of the payroll category. */
export function documentProfiles(site: Site, month: Month, rows: readonly ProfileBudget[]): void {
  const total =
    site.number === '0170' && month === '2025-03'
      ? BUDGET_202503.find(([of]) => of === 'PAYROLL')
      : undefined;
  if (total === undefined) return;
  // Whole dollars, like every payroll budget.
  const dollars = apportion(
    rows.map(({ cents }) => cents),
    total[1] / 100,
  );
  for (const [index, row] of rows.entries()) row.cents = (dollars[index] ?? 0) * 100;
}

function meet(rows: readonly { readonly account: string; cents: Cents }[], [accounts, cents]: Target): void {
  const chosen = rows.filter(({ account }) =>
    typeof accounts === 'string' ? countsIn(account, accounts) : accounts.includes(account),
  );
  const shares = apportion(
    chosen.map((row) => row.cents),
    cents,
  );
  for (const [index, row] of chosen.entries()) row.cents = shares[index] ?? 0;
}

/** Moves the revenue of a documented site and month to the documented sums. */
export function documentRevenue(site: Site, month: Month, rows: readonly RevenueRow[]): void {
  if (site.number === '0829' && month === '2025-04') meetNet(site, rows, NET_0829_202504);
  if (site.number !== '0170' || month !== '2025-03') return;
  const { code, net, vehicles } = VALET_OVERNIGHT_202503;
  const overnight = rows.filter(({ stream }) => stream.code.startsWith(code));
  meetNet(site, overnight, net);
  const counts = apportion(
    overnight.map((row) => row.vehicles),
    vehicles,
  );
  for (const [index, row] of overnight.entries()) row.vehicles = counts[index] ?? 0;
  const others = rows.filter(({ stream }) => !stream.code.startsWith(code));
  meetNet(site, others, NET_0170_202503 - net);
}

/** Gross follows from net and tax, as everywhere. */
function meetNet(site: Site, rows: readonly RevenueRow[], target: Cents): void {
  const shares = apportion(
    rows.map(({ net }) => net),
    target,
  );
  for (const [index, row] of rows.entries()) {
    row.net = shares[index] ?? 0;
    row.gross = Math.round((row.net * (10_000 + site.taxRate)) / 10_000);
  }
}

/** Moves the payroll of a documented site, month and job to the documented sums of each pay type. */
export function documentPayroll(site: Site, month: Month, rows: PayrollRow[]): void {
  if (site.number !== '0170' || month !== '2025-03') return;
  const ofJob = rows.filter(({ job }) => job.code === 'GSC');
  for (const [payType, [hours, dollars]] of GSC_202503) {
    const chosen = ofJob.filter((row) => row.payType === payType);
    const first = ofJob[0];
    if (chosen.length === 0 && first !== undefined) {
      // Chance brought none of this kind: one row carries all of it.
      const { day, job } = first;
      rows.push({ day, job, payType, hours, dollars });
      continue;
    }
    const hourShares = apportion(
      chosen.map((row) => row.hours),
      hours,
    );
    const dollarShares = apportion(hourShares, dollars);
    for (const [index, row] of chosen.entries()) {
      row.hours = hourShares[index] ?? 0;
      row.dollars = dollarShares[index] ?? 0;
    }
  }
}

/** How many shifts a documented day has and what they cost; null on every other day. */
export function documentedDay(
  site: Site,
  job: Job,
  day: CalendarDay,
): { readonly shifts: number; readonly cost: Cents } | null {
  const isIt = site.number === '0170' && day.date === DAY_108.date && job.code === DAY_108.job;
  return isIt ? DAY_108 : null;
}

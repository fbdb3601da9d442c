import { apportion, share, type Cents } from '../amounts.ts';
import { countsIn } from '../operator/chart.ts';
import type { Site } from '../operator/operator.ts';
import { at, hash, type Random } from '../random.ts';
import type { LaborTotals } from './labor.ts';
import type { RevenueTotals } from './revenue.ts';
import type { Posting } from './rows.ts';

/** What the lines of a month are worked out from. */
export interface Basis {
  readonly site: Site;
  readonly revenue: RevenueTotals;
  readonly labor: LaborTotals;
  /** Salaries of the month. */
  readonly salaried: Cents;
  /** Chance that moves what is not counted elsewhere; null in a budget, which is made without. */
  readonly random: Random | null;
}

/** The postings of a month, at most one per account, statistics included; without claims, rents and deposits. */
export function postings(basis: Basis): Posting[] {
  const expenses = [...payroll(basis), ...otherExpense(basis)];
  return [...statistics(basis.revenue), ...internalRevenue(basis, expenses), ...expenses];
}

function statistics(revenue: RevenueTotals): Posting[] {
  const counts = [...revenue.vehicles].map(([account, count]) => ({ account, cents: count * 100 }));
  const parts = [...revenue.revenue].map(([account, cents]) => ({ account, cents }));
  const rooms = revenue.rooms > 0 ? [{ account: '9440', cents: revenue.rooms * 100 }] : [];
  return [{ account: '9410', cents: revenue.net }, ...parts, ...rooms, ...counts];
}

/** How hourly pay spreads over the payroll accounts, per mille. */
const HOURLY_PAY: readonly (readonly [account: string, weight: number])[] = [
  ['6000', 560],
  ['6005', 170],
  ['6010', 70],
  ['6002', 40],
  ['6014', 40],
  ['6020', 40],
  ['6015', 15],
  ['6016', 15],
  ['6019', 12],
  ['6030', 10],
  ['6100', 10],
  ['6017', 8],
  ['6110', 5],
  ['6115', 5],
];
/** Payroll taxes and benefits on all pay, and insurance with and without a management agreement, in parts of 10,000. */
const PTEB_RATE = 1330;
const INSURANCE_RATES = { managed: 577, other: 445 };

function payroll({ site, labor, salaried, random }: Basis): Posting[] {
  const hourly = apportion(
    HOURLY_PAY.map(([, weight]) => weight),
    labor.dollars,
  );
  const pay = HOURLY_PAY.map(([account], index) => ({ account, cents: hourly[index] ?? 0 }));
  const all = labor.dollars + salaried;
  const pteb = apportion([550, 300, 150], vary(random, Math.round((all * PTEB_RATE) / 10_000), 15));
  const rate = site.contract === 'Management Agreement' ? INSURANCE_RATES.managed : INSURANCE_RATES.other;
  const [liability = 0, workers = 0] = apportion([600, 400], Math.round((all * rate) / 10_000));
  return [
    ...pay,
    { account: '6001', cents: salaried },
    ...['6200', '6399', '6500'].map((account, index) => ({ account, cents: pteb[index] ?? 0 })),
    { account: '7080', cents: liability },
    { account: '7082', cents: share(labor.dollars, 23) },
    { account: '7085', cents: workers },
  ];
}

const EVERYWHERE = ['7045', '7113', '7115', '7175', '7185', '7205', '7220'];
const HERE_AND_THERE = [
  '7000', '7010', '7011', '7017', '7018', '7019', '7040', '7050', '7055', '7060', '7065', '7070', '7075', '7110',
  '7120', '7145', '7178', '7180', '7182', '7190', '7200', '7215', '7225', '7240', '7245', '7350',
]; // prettier-ignore
/** The ten accounts that the documented billable expenses of site 0170 name first. */
const OF_0170 = ['7000', '7010', '7011', '7017', '7018', '7019', '7040', '7050', '7055'];

/** The accounts of other expense that a site posts to, the same every month. */
function expenseAccounts(site: Site): readonly string[] {
  if (site.number === '0170') return [...OF_0170, ...EVERYWHERE];
  const start = hash(site.key, 6);
  const own = Array.from({ length: 6 }, (_, index) => at(HERE_AND_THERE, start + index * 5));
  return [...own, ...EVERYWHERE];
}

function otherExpense({ site, labor, random }: Basis): Posting[] {
  return expenseAccounts(site).map((account) => {
    const weight = 10 + (hash(site.key, 7, Number.parseInt(account, 10)) % 45);
    return { account, cents: vary(random, share(labor.dollars, weight), 350) };
  });
}

/** Internal revenue is negative in the ledger; its accounts follow the contract. */
function internalRevenue({ site, revenue, labor, salaried }: Basis, expenses: readonly Posting[]): Posting[] {
  const costs = expenses.reduce((sum, posting) => sum + posting.cents, 0);
  const reimbursed = expenses.reduce(
    (sum, { account, cents }) => (countsIn(account, 'OTHER EXPENSE') ? sum + cents : sum),
    0,
  );
  const bell = site.profile.streams.some(({ code }) => code === 'OR1')
    ? [{ account: '4725', cents: -share(revenue.rooms * 100, 60) }]
    : [];
  return [...fees(site, { revenue, labor, costs, reimbursed, salaried }), ...bell].filter(
    ({ cents }) => cents !== 0,
  );
}

interface FeeBasis {
  readonly revenue: RevenueTotals;
  readonly labor: LaborTotals;
  readonly costs: Cents;
  readonly reimbursed: Cents;
  readonly salaried: Cents;
}

function fees(site: Site, { revenue, labor, costs, reimbursed, salaried }: FeeBasis): Posting[] {
  switch (site.contract) {
    case 'Management Agreement':
      return [
        { account: '4791', cents: -costs },
        { account: '4790', cents: -share(revenue.net, 45) - 250_000 },
      ];
    case 'Revenue Share':
      return [
        { account: '4790', cents: -share(revenue.net, revenueShare(site)) },
        { account: '4792', cents: -share(reimbursed, 250) },
      ];
    case 'Fixed Fee':
      return [
        { account: '4700', cents: -monthlyFee(site) },
        { account: '4715', cents: -Math.round(monthlyFee(site) / 4) },
        { account: '4792', cents: -share(reimbursed, 500) },
      ];
    case 'Per Labor Hour':
      // Billed at about 1.7 times the average wage, with the salaries on top.
      return [
        { account: '4791', cents: -share(labor.dollars, 1700) },
        { account: '4790', cents: -share(salaried, 1100) },
      ];
  }
}

/** Per mille of external revenue: what covers the site's usual cost and a fifth more, and 230 at site 0170. */
function revenueShare(site: Site): number {
  if (site.number === '0170') return 230;
  const revenue = site.profile.streams.reduce(
    (sum, { rate, vehicles, pattern }) => sum + rate * vehicles * (pattern === 'monthly' ? 1 : 29),
    0,
  );
  return Math.min(900, Math.round((usualCost(site) * 1200) / Math.max(1, revenue)));
}

function monthlyFee(site: Site): Cents {
  return Math.round((usualCost(site) * 0.95) / 50_000) * 50_000;
}

function usualCost(site: Site): Cents {
  const wages = site.profile.jobs.reduce(
    (sum, { shifts, minutes, rate }) => sum + (shifts * minutes * rate) / 2,
    0,
  );
  return Math.round(wages * 1.75) + 500_000;
}

function vary(random: Random | null, value: Cents, spread: number): Cents {
  return random === null ? value : random.around(value, spread);
}

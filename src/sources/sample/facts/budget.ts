import { ledgerAmount, share } from '../amounts.ts';
import type { CalendarMonth } from '../calendar.ts';
import type { RowSink } from '../csv-file.ts';
import type { Site } from '../operator/operator.ts';
import { hash } from '../random.ts';
import { postings } from './books.ts';
import { documentBudget, documentProfiles } from './documented-figures.ts';
import { expectedLabor, type LaborTotals } from './labor.ts';
import { parkingRent } from './ledger.ts';
import { expectedRevenue, type RevenueTotals } from './revenue.ts';
import type { Posting, ProfileBudget, SiteMonth } from './rows.ts';

export interface BudgetMonth {
  readonly postings: readonly Posting[];
  readonly profiles: readonly ProfileBudget[];
}

/** Hours of a salaried person in a month. */
const SALARIED_HOURS = 17_333;

/** The approved budget of a site and month: made before the year began, it knows the season but not the chance. */
export function budgetMonth({ seed, site, month }: SiteMonth, salaried: number): BudgetMonth {
  // Whoever made the budget was an optimist or a pessimist for the whole year.
  const mood = 930 + (hash(seed, 9, site.key, month.year) % 140);
  const profiles = profileBudgets(site, month, mood, salaried);
  documentProfiles(site, month.month, profiles);
  const payroll = profiles.reduce((sum, { cents }) => sum + cents, 0);
  const hours = profiles.reduce((sum, profile) => sum + profile.hours, 0);
  const revenue = scaled(expectedRevenue(site, month), mood);
  const labor: LaborTotals = { hours, dollars: payroll - salariedPay(profiles) };
  const lines = postings({ site, revenue, labor, salaried: salariedPay(profiles), random: null });
  // Claims and rents are budgeted even where nothing is expected: zero is not the same as no row.
  const expected = ['7099', '7100', '7101', '7102'].map((account) => ({ account, cents: 0 }));
  const all = [...lines, ...expected, { account: '7170', cents: parkingRent(site) }];
  documentBudget(site, month.month, all);
  return { postings: all, profiles };
}

function profileBudgets(site: Site, month: CalendarMonth, mood: number, salaried: number): ProfileBudget[] {
  const jobs = site.profile.jobs.map((job): ProfileBudget => {
    const { hours, dollars } = expectedLabor(site, job, month);
    const profile = labelOf(site, job.code);
    return { profile, hours: share(hours, mood), cents: wholeDollars(share(dollars, mood)) };
  });
  const nights = jobs[0]?.hours ?? 0;
  return [
    ...jobs,
    { profile: 'shift diff', hours: share(nights, 150), cents: wholeDollars(share(nights, 150)) },
    { profile: 'General Manager', hours: SALARIED_HOURS, cents: wholeDollars(salaried) },
  ];
}

/** What people who make budgets call jobs: some labels are near a code, some are anyone's guess. */
const LABELS: Readonly<Record<string, string>> = {
  GSC: 'GSC Evening',
  CASH: 'Cashier',
  DOOR: 'Door Person',
  SHUTL1: 'Shuttle Driver',
  SHUTL2: 'Shuttle Driver',
  TEAMLDR: 'Ramp Lead',
  LDGSC: 'Concierge Desk',
};

/** The label of a job in the budget of a site: its code, or at every third site what they are used to call it. */
function labelOf(site: Site, code: string): string {
  const isOfItsOwn = site.key % 3 === 2 && site.number !== '0170' && site.number !== '0829';
  return (isOfItsOwn ? LABELS[code] : undefined) ?? code;
}

function salariedPay(profiles: readonly ProfileBudget[]): number {
  return profiles.find(({ profile }) => profile === 'General Manager')?.cents ?? 0;
}

function wholeDollars(cents: number): number {
  return Math.round(cents / 100) * 100;
}

function scaled(revenue: RevenueTotals, perMille: number): RevenueTotals {
  return {
    ...revenue,
    net: share(revenue.net, perMille),
    rooms: share(revenue.rooms, perMille),
    revenue: new Map([...revenue.revenue].map(([account, cents]) => [account, share(cents, perMille)])),
    vehicles: new Map([...revenue.vehicles].map(([account, count]) => [account, share(count, perMille)])),
  };
}

/** The two files that a budget delivery consists of. */
export interface BudgetFiles {
  readonly accounts: RowSink;
  readonly profiles: RowSink;
}

export function writeBudget(files: BudgetFiles, site: Site, month: CalendarMonth, budget: BudgetMonth): void {
  for (const { account, cents } of budget.postings) {
    files.accounts.add(`${site.number},${month.period},${account},${ledgerAmount(cents)}`);
    files.accounts.addTo('BALANCE', cents);
  }
  for (const { profile, hours, cents } of budget.profiles) {
    const what = `${site.number},${month.year},${month.monthOfYear},${profile}`;
    files.profiles.add(`${what},PR Hours,${ledgerAmount(hours)}`);
    files.profiles.add(`${what},Payroll,${ledgerAmount(cents)}`);
  }
}

import { ledgerAmount, share, type Cents } from '../amounts.ts';
import { accountNamed } from '../operator/chart.ts';
import { twoDigits, type CalendarMonth } from '../calendar.ts';
import type { RowSink } from '../csv-file.ts';
import { isDocumented } from '../operator/documented-sites.ts';
import type { Site } from '../operator/operator.ts';
import { hash, Random } from '../random.ts';
import { postings } from './books.ts';
import { documentLedger } from './documented-figures.ts';
import type { LaborTotals } from './labor.ts';
import type { RevenueTotals } from './revenue.ts';
import type { LedgerRow, SiteMonth } from './rows.ts';

export interface Counted {
  readonly revenue: RevenueTotals;
  readonly labor: LaborTotals;
  readonly salaried: Cents;
}

const CLAIMS = ['7099', '7100', '7101', '7102'];

/** The closed books of a site and month, in agreement with its revenue and payroll. */
export function ledgerMonth({ seed, site, month, revision }: SiteMonth, counted: Counted): LedgerRow[] {
  const random = new Random(seed, 4, site.key, month.index);
  const balances = postings({ site, ...counted, random });
  const rent = parkingRent(site);
  if (rent > 0) balances.push({ account: '7170', cents: rent });
  if (random.chance(140))
    balances.push({ account: random.pick(CLAIMS), cents: random.between(150, 4200) * 100 });
  const rows = balances.filter(({ cents }) => cents !== 0).flatMap((posting) => split(site, posting, random));
  if (site.isDeposited) rows.push(...deposits(site, counted.revenue.deposited));
  if (isDocumented(site.number, month.month)) return documentLedger(site, month.month, rows);
  if (random.chance(300)) spreadCents(rows, random);
  if (revision === 1) correct(rows, site, random);
  return rows;
}

/** What a site pays for leased spaces each month; most sites lease none. */
export function parkingRent(site: Site): Cents {
  return hash(site.key, 8) % 8 === 0 && site.number !== '0170' ? share(site.profile.spaces * 2500, 200) : 0;
}

/** What the operator banked is booked as collected, and taken off what the customer owes: the two make nothing. */
function deposits(site: Site, deposited: Cents): LedgerRow[] {
  const base = { entity: site.company, isAdjustment: false, thousandths: 0 };
  return [
    { ...base, account: '4785', cents: -deposited, index: 47_850 },
    { ...base, account: '4790', cents: deposited, index: 47_901, entity: bookedBy(site, '4790') },
  ];
}

/** The group company that books what the operator invoices, and shares of a few expenses. */
const groupCompany = '06';

/** What five sites in six invoice is booked by the group company, so that billing can tell it from other revenue. */
function bookedBy(site: Site, account: string): string {
  return account.startsWith('4') && hash(site.key, 9) % 6 !== 0 ? groupCompany : site.company;
}

/** A few accounts are booked in two places: under a second index, and by the group company. */
function split(
  site: Site,
  { account, cents }: { account: string; cents: Cents },
  random: Random,
): LedgerRow[] {
  const base = { account, entity: bookedBy(site, account), isAdjustment: false, thousandths: 0 };
  const index = Number.parseInt(account, 10) * 10;
  if (account === '9410') {
    const second = share(cents, random.between(120, 380));
    return [
      { ...base, cents: cents - second, index },
      { ...base, cents: second, index: index + 1 },
    ];
  }
  if (account === '7185' && cents > 10_000) {
    const second = share(cents, 150);
    return [
      { ...base, cents: cents - second, index },
      { ...base, cents: second, entity: groupCompany, index },
    ];
  }
  return [{ ...base, cents, index }];
}

/** An allocation by thirds leaves fractions of a cent in the ledger. */
function spreadCents(rows: readonly LedgerRow[], random: Random): void {
  for (const row of rows)
    if (row.account === '6399' || row.account === '7082') row.thousandths = random.pick([333, 667, 125]);
}

/** What a month's correction changes: two expenses, one row that goes, and one that comes. */
function correct(rows: LedgerRow[], site: Site, random: Random): void {
  const expenses = rows.filter(({ account }) => account === '7115' || account === '7205');
  for (const row of expenses) row.cents += random.between(40, 900) * 100;
  const gone = rows.findIndex(({ account }) => account === '7220');
  if (gone >= 0) rows.splice(gone, 1);
  const cents = random.between(100, 2500) * 100;
  rows.push({
    account: '7195',
    cents,
    thousandths: 0,
    entity: site.company,
    index: 71_950,
    isAdjustment: true,
  });
}

/** Writes the rows of a site and month; returns the sum for the manifest. */
export function writeLedger(
  file: RowSink,
  site: Site,
  month: CalendarMonth,
  rows: readonly LedgerRow[],
): void {
  const lastDay = month.days.at(-1)?.date ?? '';
  const quarter = Math.floor((month.monthOfYear - 1) / 3) + 1;
  const loadedOn = `${month.year + Math.floor(month.monthOfYear / 12)}-${twoDigits((month.monthOfYear % 12) + 1)}-06`;
  const when = `${month.year},${quarter},${month.monthOfYear}`;
  for (const { account, cents, thousandths, entity, index, isAdjustment } of rows) {
    const { name, category } = accountNamed(account);
    const balance = ledgerAmount(cents, thousandths);
    const what = `${site.number},${month.period},${account},${balance},${entity},${index},${site.number},"${name}"`;
    const kind = `ACTUAL,${lastDay},${isAdjustment ? 'ADJ' : 'GJ'},,${category === 'Payroll' ? 'LABOR' : ''}`;
    file.add(`${what},${kind},${when},${isAdjustment ? 'Y' : 'N'},${loadedOn} 06:15:00,GP`);
    file.addTo('BALANCE', cents, thousandths);
  }
}

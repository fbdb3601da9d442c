import { share, type Cents } from '../amounts.ts';
import type { CalendarDay, CalendarMonth } from '../calendar.ts';
import { openDays, type Site } from '../operator/operator.ts';
import { Random } from '../random.ts';
import { seasonOf, weekdayOf } from '../operator/season.ts';
import type { Stream } from '../operator/site-profile.ts';
import { documentRevenue } from './documented-figures.ts';
import type { RevenueRow, SiteMonth } from './rows.ts';

export interface RevenueMonth {
  readonly rows: readonly RevenueRow[];
  /** Occupied rooms of each open day; empty where there are no rooms. */
  readonly occupied: ReadonlyMap<CalendarDay, number>;
}

/** The last days of a month that a later delivery loads again. */
export const RELOADED_DAYS = 3;

/** The revenue of a site in a month, day by day; the same for the same input, whatever was made before. */
export function revenueMonth(from: SiteMonth): RevenueMonth {
  const { seed, site, month } = from;
  const open = openDays(site, month.month, month.days.length);
  if (open === null) return { rows: [], occupied: new Map() };
  const random = new Random(seed, 2, site.key, month.index);
  const season = seasonOf(site.kind, month);
  const rows: RevenueRow[] = [];
  const occupied = new Map<CalendarDay, number>();
  for (const day of month.days.slice(open.first - 1, open.last)) {
    for (const stream of site.profile.streams) drawStream(rows, { site, stream, day, random, season });
    if (site.profile.rooms > 0) occupied.set(day, drawOccupied(site, day, season, random));
  }
  if (from.revision === 1) reviseLastDays(rows, month, site);
  documentRevenue(site, month.month, rows);
  return { rows, occupied };
}

interface StreamDay {
  readonly site: Site;
  readonly stream: Stream;
  readonly day: CalendarDay;
  readonly random: Random;
  readonly season: number;
}

function drawStream(rows: RevenueRow[], { site, stream, day, random, season }: StreamDay): void {
  const weekday = weekdayOf(site.kind, stream.pattern, day);
  if (weekday === 0) return;
  const vehicles = random.around((stream.vehicles * season * weekday) / 1_000_000, 140);
  let left = vehicles;
  for (const [position, collection] of stream.collections.entries()) {
    const isLast = position === stream.collections.length - 1;
    const part = isLast ? left : Math.min(left, share(vehicles, collection.share));
    left -= part;
    // Some leave early and pay half of the rate, which may be a quarter dollar.
    const halves = stream.rate > 500 && part > 4 ? random.below(3) : 0;
    const gross = part * stream.rate - Math.round((halves * stream.rate) / 2);
    rows.push({
      day,
      stream,
      collection,
      vehicles: stream.isParking ? part : 0,
      gross,
      net: netOf(gross, site),
    });
  }
}

function netOf(gross: Cents, site: Site): Cents {
  return Math.round((gross * 10_000) / (10_000 + site.taxRate));
}

function drawOccupied(site: Site, day: CalendarDay, season: number, random: Random): number {
  const demand = (season * weekdayOf(site.kind, 'rooms', day)) / 1000;
  return Math.min(site.profile.rooms, random.around((site.profile.rooms * 720 * demand) / 1_000_000, 60));
}

/** What a site finds out when it closes the month: late tickets in its first stream, and one line entered twice. */
function reviseLastDays(rows: RevenueRow[], month: CalendarMonth, site: Site): void {
  const from = month.days.length - RELOADED_DAYS;
  for (const row of rows) {
    if (
      row.day.day <= from ||
      row.stream !== site.profile.streams[0] ||
      row.collection !== row.stream.collections[0]
    )
      continue;
    row.vehicles += 2;
    row.gross += 2 * row.stream.rate;
    row.net = netOf(row.gross, site);
  }
  const twice = rows.findLastIndex((row) => row.stream.collections.length > 1 && row.collection.flag !== 'Y');
  if (twice >= 0 && (rows[twice]?.day.day ?? 0) > from) rows.splice(twice, 1);
}

/** The rows of each day in turn. */
export function* daysOf(rows: readonly RevenueRow[]): Generator<readonly RevenueRow[]> {
  yield* runsOf(rows, (row) => row.day);
}

/** Neighbours that agree in `what`, run by run. */
export function* runsOf<Row>(rows: readonly Row[], what: (row: Row) => unknown): Generator<readonly Row[]> {
  let start = 0;
  for (const [index, row] of rows.entries()) {
    const next = rows[index + 1];
    if (next !== undefined && what(next) === what(row)) continue;
    yield rows.slice(start, index + 1);
    start = index + 1;
  }
}

/** What the site pays into its local bank account: a tenth of the cash of the day. */
export function localDeposit(rowsOfDay: readonly RevenueRow[]): Cents {
  const cash = rowsOfDay.reduce((sum, row) => (row.collection.type === 'Cash' ? sum + row.gross : sum), 0);
  return share(cash, 100);
}

/** Sums of the month by the ledger's statistical accounts, for the books and the budget alike. */
export interface RevenueTotals {
  /** Everything, validations and bell service included. */
  net: Cents;
  /** By revenue account (9411 to 9416), in cents. */
  readonly revenue: Map<string, Cents>;
  /** By count account (9510 to 9580), in vehicles. */
  readonly vehicles: Map<string, number>;
  /** What the operator banked less what stayed at the site's own bank. */
  deposited: Cents;
  rooms: number;
}

const STATISTICS: ReadonlyMap<string, readonly [revenue: string | null, vehicles: string]> = new Map([
  ['VD', ['9411', '9510']],
  ['VO', ['9412', '9520']],
  ['VM', ['9413', '9530']],
  ['SD', ['9414', '9550']],
  ['SO', ['9415', '9560']],
  ['SM', ['9416', '9570']],
  ['VC', [null, '9540']],
  ['SC', [null, '9580']],
]);

export function revenueTotals(site: Site, revenue: RevenueMonth): RevenueTotals {
  const totals: RevenueTotals = { net: 0, revenue: new Map(), vehicles: new Map(), deposited: 0, rooms: 0 };
  for (const { stream, collection, vehicles, gross, net } of revenue.rows) {
    addTotals(totals, stream, net, vehicles);
    if (collection.flag === 'Y') totals.deposited += gross;
  }
  for (const rooms of revenue.occupied.values()) totals.rooms += rooms;
  if (site.isDeposited) for (const day of daysOf(revenue.rows)) totals.deposited -= localDeposit(day);
  return totals;
}

function addTotals(totals: RevenueTotals, stream: Stream, net: Cents, vehicles: number): void {
  totals.net += net;
  const [revenueAccount, vehicleAccount] = STATISTICS.get(stream.code.slice(0, 2)) ?? [null, null];
  if (revenueAccount !== null)
    totals.revenue.set(revenueAccount, (totals.revenue.get(revenueAccount) ?? 0) + net);
  if (vehicleAccount !== null)
    totals.vehicles.set(vehicleAccount, (totals.vehicles.get(vehicleAccount) ?? 0) + vehicles);
}

/** What the month would bring without chance: the base of its budget. */
export function expectedRevenue(site: Site, month: CalendarMonth): RevenueTotals {
  const totals: RevenueTotals = { net: 0, revenue: new Map(), vehicles: new Map(), deposited: 0, rooms: 0 };
  const season = seasonOf(site.kind, month);
  for (const stream of site.profile.streams) {
    let weight = 0;
    for (const day of month.days) weight += weekdayOf(site.kind, stream.pattern, day);
    const vehicles = Math.round((stream.vehicles * season * weight) / 1_000_000);
    addTotals(totals, stream, netOf(vehicles * stream.rate, site), stream.isParking ? vehicles : 0);
  }
  let weight = 0;
  for (const day of month.days) weight += weekdayOf(site.kind, 'rooms', day);
  totals.rooms = Math.round((site.profile.rooms * 720 * season * weight) / 1_000_000_000);
  return totals;
}

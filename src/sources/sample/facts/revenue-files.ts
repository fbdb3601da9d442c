import { money, share } from '../amounts.ts';
import type { RowSink } from '../csv-file.ts';
import type { Site } from '../operator/operator.ts';
import { daysOf, localDeposit, runsOf, type RevenueMonth } from './revenue.ts';
import type { RevenueRow } from './rows.ts';

/** One value of the long form and of the workbook. */
export interface RevenueValue {
  readonly date: string;
  readonly code: string;
  readonly category: string;
  readonly type: 'Revenue' | 'Vehicles' | 'Other';
  readonly value: string;
}

/** Codes that the daily report gives to what is not parking. */
const OCCUPIED_ROOMS = { code: 'OCC', category: 'Occupied Rooms', type: 'Other' } as const;
const LOCAL_DEPOSIT = {
  code: 'CDEP',
  category: 'Cash Deposits to Local TP Bank Account',
  type: 'Other',
} as const;
/** A validation is billed at nine tenths of its face value. */
const BILLED_SHARE = 900;

/** Writes the rows of the wide form from the day `from` on. */
export function writeDetail(file: RowSink, site: Site, revenue: RevenueMonth, from = 1): void {
  const taxRate = money(site.taxRate);
  for (const { day, stream, collection, vehicles, gross, net } of revenue.rows) {
    if (day.day < from) continue;
    const billable = collection.flag === 'V' ? money(share(net, BILLED_SHARE)) : '';
    const what = `${site.number},${day.date},${stream.code},${stream.category},${collection.type},${collection.flag}`;
    file.add(`${what},${money(gross)},${money(net)},${vehicles},${taxRate},${billable}`);
  }
}

/** Writes the rows of the long form from the day `from` on. */
export function writeLong(file: RowSink, site: Site, revenue: RevenueMonth, from = 1): void {
  for (const { date, code, category, type, value } of revenueValues(site, revenue, from)) {
    const name = workbookName(site, date.slice(0, 7));
    file.add(`${name},${site.number},${date},${code},${category},${type},${value},N,${date} 23:30:00`);
  }
}

/** The title that the monthly workbook of a site must have (operations.md 4.1); the month as `YYYY-MM`. */
export function workbookName(site: Site, month: string): string {
  return `10${site.number}REV${month.slice(0, 4)} C${month.slice(5, 7)}.xlsm`;
}

/** The revenue as the site enters it: value by value, in the order of days and codes. */
export function* revenueValues(site: Site, revenue: RevenueMonth, from = 1): Generator<RevenueValue> {
  for (const rows of daysOf(revenue.rows)) {
    const day = rows[0]?.day;
    if (day === undefined || day.day < from) continue;
    for (const rowsOfCode of runsOf(rows, (row) => row.stream)) yield* valuesOfCode(rowsOfCode);
    const rooms = revenue.occupied.get(day);
    if (rooms !== undefined) yield { ...OCCUPIED_ROOMS, date: day.date, value: String(rooms) };
    if (site.isDeposited) yield { ...LOCAL_DEPOSIT, date: day.date, value: money(localDeposit(rows)) };
  }
}

function* valuesOfCode(rows: readonly RevenueRow[]): Generator<RevenueValue> {
  const first = rows[0];
  if (first === undefined) return;
  const { code, category, rate, isParking } = first.stream;
  const { date } = first.day;
  let gross = 0;
  let vehicles = 0;
  for (const row of rows) {
    gross += row.gross;
    vehicles += row.vehicles;
  }
  if (rate > 0) yield { date, code, category, type: 'Revenue', value: money(gross) };
  if (isParking) yield { date, code, category, type: 'Vehicles', value: String(vehicles) };
}

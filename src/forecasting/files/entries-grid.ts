import { daysIn, firstDay, monthsBetween, type Month } from '../../kernel/month.ts';
import type { Decimal } from '../../kernel/decimal.ts';
import type { Column, Sheet } from '../../platform/workbooks/index.ts';
import {
  areaNamed,
  headingOf,
  isByDay,
  itemsOf,
  measuresOf,
  readHeading,
  typedMeasuresOf,
  type Area,
} from '../entries/areas.ts';
import type { Entry, SiteEntry } from '../entries/entry.ts';

/** Rows of one sheet, below the 50,000 that a file may have, and columns, below what a record may have. */
const most = { rows: 40_000, columns: 240 } as const;

/** Months that a grid has rows for, both included. */
export interface GridSpan {
  readonly from: Month;
  readonly to: Month;
}

/**
 * Entries as people look at them: a sheet for each area that has some, a row for each site and day or month, a column
 * for each measure. What is blank follows the budget. A sheet that would be too long or too wide goes on in the next
 * one.
 */
export function entriesGrid(entries: readonly SiteEntry[], span: GridSpan): Sheet[] {
  return [...Map.groupBy(entries, ({ entry }) => entry.area)].flatMap(([area, ofArea]) =>
    sheetsFor(area, ofArea, span),
  );
}

function sheetsFor(area: Area, entries: readonly SiteEntry[], span: GridSpan): Sheet[] {
  const values = new Map(
    entries.map(({ site, entry }) => [`${site} ${entry.period} ${titleOf(entry)}`, entry.value]),
  );
  const titles = titlesOf(area, entries);
  const sites = [...new Set(entries.map(({ site }) => site))].sort();
  const periods = periodsOf(area, span);
  const places = sites.flatMap((site) => periods.map((period) => ({ site, period })));
  const parts = chunks(titles, most.columns).flatMap((columns) =>
    chunks(places, most.rows).map((rows) => ({ columns, rows })),
  );
  return parts.map(({ columns, rows }, at) => ({
    name: at === 0 ? area : `${area} ${String(at + 1)}`,
    columns: [
      { title: 'site', kind: 'text', width: 6 },
      { title: isByDay(area) ? 'day' : 'month', kind: isByDay(area) ? 'date' : 'text', width: 12 },
      ...columns.map((title): Column => ({ title, kind: 'quantity', width: Math.max(10, title.length + 2) })),
    ],
    rows: rows.map(({ site, period }) => [
      site,
      period,
      ...columns.map((title): Decimal | null => values.get(`${site} ${period} ${title}`) ?? null),
    ]),
  }));
}

/** Every item and measure of an area; of payroll, the job codes that have entries. */
function titlesOf(area: Area, entries: readonly SiteEntry[]): readonly string[] {
  const items = itemsOf(area) ?? [...new Set(entries.map(({ entry }) => entry.item))].sort();
  return items.flatMap((item) => measuresOf(area).map((measure) => titleOf({ area, item, measure })));
}

/** The heading of the column of an entry. */
function titleOf({ area, item, measure }: Pick<Entry, 'area' | 'item' | 'measure'>): string {
  return headingOf(area, item, measure).join(' ');
}

/** What a column of a sheet says: item and measure of its entries; null for one that an area does not have. */
export function columnOf(area: Area, title: string): Pick<Entry, 'item' | 'measure'> | null {
  const column = readHeading(area, title, ' ');
  const items = itemsOf(area);
  const isItem = items === null ? column.item.trim() !== '' : items.includes(column.item);
  return isItem && typedMeasuresOf(area).includes(column.measure) ? column : null;
}

/** The area that a sheet is of, by its name: `rates` or `rates 2`. */
export function areaOfSheet(name: string): Area | null {
  const [, called = ''] = /^([a-z-]+)(?: \d+)?$/.exec(name.trim().toLowerCase()) ?? [];
  return areaNamed(called);
}

function periodsOf(area: Area, { from, to }: GridSpan): string[] {
  const months = monthsBetween(from, to);
  if (!isByDay(area)) return months;
  return months.flatMap((month) =>
    Array.from(
      { length: daysIn(month) },
      (_, at) => `${firstDay(month).slice(0, 8)}${String(at + 1).padStart(2, '0')}`,
    ),
  );
}

function chunks<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, at) =>
    all.slice(at * size, (at + 1) * size),
  );
}

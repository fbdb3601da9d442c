import { decimal, type Decimal } from '../../kernel/decimal.ts';
import { daysIn, parseMonth } from '../../kernel/month.ts';

export const areas = ['statistics', 'rates', 'payroll', 'other-revenue', 'other-expense'] as const;
export type Area = (typeof areas)[number];

/** One value that a manager enters for a site (forecasting.md 1.10). */
export interface Entry {
  readonly area: Area;
  /** `YYYY-MM-DD` for statistics and payroll, `YYYY-MM` for the others. */
  readonly period: string;
  /** Category of a rate, job code or `group:TITLE`, kind of other revenue, account; empty for statistics. */
  readonly item: string;
  /** What of it: a statistic; `rate`; `hours`, `cost` or `rate-per-hour`; `amount`. */
  readonly measure: string;
  /** Null follows the budget; 0 is an explicit zero. */
  readonly value: Decimal | null;
}

/** An entry of a site, as a row of a file. */
export interface SiteEntry {
  readonly site: string;
  readonly entry: Entry;
}

/** What is wrong with a cell, and in which column. */
export interface Fault {
  readonly column: keyof Entry;
  readonly cause: string;
}

/** An entry as it was typed or read from a file. */
export type TypedEntry = Readonly<Record<keyof Entry, string>>;

/** Statistics of a day and what they count. */
export const statisticMeasures: Readonly<Record<string, 'rooms' | 'vehicles' | 'percent'>> = {
  'occupied-rooms': 'rooms',
  'valet-daily': 'vehicles',
  'valet-overnight': 'vehicles',
  'valet-monthly': 'vehicles',
  'valet-aggregator': 'vehicles',
  'valet-comps': 'vehicles',
  'self-daily': 'vehicles',
  'self-overnight': 'vehicles',
  'self-monthly': 'vehicles',
  'self-aggregator': 'vehicles',
  'self-comps': 'vehicles',
  'drive-in-percent': 'percent',
  'capture-percent': 'percent',
};

/** Categories that have a rate in a month (forecasting.md 1.3). */
const rateCategories: readonly string[] = [
  ...['valet-daily', 'valet-overnight', 'valet-monthly', 'valet-aggregator'],
  ...['self-daily', 'self-overnight', 'self-monthly', 'self-aggregator'],
];

/** Kinds of other revenue and the sign they may have (forecasting.md 1.5). */
export const otherRevenueSigns: Readonly<Record<string, 'positive' | 'negative' | 'either'>> = {
  'billable-expense': 'positive',
  'revenue-validation': 'positive',
  miscellaneous: 'either',
  'client-paid-expense': 'negative',
  'gpo-fees': 'negative',
  'signing-bonus': 'negative',
};

/** The twelve accounts of other expense that may be entered; the others follow the budget (forecasting.md 1.6). */
export const editableAccounts: readonly string[] = [
  ...['7045', '7075', '7100', '7113', '7115', '7170', '7175', '7178', '7180', '7185', '7205', '7220'],
];

export const measuresOf: Readonly<Record<Area, readonly string[]>> = {
  statistics: [...Object.keys(statisticMeasures), 'occupancy-percent'],
  rates: ['rate'],
  payroll: ['hours', 'cost', 'rate-per-hour'],
  'other-revenue': ['amount'],
  'other-expense': ['amount'],
};

/** Items of an area where they are a closed list; job codes are those of the warehouse. */
export const itemsOf: Readonly<Record<Area, readonly string[] | null>> = {
  statistics: [''],
  rates: rateCategories,
  payroll: null,
  'other-revenue': Object.keys(otherRevenueSigns),
  'other-expense': editableAccounts,
};

/** Title of a job group when the item of payroll is `group:TITLE`; null for a job code. */
export function groupOf(item: string): string | null {
  return item.startsWith('group:') ? item.slice('group:'.length).trim() : null;
}

/** Whether the area is entered by day; the others are by month. */
export function isByDay(area: Area): boolean {
  return area === 'statistics' || area === 'payroll';
}

/** An area, or null when there is none of that name. */
function areaNamed(name: string): Area | null {
  return areas.find((area) => area === name) ?? null;
}

/**
 * Makes an entry of text, or says which column is wrong. An empty value is null: the budget counts again. A month may
 * be given as its first day, which is what a spreadsheet makes of it.
 */
export function readEntry(typed: TypedEntry): Entry | Fault {
  const area = areaNamed(typed.area);
  if (area === null) return { column: 'area', cause: `is not one of ${areas.join(', ')}` };
  const period = periodOf(area, typed.period);
  if (period === null)
    return {
      column: 'period',
      cause: isByDay(area) ? 'is not a date; write it as YYYY-MM-DD' : 'is not a month; write it as YYYY-MM',
    };
  const [items, measures] = [itemsOf[area], measuresOf[area]];
  if (items === null ? typed.item === '' : !items.includes(typed.item))
    return { column: 'item', cause: itemCause(area, items) };
  if (!measures.includes(typed.measure))
    return { column: 'measure', cause: `is not one of ${measures.join(', ')}` };
  const value = valueOf(typed.value);
  if (value === undefined) return { column: 'value', cause: 'is not a number' };
  return { area, period, item: typed.item, measure: typed.measure, value };
}

/** An entry in one line, as `daybook forecast set` takes it: `rates.valet-daily@2025-07`. */
export function nameOf({ area, item, measure, period }: Omit<Entry, 'value'>): string {
  const parts = area === 'statistics' ? [measure] : area === 'payroll' ? [item, measure] : [item];
  return `${[area, ...parts].join('.')}@${period}`;
}

/** Reads `statistics.valet-daily@2025-07-03=45` or `payroll.GSA.hours@2025-07-03=16`; null when it is neither. */
export function readSetting(text: string): TypedEntry | null {
  const found = /^([a-z-]+)\.([^@=]+)@([^=]+)=(.*)$/.exec(text.trim());
  if (!found) return null;
  const [area = '', rest = '', period = '', value = ''] = found.slice(1);
  if (area === 'statistics') return { area, period, item: '', measure: rest, value };
  if (area !== 'payroll')
    return { area, period, item: rest, measure: area === 'rates' ? 'rate' : 'amount', value };
  const at = rest.lastIndexOf('.');
  return { area, period, item: rest.slice(0, Math.max(at, 0)), measure: rest.slice(at + 1), value };
}

function itemCause(area: Area, items: readonly string[] | null): string {
  if (items === null) return 'is neither a job code nor a job group';
  if (area === 'statistics') return 'is empty for statistics';
  return `is not one of ${items.join(', ')}`;
}

function periodOf(area: Area, text: string): string | null {
  const [, monthText = '', day] = /^(\d{4}-\d{2})(?:-(\d{2}))?$/.exec(text) ?? [];
  const month = parseMonth(monthText);
  if (month === null) return null;
  if (!isByDay(area)) return day === undefined || day === '01' ? month : null;
  return day !== undefined && day >= '01' && day <= String(daysIn(month)) ? text : null;
}

function valueOf(text: string): Decimal | null | undefined {
  if (text === '') return null;
  return /^-?\d{1,14}(\.\d+)?$/.test(text) ? decimal(text) : undefined;
}

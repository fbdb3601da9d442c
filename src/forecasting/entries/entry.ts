import { decimal, type Decimal } from '../../kernel/decimal.ts';
import { daysIn, parseMonth } from '../../kernel/month.ts';
import { withoutPercentSign, withoutSeparators } from '../../kernel/typed-figure.ts';
import {
  areaNamed,
  areas,
  headingOf,
  isByDay,
  itemsOf,
  readHeading,
  typedMeasuresOf,
  type Area,
} from './areas.ts';

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

/** Title of a job group when the item of payroll is `group:TITLE`; null for a job code. */
export function groupOf(item: string): string | null {
  return item.startsWith('group:') ? item.slice('group:'.length).trim() : null;
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
  const [items, measures] = [itemsOf(area), typedMeasuresOf(area)];
  if (items === null ? typed.item === '' : !items.includes(typed.item))
    return { column: 'item', cause: itemCause(area, items) };
  if (!measures.includes(typed.measure))
    return { column: 'measure', cause: `is not one of ${measures.join(', ')}` };
  const isPercent = typed.measure.endsWith('percent');
  const value = valueOf(isPercent ? withoutPercentSign(typed.value) : withoutSeparators(typed.value));
  if (value === undefined) return { column: 'value', cause: 'is not a number' };
  return { area, period, item: typed.item, measure: typed.measure, value };
}

/** An entry in one line, as `daybook forecast set` takes it: `rates.valet-daily@2025-07`. */
export function nameOf({ area, item, measure, period }: Omit<Entry, 'value'>): string {
  return `${[area, ...headingOf(area, item, measure)].join('.')}@${period}`;
}

/** Reads `statistics.valet-daily@2025-07-03=45` or `payroll.GSA.hours@2025-07-03=16`; null when it is neither. */
export function readSetting(text: string): TypedEntry | null {
  const setting = /^([a-z-]+)\.([^@=]+)@([^=]+)=(.*)$/.exec(text.trim());
  if (!setting) return null;
  const [name = '', heading = '', period = '', value = ''] = setting.slice(1);
  const area = areaNamed(name);
  const place = area === null ? { item: heading, measure: '' } : readHeading(area, heading, '.');
  return { area: name, period, value, ...place };
}

function itemCause(area: Area, items: readonly string[] | null): string {
  if (items === null) return 'is neither a job code nor a job group';
  if (items.includes('')) return `is empty for ${area}`;
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

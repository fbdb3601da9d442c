import { enteredExpenses } from '../../platform/operator/index.ts';
import { payingCategories } from '../statistics/categories.ts';

/** What a value may be. */
export interface Limits {
  readonly least: string;
  readonly most: string;
  /** Decimals that the table keeps. */
  readonly places: number;
  /** What it is called where it is out of its limits. */
  readonly what: string;
}

interface DescribedArea {
  /** Whether values are entered by day or by month. */
  readonly by: 'day' | 'month';
  /** What values are entered for; null is any job code of the warehouse. Statistics are of the site: one empty item. */
  readonly items: readonly string[] | null;
  /** What is entered for an item: the numeric columns of its table. */
  readonly measures: Readonly<Record<string, Limits>>;
  /** Measures that may be typed and are kept as others. */
  readonly typedOnly: readonly string[];
}

/** The areas of a forecast in the order of a file. */
export const areas = ['statistics', 'rates', 'payroll', 'other-revenue', 'other-expense'] as const;
export type Area = (typeof areas)[number];

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
export const editableAccounts: readonly string[] = enteredExpenses.flatMap(({ accounts }) => accounts);

/** Money of a month that a table of results still holds, and its P&L with it (as for contracts). */
const mostMoney = '99999999.99';

const rooms: Limits = { least: '0', most: '5000', places: 5, what: 'rooms' };
const vehicles: Limits = { least: '0', most: '99999', places: 5, what: 'vehicles of a day' };
const percent: Limits = { least: '0', most: '100', places: 5, what: 'a percentage' };

/**
 * What managers enter, described once: what may be typed, its limits (forecasting.md 7.1), the grids and lists in and
 * out follow from it. The tables are in `forecasting.entry_area()`; a test compares the two.
 */
const describedAreas: Readonly<Record<Area, DescribedArea>> = {
  statistics: {
    by: 'day',
    items: [''],
    measures: {
      'occupied-rooms': rooms,
      'valet-daily': vehicles,
      'valet-overnight': vehicles,
      'valet-monthly': vehicles,
      'valet-aggregator': vehicles,
      'valet-comps': vehicles,
      'self-daily': vehicles,
      'self-overnight': vehicles,
      'self-monthly': vehicles,
      'self-aggregator': vehicles,
      'self-comps': vehicles,
      'drive-in-percent': percent,
      'capture-percent': percent,
    },
    typedOnly: ['occupancy-percent'],
  },
  rates: {
    by: 'month',
    items: payingCategories,
    measures: { rate: { least: '0', most: '999.99', places: 8, what: 'a rate' } },
    typedOnly: [],
  },
  payroll: {
    by: 'day',
    items: null,
    // 1,500 hours in one cell are nobody's day (forecasting.md 7.1); no row is above 1,000,000 (operations.md 7).
    measures: {
      hours: { least: '0', most: '1500', places: 5, what: 'hours of a job and day' },
      cost: { least: '0', most: '1000000', places: 5, what: 'costs of payroll' },
      'rate-per-hour': { least: '0', most: '100000', places: 8, what: 'hourly rates' },
    },
    typedOnly: [],
  },
  'other-revenue': {
    by: 'month',
    items: Object.keys(otherRevenueSigns),
    measures: { amount: { least: `-${mostMoney}`, most: mostMoney, places: 5, what: 'other revenue' } },
    typedOnly: [],
  },
  'other-expense': {
    by: 'month',
    items: editableAccounts,
    measures: { amount: { least: '0', most: mostMoney, places: 5, what: 'expenses' } },
    typedOnly: [],
  },
};

/** An area, or null when there is none of that name. */
export function areaNamed(name: string): Area | null {
  return areas.find((area) => area === name) ?? null;
}

/** Whether the area is entered by day; the others are by month. */
export function isByDay(area: Area): boolean {
  return describedAreas[area].by === 'day';
}

/** Items of an area where they are a closed list; null where they are the job codes of the warehouse. */
export function itemsOf(area: Area): readonly string[] | null {
  return describedAreas[area].items;
}

/** Measures that an area keeps. */
export function measuresOf(area: Area): readonly string[] {
  return Object.keys(describedAreas[area].measures);
}

/** Measures that may be typed in an area. */
export function typedMeasuresOf(area: Area): readonly string[] {
  return [...measuresOf(area), ...describedAreas[area].typedOnly];
}

/** What a value of an area may be; null for a measure that it does not keep. Fees and bonuses lower revenue. */
export function limitsOf(area: Area, item: string, measure: string): Limits | null {
  const limits = describedAreas[area].measures[measure] ?? null;
  if (limits === null || area !== 'other-revenue') return limits;
  const least = otherRevenueSigns[item] === 'positive' ? '0' : limits.least;
  return { ...limits, least, what: `amounts of ${item}` };
}

/** What tells values of a day or month apart: their measure, their item, or of payroll both. */
export function headingOf(area: Area, item: string, measure: string): readonly string[] {
  if (isOfSite(area)) return [measure];
  return measuresOf(area).length === 1 ? [item] : [item, measure];
}

/** Item and measure of a heading, as it is written with a separator; whether there are such is not asked. */
export function readHeading(
  area: Area,
  heading: string,
  separator: string,
): { readonly item: string; readonly measure: string } {
  const [only = '', ...others] = measuresOf(area);
  if (isOfSite(area)) return { item: '', measure: heading };
  if (others.length === 0) return { item: heading, measure: only };
  const at = heading.lastIndexOf(separator);
  return { item: heading.slice(0, Math.max(at, 0)), measure: heading.slice(at + 1) };
}

function isOfSite(area: Area): boolean {
  return itemsOf(area)?.includes('') === true;
}

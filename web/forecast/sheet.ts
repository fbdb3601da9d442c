import {
  otherColumns,
  type Area,
  type ComparisonRow,
  type EditorMonth,
  type EntryName,
  type Grain,
  type OtherColumn,
} from '../service/forecasts.ts';
import { month as monthTitle, shortMonth } from '../design/format.ts';
import { forecastTexts as texts } from '../texts/forecast.ts';

/** What a value is compared with, in small print below it. */
export const ghosts = ['budget', 'actual', 'scheduled', ...otherColumns, 'none'] as const;
export type Ghost = (typeof ghosts)[number];

/** Whether the service is asked for it with the month. */
export const isOther = (ghost: Ghost): ghost is OtherColumn => otherColumns.some((each) => each === ghost);

/** How payroll is entered. */
export interface PayrollWay {
  readonly by: 'code' | 'group';
  readonly measure: 'hours' | 'cost';
}

/** A value of the sheet as the service gives it. */
export interface SheetCell {
  readonly name: EntryName;
  /** As it was entered; null: it follows the budget. */
  readonly entered: string | null;
  readonly comparison: ComparisonRow | undefined;
  readonly isLocked: boolean;
  /** The day is past, and its actual is in place of the forecast. */
  readonly isPast: boolean;
  /** Newest change of the version when it was read. */
  readonly seen: number;
}

/** A row of the sheet: a day, or an item. */
export interface SheetRow {
  readonly id: string;
  readonly title: string;
  /** How it is told from others: a weekend, a total. */
  readonly shade: 'weekend' | 'total' | '';
}

/** A column of the sheet: a measure, a job, or a month. */
export interface SheetColumn {
  readonly id: string;
  readonly title: string;
}

/** What the grid shows of some months. */
export interface Sheet {
  readonly rows: readonly SheetRow[];
  readonly columns: readonly SheetColumn[];
  readonly cellOf: (row: string, column: string) => SheetCell | undefined;
}

/** What is entered of a day, in the order of its columns; the last ones are calculated. */
const enteredStatistics = [
  ...(['occupied-rooms', 'occupancy-percent', 'valet-daily', 'valet-overnight', 'valet-monthly'] as const),
  ...(['self-daily', 'self-overnight', 'self-monthly', 'valet-aggregator', 'self-aggregator'] as const),
  ...(['valet-comps', 'self-comps', 'drive-in-percent', 'capture-percent'] as const),
];

const monthItems: Readonly<Partial<Record<Area, readonly string[]>>> = {
  rates: [
    ...(['valet-daily', 'valet-overnight', 'valet-monthly', 'valet-aggregator'] as const),
    ...(['self-daily', 'self-overnight', 'self-monthly', 'self-aggregator'] as const),
  ],
  'other-expense': [
    ...(['7045', '7075', '7100', '7113', '7115', '7170', '7175'] as const),
    ...(['7178', '7180', '7185', '7205', '7220', 'misc', 'total'] as const),
  ],
  'other-revenue': [
    ...(['billable-expense', 'revenue-validation', 'miscellaneous'] as const),
    ...(['client-paid-expense', 'gpo-fees', 'signing-bonus'] as const),
  ],
};

/** Items that are sums of others or follow the budget, whatever is typed. */
const calculated: ReadonlySet<string> = new Set(['misc', 'total', 'external-revenue', 'overtime-hours']);

/** How a value is called wherever it is remembered. */
export function keyOf({ area, period, item, measure }: EntryName): string {
  return [area, period, item, measure].join('|');
}

/** The name that a key stands for. */
export function nameOfKey(key: string): EntryName {
  const [area = '', period = '', item = '', measure = ''] = key.split('|');
  return { area, period, item, measure };
}

/** Whether values of an area are entered by day. */
export const isByDay = (area: Area): boolean => area === 'statistics' || area === 'payroll';

/** The sheet of an area over the months that were read. */
export function sheetOf(
  area: Area,
  months: readonly EditorMonth[],
  { by, payroll }: { readonly by: Grain; readonly payroll: PayrollWay },
): Sheet {
  const values = valuesOf(months);
  if (!isByDay(area)) return monthSheet(area, months, values);
  return daySheet(area, months, { values, by, payroll });
}

/**
 * The totals of days or weeks by month, as the service adds what was saved: rows below the sheet. None where its
 * columns are no measures or codes.
 */
export function totalsOf(
  area: Area,
  months: readonly EditorMonth[],
  { by, payroll }: { readonly by: Grain; readonly payroll: PayrollWay },
): Sheet {
  const isAdded = isByDay(area) && by !== 'month' && (area === 'statistics' || payroll.by === 'code');
  const sheet = daySheet(area, isAdded ? months : [], { values: valuesOf(months), by: 'month', payroll });
  return {
    ...sheet,
    rows: sheet.rows.map((row) => ({ ...row, title: texts.totalOf(shortMonth(row.id)), shade: 'total' })),
  };
}

interface Values {
  readonly entered: ReadonlyMap<string, string | null>;
  readonly comparison: ReadonlyMap<string, ComparisonRow>;
}

/** The values that were entered, with the sums of job groups, by key. */
export function enteredIn(months: readonly EditorMonth[]): ReadonlyMap<string, string | null> {
  return valuesOf(months).entered;
}

function valuesOf(months: readonly EditorMonth[]): Values {
  const entered = new Map<string, string | null>();
  const comparison = new Map<string, ComparisonRow>();
  for (const { entries, groups, comparison: rows } of months) {
    for (const entry of entries) entered.set(keyOf(entry), entry.value);
    for (const { group, day, hours, cost } of groups) {
      const item = `group:${group}`;
      entered.set(keyOf({ area: 'payroll', period: day, item, measure: 'hours' }), hours);
      entered.set(keyOf({ area: 'payroll', period: day, item, measure: 'cost' }), cost);
    }
    for (const row of rows) comparison.set(keyOf({ ...row, period: row.period.label }), row);
  }
  return { entered, comparison };
}

function monthSheet(area: Area, months: readonly EditorMonth[], values: Values): Sheet {
  const measure = area === 'rates' ? 'rate' : 'amount';
  const items = monthItems[area] ?? [];
  const monthOf = new Map(months.map((month) => [month.month, month]));
  return {
    rows: items.map((item) => ({ id: item, title: titleOf(item), shade: item === 'total' ? 'total' : '' })),
    columns: months.map(({ month }) => ({ id: month, title: monthTitle(month) })),
    cellOf: (item, month) => {
      const name = { area, period: month, item, measure };
      const { lock, seen = '0' } = monthOf.get(month) ?? {};
      const isPast = lock !== undefined && month < lock.open_from.slice(0, 7);
      const isLocked = lock?.reason !== null || isPast || calculated.has(item);
      return cellOf(name, values, { isLocked, isPast, seen: Number.parseInt(seen, 10) });
    },
  };
}

function daySheet(
  area: Area,
  months: readonly EditorMonth[],
  { values, by, payroll }: { readonly values: Values; readonly by: Grain; readonly payroll: PayrollWay },
): Sheet {
  const periods = new Map(
    months.flatMap(({ comparison, lock, seen }) =>
      comparison.map(({ period }) => [period.label, { ...period, lock, seen }] as const),
    ),
  );
  const columns = area === 'statistics' ? statisticColumns(values) : payrollColumns(months, payroll.by);
  const rows = [...periods.values()].sort((one, other) => one.from.localeCompare(other.from));
  return {
    rows: rows.map(({ label, from, to }) => ({
      id: label,
      shade: by === 'day' && isWeekend(from) ? 'weekend' : '',
      title: by === 'day' ? dayTitle(from) : by === 'month' ? monthTitle(from) : weekTitle(from, to),
    })),
    columns,
    cellOf: (label, column) => {
      const period = periods.get(label);
      if (period === undefined) return undefined;
      const name = {
        area,
        period: label,
        item: area === 'statistics' ? '' : column,
        measure: area === 'statistics' ? column : payroll.measure,
      };
      const isPast = period.to < period.lock.open_from;
      const isLocked = period.lock.reason !== null || isPast || by !== 'day' || calculated.has(column);
      return cellOf(name, values, { isLocked, isPast, seen: Number.parseInt(period.seen, 10) });
    },
  };
}

function cellOf(
  name: EntryName,
  { entered, comparison }: Values,
  state: Pick<SheetCell, 'isLocked' | 'isPast' | 'seen'>,
): SheetCell {
  const key = keyOf(name);
  return { name, entered: entered.get(key) ?? null, comparison: comparison.get(key), ...state };
}

/** What can be entered, as far as the site has it, and what follows from it. */
function statisticColumns({ comparison, entered }: Values): readonly SheetColumn[] {
  const measures = new Set(
    [...comparison.keys(), ...entered.keys()]
      .map(nameOfKey)
      .flatMap(({ area, measure }) => (area === 'statistics' ? [measure] : [])),
  );
  return [...enteredStatistics, 'external-revenue']
    .filter((measure) => measures.has(measure))
    .map((measure) => ({ id: measure, title: titleOf(measure) }));
}

function payrollColumns(months: readonly EditorMonth[], by: PayrollWay['by']): readonly SheetColumn[] {
  if (by === 'group') {
    const names = new Set(months.flatMap(({ groups }) => groups.map(({ group }) => group)));
    return [...names].sort().map((name) => ({ id: `group:${name}`, title: name }));
  }
  const items = new Set(months.flatMap(({ comparison }) => comparison.map(({ item }) => item)));
  items.delete('total');
  return [...[...items].sort(), 'total'].map((item) => ({ id: item, title: titleOf(item) }));
}

function titleOf(id: string): string {
  return texts.items[id] ?? texts.measures[id] ?? id;
}

const weekdays = new Intl.DateTimeFormat('en-US', { weekday: 'short', timeZone: 'UTC' });

function dayTitle(day: string): string {
  return `${weekdays.format(new Date(`${day}T00:00:00Z`))} ${shortDay(day)}`;
}

function weekTitle(from: string, to: string): string {
  return [from, to].map(shortDay).join(' – ');
}

/** `Jun 2` of `2025-06-02`. */
function shortDay(day: string): string {
  return `${shortMonth(day)} ${String(Number.parseInt(day.slice(8), 10))}`;
}

function isWeekend(day: string): boolean {
  return ['Sat', 'Sun'].includes(weekdays.format(new Date(`${day}T00:00:00Z`)));
}

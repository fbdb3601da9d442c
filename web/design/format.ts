// How figures, days and months are written. Decimals arrive as text and stay text: nothing is computed here.

/** Stands where there is no data; 0 means that the data says zero. */
export const noData = '–';

/** How a figure is written: cents, whole dollars, a count, percent with one decimal, up to two decimals, or all. */
export type FigureKind = 'money' | 'whole' | 'count' | 'percent' | 'plain' | 'exact';

const language = languageOf(navigator.languages);

/** English as the browser prefers it: the texts are English, and a date in another language would not fit them. */
function languageOf(preferred: readonly string[]): string {
  return preferred.find((each) => /^en\b/.test(each)) ?? 'en-US';
}

const digits: Readonly<Record<FigureKind, readonly [least: number, most: number]>> = {
  money: [2, 2],
  whole: [0, 0],
  count: [0, 0],
  percent: [1, 1],
  plain: [0, 2],
  exact: [0, 12],
};

const formats = Object.fromEntries(
  Object.entries(digits).map(([kind, [least, most]]) => [
    kind,
    new Intl.NumberFormat('en-US', { minimumFractionDigits: least, maximumFractionDigits: most }),
  ]),
) as Readonly<Record<FigureKind, Intl.NumberFormat>>;

/** `1,234.50`, `(1,234.50)` below zero, `–` for no data. Rounds half away from zero, as the services do. */
export function figure(value: string | number | null | undefined, kind: FigureKind = 'money'): string {
  if (value === null || value === undefined || value === '') return noData;
  const text = String(value);
  const isNegative = text.startsWith('-');
  const plain = formats[kind].format((isNegative ? text.slice(1) : text) as Intl.StringNumericLiteral);
  const withUnit = kind === 'percent' ? `${plain} %` : plain;
  return isNegative && /[1-9]/.test(plain) ? `(${withUnit})` : withUnit;
}

const sizeUnits = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** Bytes in the largest unit of which there is at least one: `812.4 MB`; `(3.1 MB)` below zero. */
export function size(bytes: string | number): string {
  const count = Number.parseInt(String(bytes), 10);
  const step = Math.floor(Math.log10(Math.max(1, Math.abs(count))) / 3);
  const at = Math.min(step, sizeUnits.length - 1);
  const text = new Intl.NumberFormat('en-US', {
    style: 'unit',
    unit: sizeUnits[at] ?? 'byte',
    maximumFractionDigits: at === 0 ? 0 : 1,
  }).format(Math.abs(count) / 1_000 ** at);
  return count < 0 ? `(${text})` : text;
}

const dayFormat = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' });
const localDayFormat = new Intl.DateTimeFormat(language, { dateStyle: 'medium' });
const monthFormat = new Intl.DateTimeFormat(language, { month: 'long', year: 'numeric', timeZone: 'UTC' });
const shortMonthFormat = new Intl.DateTimeFormat(language, { month: 'short', timeZone: 'UTC' });
const momentFormat = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
const timeFormat = new Intl.DateTimeFormat(language, { timeStyle: 'medium' });

/** `Jun 2, 2025` of `2025-06-02`. */
export function day(iso: string | null | undefined): string {
  return iso === null || iso === undefined
    ? noData
    : dayFormat.format(new Date(`${iso.slice(0, 10)}T00:00:00Z`));
}

/** `May 2025` of `2025-05` or of a day in it. */
export function month(iso: string | null | undefined): string {
  return iso === null || iso === undefined
    ? noData
    : monthFormat.format(new Date(`${iso.slice(0, 7)}-01T00:00:00Z`));
}

/** `May` of `2025-05` or of a day in it. */
export function shortMonth(iso: string): string {
  return shortMonthFormat.format(new Date(`${iso.slice(0, 7)}-01T00:00:00Z`));
}

/** A moment in the time zone of the reader. */
export function moment(iso: string | null | undefined): string {
  return iso === null || iso === undefined ? noData : momentFormat.format(new Date(iso));
}

/** The day of a moment in the time zone of the reader. */
export function dayOfMoment(iso: string): string {
  return localDayFormat.format(new Date(iso));
}

/** The time of a moment, to the second, in the time zone of the reader. */
export function timeOfDay(iso: string): string {
  return timeFormat.format(new Date(iso));
}

/** The month so many after `2025-05`, as `YYYY-MM`; before it where the number is negative. */
export function monthAfter(iso: string, months: number): string {
  const [year = 0, ofYear = 1] = iso.split('-').map((part) => Number.parseInt(part, 10));
  return new Date(Date.UTC(year, ofYear - 1 + months, 1)).toISOString().slice(0, 7);
}

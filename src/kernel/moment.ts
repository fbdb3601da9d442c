import { isLeapYear } from './month.ts';
import { plainKey } from './plain-text.ts';

/** A day of the calendar, `YYYY-MM-DD`. */
export interface Day {
  readonly day: string;
  readonly slashed: Slashed | null;
  readonly wrong?: undefined;
}

/** Why a text cannot be read, as the end of a sentence that begins with it. */
export interface Unreadable {
  readonly wrong: string;
}

/** The two numbers in front of the year where slashes stand between them: which is the month, a file has to show. */
export interface Slashed {
  readonly first: number;
  readonly second: number;
  readonly year: number;
}

/** A day with a time: `clock` is `HH:MM:SS` with its fraction, `zone` is `+HH:MM` or null where none is written. */
export interface Moment extends Day {
  readonly clock: string;
  readonly zone: string | null;
}

const noSuchDay = 'is not a day of the calendar';
const serialOf1970 = 25_569;
const dayMs = 86_400_000;

/** Whether these are a day of the calendar in a year that business files speak of. Asked for every row: no text. */
export function isCalendarDay(year: number, month: number, day: number): boolean {
  if (year < 1900 || year > 2100 || month < 1 || month > 12 || day < 1) return false;
  if (day <= 28) return true;
  if (month === 2) return day === 29 && isLeapYear(year);
  return day <= (month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31);
}

/** Reads `YYYY-MM-DD`, or `M/D/YYYY` as spreadsheets write it. */
function readDay(text: string): Day | Unreadable {
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (iso) return dayOf([iso[1] ?? '', iso[2] ?? '', iso[3] ?? ''], null);
  const [, one = '', two = '', year = ''] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text) ?? [];
  if (year === '') return { wrong: otherDay(text) };
  const slashed = { first: numberOf(one), second: numberOf(two), year: numberOf(year) };
  return dayOf([year, one, two], slashed);
}

function dayOf(
  [year, month, day]: readonly [string, string, string],
  slashed: Slashed | null,
): Day | Unreadable {
  if (!isCalendarDay(numberOf(year), numberOf(month), numberOf(day))) {
    const isDayFirst = slashed && isCalendarDay(slashed.year, slashed.second, slashed.first);
    return { wrong: isDayFirst ? `${noSuchDay} with the month first; write days as YYYY-MM-DD` : noSuchDay };
  }
  return { day: `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`, slashed };
}

function numberOf(digits: string): number {
  return Number.parseInt(digits, 10);
}

/** What a text that is not a day in our two spellings is instead, where that can be told. */
function otherDay(text: string): string {
  if (/^\d{1,2}[/.-]\d{1,2}[/.-]\d{2}$/.test(text))
    return 'has a year of two digits; write the day as YYYY-MM-DD';
  const compact = /^(\d{4})(\d{2})(\d{2})$/.exec(text)?.slice(1).map(numberOf);
  if (compact && isCalendarDay(compact[0] ?? 0, compact[1] ?? 0, compact[2] ?? 0))
    return `is not a date YYYY-MM-DD; write ${text.replace(/^(....)(..)(..)$/, '$1-$2-$3')}`;
  if (/^[2-6]\d{4}(\.\d+)?$/.test(text)) {
    const day = new Date((numberOf(text) - serialOf1970) * dayMs).toISOString().slice(0, 10);
    return `is a spreadsheet’s serial number for a date; write the date itself, here ${day}`;
  }
  if (/^\d{1,2}[.-]\d{1,2}[.-]\d{4}$/.test(text))
    return 'leaves open whether the day or the month comes first; write it as YYYY-MM-DD';
  return 'is not a date YYYY-MM-DD';
}

const clockShape =
  /^(\d{1,2}):([0-5]\d)(?::([0-5]\d(?:\.\d{1,9})?))?(?:\s?([AP])\.?M\.?)?\s?(Z|[+-](?:0\d|1[0-5])(?::?[0-5]\d)?)?$/i;

/**
 * Reads a day with a time behind a blank or a T: on a clock of 24 hours, or of 12 with AM and PM, with or without a
 * zone. A day alone is its midnight.
 */
export function readMoment(raw: string): Moment | Unreadable {
  const text = /[^!-~ ]| {2}/.test(raw) ? plainKey(raw) : raw;
  const gap = text.search(/[T ]/);
  const read = readDay(gap < 0 ? text : text.slice(0, gap));
  if (read.wrong !== undefined) return read;
  const time = gap < 0 ? { clock: '00:00:00', zone: null } : readTime(text.slice(gap + 1).trim());
  return time
    ? { day: read.day, clock: time.clock, zone: time.zone, slashed: read.slashed }
    : { wrong: 'is not a date and time YYYY-MM-DD HH:MM:SS' };
}

/** The time of day as `HH:MM:SS`, and the zone; null for a time that no clock shows. */
function readTime(text: string): Pick<Moment, 'clock' | 'zone'> | null {
  const [matched, hour = '', minute = '', second = '00', half, zone] = clockShape.exec(text) ?? [];
  const hours = hourOf(numberOf(hour), half);
  if (matched === undefined || hours === null) return null;
  return {
    clock: `${String(hours).padStart(2, '0')}:${minute}:${second}`,
    zone: zone === undefined ? null : zoneOf(zone),
  };
}

/** A zone as `+HH:MM`, from `Z`, `+05`, `+0530` or `+05:30`. */
function zoneOf(zone: string): string {
  const [, hours, minutes = '00'] = /^([+-]\d{2}):?(\d{2})?$/.exec(zone) ?? [];
  return hours === undefined ? '+00:00' : `${hours}:${minutes}`;
}

/** The hour from 0 to 23; 12 AM is midnight and 12 PM is noon. Null for an hour that no clock shows. */
function hourOf(hour: number, half: string | undefined): number | null {
  if (half === undefined) return hour <= 23 ? hour : null;
  if (hour < 1 || hour > 12) return null;
  return (hour % 12) + (half.toUpperCase() === 'P' ? 12 : 0);
}

/**
 * How much later `end` is than `start`, in milliseconds: as instants where both name their zone, by the clock where
 * none does. Null when one names a zone and the other does not: they cannot be compared.
 */
export function laterBy(start: Moment, end: Moment): number | null {
  if ((start.zone === null) !== (end.zone === null)) return null;
  const at = ({ day, clock, zone }: Moment): number => Date.parse(`${day}T${clock}${zone ?? '+00:00'}`);
  return at(end) - at(start);
}

/** Whether a text is an instant of business: a day of the years 1900 to 2100, a time and the zone of a place. */
export function isInstant(text: string): boolean {
  const read = readMoment(text);
  return read.wrong === undefined && read.zone !== null;
}

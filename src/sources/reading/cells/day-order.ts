import { refusal } from '../../../kernel/errors.ts';
import { monthsNamed } from './named-months.ts';
import { isCalendarDay, type Slashed } from '../../../kernel/moment.ts';

/** What is known about a file besides its rows. */
export interface DayOrderFile {
  readonly file: string;
  /** The last day that its rows may speak of, `YYYY-MM-DD`; null where they may speak of any. */
  readonly until: string | null;
}

/**
 * Whether the month or the day stands first where a file writes days as 5/1/2026: decided from all its rows, never by
 * one. Days above 12 show it; where there are none, the months that each reading would spread the file over, the month
 * in its name, and the days that cannot have been yet. We read the month first; a file of another order, of both, or
 * of one that cannot be told is refused.
 */
export class DayOrder {
  #monthFirst: string | null = null;
  #dayFirst: string | null = null;
  /** By year, month first and month second: the readings of days that could be either. */
  readonly #either = new Map<number, Slashed>();

  see(slashed: Slashed): void {
    const { first, second, year } = slashed;
    if (first > 12) this.#dayFirst ??= shown(slashed);
    else if (second > 12) this.#monthFirst ??= shown(slashed);
    else if (first !== second) this.#either.set((year * 16 + first) * 16 + second, slashed);
  }

  /** Refuses with SOURCES_DAYS_FIRST, SOURCES_DAYS_MIXED or SOURCES_DAYS_UNDECIDED unless the month stands first. */
  decide({ file, until }: DayOrderFile): void {
    if (this.#dayFirst !== null && this.#monthFirst !== null)
      throw refusal('SOURCES_DAYS_MIXED', { file, one: this.#dayFirst, other: this.#monthFirst });
    if (this.#dayFirst !== null) throw refusal('SOURCES_DAYS_FIRST', { file, why: this.#dayFirst });
    if (this.#monthFirst !== null || this.#either.size === 0) return;
    this.#decideByMonths([...this.#either.values()], { file, until });
  }

  #decideByMonths(days: readonly Slashed[], { file, until }: DayOrderFile): void {
    const monthFirst = days.map(({ first, second, year }) => dayText(year, first, second));
    const dayFirst = days.map(({ first, second, year }) => dayText(year, second, first));
    const why = (text: string): Error => refusal('SOURCES_DAYS_FIRST', { file, why: text });
    const [monthsFirst, monthsSecond] = [monthsOf(monthFirst), monthsOf(dayFirst)];
    const [sample] = days;
    const example = sample ? shown(sample) : '';
    const named = monthsNamed(file);
    const fits = (months: ReadonlySet<string>): boolean =>
      named.length > 0 && [...months].every((month) => named.some((name) => month.endsWith(name)));
    if (fits(monthsFirst) !== fits(monthsSecond)) {
      if (fits(monthsFirst)) return;
      throw why(`only then is ${example} in the month of its name`);
    }
    const isLate = (texts: readonly string[]): boolean => until !== null && texts.some((day) => day > until);
    if (isLate(monthFirst) !== isLate(dayFirst)) {
      if (isLate(dayFirst)) return;
      throw why(`with the month first some of its days, such as ${example}, would be after today`);
    }
    if (monthsFirst.size > 1 && monthsSecond.size === 1)
      throw why(`only then are its dates in one month rather than in ${String(monthsFirst.size)}`);
    if (monthsFirst.size === 1 && monthsSecond.size > 1) return;
    throw refusal('SOURCES_DAYS_UNDECIDED', { file, example });
  }
}

function shown({ first, second, year }: Slashed): string {
  return `${String(first)}/${String(second)}/${String(year)}`;
}

function dayText(year: number, month: number, day: number): string {
  if (!isCalendarDay(year, month, day)) return '9999-12-31';
  return `${String(year)}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

function monthsOf(days: readonly string[]): ReadonlySet<string> {
  return new Set(days.map((day) => day.slice(0, 7)));
}

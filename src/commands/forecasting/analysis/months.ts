import type { Command } from 'commander';
import { refusal } from '../../../kernel/errors.ts';
import type { Month } from '../../../kernel/month.ts';
import { givenMonth } from '../../given/month-and-site.ts';
import { yearOf } from '../../given/today.ts';

/** Options that choose months of a year. */
export interface MonthsOptions {
  readonly year?: string;
  readonly month?: Month;
  readonly from?: Month;
  readonly to?: Month;
}

/** `--year`, and `--month` or `--from` and `--to` within it. */
export function withMonths(command: Command): Command {
  return command
    .option('--year <year>', 'calendar year (default: that of the months, or else of today)')
    .option('--month <month>', 'only this month, YYYY-MM', givenMonth)
    .option('--from <month>', 'first month, YYYY-MM (default: January)', givenMonth)
    .option('--to <month>', 'last month, YYYY-MM (default: December)', givenMonth);
}

/** Months as they were chosen, all of one year. Refuses with PNL_YEAR_INVALID and PNL_MONTHS_INVALID. */
export function monthsOf(
  { year: typedYear, month, from, to }: MonthsOptions,
  today: string,
): { year: number; from: Month; to: Month } {
  const year = yearOf(typedYear ?? (month ?? from ?? to ?? today).slice(0, 4));
  const [january, december]: [Month, Month] = [`${String(year)}-01`, `${String(year)}-12`];
  const [first, last] = [month ?? from ?? january, month ?? to ?? december];
  if (first > last || first < january || last > december)
    throw refusal('PNL_MONTHS_INVALID', { year: String(year), from: first, to: last });
  return { year, from: first, to: last };
}

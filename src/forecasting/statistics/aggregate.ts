import { decimal, sum, type Decimal } from '../../kernel/decimal.ts';
import { countedCategories, type Counts } from './categories.ts';
import { occupancyPercent, overnightRatios, type OvernightRatios } from './overnight.ts';

/** Statistics of one day, the budget put in where the forecast follows it. */
export type DayStatistics = Readonly<{ occupiedRooms: Decimal; counts: Counts; externalRevenue: Decimal }>;

/** Statistics of a week, a month or a longer period; ratios and occupancy in percent. */
export interface PeriodStatistics extends DayStatistics, OvernightRatios {
  readonly occupancyPercent: Decimal;
}

/**
 * Everything of a period from the sums of its days: occupancy of all room nights, ratios of all vehicles, so that an
 * empty day counts. Never a mean of percentages. Null for no days (forecasting.md 6.4; STAT-03, STAT-14 to STAT-17).
 */
export function aggregatePeriod(
  days: readonly DayStatistics[],
  availableRooms: Decimal,
): PeriodStatistics | null {
  if (days.length === 0) return null;
  const occupiedRooms = sum(days.map((day) => day.occupiedRooms));
  const counts = sumOfCounts(days.map((day) => day.counts));
  return {
    occupiedRooms,
    counts,
    externalRevenue: sum(days.map((day) => day.externalRevenue)),
    occupancyPercent: occupancyPercent(occupiedRooms, availableRooms.times(String(days.length))),
    ...overnightRatios(occupiedRooms, counts['valet-overnight'], counts['self-overnight']),
  };
}

/** Vehicles over all days by category, monthly parkers too (forecasting.md item 44; ER-05). */
export function sumOfCounts(days: readonly Counts[]): Record<keyof Counts, Decimal> {
  const sums = countedCategories.map((category) => {
    return [category, sum(days.map((counts) => counts[category] ?? decimal('0')))] as const;
  });
  return Object.fromEntries(sums) as Record<keyof Counts, Decimal>;
}

import type { Decimal } from '../../kernel/decimal.ts';
import type { Observation, TestedRow } from './measures.ts';

/** What months of sites are counted by. */
export const accuracyGroupings = ['row', 'lead', 'district', 'site'] as const;
export type AccuracyGrouping = (typeof accuracyGroupings)[number];

/** How many months of sites a forecast of a row came near, in one group. */
export interface Accuracy {
  /** Row, months ahead, district or site. */
  readonly group: string;
  readonly row: TestedRow;
  /** Months of sites that were forecast and are closed. */
  readonly months: number;
  /** Of these, where nothing happened, so that there is no percentage; they are in no band. */
  readonly withoutPercent: number;
  /** How many were within each percentage of what happened, in the order of the bands. */
  readonly within: readonly number[];
}

/**
 * Months of sites whose forecast was within each of the bands (percent of the actual, exactly there included), by
 * group. A month counts with its last forecast, but by lead with each that was made of it. A month in which nothing
 * happened and nothing was forecast is within every band.
 */
export function accuracyOf(
  observed: readonly Observation[],
  bands: readonly Decimal[],
  groupOf: (observation: Observation) => string,
): Accuracy[] {
  const forecast = observed.filter((one) => one.forecast !== null);
  return [...Map.groupBy(forecast, (one) => `${groupOf(one)}\u0000${one.row}`).values()].flatMap((own) => {
    const [first] = own;
    if (first === undefined) return [];
    const errors = own.map(percentOff);
    return [
      {
        group: groupOf(first),
        row: first.row,
        months: own.length,
        withoutPercent: errors.filter((error) => error === null).length,
        within: bands.map((band) => errors.filter((error) => error?.lte(band) === true).length),
      },
    ];
  });
}

/** By how many percent of the actual a forecast was off; null of an actual of 0 that was not forecast as 0. */
function percentOff({ actual, forecast }: Observation): Decimal | null {
  const off = (forecast ?? actual).minus(actual).abs();
  if (actual.eq('0')) return off.eq('0') ? off : null;
  return off.div(actual.abs()).times('100');
}

import { decimal, percentOf, roundHalfAway, type Decimal } from '../../kernel/decimal.ts';

const zero = decimal('0');
const hundred = decimal('100');

export type OvernightVehicles = Readonly<{ total: Decimal; valet: Decimal; self: Decimal }>;

/** Percent, 55.6 is 55.6 %: overnight vehicles of occupied rooms, and valet of overnight vehicles. */
export type OvernightRatios = Readonly<{ driveInPercent: Decimal; capturePercent: Decimal }>;

/** Whole rooms that an occupancy in percent means; half a room counts as one (forecasting.md 6.2, STAT-12). */
export function occupiedRooms(percent: Decimal, availableRooms: Decimal): Decimal {
  return roundHalfAway(percentOf(availableRooms, percent), 0);
}

/** Occupied rooms in percent of those available; 0 for a site without rooms (forecasting.md 6.2, STAT-12, STAT-13). */
export function occupancyPercent(rooms: Decimal, availableRooms: Decimal): Decimal {
  return percentOrZero(rooms, availableRooms);
}

/**
 * Vehicles overnight from rooms and the two ratios; they stay fractions. No car parks itself once valets capture
 * all of them or more (forecasting.md 6.2, STAT-06 to STAT-10).
 */
export function overnightVehicles(rooms: Decimal, ratios: OvernightRatios): OvernightVehicles {
  const total = percentOf(rooms, ratios.driveInPercent);
  const valet = percentOf(total, ratios.capturePercent);
  const self = ratios.capturePercent.gte(hundred) ? zero : total.minus(valet);
  return { total, valet, self };
}

/** The ratios of counts; 0 where there are no rooms or no vehicles (forecasting.md 6.2, STAT-04, STAT-21). */
export function overnightRatios(rooms: Decimal, valet: Decimal, self: Decimal): OvernightRatios {
  const total = valet.plus(self);
  return { driveInPercent: percentOrZero(total, rooms), capturePercent: percentOrZero(valet, total) };
}

function percentOrZero(part: Decimal, whole: Decimal): Decimal {
  return whole.gt(zero) ? part.times(hundred).div(whole) : zero;
}

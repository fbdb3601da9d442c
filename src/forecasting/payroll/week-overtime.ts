import { decimal, type Decimal } from '../../kernel/decimal.ts';

const hoursOfWeek = decimal('40');

export type WeekHours = Readonly<{ regular: Decimal; overtime: Decimal }>;

/**
 * Hours of each day of a week, split where the week reaches 40. Information for who enters them: several people share
 * a job code, so internal revenue counts regular hours only (forecasting.md 5.4 and item 29; PAY-23 to PAY-27).
 */
export function splitOfWeek(days: readonly Decimal[]): WeekHours[] {
  let before = decimal('0');
  return days.map((hours) => {
    const room = before.gte(hoursOfWeek) ? decimal('0') : hoursOfWeek.minus(before);
    const regular = hours.lt(room) ? hours : room;
    before = before.plus(hours);
    return { regular, overtime: hours.minus(regular) };
  });
}

import { decimal, type Decimal } from '../../kernel/decimal.ts';

const hoursOfWeek = decimal('40');

export type WeekHours = Readonly<{ regular: Decimal; overtime: Decimal }>;

/**
 * Hours of each day of a week of a job, split where the week reaches 40 for each of the people who share it: overtime
 * is of people, not of jobs. Information for who enters them; internal revenue counts regular hours only
 * (forecasting.md 5.4 and item 29; PAY-23 to PAY-27, of one person).
 */
export function splitOfWeek(days: readonly Decimal[], people: Decimal): WeekHours[] {
  const regularHours = hoursOfWeek.times(people);
  let before = decimal('0');
  return days.map((hours) => {
    const room = before.gte(regularHours) ? decimal('0') : regularHours.minus(before);
    const regular = hours.lt(room) ? hours : room;
    before = before.plus(hours);
    return { regular, overtime: hours.minus(regular) };
  });
}

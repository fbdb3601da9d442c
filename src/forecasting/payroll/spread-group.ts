import { roundHalfAway, sum, type Decimal } from '../../kernel/decimal.ts';
import { groupRatePerHour, splitByEmployees, type StaffedJob } from './group-hours.ts';
import { costOfHours, hoursOfCost, keptPlaces } from './hourly-cost.ts';

/** A job of a group at a site; the rate is null or 0 when nobody was paid lately. */
export interface GroupJob extends StaffedJob {
  readonly ratePerHour: Decimal | null;
}

/** What is kept of a job on a day, and the rate that made its cost. */
export type JobCell = Readonly<{ jobCode: string; hours: Decimal; cost: Decimal; ratePerHour: Decimal }>;

/**
 * Hours of a group over its jobs by active employees, each at its own rate; one without a rate has that of the group,
 * so that the group costs its hours at the group's rate (forecasting.md 5.4; PAY-17 to PAY-22).
 */
export function spreadGroupHours(hours: Decimal, jobs: readonly GroupJob[]): JobCell[] {
  const groupRate = groupRatePerHour(jobs);
  const parts = splitByEmployees(hours, jobs);
  return jobs.map(({ jobCode, ratePerHour: own }) => {
    const ratePerHour = own?.gt('0') === true ? own : groupRate;
    const part = parts.get(jobCode) ?? hours.times('0');
    const cost = roundHalfAway(costOfHours(part, ratePerHour), keptPlaces);
    return { jobCode, hours: part, cost, ratePerHour };
  });
}

/** As `spreadGroupHours`, of the hours that a typed cost buys at the rate of the group; the parts are all of it. */
export function spreadGroupCost(cost: Decimal, jobs: readonly GroupJob[]): JobCell[] {
  const hours = roundHalfAway(hoursOfCost(cost, groupRatePerHour(jobs)), keptPlaces);
  const cells = spreadGroupHours(hours, jobs);
  const rest = cost.minus(sum(cells.map((cell) => cell.cost)));
  const last = cells.findLastIndex((cell) => cell.hours.gt('0'));
  return cells.map((cell, at) => (at === last ? { ...cell, cost: cell.cost.plus(rest) } : cell));
}

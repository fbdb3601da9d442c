import { decimal, sum, truncate, type Decimal } from '../../kernel/decimal.ts';
import { defaultRatePerHour, keptPlaces } from './hourly-cost.ts';

const zero = decimal('0');
const one = decimal('1');

export type StaffedJob = Readonly<{ jobCode: string; activeEmployees: Decimal }>;

/** Money an hour; null or 0 for a job that nobody has been paid for yet. */
export type PaidJob = Readonly<{ ratePerHour: Decimal | null; activeEmployees: Decimal }>;

/**
 * Hours or cost of a group over its jobs by active employees; equally when there are none. What the division leaves
 * goes to the last job that gets a part, so that the parts are the whole. A group without jobs saves nothing
 * (forecasting.md 5.4 and 5.8; PAY-12, PAY-17, PAY-18, MAP-01, MAP-02).
 */
export function splitByEmployees(quantity: Decimal, jobs: readonly StaffedJob[]): Map<string, Decimal> {
  const staffed = jobs.filter((job) => job.activeEmployees.gt(zero));
  const all = sum(staffed.map((job) => job.activeEmployees));
  const weights = staffed.length > 0 ? staffed : jobs.map((job) => ({ ...job, activeEmployees: one }));
  const whole = staffed.length > 0 ? all : decimal(String(jobs.length));
  const parts = new Map(jobs.map((job) => [job.jobCode, zero]));
  let left = quantity;
  for (const [at, { jobCode, activeEmployees }] of weights.entries()) {
    const isLast = at === weights.length - 1;
    const part = isLast ? left : truncate(quantity.times(activeEmployees).div(whole), keptPlaces);
    parts.set(jobCode, part);
    left = left.minus(part);
  }
  return parts;
}

/**
 * Money an hour of a group: the rates of its jobs weighted by employees; their mean when nobody is active; 15 when no
 * job has a rate (forecasting.md 5.4; PAY-19 to PAY-22).
 */
export function groupRatePerHour(jobs: readonly PaidJob[]): Decimal {
  const paid = jobs.flatMap(({ ratePerHour, activeEmployees }) =>
    ratePerHour?.gt(zero) === true ? [{ ratePerHour, activeEmployees }] : [],
  );
  if (paid.length === 0) return defaultRatePerHour;
  const employees = sum(paid.map((job) => job.activeEmployees));
  if (employees.eq(zero)) return sum(paid.map((job) => job.ratePerHour)).div(String(paid.length));
  return sum(paid.map((job) => job.ratePerHour.times(job.activeEmployees))).div(employees);
}

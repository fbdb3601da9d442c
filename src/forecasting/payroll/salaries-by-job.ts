import { sum, type Decimal } from '../../kernel/decimal.ts';

/** A job whose people are all paid by the year. */
export interface SalariedJob {
  readonly jobCode: string;
  /** Active employees. */
  readonly people: Decimal;
  /** Budgeted cost of the month. */
  readonly budget: Decimal;
}

/**
 * Salaries that are allocated to a site, by the jobs that they pay: in the proportion of their budgets, or of their
 * people where none is budgeted, because an allocation names a person and no job. The parts sum to the whole exactly;
 * without a job there are none.
 */
export function salariesByJob(allocated: Decimal, jobs: readonly SalariedJob[]): Map<string, Decimal> {
  const isBudgeted = jobs.some(({ budget }) => budget.gt('0'));
  const weightOf = ({ budget, people }: SalariedJob): Decimal => (isBudgeted ? budget : people);
  const weighed = jobs.filter((job) => weightOf(job).gt('0'));
  const all = sum(weighed.map(weightOf));
  let left = allocated;
  return new Map(
    weighed.map((job, at): [string, Decimal] => {
      const isLast = at === weighed.length - 1;
      const share = isLast ? left : allocated.times(weightOf(job)).div(all).round(8);
      left = left.minus(share);
      return [job.jobCode, share];
    }),
  );
}

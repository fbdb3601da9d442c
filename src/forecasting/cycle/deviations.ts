import { decimal, roundHalfAway, toText, type Decimal } from '../../kernel/decimal.ts';
import type { Queryable } from '../../platform/database/index.ts';
import type { OperatorFacts } from '../../platform/operator/index.ts';
import { contributionSign, storedLines } from '../pnl/rows.ts';

/** Front line contribution of a month as submitted and as budgeted. */
export interface Contribution {
  readonly month: string;
  readonly forecast: Decimal;
  readonly budget: Decimal;
}

/** Beyond which difference a forecast goes to the district manager. */
export type ReviewLimits = Pick<OperatorFacts, 'forecastReviewAmount' | 'forecastReviewPercentage'>;

/** What is said of a submission whose P&L could not be calculated: nobody knows how far off it is. */
const notCalculated = 'its P&L could not be calculated';

/**
 * Months whose contribution differs from the budget by more than the amount or the percentage of the limits
 * (forecasting.md 2.6), in words; exactly at a limit is not beyond it, and of a budget of 0 there is no percentage.
 */
export function deviationsOf(
  months: readonly Contribution[],
  { forecastReviewAmount: amount, forecastReviewPercentage: percentage }: ReviewLimits,
): string[] {
  return months.flatMap(({ month, forecast, budget }) => {
    const difference = forecast.minus(budget);
    const percent = budget.eq('0') ? null : difference.div(budget.abs()).times('100');
    const isBeyond = difference.abs().gt(amount) || (percent !== null && percent.abs().gt(percentage));
    if (!isBeyond) return [];
    const share = percent === null ? '' : `, ${signed(percent, 1)} %`;
    return [
      `${month}: FLC ${toText(roundHalfAway(forecast, 2), 2)}, budget ${toText(roundHalfAway(budget, 2), 2)} ` +
        `(${signed(difference, 2)}${share})`,
    ];
  });
}

function signed(value: Decimal, places: number): string {
  return `${value.gt('0') ? '+' : ''}${toText(roundHalfAway(value, places), places)}`;
}

/**
 * The month of the cycle and those after it, of what was submitted; months without a budget have nothing to compare.
 */
async function contributionsOf(database: Queryable, submission: string): Promise<Contribution[] | null> {
  const cells = await database.query<{
    month: string;
    line: string;
    budget: string | null;
    forecast: string | null;
  }>(
    `select to_char(plan_month, 'YYYY-MM') as month, line, budget, coalesce(forecast, trend) as forecast
     from forecasting.submission as sent
     join forecasting.pnl_cell as cell using (site_id, version_id)
     where submission_id = $1 and plan_month >= cycle_month
     order by plan_month, line`,
    [submission],
  );
  if (cells.length === 0) return null;
  return [...Map.groupBy(cells, ({ month }) => month)].flatMap(([month, own]) => {
    if (own.every(({ budget }) => budget === null)) return [];
    const of = (column: 'budget' | 'forecast'): Decimal =>
      own.reduce((total, { line, [column]: amount }) => {
        const row = storedLines.find((one) => one === line);
        return row === undefined || amount === null
          ? total
          : total.plus(decimal(amount).times(String(contributionSign(row))));
      }, decimal('0'));
    return [{ month, forecast: of('forecast'), budget: of('budget') }];
  });
}

/**
 * Looks how far a submission, whose P&L is calculated, is from the budget, and keeps it with the submission. Hands back
 * what is beyond the limits, in words; empty where nothing is. As the owner.
 */
export async function examineSubmission(
  database: Queryable,
  submission: string,
  limits: ReviewLimits,
): Promise<string[]> {
  const months = await contributionsOf(database, submission);
  const deviations = months === null ? [notCalculated] : deviationsOf(months, limits);
  await database.execute('update forecasting.submission set deviations = $2 where submission_id = $1', [
    submission,
    deviations,
  ]);
  return deviations;
}

/** District managers and regional vice presidents of a site: who decides on what deviates. As the owner. */
export async function reviewersOf(database: Queryable, site: string): Promise<string[]> {
  const rows = await database.query<{ user: string }>(
    `select distinct user_id as user from security.effective_site as reached
     join security.effective_role as held using (person_id, role)
     join security.person using (person_id)
     join security.right_in_force as granted on granted.role = held.role
     where site_id = $1 and object = 'forecast-deviation' and action = 'approve' and is_enabled
       and coalesce(valid_to_on, 'infinity') > current_date
     order by 1`,
    [site],
  );
  return rows.map(({ user }) => user);
}

/** What was said of a submission when it was looked at; null before. As the owner. */
export async function knownDeviations(database: Queryable, submission: string): Promise<string[] | null> {
  const [row] = await database.query<{ deviations: string[] | null }>(
    `select deviations from forecasting.submission where submission_id = $1 and state = 'submitted'`,
    [submission],
  );
  return row?.deviations ?? null;
}

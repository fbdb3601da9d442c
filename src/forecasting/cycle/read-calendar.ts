import { firstDay } from '../../kernel/month.ts';
import type { Queryable } from '../../platform/database/index.ts';
import { opensOn, type CycleDays } from './cycle-days.ts';

/** In the order in which a forecast goes through them. */
export const cycleStates = ['not started', 'entered', 'submitted', 'approved', 'rejected'] as const;

/** Where a site stands in a cycle. */
export interface CycleSite {
  readonly site: string;
  readonly state: (typeof cycleStates)[number];
  /** What is overdue: its account manager is to submit, or the manager above to decide; null when nothing is. */
  readonly late: 'to submit' | 'to decide' | null;
  /** Who submitted, or entered last; when, as `YYYY-MM-DD HH:MM` in the time zone of the operator. */
  readonly by: string | null;
  readonly at: string | null;
  readonly submission: string | null;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  readonly reason: string | null;
  /** Version that is the forecast of record: approved, or recorded of the working one; null while there is none. */
  readonly record: string | null;
  /** Why what waits is for the district manager to decide, month by month; empty where anybody who approves may. */
  readonly deviations: readonly string[];
}

/** Which calendar is asked for. */
export interface CalendarRequest {
  readonly cycle: CycleDays;
  readonly holidays: readonly string[];
  /** Calendar year of the forecast. */
  readonly year: number;
  readonly today: string;
  readonly timeZone: string;
}

/**
 * Where those of the sites that the caller may see stand in a cycle; sites that are closed before it are left out. Work
 * on a cycle counts from the day after the cycle before was to be submitted (forecasting.md 7.5).
 */
export async function readCalendar(
  database: Queryable,
  sites: readonly string[],
  { cycle, holidays, year, today, timeZone }: CalendarRequest,
): Promise<CycleSite[]> {
  const rows = await database.query<CycleRow>(
    `select site_id as site, state, by_user as by, done_at as at, submission_id as submission,
       decided_by as "decidedBy", decided_at as "decidedAt", reason, record, is_approved as "isApproved", deviations
     from forecasting.calendar_of($1, $2, $3, $4, $5)`,
    [sites, firstDay(cycle.month), year, opensOn(cycle, holidays), timeZone],
  );
  return rows.map(({ isApproved, ...row }) => ({
    ...row,
    late: isApproved ? null : lateness(row, cycle, today),
  }));
}

type CycleRow = Omit<CycleSite, 'late'> & { readonly isApproved: boolean };

/** What is overdue of a site without an approved forecast; with one nothing is, even while a newer one waits. */
function lateness(
  { state }: Pick<CycleSite, 'state'>,
  { submitBy, decideBy }: CycleDays,
  today: string,
): CycleSite['late'] {
  if (state === 'submitted') return today > decideBy ? 'to decide' : null;
  return today > submitBy ? 'to submit' : null;
}

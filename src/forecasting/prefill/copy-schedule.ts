import { decimal, roundCents, roundHalfAway, sum, type Decimal } from '../../kernel/decimal.ts';
import { refusal } from '../../kernel/errors.ts';
import { keepOrTry, type Connection, type Database, type Queryable } from '../../platform/database/index.ts';
import { ratesOf, readSiteJobs } from '../jobs/site-jobs.ts';
import { costOfHours, keptPlaces } from '../payroll/hourly-cost.ts';
import { readVersion, type VersionName } from '../versions/version.ts';
import { isLocked } from '../entries/check-entry.ts';
import type { Entry } from '../entries/entry.ts';
import { saveEntries, type Saved, type Saving } from '../entries/save-entries.ts';
import { spanOf } from '../entries/site-span.ts';

import { worksOn } from '../pnl/worked-days.ts';

/** Which days of a schedule become the forecast of a version, by whom; first and last day, `YYYY-MM-DD`. */
export interface Copying extends Omit<Saving, 'entries' | 'action' | 'isConfirmed'> {
  readonly from: string;
  readonly to: string;
}

/** What a job code gets from the schedule. */
export interface CopiedJob {
  readonly job: string;
  readonly days: number;
  readonly hours: Decimal;
  readonly cost: Decimal;
  /** Days on which something was entered before. */
  readonly replaced: number;
}

export interface Copied {
  readonly saved: Saved;
  readonly jobs: readonly CopiedJob[];
  /** Job codes that are budgeted or entered on these days and not scheduled: they stay as they are. */
  readonly unscheduled: readonly string[];
  /** Scheduled job codes of salaried people: their cost has nothing to do with hours. */
  readonly salaried: readonly string[];
  /** First day that was copied; days before today stay as they are. */
  readonly from: string;
  /** Scheduled days on which the site does not work, `YYYY-MM-DD`: they are left out. */
  readonly outside: readonly string[];
}

interface ScheduledDay {
  readonly day_on: string;
  readonly job_code: string;
  readonly hours: string;
  readonly rate_per_hour: string | null;
  readonly is_salaried: boolean;
  readonly is_entered: boolean;
}

/**
 * Makes the scheduled hours of days the payroll forecast of a version, with their cost by the hourly rate that was
 * entered for the day, else the average one of the job (forecasting.md 5.4, 5.6). A day and job that is scheduled is
 * overwritten, whatever was entered; others stay, and so do days before today, days on which the site does not work,
 * and salaried jobs. Goes through `saveEntries` and refuses as it does, and with FORECASTING_SCHEDULE_MISSING
 * when there is nothing to copy. In a trial nothing is saved. As the owner: who is salaried may be read by few.
 */
export async function copySchedule(database: Database, copying: Copying, isTrial: boolean): Promise<Copied> {
  return keepOrTry(database, isTrial, (transaction) => copyAll(transaction, copying));
}

async function copyAll(transaction: Connection, copying: Copying): Promise<Copied> {
  const { site, to, today } = copying;
  const from = isLocked({ area: 'payroll', period: copying.from }, today) ? today : copying.from;
  if (from > to) throw missing(copying, `days before ${today} are read-only`);
  const planned = await scheduledDays(transaction, copying, from);
  const span = await spanOf(transaction, site);
  const scheduled = planned.filter((day) => worksOn(span, day.day_on));
  const outside = planned.filter((day) => !worksOn(span, day.day_on)).map((day) => day.day_on);
  const copied = scheduled.filter((day) => !day.is_salaried);
  if (copied.length === 0) {
    const idle = planned.length === 0 ? 'no shifts are loaded' : 'the site does not work then';
    throw missing({ ...copying, from }, scheduled.length === 0 ? idle : 'all are salaried');
  }
  const rates = ratesOf((await readSiteJobs(transaction, [site], today)).get(site) ?? []);
  const priced = copied.map((day) => pricedDay(day, rates.get(day.job_code) ?? null));
  const entries = priced.flatMap(entriesOfDay);
  const saved = await saveEntries(transaction, { ...copying, action: 'copy-schedule', entries });
  return {
    saved,
    from,
    jobs: jobsOf(priced),
    outside: [...new Set(outside)].sort(),
    unscheduled: await unscheduledJobs(transaction, copying, from, scheduled),
    salaried: [...new Set(scheduled.filter((day) => day.is_salaried).map((day) => day.job_code))],
  };
}

function missing({ site, from, to }: Pick<Copying, 'site' | 'from' | 'to'>, cause: string): Error {
  return refusal('FORECASTING_SCHEDULE_MISSING', { site, from, to, cause });
}

async function scheduledDays(
  transaction: Queryable,
  copying: VersionName & Pick<Copying, 'to'>,
  from: string,
): Promise<ScheduledDay[]> {
  const version = await readVersion(transaction, copying);
  return transaction.query<ScheduledDay>(
    `select day_on, job_code, hours, rate_per_hour, is_salaried, is_entered
     from forecasting.copyable_schedule($1, $2, $3, $4::date + 1) order by job_code, day_on`,
    [copying.site, version?.versionId ?? null, from, copying.to],
  );
}

type PricedDay = Readonly<{ day: string; job: string; hours: Decimal; cost: Decimal; isEntered: boolean }>;

/** Cost of a day is rounded to cents, as every slice of a day that is kept (forecasting.md 1.10). */
function pricedDay(row: ScheduledDay, averageRate: Decimal | null): PricedDay {
  const hours = roundHalfAway(decimal(row.hours), keptPlaces);
  const rate = row.rate_per_hour === null ? averageRate : decimal(row.rate_per_hour);
  return {
    day: row.day_on,
    job: row.job_code,
    hours,
    isEntered: row.is_entered,
    cost: roundCents(costOfHours(hours, rate)),
  };
}

function entriesOfDay({ day, job, hours, cost }: PricedDay): Entry[] {
  const place = { area: 'payroll', period: day, item: job } as const;
  return [
    { ...place, measure: 'hours', value: hours },
    { ...place, measure: 'cost', value: cost },
  ];
}

function jobsOf(days: readonly PricedDay[]): CopiedJob[] {
  return [...Map.groupBy(days, ({ job }) => job)].map(([job, ofJob]) => ({
    job,
    days: ofJob.length,
    replaced: ofJob.filter(({ isEntered }) => isEntered).length,
    hours: sum(ofJob.map(({ hours }) => hours)),
    cost: sum(ofJob.map(({ cost }) => cost)),
  }));
}

async function unscheduledJobs(
  transaction: Queryable,
  copying: Copying,
  from: string,
  scheduled: readonly ScheduledDay[],
): Promise<string[]> {
  const version = await readVersion(transaction, copying);
  const rows = await transaction.query<{ job_code: string }>(
    `select distinct job_code from forecasting.payroll_sides($1, $2, $3, $4::date + 1, $3)
     where side in ('budget', 'entered') order by job_code`,
    [copying.site, version?.versionId ?? null, from, copying.to],
  );
  const planned = new Set(scheduled.map((day) => day.job_code));
  return rows.map((row) => row.job_code).filter((job) => !planned.has(job));
}

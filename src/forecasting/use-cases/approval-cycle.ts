import { monthOfDay, type Month } from '../../kernel/month.ts';
import { refusal } from '../../kernel/errors.ts';
import { readFacts } from '../../platform/operator/index.ts';
import { eachForItself, takenUpAgain, type Each } from '../../platform/database/index.ts';
import { holdsRight, requireRight, type Caller, type Principal } from '../../platform/security/index.ts';
import { cycleDays, cycleOn, type CycleDays } from '../cycle/cycle-days.ts';
import { examineSubmission, knownDeviations, reviewersOf } from '../cycle/deviations.ts';
import { readCalendar, type CycleSite } from '../cycle/read-calendar.ts';
import { rollForecast, sitesOfCycle, type Rolled } from '../cycle/roll-forecast.ts';
import { budgetNotices, type BudgetNotice } from '../entries/notices.ts';
import { calculatePnl, type PnlOptions } from '../pnl/calculate-pnl.ts';
import type { SiteFilter } from '../../warehouse/index.ts';
import { chosenSites } from '../pnl/chosen-sites.ts';
import {
  decideSubmission,
  requireSomething,
  siteOfSubmission,
  submitForecast,
  type Decision,
  type Submission,
  type Submitting,
} from '../versions/submissions.ts';
import { dayOfChange, type ClaimedDay } from './editing.ts';

/** What is submitted for which month of the approval calendar. */
export interface SubmissionRequest extends Pick<Submitting, 'site' | 'year' | 'month'> {
  /** Submit the budget unchanged. */
  readonly isBudgetMeant: boolean;
  /** `YYYY-MM-DD` */
  readonly today: string;
}

/** What was submitted, and what is special about deciding on it. */
export interface SubmittedForecast extends Submission {
  /** Months that deviate from the budget beyond the limits, in words; then the district manager decides. */
  readonly deviations: readonly string[];
  /** Who may approve the deviation; empty if there is none, or nobody has the site. */
  readonly reviewers: readonly string[];
}

/**
 * Submits the working version, calculates the P&L of what was submitted, and says whether it deviates from the budget
 * so far that the district manager decides (forecasting.md 2.6). Refuses with FORECASTING_EMPTY and as `submitForecast`
 * does.
 */
export async function submitWorkingVersion(
  { caller, database, person, reason }: Principal,
  { site, year, month, isBudgetMeant, today }: SubmissionRequest,
): Promise<SubmittedForecast> {
  await requireRight(caller, { object: 'forecast', action: 'execute', site });
  const submitted = await database.transaction(async (transaction) => {
    await requireSomething(transaction, { site, year }, isBudgetMeant);
    return submitForecast(transaction, { site, year, month, reason, submittedBy: person.userId });
  }, takenUpAgain);
  // With the terms of today: a back-test asks what was expected then.
  await calculatePnl(database, {
    year,
    sites: [site],
    version: submitted.version,
    cause: 'command',
    startedBy: person.userId,
    asOf: today,
  });
  const deviations = await examineSubmission(database, submitted.submission, await readFacts(database));
  const reviewers = deviations.length === 0 ? [] : await reviewersOf(database, site);
  return { ...submitted, deviations, reviewers };
}

/**
 * Approves or rejects submissions, each separately; their numbers, and the refusals of the others, among them
 * FORECASTING_REVIEW_NEEDED where only a manager above the site may approve.
 */
export async function decideSubmissions(
  { caller, database, person, reason }: Principal,
  ids: readonly string[],
  state: Decision['state'],
): Promise<Each<string>> {
  await requireRight(caller, { object: 'forecast', action: 'approve' });
  return eachForItself(ids, async (id) => {
    const site = await caller.transaction((transaction) => siteOfSubmission(transaction, id));
    await requireRight(caller, { object: 'forecast', action: 'approve', site });
    if (state === 'approved') await requireReview({ caller, database }, id, site);
    const decision = { state, decidedBy: person.userId, reason };
    const conflict = await database.transaction(
      (transaction) => decideSubmission(transaction, id, decision),
      takenUpAgain,
    );
    return conflict ?? id;
  });
}

/** Refuses with FORECASTING_REVIEW_NEEDED unless the caller may approve what deviates, or nothing does. */
async function requireReview(
  { caller, database }: Pick<Principal, 'caller' | 'database'>,
  id: string,
  site: string,
): Promise<void> {
  const deviations =
    (await knownDeviations(database, id)) ??
    (await examineSubmission(database, id, await readFacts(database)));
  if (deviations.length === 0) return;
  if (await holdsRight(caller, { object: 'forecast-deviation', action: 'approve', site })) return;
  const reviewers = await reviewersOf(database, site);
  throw refusal('FORECASTING_REVIEW_NEEDED', {
    id,
    site,
    deviations: deviations.join('; '),
    reviewers: reviewers.length === 0 ? 'nobody has the site' : reviewers.join(', '),
  });
}

/** Which sites and which month of the approval calendar. */
export interface CycleRequest {
  readonly sites: SiteFilter;
  /** The current cycle by default. */
  readonly month?: Month | undefined;
  /** That of the month by default. */
  readonly year?: number | undefined;
  readonly today: string;
  /** IANA name, for the times of the answer. */
  readonly timeZone: string;
}

/** A month of the approval calendar, with the status of every site. */
export interface ApprovalCalendar extends CycleDays {
  /** Year of the forecasts. */
  readonly year: number;
  readonly sites: readonly CycleSite[];
  readonly notices: readonly BudgetNotice[];
}

/** Status of sites in the cycle of a month. Refuses with PNL_NO_SITES. */
export async function readApprovalCalendar(
  { caller, database }: Principal,
  { sites: filter, month, year: askedYear, today, timeZone }: CycleRequest,
): Promise<ApprovalCalendar> {
  await requireRight(caller, { object: 'forecast', action: 'read' });
  const { holidays } = await readFacts(database);
  const cycle = month === undefined ? cycleOn(today, holidays) : cycleDays(month, holidays);
  const year = askedYear ?? Number.parseInt(cycle.month, 10);
  const sites = await chosenSites(caller, filter, ['profit-and-loss', 'forecast']);
  const notices = await budgetNotices(database, sites, year);
  const calendar = await caller.transaction((transaction) =>
    readCalendar(transaction, sites, { cycle, holidays, year, today, timeZone }),
  );
  return { ...cycle, year, sites: calendar, notices };
}

/** From which month the portfolio is rolled forward. */
export interface RollRequest extends Required<Pick<PnlOptions, 'onProgress'>> {
  /** That of the day of the change by default. */
  readonly month?: Month | undefined;
  readonly day: ClaimedDay;
}

/**
 * Rolls the forecast of the whole portfolio forward to the twelve months from a month. Refuses with SECURITY_FORBIDDEN
 * unless the principal may submit forecasts at every site, and as `rollForecast` does.
 */
export async function rollPortfolio(
  principal: Principal,
  { month: askedMonth, day, onProgress }: RollRequest,
): Promise<Rolled & { readonly month: Month }> {
  const { caller, database, person } = principal;
  const today = await dayOfChange(principal, day);
  const month = askedMonth ?? monthOfDay(today);
  await requireWholePortfolio(caller, await sitesOfCycle(database, month));
  const { holidays } = await readFacts(database);
  const rolled = await rollForecast(database, {
    cycle: cycleDays(month, holidays),
    today,
    cause: 'command',
    startedBy: person.userId,
    onProgress,
  });
  return { month, ...rolled };
}

async function requireWholePortfolio(caller: Caller, sites: readonly string[]): Promise<void> {
  const [other] = await caller.transaction((transaction) =>
    transaction.query<{ site: string }>(
      `select site from unnest($1::text[]) as site
       where not security.may('forecast', 'execute', site) order by site limit 1`,
      [sites],
    ),
  );
  await requireRight(caller, { object: 'forecast', action: 'execute', site: other?.site });
}

import { refusal, type Refusal } from '../../kernel/errors.ts';
import { firstDay, type Month } from '../../kernel/month.ts';
import type { Queryable } from '../../platform/database/index.ts';
import { carryDuties, performDuty } from '../../platform/security/index.ts';
import { entriesOfYear } from '../entries/read-entries.ts';
import { lockVersion, type Version } from './version.ts';

/** What is submitted for which month of the calendar of approvals. */
export interface Submitting {
  readonly site: string;
  readonly year: number;
  readonly month: Month;
  readonly submittedBy: string;
  readonly reason: string | null;
}

/** A submission that waits for its decision. */
export interface Submission {
  readonly submission: string;
  /** Name of the version that keeps what was submitted: `2025-05 #1`. */
  readonly version: string;
}

/**
 * Submits the working version: what it says now is kept as a version that nobody changes any more, and one that still
 * waited is withdrawn. Whoever submits again what waits already, unchanged, gets that submission. Whoever submits it,
 * or changed a value of it since the last approval, does not approve it. As the owner; check the right to execute
 * forecasts first.
 */
export async function submitForecast(transaction: Queryable, submitting: Submitting): Promise<Submission> {
  const { site, year, month, submittedBy, reason } = submitting;
  const working = await lockVersion(transaction, { site, year, version: 'working' }, submittedBy);
  const standing = await standingSubmission(transaction, submitting, working);
  if (standing !== null) return standing;
  await transaction.execute(
    `update forecasting.submission set state = 'withdrawn'
     where site_id = $1 and plan_year = $2 and state = 'submitted'`,
    [site, year],
  );
  const [record] = await transaction.query<{ id: string; name: string }>(
    `with numbered as (
       select $2 || ' #' || count(*) + 1 as name from forecasting.submission
       where site_id = $1 and plan_year = $3 and cycle_month = $4 and state <> 'recorded')
     select version_id as id, numbered.name from numbered
     cross join lateral forecasting.take_versions(array[$5::bigint], numbered.name, 'record', $6, $7)`,
    [site, month, year, firstDay(month), working.versionId, submittedBy, reason],
  );
  const [added] = await transaction.query<{ id: string }>(
    `insert into forecasting.submission
       (site_id, plan_year, cycle_month, version_id, state, submitted_at, submitted_by, reason)
     values ($1, $2, $3, $4, 'submitted', now(), $5, $6) returning submission_id as id`,
    [site, year, firstDay(month), record?.id ?? '', submittedBy, reason],
  );
  const submission = added?.id ?? '';
  const [behind] = await transaction.query<{ changes: readonly string[] }>(
    `select forecasting.changes_behind($1, 'working', forecasting.last_approved_change($2, $3)) as changes`,
    [record?.id ?? '', site, year],
  );
  await performDuty(transaction, 'enter-forecast', submissionSubject(submission));
  await carryDuties(transaction, behind?.changes ?? [], submissionSubject(submission));
  return { submission, version: record?.name ?? '' };
}

/** What waits, by the same person for the same reason, of a working version that did not change since. */
async function standingSubmission(
  transaction: Queryable,
  { site, year, month, submittedBy, reason }: Submitting,
  { versionId, lastChangeId }: Version,
): Promise<Submission | null> {
  const [standing] = await transaction.query<Submission>(
    `select submission_id as submission, record.name as version
     from forecasting.submission join forecasting.version as record using (version_id)
     where submission.site_id = $1 and submission.plan_year = $2 and cycle_month = $3 and state = 'submitted'
       and submitted_by = $4 and submission.reason is not distinct from $5
       and based_on_id = $6 and last_change_id = $7`,
    [site, year, firstDay(month), submittedBy, reason, versionId, lastChangeId],
  );
  return standing ?? null;
}

/** A submission as segregation of duties names it. */
function submissionSubject(submission: string): string {
  return `forecast submission ${submission}`;
}

/**
 * Refuses with FORECASTING_EMPTY to submit a working version that says nothing in its year, unless the budget of the
 * site is meant and there is one.
 */
export async function requireSomething(
  database: Queryable,
  { site, year }: Pick<Submitting, 'site' | 'year'>,
  isBudgetMeant: boolean,
): Promise<void> {
  const entries = await entriesOfYear(database, { site, year, version: 'working' });
  if (entries.length > 0) return;
  const [budget] = await database.query<{ is_there: boolean }>(
    `select exists (
       select from warehouse.budget where site_id = $1 and period_month >= make_date($2, 1, 1)
         and period_month < make_date($2 + 1, 1, 1)) as is_there`,
    [site, year],
  );
  const hasBudget = budget?.is_there === true;
  if (hasBudget && isBudgetMeant) return;
  const also = hasBudget ? ': it follows the budget throughout' : ', and there is no budget to follow';
  throw refusal('FORECASTING_EMPTY', { site, year: String(year), budget: also });
}

/** The site of a submission that the caller may see. Refuses with FORECASTING_SUBMISSION_UNKNOWN. */
export async function siteOfSubmission(database: Queryable, id: string): Promise<string> {
  if (!/^\d{1,18}$/.test(id)) throw refusal('FORECASTING_SUBMISSION_UNKNOWN', { id });
  const [submission] = await database.query<{ site: string }>(
    'select site_id as site from forecasting.submission where submission_id = $1',
    [id],
  );
  if (!submission) throw refusal('FORECASTING_SUBMISSION_UNKNOWN', { id });
  return submission.site;
}

export interface Decision {
  readonly state: 'approved' | 'rejected';
  readonly decidedBy: string;
  readonly reason: string | null;
}

/**
 * Approves or rejects a submission; the newest approved one of a site and year is its forecast of record. Whoever
 * submitted it does not decide, whoever entered or overrode a value of it does not approve, and a rejection has a
 * reason. A conflict of duties is returned, so that the attempt stays recorded; null otherwise. As the owner in the
 * name of the person; check the right to approve first. Refuses with FORECASTING_REASON_MISSING,
 * FORECASTING_SUBMISSION_DECIDED and FORECASTING_OWN_SUBMISSION.
 */
export async function decideSubmission(
  transaction: Queryable,
  id: string,
  { state, decidedBy, reason }: Decision,
): Promise<Refusal | null> {
  if (state === 'rejected' && reason === null) throw refusal('FORECASTING_REASON_MISSING');
  const [submission] = await transaction.query<{ state: string; by: string; site: string; year: number }>(
    `select state, submitted_by as by, site_id as site, plan_year as year from forecasting.submission
     where submission_id = $1 for update`,
    [id],
  );
  if (!submission) throw refusal('FORECASTING_SUBMISSION_UNKNOWN', { id });
  if (submission.state !== 'submitted')
    throw refusal('FORECASTING_SUBMISSION_DECIDED', { id, ...submission });
  const conflict =
    state === 'approved' ? await performDuty(transaction, 'approve-forecast', submissionSubject(id)) : null;
  if (conflict) return conflict;
  if (submission.by === decidedBy) throw refusal('FORECASTING_OWN_SUBMISSION', { id, user: decidedBy });
  await transaction.execute(
    `update forecasting.submission
     set state = $2, decided_at = now(), decided_by = $3, reason = coalesce($4, reason)
     where submission_id = $1`,
    [id, state, decidedBy, reason],
  );
  return null;
}

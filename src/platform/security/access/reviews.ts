import { refusal, type Refusal } from '../../../kernel/errors.ts';
import type { Queryable } from '../../database/index.ts';
import type { Person } from '../identity/people.ts';
import { lastConflict } from '../rights/conflicts.ts';
import { assignPlaces, type AccessWish } from './requests.ts';

/** What a review is of: everybody in a quarter, or the privileged roles in a month. */
export interface ReviewPeriod {
  readonly kind: 'quarter' | 'privileged month';
  /** First day, `YYYY-MM-DD`. */
  readonly firstDay: string;
}

/** A review of who holds which role. */
export interface AccessReview {
  readonly accessReviewId: string;
  readonly kind: ReviewPeriod['kind'];
  readonly periodOn: string;
  /** User name; null: the server. */
  readonly openedBy: string | null;
  readonly openedAt: string;
  readonly dueOn: string;
  /** Lines that the caller may read or decide, as those below. */
  readonly lineCount: number;
  readonly undecided: number;
  /** Those that are the caller's to decide: never an own role. */
  readonly mineToDecide: number;
  readonly isOverdue: boolean;
}

/** A role of a person as a review found it, and what was decided on it. */
export interface ReviewLine {
  readonly accessReviewLineId: string;
  readonly person: string;
  readonly role: string;
  readonly origin: 'feed' | 'mapping';
  /** Empty: everywhere. */
  readonly sites: readonly string[];
  readonly validToOn: string | null;
  readonly lastSeenAt: string | null;
  readonly decision: 'keep' | 'change' | 'end' | null;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  readonly reason: string | null;
  readonly dueOn: string;
}

/** A decision on a line; what a changed role is from now on. */
export type LineDecision =
  | { readonly decision: 'keep' | 'end' }
  | { readonly decision: 'change'; readonly to: Omit<AccessWish, 'role'> };

/** Reviews, the newest first. */
export function listReviews(database: Queryable): Promise<AccessReview[]> {
  return database.query<AccessReview>(
    `select access_review_id as "accessReviewId", kind, period_on::text as "periodOn", opened_by as "openedBy",
       opened_at as "openedAt", due_on::text as "dueOn", line_count as "lineCount", undecided,
       mine_to_decide as "mineToDecide", is_overdue as "isOverdue"
     from security.listed_reviews()`,
  );
}

/** Lines of a review that the caller may read or decide. */
export function listReviewLines(database: Queryable, accessReviewId: string): Promise<ReviewLine[]> {
  return database.query<ReviewLine>(
    `select access_review_line_id as "accessReviewLineId", person, role, origin, sites,
       valid_to_on::text as "validToOn", last_seen_at as "lastSeenAt", decision, decided_by as "decidedBy",
       decided_at as "decidedAt", reason, due_on::text as "dueOn"
     from security.listed_review_lines($1)`,
    [accessReviewId],
  );
}

/** Opens a review; its number, or null when it is open already. */
export async function openReview(
  database: Queryable,
  { kind, firstDay }: ReviewPeriod,
): Promise<string | null> {
  const [opened] = await database.query<{ number: string | null }>(
    'select security.open_review($1, $2) as number',
    [kind, firstDay],
  );
  return opened?.number ?? null;
}

/** Opens the reviews of the quarter and the month of a day, unless they are open; their numbers. As the owner. */
export async function openDueReviews(database: Queryable, day: string): Promise<string[]> {
  const opened = await database.query<{ number: string | null }>(
    `select security.open_review('quarter', date_trunc('quarter', $1::timestamp)::date) as number
     union all select security.open_review('privileged month', date_trunc('month', $1::timestamp)::date)`,
    [day],
  );
  return opened.flatMap(({ number }) => (number === null ? [] : [number]));
}

/**
 * Decides on a line; null. Returns SECURITY_CONFLICT, which stays recorded. Refuses with SECURITY_REASON_MISSING,
 * SECURITY_LINE_UNKNOWN, SECURITY_LINE_DECIDED, SECURITY_LINE_NOT_YOURS, and what is changed as a grant is refused.
 */
export async function decideLine(
  database: Queryable,
  number: string,
  decided: LineDecision,
  reason: string,
): Promise<Refusal | null> {
  if (reason.trim() === '') throw refusal('SECURITY_REASON_MISSING');
  const [answer] = await database.query<{ verdict: string }>(
    'select security.verdict_on_line($1) as verdict',
    [number],
  );
  const verdict = answer?.verdict ?? 'unknown';
  if (verdict === 'conflict') return lastConflict(database);
  if (verdict === 'unknown') throw refusal('SECURITY_LINE_UNKNOWN', { number });
  if (verdict === 'forbidden') throw refusal('SECURITY_LINE_NOT_YOURS', { number });
  if (verdict !== 'open') throw refusal('SECURITY_LINE_DECIDED', { number, decision: verdict });
  const reassigned =
    decided.decision === 'change' ? await assignAnew(database, number, decided.to, reason) : [];
  if ('code' in reassigned) return reassigned;
  await database.query('select security.decide_line($1, $2, $3, $4)', [
    number,
    decided.decision,
    reason.trim(),
    reassigned,
  ]);
  return null;
}

async function assignAnew(
  database: Queryable,
  number: string,
  to: Omit<AccessWish, 'role'>,
  reason: string,
): Promise<string[] | Refusal> {
  const [line] = await database.query<{ personId: string; role: string }>(
    `select person_id as "personId", role from security.access_review_line where access_review_line_id = $1`,
    [number],
  );
  if (!line) throw refusal('SECURITY_LINE_NOT_YOURS', { number });
  return assignPlaces(
    database,
    line.personId,
    { ...to, role: line.role },
    `access review line ${number}: ${reason}`,
  );
}

/**
 * Lets a person have again what Workday gives and a review ended; null. Returns SECURITY_CONFLICT for oneself, which
 * stays recorded. Refuses with SECURITY_REASON_MISSING or SECURITY_ROLE_NOT_WITHHELD.
 */
export async function restoreRole(
  database: Queryable,
  { personId, userId: user }: Pick<Person, 'personId' | 'userId'>,
  role: string,
  reason: string,
): Promise<Refusal | null> {
  if (reason.trim() === '') throw refusal('SECURITY_REASON_MISSING');
  const [restored] = await database.query<{ verdict: 'restored' | 'unknown' | 'conflict' }>(
    'select security.restore_role($1, $2, $3) as verdict',
    [personId, role, reason.trim()],
  );
  if (restored?.verdict === 'conflict') return lastConflict(database);
  if (restored?.verdict === 'unknown') throw refusal('SECURITY_ROLE_NOT_WITHHELD', { user, role });
  return null;
}

import { refusal } from '../../../kernel/errors.ts';
import { eachForItself, type Each } from '../../database/index.ts';
import { noteRead, requireAnyRight, requireRight, type Principal, type Right } from '../acting.ts';
import {
  decideLine,
  listReviewLines,
  listReviews,
  openReview,
  restoreRole,
  type AccessReview,
  type LineDecision,
  type ReviewLine,
  type ReviewPeriod,
} from '../access/reviews.ts';
import { personNamed } from '../identity/people.ts';

const reading: readonly [Right, Right] = [
  { object: 'access-review', action: 'read' },
  { object: 'access-review', action: 'approve' },
];

/** Reviews with how many lines are still to be decided, the newest first. */
export async function listAccessReviews({ caller }: Principal): Promise<AccessReview[]> {
  await requireAnyRight(caller, reading);
  return caller.transaction(listReviews);
}

/** Which lines to read, and whether they leave as a file. */
export interface LinesAsked {
  readonly isUndecided?: boolean | undefined;
  readonly isExport?: boolean | undefined;
}

/** Lines of a review that the principal may read or decide; refuses with SECURITY_REVIEW_UNKNOWN. */
export async function readAccessReview(
  { caller }: Principal,
  accessReviewId: string,
  { isUndecided = false, isExport = false }: LinesAsked = {},
): Promise<ReviewLine[]> {
  await requireAnyRight(caller, reading);
  const lines = await caller.transaction(async (transaction) => {
    const reviews = await listReviews(transaction);
    if (!reviews.some((review) => review.accessReviewId === accessReviewId))
      throw refusal('SECURITY_REVIEW_UNKNOWN', { number: accessReviewId });
    return listReviewLines(transaction, accessReviewId);
  });
  const shown = lines.filter(({ decision }) => !isUndecided || decision === null);
  if (isExport)
    await noteRead(caller, {
      what: 'access-review',
      filter: { review: accessReviewId, isUndecided },
      rows: shown.length,
      isExport,
    });
  return shown;
}

/** Opens a review with a line for each role of each person; its number. Refuses with SECURITY_REVIEW_OPEN. */
export async function openAccessReview({ caller }: Principal, period: ReviewPeriod): Promise<string> {
  await requireRight(caller, { object: 'access-review', action: 'execute' });
  const number = await caller.transaction((transaction) => openReview(transaction, period));
  if (number === null) throw refusal('SECURITY_REVIEW_OPEN', { period: period.firstDay.slice(0, 7) });
  return number;
}

/** Decides on lines of a review, each separately: what is ended or changed takes effect at once. */
export async function decideAccessReview(
  { caller, reason }: Principal,
  lines: readonly string[],
  decision: LineDecision,
): Promise<Each<string>> {
  await requireRight(caller, { object: 'access-review', action: 'approve' });
  return eachForItself(lines, async (line) => {
    const conflict = await caller.transaction((transaction) =>
      decideLine(transaction, line, decision, reason ?? ''),
    );
    return conflict ?? line;
  });
}

/** Lets a person have a role of Workday again that a review ended. Refuses as `restoreRole` does. */
export async function restoreWithheldRole(
  { caller, reason }: Principal,
  userId: string,
  role: string,
): Promise<void> {
  await requireRight(caller, { object: 'user', action: 'change' });
  const conflict = await caller.transaction(async (transaction) =>
    restoreRole(transaction, await personNamed(transaction, userId), role, reason ?? ''),
  );
  if (conflict !== null) throw conflict;
}

import { z } from 'zod';
import {
  decideAccessReview,
  listAccessReviews,
  openAccessReview,
  readAccessReview,
  type LineDecision,
} from '../../../platform/security/index.ts';
import { answerEach, each } from '../routing/each-answer.ts';
import { day, flag, moment, number, person, reason, textOrNull } from '../routing/fields.ts';
import { route } from '../routing/route.ts';

const kind = z.enum(['quarter', 'privileged month']).describe('Everybody each quarter, or privileged roles');
const decision = z.enum(['keep', 'change', 'end']);
const count = (meaning: string) => z.int().min(0).describe(meaning);

const listed = route(
  {
    method: 'GET',
    path: '/access-reviews',
    place: 'Administration',
    summary: 'Lists reviews of who holds which role, newest first.',
    answer: z.array(
      z.strictObject({
        access_review_id: number('Number of the review'),
        kind,
        period_on: day('First day of the period'),
        opened_by: textOrNull('Who opened it; null: the server'),
        opened_at: moment('When it was opened'),
        due_on: day('Day by which it must be decided'),
        line_count: count('Lines that the caller may read or decide'),
        undecided: count('Those still to be decided'),
        mine_to_decide: count('Those that are the caller’s to decide: never an own role'),
        is_overdue: z.boolean().describe('It is undecided and overdue'),
      }),
    ),
  },
  ({ principal }) => listAccessReviews(principal),
);

const shown = route(
  {
    method: 'GET',
    path: '/access-reviews/:id',
    place: 'Administration',
    summary: 'Lists the lines of a review that the caller may read or decide.',
    params: z.strictObject({ id: number('Number of the review') }),
    query: z.strictObject({ undecided: flag('Only lines still to be decided') }),
    answer: z.array(
      z.strictObject({
        access_review_line_id: number('Number of the line'),
        person: person('Who holds the role'),
        role: z.string().describe('Role'),
        origin: z.enum(['feed', 'mapping']).describe('Where the role comes from'),
        sites: z.array(z.string()).describe('Sites it is bound to; empty: everywhere'),
        valid_to_on: day('First day on which it no longer applies').nullable(),
        last_seen_at: moment('When the person last signed in').nullable(),
        decision: decision.nullable().describe('What was decided'),
        decided_by: textOrNull('Who decided'),
        decided_at: moment('When it was decided').nullable(),
        reason: textOrNull('Why'),
        due_on: day('Day by which it must be decided'),
      }),
    ),
    refusals: ['SECURITY_REVIEW_UNKNOWN'],
  },
  ({ principal, params, query }) => readAccessReview(principal, params.id, { isUndecided: query.undecided }),
);

const opened = route(
  {
    method: 'POST',
    path: '/access-reviews',
    place: 'Administration',
    summary: 'Opens a review with a line for each role of each person.',
    body: z.strictObject({ kind, day: day('Any day of the quarter or month') }),
    answer: z.strictObject({ access_review_id: number('Number of the review') }),
    statuses: [201],
    refusals: ['SECURITY_REVIEW_OPEN'],
  },
  async ({ principal, body }) => {
    const month = Number.parseInt(body.day.slice(5, 7), 10);
    const first = body.kind === 'quarter' ? month - ((month - 1) % 3) : month;
    const firstDay = `${body.day.slice(0, 5)}${String(first).padStart(2, '0')}-01`;
    return { accessReviewId: await openAccessReview(principal, { kind: body.kind, firstDay }) };
  },
);

const decided = route(
  {
    method: 'POST',
    path: '/access-reviews/decide',
    place: 'Administration',
    summary: 'Decides lines of a review, each separately; ended and changed roles take effect at once.',
    needsStepUp: true,
    body: z.strictObject({
      lines: z.array(number('Number of a line')).min(1).max(1_000),
      decision: decision.describe('The decision'),
      place_kind: z
        .enum(['site', 'district', 'region'])
        .nullish()
        .describe('Kind of the places that a changed role is bound to'),
      places: z.array(z.string().max(100)).max(1_000).default([]).describe('Places of a changed role'),
      until: day('First day on which a changed role no longer applies').nullish(),
      reason,
    }),
    answer: each(number('Number of the line')),
    statuses: [200, 207],
  },
  async ({ principal, body, reply }) => {
    const to = { placeKind: body.place_kind ?? null, places: body.places, until: body.until ?? null };
    const lineDecision: LineDecision =
      body.decision === 'change' ? { decision: 'change', to } : { decision: body.decision };
    const outcome = await decideAccessReview({ ...principal, reason: body.reason }, body.lines, lineDecision);
    return answerEach(reply, outcome);
  },
);

/** Reviews of who holds which role. */
export const reviewRoutes = [listed, shown, opened, decided] as const;

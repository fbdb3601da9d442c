import { z } from 'zod';
import { decideLargeExport, listLargeExports, listUnusualExports } from '../../../platform/security/index.ts';
import { day, moment, number, person, reason, textOrNull } from '../routing/fields.ts';
import { route } from '../routing/route.ts';

const listed = route(
  {
    method: 'GET',
    path: '/export-requests',
    place: 'Administration',
    summary: 'Lists exports above the limit that the caller requested or may decide.',
    answer: z.array(
      z.strictObject({
        export_request_id: number('Number of the request'),
        person: person('Who asked for it'),
        what: z.string().describe('What is to be exported'),
        filter: z.string().describe('Which rows, as JSON'),
        row_count: z.string().describe('How many rows'),
        reason: textOrNull('Why'),
        requested_at: moment('When it was requested'),
        state: z.enum(['waits', 'approved', 'refused', 'let out', 'expired', 'free']),
        decided_by: textOrNull('Who decided'),
        decided_at: moment('When it was decided').nullable(),
        decision_reason: textOrNull('Reason for the decision'),
        used_at: moment('When it was run').nullable(),
        is_mine_to_decide: z.boolean().describe('The caller may decide it'),
      }),
    ),
  },
  ({ principal }) => listLargeExports(principal),
);

const unusual = route(
  {
    method: 'GET',
    path: '/unusual-exports',
    place: 'Administration',
    summary: 'Lists days on which somebody exported far more than usual, or for the first time in a month.',
    query: z.strictObject({ from: day('First day, in UTC') }),
    answer: z.array(
      z.strictObject({
        person: person('Who exported'),
        exported_on: day('Day, in UTC'),
        exports: z.string().describe('How many exports'),
        row_count: z.string().describe('How many rows in all'),
        usual_rows: textOrNull('Rows of the largest of the 30 days before; null if there were none'),
        reasons: z.array(z.enum(['first', 'rows', 'number'])).describe('Why it is unusual'),
      }),
    ),
  },
  ({ principal, query }) => listUnusualExports(principal, query.from),
);

const deciding = (word: 'approve' | 'refuse', decision: 'approved' | 'refused') =>
  route(
    {
      method: 'POST',
      path: `/export-requests/:id/${word}`,
      place: 'Administration',
      summary:
        word === 'approve'
          ? 'Releases somebody else’s export, once, within seven days.'
          : 'Refuses somebody else’s export.',
      params: z.strictObject({ id: number('Number of the request') }),
      body: z.strictObject({ reason }),
      answer: z.strictObject({
        export_request_id: number('Number of the request'),
        decision: z.enum(['approved', 'refused']).describe('What was decided'),
      }),
      refusals: [
        'SECURITY_EXPORT_UNKNOWN',
        'SECURITY_EXPORT_DECIDED',
        'SECURITY_EXPORT_NOT_YOURS',
        'SECURITY_REASON_MISSING',
        'SECURITY_CONFLICT',
      ],
    },
    async ({ principal, params, body }) => {
      await decideLargeExport({ ...principal, reason: body.reason }, params.id, decision);
      return { exportRequestId: params.id, decision };
    },
  );

/** Exports above the limit, the decision on them, and days out of the ordinary. */
export const exportRoutes = [
  listed,
  deciding('approve', 'approved'),
  deciding('refuse', 'refused'),
  unusual,
] as const;

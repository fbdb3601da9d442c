import { z } from 'zod';
import {
  listGroupRequests,
  listJobGroups,
  requestGroupChange,
  settleGroupRequest,
} from '../../../forecasting/index.ts';
import { flag, number, site, textOrNull } from '../routing/fields.ts';
import { route } from '../routing/route.ts';

const code = z.string().min(1).max(40);
const title = z.string().min(1).max(200);

const requestShape = z.strictObject({
  request: z.string().describe('Number of the request'),
  site,
  codes: z.array(z.string()).describe('Job codes that are to be in the group; none of a new title'),
  group: z.string().describe('Job group'),
  new_title: textOrNull('The title that it is to have; null of job codes'),
  state: z.enum(['asked', 'approved', 'refused', 'withdrawn']).describe('How far it is'),
  reason: z.string().describe('Why, as whoever asked said'),
  asked_by: z.string().describe('Who asked'),
  asked_at: z.string().describe('When, in UTC'),
  decided_by: textOrNull('Who decided'),
  decided_at: textOrNull('When, in UTC'),
  decided_reason: textOrNull('Why'),
});

const groups = route(
  {
    method: 'GET',
    path: '/job-groups',
    place: 'Forecast',
    summary: 'Job groups with their codes.',
    access: 'data:read',
    answer: z.array(
      z.strictObject({
        id: z.string().describe('Number of the group'),
        title: z.string().describe('Title'),
        is_active: z.boolean().describe('In use'),
        codes: z.array(
          z.strictObject({
            job_code: z.string().describe('Job code'),
            is_active: z.boolean().describe('In use'),
          }),
        ),
      }),
    ),
  },
  ({ principal }) => listJobGroups(principal),
);

const requests = route(
  {
    method: 'GET',
    path: '/job-group-requests',
    place: 'Forecast',
    summary: 'Changes of job groups that were asked for at the sites of the caller, newest first.',
    access: 'data:read',
    query: z.strictObject({ open: flag('Only those that wait for a decision') }),
    answer: z.array(requestShape),
  },
  ({ principal, query }) => listGroupRequests(principal, { isOpen: query.open }),
);

const ask = route(
  {
    method: 'POST',
    path: '/job-group-requests',
    place: 'Forecast',
    summary: 'Asks for job codes of a site in another group, or for another title of a group, with a reason.',
    details: 'The reason comes as X-Daybook-Reason. A group that is not there is made by the approval.',
    access: 'data:write',
    body: z.strictObject({
      site,
      group: title.describe('Job group'),
      change: z.union([
        z.strictObject({ codes: z.array(code).min(1).max(100).describe('Job codes that are to be in it') }),
        z.strictObject({ new_title: title.describe('The title that it is to have') }),
      ]),
    }),
    answer: requestShape,
    statuses: [201],
    refusals: ['JOBS_REQUEST_INVALID', 'JOBS_GROUP_UNKNOWN'],
  },
  async ({ principal, body, parts }) => {
    const { site: of, group, change } = body;
    const asking = 'codes' in change ? { codes: change.codes } : { newTitle: change.new_title };
    return requestGroupChange(principal, { site: of, group, ...asking }, await parts.billing.today());
  },
);

const settle = route(
  {
    method: 'POST',
    path: '/job-group-requests/:number',
    place: 'Forecast',
    summary: 'Approves a request of somebody else, refuses it with a reason, or withdraws one’s own.',
    access: 'data:write',
    params: z.strictObject({ number: number('Number of the request') }),
    body: z.strictObject({
      decision: z.enum(['approved', 'refused', 'withdrawn']).describe('What becomes of it'),
    }),
    answer: requestShape,
    refusals: [
      ...(['JOBS_REQUEST_UNKNOWN', 'JOBS_REQUEST_DECIDED', 'JOBS_REQUEST_OWN'] as const),
      ...(['JOBS_REQUEST_FAILED', 'JOBS_REASON_MISSING', 'JOBS_GROUP_UNKNOWN'] as const),
      ...(['JOBS_GROUP_TAKEN', 'JOBS_GROUP_RETIRED', 'JOBS_TITLE_INVALID'] as const),
    ],
  },
  ({ principal, params, body }) => settleGroupRequest(principal, params.number, body.decision),
);

/** Job groups, and changes of them that whoever manages a site asks for. */
export const jobRoutes = [groups, requests, ask, settle] as const;

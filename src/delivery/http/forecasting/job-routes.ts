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
  codes: z.array(z.string()).describe('Job codes for the group; none for a new title'),
  group: z.string().describe('Job group'),
  new_title: textOrNull('The new title; null for job codes'),
  state: z.enum(['asked', 'approved', 'refused', 'withdrawn']).describe('How far it is'),
  reason: z.string().describe('Reason given by the requester'),
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
    summary: 'Job group changes requested at the caller’s sites, newest first.',
    access: 'data:read',
    query: z.strictObject({ open: flag('Only pending ones') }),
    answer: z.array(requestShape),
  },
  ({ principal, query }) => listGroupRequests(principal, { isOpen: query.open }),
);

const ask = route(
  {
    method: 'POST',
    path: '/job-group-requests',
    place: 'Forecast',
    summary: 'Requests a different group for job codes of a site, or a new title for a group, with a reason.',
    details: 'The reason goes into x-daybook-reason. The approval creates a group that does not exist.',
    access: 'data:write',
    body: z.strictObject({
      site,
      group: title.describe('Job group'),
      change: z.union([
        z.strictObject({ codes: z.array(code).min(1).max(100).describe('Job codes for it') }),
        z.strictObject({ new_title: title.describe('The new title') }),
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
    summary: 'Approves somebody else’s request, refuses it with a reason, or withdraws one’s own.',
    access: 'data:write',
    params: z.strictObject({ number: number('Number of the request') }),
    body: z.strictObject({
      decision: z.enum(['approved', 'refused', 'withdrawn']).describe('The decision'),
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

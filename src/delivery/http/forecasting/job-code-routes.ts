import { z } from 'zod';
import {
  addJobGroup,
  assignJobCodes,
  listJobCodes,
  renameJobCode,
  renameJobGroup,
  setJobCodeStatus,
  setJobGroupStatus,
  setJobsProductive,
} from '../../../forecasting/index.ts';
import { site } from '../routing/fields.ts';
import { route } from '../routing/route.ts';

const code = z.string().trim().toUpperCase().min(1).max(40).describe('Job code');
const title = z.string().min(1).max(200).describe('Title');
const codes = z.array(code).min(1).max(100).describe('Job codes, up to 100');

const listed = route(
  {
    method: 'GET',
    path: '/job-codes',
    place: 'Forecast',
    summary: 'Lists job codes with title and group; at a site those in use there, with headcount and rate.',
    access: 'data:read',
    query: z.strictObject({ site: site.optional() }),
    answer: z.array(
      z.strictObject({
        job_code: z.string().describe('Job code'),
        title: z.string().describe('Title'),
        is_active: z.boolean().describe('In use'),
        group: z.string().nullable().describe('Job group; null for a new code'),
        is_productive: z.boolean().describe('Its hours count as productive'),
        active_employees: z.string().optional().describe('Active employees at the site'),
        rate_per_hour: z.string().nullish().describe('Dollars an hour at the site'),
      }),
    ),
  },
  async ({ principal, query, parts }) =>
    listJobCodes(
      principal,
      query.site === undefined ? { site: null } : { site: query.site, today: await parts.billing.today() },
    ),
);

const renamed = route(
  {
    method: 'PATCH',
    path: '/job-codes/:code',
    place: 'Forecast',
    summary: 'Changes the title of a job code.',
    access: 'data:write',
    params: z.strictObject({ code }),
    body: z.strictObject({ title }),
    answer: z.strictObject({
      job_code: z.string().describe('Job code'),
      title: z.string().describe('Title'),
    }),
    refusals: ['JOBS_CODE_UNKNOWN', 'JOBS_CODE_INACTIVE', 'JOBS_TITLE_INVALID'],
  },
  async ({ principal, params, body }) => {
    await renameJobCode(principal, params.code, body.title);
    return { jobCode: params.code, title: body.title.trim() };
  },
);

const changed = z.strictObject({
  each: z.array(
    z.strictObject({
      job_code: z.string().describe('Job code'),
      refusal: z.string().nullable().describe('Why it stayed as it was: unknown or inactive'),
    }),
  ),
  groups: z.array(z.string()).describe('Groups that are in use again'),
});
const ofCodes = ['JOBS_COUNT_INVALID', 'JOBS_GIVEN_TWICE'] as const;

const assigned = route(
  {
    method: 'POST',
    path: '/job-codes/assign',
    place: 'Forecast',
    summary: 'Puts job codes into a group.',
    access: 'data:write',
    body: z.strictObject({ codes, group: title.describe('Job group') }),
    answer: changed,
    refusals: [...ofCodes, 'JOBS_GROUP_UNKNOWN', 'JOBS_GROUP_RETIRED'],
  },
  ({ principal, body }) => assignJobCodes(principal, body.codes, body.group),
);

const used = route(
  {
    method: 'POST',
    path: '/job-codes/status',
    place: 'Forecast',
    summary: 'Retires job codes, or restores them and their groups; entries stay.',
    access: 'data:write',
    body: z.strictObject({ codes, is_active: z.boolean().describe('true restores, false retires') }),
    answer: changed,
    refusals: ofCodes,
  },
  ({ principal, body }) => setJobCodeStatus(principal, body.codes, body.is_active),
);

const productive = route(
  {
    method: 'POST',
    path: '/job-codes/productive',
    place: 'Forecast',
    summary: 'Counts the hours of job codes, or of a group, as productive or not.',
    access: 'data:write',
    body: z.strictObject({
      jobs: z.union([z.strictObject({ codes }), z.strictObject({ group: title.describe('Job group') })]),
      is_productive: z.boolean().describe('Whether they count'),
    }),
    answer: z.strictObject({ changed: z.array(z.string()).describe('Codes that counted otherwise before') }),
    refusals: ['JOBS_GROUP_UNKNOWN', 'JOBS_CODE_UNKNOWN'],
  },
  async ({ principal, body }) => ({
    changed: [...(await setJobsProductive(principal, body.jobs, body.is_productive))],
  }),
);

const group = z.strictObject({ title: z.string().describe('Title') });
const ofGroup = z.strictObject({ title });

const grouped = route(
  {
    method: 'POST',
    path: '/job-groups',
    place: 'Forecast',
    summary: 'Makes a job group without codes.',
    access: 'data:write',
    body: z.strictObject({ title }),
    answer: group,
    statuses: [201],
    refusals: ['JOBS_TITLE_INVALID', 'JOBS_GROUP_TAKEN'],
  },
  async ({ principal, body }) => {
    await addJobGroup(principal, body.title);
    return { title: body.title.trim() };
  },
);

const regrouped = route(
  {
    method: 'PATCH',
    path: '/job-groups/:title',
    place: 'Forecast',
    summary: 'Renames a job group, retires it, or restores it.',
    details: 'A group is retired once all its codes are.',
    access: 'data:write',
    params: ofGroup,
    body: z.strictObject({
      change: z.union([
        z.strictObject({ title: title.describe('New title') }),
        z.strictObject({ is_active: z.boolean().describe('true restores, false retires') }),
      ]),
    }),
    answer: group,
    refusals: ['JOBS_GROUP_UNKNOWN', 'JOBS_TITLE_INVALID', 'JOBS_GROUP_TAKEN', 'JOBS_GROUP_IN_USE'],
  },
  async ({ principal, params, body: { change } }) => {
    if ('is_active' in change) {
      await setJobGroupStatus(principal, params.title, change.is_active);
      return { title: params.title };
    }
    await renameJobGroup(principal, params.title, change.title);
    return { title: change.title.trim() };
  },
);

/** Job codes and their groups, as administrators change them. */
export const jobCodeRoutes = [
  ...[listed, renamed, assigned, used, productive],
  ...[grouped, regrouped],
] as const;

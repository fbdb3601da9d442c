import { z } from 'zod';
import {
  compareVersions,
  decideSubmissions,
  listForecastVersions,
  promoteForecastVersion,
  readApprovalCalendar,
  startForecasts,
  submitWorkingVersion,
  takeForecastVersion,
} from '../../../forecasting/index.ts';
import { answerEach, each } from '../routing/each-answer.ts';
import { askedMonth, number, site } from '../routing/fields.ts';
import { route } from '../routing/route.ts';
import { dayOf, isEditing, siteFields, sitesOf } from './request-fields.ts';
import {
  calendarShape,
  changingFields,
  differenceShape,
  savedShape,
  startedShape,
  versionShape,
} from './entry-shapes.ts';

const year = z.int().min(2000).max(2100).describe('Year of the forecast');
const askedYear = z
  .string()
  .regex(/^20\d\d$/, 'must be a year')
  .transform((text) => Number.parseInt(text, 10))
  .describe('Year of the forecast');
const name = z.string().min(1).max(200).describe('Name of the version');
const ofSite = z.strictObject({ site });

const calendar = route(
  {
    method: 'GET',
    path: '/forecasts',
    place: 'Forecast',
    summary: 'Status of every site in the approval month: state, due days, what is late, by whom.',
    access: 'data:read',
    query: z.strictObject({
      ...siteFields,
      month: askedMonth('Approval month (default: the current one)').optional(),
      year: askedYear.optional(),
    }),
    answer: calendarShape,
    refusals: ['PNL_NO_SITES'],
  },
  async ({ principal, query, parts }) =>
    readApprovalCalendar(principal, {
      sites: sitesOf(query),
      month: query.month,
      year: query.year,
      today: await parts.billing.today(),
      timeZone: parts.billing.timeZone,
    }),
);

const started = route(
  {
    method: 'POST',
    path: '/forecasts/init',
    place: 'Forecast',
    summary: 'Starts forecasts from the budget, last year or another version, each site separately.',
    access: 'data:write',
    body: z.strictObject({
      sites: z
        .array(site)
        .min(1)
        .max(5_000)
        .optional()
        .describe('These sites (default: all of the caller’s)'),
      year: year.optional(),
      version: changingFields.version,
      from: z
        .string()
        .regex(/^(budget|prior-year|version:.+)$/, 'must be budget, prior-year or version:NAME')
        .max(200)
        .describe('What it starts from: budget, prior-year or version:NAME'),
      is_replacing: z.boolean().default(false).describe('Existing entries are replaced'),
      is_editing: isEditing,
      is_trial: z.boolean().default(false).describe('Everything is checked and reported, and nothing saved'),
    }),
    answer: each(startedShape),
    statuses: [200, 207],
    refusals: ['PNL_NO_SITES', 'FORECASTING_DAY_CLAIMED'],
    milliseconds: 120_000,
  },
  async ({ principal, body, parts, reply }) => {
    const [, named] = /^version:(.+)$/.exec(body.from) ?? [];
    const kind = body.from === 'prior-year' ? 'prior-year' : 'budget';
    const done = await startForecasts(principal, body.sites === undefined ? {} : { site: body.sites }, {
      version: body.version,
      year: body.year,
      from: named === undefined ? { kind } : { kind: 'version', name: named },
      isReplacing: body.is_replacing,
      isEditing: body.is_editing,
      isTrial: body.is_trial,
      day: await dayOf(parts),
    });
    return answerEach(reply, done);
  },
);

const submitted = route(
  {
    method: 'POST',
    path: '/forecasts/:site/:month/submit',
    place: 'Forecast',
    summary: 'Submits the working forecast of a site for the approval month.',
    access: 'data:write',
    params: z.strictObject({ site, month: askedMonth('Approval month') }),
    body: z.strictObject({
      year: year.optional(),
      is_budget_meant: z.boolean().default(false).describe('There are no entries: submit the budget'),
    }),
    answer: z.strictObject({
      submission: z.string().describe('Number of the submission'),
      version: z.string().describe('Version that keeps what was submitted'),
      deviations: z.array(z.string()).describe('Months that deviate from the budget beyond the limits'),
      reviewers: z.array(z.string()).describe('Who may approve the deviation'),
    }),
    statuses: [201],
    refusals: ['FORECASTING_EMPTY', 'FORECASTING_VERSION_UNKNOWN', 'FORECASTING_REASON_MISSING'],
    milliseconds: 60_000,
  },
  async ({ principal, params, body, parts }) =>
    submitWorkingVersion(principal, {
      site: params.site,
      month: params.month,
      year: body.year ?? Number.parseInt(params.month, 10),
      isBudgetMeant: body.is_budget_meant,
      today: await parts.billing.today(),
    }),
);

const decided = route(
  {
    method: 'POST',
    path: '/forecast-submissions/:decision',
    place: 'Forecast',
    summary: 'Approves submissions or sends them back, each separately; they must be somebody else’s.',
    access: 'data:write',
    params: z.strictObject({ decision: z.enum(['approve', 'send-back']).describe('The decision') }),
    body: z.strictObject({ submissions: z.array(number('Number of a submission')).min(1).max(5_000) }),
    answer: each(z.string().describe('Number of the submission')),
    statuses: [200, 207],
  },
  async ({ principal, params, body, reply }) =>
    answerEach(
      reply,
      await decideSubmissions(
        principal,
        body.submissions,
        params.decision === 'approve' ? 'approved' : 'rejected',
      ),
    ),
);

const versions = route(
  {
    method: 'GET',
    path: '/forecasts/:site/versions',
    place: 'Forecast',
    summary: 'Versions of the forecast of a site, and submissions.',
    access: 'data:read',
    params: ofSite,
    query: z.strictObject({ year: askedYear }),
    answer: z.array(versionShape),
  },
  ({ principal, params, query }) => listForecastVersions(principal, { ...params, ...query }),
);

const compared = route(
  {
    method: 'GET',
    path: '/forecasts/:site/versions/comparison',
    place: 'Forecast',
    summary: 'Differences between two versions.',
    access: 'data:read',
    params: ofSite,
    query: z.strictObject({ year: askedYear, one: name, other: name.default('working') }),
    answer: z.array(differenceShape),
    refusals: ['FORECASTING_VERSION_UNKNOWN'],
  },
  ({ principal, params, query }) => compareVersions(principal, { ...params, ...query }),
);

const taken = route(
  {
    method: 'POST',
    path: '/forecasts/:site/versions',
    place: 'Forecast',
    summary: 'Creates a version from another; nothing is copied, and neither affects the other.',
    access: 'data:write',
    params: ofSite,
    body: z.strictObject({ year, version: name, from: name.default('working'), is_editing: isEditing }),
    answer: z.strictObject({ site, version: z.string().describe('The new version') }),
    statuses: [201],
    refusals: [
      ...(['FORECASTING_NAME_INVALID', 'FORECASTING_NAME_TAKEN', 'FORECASTING_VERSION_UNKNOWN'] as const),
      'FORECASTING_EDIT_MODE',
    ],
  },
  async ({ principal, params, body }) => {
    await takeForecastVersion(principal, {
      site: params.site,
      year: body.year,
      version: body.version,
      from: body.from,
      isEditing: body.is_editing,
    });
    return { site: params.site, version: body.version };
  },
);

const promoted = route(
  {
    method: 'POST',
    path: '/forecasts/:site/versions/promote',
    place: 'Forecast',
    summary: 'Applies the differences of a version to the working forecast, as one change.',
    access: 'data:write',
    params: ofSite,
    body: z.strictObject({ year, version: name, seen: changingFields.seen, is_editing: isEditing }),
    answer: z.strictObject({
      ...savedShape.shape,
      outside: z.array(z.string()).describe('What was left out because the site does not operate then'),
    }),
    refusals: [
      ...(['FORECASTING_VERSION_UNKNOWN', 'FORECASTING_EDIT_MODE', 'FORECASTING_CHANGED_SINCE'] as const),
      ...(['FORECASTING_ENTRIES_INVALID', 'FORECASTING_MONTH_CLOSED', 'FORECASTING_SITE_CLOSED'] as const),
    ],
  },
  async ({ principal, params, body, parts }) =>
    promoteForecastVersion(principal, {
      site: params.site,
      year: body.year,
      version: body.version,
      seen: body.seen,
      isEditing: body.is_editing,
      day: await dayOf(parts),
    }),
);

/** The month of approvals, and versions. */
export const cycleRoutes = [
  ...([calendar, started, submitted, decided] as const),
  ...([versions, compared, taken, promoted] as const),
] as const;

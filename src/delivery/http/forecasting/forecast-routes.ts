import { z } from 'zod';
import {
  carryRates,
  copyScheduledHours,
  enterValues,
  exportForecasts,
  entriesCsv,
  entriesWorkbook,
  grains,
  importForecasts,
  otherColumns,
  previewEntries,
  rangeOfYear,
  readForecastEditor,
  typedEntry,
} from '../../../forecasting/index.ts';
import { askedMonth, day, site } from '../routing/fields.ts';
import { route } from '../routing/route.ts';
import { dayOf, version } from './request-fields.ts';
import {
  changingFields,
  copiedShape,
  editorShape,
  entriesOf,
  previewShape,
  savedShape,
  typedShape,
} from './entry-shapes.ts';
import { area } from './shapes.ts';

const ofMonth = z.strictObject({ site, month: askedMonth('Month') });
const ofEntering = [
  ...(['FORECASTING_EDIT_MODE', 'FORECASTING_DAY_CLAIMED', 'FORECASTING_ENTRIES_INVALID'] as const),
  ...(['FORECASTING_CHANGED_SINCE', 'FORECASTING_VERSION_UNKNOWN', 'FORECASTING_VERSION_FROZEN'] as const),
  ...(['FORECASTING_MONTH_CLOSED', 'FORECASTING_SITE_CLOSED', 'FORECASTING_SITE_NOT_OPEN'] as const),
  'FORECASTING_RATE_UNUSUAL',
] as const;
const isTrial = z.boolean().default(false).describe('Everything is checked and reported, and nothing saved');

const editor = route(
  {
    method: 'GET',
    path: '/forecasts/:site/:month',
    place: 'Forecast',
    summary: 'Everything an editor shows for a month: entries, comparisons, and what is locked.',
    access: 'data:read',
    params: ofMonth,
    query: z.strictObject({
      version,
      by: z.enum(grains).default('day').describe('Statistics and payroll by day, week or month'),
      area: area.optional(),
      against: z
        .string()
        .max(100)
        .transform((text) => text.split(',').map((one) => one.trim()))
        .pipe(z.array(z.enum(otherColumns)))
        .optional()
        .describe('Further columns: prior-year, previous-quarter, fpa, separated by commas'),
    }),
    answer: editorShape,
    refusals: ['FORECASTING_VERSION_UNKNOWN', 'WAREHOUSE_SITE_UNKNOWN'],
    milliseconds: 60_000,
  },
  async ({ principal, params, query, parts }) =>
    readForecastEditor(principal, { ...params, ...query, today: await parts.billing.today() }),
);

const saved = route(
  {
    method: 'PATCH',
    path: '/forecasts/:site/:month',
    place: 'Forecast',
    summary: 'Saves values, all or none, as one change per year.',
    details:
      'If somebody has changed them after `seen`, it is refused with who, when and the current values. Values may be ' +
      'for other months too; past days are read-only.',
    access: 'data:write',
    params: ofMonth,
    body: z.strictObject({
      ...changingFields,
      entries: typedShape,
      is_trial: isTrial,
      is_draft_kept: z
        .boolean()
        .default(false)
        .describe('The values stay in the own draft; else they leave it in the same act'),
    }),
    answer: z.array(savedShape),
    refusals: ofEntering,
  },
  async ({ principal, params, body, parts }) =>
    enterValues(principal, {
      site: params.site,
      version: body.version,
      entries: entriesOf(body.entries),
      seen: body.seen,
      isConfirmed: body.is_confirmed,
      isEditing: body.is_editing,
      isTrial: body.is_trial,
      endsDraft: !body.is_draft_kept,
      day: await dayOf(parts),
    }),
);

const preview = route(
  {
    method: 'POST',
    path: '/forecasts/:site/:month/preview',
    place: 'Forecast',
    summary: 'How unsaved values would change the P&L of the year; nothing is saved.',
    access: 'data:write',
    params: ofMonth,
    body: z.strictObject({ ...changingFields, entries: typedShape }),
    answer: previewShape,
    refusals: ofEntering,
    milliseconds: 60_000,
  },
  async ({ principal, params, body, parts }) =>
    previewEntries(principal, {
      site: params.site,
      month: params.month,
      version: body.version,
      entries: entriesOf(body.entries),
      seen: body.seen,
      isConfirmed: body.is_confirmed,
      isEditing: body.is_editing,
      day: await dayOf(parts),
    }),
);

const rates = route(
  {
    method: 'POST',
    path: '/forecasts/:site/:month/carry-rates',
    place: 'Forecast',
    summary:
      'Carries the rates entered for a month into the months after it, or shows what that would change.',
    access: 'data:write',
    params: ofMonth,
    body: z.strictObject({
      ...changingFields,
      months: z.int().min(1).max(24).describe('Into how many months after it'),
      categories: z.array(z.string().max(40)).max(20).optional().describe('Only these categories'),
      is_trial: isTrial,
    }),
    answer: z.array(savedShape),
    refusals: [...ofEntering, 'FORECASTING_NO_RATES'],
  },
  async ({ principal, params, body, parts }) =>
    carryRates(principal, {
      site: params.site,
      from: params.month,
      months: body.months,
      categories: body.categories,
      version: body.version,
      seen: body.seen,
      isConfirmed: body.is_confirmed,
      isEditing: body.is_editing,
      isTrial: body.is_trial,
      day: await dayOf(parts),
    }),
);

const schedule = route(
  {
    method: 'POST',
    path: '/forecasts/:site/:month/copy-schedule',
    place: 'Forecast',
    summary:
      'Copies scheduled hours, from today on, into the payroll forecast, or shows what that would change.',
    access: 'data:write',
    params: ofMonth,
    body: z.strictObject({
      version: changingFields.version,
      is_editing: changingFields.is_editing,
      seen: changingFields.seen,
      from: day('First day'),
      to: day('Last day'),
      is_trial: isTrial,
    }),
    answer: copiedShape,
    refusals: [...ofEntering, 'FORECASTING_SCHEDULE_MISSING'],
  },
  async ({ principal, params, body, parts }) =>
    copyScheduledHours(principal, {
      site: params.site,
      year: Number.parseInt(params.month, 10),
      version: body.version,
      from: body.from,
      to: body.to,
      seen: body.seen,
      isEditing: body.is_editing,
      isTrial: body.is_trial,
      day: await dayOf(parts),
    }),
);

const file = route(
  {
    method: 'GET',
    path: '/forecasts/file',
    place: 'Forecast',
    summary: 'Entries of a year at the sites the caller may see, as a CSV list or an Excel workbook.',
    access: 'data:read',
    query: z.strictObject({
      year: z
        .string()
        .regex(/^20\d\d$/, 'must be a year')
        .describe('Year'),
      format: z
        .enum(['csv', 'xlsx'])
        .default('csv')
        .describe('CSV list, or Excel workbook with a sheet for each area'),
      version,
      site: z.string().max(10_000).optional().describe('Only these sites, separated by commas'),
    }),
    answer: z.unknown().describe('The file'),
    refusals: ['FORECASTING_VERSION_UNKNOWN', 'SECURITY_EXPORT_WAITS'],
  },
  async ({ principal, query, reply }) => {
    const year = Number.parseInt(query.year, 10);
    const sites = query.site?.split(',').map((one) => one.trim()) ?? null;
    const entries = await exportForecasts(principal, { sites, year, version: query.version });
    const isList = query.format === 'csv';
    const type = isList
      ? 'text/csv; charset=utf-8'
      : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
    reply.header('content-disposition', `attachment; filename="forecast-${query.year}.${query.format}"`);
    return reply.type(type).send(isList ? entriesCsv(entries) : entriesWorkbook(entries, rangeOfYear(year)));
  },
);

const imported = route(
  {
    method: 'POST',
    path: '/forecasts/import',
    place: 'Forecast',
    summary: 'Saves a list of values for any sites, all or none, as a file would.',
    access: 'data:write',
    body: z.strictObject({
      version: changingFields.version,
      is_editing: changingFields.is_editing,
      is_confirmed: changingFields.is_confirmed,
      is_removing: z
        .boolean()
        .default(false)
        .describe('Empty values are meant to return entries to the budget'),
      is_trial: isTrial,
      name: z.string().min(1).max(200).describe('Name of the list, like a file name'),
      settings: z
        .array(
          z.strictObject({
            site,
            set: z.string().max(200).describe('As in `daybook forecast set`: rates.valet-daily@2025-07=28'),
          }),
        )
        .min(1)
        .max(50_000),
    }),
    answer: z.array(
      z.strictObject({
        site,
        year: z.int().describe('Year'),
        change: z.string().nullable().describe('Number of the change; null if nothing was saved'),
        changed: z.int().describe('Changed values'),
        forced_negative: z.int().describe('Values made negative'),
        groups_without_jobs: z.int().describe('Entries of groups without a job code in use'),
      }),
    ),
    refusals: [...ofEntering, 'FORECASTING_FILE_REMOVES', 'FORECASTING_SETTING_INVALID'],
  },
  async ({ principal, body, parts }) => {
    const entries = body.settings.map(({ site: of, set }, at) => ({
      site: of,
      entry: typedEntry(set),
      row: at + 1,
      sheet: null,
    }));
    return importForecasts(principal, {
      files: [{ name: body.name, entries, faults: [] }],
      version: body.version,
      isEditing: body.is_editing,
      isConfirmed: body.is_confirmed,
      isRemoving: body.is_removing,
      isTrial: body.is_trial,
      day: await dayOf(parts),
    });
  },
);

/** What managers enter. */
export const forecastRoutes = [file, imported, editor, saved, preview, rates, schedule] as const;

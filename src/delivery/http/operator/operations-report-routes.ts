import { z } from 'zod';
import { listReports, reportPeriods, showReport } from '../../../platform/operations/index.ts';
import { day, moment } from '../routing/fields.ts';
import { route } from '../routing/route.ts';

/** Reports of one answer. */
const mostReports = 400;

const period = z.enum(reportPeriods).describe('What it is of: a day, a week from Monday, or a month');
const span = {
  period,
  first_day: day('Its first day, by the clocks of the operator'),
  last_day: day('Its last day'),
  made_at: moment('When it was made'),
};

const list = route(
  {
    method: 'GET',
    path: '/operations-reports',
    place: 'Administration',
    summary: 'Lists the stored reports of operations.',
    access: 'data:read',
    query: z.strictObject({ period: period.optional() }),
    answer: z
      .array(
        z.strictObject({
          ...span,
          for_somebody: z.int().min(0).describe('Rows that somebody has to look at'),
          mailed_at: moment('When it went out by mail').nullable(),
        }),
      )
      .describe('The newest first'),
  },
  ({ principal, query }) => listReports(principal, { ...query, limit: mostReports }),
);

const show = route(
  {
    method: 'GET',
    path: '/operations-reports/:period',
    place: 'Administration',
    summary: 'Tells what a day, a week or a month was like: jobs, loads, alerts, response times, sizes.',
    access: 'data:read',
    params: z.strictObject({ period }),
    query: z.strictObject({
      day: day('A day of it; today unless said, and then what there is so far').optional(),
    }),
    answer: z.strictObject({
      ...span,
      sections: z.array(
        z.strictObject({
          name: z.string().describe('Name of the part'),
          title: z.string().describe('The same for people'),
          columns: z.array(
            z.strictObject({
              title: z.string().describe('What stands above it'),
              is_figure: z.boolean().describe('It holds figures'),
            }),
          ),
          rows: z.array(
            z.strictObject({
              cells: z.array(z.string().nullable()).describe('A cell for each column'),
              is_for_somebody: z.boolean().describe('Somebody has to look at it'),
            }),
          ),
          none: z.string().describe('What it means that there are no rows'),
        }),
      ),
    }),
  },
  ({ principal, params, query, parts }) => showReport(principal, { ...params, ...query }, parts.reports),
);

/** What tells how the platform ran. */
export const operationsReportRoutes = [list, show];

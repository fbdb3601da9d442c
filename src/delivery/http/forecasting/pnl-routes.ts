import { z } from 'zod';
import {
  explainPnlCell,
  groupings,
  laborGrains,
  rankedFigures,
  rankSites,
  readLaborProductivity,
  readMonthTrending,
  readPnlGrid,
  readPnlGroups,
  shownLines,
} from '../../../forecasting/index.ts';
import { firstDay, lastDay, monthOfDay } from '../../../kernel/month.ts';
import { askedMonth, flag, site } from '../routing/fields.ts';
import { pageRows } from '../routing/pages.ts';
import { route, type RouteParts } from '../routing/route.ts';
import { against, asOf, by, monthFields, monthsOf, siteFields, sitesOf, version } from './request-fields.ts';
import {
  explanationShape,
  gridShape,
  groupsShape,
  laborShape,
  line,
  measure,
  rankedShape,
  trendingShape,
} from './shapes.ts';

/** The whole portfolio may have to be calculated before it is answered. */
const milliseconds = 120_000;
const ofPnl = ['PNL_RANGE_INVALID', 'PNL_NO_SITES', 'PNL_VERSION_UNKNOWN'] as const;

const linesField = z
  .string()
  .max(400)
  .transform((text) => text.split(',').map((part) => part.trim()))
  .pipe(z.array(z.enum(shownLines)))
  .optional()
  .describe(`Only these rows of each group, separated by commas: ${shownLines.join(', ')}`);

/** Fields that choose which P&L is read, whole or in groups. */
const pnlFields = {
  ...siteFields,
  ...monthFields,
  against,
  version,
  as_of: asOf,
  stored: flag('The last calculation, without updating it'),
};

/** The P&L that was chosen, as use cases take it. */
async function chosenPnl(query: z.output<z.ZodObject<typeof pnlFields>>, parts: RouteParts) {
  const today = await parts.billing.today();
  const day = query.as_of ?? today;
  return {
    months: monthsOf(query, day),
    against: query.against,
    version: query.version,
    asOf: day,
    today,
    sites: sitesOf(query),
    isStored: query.stored,
    plannedYears: parts.forecasting.plannedYears,
  };
}

const grid = route(
  {
    method: 'GET',
    path: '/profit-and-losses',
    place: 'P&L',
    summary:
      'The P&L of sites over months as a grid, with variances, states of months and the rule of each row.',
    details: 'It is updated first, unless stored=true. Up to 36 months (default: those of the current year).',
    access: 'data:read',
    query: z.strictObject({ ...pnlFields, by }),
    answer: gridShape,
    refusals: ofPnl,
    milliseconds,
  },
  async ({ principal, query, parts }) =>
    readPnlGrid(principal, { ...(await chosenPnl(query, parts)), by: query.by }),
);

const groups = route(
  {
    method: 'GET',
    path: '/profit-and-losses/groups',
    place: 'P&L',
    summary: 'The P&L broken down by region, company, site or another field, a page of groups at a time.',
    details:
      'Groups come in the order of their names; `next` is the `after` of the next page. Rows narrow what is ' +
      'answered of each group. It is updated first, unless stored=true.',
    access: 'data:read',
    query: z.strictObject({
      ...pnlFields,
      by: z.enum(groupings).default('site').describe('What it is broken down by'),
      lines: linesField,
      after: z.string().min(1).max(200).optional().describe('Name of the group behind which the page begins'),
      limit: pageRows.describe('Groups of a page'),
    }),
    answer: groupsShape,
    refusals: ofPnl,
    milliseconds,
  },
  async ({ principal, query, parts }) => {
    const { by: grouping, lines, after, limit } = query;
    return readPnlGroups(principal, {
      ...(await chosenPnl(query, parts)),
      by: grouping,
      lines,
      after,
      limit,
    });
  },
);

const explanation = route(
  {
    method: 'GET',
    path: '/profit-and-losses/explanation',
    place: 'P&L',
    summary: 'How a cell of the P&L of a site was calculated, down to the file and line of each source.',
    access: 'data:read',
    query: z.strictObject({ site, month: askedMonth('Month'), line, version, as_of: asOf }),
    answer: explanationShape,
    refusals: ['PNL_CELL_UNKNOWN', 'WAREHOUSE_SITE_UNKNOWN'],
    milliseconds,
  },
  async ({ principal, query, parts }) => {
    const { name: operator } = await parts.billing.operator();
    return explainPnlCell(principal, {
      site: query.site,
      month: query.month,
      line: query.line,
      version: query.version,
      asOf: query.as_of ?? (await parts.billing.today()),
      operator,
    });
  },
);

const trending = route(
  {
    method: 'GET',
    path: '/trending',
    place: 'P&L',
    summary: 'The current month of sites: actual to date, what is still expected, trend, variance and rules.',
    access: 'data:read',
    query: z.strictObject({
      ...siteFields,
      month: askedMonth('Month (default: the current one)').optional(),
      against,
      version,
      as_of: asOf,
    }),
    answer: trendingShape,
    refusals: ofPnl,
    milliseconds,
  },
  async ({ principal, query, parts }) => {
    const today = await parts.billing.today();
    const day = query.as_of ?? today;
    return readMonthTrending(principal, {
      month: query.month ?? monthOfDay(day),
      against: query.against,
      version: query.version,
      asOf: day,
      today,
      sites: sitesOf(query),
      plannedYears: parts.forecasting.plannedYears,
    });
  },
);

const ranking = route(
  {
    method: 'GET',
    path: '/ranking',
    place: 'P&L',
    summary: 'Sites, districts or regions ranked by a row of the P&L or by labor productivity, best first.',
    access: 'data:read',
    query: z.strictObject({
      ...siteFields,
      ...monthFields,
      by: z.enum(groupings).default('region').describe('What is ranked'),
      measure: measure.default('front-line-contribution'),
      figure: z.enum(rankedFigures).default('amount').describe('Figure of a row of the P&L'),
      against,
      version,
      as_of: asOf,
    }),
    answer: z.array(rankedShape),
    refusals: ofPnl,
    milliseconds,
  },
  async ({ principal, query, parts }) => {
    const today = await parts.billing.today();
    return rankSites(principal, {
      months: monthsOf(query, query.as_of ?? today),
      by: query.by,
      measure: query.measure,
      figure: query.figure,
      against: query.against,
      version: query.version,
      asOf: query.as_of ?? today,
      today,
      sites: sitesOf(query),
      plannedYears: parts.forecasting.plannedYears,
    });
  },
);

const labor = route(
  {
    method: 'GET',
    path: '/labor-productivity',
    place: 'P&L',
    summary:
      'Vehicles per hour, labor to revenue, overtime, fill rate, drive-in and capture, compared with the budget.',
    access: 'data:read',
    query: z.strictObject({
      ...siteFields,
      ...monthFields,
      grain: z.enum(laborGrains).default('month').describe('By day, payroll week, month or all at once'),
      by,
    }),
    answer: z.array(laborShape),
    refusals: ['PNL_RANGE_INVALID', 'PNL_NO_SITES'],
    milliseconds,
  },
  async ({ principal, query, parts }) => {
    const today = await parts.billing.today();
    const months = monthsOf(query, today);
    return readLaborProductivity(principal, {
      sites: sitesOf(query),
      from: firstDay(months.from),
      to: lastDay(months.to),
      grain: query.grain,
      by: query.by ?? null,
      today,
    });
  },
);

/** The P&L, what explains it, and what is reported of it. */
export const pnlRoutes = [grid, groups, explanation, trending, ranking, labor] as const;

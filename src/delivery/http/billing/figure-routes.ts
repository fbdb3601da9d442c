import { z } from 'zod';
import {
  dailyCsv,
  explainStatementComparison,
  explainStatementLine,
  findOutdated,
  readDailyRevenue,
  sendDailyRevenue,
  type ExplainedLine,
} from '../../../billing/index.ts';
import { readFourFigures, readPerformance } from '../../use-cases/read-performance.ts';
import { askedMonth, day, month, number, site, textOrNull } from '../routing/fields.ts';
import { route } from '../routing/route.ts';
import { explainedFigures, explainedLine } from './statement-shapes.ts';

/** Every statement of a month is calculated again. */
const milliseconds = 120_000;

const outdated = route(
  {
    method: 'GET',
    path: '/outdated-statements',
    place: 'Statements',
    summary: 'Lists statements whose facts or terms have changed since, sent ones too, with the difference.',
    access: 'data:read',
    query: z.strictObject({
      month: askedMonth('Only this service month').optional(),
      site: site.optional(),
    }),
    answer: z.array(
      z.strictObject({
        statement_id: number('Number of the statement'),
        site,
        month: month('Service month'),
        state: z.string().describe('State'),
        total: z.string().describe('Total as it was generated, dollars'),
        now: textOrNull('Total as it would be now; null if it cannot be calculated'),
        difference: textOrNull('By how much it differs'),
        why: z.string().describe('What changed'),
      }),
    ),
    milliseconds,
  },
  async ({ principal, query, parts }) => findOutdated(principal, await parts.billing.operator(), query),
);

const ofMonth = z.strictObject({ month: askedMonth('Service month'), site: site.optional() });

const compared = route(
  {
    method: 'GET',
    path: '/statement-comparison',
    place: 'Statements',
    summary: 'The four figures of each statement of a month: forecast, posted, invoiced, total actual.',
    access: 'data:read',
    query: ofMonth,
    answer: z.array(
      z.strictObject({
        site,
        statement: number('Number of the statement'),
        state: z.string().describe('State'),
        forecast: textOrNull('Forecast, dollars'),
        posted: textOrNull('Posted, dollars'),
        invoiced: textOrNull('Invoiced, dollars'),
        actual: textOrNull('Posted and invoiced together'),
        deviation: textOrNull('Off by'),
        deviation_percent: textOrNull('Off by, in percent'),
      }),
    ),
  },
  ({ principal, query }) => readFourFigures(principal, { ...query, isExport: false }),
);

const performance = route(
  {
    method: 'GET',
    path: '/statement-performance',
    place: 'Statements',
    summary: 'Billed against forecast, by site and component of the contract.',
    access: 'data:read',
    query: ofMonth,
    answer: z.array(
      z.strictObject({
        site,
        month: month('Service month'),
        component: z.string().describe('Component of the contract'),
        billed: textOrNull('Billed, dollars'),
        forecast: textOrNull('Forecast, dollars'),
        difference: textOrNull('Billed less forecast'),
        difference_percent: textOrNull('The same in percent'),
      }),
    ),
  },
  ({ principal, query }) => readPerformance(principal, { ...query, isExport: false }),
);

const daily = route(
  {
    method: 'GET',
    path: '/daily-revenue',
    place: 'Statements',
    summary:
      'Actual revenue of the statements generated in the month of a day, as the CSV of the daily mail.',
    access: 'data:read',
    query: z.strictObject({ date: day('As of the end of this day (default: now)').optional() }),
    answer: z.unknown().describe('The file'),
    refusals: ['SECURITY_EXPORT_WAITS', 'SECURITY_SUPPORT_READS_ONLY'],
  },
  async ({ principal, query, parts, reply }) => {
    const { timeZone } = parts.billing;
    const rows = await readDailyRevenue(principal, { day: query.date ?? null, timeZone, isExport: true });
    return reply
      .header('content-disposition', 'attachment; filename="daily-revenue.csv"')
      .type('text/csv; charset=utf-8')
      .send(dailyCsv(rows));
  },
);

const sent = route(
  {
    method: 'POST',
    path: '/daily-revenue/send',
    place: 'Statements',
    summary: 'Sends the daily mail by hand, once a day.',
    access: 'data:write',
    answer: z.strictObject({
      day: day('Day of the mail'),
      recipients: z.string().describe('Who received it'),
      statements: z.int().describe('How many statements it lists'),
    }),
    refusals: [
      ...(['BILLING_DAILY_NOBODY', 'BILLING_DAILY_SENT'] as const),
      ...(['BILLING_MAIL_REFUSED', 'BILLING_RECIPIENTS_REFUSED'] as const),
    ],
    milliseconds,
  },
  async ({ principal, parts }) =>
    sendDailyRevenue(principal, await parts.billing.going(), {
      now: parts.clock.now(),
      timeZone: parts.billing.timeZone,
    }),
);

const explained = route(
  {
    method: 'GET',
    path: '/statement-lines/:line',
    place: 'Statements',
    summary: 'How a line of a statement was calculated, down to the file and line of each source.',
    access: 'data:read',
    params: z.strictObject({ line: number('Number of the line') }),
    answer: explainedLine,
    refusals: ['BILLING_LINE_UNKNOWN', 'BILLING_REASON_NEEDED'],
  },
  async ({ principal, params }) => {
    const { inputs, ...line } = await explainStatementLine(principal, params.line);
    return { ...line, inputs: shownInputs(inputs) };
  },
);

const explainedComparison = route(
  {
    method: 'GET',
    path: '/statements/:number/comparison',
    place: 'Statements',
    summary: 'How what was expected, posted and invoiced came about, and the deviation of a statement.',
    access: 'data:read',
    params: z.strictObject({ number: number('Number of the statement') }),
    answer: explainedFigures,
    refusals: ['BILLING_STATEMENT_UNKNOWN', 'BILLING_REASON_NEEDED'],
  },
  async ({ principal, params }) => {
    const figures = await explainStatementComparison(principal, params.number);
    return figures.map(({ inputs, ...figure }) => ({ ...figure, inputs: shownInputs(inputs) }));
  },
);

function shownInputs(inputs: ExplainedLine['inputs']) {
  return inputs.map(({ origin, ...input }) => ({ ...input, origin: originOf(origin) }));
}

/** Where a value comes from, without the parameters of the question. */
function originOf({ kind, path, question, what }: ExplainedLine['inputs'][number]['origin']) {
  return {
    kind,
    ...(path === undefined ? {} : { path }),
    ...(question === undefined ? {} : { question }),
    ...(what === undefined ? {} : { what }),
  };
}

/** Figures about statements, beside those of the statements themselves. */
export const figureRoutes = [
  outdated,
  compared,
  performance,
  explained,
  explainedComparison,
  daily,
  sent,
] as const;

import { z } from 'zod';
import {
  accuracyGroupings,
  backTestForecasts,
  bridgePnl,
  driverOf,
  groupedBridge,
  measureAccuracy,
  previewWhatIf,
  type BridgeEnd,
  type Driver,
} from '../../../forecasting/index.ts';
import { refusal } from '../../../kernel/errors.ts';
import { route } from '../routing/route.ts';
import { site } from '../routing/fields.ts';
import { accuracyShape, backTestShape, bridgeShape, changedRows } from './analysis-shapes.ts';
import { asOf, monthFields, monthsOfYear, siteFields, sitesOf, version } from './request-fields.ts';

/** The whole portfolio may have to be calculated before it is answered. */
const milliseconds = 120_000;

const whatIf = route(
  {
    method: 'POST',
    path: '/profit-and-losses/what-if',
    place: 'P&L',
    summary: 'The P&L of a site with other drivers, from the current month on; nothing is saved.',
    access: 'data:read',
    body: z.strictObject({
      site,
      year: z.int().min(2000).max(2100).optional().describe('Year (default: the current one)'),
      drivers: z
        .array(z.string().max(200))
        .min(1)
        .max(100)
        .describe('As in `daybook forecast what-if --set`: rate.valet-daily=+5%, expense.7045=900'),
      version,
      as_of: asOf,
    }),
    answer: changedRows,
    refusals: ['PNL_DRIVER_INVALID', 'PNL_YEAR_PAST', 'PNL_VERSION_UNKNOWN'],
    milliseconds,
  },
  async ({ principal, body, parts }) => {
    const day = body.as_of ?? (await parts.billing.today());
    return previewWhatIf(principal, {
      site: body.site,
      year: body.year ?? Number.parseInt(day, 10),
      version: body.version,
      drivers: body.drivers.map(driverNamed),
      asOf: day,
    });
  },
);

function driverNamed(text: string): Driver {
  const driver = driverOf(text);
  if (driver === null) throw refusal('PNL_DRIVER_INVALID', { driver: text });
  return driver;
}

const side = z
  .string()
  .max(200)
  .regex(
    /^(budget|forecast|actual|trend|version:.+)$/,
    'must be budget, forecast, actual, trend or version:NAME',
  )
  .transform((text): BridgeEnd => {
    const [, named] = /^version:(.+)$/.exec(text) ?? [];
    if (named !== undefined) return { basis: 'forecast', version: named };
    return { basis: text as BridgeEnd['basis'], version: 'working' };
  });

const bridge = route(
  {
    method: 'GET',
    path: '/profit-and-losses/bridge',
    place: 'P&L',
    summary: 'Why two columns of the P&L of sites differ: volume, mix and price of every row, to the cent.',
    details: 'Sides are budget, forecast, actual, trend or version:NAME; months are of one year.',
    access: 'data:read',
    query: z.strictObject({
      ...siteFields,
      ...monthFields,
      one: side.default({ basis: 'budget', version: 'working' }).describe('From this column'),
      other: side.default({ basis: 'forecast', version: 'working' }).describe('To this column'),
      as_of: asOf,
    }),
    answer: bridgeShape,
    refusals: ['PNL_MONTHS_INVALID', 'PNL_NO_SITES', 'PNL_NOTHING_TO_BRIDGE'],
    milliseconds,
  },
  async ({ principal, query, parts }) => {
    const day = query.as_of ?? (await parts.billing.today());
    const months = monthsOfYear(query, day);
    const ends = [query.one, query.other] as const;
    const { steps, sites, leftOut } = await bridgePnl(principal, {
      ...months,
      ends,
      asOf: day,
      sites: sitesOf(query),
    });
    return { ...months, sites, ...groupedBridge(steps), leftOut };
  },
);

const testFields = { ...siteFields, ...monthFields, as_of: asOf };
const ofTest = ['PNL_MONTHS_INVALID', 'PNL_NO_SITES', 'PNL_NOTHING_TO_TEST'] as const;

const backTest = route(
  {
    method: 'GET',
    path: '/back-test',
    place: 'P&L',
    summary: 'How accurate past forecasts of record were, next to last year and the budget.',
    access: 'data:read',
    query: z.strictObject(testFields),
    answer: backTestShape,
    refusals: ofTest,
    milliseconds,
  },
  async ({ principal, query, parts }) => {
    const today = await parts.billing.today();
    const months = monthsOfYear(query, query.as_of ?? today);
    const { results, leftOut } = await backTestForecasts(principal, {
      ...months,
      sites: sitesOf(query),
      asOf: query.as_of ?? today,
      today,
      timeZone: parts.billing.timeZone,
    });
    const wordOf = { forecast: 'forecast', seasonalNaive: 'seasonal_naive', budget: 'budget' } as const;
    return {
      ...months,
      results: results.map((one) => ({ ...one, best: one.best.map((method) => wordOf[method]) })),
      leftOut,
    };
  },
);

const accuracy = route(
  {
    method: 'GET',
    path: '/forecast-accuracy',
    place: 'P&L',
    summary: 'How many closed site months were forecast within the operator’s percentages.',
    access: 'data:read',
    query: z.strictObject({
      ...testFields,
      by: z.enum(accuracyGroupings).default('row').describe('What months are counted by'),
    }),
    answer: accuracyShape,
    refusals: ofTest,
    milliseconds,
  },
  async ({ principal, query, parts }) => {
    const today = await parts.billing.today();
    const months = monthsOfYear(query, query.as_of ?? today);
    const measured = await measureAccuracy(principal, {
      ...months,
      sites: sitesOf(query),
      by: query.by,
      asOf: query.as_of ?? today,
      today,
      timeZone: parts.billing.timeZone,
    });
    return { ...months, ...measured };
  },
);

/** What figures of the P&L would be, why they differ, and how good forecasts were. */
export const analysisRoutes = [whatIf, bridge, backTest, accuracy] as const;

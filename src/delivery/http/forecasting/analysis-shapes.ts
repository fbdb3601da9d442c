import { z } from 'zod';
import { bridgedRows, shownLines, testedRows } from '../../../forecasting/index.ts';
import { exact, month, site } from '../routing/fields.ts';

const changedFields = {
  before: exact('dollars', 'As it is').nullable(),
  after: exact('dollars', 'As it would be').nullable(),
  difference: exact('dollars', 'Difference').nullable(),
};

/** What a year is before and after something, by what each shows as trend. */
export const changedRows = z
  .array(
    z.strictObject({
      row: z.enum(shownLines).describe('Row of the P&L'),
      months: z.array(z.strictObject({ month: month('Month').nullable(), ...changedFields })),
      total: z.strictObject(changedFields).describe('The year'),
    }),
  )
  .describe('The trend of the year, row by row');

const months = {
  from: month('First month'),
  to: month('Last month'),
  year: z.int().describe('Year of the months'),
};

const effect = (meaning: string) => exact('dollars', meaning);
const amounts = {
  before: effect('On the first side'),
  after: effect('On the other side'),
  difference: effect('By how much'),
  volume: effect('Effect of more or less of everything'),
  site_mix: effect('Effect of different shares of sites'),
  mix: effect('Effect of different shares of categories or jobs at a site'),
  price: effect('Effect of different rates or costs'),
  other: effect('Amounts without a quantity'),
};
const row = z.enum(bridgedRows).describe('Row of the P&L');

/** Why two columns differ. */
export const bridgeShape = z.strictObject({
  ...months,
  sites: z.array(site).describe('Requested sites'),
  rows: z
    .array(
      z.strictObject({
        row,
        months: z.array(z.strictObject({ month: month('Month'), ...amounts })),
        items: z.array(
          z.strictObject({ item: z.string().describe('Category, job, component or row'), ...amounts }),
        ),
        total: z.strictObject(amounts).describe('All months'),
      }),
    )
    .describe('In the order of the P&L'),
  by_site: z.array(z.strictObject({ site, rows: z.array(z.strictObject({ row, ...amounts })) })),
  left_out: z
    .array(
      z.strictObject({
        site,
        month: month('Month').nullable(),
        reason: z.string().describe('What is missing'),
      }),
    )
    .describe('Items with nothing to compare on one side'),
});

const tested = z.enum(testedRows).describe('Row of the P&L');
const count = (meaning: string) => z.int().min(0).describe(meaning);
const errors = (of: string) =>
  z
    .strictObject({
      mae: exact('dollars', 'Mean absolute error of a site month'),
      wape: exact('fraction', 'Absolute errors divided by absolute actuals').nullable(),
      bias: exact('fraction', 'Above 0 is too high').nullable(),
    })
    .nullable()
    .describe(`Of ${of}; null if it has no figure for some of the months`);

/** How accurate forecasts were. */
export const backTestShape = z.strictObject({
  ...months,
  results: z.array(
    z.strictObject({
      site: site.nullable().describe('Site; null means all'),
      row: tested,
      lead: z.int().nullable().describe('Months ahead; null means the last forecast of each month'),
      months: count('Site months included'),
      actual: exact('dollars', 'What happened'),
      best: z
        .array(z.enum(['forecast', 'seasonal_naive', 'budget']))
        .describe('With the smallest absolute error; several if equal'),
      errors: z.strictObject({
        forecast: errors('the forecast of record'),
        seasonal_naive: errors('the same month of the previous year'),
        budget: errors('the budget'),
      }),
    }),
  ),
  left_out: z
    .array(z.strictObject({ site, reason: z.string().describe('Why') }))
    .describe('Sites and months left out'),
});

/** How near forecasts came. */
export const accuracyShape = z.strictObject({
  ...months,
  bands: z.array(exact('percent', 'A band')).describe('Percentages of the actual'),
  groups: z.array(
    z.strictObject({
      group: z.string().describe('Row, months ahead, district or site'),
      row: tested,
      months: count('Closed months of sites with a forecast of record'),
      without_percent: count('Of these, where the actual is 0 and something was forecast'),
      within: z.array(count('How many')).describe('How many are within each band, in order'),
    }),
  ),
});

import { z } from 'zod';
import { areas, rankedMeasures, shownLines } from '../../../forecasting/index.ts';
import { day, exact, moment, month, site, textOrNull } from '../routing/fields.ts';

/** A row of the P&L. */
export const line = z.enum(shownLines).describe('Row of the P&L');
export const measure = z.enum(rankedMeasures).describe('Row of the P&L, or labor ratio');
export const area = z.enum(areas).describe('Area of entries');

const dollars = (meaning: string) => exact('dollars', meaning).nullable();
const percent = (meaning: string) => exact('percent', meaning).nullable();
const favour = z.enum(['better', 'worse', 'same']).describe('Whether the variance is favorable for this row');
const count = (meaning: string) => z.int().min(0).describe(meaning);

const sources = z
  .strictObject({
    actual: count('Actual').optional(),
    blended: count('Actual so far and forecast').optional(),
    forecast: count('Forecast').optional(),
    budget: count('Budget').optional(),
    fallback: count('No contract in effect').optional(),
  })
  .describe('How many sites have which source');
const siteCounts = z
  .strictObject({
    all: count('In the cell'),
    budget: count('With a budget'),
    forecast: count('With a forecast'),
    actual: count('With an actual'),
    trend: count('With a trend'),
    compared: count('With both that are compared'),
  })
  .describe('How many sites have a figure; a total counts site months');
const source = z
  .enum(['actual', 'blended', 'forecast', 'budget', 'fallback', 'mixed'])
  .describe('Source of the trend');

const cellFields = {
  month: month('Month').nullable().describe('Month, YYYY-MM; null for subtotals and totals'),
  budget: dollars('Budget'),
  forecast: dollars('Forecast, without actuals'),
  actual: dollars('Actual, once closed'),
  trend: dollars('Actual once closed, otherwise actuals so far plus the forecast for the rest'),
  variance: dollars('Trend less its comparison'),
  variance_percent: percent('Variance in percent of the comparison'),
  source,
  sources,
  sites: siteCounts,
};

/** A cell of a grid. */
const gridCell = z.strictObject({
  ...cellFields,
  compared_with: dollars('What the trend is compared with'),
  favour,
  emphasis: z.enum(['bold', 'medium', 'normal']).describe('How strongly the variance is shown'),
});
const gridRow = z.strictObject({
  line,
  months: z.array(gridCell).describe('Months in order'),
  actual_months: gridCell.describe('Subtotal of the actual months of each site'),
  total: gridCell.describe('All months'),
  percent_of_internal_revenue: percent('Total in percent of internal revenue'),
});

export const notice = z.strictObject({
  site,
  month: month('Month'),
  kind: z
    .enum(['budget changed', 'no payroll budget', 'no budget', 'proforma', 'proforma waits'])
    .describe('What forecasters need to know'),
  rows: count('Rows of the budget'),
  file: textOrNull('File that changed it'),
  at: textOrNull('When'),
});
const failed = z.array(
  z.strictObject({ site, reason: z.string().describe('Why the P&L could not be calculated') }),
);
const waiting = z.array(
  z.strictObject({
    change: z.string().describe('Number of the change of terms'),
    site,
    from: month('Month from which it would apply'),
  }),
);
export const eventsShape = z
  .array(
    z.strictObject({
      event: z.string().describe('Number of the event'),
      site,
      kind: z.string().describe('What kind of event it is'),
      title: z.string().describe('Name'),
      from: day('First day'),
      to: day('Last day'),
      effect: percent('Expected effect on traffic; null if unknown'),
      territory: textOrNull('Territory it was entered for'),
      note: textOrNull('Notes'),
      added_by: z.string().describe('Who entered it'),
    }),
  )
  .describe('Games, conferences and closures at the sites');
export const commentsShape = z
  .array(
    z.strictObject({
      comment: z.string().describe('Number of the comment'),
      site,
      month: month('Month'),
      line: z.string().describe('Row of the P&L'),
      says: z.string().describe('What it says'),
      by: z.string().describe('Who wrote it'),
      at: z.string().describe('When, in UTC'),
      ended_at: textOrNull('When it was replaced or withdrawn; null while it stands'),
      ended_by: textOrNull('Who did that'),
    }),
  )
  .describe('What people say of the figures');
const lacking = {
  sites: z.array(site).describe('Sites included'),
  updating: z.array(site).describe('Sites that have changed since'),
  failed: failed.describe('Sites whose P&L could not be calculated'),
  notices: z.array(notice).describe('What managers need to know about their budgets'),
  waiting: waiting.describe('Contract changes that await a second person and are left out'),
};
const comparedWith = z
  .enum(['budget', 'forecast', 'prior-year', 'previous-quarter', 'fpa'])
  .describe('What the trend is compared with');

const groupName = z.string().describe('Site, or what else it is broken down by');

/** A page of groups of the P&L. */
export const groupsShape = z.strictObject({
  groups: z.array(
    z.strictObject({ name: groupName, sites: count('How many sites'), rows: z.array(gridRow) }),
  ),
  count: count('Groups of all pages'),
  next: textOrNull('Name of the group behind which the next page begins; null behind the last'),
});

/** The P&L as a grid. */
export const gridShape = z.strictObject({
  ...lacking,
  events: eventsShape,
  comments: commentsShape,
  unkept: z
    .array(
      z.strictObject({
        year: z.int().describe('Year'),
        why: z.enum(['year not planned', 'other day']).describe('Why it is not stored'),
      }),
    )
    .describe('Years calculated for the caller and not stored'),
  from: month('First month'),
  to: month('Last month'),
  as_of: day('Day used as today'),
  against: comparedWith,
  version: z.string().describe('Version'),
  months: z
    .array(
      z.strictObject({
        month: month('Month'),
        closed: count('Sites that have closed it'),
        open: count('Sites included'),
        future: count('Sites for which it is still ahead'),
      }),
    )
    .describe('Status of each month'),
  rows: z.array(gridRow),
  groups: z
    .array(z.strictObject({ name: groupName, rows: z.array(gridRow) }))
    .describe('The same, broken down; empty unless requested'),
  rules: z
    .array(z.strictObject({ line, rule: z.string().describe('How it is calculated while a month is open') }))
    .describe('The rule of each row in words'),
});

const sourceRow = z.strictObject({
  what: z.string().describe('Account, job code or revenue code'),
  on: z.string().describe('Day or month'),
  amount: exact('dollars', 'Amount'),
  batch_id: z.string().describe('Load it came from'),
  source_line: z.int().describe('Line of the file'),
  file_name: z.string().describe('File'),
});

/** How a cell was calculated. */
export const explanationShape = z.strictObject({
  site,
  month: month('Month'),
  line,
  cell: z.strictObject({ ...cellFields, base: dollars('What the trend is compared with') }),
  state: z.enum(['closed', 'open', 'future']).describe('Status of the month'),
  formula: z.string().describe('The rule in words'),
  parts: z
    .array(
      z.strictObject({
        name: z.string().describe('What it is'),
        value: exact('dollars', 'Value'),
        from: z.enum(['actual', 'forecast', 'budget', 'contract', 'calculated']).describe('Its source'),
        object: z.string().describe('What the caller must be able to read to see it'),
      }),
    )
    .describe('What the trend is made of'),
  lines: z.array(z.unknown()).describe('Components of internal revenue with formula and inputs'),
  notes: z.array(z.string()).describe('Notes'),
  profiles: z.array(z.unknown()).describe('Payroll budget by job profile, with the job codes it maps to'),
  entries: z
    .array(
      z.strictObject({
        area: z.string().describe('Area'),
        item: z.string().describe('Item'),
        first_on: z.string().describe('First day'),
        last_on: z.string().describe('Last day'),
        days: z.string().describe('How many days'),
        value: exact('as entered', 'Sum'),
        changed_by: z.string().describe('Who entered it'),
        changed_at: moment('When'),
        action: z.string().describe('How'),
        file_names: z.array(z.string()).nullable().describe('Files of an import'),
      }),
    )
    .describe('What was entered'),
  budget_rows: z.array(sourceRow).describe('Rows of the budget'),
  actual_rows: z.array(sourceRow).describe('Rows of the ledger, of payroll or of revenue'),
  hidden: z
    .array(
      z.strictObject({
        object: z.string().describe('What the caller would need to be able to read'),
        inputs: count('Inputs left out'),
      }),
    )
    .describe('What the caller may not see'),
  is_up_to_date: z
    .boolean()
    .nullable()
    .describe('Whether the stored figure has these inputs; null if none is stored'),
  events: eventsShape,
  comments: commentsShape,
});

const laborMeasure = z.strictObject({
  measure: z
    .enum([
      ...(['vehicles-per-hour', 'vehicles-per-productive-hour', 'labor-to-revenue', 'overtime'] as const),
      ...(['fill-rate', 'drive-in', 'capture'] as const),
    ])
    .describe('Quotient'),
  unit: z.string().describe('Unit'),
  actual: exact('as the unit says', 'Actual').nullable(),
  budget: exact('as the unit says', 'Budget of the same days').nullable(),
  deviation_percent: percent('Actual less budget, in percent of the budget'),
  is_marked: z.boolean().describe('Further from the budget than the operator allows'),
});

/** Labor of a period. */
export const laborShape = z.strictObject({
  group: z.string().describe('What it is broken down by; empty for all'),
  from: day('First day'),
  to: day('Last day that counts'),
  sites: count('How many sites'),
  hours: exact('hours', 'Hours paid').nullable(),
  productive_hours: exact('hours', 'Those of productive job codes').nullable(),
  labor_cost: dollars('Payroll'),
  vehicles: exact('vehicles', 'Paying vehicles').nullable(),
  net_revenue: dollars('Net external revenue'),
  measures: z.array(laborMeasure),
});

const reached = z
  .strictObject({ first: day('The minimum at a site'), last: day('The most') })
  .nullable()
  .describe('Through which day there is data');
const trendingRow = z.strictObject({
  line,
  budget: dollars('Budget'),
  forecast: dollars('Forecast'),
  actual_to_date: dollars('Actual to date'),
  expected: dollars('What is still expected'),
  trend: dollars('Both together'),
  parts: z
    .array(
      z.strictObject({
        from: z
          .enum(['actual', 'forecast', 'budget', 'contract', 'calculated', 'hidden'])
          .describe('From where'),
        amount: exact('dollars', 'Amount'),
      }),
    )
    .describe('What the trend is made of'),
  compared_with: dollars('What the trend is compared with'),
  variance: dollars('Trend less the comparison'),
  variance_percent: percent('Variance in percent of the comparison'),
  favour,
  percent_of_internal_revenue: percent('Trend in percent of internal revenue'),
  rules: z
    .array(z.strictObject({ rule: z.string().describe('In words'), sites: count('Sites that follow it') }))
    .describe('How the row is calculated'),
});

/** The current month as one answer. */
export const trendingShape = z.strictObject({
  ...lacking,
  month: month('Month'),
  as_of: day('Day used as today'),
  against: comparedWith,
  states: z
    .strictObject({
      closed: count('Sites that have closed the month'),
      open: count('Sites included'),
      future: count('Sites for which it is still ahead'),
    })
    .describe('Status of the month'),
  revenue_to: reached,
  payroll_to: reached,
  sections: z.array(
    z.strictObject({
      name: z.enum(['revenue', 'expense', 'performance']).describe('Section'),
      rows: z.array(trendingRow),
    }),
  ),
  alert: z
    .strictObject({
      percentage: exact('percent', 'Deviation beyond which the contribution is marked'),
      is_marked: z.boolean().describe('Whether it is marked'),
    })
    .describe('Front line contribution'),
  labor: z
    .array(laborMeasure)
    .nullable()
    .describe('Labor of the month; null for callers who may not read it'),
});

/** A place in a ranking. */
export const rankedShape = z.strictObject({
  rank: z.int().nullable().describe('Rank, from 1; null without a figure'),
  group: z.string().describe('Site, district or region'),
  sites: count('How many sites'),
  value: exact('dollars or percent', 'The figure').nullable(),
  compared_with: exact('dollars or percent', 'What it is compared with').nullable(),
});

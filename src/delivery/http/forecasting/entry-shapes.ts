import { z } from 'zod';
import { otherColumns, typedEntries, type Entry } from '../../../forecasting/index.ts';
import { day, exact, moment, month, site, textOrNull } from '../routing/fields.ts';
import { changedRows } from './analysis-shapes.ts';
import { isEditing, version } from './request-fields.ts';
import { area, notice } from './shapes.ts';

const amount = (meaning: string) => exact('dollars, hours, vehicles or percent', meaning).nullable();
const item = z
  .string()
  .max(200)
  .describe('Category, job code or group:TITLE, kind or account; empty for statistics');

const entry = {
  area,
  period: z.string().describe('Day of statistics and payroll, YYYY-MM-DD; month of the others, YYYY-MM'),
  item,
  measure: z.string().describe('Statistic; rate; hours, cost or rate-per-hour; amount'),
  value: amount('Value; null follows the budget, 0 is zero'),
};

/** Values as they are typed into an editor. */
export const typedShape = z
  .array(
    z.strictObject({
      area,
      period: z
        .string()
        .max(10)
        .describe('Day YYYY-MM-DD for statistics and payroll, otherwise month YYYY-MM'),
      item: item.default(''),
      measure: z.string().max(40).describe('Statistic; rate; hours, cost or rate-per-hour; amount'),
      value: z.string().max(40).nullable().describe('Value as text; null or empty follows the budget'),
    }),
  )
  .min(1)
  .max(20_000)
  .describe('Values to enter');

/** What every change of entries says. */
export const changingFields = {
  version,
  is_editing: isEditing,
  seen: z
    .int()
    .min(0)
    .nullable()
    .default(null)
    .describe(
      'Newest change of the version that was seen; refused if there is a newer one. Null saves anyway',
    ),
  is_confirmed: z.boolean().default(false).describe('Rates may be unusual'),
};

/** Entries of what was typed. Refuses with FORECASTING_ENTRIES_INVALID. */
export function entriesOf(typed: z.output<typeof typedShape>): Entry[] {
  return typedEntries(typed.map(({ value, ...one }) => ({ ...one, value: value ?? '' })));
}

const changeFields = {
  change: textOrNull('Number of the change; null if nothing was saved'),
  changed: z.array(z.strictObject({ ...entry, before: amount('Value before') })).describe('Changed values'),
  forced_negative: z.array(z.string()).describe('Entries made negative'),
  groups_without_jobs: z
    .array(z.string())
    .describe('Entries of groups without a job code in use at the site'),
  followed: z.array(z.string()).describe('Values that follow from rooms and ratios'),
  ratios_waiting: z.array(z.string()).describe('Ratios from which nothing can be calculated yet'),
};

/** What a change saved. */
export const savedShape = z.strictObject(changeFields);

/** What entries that are not saved would change. */
export const previewShape = z.strictObject({
  ...changeFields,
  effect: changedRows,
});

/** A month in an editor. */
export const editorShape = z.strictObject({
  site,
  month: month('Month'),
  version: z.string().describe('Version'),
  seen: z.string().describe('Newest change of the version; send it back with a change'),
  payroll_by: z.enum(['code', 'group']).describe('How payroll is entered here'),
  is_by_code_only: z.boolean().describe('The contract bills hours: entries of job groups are refused'),
  notices: z.array(notice),
  entries: z.array(z.strictObject(entry)).describe('Entries; everything else follows the budget'),
  groups: z
    .array(
      z.strictObject({
        group: z.string().describe('Job group'),
        day: day('Day'),
        hours: exact('hours', 'Hours of its codes'),
        cost: exact('dollars', 'Cost of its codes'),
        codes: z.int().describe('How many codes have a row'),
      }),
    )
    .describe('Sums of what was entered for the codes of a group'),
  grouped_codes: z.array(z.string()).describe('Job codes whose hours are in those sums'),
  lock: z.strictObject({
    open_from: day('Days before it are read-only'),
    reason: z
      .enum(['month is closed', 'version is frozen', 'may only read'])
      .nullable()
      .describe('Why nothing may be changed; null if it may'),
  }),
  comparison: z
    .array(
      z.strictObject({
        area,
        period: z.strictObject({
          label: z.string().describe('Day, week or month'),
          from: day('First day'),
          to: day('Last day'),
        }),
        item,
        measure: z.string().describe('Measure'),
        budget: amount('Budget'),
        forecast: amount('As entered, otherwise the budget'),
        scheduled: amount('Schedule'),
        actual: amount('Actual'),
        accrued: amount('How much of the actual is accrued'),
        scheduled_above: exact('hours', 'Hours scheduled above the forecast').nullable(),
        against: z
          .partialRecord(z.enum(otherColumns), amount('Its value at the same place in its month'))
          .describe('Requested columns: actuals, or the forecast of a month that is not over'),
        variance: z
          .strictObject({
            amount: exact('as the measure', 'Actual less forecast for the days with actuals'),
            percent: exact('percent', 'Of the forecast').nullable(),
            judgement: z
              .enum(['favourable', 'unfavourable', 'on target'])
              .describe('Whether it is favorable'),
          })
          .nullable(),
      }),
    )
    .describe('Budget, forecast, schedule and actual side by side'),
  hidden_areas: z.array(area).describe('Areas whose comparison the caller may not see'),
});

/** Where sites stand in the month of approvals. */
export const calendarShape = z.strictObject({
  month: month('Month'),
  submit_by: day('Due day'),
  decide_by: day('Day by which it must be decided'),
  year: z.int().describe('Year of the forecasts'),
  sites: z.array(
    z.strictObject({
      site,
      state: z.enum(['not started', 'entered', 'submitted', 'approved', 'rejected']).describe('Status'),
      late: z.enum(['to submit', 'to decide']).nullable().describe('What is overdue'),
      by: textOrNull('Who submitted, or entered last'),
      at: textOrNull('When'),
      submission: textOrNull('Number of the submission'),
      decided_by: textOrNull('Who decided'),
      decided_at: textOrNull('When'),
      reason: textOrNull('Why'),
      record: textOrNull('Version that is the forecast of record'),
      deviations: z.array(z.string()).describe('Why the district manager must decide the pending submission'),
    }),
  ),
  notices: z.array(notice),
});

/** A version of a forecast. */
export const versionShape = z.strictObject({
  version: z.string().describe('Name'),
  kind: z.enum(['working', 'scenario', 'record']).describe('What it is'),
  based_on: textOrNull('Version it was created from'),
  seen: z.string().describe('Newest change of it'),
  cells: z.int().describe('Values changed in it'),
  made_at: moment('When it was made'),
  made_by: z.string().describe('Who made it'),
  submission: textOrNull('Number of the submission it keeps'),
  state: textOrNull('State of that submission'),
  decided_by: textOrNull('Who decided'),
  reason: textOrNull('Why'),
});

/** A value that two versions say differently. */
export const differenceShape = z.strictObject({
  area,
  period: z.string().describe('Day or month'),
  item,
  measure: z.string().describe('Measure'),
  one: amount('Value of the first; null follows the budget'),
  other: amount('Value of the other'),
  difference: amount('Other less first'),
});

const budgeted = z.strictObject({
  job_profile: z.string().describe('Job profile of the payroll budget'),
  hours: exact('hours', 'Hours in the year'),
  cost: exact('dollars', 'Cost in the year'),
});

/** What a forecast was started with. */
export const startedShape = z.strictObject({
  site,
  saved: savedShape,
  unmapped: z.array(budgeted).describe('Job profiles without a job code'),
  excluded: z.array(budgeted).describe('Job profiles that are deliberately left out'),
  left_out: z
    .array(z.strictObject({ name: z.string().describe('Entry'), cause: z.string().describe('Why') }))
    .describe('Entries outside their limits'),
});

/** What was copied from the schedule. */
export const copiedShape = z.strictObject({
  ...changeFields,
  jobs: z.array(
    z.strictObject({
      job: z.string().describe('Job code'),
      days: z.int().describe('Days'),
      hours: exact('hours', 'Hours'),
      cost: exact('dollars', 'Cost'),
      replaced: z.int().describe('Days that already had entries'),
    }),
  ),
  unscheduled: z.array(z.string()).describe('Job codes that are not scheduled and stay unchanged'),
  salaried: z.array(z.string()).describe('Job codes of salaried people'),
  from: day('First copied day'),
  outside: z.array(z.string()).describe('Days on which the site does not operate'),
});

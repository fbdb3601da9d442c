import { Option, type Command } from 'commander';
import {
  areas,
  compareMonth,
  grains,
  listEvents,
  type Area,
  otherColumns,
  type ExtendedComparisonRow,
  type Grain,
  type OtherColumn,
} from '../../forecasting/index.ts';
import { csvLineForPeople } from '../../kernel/csv.ts';
import { roundHalfAway, toText, type Decimal } from '../../kernel/decimal.ts';
import { writeOut } from '../../kernel/inside-folder.ts';
import { firstDay, lastDay, type Month } from '../../kernel/month.ts';
import { workbook } from '../../platform/workbooks/index.ts';
import { givenMonth } from '../given/month-and-site.ts';
import { actingCommand, print, printJson, say, withCaller, type ActingOptions } from '../command.ts';
import { counted, grouped, table } from '../table.ts';
import { withSite, withToday } from './request-options.ts';
import { eventJson, tellEvents } from './events.ts';
import { withFormat, type FormatOptions } from './files.ts';
import { todayOf } from '../given/today.ts';

interface CompareOptions extends ActingOptions, FormatOptions {
  readonly site: string;
  readonly month: Month;
  readonly version: string;
  readonly by: Grain;
  readonly area?: Area;
  readonly against?: readonly OtherColumn[];
  readonly today?: string;
}

/** `daybook forecast compare` */
export function compareCommand(): Command {
  const command = actingCommand(
    'compare',
    'Budget, forecast, actual and schedule of a month side by side.',
    'daybook forecast compare --site 0170 --month 2025-05 --by week --area payroll',
  );
  return withFormat(withToday(withSite(command)))
    .requiredOption('--month <month>', 'month, YYYY-MM', givenMonth)
    .option('--version <name>', 'version', 'working')
    .addOption(
      new Option('--by <grain>', 'statistics and payroll by day, week or month')
        .choices([...grains])
        .default('month'),
    )
    .addOption(new Option('--area <area>', 'only this area').choices([...areas]))
    .addOption(
      new Option('--against <column...>', 'further columns: other months, or the projection').choices(
        otherColumns,
      ),
    )
    .action(compare);
}

async function compare(options: CompareOptions, command: Command): Promise<void> {
  const { site, month, version, by, area, against } = options;
  const { rows, events } = await withCaller(options, async (acting) => {
    const today = await todayOf(acting, options.today);
    const days = { from: firstDay(month), to: lastDay(month) };
    return {
      rows: await compareMonth(acting, { site, month, version, by, area, against, today }),
      events: await listEvents(acting, { sites: { site: [site] }, ...days }),
    };
  });
  if (options.json)
    return printJson({ site, month, version, by, rows: rows.map(jsonRow), events: events.map(eventJson) });
  if (options.csv || options.xlsx) return write(rows, options, command);
  if (rows.length === 0) return say(`Site ${site} has no budget, entries or actuals in ${month}.`);
  tell(rows, options);
  tellEvents(events);
}

/** A row for machines: exact decimals as text. */
function jsonRow({ period, variance, against, ...row }: ExtendedComparisonRow): object {
  const { budget, forecast, scheduled, actual, accrued, scheduledAbove, ...named } = row;
  return {
    area: named.area,
    period: period.label,
    from: period.from,
    to: period.to,
    item: named.item,
    measure: named.measure,
    budget: exact(budget),
    forecast: exact(forecast),
    scheduled: exact(scheduled),
    actual: exact(actual),
    variance: exact(variance?.amount ?? null),
    variance_percent: exact(variance?.percent ?? null),
    judgement: variance?.judgement ?? null,
    accrued: exact(accrued),
    scheduled_above_forecast: exact(scheduledAbove),
    ...Object.fromEntries(
      otherColumns
        .filter((column) => column in against)
        .map((column) => [nameOf(column), exact(against[column] ?? null)]),
    ),
  };
}

/** `prior-year` is `prior_year`. */
function nameOf(column: OtherColumn): string {
  return column.replaceAll('-', '_');
}

/** Eight decimals at most; zeros at the end are not figures. */
function exact(value: Decimal | null): string | null {
  return value === null ? null : roundHalfAway(value, 8).toString();
}

const ownColumns = [
  ...(['area', 'period', 'from', 'to', 'item', 'measure'] as const),
  ...([
    'budget',
    'forecast',
    'scheduled',
    'actual',
    'variance',
    'variance_percent',
    'judgement',
    'accrued',
    'scheduled_above_forecast',
  ] as const),
];

/** The columns that were asked for, in one order. */
function othersIn({ against = [] }: CompareOptions): OtherColumn[] {
  return otherColumns.filter((column) => against.includes(column));
}

async function write(
  rows: readonly ExtendedComparisonRow[],
  options: CompareOptions,
  command: Command,
): Promise<void> {
  const { site, month, version, xlsx, out } = options;
  const others = othersIn(options);
  if (xlsx && out === undefined) return command.error('error: --out is required to write the workbook');
  const heading = `Site ${site}, ${month}, version ${version}`;
  const content = xlsx ? asWorkbook(rows, others, heading) : asCsv(rows, others);
  if (out === undefined) return print(content.toString().trimEnd());
  await writeOut(out, content);
  say(`Wrote ${counted(rows.length, 'row')} to ${out}.`);
}

function asCsv(rows: readonly ExtendedComparisonRow[], others: readonly OtherColumn[]): string {
  const lines = rows.map((row) =>
    Object.values<string | null>({ ...jsonRow(row) }).map((cell) => cell ?? ''),
  );
  return [[...ownColumns, ...others.map(nameOf)], ...lines]
    .map((fields) => csvLineForPeople(fields))
    .join('');
}

function asWorkbook(
  rows: readonly ExtendedComparisonRow[],
  others: readonly OtherColumn[],
  heading: string,
): Buffer {
  const columns = [...ownColumns, ...others.map(nameOf)];
  const kindOf = (title: string, at: number): 'text' | 'percent' | 'quantity' => {
    if (at < 6 || title === 'judgement') return 'text';
    return title === 'variance_percent' ? 'percent' : 'quantity';
  };
  return workbook([
    {
      name: 'side by side',
      heading: [heading],
      columns: columns.map((title, at) => ({ title, kind: kindOf(title, at) })),
      rows: rows.map((row) => [
        ...[row.area, row.period.label, row.period.from, row.period.to, row.item, row.measure],
        ...[row.budget, row.forecast, row.scheduled, row.actual].map(rounded),
        ...[rounded(row.variance?.amount ?? null), rounded(row.variance?.percent ?? null)],
        row.variance?.judgement ?? null,
        ...[rounded(row.accrued), rounded(row.scheduledAbove)],
        ...others.map((column) => rounded(row.against[column] ?? null)),
      ]),
    },
  ]);
}

/** Two decimals are what people read; the figures themselves are in the JSON and the CSV. */
function rounded(value: Decimal | null): Decimal | null {
  return value === null ? null : roundHalfAway(value, 2);
}

function tell(rows: readonly ExtendedComparisonRow[], options: CompareOptions): void {
  const { site, month, version } = options;
  const others = othersIn(options);
  const amount = (value: Decimal | null | undefined): string =>
    value === null || value === undefined ? '' : grouped(toText(roundHalfAway(value, 2), 2));
  const figures = ['budget', 'forecast', 'scheduled', 'actual', 'variance', '%'];
  print(
    table(
      ['area', 'period', 'item', 'measure', ...figures, 'judgement', ...others],
      rows.map(({ area, period, item, measure, variance, against, ...row }) => [
        ...[area, period.label, item, measure, amount(row.budget), amount(row.forecast)],
        ...[amount(row.scheduled), amount(row.actual), amount(variance?.amount)],
        variance === null
          ? ''
          : variance.percent === null
            ? 'n/a'
            : toText(roundHalfAway(variance.percent, 1), 1),
        variance?.judgement ?? '',
        ...others.map((column) => amount(against[column])),
      ]),
      [...figures, ...others],
    ),
  );
  say(
    `Site ${site}, ${month}, version ${version}. The variance is actual less forecast for days with actuals.`,
  );
  tellScheduled(rows);
  const accrued = rows.filter((row) => row.accrued !== null && row.item !== 'total').map(({ item }) => item);
  if (accrued.length > 0)
    say(
      `Salaries are accrued by day, from the share that the site bears: ${[...new Set(accrued)].join(', ')}.`,
    );
}

/** More hours are scheduled than forecast: whoever forecasts has to change one of the two. */
function tellScheduled(rows: readonly ExtendedComparisonRow[]): void {
  const above = rows.flatMap(({ scheduledAbove: hours, item, period }) =>
    hours === null || item === 'total'
      ? []
      : [`${item} ${period.label} +${toText(roundHalfAway(hours, 2), 2)}`],
  );
  if (above.length === 0) return;
  const more = above.length > mostTold ? ` and ${String(above.length - mostTold)} more` : '';
  say(`Hours scheduled above the forecast: ${above.slice(0, mostTold).join(', ')}${more}.`);
}

/** Jobs and periods that are told one by one. */
const mostTold = 10;

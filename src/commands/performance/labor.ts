import { Option, type Command } from 'commander';
import {
  groupings,
  laborGrains,
  readLaborProductivity,
  type Grouping,
  type LaborGrain,
  type LaborMeasure,
  type LaborRow,
} from '../../forecasting/index.ts';
import { csvLineForPeople } from '../../kernel/csv.ts';
import { roundHalfAway, toText, type Decimal } from '../../kernel/decimal.ts';
import { firstDay, lastDay, type Month } from '../../kernel/month.ts';
import { actingCommand, groupCommand, print, printJson, say, withCaller } from '../command.ts';
import { siteFilterOf, withSites, type SitesOptions } from '../given/chosen-sites.ts';
import { givenMonth } from '../given/month-and-site.ts';
import { todayOf } from '../given/today.ts';
import { counted, grouped, table } from '../table.ts';

type ProductivityOptions = SitesOptions & {
  readonly from: Month;
  readonly to?: Month;
  readonly grain: LaborGrain;
  readonly by?: Grouping;
  readonly marked?: boolean;
  readonly csv?: boolean;
};

/** `daybook labor productivity` */
export function laborCommand(): Command {
  const group = groupCommand(
    'labor',
    'What the paid hours achieve.',
    'daybook labor productivity --site 0170 --from 2025-03',
  );
  const productivity = withSites(
    actingCommand(
      'productivity',
      'Vehicles per hour, labor to revenue, overtime, fill rate, drive-in and capture, compared with the budget.',
      'daybook labor productivity --from 2025-03 --grain week --site 0170',
    ),
  )
    .requiredOption('--from <month>', 'first month, YYYY-MM', givenMonth)
    .option('--to <month>', 'last month, YYYY-MM (default: the first)', givenMonth)
    .addOption(
      new Option('--grain <grain>', 'by day, payroll week (Saturday to Friday), month, or all at once')
        .choices(laborGrains)
        .default('month'),
    )
    .addOption(new Option('--by <field>', 'break it down by a field of the site master').choices(groupings))
    .option('--marked', 'only rows further from budget than the operator allows')
    .option('--csv', 'print as CSV')
    .action(run);
  group.addCommand(productivity);
  return group;
}

async function run(options: ProductivityOptions): Promise<void> {
  const { from, to = from, grain, by = null, marked } = options;
  const all = await withCaller(options, async (acting) =>
    readLaborProductivity(acting, {
      sites: siteFilterOf(options),
      from: firstDay(from),
      to: lastDay(to),
      grain,
      by,
      today: await todayOf(acting, undefined),
    }),
  );
  const rows = marked === true ? all.filter(({ measures }) => measures.some((one) => one.isMarked)) : all;
  if (options.json) return printJson(rows);
  if (options.csv) return print(asCsv(rows));
  if (rows.length === 0) return say(`No payroll from ${from} to ${to}, or no marked rows.`);
  tell(rows);
  if (rows.some(({ measures }) => measures.some(({ isMarked }) => isMarked)))
    say('! is further from budget than labor-alert-percentage (daybook operator).');
  say(
    `${counted(rows.length, 'row')}. Budget in brackets; daybook explain labor-productivity shows the rows behind.`,
  );
}

/** Measures in the order of the table, with short titles. */
const shown: readonly (readonly [measure: LaborMeasure, title: string])[] = [
  ['vehicles-per-hour', 'veh / h'],
  ['vehicles-per-productive-hour', 'veh / prod. h'],
  ['labor-to-revenue', 'labor %'],
  ['overtime', 'overtime %'],
  ['fill-rate', 'fill %'],
  ['drive-in', 'drive-in %'],
  ['capture', 'capture %'],
];

function tell(rows: readonly LaborRow[]): void {
  const isOpened = rows.some(({ group }) => group !== '');
  const figures = ['hours', 'productive', 'cost', 'vehicles', ...shown.map(([, title]) => title)];
  print(
    table(
      [...(isOpened ? ['of'] : []), 'from', 'to', ...figures],
      rows.map(({ group, from, to, measures, ...row }) => [
        ...(isOpened ? [group] : []),
        ...[from, to, amount(row.hours), amount(row.productiveHours), amount(row.laborCost)],
        amount(row.vehicles),
        ...shown.map(([measure]) => quotient(measures.find((one) => one.measure === measure))),
      ]),
      figures,
    ),
  );
}

function quotient(measured: LaborRow['measures'][number] | undefined): string {
  if (measured === undefined) return '';
  const { actual, budget, isMarked } = measured;
  return `${isMarked ? '! ' : ''}${amount(actual)}${budget === null ? '' : ` (${amount(budget)})`}`;
}

function amount(value: Decimal | null): string {
  return value === null ? '–' : grouped(toText(roundHalfAway(value, 2), 2));
}

function asCsv(rows: readonly LaborRow[]): string {
  const exact = (value: Decimal | null): string => (value === null ? '' : roundHalfAway(value, 8).toString());
  const columns = [
    ...['group', 'from', 'to', 'sites', 'hours', 'productive_hours', 'labor_cost', 'vehicles', 'net_revenue'],
    ...shown.flatMap(([measure]) => [measure, `${measure}-budget`, `${measure}-marked`]),
  ];
  const lines = rows.map(({ group, from, to, sites, measures, ...row }) => [
    ...[group, from, to, String(sites), exact(row.hours), exact(row.productiveHours), exact(row.laborCost)],
    ...[exact(row.vehicles), exact(row.netRevenue)],
    ...measures.flatMap((one) => [exact(one.actual), exact(one.budget), one.isMarked ? 'yes' : 'no']),
  ]);
  return [columns, ...lines].map(csvLineForPeople).join('').trimEnd();
}

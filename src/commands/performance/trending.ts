import { Option, type Command } from 'commander';
import {
  comparisons,
  readMonthTrending,
  type Against,
  type MonthTrending,
  type TrendingRow,
} from '../../forecasting/index.ts';
import { csvLineForPeople } from '../../kernel/csv.ts';
import { roundHalfAway, toText, type Decimal } from '../../kernel/decimal.ts';
import { writeOut } from '../../kernel/inside-folder.ts';
import { monthOfDay, type Month } from '../../kernel/month.ts';
import { workbook } from '../../platform/workbooks/index.ts';
import { actingCommand, print, printJson, say, withCaller } from '../command.ts';
import { siteFilterOf, withSites, type SitesOptions } from '../given/chosen-sites.ts';
import { givenMonth } from '../given/month-and-site.ts';
import { daysOf } from '../given/today.ts';
import { counted, grouped, table } from '../table.ts';

type TrendingOptions = SitesOptions & {
  readonly month?: Month;
  readonly against: Against;
  readonly version: string;
  readonly asOf?: string;
  readonly csv?: boolean;
  readonly xlsx?: string;
};

/** `daybook trending --site 0170` */
export function trendingCommand(): Command {
  const command = actingCommand(
    'trending',
    'The current month: actual to date, what is still expected, trend, budget and variance, and the rule of each row.',
    'daybook trending --district "District 3"',
  );
  return withSites(command)
    .option('--month <month>', 'month, YYYY-MM (default: the current one)', givenMonth)
    .addOption(
      new Option('--against <figures>', 'what the trend is compared with')
        .choices(comparisons)
        .default('budget'),
    )
    .option('--version <name>', 'version (default: the working forecast)', 'working')
    .option('--as-of <day>', 'date to use as today, YYYY-MM-DD (default: today)')
    .option('--csv', 'print as CSV')
    .option('--xlsx <file>', 'write an Excel workbook')
    .action(run);
}

async function run(options: TrendingOptions): Promise<void> {
  const { against, version } = options;
  const read = await withCaller(options, async (acting) => {
    const days = await daysOf(acting, options.asOf);
    return readMonthTrending(acting, {
      month: options.month ?? monthOfDay(days.asOf),
      against,
      version,
      ...days,
      sites: siteFilterOf(options),
      plannedYears: acting.configuration.plannedYears,
    });
  });
  if (options.xlsx !== undefined) {
    await writeOut(options.xlsx, asWorkbook(read));
    say(`Wrote ${options.xlsx}.`);
  }
  if (options.json) return printJson(read);
  if (options.csv) return print(asCsv(read));
  tell(read);
}

const titles = [
  ...['section', 'row', 'actual_to_date', 'expected', 'trend', 'forecast', 'budget', 'compared_with'],
  ...['variance', 'variance_percent', 'favour', 'percent_of_internal_revenue', 'rule'],
] as const;

function cellsOf(section: string, row: TrendingRow): (Decimal | string | null)[] {
  return [
    ...[section, row.line, row.actualToDate, row.expected, row.trend, row.forecast, row.budget],
    ...[row.comparedWith, row.variance, row.variancePercent, row.favour, row.percentOfInternalRevenue],
    row.rules.map(({ rule }) => rule).join('; '),
  ];
}

const allRows = ({ sections }: MonthTrending): (Decimal | string | null)[][] =>
  sections.flatMap(({ name, rows }) => rows.map((row) => cellsOf(name, row)));

function asCsv(read: MonthTrending): string {
  const lines = allRows(read).map((cells) =>
    cells.map((cell) =>
      cell === null ? '' : typeof cell === 'string' ? cell : roundHalfAway(cell, 8).toString(),
    ),
  );
  return [[...titles], ...lines].map(csvLineForPeople).join('').trimEnd();
}

function asWorkbook(read: MonthTrending): Buffer {
  const kindOf = (title: string): 'text' | 'percent' | 'money' => {
    if (['section', 'row', 'favour', 'rule'].includes(title)) return 'text';
    return title.includes('percent') ? 'percent' : 'money';
  };
  return workbook([
    {
      name: `Trending ${read.month}`,
      heading: [headingOf(read)],
      columns: titles.map((title) => ({ title, kind: kindOf(title) })),
      rows: allRows(read).map((cells) =>
        cells.map((cell) => (cell === null || typeof cell === 'string' ? cell : roundHalfAway(cell, 2))),
      ),
    },
  ]);
}

function headingOf({ month, asOf, sites, states, revenueTo, payrollTo }: MonthTrending): string {
  const upTo = (what: string, reached: MonthTrending['revenueTo']): string => {
    if (reached === null) return '';
    const { first, last } = reached;
    return `, ${what} up to ${first === last ? last : `${first} to ${last}`}`;
  };
  const counts = (['closed', 'open', 'future'] as const).filter((state) => states[state] > 0);
  const stated = counts.map((state) => `${String(states[state])} ${state}`).join(', ');
  return (
    `${month} as of ${asOf}, ${counted(sites.length, 'site')} (${stated})` +
    `${upTo('revenue', revenueTo)}${upTo('payroll', payrollTo)}`
  );
}

function tell(read: MonthTrending): void {
  const amount = (value: Decimal | null): string =>
    value === null ? '–' : grouped(toText(roundHalfAway(value, 2), 2));
  const figures = ['actual to date', 'expected', 'trend', 'compared with', 'variance', '%'];
  print(headingOf(read));
  for (const { name, rows } of read.sections) {
    print(`\n${name}`);
    print(
      table(
        ['row', ...figures, 'favour'],
        rows.map((row) => [
          ...[row.line, amount(row.actualToDate), amount(row.expected), amount(row.trend)],
          ...[amount(row.comparedWith), amount(row.variance)],
          row.variancePercent === null ? 'n/a' : toText(roundHalfAway(row.variancePercent, 1), 1),
          row.favour,
        ]),
        figures,
      ),
    );
  }
  for (const { measure, unit, actual, budget } of read.labor ?? [])
    print(`${measure}: ${amount(actual)} ${unit}${budget === null ? '' : `, budget ${amount(budget)}`}`);
  print('\nRules');
  for (const { rows } of read.sections)
    for (const { line, rules } of rows)
      for (const { rule, sites } of rules)
        print(`${line}: ${rule}${rules.length > 1 ? ` (${counted(sites, 'site')})` : ''}`);
  if (read.alert.isMarked)
    say(
      `Front line contribution differs by more than ${read.alert.percentage.toString()} % from the comparison.`,
    );
  for (const { site, reason } of read.failed) say(`Site ${site} could not be calculated: ${reason}`);
}

import { Option, type Command } from 'commander';
import {
  accuracyGroupings,
  measureAccuracy,
  testedRows,
  type Accuracy,
  type AccuracyGrouping,
} from '../../../forecasting/index.ts';
import { csvLineForPeople } from '../../../kernel/csv.ts';
import { decimal, roundHalfAway, toText, type Decimal } from '../../../kernel/decimal.ts';
import { actingCommand, print, printJson, say, withCaller } from '../../command.ts';
import { siteFilterOf, withSites, type SitesOptions } from '../../given/chosen-sites.ts';
import { daysOf } from '../../given/today.ts';
import { table } from '../../table.ts';
import { monthsOf, withMonths, type MonthsOptions } from './months.ts';

interface AccuracyCommandOptions extends SitesOptions, MonthsOptions {
  readonly by: AccuracyGrouping;
  readonly row?: string;
  readonly asOf?: string;
  readonly csv?: boolean;
}

/** `daybook forecast accuracy --all --year 2025 --by lead` */
export function accuracyCommand(): Command {
  const command = actingCommand(
    'accuracy',
    'How many closed site months were forecast within 5, 10 and 15 % of the actuals.',
    'daybook forecast accuracy --all --year 2025 --by lead --row external-revenue',
  );
  return withMonths(withSites(command))
    .addOption(new Option('--by <field>', 'counted by').choices(accuracyGroupings).default('row'))
    .addOption(new Option('--row <row>', 'only this row of the P&L').choices([...testedRows]))
    .option('--as-of <day>', 'date to use as today, YYYY-MM-DD (default: today)')
    .addOption(new Option('--csv', 'as CSV').conflicts('json'))
    .action(run);
}

async function run(options: AccuracyCommandOptions): Promise<void> {
  const { by, row } = options;
  const { bands, groups, months } = await withCaller(options, async (acting) => {
    const { timeZone } = acting.configuration;
    const { asOf, today } = await daysOf(acting, options.asOf);
    const span = { ...monthsOf(options, asOf), asOf, today, timeZone };
    const measured = await measureAccuracy(acting, { sites: siteFilterOf(options), by, ...span });
    return { ...measured, months: span };
  });
  const shown = groups.filter((one) => row === undefined || one.row === row);
  const titles = bands.map((band) => band.toString());
  if (options.json)
    return printJson({
      from: months.from,
      to: months.to,
      by,
      groups: shown.map(({ group, row: line, months: count, withoutPercent, within }) => ({
        group,
        row: line,
        months: count,
        without_percent: withoutPercent,
        within: Object.fromEntries(titles.map((title, at) => [title, within[at] ?? 0])),
      })),
    });
  if (options.csv) return print(asCsv(shown, titles));
  print(
    table(
      [
        by,
        ...(by === 'row' ? [] : ['row']),
        'months',
        ...titles.map((title) => `within ${title} %`),
        'no percentage',
      ],
      shown.map((one) => [
        ...[one.group, ...(by === 'row' ? [] : [one.row]), String(one.months)],
        ...one.within.map((count) => `${String(count)} (${share(count, one.months)})`),
        String(one.withoutPercent),
      ]),
      ['months', ...titles.map((title) => `within ${title} %`), 'no percentage'],
    ),
  );
  say(
    `${months.from} to ${months.to}, closed months of sites with a forecast of record; ` +
      (by === 'lead' ? 'every forecast of a month counts.' : 'the last forecast of a month counts.'),
  );
}

function asCsv(shown: readonly Accuracy[], titles: readonly string[]): string {
  const header = ['group', 'row', 'months', ...titles.map((title) => `within_${title}`), 'without_percent'];
  const lines = shown.map(({ group, row, months, within, withoutPercent }) => [
    ...[group, row, String(months)],
    ...within.map(String),
    String(withoutPercent),
  ]);
  return [header, ...lines].map(csvLineForPeople).join('').trimEnd();
}

function share(count: number, all: number): string {
  const percent: Decimal = decimal(String(count)).times('100').div(String(all));
  return `${toText(roundHalfAway(percent, 0), 0)} %`;
}

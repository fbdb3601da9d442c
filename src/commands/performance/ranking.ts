import { Option, type Command } from 'commander';
import {
  comparisons,
  groupings,
  rankedFigures,
  rankedMeasures,
  rankSites,
  type Against,
  type Grouping,
  type RankedFigure,
} from '../../forecasting/index.ts';
import { csvLineForPeople } from '../../kernel/csv.ts';
import { roundHalfAway, toText, type Decimal } from '../../kernel/decimal.ts';
import type { Month } from '../../kernel/month.ts';
import { actingCommand, print, printJson, say, wholeNumber, withCaller } from '../command.ts';
import { siteFilterOf, withSites, type SitesOptions } from '../given/chosen-sites.ts';
import { givenMonth } from '../given/month-and-site.ts';
import { daysOf } from '../given/today.ts';
import { counted, grouped, table } from '../table.ts';

type RankingOptions = SitesOptions & {
  readonly from: Month;
  readonly to?: Month;
  readonly by: Grouping;
  readonly measure: (typeof rankedMeasures)[number];
  readonly figure: RankedFigure;
  readonly against: Against;
  readonly version: string;
  readonly asOf?: string;
  readonly top?: number;
  readonly worst?: boolean;
  readonly csv?: boolean;
};

/** `daybook ranking --from 2025-01 --to 2025-05 --by region` */
export function rankingCommand(): Command {
  const command = actingCommand(
    'ranking',
    'Sites, districts or regions ranked by a row of the P&L or by labor productivity, best first.',
    'daybook ranking --from 2025-01 --to 2025-05 --by district --measure front-line-contribution --figure variance',
  );
  return withSites(command)
    .requiredOption('--from <month>', 'first month, YYYY-MM', givenMonth)
    .option('--to <month>', 'last month, YYYY-MM (default: the first)', givenMonth)
    .addOption(new Option('--by <field>', 'what is ranked').choices(groupings).default('region'))
    .addOption(
      new Option('--measure <measure>', 'row of the P&L, or labor ratio')
        .choices([...rankedMeasures])
        .default('front-line-contribution'),
    )
    .addOption(
      new Option('--figure <figure>', 'figure of a row of the P&L').choices(rankedFigures).default('amount'),
    )
    .addOption(
      new Option('--against <figures>', 'what the trend is compared with')
        .choices(comparisons)
        .default('budget'),
    )
    .option('--version <name>', 'version (default: the working forecast)', 'working')
    .option('--as-of <day>', 'date to use as today, YYYY-MM-DD (default: today)')
    .option('--top <number>', 'only so many', wholeNumber(1))
    .option('--worst', 'worst first')
    .option('--csv', 'print as CSV')
    .action(run);
}

async function run(options: RankingOptions): Promise<void> {
  const { from, to = from, by, measure, figure, against, version, worst = false } = options;
  const all = await withCaller(options, async (acting) =>
    rankSites(acting, {
      months: { from, to },
      by,
      measure,
      figure,
      against,
      version,
      ...(await daysOf(acting, options.asOf)),
      sites: siteFilterOf(options),
      plannedYears: acting.configuration.plannedYears,
    }),
  );
  const ordered = worst ? all.toSorted((one, other) => (other.rank ?? 0) - (one.rank ?? 0)) : all;
  const rows = ordered.slice(0, options.top ?? ordered.length);
  if (options.json) return printJson({ from, to, by, measure, figure, against, ranking: rows });
  const exact = (value: Decimal | null): string => (value === null ? '' : roundHalfAway(value, 8).toString());
  if (options.csv) {
    const lines = rows.map((row) => [
      ...[String(row.rank ?? ''), row.group, String(row.sites), exact(row.value), exact(row.comparedWith)],
    ]);
    const columns = ['rank', by, 'sites', 'value', 'compared_with'];
    return print([columns, ...lines].map(csvLineForPeople).join('').trimEnd());
  }
  const amount = (value: Decimal | null): string =>
    value === null ? '–' : grouped(toText(roundHalfAway(value, 2), 2));
  print(
    table(
      ['rank', by, 'sites', 'value', 'compared with'],
      rows.map((row) => [
        ...[row.rank === null ? '–' : String(row.rank), row.group, String(row.sites)],
        ...[amount(row.value), amount(row.comparedWith)],
      ]),
      ['rank', 'sites', 'value', 'compared with'],
    ),
  );
  say(`${counted(all.length, by)}, ${measure}, ${figure}, ${from === to ? from : `${from} to ${to}`}.`);
}

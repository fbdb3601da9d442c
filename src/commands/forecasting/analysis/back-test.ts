import { InvalidArgumentError, type Command } from 'commander';
import {
  backTestForecasts,
  methods,
  testedRows,
  type BackTest,
  type BackTested,
  type Method,
} from '../../../forecasting/index.ts';
import { csvLineForPeople } from '../../../kernel/csv.ts';
import { roundHalfAway, toText, type Decimal } from '../../../kernel/decimal.ts';
import type { Month } from '../../../kernel/month.ts';
import { actingCommand, print, printJson, say, withCaller, type Acting } from '../../command.ts';
import { counted, grouped, table } from '../../table.ts';
import { daysOf } from '../../given/today.ts';
import { monthsOf, withMonths, type MonthsOptions } from './months.ts';
import { siteFilterOf, withSites, type SitesOptions } from '../../given/chosen-sites.ts';

interface BackTestCommandOptions extends SitesOptions, MonthsOptions {
  readonly row: BackTested['row'];
  readonly asOf?: string;
  readonly csv?: boolean;
}

/** `daybook forecast back-test --all --year 2025` */
export function backTestCommand(): Command {
  const command = actingCommand(
    'back-test',
    'How accurate past forecasts of record were, next to last year and the budget.',
    'daybook forecast back-test --all --year 2025',
  );
  return withMonths(withSites(command))
    .option('--row <row>', 'P&L row to show by site and lead', rowOf, 'external-revenue')
    .option('--as-of <day>', 'date to use as today, YYYY-MM-DD (default: today)')
    .option('--csv', 'print every row, site and lead as CSV')
    .action(run);
}

function rowOf(text: string): BackTested['row'] {
  const row = testedRows.find((one) => one === text);
  if (row === undefined) throw new InvalidArgumentError(`one of ${testedRows.join(', ')}`);
  return row;
}

interface ShownTest extends BackTest {
  readonly year: number;
  readonly from: Month;
  readonly to: Month;
}

async function run(options: BackTestCommandOptions): Promise<void> {
  const shown = await withCaller(options, (acting) => test(acting, options));
  if (options.json) return printJson(jsonOf(shown));
  if (options.csv) print(csvOf(shown));
  else tell(shown, options.row);
  for (const [reason, sites] of Map.groupBy(shown.leftOut, (one) => one.reason))
    say(`Note, ${reason}: ${counted(sites.length, 'site')}, ${sites.map(({ site }) => site).join(', ')}.`);
}

async function test(acting: Acting, options: BackTestCommandOptions): Promise<ShownTest> {
  const { timeZone } = acting.configuration;
  const { asOf, today } = await daysOf(acting, options.asOf);
  const months = monthsOf(options, asOf);
  const sites = siteFilterOf(options);
  return { ...months, ...(await backTestForecasts(acting, { ...months, sites, asOf, today, timeZone })) };
}

const names: Readonly<Record<Method, string>> = {
  forecast: 'forecast',
  seasonalNaive: 'last year',
  budget: 'budget',
};
const keys: Readonly<Record<Method, string>> = {
  forecast: 'forecast',
  seasonalNaive: 'seasonal_naive',
  budget: 'budget',
};

function exact(value: Decimal | null): string | null {
  return value === null ? null : value.toString();
}

function jsonOf({ year, from, to, results, leftOut }: ShownTest): Record<string, unknown> {
  const shownResults = results.map(({ site, row, lead, months, actual, best, errors }) => ({
    site,
    row,
    lead,
    months,
    actual: exact(actual),
    best: best.map((method) => keys[method]),
    ...Object.fromEntries(
      methods.map((method) => {
        const { [method]: ofMethod } = errors;
        const measures = ofMethod && {
          mae: exact(ofMethod.mae),
          wape: exact(ofMethod.wape),
          bias: exact(ofMethod.bias),
        };
        return [keys[method], measures];
      }),
    ),
  }));
  return { year, from, to, results: shownResults, left_out: leftOut };
}

function csvOf({ results }: ShownTest): string {
  const measures = ['mae', 'wape', 'bias'] as const;
  const titles = methods.flatMap((method) => measures.map((measure) => `${keys[method]}_${measure}`));
  const lines = results.map(({ site, row, lead, months, actual, best, errors }) => [
    ...[site ?? 'total', row, lead === null ? 'last' : String(lead), String(months), exact(actual) ?? ''],
    ...methods.flatMap((method) => measures.map((measure) => exact(errors[method]?.[measure] ?? null) ?? '')),
    best.map((method) => keys[method]).join(' '),
  ]);
  return [['site', 'row', 'lead', 'months', 'actual', ...titles, 'best'], ...lines]
    .map((fields) => csvLineForPeople(fields))
    .join('')
    .trimEnd();
}

function tell({ results, from, to }: ShownTest, row: BackTested['row']): void {
  const total = results.filter(({ site }) => site === null);
  print(
    tableOf(
      'all sites',
      total.filter(({ lead }) => lead === null),
      (one) => one.row,
    ),
  );
  const ofRow = results.filter((one) => one.row === row);
  print(`\n${row} by months ahead`);
  const byLead = ofRow.filter(({ site, lead }) => site === null && lead !== null);
  print(tableOf('months ahead', byLead, ({ lead }) => String(lead ?? '')));
  print(`\n${row} by site`);
  const bySite = ofRow.filter(({ site, lead }) => site !== null && lead === null);
  print(tableOf('site', bySite, ({ site }) => site ?? ''));
  say(
    `${from} to ${to}, closed months only. MAE: mean absolute error of a month. WAPE: absolute errors in percent of ` +
      'actuals. Bias: above 0 is too high. If a month has several forecasts, the last one counts.',
  );
}

function tableOf(title: string, tested: readonly BackTested[], nameOf: (one: BackTested) => string): string {
  const titled = (measure: string): string[] => methods.map((method) => `${measure} ${names[method]}`);
  const header = [title, 'months', ...titled('MAE'), ...titled('WAPE'), ...titled('bias'), 'best'];
  const lines = tested.map((one) => [
    ...[nameOf(one), String(one.months)],
    ...methods.map((method) => money(one.errors[method]?.mae ?? null)),
    ...methods.map((method) => percent(one.errors[method]?.wape ?? null)),
    ...methods.map((method) => percent(one.errors[method]?.bias ?? null)),
    one.best.map((method) => names[method]).join(' = '),
  ]);
  return table(header, lines, header.slice(1, -1));
}

function money(value: Decimal | null): string {
  return value === null ? 'n/a' : grouped(toText(roundHalfAway(value, 0), 0));
}

function percent(fraction: Decimal | null): string {
  return fraction === null ? 'n/a' : `${toText(roundHalfAway(fraction.times('100'), 1), 1)}%`;
}

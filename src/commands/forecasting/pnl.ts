import { InvalidArgumentError, type Command } from 'commander';
import { writeFile } from 'node:fs/promises';
import {
  bringPnlUpToDate,
  pnlTable,
  readSums,
  readUpdating,
  type ShownCell,
  type ShownRow,
} from '../../forecasting/index.ts';
import { csvLineForPeople } from '../../kernel/csv.ts';
import { roundCents, roundHalfAway, toText } from '../../kernel/decimal.ts';
import { refusal } from '../../kernel/errors.ts';
import { workbook } from '../../kernel/workbook.ts';
import type { Database } from '../../platform/database/index.ts';
import { requireRight } from '../../platform/security/index.ts';
import {
  actingCommand,
  print,
  printJson,
  say,
  withCaller,
  type Acting,
  type ActingOptions,
} from '../command.ts';
import { givenSite } from '../billing/given.ts';
import { progressBar, type Progress } from '../progress.ts';
import { counted, grouped, table } from '../table.ts';
import { asOfOf, yearOf } from './given-time.ts';

type View = 'trend' | 'variance';

interface PnlCommandOptions extends ActingOptions {
  readonly year: string;
  readonly site?: readonly string[];
  readonly district?: string;
  readonly region?: string;
  readonly view: View;
  readonly version: string;
  readonly asOf?: string;
  readonly stored?: boolean;
  readonly csv?: boolean;
  readonly xlsx?: string;
}

/** `daybook pnl --year 2025` */
export function pnlCommand(): Command {
  return actingCommand(
    'pnl',
    'The P&L of a year by month: budget, forecast, actual and trend of every row, summed over the sites you may see.',
    'daybook pnl --year 2025 --site 0170 --view variance',
  )
    .requiredOption('--year <year>', 'calendar year')
    .option('--site <site...>', 'only these sites')
    .option('--district <district>', 'only sites of this district')
    .option('--region <region>', 'only sites of this region')
    .option('--all', 'every site you may see; what is meant without --site, --district and --region')
    .option('--view <view>', 'trend, or variance of trend against budget', viewOf, 'trend')
    .option('--version <name>', 'another version than the working forecast', 'working')
    .option('--as-of <day>', 'what counts as today, YYYY-MM-DD (default: today)')
    .option('--stored', 'show what was calculated last, calculate nothing')
    .option('--csv', 'print as CSV')
    .option('--xlsx <file>', 'write an Excel workbook')
    .action(run);
}

function viewOf(text: string): View {
  if (text === 'trend' || text === 'variance') return text;
  throw new InvalidArgumentError('trend or variance');
}

async function run(options: PnlCommandOptions): Promise<void> {
  const year = yearOf(options.year);
  const asOf = asOfOf(options.asOf);
  const { rows, sites, updating } = await withCaller(options, async (acting) => {
    const { caller, database, person } = acting;
    await requireRight(caller, { object: 'profit-and-loss', action: 'read' });
    const asked = await sitesOf(acting, options);
    if (options.stored !== true)
      await bringUpToDate(database, asked, { ...options, year, asOf, startedBy: person.userId });
    const sums = await caller.transaction((transaction) =>
      readSums(transaction, { year, sites: asked, version: options.version }),
    );
    if (sums.length === 0)
      throw refusal('PNL_VERSION_UNKNOWN', { version: options.version, year: String(year) });
    const old = await caller.transaction((transaction) =>
      readUpdating(transaction, { year, sites: asked, version: options.version }),
    );
    return { rows: pnlTable(sums, year), sites: asked, updating: old };
  });
  const shown = { year, view: options.view, sites };
  if (options.xlsx !== undefined) await writeFile(options.xlsx, asWorkbook(rows, shown));
  if (options.json) printJson({ ...shown, updating, rows: rows.map(jsonRow) });
  else if (options.csv) print(asCsv(rows));
  else tell(rows, shown);
  if (updating.length > 0)
    say(
      `Updating: ${counted(updating.length, 'site')} changed since, such as ${updating.slice(0, 5).join(', ')}.`,
    );
  if (options.xlsx !== undefined) say(`Wrote ${options.xlsx}.`);
}

/** Those that the person may see, whatever was asked for (golden FILT-01). */
async function sitesOf({ caller }: Acting, options: PnlCommandOptions): Promise<string[]> {
  const { site, district = null, region = null } = options;
  const rows = await caller.transaction((transaction) =>
    transaction.query<{ site_id: string }>('select site_id from forecasting.sites_by($1, $2, $3)', [
      site?.map(givenSite) ?? null,
      district,
      region,
    ]),
  );
  if (rows.length === 0)
    throw refusal('PNL_NO_SITES', {
      asked: [...(site ?? ['all sites']), district ?? [], region ?? []].flat().join(', '),
    });
  return rows.map(({ site_id }) => site_id);
}

async function bringUpToDate(
  database: Database,
  sites: readonly string[],
  options: Readonly<{
    year: number;
    version: string;
    asOf: string;
    startedBy: string;
    json?: boolean;
  }>,
): Promise<void> {
  const { year, version, asOf, startedBy } = options;
  let bar: Progress | undefined;
  await bringPnlUpToDate(database, {
    ...{ year, asOf, startedBy, version, cause: 'command' },
    sites,
    onProgress: (more, all) => {
      bar ??= progressBar('Sites', all, options.json === true);
      bar.advance(more);
    },
  });
  bar?.stop();
}

function jsonRow({ line, months, total }: ShownRow): Record<string, unknown> {
  return { row: line, months: months.map(jsonCell), total: jsonCell(total) };
}

function jsonCell(cell: ShownCell): Record<string, unknown> {
  return {
    ...(cell.month === null ? {} : { month: cell.month }),
    ...{ budget: exact(cell.budget), forecast: exact(cell.forecast) },
    actual: cell.actual === null ? null : exact(cell.actual),
    ...{ trend: exact(cell.trend), variance: exact(cell.variance) },
    variance_percent: cell.variancePercent === null ? null : exact(cell.variancePercent),
    source: cell.source,
  };
}

/** Eight places, as results are stored; zeros at the end are no figure. */
function exact(value: ShownCell['budget']): string {
  return roundHalfAway(value, 8).toString();
}

const columns = [
  'row',
  'month',
  'budget',
  'forecast',
  'actual',
  'trend',
  'variance',
  'variance_percent',
  'source',
];

function longRows(rows: readonly ShownRow[]): string[][] {
  return rows.flatMap(({ line, months, total }) =>
    [...months, total].map((cell) => [
      ...[line, cell.month ?? 'total', exact(cell.budget), exact(cell.forecast)],
      ...[cell.actual === null ? '' : exact(cell.actual), exact(cell.trend), exact(cell.variance)],
      ...[cell.variancePercent === null ? '' : exact(cell.variancePercent), cell.source],
    ]),
  );
}

function asCsv(rows: readonly ShownRow[]): string {
  return [columns, ...longRows(rows)]
    .map((fields) => csvLineForPeople(fields))
    .join('')
    .trimEnd();
}

function asWorkbook(
  rows: readonly ShownRow[],
  { year, sites }: { year: number; sites: readonly string[] },
): Buffer {
  const cells = rows.flatMap(({ line, months, total }) =>
    [...months, total].map((cell) => [
      ...[line, cell.month ?? 'total', roundCents(cell.budget), roundCents(cell.forecast)],
      ...[cell.actual && roundCents(cell.actual), roundCents(cell.trend), roundCents(cell.variance)],
      ...[cell.variancePercent && roundHalfAway(cell.variancePercent, 2), cell.source],
    ]),
  );
  const kinds = ['text', 'text', 'money', 'money', 'money', 'money', 'money', 'percent', 'text'] as const;
  return workbook([
    {
      name: `P&L ${String(year)}`,
      columns: columns.map((title, at) => ({ title, kind: kinds[at] ?? 'text' })),
      rows: cells,
      heading: [`P&L ${String(year)}, ${counted(sites.length, 'site')}: ${sites.slice(0, 20).join(', ')}`],
    },
  ]);
}

function tell(
  rows: readonly ShownRow[],
  { year, view, sites }: { year: number; view: View; sites: readonly string[] },
): void {
  const months = rows[0]?.months.map(({ month }) => month?.slice(5) ?? '') ?? [];
  const sources = rows.find(({ line }) => line === 'external-revenue')?.months ?? [];
  const amount = (cell: ShownCell): string =>
    grouped(toText(roundHalfAway(view === 'trend' ? cell.trend : cell.variance, 0), 0));
  print(
    table(
      [view, ...months, 'total', 'budget', '%'],
      [
        ['', ...sources.map(({ source }) => source), '', '', ''],
        ...rows.map(({ line, months: cells, total }) => [
          ...[line, ...cells.map(amount), amount(total), grouped(toText(roundHalfAway(total.budget, 0), 0))],
          total.variancePercent === null ? 'n/a' : toText(roundHalfAway(total.variancePercent, 1), 1),
        ]),
      ],
      [...months, 'total', 'budget', '%'],
    ),
  );
  say(`${String(year)}, ${counted(sites.length, 'site')}; % is the variance of trend against budget.`);
  say('How a cell came about: daybook explain cell --help.');
}

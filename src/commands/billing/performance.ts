import type { Command } from 'commander';
import type { ComponentPerformance, FourFigures, PerformanceAsked } from '../../delivery/index.ts';
import {
  actingCommand,
  print,
  printJson,
  say,
  withCaller,
  type Acting,
  type ActingOptions,
} from '../command.ts';
import { givenMonth, givenSite } from '../given/month-and-site.ts';
import { counted, table } from '../table.ts';
import { isFile, withListFormat, writeList, type ListColumn, type ListFormat } from './list-file.ts';

interface MonthOptions extends ActingOptions, ListFormat {
  readonly month: string;
  readonly site?: string;
}

const ofPerformance: readonly ListColumn<ComponentPerformance>[] = [
  { title: 'site', kind: 'text', of: ({ site }) => site },
  { title: 'month', kind: 'month', of: ({ month }) => month },
  { title: 'component', kind: 'text', of: ({ component }) => component },
  { title: 'billed', kind: 'money', of: ({ billed }) => billed },
  { title: 'forecast', kind: 'money', of: ({ forecast }) => forecast },
  { title: 'difference', kind: 'money', of: ({ difference }) => difference },
  { title: 'difference %', kind: 'percent', of: ({ differencePercent }) => differencePercent },
];

const ofFigures: readonly ListColumn<FourFigures>[] = [
  { title: 'site', kind: 'text', of: ({ site }) => site },
  { title: 'statement', kind: 'text', of: ({ statement }) => statement },
  { title: 'state', kind: 'text', of: ({ state }) => state },
  { title: 'forecast', kind: 'money', of: ({ forecast }) => forecast },
  { title: 'posted', kind: 'money', of: ({ posted }) => posted },
  { title: 'invoiced', kind: 'money', of: ({ invoiced }) => invoiced },
  { title: 'total actual', kind: 'money', of: ({ actual }) => actual },
  { title: 'off by', kind: 'money', of: ({ deviation }) => deviation },
  { title: 'off by %', kind: 'percent', of: ({ deviationPercent }) => deviationPercent },
];

/** `daybook statements performance|comparison` */
export function performanceCommands(): Command[] {
  return [
    monthly(
      'performance',
      'Billed against forecast, by site and component of the contract.',
      async (options) => {
        const { readPerformance } = await import('../../delivery/index.ts');
        await tell(options, readPerformance, ofPerformance);
      },
    ),
    monthly(
      'comparison',
      'The four figures of each statement of a month: forecast, posted, invoiced, total actual.',
      async (options) => {
        const { readFourFigures } = await import('../../delivery/index.ts');
        await tell(options, readFourFigures, ofFigures);
      },
    ),
  ];
}

function monthly(name: string, says: string, work: (options: MonthOptions) => Promise<void>): Command {
  return withListFormat(
    actingCommand(name, says, `daybook statements ${name} --month 2025-05`)
      .requiredOption('--month <month>', 'service month YYYY-MM')
      .option('--site <site>', 'only this site', givenSite),
  ).action(work);
}

async function tell<Row>(
  options: MonthOptions,
  read: (acting: Acting, chosen: PerformanceAsked) => Promise<Row[]>,
  columns: readonly ListColumn<Row>[],
): Promise<void> {
  const chosen = { month: givenMonth(options.month), site: options.site, isExport: isFile(options) };
  const rows = await withCaller(options, (acting) => read(acting, chosen));
  if (options.json) return printJson(rows);
  if (isFile(options)) return writeList(rows, columns, { noun: 'row', sheet: chosen.month, format: options });
  if (rows.length > 0)
    print(
      table(
        columns.map(({ title }) => title),
        rows.map((row) => columns.map(({ of }) => of(row) ?? '–')),
        columns.filter(({ kind }) => kind !== 'text' && kind !== 'month').map(({ title }) => title),
      ),
    );
  say(`${counted(rows.length, 'row')} of ${chosen.month}.`);
}

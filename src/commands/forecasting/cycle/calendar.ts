import { Option, type Command } from 'commander';
import {
  cycleStates,
  readApprovalCalendar,
  type ApprovalCalendar,
  type CycleSite,
} from '../../../forecasting/index.ts';
import { csvLineForPeople } from '../../../kernel/csv.ts';
import type { Month } from '../../../kernel/month.ts';
import { givenMonth } from '../../given/month-and-site.ts';
import { actingCommand, print, printJson, say, withCaller, type Acting } from '../../command.ts';
import { counted, table } from '../../table.ts';
import { siteFilterOf, withSites, type SitesOptions } from '../../given/chosen-sites.ts';
import { withToday, withYear } from '../request-options.ts';
import { tellNotices } from '../notices.ts';
import { todayOf } from '../../given/today.ts';

interface CalendarOptions extends SitesOptions {
  readonly month?: Month;
  readonly year?: number;
  readonly today?: string;
  readonly late?: boolean;
  readonly csv?: boolean;
}

/** `daybook forecast calendar` */
export function calendarCommand(): Command {
  const command = actingCommand(
    'calendar',
    'Status of every site in the cycle of a month: entered, submitted, decided, late.',
    'daybook forecast calendar --month 2025-07 --late',
  ).option('--month <month>', 'month of the cycle, YYYY-MM (default: the current cycle)', givenMonth);
  return withToday(withYear(withSites(command)))
    .option('--late', 'only sites that are late to submit or to decide')
    .addOption(new Option('--csv', 'as CSV').conflicts('json'))
    .action(show);
}

async function show(options: CalendarOptions): Promise<void> {
  const calendar = await withCaller(options, (acting) => read(acting, options));
  const shown = options.late ? calendar.sites.filter(({ late }) => late !== null) : calendar.sites;
  if (options.json)
    return printJson({ ...calendar, sites: shown, counts: Object.fromEntries(countsOf(shown)) });
  if (options.csv) return print([columns, ...shown.map(rowOf)].map(csvLineForPeople).join('').trimEnd());
  if (shown.length > 0)
    print(
      table(
        columns.map((column) => column.replace('_', ' ')),
        shown.map((one) => rowOf(one).map((cell) => (cell === '' ? '-' : cell))),
        ['submission'],
      ),
    );
  tell(calendar);
}

async function read(acting: Acting, options: CalendarOptions): Promise<ApprovalCalendar> {
  const { month, year } = options;
  const { timeZone } = acting.configuration;
  const today = await todayOf(acting, options.today);
  const sites = siteFilterOf(options);
  return readApprovalCalendar(acting, { sites, month, year, today, timeZone });
}

const columns = [
  ...['site', 'state', 'late', 'by', 'at', 'submission', 'decided_by', 'decided_at', 'reason', 'record'],
  'deviations',
];

function rowOf(one: CycleSite): string[] {
  return [
    ...[one.site, one.state, one.late ?? '', one.by ?? '', one.at ?? '', one.submission ?? ''],
    ...[one.decidedBy ?? '', one.decidedAt ?? '', one.reason ?? '', one.record ?? ''],
    one.deviations.join('; '),
  ];
}

function countsOf(sites: readonly CycleSite[]): [name: string, count: number][] {
  return [
    ...cycleStates.map((state): [string, number] => [
      state.replace(' ', '_'),
      sites.filter((one) => one.state === state).length,
    ]),
    ['late', sites.filter(({ late }) => late !== null).length],
  ];
}

function tell({ month, submitBy, decideBy, year, sites, notices }: ApprovalCalendar): void {
  tellNotices(notices);
  const counts = countsOf(sites)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${String(count)} ${name.replace('_', ' ')}`)
    .join(', ');
  say(
    `Cycle ${month}, forecast of ${String(year)}: submit by ${submitBy}, decide by ` +
      `${decideBy}. ${counted(sites.length, 'site')}${counts === '' ? '' : `: ${counts}`}.`,
  );
}

import { Option, type Command } from 'commander';
import {
  budgetNotices,
  cycleDays,
  cycleOn,
  cycleStates,
  readCalendar,
  type BudgetNotice,
  type CycleDays,
  type CycleSite,
} from '../../../forecasting/index.ts';
import { csvLineForPeople } from '../../../kernel/csv.ts';
import type { Month } from '../../../kernel/month.ts';
import { requireRight } from '../../../platform/security/index.ts';
import { givenMonth } from '../../billing/given.ts';
import { operatorOf } from '../../billing/outbox-folder.ts';
import { actingCommand, print, printJson, say, withCaller, type Acting } from '../../command.ts';
import { counted, table } from '../../table.ts';
import { chosenSites, withSites, type SitesOptions } from '../../chosen-sites.ts';
import { withToday, withYear, yearOf } from '../asked.ts';
import { noticeJson, tellNotices } from '../notices.ts';
import { todayOf } from '../given-time.ts';

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

interface Calendar {
  readonly cycle: CycleDays;
  readonly year: number;
  readonly sites: readonly CycleSite[];
  readonly notices: readonly BudgetNotice[];
}

async function show(options: CalendarOptions): Promise<void> {
  const { cycle, year, sites, notices } = await withCaller(options, (acting) => read(acting, options));
  const shown = options.late ? sites.filter(({ late }) => late !== null) : sites;
  if (options.json) return printJson(jsonOf({ cycle, year, sites: shown, notices }));
  if (options.csv) return print([columns, ...shown.map(rowOf)].map(csvLineForPeople).join('').trimEnd());
  if (shown.length > 0)
    print(
      table(
        columns.map((column) => column.replace('_', ' ')),
        shown.map((one) => rowOf(one).map((cell) => (cell === '' ? '-' : cell))),
        ['submission'],
      ),
    );
  tell({ cycle, year, sites, notices });
}

async function read(acting: Acting, options: CalendarOptions): Promise<Calendar> {
  const { caller, configuration } = acting;
  await requireRight(caller, { object: 'forecast', action: 'read' });
  const today = await todayOf(acting, options.today);
  const { holidays } = await operatorOf(configuration);
  const cycle = options.month === undefined ? cycleOn(today, holidays) : cycleDays(options.month, holidays);
  const year = options.year ?? yearOf(cycle.month);
  const asked = await chosenSites(caller, options, { alsoForecast: true });
  const { timeZone } = configuration;
  const notices = await budgetNotices(acting.database, asked, year);
  const sites = await caller.transaction((transaction) =>
    readCalendar(transaction, asked, { cycle, holidays, year, today, timeZone }),
  );
  return { cycle, year, sites, notices };
}

const columns = [
  ...['site', 'state', 'late', 'by', 'at', 'submission', 'decided_by', 'decided_at', 'reason', 'record'],
];

function rowOf(one: CycleSite): string[] {
  return [
    ...[one.site, one.state, one.late ?? '', one.by ?? '', one.at ?? '', one.submission ?? ''],
    ...[one.decidedBy ?? '', one.decidedAt ?? '', one.reason ?? '', one.record ?? ''],
  ];
}

function jsonOf({ cycle, year, sites, notices }: Calendar): object {
  return {
    month: cycle.month,
    year,
    submit_by: cycle.submitBy,
    decide_by: cycle.decideBy,
    sites: sites.map(({ decidedBy, decidedAt, ...one }) => ({
      ...one,
      decided_by: decidedBy,
      decided_at: decidedAt,
    })),
    counts: Object.fromEntries(countsOf(sites)),
    notices: notices.map(noticeJson),
  };
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

function tell({ cycle, year, sites, notices }: Calendar): void {
  tellNotices(notices);
  const counts = countsOf(sites)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${String(count)} ${name.replace('_', ' ')}`)
    .join(', ');
  say(
    `Cycle ${cycle.month}, forecast of ${String(year)}: to be submitted by ${cycle.submitBy}, decided by ` +
      `${cycle.decideBy}. ${counted(sites.length, 'site')}${counts === '' ? '' : `: ${counts}`}.`,
  );
}

import { Option, type Command } from 'commander';
import {
  areas,
  enterValues,
  nameOf,
  readEntriesOfMonth,
  typedEntry,
  type Area,
  type Entry,
  type GroupDay,
  type PayrollMode,
  type SavedChange,
} from '../../forecasting/index.ts';
import type { Month } from '../../kernel/month.ts';
import { givenMonth } from '../given/month-and-site.ts';
import {
  actingCommand,
  print,
  printJson,
  say,
  wholeNumber,
  withCaller,
  type ActingOptions,
} from '../command.ts';
import { counted, table } from '../table.ts';
import {
  givenEditing,
  withConfirming,
  withEditing,
  withSite,
  type EditingOptions,
} from './request-options.ts';
import { tellNotices } from './notices.ts';
import { writeEntries, withFormat, type FormatOptions } from './files.ts';

interface GetOptions extends ActingOptions, FormatOptions {
  readonly site: string;
  readonly month: Month;
  readonly version: string;
  readonly area?: Area;
  readonly payroll?: PayrollMode;
}

/** `daybook forecast get` */
export function getCommand(): Command {
  const command = actingCommand(
    'get',
    'Entries of a forecast version for a month; what is not entered follows the budget.',
    'daybook forecast get --site 0170 --month 2025-07 --area statistics',
  );
  return withFormat(withSite(command))
    .requiredOption('--month <month>', 'month, YYYY-MM', givenMonth)
    .option('--version <name>', 'version', 'working')
    .addOption(new Option('--area <area>', 'only this area').choices([...areas]))
    .addOption(
      new Option(
        '--payroll <by>',
        'payroll by code or group (default: by code where hours are billed)',
      ).choices(['code', 'group']),
    )
    .action(get);
}

async function get(options: GetOptions, command: Command): Promise<void> {
  const { site, month, version, area } = options;
  const { payroll } = options;
  const { groupedCodes, ...read } = await withCaller(options, (acting) =>
    readEntriesOfMonth(acting, { site, month, version, area, payroll }),
  );
  const { seen, payrollBy, notices, entries, groups } = read;
  if (options.csv || options.xlsx)
    return writeEntries(
      entries.map((entry) => ({ site, entry })),
      { ...options, from: month, to: month },
      command,
    );
  if (options.json) return printJson({ site, month, version, ...read });
  tellNotices(notices);
  if (entries.length === 0) return say(`No entries: site ${site} follows the budget in ${month}.`);
  const isByGroup = payrollBy === 'group';
  const inGroups = new Set(isByGroup ? groupedCodes : []);
  print(
    table(
      ['area', 'period', 'item', 'measure', 'value'],
      entries
        .filter(({ area: of, item }) => of !== 'payroll' || !inGroups.has(item))
        .map(({ area: of, period, item, measure, value }) => [
          ...[of, period, item, measure, value?.toString() ?? ''],
        ]),
      ['value'],
    ),
  );
  if (isByGroup) tellGroups(groups);
  say(`${counted(entries.length, 'value')}; version ${version} as of change ${seen}.`);
}

function tellGroups(groups: readonly GroupDay[]): void {
  if (groups.length === 0) return;
  print('\nJob groups: sums of their codes');
  print(
    table(
      ['group', 'day', 'hours', 'cost', 'codes'],
      groups.map(({ group, day, hours, cost, codes }) => [
        ...[group, day, hours.toString(), cost.toString(), String(codes)],
      ]),
      ['hours', 'cost', 'codes'],
    ),
  );
}

interface SetOptions extends EditingOptions {
  readonly site: string;
  readonly version: string;
  readonly set: readonly string[];
  readonly seen?: number;
}

/** `daybook forecast set` */
export function setCommand(): Command {
  const command = actingCommand(
    'set',
    'Enter values; an empty value follows the budget again, 0 means zero.',
    "daybook forecast set --site 0170 --set statistics.valet-daily@2025-07-03=45 'rates.valet-daily@2025-07=28'",
  );
  return withConfirming(withEditing(withSite(command)))
    .option('--version <name>', 'version', 'working')
    .requiredOption(
      '--set <entries...>',
      'entries: statistics.…, rates.…, payroll.JOB.hours, payroll.group:TITLE.hours, other-revenue.…',
    )
    .option('--seen <change>', 'refuse if it has changed since this change number', wholeNumber(0))
    .action(set);
}

async function set(options: SetOptions): Promise<void> {
  const { site, version, seen = null, confirm = false } = options;
  const entries = options.set.map(typedEntry);
  const saved = await withCaller(options, async (acting) => {
    const request = { site, version, entries, seen, isConfirmed: confirm };
    return enterValues(acting, { ...request, ...(await givenEditing(acting, options)) });
  });
  if (options.json) return printJson(saved);
  for (const one of saved) tellSaved(one);
}

/** Tells people what was saved. */
export function tellSaved(saved: SavedChange): void {
  const { change, changed, forcedNegative, groupsWithoutJobs, ratiosWaiting } = saved;
  const followed = changed.filter((entry) => saved.followed.includes(nameOf(entry)));
  for (const name of groupsWithoutJobs)
    say(
      `${name} was not saved: no job code of the group is in use at the site; ` +
        'see daybook jobs list --site SITE.',
    );
  if (forcedNegative.length > 0)
    say(`Made negative because these lower revenue: ${forcedNegative.join(', ')}.`);
  if (followed.length > 0) say(`Calculated from rooms and ratios: ${firstOf(followed.map(textOf))}.`);
  if (ratiosWaiting.length > 0)
    say(
      `No vehicles can be calculated from ${firstOf(ratiosWaiting)} yet: ` +
        'enter the occupied rooms and both ratios of the day.',
    );
  if (change === null) return say('Nothing changed: all values were already entered.');
  say(
    `Change ${change}: ${counted(changed.length, 'value')}. ` +
      'A running server updates the P&L; otherwise the next daybook pnl does.',
  );
}

/** Up to ten, and how many more. */
function firstOf(texts: readonly string[]): string {
  const more = texts.length - 10;
  return more > 0 ? `${texts.slice(0, 10).join(', ')} and ${String(more)} more` : texts.join(', ');
}

function textOf(entry: Entry): string {
  return `${nameOf(entry)}=${entry.value?.toString() ?? ''}`;
}

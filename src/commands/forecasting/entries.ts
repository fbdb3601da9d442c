import { Option, type Command } from 'commander';
import {
  areas,
  billsHours,
  budgetNotices,
  entriesOfMonth,
  groupDays,
  groupedCodes,
  invalidEntries,
  nameOf,
  payrollMode,
  readEntry,
  readGroups,
  readSetting,
  saveEntries,
  type Area,
  type Entry,
  type GroupDay,
  type PayrollMode,
  type Saved,
} from '../../forecasting/index.ts';
import { refusal } from '../../kernel/errors.ts';
import type { Month } from '../../kernel/month.ts';
import { takenUpAgain } from '../../platform/database/index.ts';
import { requireRight } from '../../platform/security/index.ts';
import { givenMonth } from '../billing/given.ts';
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
  requireEditing,
  withConfirming,
  withEditing,
  withSite,
  yearOf,
  type EditingOptions,
} from './asked.ts';
import { noticeJson, tellNotices } from './notices.ts';
import { dayOfChange } from './given-time.ts';
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
  const found = await withCaller(options, async ({ caller, database }) => {
    await requireRight(caller, { object: 'forecast', action: 'read', site });
    const wanted = { site, year: yearOf(month), version };
    const mode = payrollMode(options.payroll ?? null, await billsHours(database, site, month));
    const ofYear = await budgetNotices(database, [site], wanted.year);
    const notices = ofYear.filter((notice) => notice.month === month);
    return caller.transaction(async (transaction) => ({
      mode,
      notices,
      ...(await entriesOfMonth(transaction, wanted, month)),
      groups: await readGroups(transaction),
    }));
  });
  const entries = found.entries.filter((entry) => area === undefined || entry.area === area);
  if (options.csv || options.xlsx)
    return writeEntries(
      entries.map((entry) => ({ site, entry })),
      { ...options, from: month, to: month },
      command,
    );
  const groups = groupDays(entries, found.groups);
  if (options.json)
    return printJson({
      site,
      month,
      version,
      seen: found.seen,
      payroll_by: found.mode,
      notices: found.notices.map(noticeJson),
      entries: entries.map(jsonOf),
      groups: groups.map(({ hours, cost, ...day }) => ({
        ...day,
        hours: hours.toString(),
        cost: cost.toString(),
      })),
    });
  tellNotices(found.notices);
  if (entries.length === 0) return say(`No entries: site ${site} follows the budget in ${month}.`);
  const isByGroup = found.mode === 'group';
  const inGroups = new Set(isByGroup ? groupedCodes(found.groups) : []);
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
  say(`${counted(entries.length, 'value')}; version ${version} as of change ${found.seen}.`);
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

/** An entry for machines: exact decimals as text. */
function jsonOf({ value, ...entry }: Entry): object {
  return { ...entry, value: value?.toString() ?? null };
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
  const { site, version, seen = null, reason = null } = options;
  const entries = options.set.map(settingOf);
  const years = new Set(entries.map(({ period }) => yearOf(period)));
  const saved = await withCaller(options, async (acting) => {
    const { caller, database, person } = acting;
    await requireEditing(caller, site, options.edit);
    const isConfirmed = options.confirm === true;
    const more = { seen, reason, isConfirmed, action: 'set', savedBy: person.userId } as const;
    const today = await dayOfChange(acting, options.today);
    return database.transaction(async (transaction) => {
      const all: Saved[] = [];
      for (const year of years) {
        const ofYear = entries.filter(({ period }) => yearOf(period) === year);
        all.push(await saveEntries(transaction, { ...more, site, year, version, entries: ofYear, today }));
      }
      return all;
    }, takenUpAgain);
  });
  for (const one of saved) tellSaved(one, options.json !== true);
  if (options.json) printJson(saved.map(savedJson));
}

/** What was saved, for machines. */
export function savedJson({ changeId, changed, forced, withoutJobs, followed, waiting }: Saved): object {
  return {
    change: changeId,
    changed: changed.map(({ before, ...entry }) => ({
      ...jsonOf(entry),
      before: before?.toString() ?? null,
    })),
    forced_negative: forced.map(nameOf),
    groups_without_jobs: withoutJobs.map(nameOf),
    followed: followed.map(nameOf),
    ratios_waiting: waiting.map(nameOf),
  };
}

/** Tells people what was saved. */
export function tellSaved(
  { changeId, changed, forced, withoutJobs, followed, waiting }: Saved,
  isTold: boolean,
): void {
  if (!isTold) return;
  for (const entry of withoutJobs)
    say(
      `${nameOf(entry)} was not saved: no job code of the group is in use at the site; ` +
        'see daybook jobs list --site SITE.',
    );
  if (forced.length > 0) say(`Made negative, because these lower revenue: ${forced.map(nameOf).join(', ')}.`);
  if (followed.length > 0) say(`Calculated from rooms and ratios: ${firstOf(followed.map(textOf))}.`);
  if (waiting.length > 0)
    say(
      `No vehicles can be calculated from ${firstOf(waiting.map(nameOf))} yet: ` +
        'enter the occupied rooms and both ratios of the day.',
    );
  if (changeId === null) return say('Nothing changed: all values were already entered.');
  say(
    `Change ${changeId}: ${counted(changed.length, 'value')}. ` +
      'A running server updates the P&L, or else the next daybook pnl.',
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

function settingOf(text: string): Entry {
  const typed = readSetting(text);
  if (typed === null) throw refusal('FORECASTING_SETTING_INVALID', { value: text });
  const entry = readEntry(typed);
  if ('column' in entry) throw invalidEntries([`${text}: ${entry.column} ${entry.cause}`]);
  return entry;
}

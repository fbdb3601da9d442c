import type { Command } from 'commander';
import {
  differencesBetween,
  entriesOfYear,
  listVersions,
  nameOf,
  promoteVersion,
  takeVersion,
} from '../../forecasting/index.ts';
import { takenUpAgain } from '../../platform/database/index.ts';
import { requireRight } from '../../platform/security/index.ts';
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
  withEditing,
  withSite,
  withYear,
  yearOf,
  type EditingOptions,
  type VersionOptions,
} from './asked.ts';
import { dayOfChange, todayOf } from './given-time.ts';
import { savedJson, tellSaved } from './entries.ts';

/** `daybook forecast versions|take|compare|promote` */
export function versionCommands(): Command[] {
  const of = (name: string, description: string, example: string): Command =>
    withYear(withSite(actingCommand(name, description, `daybook forecast ${example}`)));
  return [
    of('versions', 'Versions of a forecast, and submissions.', 'versions --site 0170 --year 2025').action(
      list,
    ),
    withEditing(
      of('take', 'Create a version from another; nothing is copied.', 'take --site 0170 --name "low summer"'),
    )
      .requiredOption('--name <name>', 'name of the version')
      .option('--from <name>', 'version that it is based on', 'working')
      .action(take),
    of('compare', 'Compare two versions.', 'compare --site 0170 --one working --other "low summer"')
      .requiredOption('--one <name>', 'version')
      .requiredOption('--other <name>', 'version to compare with')
      .action(compare),
    withEditing(
      of(
        'promote',
        'Apply the differences of a version to the working version, as one change.',
        'promote --site 0170 --name "low summer"',
      ),
    )
      .requiredOption('--name <name>', 'version')
      .option(
        '--seen <change>',
        'refuse if the working version has changed since this change number',
        wholeNumber(0),
      )
      .action(promote),
  ];
}

async function list(options: ActingOptions & VersionOptions): Promise<void> {
  const { site } = options;
  const found = await withCaller(options, async (acting) => {
    const year = options.year ?? yearOf(await todayOf(acting, undefined));
    await requireRight(acting.caller, { object: 'forecast', action: 'read', site });
    return acting.caller.transaction((transaction) => listVersions(transaction, { site, year }));
  });
  if (options.json) return printJson(found);
  if (found.length === 0) return say(`Site ${site} has no versions: it follows the budget.`);
  const rows = found.map((one) => [
    ...[one.version, one.kind, one.based_on ?? '-', one.seen, String(one.cells), one.made_at, one.made_by],
    ...[one.submission ?? '-', one.state ?? '-', one.decided_by ?? '-', one.reason ?? '-'],
  ]);
  const header = ['version', 'kind', 'taken from', 'change', 'values', 'made', 'by', 'submission', 'state'];
  print(table([...header, 'decided by', 'reason'], rows, ['change', 'values', 'submission']));
}

interface TakeOptions extends EditingOptions, VersionOptions {
  readonly name: string;
  readonly from: string;
}

async function take(options: TakeOptions): Promise<void> {
  const { site, name, from, reason = null } = options;
  const year = await withCaller(options, async (acting) => {
    const { caller, database, person } = acting;
    const wanted = options.year ?? yearOf(await todayOf(acting, options.today));
    await requireEditing(caller, site, options.edit);
    const taking = { site, year: wanted, version: name, from, takenBy: person.userId, reason };
    await database.transaction((transaction) => takeVersion(transaction, taking), takenUpAgain);
    return wanted;
  });
  if (options.json) return printJson({ site, year, version: name, based_on: from });
  say(`Site ${site} has version ${name} for ${String(year)}, based on ${from}.`);
}

interface CompareOptions extends ActingOptions, VersionOptions {
  readonly one: string;
  readonly other: string;
}

async function compare(options: CompareOptions): Promise<void> {
  const { site } = options;
  const found = await withCaller(options, async (acting) => {
    const year = options.year ?? yearOf(await todayOf(acting, undefined));
    await requireRight(acting.caller, { object: 'forecast', action: 'read', site });
    return acting.caller.transaction(async (transaction) =>
      differencesBetween(
        await entriesOfYear(transaction, { site, year, version: options.one }),
        await entriesOfYear(transaction, { site, year, version: options.other }),
      ),
    );
  });
  const told = found.map(({ one, other, ...place }) => ({
    ...place,
    one: one?.toString() ?? null,
    other: other?.toString() ?? null,
    difference: one === null || other === null ? null : other.minus(one).toString(),
  }));
  if (options.json) return printJson(told);
  if (told.length === 0) return say('The versions are identical.');
  const rows = told.map((each) => [
    ...[nameOf(each), each.one ?? 'budget', each.other ?? 'budget', each.difference ?? '-'],
  ]);
  print(table(['entry', options.one, options.other, 'difference'], rows, ['difference']));
  say(`${counted(told.length, 'value')}.`);
}

interface PromoteOptions extends EditingOptions, VersionOptions {
  readonly name: string;
  readonly seen?: number;
}

async function promote(options: PromoteOptions): Promise<void> {
  const { site, name, seen = null, reason = null } = options;
  const { saved, outside } = await withCaller(options, async (acting) => {
    const { caller, database, person } = acting;
    await requireEditing(caller, site, options.edit);
    const today = await dayOfChange(acting, options.today);
    const promotion = { site, year: options.year ?? yearOf(today), version: name, today, seen, reason };
    return database.transaction(
      (transaction) => promoteVersion(transaction, { ...promotion, savedBy: person.userId }),
      takenUpAgain,
    );
  });
  if (options.json) return printJson({ ...savedJson(saved), outside: outside.map(nameOf) });
  const [first] = outside;
  if (first !== undefined)
    say(
      `${counted(outside.length, 'value')} left out, because the site does not work then: ${nameOf(first)} and so on.`,
    );
  tellSaved(saved, true);
}

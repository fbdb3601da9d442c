import type { Command } from 'commander';
import {
  compareVersions,
  listForecastVersions,
  nameOf,
  promoteForecastVersion,
  takeForecastVersion,
} from '../../forecasting/index.ts';
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
  withEditing,
  withSite,
  withYear,
  yearOf,
  type EditingOptions,
  type VersionOptions,
} from './request-options.ts';
import { todayOf } from '../given/today.ts';
import { tellSaved } from './entries.ts';

/** `daybook forecast versions|take|compare-versions|promote` */
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
    of(
      'compare-versions',
      'Compare two versions.',
      'compare-versions --site 0170 --one working --other "low summer"',
    )
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
  const versions = await withCaller(options, async (acting) => {
    const year = options.year ?? yearOf(await todayOf(acting, undefined));
    return listForecastVersions(acting, { site, year });
  });
  if (options.json) return printJson(versions);
  if (versions.length === 0) return say(`Site ${site} has no versions: it follows the budget.`);
  const rows = versions.map((one) => [
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
  const { site, name, from, edit = false } = options;
  const year = await withCaller(options, async (acting) => {
    const planYear = options.year ?? yearOf(await todayOf(acting, options.today));
    await takeForecastVersion(acting, { site, year: planYear, version: name, from, isEditing: edit });
    return planYear;
  });
  if (options.json) return printJson({ site, year, version: name, based_on: from });
  say(`Site ${site} has version ${name} for ${String(year)}, based on ${from}.`);
}

interface CompareOptions extends ActingOptions, VersionOptions {
  readonly one: string;
  readonly other: string;
}

async function compare(options: CompareOptions): Promise<void> {
  const { site, one, other } = options;
  const differences = await withCaller(options, async (acting) => {
    const year = options.year ?? yearOf(await todayOf(acting, undefined));
    return compareVersions(acting, { site, year, one, other });
  });
  if (options.json) return printJson(differences);
  if (differences.length === 0) return say('The versions are identical.');
  const rows = differences.map((each) => [
    nameOf(each),
    each.one?.toString() ?? 'budget',
    each.other?.toString() ?? 'budget',
    each.difference?.toString() ?? '-',
  ]);
  print(table(['entry', one, other, 'difference'], rows, ['difference']));
  say(`${counted(differences.length, 'value')}.`);
}

interface PromoteOptions extends EditingOptions, VersionOptions {
  readonly name: string;
  readonly seen?: number;
}

async function promote(options: PromoteOptions): Promise<void> {
  const { site, year, name, seen = null } = options;
  const promoted = await withCaller(options, async (acting) => {
    const request = { site, year, version: name, seen };
    return promoteForecastVersion(acting, { ...request, ...(await givenEditing(acting, options)) });
  });
  if (options.json) return printJson(promoted);
  const { outside } = promoted;
  const [first] = outside;
  if (first !== undefined)
    say(
      `${counted(outside.length, 'value')} left out, because the site does not work then: ${first} and so on.`,
    );
  tellSaved(promoted);
}

import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Option, type Command } from 'commander';
import {
  entriesCsv,
  entriesOfSites,
  entriesWorkbook,
  importEntries,
  mostFileBytes,
  readEntriesFile,
  type EntriesFile,
} from '../../forecasting/index.ts';
import { refusal } from '../../kernel/errors.ts';
import { writeOut } from '../../kernel/inside-folder.ts';
import { noteRead, requireRight } from '../../platform/security/index.ts';
import { actingCommand, print, printJson, say, withCaller, type ActingOptions } from '../command.ts';
import { givenSite } from '../billing/given.ts';
import { readTable } from '../../sources/index.ts';
import { counted, grouped } from '../table.ts';
import {
  requireEditing,
  withConfirming,
  withEditing,
  withYear,
  yearOf,
  type EditingOptions,
} from './asked.ts';
import { dayOfChange, todayOf } from './given-time.ts';

/** How entries are written. */
export interface FormatOptions {
  readonly csv?: boolean;
  readonly xlsx?: boolean;
  readonly out?: string;
}

export function withFormat(command: Command): Command {
  return command
    .option('--csv', 'as CSV')
    .addOption(new Option('--xlsx', 'as an Excel workbook, to --out').conflicts('csv'))
    .option('--out <file>', 'file to write (default: standard output)');
}

type SiteEntries = Parameters<typeof entriesCsv>[0];

/** Writes entries as the file that was asked for. */
export async function writeEntries(
  entries: SiteEntries,
  { xlsx, out, ...span }: FormatOptions & Parameters<typeof entriesWorkbook>[1],
  command: Command,
): Promise<void> {
  if (xlsx && out === undefined) return command.error('error: --out is required to write the workbook');
  const content = xlsx ? entriesWorkbook(entries, span) : entriesCsv(entries);
  if (out === undefined) return print(content.toString().trimEnd());
  await writeOut(out, content);
  say(`Wrote ${counted(entries.length, 'value')} to ${out}.`);
}

interface ExportOptions extends ActingOptions, FormatOptions {
  readonly site?: readonly string[];
  readonly year?: number;
  readonly version: string;
}

/** `daybook forecast export` */
export function exportCommand(): Command {
  const command = actingCommand(
    'export',
    'Export forecast entries of a year for all sites that you may see; the file can be imported again.',
    'daybook forecast export --year 2025 --xlsx --out forecast.xlsx',
  );
  return withFormat(withYear(command))
    .option('--site <site...>', 'only these sites')
    .option('--version <name>', 'version', 'working')
    .action(give);
}

async function give(options: ExportOptions, command: Command): Promise<void> {
  const { version } = options;
  const sites = options.site?.map(givenSite) ?? null;
  const { year, entries } = await withCaller(options, async (acting) => {
    const { caller } = acting;
    await requireRight(caller, { object: 'forecast', action: 'read' });
    const asked = options.year ?? yearOf(await todayOf(acting, undefined));
    const given = await caller.transaction((transaction) =>
      entriesOfSites(transaction, { sites, year: asked, version }),
    );
    const filter = { sites: sites ?? 'all', year: asked, version };
    await noteRead(caller, { what: 'forecast', filter, rows: given.length, isExport: true });
    return { year: asked, entries: given };
  });
  if (options.json)
    return printJson(
      entries.map(({ site, entry: { value, ...entry } }) => ({
        site,
        ...entry,
        value: value?.toString() ?? null,
      })),
    );
  const { csv = false, xlsx = false, out } = options;
  const span = { from: `${String(year)}-01`, to: `${String(year)}-12` } as const;
  return writeEntries(entries, { csv, xlsx, ...(out === undefined ? {} : { out }), ...span }, command);
}

interface ImportOptions extends EditingOptions {
  readonly version: string;
  readonly check?: boolean;
  readonly remove?: boolean;
}

/** `daybook forecast import` */
export function importCommand(): Command {
  const command = actingCommand(
    'import',
    'Import entries from files, all or none.',
    'daybook forecast import july.csv --check',
  );
  return withConfirming(withEditing(command))
    .argument(
      '<file...>',
      'CSV or Excel file with columns site, area, period, item, measure, value, or an exported workbook',
    )
    .option('--version <name>', 'version', 'working')
    .option('--remove', 'blank values remove entries, so that the budget applies again')
    .option('--check', 'show errors and what would change; save nothing')
    .action(take);
}

async function take(paths: readonly string[], options: ImportOptions): Promise<void> {
  const files = await Promise.all(paths.map(readOne));
  const sites = new Set(files.flatMap(({ entries }) => entries.map(({ site }) => site)));
  const imported = await withCaller(options, async (acting) => {
    const { caller, database, person } = acting;
    await requireRight(caller, { object: 'forecast', action: 'change' });
    for (const site of sites) await requireEditing(caller, site, options.edit);
    const { version, reason = null, check = false, confirm: isConfirmed = false } = options;
    const today = await dayOfChange(acting, options.today);
    const isRemoving = options.remove === true;
    const importing = { version, reason, isConfirmed, isRemoving, savedBy: person.userId, today };
    return importEntries(database, files, importing, check);
  });
  const changes = imported.map(({ site, year, changeId, changed, forced, withoutJobs }) => ({
    site,
    year,
    change: options.check ? null : changeId,
    changed: changed.length,
    forced_negative: forced.length,
    groups_without_jobs: withoutJobs.length,
  }));
  if (options.json) return printJson(changes);
  for (const { site, year, changed, forced_negative: forced, groups_without_jobs: empty } of changes)
    say(
      `Site ${site}, ${String(year)}: ${counted(changed, 'value')} ${options.check ? 'would change' : 'changed'}` +
        (forced > 0 ? `, ${String(forced)} turned negative` : '') +
        `${empty > 0 ? `, ${String(empty)} of job groups without a code in use there left out` : ''}.`,
    );
}

async function readOne(path: string): Promise<EntriesFile> {
  const unreadable = (cause: string): Error => refusal('FORECASTING_FILE_UNREADABLE', { file: path, cause });
  const failed = (cause: unknown): never => {
    throw unreadable(cause instanceof Error ? cause.message : String(cause));
  };
  const { size } = await stat(path).catch(failed);
  if (size > mostFileBytes)
    throw unreadable(`it has ${grouped(size)} bytes; the limit is ${grouped(mostFileBytes)}`);
  const name = basename(path);
  return { name, ...(await readEntriesFile(name, await readFile(path).catch(failed), readTable)) };
}

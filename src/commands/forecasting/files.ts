import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Option, type Command } from 'commander';
import {
  entriesCsv,
  entriesWorkbook,
  exportForecasts,
  importForecasts,
  mostFileBytes,
  readEntriesFile,
  type EntriesFile,
} from '../../forecasting/index.ts';
import { refusal } from '../../kernel/errors.ts';
import { writeOut } from '../../kernel/inside-folder.ts';
import { actingCommand, print, printJson, say, withCaller, type ActingOptions } from '../command.ts';
import { givenSite } from '../given/month-and-site.ts';
import { readingFault } from '../given/reading-fault.ts';
import { readTable } from '../../sources/index.ts';
import { counted, grouped } from '../table.ts';
import {
  givenEditing,
  withConfirming,
  withEditing,
  withYear,
  yearOf,
  type EditingOptions,
} from './request-options.ts';
import { todayOf } from '../given/today.ts';

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
    const typedYear = options.year ?? yearOf(await todayOf(acting, undefined));
    return { year: typedYear, entries: await exportForecasts(acting, { sites, year: typedYear, version }) };
  });
  if (options.json) return printJson(entries.map(({ site, entry }) => ({ site, ...entry })));
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
  const { version, check = false, confirm = false, remove = false } = options;
  const imported = await withCaller(options, async (acting) => {
    const request = { files, version, isTrial: check, isConfirmed: confirm, isRemoving: remove };
    return importForecasts(acting, { ...request, ...(await givenEditing(acting, options)) });
  });
  if (options.json) return printJson(imported);
  for (const { site, year, changed, forcedNegative: forced, groupsWithoutJobs: empty } of imported)
    say(
      `Site ${site}, ${String(year)}: ${counted(changed, 'value')} ${check ? 'would change' : 'changed'}` +
        (forced > 0 ? `, ${String(forced)} turned negative` : '') +
        `${empty > 0 ? `, ${String(empty)} of job groups without a code in use there left out` : ''}.`,
    );
}

async function readOne(path: string): Promise<EntriesFile> {
  const unreadable = (cause: string): Error => refusal('FORECASTING_FILE_UNREADABLE', { file: path, cause });
  const failed = (cause: unknown): never => {
    throw unreadable(readingFault(cause));
  };
  const { size } = await stat(path).catch(failed);
  if (size > mostFileBytes)
    throw unreadable(`it has ${grouped(size)} bytes; the limit is ${grouped(mostFileBytes)}`);
  const name = basename(path);
  return { name, ...(await readEntriesFile(name, await readFile(path).catch(failed), readTable)) };
}

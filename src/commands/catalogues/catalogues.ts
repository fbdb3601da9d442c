import { Argument, type Command } from 'commander';
import { usesOfCatalogue, type CatalogueUse } from '../../billing/index.ts';
import { csvLineToCorrect } from '../../kernel/csv.ts';
import {
  catalogueColumns,
  catalogues,
  endCatalogueEntry,
  importCatalogue,
  listCatalogue,
  setCatalogueEntry,
  type CatalogueEntry,
  type ChangedEntry,
} from '../../warehouse/index.ts';
import {
  actingCommand,
  groupCommand,
  print,
  printFile,
  printJson,
  say,
  withCaller,
  type ActingOptions,
} from '../command.ts';
import { givenTable, tellTable } from '../sites/uploaded-file.ts';
import { counted, table } from '../table.ts';

/** `daybook catalogues list|set|end|import` */
export function cataloguesCommand(): Command {
  const group = groupCommand(
    'catalogues',
    'Lists that people choose from, with history and where each entry is used.',
    'daybook catalogues list client-paid-accounts',
  );
  for (const command of [listCommand(), setCommand(), endCommand(), importCommand()])
    group.addCommand(command);
  return group;
}

/** The argument that names a catalogue. */
function catalogueArgument(): Argument {
  const summary = catalogues.map(({ name, summary: says }) => `${name} (${says})`).join('; ');
  return new Argument('<catalogue>', summary).choices(catalogues.map(({ name }) => name));
}

interface ListOptions extends ActingOptions {
  readonly history?: boolean;
  readonly csv?: boolean;
}

function listCommand(): Command {
  return actingCommand(
    'list',
    'Entries of a catalogue, where each is used, and codes in use that it lacks.',
    'daybook catalogues list fixed-fee-services --history',
  )
    .addArgument(catalogueArgument())
    .option('--history', 'ended entries, too')
    .option('--csv', 'as CSV, to correct and import again')
    .action(list);
}

async function list(catalogue: string, options: ListOptions): Promise<void> {
  const isHistory = options.history === true;
  const { entries, uses } = await withCaller(options, async (acting) => ({
    entries: await listCatalogue(acting, { catalogue, isHistory }),
    uses: await usesOfCatalogue(acting, catalogue),
  }));
  const missing = uses?.filter(({ code }) => !entries.some((entry) => entry.code === code)) ?? [];
  if (options.json) return printJson({ catalogue, entries, uses, missing });
  if (options.csv) {
    const rows = entries.filter(({ isInForce }) => isInForce).map(({ code, name }) => [code, name ?? '']);
    return printFile([[...catalogueColumns], ...rows].map(csvLineToCorrect).join(''));
  }
  print(table(['code', 'name', 'accounts', 'used', 'number', 'entered', 'ended'], rowsOf(entries, uses)));
  say(`${counted(entries.filter(({ isInForce }) => isInForce).length, 'code')} in force.`);
  for (const { code, sites } of missing)
    say(`In use but not in the catalogue: ${code}, at ${sites.slice(0, 6).join(', ')}.`);
}

function rowsOf(entries: readonly CatalogueEntry[], uses: readonly CatalogueUse[] | null): string[][] {
  return entries.map(({ code, name, accounts, entry, enteredAt, enteredBy, endedAt, endedBy }) => {
    const use = uses?.find((one) => one.code === code);
    const used = use === undefined ? '–' : `${String(use.uses)} at ${counted(use.sites.length, 'site')}`;
    const entered = enteredAt === null ? '' : `${enteredAt.slice(0, 10)} ${enteredBy ?? ''}`;
    const ended = endedAt === null ? '' : `${endedAt.slice(0, 10)} ${endedBy ?? ''}`;
    return [code, name ?? '–', accounts ?? '', used, entry ?? '0', entered, ended];
  });
}

interface EntryOptions extends ActingOptions {
  readonly name?: string;
  readonly seen?: string;
}

function setCommand(): Command {
  return actingCommand(
    'set',
    'Add an entry, or replace it.',
    'daybook catalogues set fixed-fee-services 4720 --name "Shuttle service" --reason "new service"',
  )
    .addArgument(catalogueArgument())
    .argument('<code>', 'code')
    .option('--name <name>', 'name; category for a revenue code')
    .option('--seen <number>', 'refuse if the entry has changed since this number')
    .action(async (catalogue: string, code: string, options: EntryOptions) => {
      const { name = null, seen = null } = options;
      tell(
        catalogue,
        await withCaller(options, (acting) => setCatalogueEntry(acting, { catalogue, code, name, seen })),
        options,
      );
    });
}

function endCommand(): Command {
  return actingCommand(
    'end',
    'End an entry: it can no longer be chosen; what uses it keeps it.',
    'daybook catalogues end client-paid-accounts 7225 --reason "no longer agreed"',
  )
    .addArgument(catalogueArgument())
    .argument('<code>', 'code')
    .option('--seen <number>', 'refuse if the entry has changed since this number')
    .action(async (catalogue: string, code: string, options: EntryOptions) => {
      const { seen = null } = options;
      tell(
        catalogue,
        await withCaller(options, (acting) => endCatalogueEntry(acting, { catalogue, code, seen })),
        options,
      );
    });
}

function tell(catalogue: string, changed: ChangedEntry, options: ActingOptions): void {
  if (options.json) return printJson(changed);
  const { code, name, before, outcome } = changed;
  const was = outcome === 'changed' ? ` (before: ${before ?? code})` : '';
  say(`${code} of ${catalogue}: ${outcome}${name === null ? '' : `, ${name}`}${was}.`);
}

function importCommand(): Command {
  return actingCommand(
    'import',
    'Add or replace the entries in a CSV (CODE, NAME), all or none; other entries stay.',
    'daybook catalogues import fixed-fee-services services.csv --dry-run',
  )
    .addArgument(catalogueArgument())
    .argument('<file>', 'CSV, as list --csv writes it')
    .option('--dry-run', 'show what each row would do; save nothing')
    .action(
      async (catalogue: string, file: string, options: ActingOptions & { readonly dryRun?: boolean }) => {
        const [code, name] = catalogueColumns;
        const entries = await givenTable(file, {
          title: catalogue,
          columns: [code],
          optional: [name],
          filled: [code],
        });
        const outcome = await withCaller(options, (acting) =>
          importCatalogue(acting, entries, { catalogue, isTrial: options.dryRun === true }),
        );
        tellTable(outcome, options, {
          header: ['outcome', 'code', 'name'],
          rowOf: (changed) => [changed.outcome, changed.code, changed.name ?? '–'],
        });
      },
    );
}

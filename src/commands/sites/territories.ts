import type { Command } from 'commander';
import {
  addSiteTerritory,
  endSiteTerritory,
  listTerritories,
  moveColumns,
  moveSites,
  moveSiteTo,
  territoriesOfSite,
} from '../../warehouse/index.ts';
import {
  actingCommand,
  calendarDay,
  groupCommand,
  print,
  printJson,
  say,
  withCaller,
  type ActingOptions,
} from '../command.ts';
import { givenSite } from '../given/month-and-site.ts';
import { todayOf } from '../given/today.ts';
import { counted, table } from '../table.ts';
import { givenTable, tellTable } from './uploaded-file.ts';

/** `daybook sites territories list|add|end|assign|import` */
export function territoriesCommand(): Command {
  const territories = groupCommand(
    'territories',
    'Territories: a site is in one at a time, and its moves are kept as history.',
    'daybook sites territories list',
  );
  for (const command of [list(), add(), end(), assign(), importMoves()]) territories.addCommand(command);
  return territories;
}

function list(): Command {
  return actingCommand(
    'list',
    'Territories with their sites, or the territories of one site over time.',
    'daybook sites territories list',
  )
    .argument('[site]', 'the history of this site', givenSite)
    .option('--today <day>', 'as of this day (default: today)')
    .action(async (site: string | undefined, options: ActingOptions & { readonly today?: string }) => {
      if (site !== undefined) return tellHistory(site, options);
      const territories = await withCaller(options, async (acting) =>
        listTerritories(acting, await todayOf(acting, options.today)),
      );
      if (options.json) return printJson(territories);
      if (territories.length === 0) return say('No territories yet: daybook sites territories add NAME.');
      print(
        table(
          ['territory', 'sites'],
          territories.map(({ territory, sites }) => [territory, sites.length === 0 ? '–' : sites.join(' ')]),
        ),
      );
      say(counted(territories.length, 'territory').replace('territorys', 'territories') + '.');
    });
}

async function tellHistory(site: string, options: ActingOptions): Promise<void> {
  const history = await withCaller(options, (acting) => territoriesOfSite(acting, site));
  if (options.json) return printJson(history);
  if (history.length === 0) return say(`Site ${site} has never been in a territory.`);
  const rows = history.map(({ territory, fromOn, toOn, assignedBy }) => [
    ...[territory, fromOn, toOn ?? '', assignedBy],
  ]);
  print(table(['territory', 'from', 'until before', 'assigned by'], rows));
}

function add(): Command {
  return actingCommand('add', 'Add a territory.', 'daybook sites territories add "Coast North"')
    .argument('<name>', 'name')
    .action(async (name: string, options: ActingOptions) => {
      await withCaller(options, (acting) => addSiteTerritory(acting, name));
      if (options.json) return printJson({ territory: name.trim() });
      say(`Territory ${name.trim()} was added; assign sites with daybook sites territories assign.`);
    });
}

function end(): Command {
  return actingCommand('end', 'End a territory without sites.', 'daybook sites territories end "Coast North"')
    .argument('<name>', 'name')
    .action(async (name: string, options: ActingOptions) => {
      await withCaller(options, (acting) => endSiteTerritory(acting, name));
      if (options.json) return printJson({ territory: name.trim() });
      say(`Territory ${name.trim()} has ended; the history of its sites keeps it.`);
    });
}

interface AssignOptions extends ActingOptions {
  readonly to?: string;
  readonly none?: boolean;
  readonly from?: string;
}

function assign(): Command {
  return actingCommand(
    'assign',
    'Move a site to a territory from a day on, or out of its territory.',
    'daybook sites territories assign 0170 --to "Coast North" --from 2025-07-01',
  )
    .argument('<site>', 'site number', givenSite)
    .option('--to <territory>', 'territory')
    .option('--none', 'out of its territory')
    .option('--from <day>', 'first day (default: today)', calendarDay)
    .action(async (site: string, options: AssignOptions, command: Command) => {
      const { to: territory = null, none = false } = options;
      if ((territory === null) !== none) return command.error('error: give either --to or --none');
      const moved = await withCaller(options, async (acting) => {
        const from = options.from ?? (await todayOf(acting, undefined));
        return moveSiteTo(acting, { site, territory, from });
      });
      if (options.json) return printJson(moved);
      if (!moved.isChanged) return say(`Site ${site} is there already; nothing was changed.`);
      const now = territory === null ? 'is in no territory' : `is in ${territory}`;
      say(`From ${moved.from} on, site ${site} ${now} (before: ${moved.before ?? 'none'}).`);
    });
}

function importMoves(): Command {
  return actingCommand(
    'import',
    'Move the sites in a CSV (SITE, TERRITORY, FROM), all or none.',
    'daybook sites territories import moves.csv --dry-run',
  )
    .argument('<file>', 'CSV; a blank TERRITORY takes a site out of its territory')
    .option('--dry-run', 'show what each row would do; save nothing')
    .action(async (file: string, options: ActingOptions & { readonly dryRun?: boolean }) => {
      const moves = await givenTable(file, {
        title: 'territories',
        columns: moveColumns,
        filled: ['SITE', 'FROM'],
      });
      const outcome = await withCaller(options, (acting) =>
        moveSites(acting, moves, { isTrial: options.dryRun === true }),
      );
      tellTable(outcome, options, {
        header: ['outcome', 'site', 'from'],
        rowOf: ({ site, before, territory, from, isChanged }) => [
          ...[isChanged ? `${before ?? 'none'} → ${territory ?? 'none'}` : 'as it is', site, from],
        ],
      });
    });
}

import { Option, type Command } from 'commander';
import {
  addSiteEvent,
  endSiteEvent,
  eventColumns,
  eventInWords,
  eventKinds,
  importEvents,
  listEvents,
  type SiteEvent,
} from '../../forecasting/index.ts';
import { toText } from '../../kernel/decimal.ts';
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
import { siteFilterOf, withSites, type SitesOptions } from '../given/chosen-sites.ts';
import { givenSite } from '../given/month-and-site.ts';
import { todayOf } from '../given/today.ts';
import { givenTable, tellTable } from '../sites/uploaded-file.ts';
import { counted, table } from '../table.ts';
import { yearOf } from './request-options.ts';

/** `daybook forecast events list|add|end|import` */
export function eventsCommand(): Command {
  const events = groupCommand(
    'events',
    'Games, conferences, closures and similar events, shown with forecasts and variances.',
    'daybook forecast events list --site 0170',
  );
  for (const command of [list(), add(), end(), importFile()]) events.addCommand(command);
  return events;
}

type ListOptions = SitesOptions & { readonly from?: string; readonly to?: string };

function list(): Command {
  const command = actingCommand(
    'list',
    'Events of sites by day.',
    'daybook forecast events list --site 0170',
  );
  return withSites(command)
    .option('--from <day>', 'first day (default: 1 January)', calendarDay)
    .option('--to <day>', 'last day (default: 31 December of the year of --from)', calendarDay)
    .action(async (options: ListOptions) => {
      const events = await withCaller(options, async (acting) => {
        const from = options.from ?? `${String(yearOf(await todayOf(acting, undefined)))}-01-01`;
        const to = options.to ?? `${from.slice(0, 4)}-12-31`;
        return listEvents(acting, { sites: siteFilterOf(options), from, to });
      });
      if (options.json) return printJson(events.map(eventJson));
      if (events.length > 0)
        print(
          table(
            ['event', 'site', 'kind', 'title', 'from', 'to', 'effect %', 'territory', 'by', 'note'],
            events.map((one) => [
              ...[one.event, one.site, one.kind, one.title, one.from, one.to],
              ...[one.effect === null ? '' : toText(one.effect, 2), one.territory ?? '', one.addedBy],
              one.note ?? '',
            ]),
            ['event', 'effect %'],
          ),
        );
      say(`${counted(events.length, 'event')}.`);
    });
}

/** An event as JSON. */
export function eventJson({
  event,
  site,
  kind,
  title,
  from,
  to,
  effect,
  territory,
  note,
  addedBy,
}: SiteEvent): object {
  const effectPercent = effect === null ? null : toText(effect, 2);
  return {
    event,
    site,
    kind,
    title,
    from,
    to,
    effect_percent: effectPercent,
    territory,
    note,
    added_by: addedBy,
  };
}

interface AddOptions extends ActingOptions {
  readonly site?: string;
  readonly territory?: string;
  readonly kind: string;
  readonly title: string;
  readonly from: string;
  readonly to?: string;
  readonly effect?: string;
  readonly note?: string;
}

function add(): Command {
  return actingCommand(
    'add',
    'Enter an event at a site, or at the sites in a territory on its first day.',
    'daybook forecast events add --site 0170 --kind game --title Derby --from 2025-06-14 --effect 20',
  )
    .addOption(new Option('--site <site>', 'site number').argParser(givenSite).conflicts('territory'))
    .option('--territory <territory>', 'territory')
    .addOption(new Option('--kind <kind>', 'what it is').choices(eventKinds).makeOptionMandatory())
    .requiredOption('--title <title>', 'name of the event')
    .requiredOption('--from <day>', 'first day, YYYY-MM-DD', calendarDay)
    .option('--to <day>', 'last day (default: the first)', calendarDay)
    .option('--effect <percent>', 'expected effect on traffic in percent; -100 closes the site')
    .option('--note <text>', 'further notes')
    .action(async (options: AddOptions) => {
      const {
        site = null,
        territory = null,
        kind,
        title,
        from,
        to = from,
        effect = null,
        note = null,
      } = options;
      const newEvent = { site, territory, kind, title, from, to, effect, note };
      const entered = await withCaller(options, (acting) => addSiteEvent(acting, newEvent));
      if (options.json) return printJson(entered);
      say(
        entered.isAdded
          ? `Event ${entered.event} was entered at ${entered.sites.join(', ')}.`
          : `It already exists as event ${entered.event}; nothing was changed.`,
      );
    });
}

function end(): Command {
  return actingCommand('end', 'Withdraw an event at all of its sites.', 'daybook forecast events end 7')
    .argument('<event>', 'its number')
    .action(async (event: string, options: ActingOptions) => {
      const sites = await withCaller(options, (acting) => endSiteEvent(acting, event));
      if (options.json) return printJson({ event, sites });
      say(`Event ${event} was withdrawn at ${sites.join(', ')}.`);
    });
}

function importFile(): Command {
  return actingCommand(
    'import',
    `Enter the events in a CSV (${eventColumns.join(', ')}), all or none.`,
    'daybook forecast events import events.csv --dry-run',
  )
    .argument('<file>', 'CSV; either SITE or TERRITORY is blank')
    .option('--dry-run', 'show what each row would do; save nothing')
    .action(async (file: string, options: ActingOptions & { readonly dryRun?: boolean }) => {
      const eventRows = await givenTable(file, {
        title: 'events',
        columns: ['KIND', 'TITLE', 'FROM'],
        optional: ['SITE', 'TERRITORY', 'TO', 'EFFECT_PERCENT', 'NOTE'],
        filled: ['KIND', 'TITLE', 'FROM'],
      });
      const outcome = await withCaller(options, (acting) =>
        importEvents(acting, eventRows, { isTrial: options.dryRun === true }),
      );
      tellTable(outcome, options, {
        header: ['outcome', 'title', 'from', 'to', 'sites'],
        rowOf: ({ title, from, to, sites, isAdded }) => [
          ...[isAdded ? 'entered' : 'as it is', title, from, to, sites.join(' ')],
        ],
      });
    });
}

/** Tells what is going on at a site, for whoever reads a month of it. */
export function tellEvents(events: readonly SiteEvent[]): void {
  if (events.length === 0) return;
  say(`Events: ${events.map(eventInWords).join('; ')}.`);
}

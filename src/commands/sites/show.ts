import type { Command } from 'commander';
import { csvLineForPeople } from '../../kernel/csv.ts';
import { showSite, type SetField, type ShownSite } from '../../warehouse/index.ts';
import { actingCommand, print, printJson, say, withCaller, type ActingOptions } from '../command.ts';
import { givenSite } from '../given/month-and-site.ts';
import { todayOf } from '../given/today.ts';
import { table } from '../table.ts';

interface ShowOptions extends ActingOptions {
  readonly today?: string;
  readonly csv?: boolean;
  readonly history?: boolean;
}

/** `daybook sites show` */
export function showCommand(): Command {
  return actingCommand(
    'show',
    'One site: what the list says, and what was set here, by whom and why.',
    'daybook sites show 0170',
  )
    .argument('<site>', 'site number', givenSite)
    .option('--today <day>', 'status as of this day (default: today)')
    .option('--history', 'changes to the record, oldest first')
    .option('--csv', 'as CSV')
    .action(show);
}

async function show(site: string, options: ShowOptions): Promise<void> {
  const shown = await withCaller(options, async (acting) =>
    showSite(acting, { site, today: await todayOf(acting, options.today) }),
  );
  if (options.json) return printJson(shown);
  const rows = [...headerOf(shown), ...shown.fields.map((field) => [field.label, ...toldField(field)])];
  if (options.csv)
    return print([['field', 'value', 'from'], ...rows].map(csvLineForPeople).join('').trimEnd());
  print(table(['field', 'value', 'from'], rows));
  if (options.history === true) print(`\n${historyOf(shown)}`);
  if (shown.revision === null) return say('Your role does not include general information.');
  say(
    `Revision ${String(shown.revision)}; change it with daybook sites set ${site} FIELD=VALUE --reason TEXT.`,
  );
}

/** What cannot be set here; for callers who may not read general information, what can be set too, as it counts. */
function headerOf(shown: ShownSite): string[][] {
  const { site, name, status, district, districtManager, accountManager, region, rooms, spaces } = shown;
  const fixed = [
    ['Site', site],
    ['Name', name],
    ['Status', status],
    ['District', district],
    ['District manager', districtManager],
    ['Account manager', accountManager],
    ['Region', region],
    ['Territory', shown.territory],
    ['Rooms', rooms],
    ['Parking spaces', spaces],
    ['Contract type', shown.contractType],
  ] as const;
  const place = [
    ['Street', shown.streetAddress],
    ['City', shown.city],
    ['State', shown.state],
    ['Postal code', shown.zip],
    ['Opened on', shown.openedOn],
    ['Closed on', shown.closedOn],
    ['Legal entity', shown.legalEntity],
    ['P&L category', shown.plCategory],
    ['Growth segment', shown.cogSegment],
    ['Business segment', shown.businessSegment],
  ] as const;
  const all = shown.general === null ? [...fixed, ...place] : fixed;
  return all.map(([label, value]) => [label, value ?? '–', '']);
}

/** Value of a field, and where it comes from. */
export function toldField({ value, from, listed, setBy, setAt, reason, holds }: SetField): [string, string] {
  const shown = value ?? '–';
  if (from === 'nowhere') return [shown, ''];
  if (from === 'list') return [shown, 'from the list'];
  const instead = listed === null ? '' : `; the list says ${listed}`;
  return [
    shown,
    `changed here by ${setBy ?? ''} on ${setAt?.slice(0, 10) ?? ''}: ${reason ?? ''}${instead}; holds ${holds ?? ''}`,
  ];
}

function historyOf({ history }: ShownSite): string {
  return table(
    ['at', 'who', 'what', 'field', 'value', 'reason'],
    history.map(({ at, who, event, field, value, reason }) => [
      ...[at.slice(0, 16), who, event, field ?? '', value ?? '', reason ?? ''],
    ]),
  );
}

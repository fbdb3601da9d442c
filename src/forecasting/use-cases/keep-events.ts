import { refusal } from '../../kernel/errors.ts';
import { takenUpAgain } from '../../platform/database/index.ts';
import { holdsRight, requireRight, type Principal } from '../../platform/security/index.ts';
import { applyTable, type UploadedTable, type SiteFilter, type TableOutcome } from '../../warehouse/index.ts';
import {
  addEvent,
  endEvent,
  readEvents,
  sitesOfEvent,
  sitesWithEvent,
  type AddedEvent,
  type EventsRequest,
  type SiteEvent,
  type NewEvent,
} from '../events/events.ts';
import { chosenSites } from '../pnl/chosen-sites.ts';

/** Events of sites that touch some days. Refuses with SECURITY_FORBIDDEN and PNL_NO_SITES. */
export async function listEvents(
  { caller }: Principal,
  { sites: filter, from, to }: Omit<EventsRequest, 'sites'> & { readonly sites: SiteFilter },
): Promise<SiteEvent[]> {
  await requireRight(caller, { object: 'forecast', action: 'read' });
  const sites = await chosenSites(caller, filter, ['forecast']);
  return caller.transaction((transaction) => readEvents(transaction, { sites, from, to }));
}

/**
 * Enters an event at a site, or at the sites of a territory, where the principal may change forecasts. Refuses with
 * SECURITY_FORBIDDEN and as `sitesOfEvent` does.
 */
export async function addSiteEvent(
  { caller, database, person }: Principal,
  event: NewEvent,
): Promise<AddedEvent> {
  await requireRight(caller, { object: 'forecast', action: 'change' });
  const sites = await sitesOfEvent(database, event);
  for (const site of sites) await requireRight(caller, { object: 'forecast', action: 'change', site });
  return database.transaction(
    (transaction) => addEvent(transaction, event, { sites, addedBy: person.userId }),
    takenUpAgain,
  );
}

/** Withdraws an event. Refuses with FORECASTING_EVENT_UNKNOWN and SECURITY_FORBIDDEN. */
export async function endSiteEvent(
  { caller, database, person }: Principal,
  event: string,
): Promise<readonly string[]> {
  await requireRight(caller, { object: 'forecast', action: 'change' });
  const sites = await sitesWithEvent(database, event);
  for (const site of sites) await requireRight(caller, { object: 'forecast', action: 'change', site });
  await database.transaction((transaction) => endEvent(transaction, event, person.userId), takenUpAgain);
  return sites;
}

/** Columns of a table of events; one of SITE and TERRITORY is blank. */
export const eventColumns = [
  'SITE',
  'TERRITORY',
  'KIND',
  'TITLE',
  'FROM',
  'TO',
  'EFFECT_PERCENT',
  'NOTE',
] as const;

/** Enters the events of a table, all or none; a trial says what would be entered. Refuses as `applyTable` does. */
export async function importEvents(
  { caller, database, person }: Principal,
  table: UploadedTable,
  { isTrial }: { readonly isTrial: boolean },
): Promise<TableOutcome<AddedEvent & Pick<NewEvent, 'title' | 'from' | 'to'>>> {
  await requireRight(caller, { object: 'forecast', action: 'change' });
  return applyTable(database, table, {
    isTrial,
    columns: {
      WAREHOUSE_SITE_UNKNOWN: 'SITE',
      SITES_NOT_YOURS: 'SITE',
      FORECASTING_EVENT_NOWHERE: 'TERRITORY',
    },
    apply: async (transaction, { cells }) => {
      const newEvent = eventOf(cells);
      const sites = await sitesOfEvent(transaction, newEvent);
      for (const site of sites)
        if (!(await holdsRight(caller, { object: 'forecast', action: 'change', site })))
          throw refusal('SITES_NOT_YOURS', { site });
      const entered = await addEvent(transaction, newEvent, { sites, addedBy: person.userId });
      return { ...entered, title: newEvent.title, from: newEvent.from, to: newEvent.to };
    },
  });
}

function eventOf(cells: Readonly<Record<string, string>>): NewEvent {
  const textOf = (column: (typeof eventColumns)[number]): string | null => {
    const text = (cells[column] ?? '').trim();
    return text === '' ? null : text;
  };
  const from = textOf('FROM') ?? '';
  return {
    site: textOf('SITE')?.padStart(4, '0') ?? null,
    territory: textOf('TERRITORY'),
    kind: textOf('KIND')?.toLowerCase() ?? '',
    title: textOf('TITLE') ?? '',
    from,
    to: textOf('TO') ?? from,
    effect: textOf('EFFECT_PERCENT'),
    note: textOf('NOTE'),
  };
}

import { refusal } from '../../kernel/errors.ts';
import { decimal, toText, type Decimal } from '../../kernel/decimal.ts';
import { firstDay, isDay, lastDay, type Month } from '../../kernel/month.ts';
import { isPrintable, isTitle } from '../../kernel/visible-text.ts';
import type { Queryable } from '../../platform/database/index.ts';

/** What may be going on at a site. */
export const eventKinds = ['game', 'conference', 'concert', 'closure', 'other'] as const;
export type EventKind = (typeof eventKinds)[number];

/** An event at a site. */
export interface SiteEvent {
  readonly event: string;
  readonly site: string;
  readonly kind: EventKind;
  readonly title: string;
  /** `YYYY-MM-DD`, both included. */
  readonly from: string;
  readonly to: string;
  /** Expected effect on traffic in percent; null is not known. */
  readonly effect: Decimal | null;
  /** The territory that it was entered for; null for one of the site alone. */
  readonly territory: string | null;
  readonly note: string | null;
  readonly addedBy: string;
}

/** An event as somebody enters it: of a site, or of the sites that are in a territory on its first day. */
export interface NewEvent {
  readonly site: string | null;
  readonly territory: string | null;
  readonly kind: string;
  readonly title: string;
  readonly from: string;
  readonly to: string;
  readonly effect: string | null;
  readonly note: string | null;
}

/** Which events are read. */
export interface EventsRequest {
  readonly sites: readonly string[] | null;
  /** `YYYY-MM-DD`, both included. */
  readonly from: string;
  readonly to: string;
}

const longest = 366;

/** Events of sites that touch the days, as far as the caller sees them, by day. */
export async function readEvents(
  database: Queryable,
  { sites, from, to }: EventsRequest,
): Promise<SiteEvent[]> {
  const rows = await database.query<Omit<SiteEvent, 'effect'> & { readonly effect: string | null }>(
    `select event_id::text as event, site_id as site, kind, title, first_on::text as "from", last_on::text as "to",
       effect_percent::text as effect, territory_name as territory, note, added_by as "addedBy"
     from forecasting.event
     where ended_at is null and ($1::text[] is null or site_id = any ($1)) and first_on <= $3::date
       and last_on >= $2::date
     order by first_on, event_id, site_id`,
    [sites, from, to],
  );
  return rows.map((row) => ({ ...row, effect: row.effect === null ? null : decimal(row.effect) }));
}

/** Events of one site in a month. */
export function eventsOfMonth(database: Queryable, site: string, month: Month): Promise<SiteEvent[]> {
  return readEvents(database, { sites: [site], from: firstDay(month), to: lastDay(month) });
}

/** An event in a sentence: `game “Derby”, 2025-06-14 to 2025-06-15, expected +20 %`. */
export function eventInWords({ kind, title, from, to, effect }: SiteEvent): string {
  const days = from === to ? from : `${from} to ${to}`;
  const sign = effect?.gt('0') === true ? '+' : '';
  const expected = effect === null ? '' : `, expected ${sign}${toText(effect, 2).replace(/\.?0+$/, '')} %`;
  return `${kind} “${title}”, ${days}${expected}`;
}

/**
 * The sites of a wanted event: the one that it names, or those in its territory on its first day. Refuses with
 * FORECASTING_EVENT_INVALID, WAREHOUSE_SITE_UNKNOWN and FORECASTING_EVENT_NOWHERE.
 */
export async function sitesOfEvent(database: Queryable, event: NewEvent): Promise<string[]> {
  const problem = problemOf(event);
  if (problem !== null) throw refusal('FORECASTING_EVENT_INVALID', { title: event.title, problem });
  if (event.site !== null) {
    const [row] = await database.query<object>('select from warehouse.site where site_id = $1', [event.site]);
    if (row === undefined) throw refusal('WAREHOUSE_SITE_UNKNOWN', { site: event.site });
    return [event.site];
  }
  const rows = await database.query<{ site: string }>(
    `select site_id as site from warehouse.site_territory as placed join warehouse.territory using (territory_id)
     where lower(territory_name) = lower($1) and from_on <= $2::date and (to_on is null or to_on > $2::date)
     order by 1`,
    [event.territory, event.from],
  );
  if (rows.length === 0)
    throw refusal('FORECASTING_EVENT_NOWHERE', { territory: event.territory ?? '', day: event.from });
  return rows.map(({ site }) => site);
}

function problemOf(event: NewEvent): string | null {
  const { site, territory, kind, title, note } = event;
  if ((site === null) === (territory === null)) return 'it needs either a site or a territory';
  if (!eventKinds.some((one) => one === kind)) return `its kind is one of ${eventKinds.join(', ')}`;
  if (!isTitle(title.trim()))
    return 'its title must have 1 to 100 characters, none of them a control character';
  if ((note?.length ?? 0) > 500) return 'its note may have at most 500 characters';
  if (!isPrintable(note ?? '')) return 'its note has control characters';
  return problemOfDays(event) ?? problemOfEffect(event);
}

function problemOfDays({ from, to }: NewEvent): string | null {
  if (!isDay(from) || !isDay(to)) return 'its dates must be written YYYY-MM-DD';
  if (to < from) return `it ends on ${to}, before it starts on ${from}`;
  if (Date.parse(to) - Date.parse(from) >= longest * 86_400_000)
    return `it may last at most ${String(longest)} days`;
  return null;
}

function problemOfEffect({ effect }: NewEvent): string | null {
  if (effect !== null && !/^-?\d{1,5}(\.\d{1,2})?$/.test(effect))
    return `its effect, “${effect}”, must be a percentage with at most two decimals`;
  if (effect !== null && (decimal(effect).lt('-100') || decimal(effect).gt('10000')))
    return 'its effect must be from -100 to 10000 %';
  return null;
}

/** What entering an event did. */
export interface AddedEvent {
  readonly event: string;
  readonly sites: readonly string[];
  /** False where the same event of the same days is there already. */
  readonly isAdded: boolean;
}

/**
 * Enters an event at its sites under one number. The same kind, title and days at the same sites again change nothing.
 * As the owner; check the right at every site first.
 */
export async function addEvent(
  transaction: Queryable,
  event: NewEvent,
  { sites, addedBy }: { readonly sites: readonly string[]; readonly addedBy: string },
): Promise<AddedEvent> {
  const { kind, from, to, effect, territory, note } = event;
  const title = event.title.trim();
  // Two of the same moment come one after the other: the second finds what the first entered.
  await transaction.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `event ${sites.join()} ${kind} ${from} ${title.toLowerCase()}`,
  ]);
  const [same] = await transaction.query<{ event: string }>(
    `select event_id::text as event from forecasting.event
     where ended_at is null and site_id = any ($1) and kind = $2 and lower(title) = lower($3)
       and first_on = $4::date and last_on = $5::date and effect_percent is not distinct from $6::numeric
       and note is not distinct from $7
     group by event_id having count(*) = cardinality($1::text[])`,
    [sites, kind, title, from, to, effect, note],
  );
  if (same !== undefined) return { event: same.event, sites, isAdded: false };
  const [newEvent] = await transaction.query<{ event: string }>(
    `with number as (select nextval('forecasting.event_number') as event_id),
     added as (
       insert into forecasting.event (
         event_id, site_id, kind, title, first_on, last_on, effect_percent, territory_name, note, added_at, added_by)
       select event_id, site, $2, $3, $4::date, $5::date, $6::numeric, $7, $8, now(), $9
       from number cross join unnest($1::text[]) as site
       returning event_id)
     select distinct event_id::text as event from added`,
    [sites, kind, title, from, to, effect, territory, note, addedBy],
  );
  return { event: newEvent?.event ?? '', sites, isAdded: true };
}

/** The sites of an event that still counts. Refuses with FORECASTING_EVENT_UNKNOWN. As the owner. */
export async function sitesWithEvent(database: Queryable, event: string): Promise<string[]> {
  const rows = /^\d{1,18}$/.test(event)
    ? await database.query<{ site: string }>(
        'select site_id as site from forecasting.event where event_id = $1 and ended_at is null order by 1',
        [event],
      )
    : [];
  if (rows.length === 0) throw refusal('FORECASTING_EVENT_UNKNOWN', { event });
  return rows.map(({ site }) => site);
}

/** Takes an event back at all of its sites; it stays in the history. As the owner; check the right first. */
export async function endEvent(transaction: Queryable, event: string, endedBy: string): Promise<void> {
  await transaction.execute(
    'update forecasting.event set ended_at = now(), ended_by = $2 where event_id = $1 and ended_at is null',
    [event, endedBy],
  );
}

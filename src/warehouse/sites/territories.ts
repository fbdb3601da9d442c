import { refusal } from '../../kernel/errors.ts';
import { isDay } from '../../kernel/month.ts';
import { isTitle } from '../../kernel/visible-text.ts';
import type { Connection, Queryable } from '../../platform/database/index.ts';
import { lockSite } from './read-sites.ts';

/** A territory with the sites in it on a day. */
export interface Territory {
  readonly territory: string;
  readonly sites: readonly string[];
}

/** Territories that have not ended, with the sites that the caller sees in each on a day. */
export async function readTerritories(database: Queryable, today: string): Promise<Territory[]> {
  return database.query<Territory>(
    `select territory_name as territory,
       array(select site_id from warehouse.site_territory as placed
         where placed.territory_id = territory.territory_id and from_on <= $1::date
           and (to_on is null or to_on > $1::date) order by 1) as sites
     from warehouse.territory where ended_at is null order by 1`,
    [today],
  );
}

/** A time of a site in a territory. */
export interface Placement {
  readonly site: string;
  readonly territory: string;
  readonly fromOn: string;
  /** First day on which it is no longer in it; null while it is. */
  readonly toOn: string | null;
  readonly assignedBy: string;
}

/** In which territories a site was and is, oldest first. */
export async function readPlacements(database: Queryable, site: string): Promise<Placement[]> {
  return database.query<Placement>(
    `select site_id as site, warehouse.territory_called(territory_id) as territory, from_on::text as "fromOn",
       to_on::text as "toOn", assigned_by as "assignedBy"
     from warehouse.site_territory
     where site_id = $1 order by from_on`,
    [site],
  );
}

/**
 * Adds a territory. As the owner; check the right first. Refuses with SITES_TERRITORY_INVALID and
 * SITES_TERRITORY_TAKEN.
 */
export async function addTerritory(transaction: Connection, name: string, actor: string): Promise<void> {
  const territory = name.trim();
  if (!isTitle(territory)) throw refusal('SITES_TERRITORY_INVALID', { territory });
  if ((await territoryId(transaction, territory)) !== null)
    throw refusal('SITES_TERRITORY_TAKEN', { territory });
  await transaction.execute(
    'insert into warehouse.territory (territory_name, added_at, added_by) values ($1, now(), $2)',
    [territory, actor],
  );
}

/**
 * Ends a territory in which no site is or will be. As the owner; check the right first. Refuses with
 * SITES_TERRITORY_UNKNOWN and SITES_TERRITORY_HELD.
 */
export async function endTerritory(transaction: Connection, name: string, actor: string): Promise<void> {
  const id = await requireTerritory(transaction, name);
  const [held] = await transaction.query<{ sites: string[] | null }>(
    `select array_agg(site_id order by site_id) as sites from warehouse.site_territory
     where territory_id = $1 and to_on is null`,
    [id],
  );
  if (held?.sites) throw refusal('SITES_TERRITORY_HELD', { territory: name, sites: held.sites.join(', ') });
  await transaction.execute(
    'update warehouse.territory set ended_at = now(), ended_by = $2 where territory_id = $1',
    [id, actor],
  );
}

/** A site that is to be in a territory from a day on; null takes it out of the one that it is in. */
export interface NewPlacement {
  readonly site: string;
  readonly territory: string | null;
  /** `YYYY-MM-DD` */
  readonly from: string;
}

/** What a move did. */
export interface Moved {
  readonly site: string;
  readonly before: string | null;
  readonly territory: string | null;
  readonly from: string;
  readonly isChanged: boolean;
}

/**
 * Moves a site to a territory from a day on; the time before stays in its history. As the owner; check the right first.
 * Refuses with WAREHOUSE_SITE_UNKNOWN, SITES_DAY_INVALID, SITES_TERRITORY_UNKNOWN and SITES_PLACED_SINCE.
 */
export async function moveSite(
  transaction: Connection,
  { site, territory, from }: NewPlacement,
  actor: string,
): Promise<Moved> {
  if (!isDay(from)) throw refusal('SITES_DAY_INVALID', { day: from, wanted: 'a day, YYYY-MM-DD' });
  const id = territory === null ? null : await requireTerritory(transaction, territory);
  await lockSite(transaction, site);
  const last = (await readPlacements(transaction, site)).at(-1);
  const before = last?.toOn === null ? last.territory : null;
  if (before?.toLowerCase() === territory?.trim().toLowerCase())
    return { site, before, territory: before, from, isChanged: false };
  if (last !== undefined) requireLater(last, from);
  await transaction.execute(
    'update warehouse.site_territory set to_on = $2::date, ended_by = $3 where site_id = $1 and to_on is null',
    [site, from, actor],
  );
  if (id !== null)
    await transaction.execute(
      `insert into warehouse.site_territory (site_id, territory_id, from_on, assigned_at, assigned_by)
       values ($1, $2, $3::date, now(), $4)`,
      [site, id, from, actor],
    );
  return { site, before, territory, from, isChanged: true };
}

/** A site that was assigned today may go elsewhere tomorrow; what was before a day is history. */
function requireLater({ site, territory, fromOn, toOn }: Placement, from: string): void {
  const isLater = toOn === null ? from > fromOn : from >= toOn;
  if (!isLater) throw refusal('SITES_PLACED_SINCE', { site, territory, since: toOn ?? fromOn, from });
}

/** The number of a territory. Refuses with SITES_TERRITORY_UNKNOWN. */
async function requireTerritory(database: Queryable, name: string): Promise<string> {
  const id = await territoryId(database, name);
  if (id !== null) return id;
  const territories = await database.query<{ name: string }>(
    'select territory_name as name from warehouse.territory where ended_at is null order by 1',
  );
  const names = territories.map((one) => one.name).join(', ');
  throw refusal('SITES_TERRITORY_UNKNOWN', { territory: name, known: names === '' ? 'none yet' : names });
}

async function territoryId(database: Queryable, name: string): Promise<string | null> {
  const [territory] = await database.query<{ id: string }>(
    `select territory_id::text as id from warehouse.territory
     where lower(territory_name) = lower($1) and ended_at is null`,
    [name.trim()],
  );
  return territory?.id ?? null;
}

import { refusal } from '../../kernel/errors.ts';
import { takenUpAgain } from '../../platform/database/index.ts';
import { holdsRight, requireRight, type Principal } from '../../platform/security/index.ts';
import { requireSite } from '../sites/read-sites.ts';
import { applyTable, type UploadedTable, type TableOutcome } from '../sites/uploaded-table.ts';
import {
  addTerritory,
  endTerritory,
  moveSite,
  readPlacements,
  readTerritories,
  type Moved,
  type Placement,
  type Territory,
  type NewPlacement,
} from '../sites/territories.ts';

/** Territories with the sites that somebody sees in each on a day. */
export async function listTerritories({ caller }: Principal, today: string): Promise<Territory[]> {
  await requireRight(caller, { object: 'site', action: 'read' });
  await requireRight(caller, { object: 'catalogue', action: 'read' });
  return caller.transaction((transaction) => readTerritories(transaction, today));
}

/** In which territories a site was and is. */
export async function territoriesOfSite({ caller }: Principal, site: string): Promise<Placement[]> {
  await requireRight(caller, { object: 'site', action: 'read', site });
  return caller.transaction(async (transaction) => {
    await requireSite(transaction, site);
    return readPlacements(transaction, site);
  });
}

/** Adds a territory, a setting of sites. Refuses as `addTerritory` does. */
export async function addSiteTerritory({ caller, database, person }: Principal, name: string): Promise<void> {
  await requireRight(caller, { object: 'site-configuration', action: 'change' });
  await database.transaction((transaction) => addTerritory(transaction, name, person.userId), takenUpAgain);
}

/** Ends a territory without sites. Refuses as `endTerritory` does. */
export async function endSiteTerritory({ caller, database, person }: Principal, name: string): Promise<void> {
  await requireRight(caller, { object: 'site-configuration', action: 'change' });
  await database.transaction((transaction) => endTerritory(transaction, name, person.userId), takenUpAgain);
}

/** Moves a site from a day on, into a territory or out of the one it is in. Refuses as `moveSite` does. */
export async function moveSiteTo(
  { caller, database, person }: Principal,
  placement: NewPlacement,
): Promise<Moved> {
  await requireRight(caller, { object: 'site', action: 'change', site: placement.site });
  return database.transaction((transaction) => moveSite(transaction, placement, person.userId), takenUpAgain);
}

/** Columns of a table of moves. */
export const moveColumns = ['SITE', 'TERRITORY', 'FROM'] as const;

/** Moves the sites of a table, all or none; a trial says what would be moved. Refuses as `applyTable` does. */
export async function moveSites(
  { caller, database, person }: Principal,
  table: UploadedTable,
  { isTrial }: { readonly isTrial: boolean },
): Promise<TableOutcome<Moved>> {
  await requireRight(caller, { object: 'site', action: 'change' });
  return applyTable(database, table, {
    isTrial,
    columns: {
      WAREHOUSE_SITE_UNKNOWN: 'SITE',
      SITES_NOT_YOURS: 'SITE',
      SITES_TERRITORY_UNKNOWN: 'TERRITORY',
      SITES_DAY_INVALID: 'FROM',
      SITES_PLACED_SINCE: 'FROM',
    },
    apply: async (transaction, { cells }) => {
      const site = (cells['SITE'] ?? '').padStart(4, '0');
      const territory = cells['TERRITORY'] ?? '';
      if (!(await holdsRight(caller, { object: 'site', action: 'change', site })))
        throw refusal('SITES_NOT_YOURS', { site });
      const placement = { site, territory: territory === '' ? null : territory, from: cells['FROM'] ?? '' };
      return moveSite(transaction, placement, person.userId);
    },
  });
}

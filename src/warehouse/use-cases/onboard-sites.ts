import { keepOrTry, takenUpAgain, type Connection } from '../../platform/database/index.ts';
import { requireRight, type Principal } from '../../platform/security/index.ts';
import { applyTable, type UploadedTable, type TableOutcome } from '../sites/uploaded-table.ts';
import { onboardSite, type OnboardedSite, type NewSite } from '../sites/onboard-site.ts';
import { readSites, type SiteRecord } from '../sites/read-sites.ts';
import { setSite, type ChangedSite } from '../sites/set-site.ts';

const takingOn = { object: 'site-from-master', action: 'execute' } as const;

/** Whether what is given stays when the next list arrives, a setting of the operator. */
export interface OnboardingRules {
  readonly isKept: boolean;
}

/** What else is done in the same act, such as writing its contract; the warehouse knows no contracts. */
export type Alongside<Done> = (
  transaction: Connection,
  taken: { readonly site: string; readonly from: string },
) => Promise<Done>;

/** A site that was taken on, with what was done alongside; null where nothing was. */
export interface TakenOn<Done> extends OnboardedSite {
  readonly contract: Done | null;
}

async function takeOn<Done>(
  transaction: Connection,
  site: NewSite,
  { alongside, ...changing }: Parameters<typeof onboardSite>[2] & { alongside: Alongside<Done> | null },
): Promise<TakenOn<Done>> {
  const onboarded = await onboardSite(transaction, site, changing);
  return { ...onboarded, contract: alongside === null ? null : await alongside(transaction, onboarded) };
}

/**
 * Takes a site of the master on, and does `alongside` in the same transaction. Refuses as `onboardSite` and that do.
 */
export async function takeSiteOn<Done>(
  { caller, database, person, reason }: Principal,
  site: NewSite,
  { isKept, alongside }: OnboardingRules & { readonly alongside: Alongside<Done> | null },
): Promise<TakenOn<Done>> {
  await requireRight(caller, takingOn);
  const changing = { actor: person.userId, reason, isKept, alongside };
  return database.transaction((transaction) => takeOn(transaction, site, changing), takenUpAgain);
}

/** Columns of a table of sites to take on, with the field that each gives. */
const onboardingFields = {
  EMAILS: 'emails',
  RECIPIENT: 'recipient',
  ATTENTION: 'attention',
  VENDOR: 'vendor',
  OPENED: 'opened-on',
} as const;

/** Columns of a table of sites to take on; all but the site may be left out. */
export const onboardingColumns = ['SITE', ...Object.keys(onboardingFields), 'TERRITORY', 'FROM'] as const;

/** Which part of a table is kept, and what a row without a first day goes by. */
export interface OnboardingTable<Done> extends OnboardingRules {
  readonly alongside: Alongside<Done> | null;
  readonly isTrial: boolean;
  /** Keep the rows that are sound; else a fault keeps all of them back. */
  readonly isPartial: boolean;
  readonly from: string;
}

/** Takes the sites of a table on, each row with its outcome. Refuses as `applyTable` does. */
export async function takeSitesOn<Done>(
  { caller, database, person, reason }: Principal,
  table: UploadedTable,
  { isTrial, isPartial, isKept, from, alongside }: OnboardingTable<Done>,
): Promise<TableOutcome<TakenOn<Done>>> {
  await requireRight(caller, takingOn);
  const changing = { actor: person.userId, reason, isKept, alongside };
  return applyTable(database, table, {
    isTrial,
    isPartial,
    columns: {
      SITES_NOT_IN_MASTER: 'SITE',
      SITES_MASTER_INCOMPLETE: 'SITE',
      SITES_ONBOARDED: 'SITE',
      SITES_ONBOARDING_INCOMPLETE: 'EMAILS',
      SITES_VALUES_INVALID: 'EMAILS, VENDOR, OPENED',
      SITES_TERRITORY_UNKNOWN: 'TERRITORY',
      SITES_DAY_INVALID: 'FROM',
      SITES_PLACED_SINCE: 'FROM',
      CONTRACTS_SITE_HAS_CONTRACT: 'SITE',
    },
    apply: (transaction, { cells }) => {
      const cell = (name: string): string => cells[name]?.trim() ?? '';
      const values = Object.entries(onboardingFields).map(
        ([column, field]) => [field, cell(column)] as const,
      );
      const siteInRow = {
        site: cell('SITE').padStart(4, '0'),
        from: cell('FROM') === '' ? from : cell('FROM'),
        values: Object.fromEntries(values),
        territory: cell('TERRITORY') === '' ? null : cell('TERRITORY'),
      };
      return takeOn(transaction, siteInRow, changing);
    },
  });
}

/** Sites of the list that nobody has taken on yet: the work list of an acquisition. */
export async function listSitesToTakeOn({ caller }: Principal, today: string): Promise<SiteRecord[]> {
  await requireRight(caller, takingOn);
  return caller.transaction(async (transaction) => {
    const sites = await transaction.query<{ site: string }>(
      'select site_id as site from warehouse.sites_to_take_on($1::date)',
      [today],
    );
    return readSites(
      transaction,
      sites.map(({ site }) => site),
      today,
    );
  });
}

/**
 * Closes a site after its last day: from the next month on it is neither billed nor forecast. It stays closed whatever
 * the next list leaves out, until a list has a closing day. A trial checks the same, without a reason, and keeps
 * nothing. Refuses as `setSite` does.
 */
export async function closeSite(
  { caller, database, person, reason }: Principal,
  { site, on, seen }: { readonly site: string; readonly on: string; readonly seen: number | null },
  { isKept, isTrial = false }: OnboardingRules & { readonly isTrial?: boolean },
): Promise<ChangedSite> {
  await requireRight(caller, { object: 'site-information', action: 'change', site });
  const change = { site, values: { 'closed-on': on }, backToList: [], seen };
  const changing = { actor: person.userId, reason: reason ?? (isTrial ? 'trial' : null), isKept };
  return keepOrTry(database, isTrial, (transaction) => setSite(transaction, change, changing));
}

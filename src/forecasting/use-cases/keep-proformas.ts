import { decimal } from '../../kernel/decimal.ts';
import { refusal } from '../../kernel/errors.ts';
import { withoutPercentSign } from '../../kernel/typed-figure.ts';
import { keepOrTry, takenUpAgain } from '../../platform/database/index.ts';
import { requireRight, type Principal } from '../../platform/security/index.ts';
import type { SiteFilter } from '../../warehouse/index.ts';
import { chosenSites } from '../pnl/chosen-sites.ts';
import {
  decideProforma,
  enterProforma,
  linesLike,
  proformaOf,
  readProformaLines,
  readProformas,
  type Proforma,
  type ProformaLine,
} from '../proforma/proforma.ts';

/** Proformas of sites. Refuses with SECURITY_FORBIDDEN and PNL_NO_SITES. */
export async function listProformas({ caller }: Principal, filter: SiteFilter): Promise<Proforma[]> {
  await requireRight(caller, { object: 'forecast', action: 'read' });
  const sites = await chosenSites(caller, filter, ['forecast']);
  return caller.transaction((transaction) => readProformas(transaction, { sites }));
}

/** A proforma with its amounts. Refuses with FORECASTING_PROFORMA_UNKNOWN. */
export async function showProforma(
  { caller }: Principal,
  id: string,
): Promise<Proforma & { readonly amounts: readonly ProformaLine[] }> {
  await requireRight(caller, { object: 'forecast', action: 'read' });
  return caller.transaction(async (transaction) => ({
    ...(await proformaOf(transaction, id)),
    amounts: await readProformaLines(transaction, id),
  }));
}

/** Source of a proforma: amounts of a file, or the budget of another site times a percentage. */
export type ProformaSource =
  | { readonly file: string; readonly lines: readonly ProformaLine[] }
  | { readonly like: string; readonly percent: string };

/**
 * Enters a proforma for a site and year without a budget; a trial saves nothing. Refuses with SECURITY_FORBIDDEN,
 * FORECASTING_PROFORMA_BASELESS and as `enterProforma` does.
 */
export async function enterSiteProforma(
  { caller, database, person }: Principal,
  place: { readonly site: string; readonly year: number },
  { source, isTrial }: { readonly source: ProformaSource; readonly isTrial: boolean },
): Promise<Proforma> {
  await requireRight(caller, { object: 'forecast', action: 'change', site: place.site });
  const percent = 'like' in source ? withoutPercentSign(source.percent) : '';
  if ('like' in source) {
    await requireRight(caller, { object: 'profit-and-loss', action: 'read', site: source.like });
    if (!/^\d{1,4}(\.\d{1,4})?$/.test(percent))
      throw refusal('FORECASTING_PROFORMA_INVALID', {
        site: place.site,
        year: String(place.year),
        faults: `“${source.percent}” is not a percentage`,
      });
  }
  return keepOrTry(database, isTrial, async (transaction) => {
    const taken =
      'like' in source
        ? {
            basis: `budget of site ${source.like}, ${percent} %`,
            lines: await linesLike(transaction, {
              site: place.site,
              like: source.like,
              year: place.year,
              percent: decimal(percent),
            }),
          }
        : { basis: source.file, lines: source.lines };
    return enterProforma(transaction, { ...place, ...taken, enteredBy: person.userId });
  });
}

/** Approves or rejects a proforma. Refuses with SECURITY_FORBIDDEN and as `decideProforma` does. */
export async function decideSiteProforma(
  { caller, database, person, reason }: Principal,
  id: string,
  state: 'approved' | 'rejected',
): Promise<Proforma> {
  await requireRight(caller, { object: 'forecast', action: 'approve' });
  const { site } = await caller.transaction((transaction) => proformaOf(transaction, id));
  await requireRight(caller, { object: 'forecast', action: 'approve', site });
  return database.transaction(
    (transaction) => decideProforma(transaction, id, { state, decidedBy: person.userId, reason }),
    takenUpAgain,
  );
}

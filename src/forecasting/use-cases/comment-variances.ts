import { takenUpAgain } from '../../platform/database/index.ts';
import { requireRight, type Principal } from '../../platform/security/index.ts';
import type { SiteFilter } from '../../warehouse/index.ts';
import {
  readComments,
  writeComment,
  type CommentsRequest,
  type VarianceComment,
  type WrittenComment,
} from '../comments/comments.ts';
import { chosenSites } from '../pnl/chosen-sites.ts';

/** Comments on the P&L of sites and months. Refuses with SECURITY_FORBIDDEN and PNL_NO_SITES. */
export async function listComments(
  { caller }: Principal,
  { sites: filter, ...reading }: Omit<CommentsRequest, 'sites'> & { readonly sites: SiteFilter },
): Promise<VarianceComment[]> {
  await requireRight(caller, { object: 'profit-and-loss', action: 'read' });
  const sites = await chosenSites(caller, filter, ['profit-and-loss']);
  return caller.transaction((transaction) => readComments(transaction, { sites, ...reading }));
}

/**
 * Writes a comment on a row of the P&L, or withdraws it, where the principal may change the forecast. Refuses with
 * SECURITY_FORBIDDEN and as `writeComment` does.
 */
export async function commentVariance(
  { caller, database, person }: Principal,
  written: Omit<WrittenComment, 'by'>,
): Promise<void> {
  await requireRight(caller, { object: 'forecast', action: 'change', site: written.site });
  await database.transaction(
    (transaction) => writeComment(transaction, { ...written, by: person.userId }),
    takenUpAgain,
  );
}

import { refusal } from '../../kernel/errors.ts';
import { takenUpAgain } from '../../platform/database/index.ts';
import { requireRight, type Principal } from '../../platform/security/index.ts';
import {
  dropDraft,
  keepDraft,
  readDraft,
  type DraftChange,
  type DraftPlace,
  type StoredDraft,
} from '../entries/drafts.ts';

/** The principal's own draft of entries; null where there is none. Refuses with SECURITY_FORBIDDEN. */
export async function readEntryDraft(
  { caller, person }: Principal,
  place: DraftPlace,
): Promise<StoredDraft | null> {
  await requireRight(caller, { object: 'forecast', action: 'change', site: place.site });
  return caller.transaction((transaction) => readDraft(transaction, place, person.personId));
}

/**
 * Keeps values that the principal typed and did not save, and forgets others; the rest of the draft stays. The draft
 * as it is then. Refuses with SECURITY_FORBIDDEN and WAREHOUSE_SITE_UNKNOWN.
 */
export async function keepEntryDraft(
  principal: Principal,
  place: DraftPlace,
  draft: DraftChange,
): Promise<StoredDraft | null> {
  const { caller, database, person } = principal;
  await requireRight(caller, { object: 'forecast', action: 'change', site: place.site });
  const { personId } = person;
  await database.transaction(async (transaction) => {
    const [row] = await transaction.query<object>('select from warehouse.site where site_id = $1', [
      place.site,
    ]);
    if (row === undefined) throw refusal('WAREHOUSE_SITE_UNKNOWN', { site: place.site });
    await keepDraft(transaction, place, { personId, draft });
  }, takenUpAgain);
  return readEntryDraft(principal, place);
}

/** Discards the principal's own draft; whether there was one. Refuses with SECURITY_FORBIDDEN. */
export async function discardEntryDraft(
  { caller, database, person }: Principal,
  place: DraftPlace,
): Promise<boolean> {
  await requireRight(caller, { object: 'forecast', action: 'change', site: place.site });
  return database.transaction((transaction) => dropDraft(transaction, place, person.personId), takenUpAgain);
}

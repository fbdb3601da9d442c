import { refusal } from '../../../kernel/errors.ts';
import type { Queryable } from '../../database/index.ts';
import { requireRight, type Principal } from '../acting.ts';
import { personNamed } from '../identity/people.ts';

/** Whose keys or sessions: one's own unless a person is named, or everybody is asked for. */
export interface Whose {
  readonly of?: string | undefined;
  readonly isEverybody?: boolean | undefined;
}

/**
 * What a list holds of oneself, or with the right to read sessions of another or of everybody. Refuses with
 * SECURITY_FORBIDDEN, in a support session with SECURITY_SUPPORT_READS_ONLY, and with SECURITY_PERSON_UNKNOWN for a
 * person that nobody knows.
 */
export async function listOf<T>(
  { caller, database, person }: Principal,
  { of, isEverybody = false }: Whose,
  list: (from: Queryable, filter?: { readonly personId: string }) => Promise<T[]>,
): Promise<T[]> {
  // Keys and sessions of a person are no business of whoever helps.
  if (caller.support !== undefined)
    throw refusal('SECURITY_SUPPORT_READS_ONLY', { number: caller.support.number });
  if (of === undefined && !isEverybody) return list(database, { personId: person.personId });
  await requireRight(caller, { object: 'session', action: 'read' });
  return caller.transaction(async (transaction) => {
    if (of === undefined) return list(transaction);
    const { personId } = await personNamed(transaction, of);
    return list(transaction, { personId });
  });
}

import type { Principal } from '../acting.ts';

/** Something that a person may do somewhere: at every site, or only at those of the person. */
export interface OwnRight {
  readonly object: string;
  readonly action: string;
  readonly isEverywhere: boolean;
}

/**
 * What the principal may do: what a page leaves out is not among it. Whether it holds at a site is asked when it is
 * used.
 */
export async function readOwnRights({ caller }: Pick<Principal, 'caller'>): Promise<OwnRight[]> {
  return caller.transaction((transaction) =>
    transaction.query<OwnRight>(
      'select object, action, is_everywhere as "isEverywhere" from security.own_rights()',
    ),
  );
}

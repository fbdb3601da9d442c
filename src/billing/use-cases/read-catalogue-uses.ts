import { holdsRight, type Principal } from '../../platform/security/index.ts';

/** A code of a catalogue, in it or not, with the places that use it and that the principal may see. */
export interface CatalogueUse {
  readonly code: string;
  readonly uses: number;
  readonly sites: readonly string[];
}

/**
 * Where the codes of a catalogue are used: in contracts in force, and in lines that people added. Null for who may not
 * read contracts.
 */
export async function usesOfCatalogue(
  { caller }: Principal,
  catalogue: string,
): Promise<CatalogueUse[] | null> {
  if (!(await holdsRight(caller, { object: 'contract', action: 'read' }))) return null;
  return caller.transaction((transaction) =>
    transaction.query<CatalogueUse>(
      'select code, uses::integer as uses, sites from billing.catalogue_uses($1) order by code',
      [catalogue],
    ),
  );
}

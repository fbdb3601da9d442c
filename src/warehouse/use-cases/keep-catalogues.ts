import { takenUpAgain } from '../../platform/database/index.ts';
import { requireRight, type Principal } from '../../platform/security/index.ts';
import {
  catalogueOf,
  endEntry,
  readEntries,
  setEntry,
  type CatalogueEntry,
  type ChangedEntry,
  type NewEntry,
} from '../catalogues/catalogues.ts';
import { applyTable, type UploadedTable, type TableOutcome } from '../sites/uploaded-table.ts';

/** Entries of a catalogue: those in force, or with their history. Refuses with CATALOGUE_UNKNOWN. */
export async function listCatalogue(
  { caller }: Principal,
  listing: { readonly catalogue: string; readonly isHistory: boolean },
): Promise<CatalogueEntry[]> {
  const { name } = catalogueOf(listing.catalogue);
  await requireRight(caller, { object: 'catalogue', action: 'read' });
  return caller.transaction((transaction) => readEntries(transaction, name, listing));
}

/** Adds or replaces an entry. Refuses with CATALOGUE_UNKNOWN and as `setEntry` does. */
export async function setCatalogueEntry(
  { caller, database, person, reason }: Principal,
  { catalogue: name, ...entry }: NewEntry & { readonly catalogue: string },
): Promise<ChangedEntry> {
  const catalogue = catalogueOf(name);
  await requireRight(caller, { object: catalogue.keptWith, action: 'change' });
  const changing = { actor: person.userId, reason };
  return database.transaction(
    (transaction) => setEntry(transaction, catalogue, entry, changing),
    takenUpAgain,
  );
}

/** Ends an entry. Refuses with CATALOGUE_UNKNOWN and as `endEntry` does. */
export async function endCatalogueEntry(
  { caller, database, person, reason }: Principal,
  { catalogue: name, ...entry }: Pick<NewEntry, 'code' | 'seen'> & { readonly catalogue: string },
): Promise<ChangedEntry> {
  const catalogue = catalogueOf(name);
  await requireRight(caller, { object: catalogue.keptWith, action: 'change' });
  const changing = { actor: person.userId, reason };
  return database.transaction(
    (transaction) => endEntry(transaction, catalogue, entry, changing),
    takenUpAgain,
  );
}

/** Columns of a catalogue as a file: what `list --csv` writes and `import` reads. */
export const catalogueColumns = ['CODE', 'NAME'] as const;

/**
 * Adds and replaces the entries of a table, all or none; what it does not hold stays as it is. Refuses with
 * CATALOGUE_UNKNOWN and as `applyTable` does.
 */
export async function importCatalogue(
  { caller, database, person, reason }: Principal,
  table: UploadedTable,
  listing: { readonly catalogue: string; readonly isTrial: boolean },
): Promise<TableOutcome<ChangedEntry>> {
  const catalogue = catalogueOf(listing.catalogue);
  await requireRight(caller, { object: catalogue.keptWith, action: 'change' });
  const changing = { actor: person.userId, reason };
  return applyTable(database, table, {
    isTrial: listing.isTrial,
    key: ['CODE'],
    columns: { CATALOGUE_ENTRY_INVALID: 'CODE, NAME' },
    apply: (transaction, { cells }) => {
      const entry = { code: cells['CODE'] ?? '', name: cells['NAME'] ?? null, seen: null };
      return setEntry(transaction, catalogue, entry, changing);
    },
  });
}

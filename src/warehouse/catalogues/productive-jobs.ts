import type { Connection } from '../../platform/database/index.ts';
import {
  catalogueOf,
  endEntry,
  nonProductiveJobs,
  readEntries,
  setEntry,
  type CatalogueChanging,
} from './catalogues.ts';

/**
 * Says of job codes that their hours are productive, or that they are not; returns those of which it was said otherwise
 * before. The catalogue keeps who said so and when. As the owner; check the right to change job codes first.
 */
export async function setProductive(
  transaction: Connection,
  { codes, isProductive }: { readonly codes: readonly string[]; readonly isProductive: boolean },
  changing: CatalogueChanging,
): Promise<string[]> {
  const catalogue = catalogueOf(nonProductiveJobs);
  const listed = await readEntries(transaction, catalogue.name, { isHistory: false });
  const unproductive = new Set(listed.map(({ code }) => code));
  const changed = codes.filter((code) => unproductive.has(code) === isProductive);
  for (const code of changed) {
    const entry = { code, name: null, seen: null };
    await (isProductive ? endEntry : setEntry)(transaction, catalogue, entry, changing);
  }
  return changed;
}

import { noteRead, requireRight, type Principal } from '../../platform/security/index.ts';
import type { SiteEntry } from '../entries/entry.ts';
import { entriesOfSites } from '../entries/read-entries.ts';
import { importEntries, type EntriesFile, type Importing } from '../files/import-entries.ts';
import type { VersionName } from '../versions/version.ts';
import { editorOf, type Editing } from './editing.ts';

/** Of which sites, null being all, the entries of a year are handed out. */
export interface EntriesExport extends Omit<VersionName, 'site'> {
  readonly sites: readonly string[] | null;
}

/** Entries of a year at the sites that the principal sees, as they are handed out; the trail records it. */
export async function exportForecasts({ caller }: Principal, selection: EntriesExport): Promise<SiteEntry[]> {
  await requireRight(caller, { object: 'forecast', action: 'read' });
  const entries = await caller.transaction((transaction) => entriesOfSites(transaction, selection));
  const filter = { ...selection, sites: selection.sites ?? 'all' };
  await noteRead(caller, { what: 'forecast', filter, rows: entries.length, isExport: true });
  return entries;
}

/** Files of entries, and what holds for all of them. */
export interface ImportRequest
  extends Editing, Required<Pick<Importing, 'version' | 'isConfirmed' | 'isRemoving'>> {
  readonly files: readonly EntriesFile[];
  /** Everything is checked, and nothing saved. */
  readonly isTrial: boolean;
}

/** What a file changed at a site in a year, in numbers of entries. */
export interface ImportedForecast {
  readonly site: string;
  readonly year: number;
  /** Number of the change; null when nothing was saved. */
  readonly change: string | null;
  readonly changed: number;
  readonly forcedNegative: number;
  readonly groupsWithoutJobs: number;
}

/** Imports entries from files, all or none. Refuses as `importEntries` does. */
export async function importForecasts(
  principal: Principal,
  { files, isTrial, day, isEditing, ...editing }: ImportRequest,
): Promise<ImportedForecast[]> {
  await requireRight(principal.caller, { object: 'forecast', action: 'change' });
  const sites = new Set(files.flatMap(({ entries }) => entries.map(({ site }) => site)));
  const editor = await editorOf(principal, sites, { day, isEditing });
  const imported = await importEntries(principal.database, files, { ...editing, ...editor }, isTrial);
  return imported.map(({ site, year, changeId, changed, forced, withoutJobs }) => ({
    site,
    year,
    change: isTrial ? null : changeId,
    changed: changed.length,
    forcedNegative: forced.length,
    groupsWithoutJobs: withoutJobs.length,
  }));
}

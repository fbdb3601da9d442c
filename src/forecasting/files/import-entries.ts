import { keepOrTry, type Connection, type Database } from '../../platform/database/index.ts';
import { refusal } from '../../kernel/errors.ts';
import type { CellFault, FileEntry } from './entries-file.ts';
import { nameOf } from '../entries/entry.ts';
import { faultsOf, invalidEntries, saveEntries, type Saved, type Saving } from '../entries/save-entries.ts';

import { requireUsualRates } from '../entries/usual-rates.ts';

/** A file of entries that could be read. */
export interface EntriesFile {
  readonly name: string;
  readonly entries: readonly FileEntry[];
  readonly faults: readonly CellFault[];
}

/** What holds for all entries of the files. */
export interface Importing extends Omit<
  Saving,
  'site' | 'year' | 'entries' | 'action' | 'seen' | 'fileNames'
> {
  /** Blank values are meant to give entries back to the budget. */
  readonly isRemoving?: boolean;
}

export type Imported = Saved & { readonly site: string; readonly year: number };

/**
 * Keeps the entries of files, one change for each site and year, or nothing at all. With `isTrial` everything is
 * checked and nothing kept. Refuses with FORECASTING_ENTRIES_INVALID, which names file, row and column of every cell
 * that is wrong, FORECASTING_FILE_REMOVES where blanks would take entries away, FORECASTING_RATE_UNUSUAL, and as
 * `saveEntries` does.
 */
export async function importEntries(
  database: Database,
  files: readonly EntriesFile[],
  importing: Importing,
  isTrial: boolean,
): Promise<Imported[]> {
  return keepOrTry(database, isTrial, (transaction) => importAll(transaction, files, importing));
}

async function importAll(
  transaction: Connection,
  files: readonly EntriesFile[],
  importing: Importing,
): Promise<Imported[]> {
  const faultText = (file: string, { sheet, row, column, cause }: CellFault): string => {
    const place = sheet === null ? file : `${file}, sheet ${sheet},`;
    return `${place} row ${String(row)}${column === null ? '' : `, ${column}`} ${cause}`;
  };
  const faults = files.flatMap(({ name, faults: own }) => own.map((fault) => faultText(name, fault)));
  const places = new Map(
    files.flatMap(({ name, entries }) =>
      entries.map((one) => [one.entry, { file: name, row: one.row, sheet: one.sheet }]),
    ),
  );
  const savings = savingsOf(files, importing);
  for (const saving of savings)
    for (const { entry, column, cause } of await faultsOf(transaction, saving)) {
      const { file, row, sheet } = places.get(entry) ?? { file: nameOf(entry), row: 0, sheet: null };
      faults.push(faultText(file, { row, sheet, column, cause }));
    }
  if (faults.length > 0) throw invalidEntries(faults);
  const imported: Imported[] = [];
  for (const saving of savings)
    imported.push({
      ...(await saveEntries(transaction, saving)),
      site: saving.site,
      year: saving.year,
    });
  if (importing.isRemoving !== true) requireNothingRemoved(imported);
  if (importing.isConfirmed !== true) await requireUsualRates(transaction, imported, importing.today);
  return imported;
}

/** A cell that was cut off, or a column that was emptied by mistake, looks like one that is meant to be blank. */
function requireNothingRemoved(imported: readonly Imported[]): void {
  const removed = imported.flatMap(({ site, changed, followed }) => {
    const others = new Set(followed.map(nameOf));
    return changed
      .filter((entry) => entry.value === null && !others.has(nameOf(entry)))
      .map((entry) => `${nameOf(entry)} of ${site} (${entry.before?.toString() ?? ''})`);
  });
  if (removed.length === 0) return;
  const more = removed.length - 10;
  throw refusal('FORECASTING_FILE_REMOVES', {
    count: removed.length === 1 ? '1 entry' : `${String(removed.length)} entries`,
    entries: removed.slice(0, 10).join(', ') + (more > 0 ? ` and ${String(more)} more` : ''),
  });
}

/** By site and year, in an order that two imports share, so that neither waits for the other in a circle. */
function savingsOf(files: readonly EntriesFile[], importing: Importing): Saving[] {
  const groups = Map.groupBy(
    files.flatMap(({ name, entries }) => entries.map((one) => ({ ...one, name }))),
    ({ site, entry }) => `${site} ${entry.period.slice(0, 4)}`,
  );
  return [...groups].sort().map(([key, rows]) => {
    const [site = '', year = ''] = key.split(' ');
    return {
      ...importing,
      site,
      year: Number.parseInt(year, 10),
      action: 'import',
      seen: null,
      fileNames: [...new Set(rows.map(({ name }) => name))],
      entries: rows.map(({ entry }) => entry),
    };
  });
}

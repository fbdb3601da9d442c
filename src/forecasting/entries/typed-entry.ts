import { refusal } from '../../kernel/errors.ts';
import { readEntry, readSetting, type Entry, type TypedEntry } from './entry.ts';
import { invalidEntries } from './save-entries.ts';

/**
 * The entry that `statistics.valet-daily@2025-07-03=45` sets. Refuses with FORECASTING_SETTING_INVALID and
 * FORECASTING_ENTRIES_INVALID.
 */
export function typedEntry(text: string): Entry {
  const typed = readSetting(text);
  if (typed === null) throw refusal('FORECASTING_SETTING_INVALID', { value: text });
  const entry = readEntry(typed);
  if ('column' in entry) throw invalidEntries([`${text}: ${entry.column} ${entry.cause}`]);
  return entry;
}

/**
 * Entries as they were typed into cells. Refuses with FORECASTING_ENTRIES_INVALID, which names every one that is none.
 */
export function typedEntries(typed: readonly TypedEntry[]): Entry[] {
  const read = typed.map((one) => ({ one, entry: readEntry(one) }));
  const faults = read.flatMap(({ one, entry }) =>
    'column' in entry
      ? [`${one.area} ${one.item} ${one.measure} @ ${one.period}: ${entry.column} ${entry.cause}`]
      : [],
  );
  if (faults.length > 0) throw invalidEntries(faults);
  return read.flatMap(({ entry }) => ('column' in entry ? [] : [entry]));
}

import { refusal } from '../../kernel/errors.ts';
import { readEntry, readSetting, type Entry } from './entry.ts';
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

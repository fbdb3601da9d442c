import type { Queryable } from '../../platform/database/index.ts';
import type { VersionName } from '../versions/version.ts';
import { checkEntry } from './check-entry.ts';
import { editableAccounts, nameOf, type Entry } from './entry.ts';
import { entriesOfYear, entryOf, type EntryRow } from './read-entries.ts';

/** What a forecast begins with: the budget, what happened in the year before, or another version. */
export type Beginning =
  | { readonly kind: 'budget' }
  | { readonly kind: 'last-year' }
  | { readonly kind: 'version'; readonly name: string };

/** What a version can begin with. */
export interface Initial {
  readonly entries: readonly Entry[];
  /** Entries outside their limits, with the reason; they follow the budget. */
  readonly leftOut: readonly { readonly name: string; readonly cause: string }[];
  /** Profiles of the payroll budget that no job code is called like; a person has to look at them. */
  readonly unmapped: readonly UnmappedProfile[];
}

export interface UnmappedProfile {
  readonly job_profile: string;
  readonly hours: string | null;
  readonly cost: string | null;
}

/**
 * What `wanted` begins with, from today on: past days and months are locked (forecasting.md 7.2, 7.4). Values that the
 * version says already stay, unless `isReplacing`. Other expense stays empty when it begins with the budget, so that
 * it goes on following it. Reads with the rights of the caller. Refuses with FORECASTING_VERSION_UNKNOWN.
 */
export async function initialEntries(
  database: Queryable,
  wanted: VersionName,
  beginning: Beginning,
  { today, isReplacing }: { readonly today: string; readonly isReplacing: boolean },
): Promise<Initial> {
  const source = await sourceOf(database, wanted, beginning);
  const said = new Set(isReplacing ? [] : (await entriesOfYear(database, wanted)).map(nameOf));
  const [entries, leftOut]: [Entry[], { name: string; cause: string }[]] = [[], []];
  for (const entry of source) {
    const [checked, name] = [checkEntry(entry, today), nameOf(entry)];
    if ('entry' in checked) {
      if (!said.has(name)) entries.push(entry);
    } else if (checked.fault.column === 'value') leftOut.push({ name, cause: checked.fault.cause });
  }
  return { entries, leftOut, unmapped: await unmappedOf(database, wanted, beginning) };
}

async function sourceOf(
  database: Queryable,
  { site, year }: VersionName,
  beginning: Beginning,
): Promise<Entry[]> {
  switch (beginning.kind) {
    case 'budget': {
      const rows = await database.query<EntryRow>(
        `select area, period_on, item, measure, trim_scale(value) as value
         from forecasting.budgeted_entries($1, $2)`,
        [site, year],
      );
      return rows.map(entryOf);
    }
    case 'last-year': {
      const rows = await database.query<EntryRow>(
        `select area, period_on, item, measure, trim_scale(value) as value
         from forecasting.happened_entries($1, $2, $3)`,
        [site, year, editableAccounts],
      );
      return rows.map(entryOf);
    }
    case 'version':
      return entriesOfYear(database, { site, year, version: beginning.name });
  }
}

async function unmappedOf(
  database: Queryable,
  { site, year }: VersionName,
  { kind }: Beginning,
): Promise<UnmappedProfile[]> {
  if (kind !== 'budget') return [];
  return database.query<UnmappedProfile>(
    'select job_profile, hours, cost from forecasting.unmapped_profiles($1, $2) order by job_profile',
    [site, year],
  );
}

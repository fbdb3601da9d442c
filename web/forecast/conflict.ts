import type { QueryClient } from '@tanstack/react-query';
import { areas, editorQuery, type Entry } from '../service/forecasts.ts';
import { enteredIn, keyOf } from './sheet.ts';
import { entriesOf, type TypedValues } from './typed-values.ts';

/** A value of mine that somebody else saved meanwhile. */
export interface Clash {
  readonly entry: Entry;
  readonly theirs: string | null;
}

/** What was saved while values were typed. */
export interface Conflict {
  /** Typed values that would write over another one than they were typed over. */
  readonly clashes: readonly Clash[];
  /** Newest change, by year, up to which they were compared. */
  readonly seen: Readonly<Record<string, number>>;
}

/** Compares everything that is typed, on whichever sheet, with what is saved now. */
export async function readConflict(
  queries: QueryClient,
  site: string,
  values: TypedValues,
): Promise<Conflict> {
  const entries = entriesOf(values);
  const sheets = new Set(entries.map(({ area, period }) => `${area} ${period.slice(0, 7)}`));
  const months = await Promise.all(
    [...sheets].flatMap((sheet) => {
      const [name, month = ''] = sheet.split(' ');
      const area = areas.find((each) => each === name);
      if (area === undefined) return [];
      const query = editorQuery({ site, month, area, by: 'month' });
      return [queries.query({ ...query, staleTime: 0 })];
    }),
  );
  const saved = enteredIn(months);
  const clashes = entries.flatMap((entry) => {
    const theirs = saved.get(keyOf(entry)) ?? null;
    const isSame = theirs === entry.value || theirs === (values.get(keyOf(entry))?.over ?? null);
    return isSame ? [] : [{ entry, theirs }];
  });
  const seen: Record<string, number> = {};
  for (const month of months) {
    const year = month.month.slice(0, 4);
    seen[year] = Math.min(seen[year] ?? Infinity, Number.parseInt(month.seen, 10));
  }
  return { clashes, seen };
}

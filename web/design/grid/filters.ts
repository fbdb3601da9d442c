import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';

/** What the address of a list says: `q` searches, `sort` orders (`-total` from the largest), others are filters. */
export type FilterSearch = Readonly<Record<string, string | undefined>>;

/** Something that rows can be filtered by. */
export interface Filter<Row> {
  /** Its name in the address. */
  readonly id: string;
  readonly title: string;
  /** What a row counts under; null counts under nothing. */
  readonly valueOf: (row: Row) => string | null;
  /** Values in the order in which they are offered; absent: as they are spelled. */
  readonly order?: readonly string[];
  /** How values are called; absent: as they are. */
  readonly names?: Readonly<Record<string, string>>;
}

/** Rows as they are filtered, and what is chosen. */
export interface Filtered<Row> {
  readonly shown: readonly Row[];
  readonly typed: string;
  readonly chosen: (id: string) => ReadonlySet<string>;
  /** How many rows each value would leave, given the other filters. */
  readonly counts: (filter: Filter<Row>) => ReadonlyMap<string, number>;
  readonly change: (part: FilterSearch) => void;
  readonly isFiltered: boolean;
}

/** Separates the values of a filter in an address: no name of a district or person has it. */
const between = '~';

/** Reads the address of a list: every part of it is text. */
export function filtersOf(search: Readonly<Record<string, unknown>>): FilterSearch {
  const texts = Object.entries(search).filter(
    (pair): pair is [string, string] => typeof pair[1] === 'string',
  );
  return Object.fromEntries(texts);
}

/** Filters rows by what the address says, so that a filter survives leaving and coming back. */
export function useFilters<Row>(
  rows: readonly Row[],
  filters: readonly Filter<Row>[],
  textOf: (row: Row) => string,
): Filtered<Row> {
  const search: FilterSearch = filtersOf(useSearch({ strict: false }));
  const navigate = useNavigate();
  return useMemo(() => {
    const typed = search['q'] ?? '';
    const chosen = (id: string): ReadonlySet<string> =>
      new Set(search[id] === undefined || search[id] === '' ? [] : search[id].split(between));
    const fits = (row: Row, without?: string): boolean =>
      isFound(textOf(row), typed) &&
      filters.every(({ id, valueOf }) => {
        if (id === without) return true;
        const values = chosen(id);
        return values.size === 0 || values.has(valueOf(row) ?? '');
      });
    return {
      typed,
      chosen,
      shown: rows.filter((row) => fits(row)),
      counts: (filter) =>
        countOf(
          rows.filter((row) => fits(row, filter.id)),
          filter,
        ),
      change: (part) =>
        void navigate({ to: '.', search: (before) => ({ ...before, ...part }), replace: true }),
      isFiltered: typed !== '' || filters.some(({ id }) => chosen(id).size > 0),
    };
  }, [rows, filters, textOf, search, navigate]);
}

/** The part of an address that says these values of a filter. */
export function chosenText(values: ReadonlySet<string>): string | undefined {
  return values.size === 0 ? undefined : [...values].join(between);
}

function isFound(text: string, typed: string): boolean {
  const words = typed.trim().toLowerCase().split(/\s+/);
  return words.every((word) => text.toLowerCase().includes(word));
}

function countOf<Row>(rows: readonly Row[], { valueOf, order }: Filter<Row>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>((order ?? []).map((value) => [value, 0]));
  for (const row of rows) {
    const value = valueOf(row);
    if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const pairs = [...counts].filter(([, count]) => count > 0);
  return new Map(
    order ? pairs : pairs.sort(([one], [other]) => one.localeCompare(other, 'en', { numeric: true })),
  );
}

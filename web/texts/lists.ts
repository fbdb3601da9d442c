import { counted } from './plural.ts';

const figureOf = (count: number): string => count.toLocaleString('en-US');

// What every list says.
export const lists = {
  search: 'Search in this list',
  filters: 'Filters',
  clear: 'Clear filters',
  rows: (shown: number, all: number, what: string): string =>
    shown === all ? counted(all, what) : `${String(shown)} of ${counted(all, what)}`,
  notPrinted: (printed: number, all: number): string =>
    `Rows 1 to ${figureOf(printed)} of ${figureOf(all)} are printed. Filter the list to print the others.`,
  notLoaded: 'There are more rows than these. Show them all before printing to have them here.',
  filtered: (filters: readonly string[]): string => `Only ${filters.join('; ')}`,
  searched: (typed: string): string => `rows with “${typed}”`,
  noneFits: 'Nothing matches these filters.',
  selectRow: (name: string): string => `Select ${name}`,
  selectAll: 'Select all rows shown',
  selected: (count: number): string => `${String(count)} selected`,
  columns: 'Columns',
  all: 'All',
  ascending: 'sorted ascending',
  descending: 'sorted descending',
  hint: 'Space selects a row, Shift with arrows several, Ctrl-A all',
  unselect: 'Clear the selection',
  unselected: (count: number): string =>
    count === 1
      ? '1 selected row is no longer shown, and no longer selected.'
      : `${String(count)} selected rows are no longer shown, and no longer selected.`,
  more: 'More actions',
  exportLimit: (rows: string): string => `Up to ${rows} rows without approval`,
  done: (count: number, what: string): string => `${counted(count, what)} done.`,
  refused: (count: number, what: string): string => `${counted(count, what)} refused:`,
  failed: (count: number, what: string): string =>
    `${counted(count, what)} failed because of an error in Daybook; it was logged.`,
} as const;

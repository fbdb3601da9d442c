import { counted } from './plural.ts';

// What every list says.
export const lists = {
  search: 'Search in this list',
  filters: 'Filters',
  clear: 'Clear filters',
  rows: (shown: number, all: number, what: string): string =>
    shown === all ? counted(all, what) : `${String(shown)} of ${counted(all, what)}`,
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

import {
  createSortedRowModel,
  rowSortingFeature,
  tableFeatures,
  useTable,
  type ColumnDef,
  type SortFn,
} from '@tanstack/react-table';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { filtersOf } from './filters.ts';
import { inOrder } from './order.ts';

const features = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel() });

/** A column by which rows are sorted. */
interface SortedColumn<Row> {
  readonly id: string;
  readonly sorts?: (row: Row) => string | number | null;
}

/** Rows in the order that the address says (`sort=-total`), and how to change it. */
export function useSorted<Row>(
  rows: readonly Row[],
  columns: readonly SortedColumn<Row>[],
): {
  readonly sorted: readonly Row[];
  readonly sortOf: (id: string) => 'ascending' | 'descending' | null;
  readonly sortBy: (id: string) => void;
} {
  const said = filtersOf(useSearch({ strict: false }))['sort'] ?? '';
  const navigate = useNavigate();
  const id = said.replace(/^-/, '');
  const isDescending = said.startsWith('-');
  const definitions = useMemo(
    () =>
      columns.map(({ id: column, sorts }): ColumnDef<typeof features, { readonly row: Row }> => {
        const sortFn: SortFn<typeof features, { readonly row: Row }> = (one, other) =>
          inOrder(sorts?.(one.original.row) ?? null, sorts?.(other.original.row) ?? null);
        return { id: column, accessorFn: ({ row }) => sorts?.(row) ?? null, sortFn };
      }),
    [columns],
  );
  const data = useMemo(() => rows.map((row) => ({ row })), [rows]);
  const sorting = useMemo(
    () => (columns.some((column) => column.id === id) ? [{ id, desc: isDescending }] : []),
    [columns, id, isDescending],
  );
  const table = useTable({ features, columns: definitions, data, state: { sorting } });
  return {
    sorted: table.getRowModel().rows.map(({ original }) => original.row),
    sortOf: (column) => (column !== id ? null : isDescending ? 'descending' : 'ascending'),
    sortBy: (column) => {
      const sort = column === id && !isDescending ? `-${column}` : column;
      void navigate({ to: '.', search: (before) => ({ ...before, sort }), replace: true });
    },
  };
}

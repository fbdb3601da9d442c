import type { Metric } from '../platform/operations/index.ts';

/** What is measured of the warehouse. */
export const warehouseMetrics: readonly Metric[] = [
  {
    name: 'daybook_warehouse_rows',
    kind: 'gauge',
    unit: null,
    help: 'Rows of a table that holds figures, all months together, as the database estimates them.',
    labels: ['table'],
    source: {
      from: 'database',
      sql: `select parent.relname::text as "table", sum(greatest(part.reltuples, 0))::float8 as value
        from pg_class as parent join pg_inherits on inhparent = parent.oid join pg_class as part on part.oid = inhrelid
        where parent.relnamespace = 'warehouse'::regnamespace and parent.relkind = 'p'
        group by parent.relname`,
    },
  },
];

import { Figure } from '../design/figure.tsx';
import { month, noData } from '../design/format.ts';
import type { Filter } from '../design/grid/filters.ts';
import type { Column } from '../design/grid/grid.tsx';
import { StateChip } from '../design/state-chip.tsx';
import { meaningOf } from '../design/states.ts';
import type { StatementRow } from '../service/statements.ts';
import { statementTexts as texts } from '../texts/statements.ts';

const { columns: titles } = texts;

/** Filters of the list of statements. */
export const statementFilters: readonly Filter<StatementRow>[] = [
  {
    id: 'state',
    title: titles.state,
    valueOf: ({ state }) => state,
    order: ['AR Review', 'Approval Team', 'Ready To Send', 'Sent', 'Rejected', 'Revised', 'Replaced'],
  },
  { id: 'district', title: titles.district, valueOf: ({ district }) => district },
  { id: 'manager', title: titles.manager, valueOf: ({ manager }) => manager },
];

/** What a statement is found by. */
export const statementText = (row: StatementRow): string =>
  [row.statement_id, row.site, row.customer_name, row.district, row.manager, row.total].join(' ');

/** Columns of the list of statements (operations.md 3.3). */
export const statementColumns: readonly Column<StatementRow>[] = [
  { id: 'site', title: titles.site, width: '56px', cell: ({ site }) => site, sorts: ({ site }) => site },
  {
    id: 'customer',
    title: titles.customer,
    width: 'minmax(180px, 2fr)',
    cell: (row) => row.customer_name,
    sorts: (row) => row.customer_name,
  },
  {
    id: 'state',
    title: titles.state,
    width: '136px',
    cell: ({ state }) => <StateChip meaning={meaningOf(state)}>{state}</StateChip>,
    sorts: ({ state }) => state,
    from: 'tablet',
  },
  {
    id: 'reason',
    title: titles.reason,
    width: 'minmax(140px, 2fr)',
    cell: (row) => row.review_reason ?? noData,
    sorts: (row) => row.review_reason,
    from: 'tablet',
  },
  {
    id: 'age',
    title: titles.age,
    width: '56px',
    align: 'end',
    cell: (row) => row.age_days,
    sorts: (row) => row.age_days,
    from: 'tablet',
  },
  {
    id: 'total',
    title: titles.total,
    width: '112px',
    align: 'end',
    cell: ({ total }) => <Figure value={total} />,
    sorts: ({ total }) => total,
  },
  {
    id: 'deviation',
    title: titles.deviation,
    width: '112px',
    align: 'end',
    cell: ({ deviation }) => <Figure value={deviation} />,
    sorts: ({ deviation }) => deviation,
    from: 'desk',
  },
  {
    id: 'percent',
    title: titles.deviationPercent,
    width: '96px',
    align: 'end',
    cell: (row) => <Figure value={row.deviation_percent} kind="percent" />,
    sorts: (row) => row.deviation_percent,
    from: 'tablet',
  },
  {
    id: 'flags',
    title: titles.payment,
    width: 'minmax(96px, 1fr)',
    cell: (row) => flagsOf(row),
    from: 'desk',
  },
  {
    id: 'manager',
    title: titles.manager,
    width: 'minmax(120px, 1fr)',
    cell: ({ manager }) => manager ?? noData,
    sorts: ({ manager }) => manager,
    from: 'desk',
  },
];

/** The same where months are mixed. */
export const columnsOfMonths: readonly Column<StatementRow>[] = statementColumns.flatMap((column) =>
  column.id === 'customer' ? [column, monthColumn()] : [column],
);

function monthColumn(): Column<StatementRow> {
  return {
    id: 'month',
    title: titles.month,
    width: '112px',
    cell: (row) => month(row.month),
    sorts: (row) => row.month,
  };
}

function flagsOf({ is_disputed: isDisputed, outdated, payment }: StatementRow): string {
  const flags = [isDisputed ? texts.disputed : null, outdated !== null ? texts.outdated : null, payment];
  return flags.filter((flag) => flag !== null).join(' · ');
}

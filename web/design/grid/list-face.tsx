import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { lists } from '../../texts/lists.ts';
import { Answered, Empty } from '../answered.tsx';
import { usePanel } from '../panel.tsx';
import { FilterBar } from './filter-bar.tsx';
import { useFilters, type Filter } from './filters.ts';
import { Grid, type Column } from './grid.tsx';

/** What a list is made of. */
interface ListParts<Row> {
  /** What a screen reader calls it, and what one row is called: `person`. */
  readonly name: string;
  readonly word: string;
  readonly columns: readonly Column<Row>[];
  readonly filters: readonly Filter<Row>[];
  readonly textOf: (row: Row) => string;
  readonly idOf: (row: Row) => string;
  readonly titleOf: (row: Row) => string;
  /** What the panel shows of a row; absent: rows do not open. */
  readonly content?: (row: Row) => ReactNode;
  readonly empty: string;
  /** At the end of the bar of filters. */
  readonly children?: ReactNode;
}

/** A list with search and filters, whose rows open in the panel: most faces of a page are one. */
export function ListFace<Row>(
  props: ListParts<Row> & { readonly query: UseQueryResult<readonly Row[]> },
): ReactNode {
  const { query, ...parts } = props;
  return (
    <Answered query={query} rows={14}>
      {(rows) => <Rows {...parts} rows={rows} />}
    </Answered>
  );
}

function Rows<Row>(props: ListParts<Row> & { readonly rows: readonly Row[] }): ReactNode {
  const { name, word, columns, filters, textOf, idOf, titleOf, content, empty, rows, children } = props;
  const panel = usePanel();
  const filtered = useFilters(rows, filters, textOf);
  const show = (row: Row): void => {
    if (content) panel.show({ title: titleOf(row), content: content(row) });
  };
  return (
    <>
      <FilterBar filtered={filtered} filters={filters} all={rows.length} word={word}>
        {children}
      </FilterBar>
      <Grid
        name={name}
        columns={columns}
        rows={filtered.shown}
        idOf={idOf}
        nameOf={titleOf}
        {...(content ? { open: show } : {})}
        onRow={(row) => {
          if (panel.shown !== null) show(row);
        }}
        empty={<Empty title={rows.length === 0 ? empty : lists.noneFits} />}
      />
    </>
  );
}

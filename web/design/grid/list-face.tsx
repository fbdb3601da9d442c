import type { UseQueryResult } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useRef, type ReactNode } from 'react';
import { lists } from '../../texts/lists.ts';
import { Answered, Empty } from '../answered.tsx';
import { usePanel, type PanelContent } from '../panel.tsx';
import { FilterBar } from './filter-bar.tsx';
import { useFilters, type Filter } from './filters.ts';
import { Grid, type Column } from './grid.tsx';
import type { Selection } from './selection.ts';

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
  /** What the panel shows of a row; absent: rows do not open there. */
  readonly content?: (row: Row) => ReactNode;
  /** Told of a row that opened in the panel, to put it into the address. */
  readonly opened?: (row: Row) => void;
  /** Enter or a click on a row that does not open in the panel. */
  readonly open?: (row: Row) => void;
  readonly empty: string;
  readonly selection?: Selection | undefined;
  /** Between the filters and the rows, where there are any: what can be done with those that are selected. */
  readonly bar?: ReactNode;
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
  const { selection, bar, open } = props;
  const panel = usePanel();
  const filtered = useFilters(rows, filters, textOf);
  const last = useRef<{ readonly id: string; readonly shown: PanelContent } | null>(null);
  const show = (row: Row): void => {
    if (!content) return;
    const shown = { title: titleOf(row), content: content(row) };
    last.current = { id: idOf(row), shown };
    panel.show(shown);
    props.opened?.(row);
  };
  // What was done in the panel changes its row.
  const showAgain = useEffectEvent(() => {
    if (last.current === null || panel.shown !== last.current.shown) return;
    const { id } = last.current;
    const row = rows.find((each) => idOf(each) === id);
    if (row === undefined) panel.show(null);
    else show(row);
  });
  useEffect(() => {
    showAgain();
  }, [rows]);
  return (
    <>
      <FilterBar filtered={filtered} filters={filters} all={rows.length} word={word}>
        {children}
      </FilterBar>
      {filtered.shown.length > 0 && bar}
      <Grid
        name={name}
        columns={columns}
        rows={filtered.shown}
        idOf={idOf}
        nameOf={titleOf}
        selection={selection}
        {...(content ? { open: show } : open ? { open } : {})}
        onRow={(row) => {
          if (panel.shown !== null) show(row);
        }}
        empty={<Empty title={rows.length === 0 ? empty : lists.noneFits} />}
      />
    </>
  );
}

import { Checkbox, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ArrowDownRegular, ArrowUpRegular } from '@fluentui/react-icons';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { lists } from '../../texts/lists.ts';
import { mostPrinted, useDrawnRows, usePrinting } from '../frame/printing.ts';
import { useScreen, type Screen } from '../screen.ts';
import type { Selection } from './selection.ts';
import { tracksOf, type Tracks } from './tracks.ts';
import { useSorted } from './use-sorted.ts';
import { useOnlyShown } from './use-only-shown.ts';

/** A column of a grid. */
export interface Column<Row> {
  readonly id: string;
  readonly title: string;
  /** A track of a CSS grid: `96px`, `minmax(160px, 2fr)`. */
  readonly width: string;
  /** Figures stand at the end. */
  readonly align?: 'end';
  readonly cell: (row: Row) => ReactNode;
  /** What it is sorted by; absent: not sorted by. Decimals as text. */
  readonly sorts?: (row: Row) => string | number | null;
  /** The smallest screen that has room for it; absent: all. */
  readonly from?: Exclude<Screen, 'phone'>;
}

/** What a grid is made of. */
export interface GridParts<Row> {
  /** What a screen reader calls it. */
  readonly name: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly idOf: (row: Row) => string;
  /** How a row is called where it is selected. */
  readonly nameOf: (row: Row) => string;
  /** Enter or a click on a row. */
  readonly open?: (row: Row) => void;
  /** The row that the keyboard is on. */
  readonly onRow?: (row: Row) => void;
  readonly selection?: Selection | undefined;
  /** Letters that do something with the row that the keyboard is on: `a` approves. */
  readonly keys?: Readonly<Record<string, (row: Row) => void>>;
  /** In place of rows when there are none. */
  readonly empty: ReactNode;
  /** The row that is open beside the grid. */
  readonly current?: string | undefined;
}

const rowPixels = 32;
const touchRowPixels = 44;
const rank: Readonly<Record<Screen, number>> = { phone: 0, tablet: 1, desk: 2 };

const useStyles = makeStyles({
  grid: {
    flex: 1,
    minHeight: '160px',
    overflow: 'auto',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    fontVariantNumeric: 'tabular-nums',
    // Its head stands on every sheet.
    '@media print': { display: 'table', width: '100%', overflow: 'visible' },
  },
  line: { display: 'grid', alignItems: 'center', width: '100%', boxSizing: 'border-box' },
  head: {
    position: 'sticky',
    top: 0,
    zIndex: 1,
    minHeight: '32px',
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke1}`,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    '@media print': { display: 'table-header-group', position: 'static', breakInside: 'avoid' },
  },
  sort: {
    font: 'inherit',
    color: 'inherit',
    background: 'none',
    border: 'none',
    padding: 0,
    cursor: 'pointer',
    display: 'inline-flex',
    alignItems: 'center',
    gap: '4px',
    minHeight: '24px',
    ':hover': { color: tokens.colorNeutralForeground1 },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  body: { position: 'relative', '@media print': { height: 'auto !important' } },
  row: {
    position: 'absolute',
    top: 0,
    left: 0,
    right: 0,
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    cursor: 'default',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
    '@media print': {
      position: 'static',
      transform: 'none !important',
      height: 'auto !important',
      minHeight: '24px',
      breakInside: 'avoid',
    },
  },
  opens: { cursor: 'pointer' },
  selected: {
    backgroundColor: tokens.colorBrandBackground2,
    ':hover': { backgroundColor: tokens.colorBrandBackground2Hover },
  },
  current: {
    boxShadow: `inset 3px 0 0 ${tokens.colorBrandStroke1}`,
    // Whoever chose the colors of the device sees no shadows.
    '@media (forced-colors: active)': { outline: '2px solid Highlight', outlineOffset: '-2px' },
  },
  cell: {
    padding: '0 8px',
    minWidth: 0,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    '@media print': { whiteSpace: 'normal', overflow: 'visible' },
  },
  end: { textAlign: 'right', justifyContent: 'end' },
});

/**
 * A list as a grid: sorted, as long as it likes (only rows in view exist), by mouse or keyboard. Arrows move, Enter
 * opens, space selects, shift with arrows selects on, Ctrl-A all.
 */
export function Grid<Row>(parts: GridParts<Row>): ReactNode {
  const { name, columns, rows, idOf, selection, empty } = parts;
  const styles = useStyles();
  const screen = useScreen();
  const scroller = useRef<HTMLDivElement>(null);
  const shown = columns.filter(({ from = 'phone' }) => rank[screen] >= rank[from as Screen]);
  const { sorted, sortOf, sortBy } = useSorted(rows, columns);
  const tracks = tracksOf(shown, { isSelecting: selection !== undefined, screen });
  const height = screen === 'phone' ? touchRowPixels : rowPixels;
  const virtual = useVirtualizer({
    count: sorted.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 12,
  });
  const drawn = useDrawnRows(virtual, sorted.length);
  const { active, onKeyDown, onRowFocus } = useKeys(parts, sorted, (at) => {
    virtual.scrollToIndex(at);
    requestAnimationFrame(() => {
      scroller.current?.querySelector<HTMLElement>(`[aria-rowindex="${String(at + 2)}"]`)?.focus();
    });
  });
  useOnlyShown(rows, idOf, selection);
  if (rows.length === 0) return empty;
  const ids = sorted.map(idOf);
  return (
    <>
      <NotPrinted count={sorted.length} />
      <div
        className={styles.grid}
        ref={scroller}
        role="grid"
        aria-label={name}
        aria-rowcount={sorted.length + 1}
        aria-multiselectable={selection ? true : undefined}
        onKeyDown={onKeyDown}
      >
        <Head
          columns={shown}
          ids={ids}
          selection={selection}
          tracks={tracks}
          sortOf={sortOf}
          sortBy={sortBy}
        />
        <div role="rowgroup" className={styles.body} style={{ height: virtual.getTotalSize() }}>
          {drawn.map(({ index, start }) => {
            const row = sorted[index];
            if (row === undefined) return null;
            return (
              <GridRow
                key={idOf(row)}
                parts={parts}
                row={row}
                columns={shown}
                place={{ index, start, height, tracks, isActive: index === active, onFocus: onRowFocus }}
              />
            );
          })}
        </div>
      </div>
    </>
  );
}

/** The titles of the columns, by which rows are sorted. */
function Head<Row>(props: {
  readonly columns: readonly Column<Row>[];
  readonly ids: readonly string[];
  readonly selection: Selection | undefined;
  readonly tracks: Tracks;
  readonly sortOf: (id: string) => 'ascending' | 'descending' | null;
  readonly sortBy: (id: string) => void;
}): ReactNode {
  const { columns, ids, selection, tracks, sortOf, sortBy } = props;
  const styles = useStyles();
  return (
    <div role="rowgroup" className={styles.head}>
      <div role="row" aria-rowindex={1} className={styles.line} style={tracks}>
        {selection && (
          <div role="columnheader">
            <Checkbox
              aria-label={lists.selectAll}
              checked={allOf(ids, selection.ids)}
              onChange={(_event, { checked }) => {
                selection.change(new Set(checked === true ? ids : []));
              }}
            />
          </div>
        )}
        {columns.map((column) => (
          <HeadCell key={column.id} column={column} sorted={sortOf(column.id)} sortBy={sortBy} />
        ))}
      </div>
    </div>
  );
}

/** On paper: that it has not all rows, and how to get the others. */
function NotPrinted({ count }: { readonly count: number }): ReactNode {
  const isPrinting = usePrinting();
  return isPrinting && count > mostPrinted ? <p>{lists.notPrinted(mostPrinted, count)}</p> : null;
}

function allOf(ids: readonly string[], selected: ReadonlySet<string>): boolean | 'mixed' {
  const count = ids.filter((id) => selected.has(id)).length;
  if (count === 0) return false;
  return count === ids.length ? true : 'mixed';
}

function HeadCell<Row>(props: {
  readonly column: Column<Row>;
  readonly sorted: 'ascending' | 'descending' | null;
  readonly sortBy: (id: string) => void;
}): ReactNode {
  const { column, sorted, sortBy } = props;
  const styles = useStyles();
  return (
    <div
      role="columnheader"
      aria-sort={sorted ?? undefined}
      className={mergeClasses(styles.cell, column.align === 'end' && styles.end)}
    >
      {column.sorts ? (
        <button
          type="button"
          className={styles.sort}
          onClick={() => {
            sortBy(column.id);
          }}
        >
          {column.title}
          {sorted === 'ascending' && <ArrowUpRegular aria-label={lists.ascending} />}
          {sorted === 'descending' && <ArrowDownRegular aria-label={lists.descending} />}
        </button>
      ) : (
        column.title
      )}
    </div>
  );
}

interface RowPlace {
  readonly index: number;
  readonly start: number;
  readonly height: number;
  readonly tracks: Tracks;
  readonly isActive: boolean;
  readonly onFocus: (index: number) => void;
}

function GridRow<Row>(props: {
  readonly parts: GridParts<Row>;
  readonly row: Row;
  readonly columns: readonly Column<Row>[];
  readonly place: RowPlace;
}): ReactNode {
  const { parts, row, columns, place } = props;
  const { idOf, nameOf, open, selection, current } = parts;
  const styles = useStyles();
  const id = idOf(row);
  const isSelected = selection?.ids.has(id) === true;
  return (
    <div
      role="row"
      tabIndex={place.isActive ? 0 : -1}
      aria-rowindex={place.index + 2}
      aria-selected={selection ? isSelected : undefined}
      data-qa-id={`row-${id}`}
      className={mergeClasses(
        styles.line,
        styles.row,
        open && styles.opens,
        isSelected && styles.selected,
        current === id && styles.current,
      )}
      style={{
        ...place.tracks,
        height: place.height,
        transform: `translateY(${String(place.start)}px)`,
      }}
      onFocus={() => {
        place.onFocus(place.index);
      }}
      onClick={() => open?.(row)}
    >
      {selection && (
        <div
          role="gridcell"
          onClick={(event) => {
            event.stopPropagation();
          }}
        >
          <Checkbox
            aria-label={lists.selectRow(nameOf(row))}
            tabIndex={-1}
            checked={isSelected}
            onChange={() => {
              selection.change(toggled(selection.ids, id));
            }}
          />
        </div>
      )}
      {columns.map(({ id: column, align, cell }) => (
        <div
          key={column}
          role="gridcell"
          className={mergeClasses(styles.cell, align === 'end' && styles.end)}
        >
          {cell(row)}
        </div>
      ))}
    </div>
  );
}

function toggled(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return next;
}

/** The keyboard of a grid: one row has it at a time. */
function useKeys<Row>(
  { idOf, open, onRow, selection, keys = {} }: GridParts<Row>,
  sorted: readonly Row[],
  focusRow: (at: number) => void,
): {
  readonly active: number;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  readonly onRowFocus: (index: number) => void;
} {
  const [chosen, setActive] = useState(0);
  const active = Math.min(chosen, Math.max(0, sorted.length - 1));
  const moves: Readonly<Record<string, number>> = {
    ArrowDown: active + 1,
    ArrowUp: active - 1,
    Home: 0,
    End: sorted.length - 1,
    PageDown: active + 15,
    PageUp: active - 15,
  };
  const onRowFocus = (index: number): void => {
    setActive(index);
    const row = sorted[index];
    if (row !== undefined) onRow?.(row);
  };
  const select = (ids: Iterable<string>): void => {
    selection?.change(new Set(ids));
  };
  const goTo = (to: number, from: Row, isExtending: boolean): void => {
    const at = Math.max(0, Math.min(to, sorted.length - 1));
    const target = sorted[at];
    if (isExtending && selection && target !== undefined)
      select([...selection.ids, idOf(from), idOf(target)]);
    focusRow(at);
  };
  /** What a key does with the row that the keyboard is on; null: nothing. */
  const actOf = (event: KeyboardEvent<HTMLElement>, row: Row): (() => void) | null => {
    const { key, shiftKey } = event;
    const isCommand = event.ctrlKey || event.metaKey;
    const letter = key.toLowerCase();
    const to = moves[key];
    if (to !== undefined) return () => goTo(to, row, shiftKey);
    if (isCommand) return letter === 'a' && selection ? () => select(sorted.map(idOf)) : null;
    if (key === ' ' && selection) return () => select(toggled(selection.ids, idOf(row)));
    if (key === 'Enter' && open) return () => open(row);
    const act = keys[letter];
    return act ? () => act(row) : null;
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const row = sorted[active];
    const isInRow = event.target instanceof HTMLElement && event.target.getAttribute('role') === 'row';
    if (row === undefined || !isInRow || event.altKey) return;
    const act = actOf(event, row);
    if (act === null) return;
    event.preventDefault();
    act();
  };
  return { active, onKeyDown, onRowFocus };
}

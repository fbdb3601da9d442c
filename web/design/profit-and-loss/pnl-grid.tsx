import { mergeClasses } from '@fluentui/react-components';
import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, type ReactNode } from 'react';
import type { Pnl } from '../../service/profit-and-loss.ts';
import { pnlTexts as texts } from '../../texts/profit-and-loss.ts';
import { shortMonth } from '../format.ts';
import { useDrawnRows } from '../frame/printing.ts';
import { useScreen } from '../screen.ts';
import { Refused } from '../answered.tsx';
import type { GroupPath } from './group-path.ts';
import { Coming, isActual, Line } from './pnl-line.tsx';
import { monthPixels, type PnlLine, type PnlView } from './pnl-lines.ts';
import { usePnlStyles, type Tracks } from './pnl-styles.ts';
import { useCellKeys, type CellKeys, type Place } from './use-cell-keys.ts';
import { usePnlTree, type Breakdown, type PnlTree } from './use-pnl-tree.ts';

/** A cell that somebody wants explained. */
export interface ChosenCell {
  readonly line: string;
  /** Null: a subtotal or total. */
  readonly month: string | null;
  /** The groups of sites that it is of; empty: all sites. */
  readonly path: GroupPath;
}

const heights = { trend: 32, variance: 44 } as const;
const namePixels = { phone: 132, tablet: 176, desk: 204 } as const;

/** The P&L: ten rows, twelve months, the months that are actual, the total; broken down below. Every figure opens. */
export function PnlGrid(props: {
  /** What a screen reader calls it. */
  readonly name: string;
  readonly pnl: Pnl;
  readonly view: PnlView;
  /** Null: not broken down. */
  readonly breakdown: Breakdown | null;
  /** The month that is scrolled into sight. */
  readonly period: string;
  readonly open: (cell: ChosenCell) => void;
}): ReactNode {
  const { name, pnl, view, breakdown, period, open } = props;
  const styles = usePnlStyles();
  const screen = useScreen();
  const scroller = useRef<HTMLDivElement>(null);
  const tree = usePnlTree(pnl, breakdown);
  const { lines } = tree;
  const virtual = useRowsInSight(scroller, lines, heights[view]);
  const columns = pnl.months.length + 4;
  const openAt = ({ row, column }: Place): void => {
    const line = lines[row];
    if (line === undefined || line.part === 'coming') return;
    if (column > 0 && column !== pnl.months.length + 2)
      open({ line: line.row.line, month: pnl.months[column - 1]?.month ?? null, path: line.path });
    else if (column === 0 && line.part === 'head') tree.toggle(line.path);
  };
  const keys = useCellKeys(
    scroller,
    { rows: lines.length, columns },
    {
      open: openAt,
      reveal: (row) => {
        virtual.scrollToIndex(row);
      },
    },
  );
  const width = monthPixels(pnl);
  useMonthInSight(scroller, pnl.months.findIndex(({ month }) => month === period) * width);
  const tracks = tracksOf(pnl, namePixels[screen], width);
  if (tree.error !== null) return <Refused cause={tree.error} />;
  return (
    <div
      className={styles.grid}
      ref={scroller}
      role={breakdown === null ? 'grid' : 'treegrid'}
      aria-label={name}
      aria-rowcount={lines.length + 1}
      aria-colcount={columns}
      onKeyDown={keys.onKeyDown}
    >
      <div role="rowgroup" className={styles.head} style={{ minWidth: tracks.minWidth }}>
        <Head pnl={pnl} tracks={tracks} />
      </div>
      <Body tree={tree} pnl={pnl} view={view} virtual={virtual} tracks={tracks} keys={keys} openAt={openAt} />
    </div>
  );
}

function Body(props: {
  readonly tree: PnlTree;
  readonly pnl: Pnl;
  readonly view: PnlView;
  readonly virtual: Virtualizer<HTMLDivElement, Element>;
  readonly tracks: Tracks;
  readonly keys: CellKeys;
  readonly openAt: (place: Place) => void;
}): ReactNode {
  const { tree, pnl, view, virtual, tracks, keys, openAt } = props;
  const styles = usePnlStyles();
  const drawn = useDrawnRows(virtual, tree.lines.length);
  return (
    <div
      role="rowgroup"
      className={styles.body}
      style={{ height: virtual.getTotalSize(), minWidth: tracks.minWidth }}
    >
      {drawn.map(({ index, start }) => {
        const line = tree.lines[index];
        if (line === undefined) return null;
        const place = {
          index,
          start,
          tracks,
          active: keys.active.row === index ? keys.active.column : null,
        };
        if (line.part === 'coming')
          return <Coming key={line.id} line={line} place={place} height={heights[view]} more={tree.more} />;
        return (
          <Line
            key={line.id}
            line={line}
            pnl={pnl}
            view={view}
            height={heights[view]}
            isOpen={tree.isOpen(line.path)}
            place={place}
            onFocus={keys.onFocus}
            openAt={openAt}
          />
        );
      })}
    </div>
  );
}

/** Pixels by which the columns of sums are wider than those of months, and of the column of percentages. */
const sumPixels = 14;
const percentPixels = 76;

function tracksOf({ months: { length } }: Pnl, name: number, width: number): Tracks {
  const sum = width + sumPixels;
  const ofMonths = `repeat(${String(length)}, minmax(${String(width)}px, 1fr))`;
  const ofSum = `minmax(${String(sum)}px, 1fr)`;
  return {
    gridTemplateColumns: `${String(name)}px ${ofMonths} ${ofSum} ${String(percentPixels)}px ${ofSum}`,
    minWidth: `${String(name + length * width + 2 * sum + percentPixels)}px`,
  };
}

function Head({ pnl, tracks }: { readonly pnl: Pnl; readonly tracks: Tracks }): ReactNode {
  const styles = usePnlStyles();
  const title = mergeClasses(styles.cell, styles.title);
  return (
    <div role="row" aria-rowindex={1} className={styles.line} style={tracks}>
      <div role="columnheader" className={mergeClasses(styles.cell, styles.first)}>
        {texts.inDollars}
      </div>
      {pnl.months.map((month) => (
        <div
          key={month.month}
          role="columnheader"
          className={mergeClasses(
            title,
            isActual(month) && styles.closed,
            pnl.as_of.startsWith(month.month) && styles.current,
          )}
        >
          <span className={styles.month}>{shortMonth(month.month)}</span>
          <span>{stateOf(month)}</span>
        </div>
      ))}
      <div role="columnheader" className={title}>
        {texts.actualMonths}
      </div>
      <div role="columnheader" className={title}>
        {texts.percent}
      </div>
      <div role="columnheader" className={mergeClasses(title, styles.month, styles.last)}>
        {texts.total}
      </div>
    </div>
  );
}

/** Only the lines in sight are drawn; what comes is as high as it will be. */
function useRowsInSight(
  scroller: React.RefObject<HTMLDivElement | null>,
  lines: readonly PnlLine[],
  height: number,
): Virtualizer<HTMLDivElement, Element> {
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: (at) => {
      const line = lines[at];
      return line?.part === 'coming' ? line.count * height : height;
    },
    getItemKey: (at) => lines[at]?.id ?? at,
    overscan: 10,
  });
  useEffect(() => {
    virtual.measure();
  }, [height, virtual]);
  return virtual;
}

/** On a narrow screen the months before the one that is checked are to the left, out of sight. */
function useMonthInSight(scroller: React.RefObject<HTMLDivElement | null>, left: number): void {
  useEffect(() => {
    const { current } = scroller;
    if (current !== null && left > current.clientWidth / 2) current.scrollLeft = left;
  }, [scroller, left]);
}

function stateOf({ closed, open, future }: Pnl['months'][number]): string {
  if (open + future === 0) return texts.states.closed;
  if (closed > 0) return texts.partlyClosed(closed, closed + open + future);
  return open > 0 ? texts.states.open : texts.states.future;
}

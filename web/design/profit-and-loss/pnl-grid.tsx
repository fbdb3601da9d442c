import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ChevronDownRegular, ChevronRightRegular } from '@fluentui/react-icons';
import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import type { Pnl } from '../../service/profit-and-loss.ts';
import { pnlTexts as texts } from '../../texts/profit-and-loss.ts';
import { figure, shortMonth } from '../format.ts';
import { above, useScreen } from '../screen.ts';
import { PnlFigure } from './pnl-cell.tsx';
import { isSum, linesOf, monthPixels, type PnlLine, type PnlView } from './pnl-lines.ts';
import { textOf, useCellKeys, type CellKeys, type Place } from './use-cell-keys.ts';

/** A cell that somebody wants explained. */
export interface ChosenCell {
  readonly line: string;
  /** Null: a subtotal or total. */
  readonly month: string | null;
  /** Null: all sites. */
  readonly group: string | null;
}

const useStyles = makeStyles({
  grid: {
    overflow: 'auto',
    maxHeight: 'calc(100dvh - 236px)',
    minHeight: '120px',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    fontVariantNumeric: 'tabular-nums',
    '@media print': { overflow: 'visible', maxHeight: 'none' },
  },
  line: { display: 'grid', boxSizing: 'border-box', alignItems: 'stretch' },
  head: {
    position: 'sticky',
    top: 0,
    zIndex: 2,
    borderBottom: `1px solid ${tokens.colorNeutralStroke1}`,
    backgroundColor: tokens.colorNeutralBackground1,
    fontSize: tokens.fontSizeBase200,
    lineHeight: '16px',
    color: tokens.colorNeutralForeground2,
  },
  body: { position: 'relative' },
  row: { position: 'absolute', top: 0, left: 0, borderBottom: `1px solid ${tokens.colorNeutralStroke3}` },
  cell: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'flex-end',
    textAlign: 'right',
    padding: '0 8px',
    minWidth: 0,
    whiteSpace: 'nowrap',
    backgroundColor: tokens.colorNeutralBackground1,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px', zIndex: 1 },
  },
  title: { flexDirection: 'column', alignItems: 'flex-end', padding: '4px 8px', whiteSpace: 'normal' },
  opens: {
    cursor: 'pointer',
    ':hover': {
      backgroundColor: tokens.colorNeutralBackground1Hover,
      textDecorationLine: 'underline',
      textDecorationStyle: 'dotted',
      textUnderlineOffset: '3px',
    },
  },
  first: {
    position: 'sticky',
    left: 0,
    zIndex: 1,
    justifyContent: 'flex-start',
    textAlign: 'left',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    gap: '4px',
    paddingLeft: '4px',
  },
  last: {
    [above.phone]: {
      position: 'sticky',
      right: 0,
      zIndex: 1,
      borderLeft: `1px solid ${tokens.colorNeutralStroke2}`,
    },
  },
  inGroup: { paddingLeft: '28px' },
  closed: { backgroundColor: tokens.colorNeutralBackground3 },
  current: { boxShadow: `inset 0 2px 0 ${tokens.colorBrandStroke1}` },
  strong: { fontWeight: 600, borderTop: `1px solid ${tokens.colorNeutralStroke1}` },
  month: { color: tokens.colorNeutralForeground1, fontWeight: 600, fontSize: tokens.fontSizeBase300 },
  name: { overflow: 'hidden', textOverflow: 'ellipsis' },
});

const heights = { trend: 32, variance: 44 } as const;
const namePixels = { phone: 132, tablet: 176, desk: 204 } as const;

/** The P&L: ten rows, twelve months, the months that are actual, the total; broken down below. Every figure opens. */
export function PnlGrid(props: {
  /** What a screen reader calls it. */
  readonly name: string;
  readonly pnl: Pnl;
  readonly view: PnlView;
  /** The month that is scrolled into sight. */
  readonly period: string;
  readonly open: (cell: ChosenCell) => void;
}): ReactNode {
  const { name, pnl, view, period, open } = props;
  const styles = useStyles();
  const screen = useScreen();
  const scroller = useRef<HTMLDivElement>(null);
  const [openGroups, setOpenGroups] = useState<ReadonlySet<string>>(new Set());
  const lines = useMemo(() => linesOf(pnl, openGroups), [pnl, openGroups]);
  const virtual = useRowsInSight(scroller, lines.length, heights[view]);
  const columns = pnl.months.length + 4;
  const openAt = ({ row, column }: Place): void => {
    const line = lines[row];
    if (line === undefined) return;
    if (column > 0 && column !== pnl.months.length + 2)
      open({ line: line.row.line, month: pnl.months[column - 1]?.month ?? null, group: line.group });
    else if (column === 0 && line.part === 'head' && line.group !== null)
      setOpenGroups(toggled(openGroups, line.group));
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
  return (
    <div
      className={styles.grid}
      ref={scroller}
      role={pnl.groups.length > 0 ? 'treegrid' : 'grid'}
      aria-label={name}
      aria-rowcount={lines.length + 1}
      aria-colcount={columns}
      onKeyDown={keys.onKeyDown}
    >
      <div role="rowgroup" className={styles.head} style={{ minWidth: tracks.minWidth }}>
        <Head pnl={pnl} tracks={tracks} />
      </div>
      <Body
        lines={lines}
        pnl={pnl}
        view={view}
        openGroups={openGroups}
        virtual={virtual}
        tracks={tracks}
        keys={keys}
        openAt={openAt}
      />
    </div>
  );
}

function Body(props: {
  readonly lines: readonly PnlLine[];
  readonly pnl: Pnl;
  readonly view: PnlView;
  readonly openGroups: ReadonlySet<string>;
  readonly virtual: Virtualizer<HTMLDivElement, Element>;
  readonly tracks: Tracks;
  readonly keys: CellKeys;
  readonly openAt: (place: Place) => void;
}): ReactNode {
  const { lines, pnl, view, openGroups, virtual, tracks, keys, openAt } = props;
  const styles = useStyles();
  return (
    <div
      role="rowgroup"
      className={styles.body}
      style={{ height: virtual.getTotalSize(), minWidth: tracks.minWidth }}
    >
      {virtual.getVirtualItems().map(({ index, start }) => {
        const line = lines[index];
        return (
          line && (
            <Line
              key={line.id}
              line={line}
              pnl={pnl}
              view={view}
              isOpen={line.group !== null && openGroups.has(line.group)}
              place={{
                index,
                start,
                tracks,
                active: keys.active.row === index ? keys.active.column : null,
              }}
              onFocus={keys.onFocus}
              openAt={openAt}
            />
          )
        );
      })}
    </div>
  );
}

interface Tracks {
  readonly gridTemplateColumns: string;
  readonly minWidth: string;
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
  const styles = useStyles();
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

function Line(props: {
  readonly line: PnlLine;
  readonly pnl: Pnl;
  readonly view: PnlView;
  readonly isOpen: boolean;
  readonly place: {
    readonly index: number;
    readonly start: number;
    readonly tracks: Tracks;
    /** The column that is in the order of the Tab key, where it is in this row. */
    readonly active: number | null;
  };
  readonly onFocus: (place: Place) => void;
  readonly openAt: (place: Place) => void;
}): ReactNode {
  const { line, pnl, view, isOpen, place, onFocus, openAt } = props;
  const { index, start, tracks, active } = place;
  const styles = useStyles();
  const { months, actual_months: actual, total, percent_of_internal_revenue: percent } = line.row;
  const at = (column: number): object => ({
    'data-place': textOf({ row: index, column }),
    tabIndex: active === column ? 0 : -1,
    onFocus: () => {
      onFocus({ row: index, column });
    },
    onClick: () => {
      openAt({ row: index, column });
    },
  });
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-level={line.part === 'row' ? 2 : line.part === 'head' ? 1 : undefined}
      aria-expanded={line.part === 'head' ? isOpen : undefined}
      className={mergeClasses(styles.line, styles.row, isSum(line) && styles.strong)}
      style={{ ...tracks, height: heights[view], transform: `translateY(${String(start)}px)`, width: '100%' }}
    >
      <RowName line={line} isOpen={isOpen} at={at(0)} />
      {months.map((cell, column) => (
        <div
          key={column}
          role="gridcell"
          className={mergeClasses(styles.cell, styles.opens, isActual(pnl.months[column]) && styles.closed)}
          {...at(column + 1)}
        >
          <PnlFigure cell={cell} view={view} />
        </div>
      ))}
      <div role="gridcell" className={mergeClasses(styles.cell, styles.opens)} {...at(months.length + 1)}>
        <PnlFigure cell={actual} view={view} />
      </div>
      <div role="gridcell" className={styles.cell} {...at(months.length + 2)}>
        {percent !== null && figure(percent, 'percent')}
      </div>
      <div
        role="gridcell"
        className={mergeClasses(styles.cell, styles.opens, styles.last)}
        {...at(months.length + 3)}
      >
        <PnlFigure cell={total} view={view} />
      </div>
    </div>
  );
}

function RowName(props: {
  readonly line: PnlLine;
  readonly isOpen: boolean;
  readonly at: object;
}): ReactNode {
  const { line, isOpen, at } = props;
  const styles = useStyles();
  const { part, title } = line;
  return (
    <div
      role="rowheader"
      className={mergeClasses(
        styles.cell,
        styles.first,
        part === 'head' && styles.opens,
        part === 'row' && styles.inGroup,
      )}
      {...at}
    >
      {part === 'head' && (isOpen ? <ChevronDownRegular /> : <ChevronRightRegular />)}
      <span className={styles.name} title={title}>
        {title}
      </span>
    </div>
  );
}

function useRowsInSight(
  scroller: React.RefObject<HTMLDivElement | null>,
  count: number,
  height: number,
): Virtualizer<HTMLDivElement, Element> {
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
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

/** Whether the books of a month hold anything: its ground is tinted. */
function isActual(month: Pnl['months'][number] | undefined): boolean {
  return month !== undefined && month.closed > 0;
}

function stateOf({ closed, open, future }: Pnl['months'][number]): string {
  if (open + future === 0) return texts.states.closed;
  if (closed > 0) return texts.partlyClosed(closed, closed + open + future);
  return open > 0 ? texts.states.open : texts.states.future;
}

function toggled(names: ReadonlySet<string>, name: string): ReadonlySet<string> {
  const others = new Set(names);
  if (!others.delete(name)) others.add(name);
  return others;
}

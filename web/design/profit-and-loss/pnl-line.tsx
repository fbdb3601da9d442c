import { mergeClasses } from '@fluentui/react-components';
import { ChevronDownRegular, ChevronRightRegular } from '@fluentui/react-icons';
import { useEffect, type ReactNode } from 'react';
import type { Pnl } from '../../service/profit-and-loss.ts';
import { pnlTexts as texts } from '../../texts/profit-and-loss.ts';
import { figure } from '../format.ts';
import type { GroupPath } from './group-path.ts';
import { PnlFigure } from './pnl-cell.tsx';
import { isSum, type ComingLine, type FigureLine, type PnlView } from './pnl-lines.ts';
import { usePnlStyles, type Tracks } from './pnl-styles.ts';
import { textOf, type Place } from './use-cell-keys.ts';

/** Where a line stands in the table. */
interface LinePlace {
  readonly index: number;
  readonly start: number;
  readonly tracks: Tracks;
  /** The column that is in the order of the Tab key, where it is in this line. */
  readonly active: number | null;
}

/** A line of figures, of which every one opens. */
export function Line(props: {
  readonly line: FigureLine;
  readonly pnl: Pnl;
  readonly view: PnlView;
  readonly isOpen: boolean;
  readonly height: number;
  readonly place: LinePlace;
  readonly onFocus: (place: Place) => void;
  readonly openAt: (place: Place) => void;
}): ReactNode {
  const { line, pnl, view, isOpen, height, place, onFocus, openAt } = props;
  const { index, start, tracks, active } = place;
  const styles = usePnlStyles();
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
      aria-level={levelOf(line)}
      aria-expanded={line.part === 'head' ? isOpen : undefined}
      className={mergeClasses(styles.line, styles.row, isSum(line) && styles.strong)}
      style={{ ...tracks, height, transform: `translateY(${String(start)}px)`, width: '100%' }}
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
  readonly line: FigureLine;
  readonly isOpen: boolean;
  readonly at: object;
}): ReactNode {
  const { line, isOpen, at } = props;
  const styles = usePnlStyles();
  const { part, title } = line;
  return (
    <div
      role="rowheader"
      className={mergeClasses(styles.cell, styles.first, part === 'head' && styles.opens)}
      style={{ paddingLeft: 4 + indentPixels * depthOf(line) }}
      {...at}
    >
      {part === 'head' && (isOpen ? <ChevronDownRegular /> : <ChevronRightRegular />)}
      <span className={styles.name} title={title}>
        {title}
      </span>
    </div>
  );
}

/** Stands where groups will be, and asks for them. */
export function Coming(props: {
  readonly line: ComingLine;
  readonly place: LinePlace;
  /** Of one group. */
  readonly height: number;
  readonly more: (path: GroupPath) => void;
}): ReactNode {
  const { line, place, height, more } = props;
  const { index, start, tracks } = place;
  const styles = usePnlStyles();
  // Whenever it is in sight, however often a page came meanwhile.
  useEffect(() => {
    more(line.path);
  });
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-busy
      className={styles.row}
      style={{
        minWidth: tracks.minWidth,
        height: line.count * height,
        transform: `translateY(${String(start)}px)`,
      }}
    >
      <div role="gridcell" className={styles.coming}>
        {texts.coming}
      </div>
    </div>
  );
}

/** Pixels by which a group is further to the right than the one that it is in. */
const indentPixels = 16;

function depthOf({ part, path }: FigureLine): number {
  if (part === 'row') return path.length + 0.5;
  return Math.max(path.length - 1, 0);
}

function levelOf({ part, path }: FigureLine): number | undefined {
  if (part === 'total') return undefined;
  return part === 'row' ? path.length + 1 : path.length;
}

/** Whether the books of a month hold anything: its ground is tinted. */
export function isActual(month: Pnl['months'][number] | undefined): boolean {
  return month !== undefined && month.closed > 0;
}

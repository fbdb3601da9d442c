import type { AfterEditEvent } from '@revolist/revogrid';
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useEffect, useMemo, useRef, type KeyboardEvent, type ReactNode, type RefObject } from 'react';
import { usePrinting } from '../design/frame/printing.ts';
import { below } from '../design/screen.ts';
import { PlainTable } from '../design/table.tsx';
import { useSay } from '../design/toasts.tsx';
import { useTheme } from '../design/theme.ts';
import type { Area } from '../service/forecasts.ts';
import { forecastTexts as texts } from '../texts/forecast.ts';
import { filledBy, type FillDirection } from './fill.ts';
import { KeyOrder, type Edit } from './key-order.ts';
import { columnsOf, rowPixels, sheetElement } from './sheet-element.ts';
import { gridRows, type GridRow, type ShownCell } from './shown-cells.ts';
import { isByDay, keyOf, type Ghost, type Sheet } from './sheet.ts';
import type { TypedValues, Typing } from './typed-values.ts';

const line = `1px solid ${tokens.colorNeutralStroke3}`;

const useStyles = makeStyles({
  hint: {
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    padding: '6px 0',
    outlineStyle: 'none',
  },
  room: {
    flex: 1,
    minWidth: 0,
    minHeight: '320px',
    // The page scrolls where it is not as high as a desk's: more days than totals stay in sight.
    [below.desk]: { minHeight: '560px' },
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    '& revo-grid': {
      height: '100%',
      fontFamily: 'inherit',
      fontSize: tokens.fontSizeBase300,
      fontVariantNumeric: 'tabular-nums',
      color: tokens.colorNeutralForeground1,
      backgroundColor: tokens.colorNeutralBackground1,
    },
    '& revo-grid .rgCell': {
      color: tokens.colorNeutralForeground1,
      border: 'none',
      borderBottom: line,
      boxShadow: 'none',
    },
    '& revo-grid .rgHeaderCell': {
      color: tokens.colorNeutralForeground2,
      fontWeight: 400,
      fontSize: tokens.fontSizeBase200,
      borderBottom: `1px solid ${tokens.colorNeutralStroke1}`,
    },
    '& revo-grid .header-wrapper': { backgroundColor: tokens.colorNeutralBackground1 },
    '& revo-grid revogr-viewport-scroll.colPinStart': { backgroundColor: tokens.colorNeutralBackground1 },
    '& revo-grid .rgRow.weekend': { backgroundColor: tokens.colorNeutralBackground3 },
    '& revo-grid .rgRow.total': { fontWeight: 600 },
    '& revo-grid .rgRow': { boxShadow: 'none' },
    '& revo-grid .rgCell.disabled': { backgroundColor: 'transparent' },
    '& revo-grid .figure': { textAlign: 'right' },
    '& revo-grid .value': { display: 'block', lineHeight: '18px', marginTop: '3px' },
    '& revo-grid .value:only-child': { marginTop: '11px' },
    '& revo-grid .ghost': {
      display: 'block',
      lineHeight: '15px',
      fontSize: '11px',
      color: tokens.colorNeutralForeground3,
    },
    '& revo-grid .rgCell.budget .value': { color: tokens.colorNeutralForeground2, fontStyle: 'italic' },
    '& revo-grid .rgCell.locked .value': { color: tokens.colorNeutralForeground2 },
    '& revo-grid .rgCell.actual': { backgroundColor: tokens.colorNeutralBackground4 },
    '& revo-grid .rgCell.actual .value': { color: tokens.colorPaletteDarkOrangeForeground1 },
    '& revo-grid .rgCell.unsaved .value': { color: tokens.colorPaletteBlueForeground2, fontWeight: 600 },
    '& revo-grid .rgCell.invalid': { backgroundColor: tokens.colorPaletteRedBackground1 },
    '& revo-grid .rgCell.invalid .value': { color: tokens.colorPaletteRedForeground1 },
    // Whoever chose the colors of the device sees no others.
    '@media (forced-colors: active)': {
      '& revo-grid .rgCell.invalid': { outline: '2px dashed Highlight', outlineOffset: '-2px' },
      '& revo-grid .rgCell.unsaved .value': { textDecorationLine: 'underline' },
    },
    '& revo-grid revogr-edit input': {
      font: 'inherit',
      textAlign: 'right',
      color: tokens.colorNeutralForeground1,
      backgroundColor: tokens.colorNeutralBackground1,
    },
  },
});

const nothingTyped: TypedValues = new Map();

/**
 * The sheet of an area, worked as in Excel: type, arrows, Tab, Enter, blocks in and out of the clipboard, fill by the
 * handle, to the right (Ctrl R) or down (Ctrl D), undo and redo. What is typed is told to `typing`, never kept here.
 */
export function SheetGrid(props: {
  readonly name: string;
  readonly area: Area;
  readonly sheet: Sheet;
  /** Rows that stay in sight below it. */
  readonly totals: Sheet;
  readonly typing: Typing;
  readonly ghost: Ghost;
  readonly save: () => void;
  /** What stands below: units, and the keys. */
  readonly hint: string;
}): ReactNode {
  const { name, area, sheet, totals, typing, ghost, save, hint } = props;
  const styles = useStyles();
  const [room, after] = [useRef<HTMLDivElement>(null), useRef<HTMLDivElement>(null)];
  const rows = useMemo(
    () => gridRows(sheet, typing.values, { area, ghost }),
    [sheet, typing.values, area, ghost],
  );
  const sums = useMemo(() => gridRows(totals, nothingTyped, { area, ghost }), [totals, area, ghost]);
  const columns = useMemo(() => columnsOf(area, sheet), [area, sheet]);
  const { isDark } = useTheme();
  const take = takerOf(sheet, typing);
  const grid = useElement(room, typing.open, take);
  useEffect(() => {
    if (grid.current === null) return;
    grid.current.theme = isDark ? 'darkCompact' : 'compact';
    grid.current.setAttribute('aria-label', name);
    grid.current.rowSize = ghost === 'none' ? rowPixels.alone : rowPixels.withGhost;
  }, [grid, isDark, name, ghost]);
  useEffect(() => {
    if (grid.current !== null) grid.current.columns = columns;
  }, [grid, columns]);
  useRows(grid, rows, sums);
  useEdits(grid, take);
  const fill = async (direction: FillDirection): Promise<void> => {
    const range = await grid.current?.getSelectedRange();
    if (range && range.colType === 'rgCol')
      typing.type(changesOf(sheet, filledBy(direction, range, { sheet, rows })));
  };
  const saving = useNewest(save);
  const saveAll = (): void => {
    typing.finish();
    saving.current();
  };
  const act = actOf({ typing, fill, save: saveAll });
  useKeysAnywhere(act);
  return (
    <>
      <div
        ref={room}
        className={mergeClasses(styles.room, 'not-printed')}
        onKeyDownCapture={(event) => {
          if (leaves(event)) {
            void grid.current?.clearFocus();
            after.current?.focus();
          } else if (!act(event)) return;
          event.preventDefault();
          event.stopPropagation();
        }}
      />
      <PrintedSheet name={name} area={area} sheet={sheet} rows={rows} totals={sums} />
      <div ref={after} className={mergeClasses(styles.hint, 'not-printed')} tabIndex={-1}>
        {hint}
      </div>
    </>
  );
}

/** A sheet on paper: all its rows and totals, which the grid draws only as far as they are in sight. */
function PrintedSheet(props: {
  readonly name: string;
  readonly area: Area;
  readonly sheet: Sheet;
  readonly rows: readonly GridRow[];
  readonly totals: readonly GridRow[];
}): ReactNode {
  const { name, area, sheet, rows, totals } = props;
  const isPrinting = usePrinting();
  if (!isPrinting) return null;
  const sums = new Set(totals);
  return (
    <PlainTable
      name={name}
      rows={[...rows, ...totals]}
      idOf={(row) => `${sums.has(row) ? 'total' : 'row'} ${row.id}`}
      isStrong={(row) => sums.has(row)}
      columns={[
        {
          id: 'title',
          title: isByDay(area) ? texts.period : texts.item,
          cell: ({ title }) => <span style={{ whiteSpace: 'nowrap' }}>{title}</span>,
        },
        ...sheet.columns.map(({ id, title }) => ({
          id,
          title,
          align: 'end' as const,
          cell: ({ cells }: GridRow) => <Value cell={cells.get(id)} />,
        })),
      ]}
    />
  );
}

function Value({ cell }: { readonly cell: ShownCell | undefined }): ReactNode {
  if (cell === undefined) return null;
  return (
    <>
      {cell.text}
      {cell.ghost !== null && (
        <>
          <br />
          <small>{cell.ghost}</small>
        </>
      )}
    </>
  );
}

/** Esc leaves the grid, in which the Tab key goes from cell to cell; while a value is typed, it takes that back. */
function leaves({ key, currentTarget }: KeyboardEvent<HTMLElement>): boolean {
  return key === 'Escape' && currentTarget.querySelector('revogr-edit') === null;
}

/** Keys that are meant for the sheet wherever the keyboard is on its page: a button, or nowhere between two cells. */
const anywhere = new Set(['z', 'y', 'Z', 's']);

function useKeysAnywhere(act: (event: PressedKey) => boolean): void {
  const acting = useNewest(act);
  useEffect(() => {
    const hear = (event: globalThis.KeyboardEvent): void => {
      const isTyped =
        event.target instanceof Element && event.target.closest('input, textarea, [role=dialog]') !== null;
      if (isTyped || event.defaultPrevented || !anywhere.has(event.key)) return;
      if (acting.current(event)) event.preventDefault();
    };
    document.addEventListener('keydown', hear);
    return () => {
      document.removeEventListener('keydown', hear);
    };
  }, [acting]);
}

type PressedKey = Pick<KeyboardEvent, 'ctrlKey' | 'metaKey' | 'altKey' | 'key'>;

/** What Ctrl and a letter do; whether they did anything. */
function actOf(does: {
  readonly typing: Typing;
  readonly fill: (direction: FillDirection) => Promise<void>;
  readonly save: () => void;
}): (event: PressedKey) => boolean {
  const acts: Readonly<Record<string, (() => void) | undefined>> = {
    z: does.typing.undo,
    y: does.typing.redo,
    Z: does.typing.redo,
    r: () => void does.fill('right'),
    d: () => void does.fill('down'),
    s: does.save,
  };
  return ({ ctrlKey, metaKey, altKey, key }) => {
    if (!(ctrlKey || metaKey) || altKey || !(key in acts)) return false;
    acts[key]?.();
    return true;
  };
}

/** A value as it was drawn last, for what is heard later. */
function useNewest<T>(value: T): RefObject<T> {
  const newest = useRef(value);
  useEffect(() => {
    newest.current = value;
  });
  return newest;
}

/** Takes edits as typed; how many values they are: those that are locked are none. */
function takerOf(sheet: Sheet, typing: Typing): (edits: readonly Edit[]) => number {
  return (edits) => {
    const changes = changesOf(sheet, edits);
    typing.type(changes);
    return changes.size;
  };
}

function changesOf(sheet: Sheet, edits: readonly Edit[]): TypedValues {
  return new Map(
    edits.flatMap(({ row, column, text }) => {
      const cell = sheet.cellOf(row, column);
      if (cell === undefined || cell.isLocked) return [];
      return [[keyOf(cell.name), { text: text.trim(), over: cell.entered, seen: cell.seen }] as const];
    }),
  );
}

function useElement(
  room: RefObject<HTMLDivElement | null>,
  open: Typing['open'],
  take: (edits: readonly Edit[]) => void,
): RefObject<HTMLRevoGridElement | null> {
  const grid = useRef<HTMLRevoGridElement | null>(null);
  const taker = useNewest(take);
  // Before the effects that fill it: they are written below it.
  useEffect(() => {
    const element = sheetElement();
    grid.current = element;
    room.current?.append(element);
    const order = new KeyOrder(element, (edit) => {
      taker.current([edit]);
    });
    const stop = order.listen();
    open.current = () => {
      order.finish();
    };
    return () => {
      open.current = null;
      stop();
      element.remove();
    };
  }, [room, open, taker]);
  return grid;
}

/** What the grid shows, and what stays in sight below it. */
function useRows(
  grid: RefObject<HTMLRevoGridElement | null>,
  rows: readonly GridRow[],
  totals: readonly GridRow[],
): void {
  useEffect(() => {
    if (grid.current !== null) grid.current.source = rows as unknown as Record<string, unknown>[];
  }, [grid, rows]);
  useEffect(() => {
    if (grid.current !== null)
      grid.current.pinnedBottomSource = totals as unknown as Record<string, unknown>[];
  }, [grid, totals]);
}

/** Milliseconds after which nothing of a block that was pasted comes any more. */
const pasteMilliseconds = 500;

/** Hands over what was typed and pasted; of a block that does not fit, says how much was left out. */
function useEdits(
  grid: RefObject<HTMLRevoGridElement | null>,
  take: (edits: readonly Edit[]) => number,
): void {
  const taker = useNewest(take);
  const say = useNewest(useSay());
  useEffect(() => {
    const element = grid.current;
    let pasted = 0;
    let waiting: number | undefined;
    const settle = (count: number): void => {
      clearTimeout(waiting);
      if (count < pasted) say.current.done(texts.leftOut(pasted - count, pasted));
      pasted = 0;
    };
    const hear = (event: Event): void => {
      settle(taker.current(editsOf((event as CustomEvent<AfterEditEvent<GridRow>>).detail)));
    };
    const expect = (event: Event): void => {
      const { parsed } = (event as CustomEvent<{ readonly parsed: readonly (readonly string[])[] }>).detail;
      pasted = parsed.reduce((sum, cells) => sum + cells.length, 0);
      waiting = setTimeout(settle, pasteMilliseconds, 0);
    };
    element?.addEventListener('afteredit', hear);
    element?.addEventListener('beforepasteapply', expect);
    return () => {
      clearTimeout(waiting);
      element?.removeEventListener('afteredit', hear);
      element?.removeEventListener('beforepasteapply', expect);
    };
  }, [grid, taker, say]);
}

function editsOf(detail: AfterEditEvent<GridRow>): readonly Edit[] {
  if ('models' in detail)
    return Object.entries(detail.data).flatMap(([at, values]) => {
      const row = detail.models[Number.parseInt(at, 10)]?.id;
      if (row === undefined) return [];
      return Object.entries(values).map(([column, value]) => ({ row, column, text: textOf(value) }));
    });
  return [{ row: detail.model.id, column: String(detail.prop), text: textOf(detail.val) }];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

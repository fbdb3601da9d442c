import { figure, noData, type FigureKind } from '../design/format.ts';
import type { Area } from '../service/forecasts.ts';
import { isOther, keyOf, type Ghost, type Sheet, type SheetCell } from './sheet.ts';
import { numberTyped } from './number-typed.ts';
import type { TypedValues } from './typed-values.ts';

/** How a value looks: typed and not saved, no number, actual, entered, following the budget, or calculated. */
export type Look = 'unsaved' | 'invalid' | 'actual' | 'entered' | 'budget' | 'locked';

/** A value as the grid shows it. */
export interface ShownCell {
  /** What the editor starts with and the clipboard takes: digits, as exact as they are. */
  readonly raw: string;
  readonly text: string;
  readonly ghost: string | null;
  readonly look: Look;
  readonly isLocked: boolean;
}

/** A row of the grid: raw values by column, and how each is shown. */
export interface GridRow {
  readonly id: string;
  readonly title: string;
  readonly shade: string;
  readonly cells: ReadonlyMap<string, ShownCell>;
  readonly [column: string]: unknown;
}

/** The rows of a sheet with what was typed into it. */
export function gridRows(
  sheet: Sheet,
  typed: TypedValues,
  { area, ghost }: { readonly area: Area; readonly ghost: Ghost },
): readonly GridRow[] {
  return sheet.rows.map(({ id, title, shade }) => {
    const cells = new Map<string, ShownCell>();
    const raws: Record<string, string> = {};
    for (const column of sheet.columns) {
      const cell = sheet.cellOf(id, column.id);
      if (cell === undefined) continue;
      const shown = shownCell(cell, typed.get(keyOf(cell.name))?.text, { kind: kindOf(area, cell), ghost });
      cells.set(column.id, shown);
      raws[column.id] = shown.raw;
    }
    return { ...raws, id, title, shade, cells };
  });
}

/** Figures of a column end at the same place: two decimals each, also of hours and vehicles. */
function kindOf(area: Area, { name: { measure } }: SheetCell): FigureKind {
  return area === 'statistics' && measure === 'external-revenue' ? 'whole' : 'money';
}

function shownCell(
  cell: SheetCell,
  typed: string | undefined,
  { kind, ghost }: { readonly kind: FigureKind; readonly ghost: Ghost },
): ShownCell {
  const { comparison, isLocked } = cell;
  const beneath = comparedWith(comparison, ghost);
  const small = beneath === null ? null : figure(beneath, kind);
  if (typed !== undefined && isWrong(typed))
    return { raw: typed, text: typed, ghost: small, look: 'invalid', isLocked };
  const value = typedValue(typed) ?? savedValue(cell);
  return {
    raw: value ?? '',
    text: value === null ? noData : figure(value, kind),
    ghost: small,
    look: typed === undefined ? lookOf(cell) : 'unsaved',
    isLocked,
  };
}

function comparedWith(comparison: SheetCell['comparison'], ghost: Ghost): string | null {
  if (comparison === undefined || ghost === 'none') return null;
  return isOther(ghost) ? (comparison.against[ghost] ?? null) : comparison[ghost];
}

const isWrong = (typed: string): boolean => typed.trim() !== '' && numberTyped(typed) === null;

const actualOf = ({ isPast, comparison }: SheetCell): string | null =>
  isPast ? (comparison?.actual ?? null) : null;

function savedValue(cell: SheetCell): string | null {
  return actualOf(cell) ?? cell.entered ?? cell.comparison?.forecast ?? null;
}

/** A typed number; what was emptied shows what it goes back to. */
function typedValue(typed: string | undefined): string | null {
  return typed === undefined || typed.trim() === '' ? null : numberTyped(typed);
}

function lookOf(cell: SheetCell): Look {
  if (actualOf(cell) !== null) return 'actual';
  if (cell.isLocked) return 'locked';
  return cell.entered === null ? 'budget' : 'entered';
}

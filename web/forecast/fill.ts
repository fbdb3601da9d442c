import type { GridRow } from './shown-cells.ts';
import type { Sheet } from './sheet.ts';

/** To the right from the first column of a block, or down from its first row. */
export type FillDirection = 'right' | 'down';

/** A block of cells by their places; both ends are part of it. */
export interface Block {
  readonly x: number;
  readonly y: number;
  readonly x1: number;
  readonly y1: number;
}

/** What a block is filled with: the values of its first column, or of its first row. */
export function filledBy(
  direction: FillDirection,
  { x, y, x1, y1 }: Block,
  { sheet, rows }: { readonly sheet: Sheet; readonly rows: readonly GridRow[] },
): readonly { readonly row: string; readonly column: string; readonly text: string }[] {
  const columns = sheet.columns.slice(x, x1 + 1);
  const chosen = rows.slice(y, y1 + 1);
  const [firstRow] = chosen;
  const [firstColumn] = columns;
  if (firstRow === undefined || firstColumn === undefined) return [];
  const targets =
    direction === 'right' ? { rows: chosen, columns: columns.slice(1) } : { rows: chosen.slice(1), columns };
  return targets.rows.flatMap((row) =>
    targets.columns.map(({ id }) => {
      const source = direction === 'right' ? row.cells.get(firstColumn.id) : firstRow.cells.get(id);
      return { row: row.id, column: id, text: source?.raw ?? '' };
    }),
  );
}

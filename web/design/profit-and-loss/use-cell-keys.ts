import { useState, type KeyboardEvent, type RefObject } from 'react';

/** A cell by row and column, the names of rows being column 0. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

/** The keyboard inside a table of cells. */
export interface CellKeys {
  readonly active: Place;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  readonly onFocus: (place: Place) => void;
}

/** Arrows, Home and End move from cell to cell; one is in the order of the Tab key. Enter and space open it. */
export function useCellKeys(
  grid: RefObject<HTMLElement | null>,
  size: { readonly rows: number; readonly columns: number },
  acts: { readonly open: (place: Place) => void; readonly reveal: (row: number) => void },
): CellKeys {
  const [active, setActive] = useState<Place>({ row: 0, column: 0 });
  const moveTo = (place: Place): void => {
    setActive(place);
    acts.reveal(place.row);
    requestAnimationFrame(() => {
      grid.current?.querySelector<HTMLElement>(`[data-place="${textOf(place)}"]`)?.focus();
    });
  };
  return {
    active,
    onFocus: setActive,
    onKeyDown: (event) => {
      if (event.key === 'Enter' || event.key === ' ') {
        event.preventDefault();
        acts.open(active);
        return;
      }
      const place = nextOf(active, event, size);
      if (place === null) return;
      event.preventDefault();
      moveTo(place);
    },
  };
}

/** How a cell is found in the page. */
export function textOf({ row, column }: Place): string {
  return `${String(row)}:${String(column)}`;
}

function nextOf(
  { row, column }: Place,
  { key, ctrlKey }: Pick<KeyboardEvent, 'key' | 'ctrlKey'>,
  { rows, columns }: { readonly rows: number; readonly columns: number },
): Place | null {
  const within = (place: Place): Place => ({
    row: Math.max(0, Math.min(rows - 1, place.row)),
    column: Math.max(0, Math.min(columns - 1, place.column)),
  });
  if (key === 'ArrowDown') return within({ row: row + 1, column });
  if (key === 'ArrowUp') return within({ row: row - 1, column });
  if (key === 'ArrowRight') return within({ row, column: column + 1 });
  if (key === 'ArrowLeft') return within({ row, column: column - 1 });
  if (key === 'Home') return within({ row: ctrlKey ? 0 : row, column: 0 });
  if (key === 'End') return within({ row: ctrlKey ? rows : row, column: columns });
  return null;
}

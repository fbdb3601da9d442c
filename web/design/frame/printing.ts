import type { Virtualizer } from '@tanstack/react-virtual';
import { useSyncExternalStore } from 'react';
import { flushSync } from 'react-dom';

/** Rows of a list that paper takes: some hundred pages. */
export const mostPrinted = 5_000;

let isOnPaper = false;
const listeners = new Set<() => void>();

/** The browser puts on paper what is drawn when this returns. */
function setOnPaper(value: boolean): void {
  isOnPaper = value;
  flushSync(() => {
    for (const changed of listeners) changed();
  });
}

addEventListener('beforeprint', () => {
  setOnPaper(true);
});
addEventListener('afterprint', () => {
  setOnPaper(false);
});

/** Whether the page is put on paper just now: all rows are drawn then, dark on light. */
export function usePrinting(): boolean {
  return useSyncExternalStore(
    (changed) => {
      listeners.add(changed);
      return () => {
        listeners.delete(changed);
      };
    },
    () => isOnPaper,
  );
}

/** A row that is drawn: its place among all, and where it begins. */
interface DrawnRow {
  readonly index: number;
  readonly start: number;
}

/** The rows that are drawn: those in sight, on paper all of them. */
export function useDrawnRows(
  virtual: Pick<Virtualizer<HTMLDivElement, Element>, 'getVirtualItems'>,
  count: number,
): readonly DrawnRow[] {
  const isPrinting = usePrinting();
  if (!isPrinting) return virtual.getVirtualItems();
  return Array.from({ length: Math.min(count, mostPrinted) }, (_, index) => ({ index, start: 0 }));
}

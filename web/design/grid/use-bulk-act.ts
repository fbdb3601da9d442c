import { useState } from 'react';
import type { Selection } from './selection.ts';

/** Rows of a list that are selected, and what somebody is about to do with them. */
export interface BulkAct<Act> {
  readonly ids: ReadonlySet<string>;
  /** The same, for the grid that shows them. */
  readonly selection: Selection;
  readonly clear: () => void;
  /** Null while no dialog asks about it. */
  readonly pending: Act | null;
  readonly begin: (act: Act) => void;
  /** Closes the dialog; what is selected stays selected for whoever turned back. */
  readonly close: (hasActed: boolean) => void;
}

/** The selection of a list whose rows are worked on several at once. */
export function useBulkAct<Act>(): BulkAct<Act> {
  const [ids, select] = useState<ReadonlySet<string>>(new Set());
  const [pending, setPending] = useState<Act | null>(null);
  const clear = (): void => {
    select(new Set());
  };
  return {
    ids,
    selection: { ids, change: select, isActing: pending !== null },
    clear,
    pending,
    begin: setPending,
    close: (hasActed) => {
      setPending(null);
      if (hasActed) clear();
    },
  };
}

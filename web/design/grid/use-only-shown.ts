import { useEffect, useEffectEvent } from 'react';
import { lists } from '../../texts/lists.ts';
import { useSay } from '../toasts.tsx';
import type { Selection } from './selection.ts';

/**
 * Takes rows out of the selection that a filter or a change of the list took out of sight, and says so: nothing is done
 * with a row that nobody sees as selected. While a dialog is open they stay, as it names them itself.
 */
export function useOnlyShown<Row>(
  rows: readonly Row[],
  idOf: (row: Row) => string,
  selection: Selection | undefined,
): void {
  const say = useSay();
  const takeOut = useEffectEvent(() => {
    if (selection === undefined || selection.isActing || selection.ids.size === 0) return;
    const shown = new Set(rows.map(idOf));
    const left = new Set([...selection.ids].filter((id) => shown.has(id)));
    if (left.size === selection.ids.size) return;
    selection.change(left);
    say.noted(lists.unselected(selection.ids.size - left.size));
  });
  useEffect(() => {
    takeOut();
  }, [rows, selection?.ids, selection?.isActing]);
}

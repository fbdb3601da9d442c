import { useNavigate, useSearch } from '@tanstack/react-router';
import { groupings, type Grouping } from '../../service/profit-and-loss.ts';
import { filtersOf } from '../grid/filters.ts';
import { contribution, headLines, pnlViews, type PnlView } from './pnl-lines.ts';

/** How a P&L is looked at; it stands in the address. */
export interface PnlLook {
  readonly view: PnlView;
  /** What it is broken down by. */
  readonly by: Grouping | 'none';
  /** The row that groups show before they are opened. */
  readonly row: string;
}

/** How a P&L is looked at, and how that is changed. */
export function usePnlView(): PnlLook & { readonly change: (part: Partial<PnlLook>) => void } {
  const search = filtersOf(useSearch({ strict: false }));
  const navigate = useNavigate();
  return {
    view: pnlViews.find((each) => each === search['view']) ?? 'trend',
    by: groupings.find((each) => each === search['by']) ?? 'none',
    row: headLines.find((each) => each === search['row']) ?? contribution,
    change: (part) => void navigate({ to: '.', search: (before) => ({ ...before, ...part }), replace: true }),
  };
}

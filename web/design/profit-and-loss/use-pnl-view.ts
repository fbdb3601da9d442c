import { useNavigate, useSearch } from '@tanstack/react-router';
import { filtersOf } from '../grid/filters.ts';
import { pnlViews, type PnlView } from './pnl-lines.ts';

/** What a P&L may be broken down by. */
export const groupings = ['none', 'region', 'district', 'site'] as const;
export type Grouping = (typeof groupings)[number];

/** How a P&L is checked; it stands in the address. */
export function usePnlView(): {
  readonly view: PnlView;
  readonly by: Grouping;
  readonly change: (part: { readonly view?: PnlView; readonly by?: Grouping }) => void;
} {
  const search = filtersOf(useSearch({ strict: false }));
  const navigate = useNavigate();
  return {
    view: pnlViews.find((each) => each === search['view']) ?? 'trend',
    by: groupings.find((each) => each === search['by']) ?? 'none',
    change: (part) => void navigate({ to: '.', search: (before) => ({ ...before, ...part }), replace: true }),
  };
}

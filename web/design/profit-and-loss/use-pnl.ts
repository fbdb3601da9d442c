import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { pnlQuery, type Pnl, type PnlSelection } from '../../service/profit-and-loss.ts';
import { isBlank } from './pnl-lines.ts';

/** Milliseconds after which figures that are being calculated are asked for again. */
const patience = 4_000;

/**
 * The P&L as it was calculated last, at once; where that is nothing, as with years that nobody plans, it is calculated.
 * Figures that are being brought up to date are followed until they are.
 */
export function usePnl(selection: PnlSelection): UseQueryResult<Pnl> {
  const stored = useQuery({
    ...pnlQuery(selection, 'stored'),
    refetchInterval: ({ state }) => ((state.data?.updating.length ?? 0) > 0 ? patience : false),
    placeholderData: (before) => before,
  });
  const isNothing = stored.data !== undefined && !stored.isPlaceholderData && isBlank(stored.data);
  const current = useQuery({ ...pnlQuery(selection, 'current'), enabled: isNothing });
  return isNothing ? current : stored;
}

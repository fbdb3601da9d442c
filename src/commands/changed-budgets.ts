import { budgetsChangedBy } from '../forecasting/index.ts';
import type { Connection } from '../platform/database/index.ts';
import type { Feed, Warning } from '../sources/index.ts';
import { counted } from './table.ts';

/** So many sites are named; the others are counted. */
const namedMax = 10;

/**
 * Says for how many sites and months a load changed the budget under entries of managers, which stay as they are
 * (forecasting.md 7.4). A warning of the load, so that whoever loads can tell them.
 */
export async function tellChangedBudgets(
  transaction: Connection,
  feed: Feed,
  batchId: string,
): Promise<Warning[]> {
  // A ledger file may hold budget rows; they are taken in as a load of the budget's own feed.
  if (!feed.name.startsWith('budget_')) return [];
  const changed = await budgetsChangedBy(transaction, batchId);
  if (changed.length === 0) return [];
  const sites = [...new Set(changed.map(({ site }) => site))];
  const named = sites.slice(0, namedMax).join(', ');
  const more = sites.length > namedMax ? ` and ${String(sites.length - namedMax)} more` : '';
  return [
    {
      rule: 'budget changed under entries',
      message:
        `${feed.name} changes the budget of ${counted(sites.length, 'site')} in ${counted(changed.length, 'month')} ` +
        `for which managers have entered forecasts: ${named}${more}. The entries stay; tell the managers, ` +
        'who see it in `daybook pnl` and with `daybook forecast compare`.',
    },
  ];
}

import { waitingChanges, type ContractInForce, type WaitingChange } from '../../contracts/index.ts';
import { refusal } from '../../kernel/errors.ts';
import type { Connection } from '../../platform/database/index.ts';
import type { BillOptions, BlockedSite } from './run.ts';

/** Changes of contracts that wait for a second person and would hold in the month; nothing of them is billed. */
export async function waitingIn(
  transaction: Connection,
  { month, sites, withWaiting = false }: BillOptions,
): Promise<WaitingChange[]> {
  if (withWaiting) return [];
  return (await waitingChanges(transaction, { sites })).filter(({ from }) => from <= month);
}

/** Sites without a contract in effect in the month, because what would is not approved. */
export function blockedByWaiting(
  waiting: readonly WaitingChange[],
  contracts: readonly ContractInForce[],
  { month }: Pick<BillOptions, 'month'>,
): BlockedSite[] {
  const billed = new Set(contracts.map(({ site }) => site));
  const bySite = Map.groupBy(waiting, ({ site }) => site);
  return [...bySite].flatMap(([site, [first]]) => {
    if (first === undefined || billed.has(site)) return [];
    const { says, askedBy, id } = first;
    return [
      {
        site,
        reasons: [refusal('BILLING_CONTRACT_WAITS', { site, month, what: says, who: askedBy, change: id })],
      },
    ];
  });
}

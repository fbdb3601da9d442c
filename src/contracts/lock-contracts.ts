import type { Connection } from '../platform/database/index.ts';

/**
 * Holds changes of contracts, and what is computed from them, until the transaction ends; take it first, before
 * anything is read.
 */
export async function lockContracts(transaction: Connection): Promise<void> {
  await transaction.execute('lock table contracts.contract in share row exclusive mode');
}

import { takenUpAgain } from '../../platform/database/index.ts';
import { requireRight, type Principal } from '../../platform/security/index.ts';
import {
  mapAccount,
  mappedAccounts,
  unmappedAccounts,
  withdrawAccountMapping,
  type MappedAccount,
  type UnmappedAccount,
  type NewMapping,
} from '../accounts/map-account.ts';

const deciding = { object: 'budget', action: 'execute' } as const;

/** Accounts in no row of the P&L that hold money at sites of the principal. */
export async function listUnmappedAccounts({ caller }: Principal): Promise<UnmappedAccount[]> {
  await requireRight(caller, { object: 'profit-and-loss', action: 'read' });
  return caller.transaction(unmappedAccounts);
}

/** Accounts whose row of the P&L somebody decided here. */
export async function listMappedAccounts({ caller }: Principal): Promise<MappedAccount[]> {
  await requireRight(caller, { object: 'budget', action: 'read' });
  return caller.transaction(mappedAccounts);
}

/** Sets the category of an account without one in the chart. Refuses as `mapAccount` does. */
export async function mapLedgerAccount(
  { caller, database, person }: Principal,
  mapping: Omit<NewMapping, 'decidedBy'>,
): Promise<void> {
  await requireRight(caller, deciding);
  const decided = { ...mapping, decidedBy: person.userId };
  await database.transaction((transaction) => mapAccount(transaction, decided), takenUpAgain);
}

/** Withdraws the category set for an account. Refuses as `withdrawAccountMapping` does. */
export async function unmapLedgerAccount(
  { caller, database, person }: Principal,
  account: string,
): Promise<void> {
  await requireRight(caller, deciding);
  const withdrawn = { account, decidedBy: person.userId };
  await database.transaction((transaction) => withdrawAccountMapping(transaction, withdrawn), takenUpAgain);
}

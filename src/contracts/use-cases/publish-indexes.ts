import { withoutPercentSign } from '../../kernel/typed-figure.ts';
import { requireRight, type Principal } from '../../platform/security/index.ts';
import {
  approveIndexValue,
  enterIndexValue,
  listIndexValues,
  type EnteredValue,
  type IndexValue,
} from '../escalation/index-values.ts';

const changing = { object: 'contract', action: 'change' } as const;

/** The current values of CPI and ECI, newest first; an unapproved one does not count yet. */
export async function listIndexes({ caller }: Principal): Promise<IndexValue[]> {
  await requireRight(caller, changing);
  return caller.transaction(listIndexValues);
}

/** Enters or corrects the value of an index; a second person approves it. Refuses with CONTRACTS_INDEX_INVALID. */
export async function enterIndex(
  { caller, database, person }: Principal,
  entered: EnteredValue,
): Promise<void> {
  await requireRight(caller, changing);
  await enterIndexValue(
    database,
    { ...entered, percent: withoutPercentSign(entered.percent) },
    person.userId,
  );
}

/**
 * Approves the value that someone else entered. Refuses with SECURITY_CONFLICT whoever entered it, with
 * CONTRACTS_INDEX_INVALID and CONTRACTS_INDEX_UNKNOWN.
 */
export async function approveIndex(
  { caller, database, person }: Principal,
  value: Omit<EnteredValue, 'percent'>,
): Promise<void> {
  await requireRight(caller, changing);
  const stopped = await approveIndexValue(database, value, person.userId);
  if (stopped !== null) throw stopped;
}

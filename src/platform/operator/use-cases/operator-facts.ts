import { takenUpAgain } from '../../database/index.ts';
import { holdsRight, requireRight, type Principal } from '../../security/index.ts';
import { historyOf, listFacts, type ListedFact, type PastFact } from '../read-facts.ts';
import { describedFact, resetFact, setFact } from '../set-fact.ts';

const reading = { object: 'catalogue', action: 'read' } as const;
const changing = { object: 'billing-configuration', action: 'change' } as const;

/** Every fact of the operator with its value and what it is for. */
export async function listOperatorFacts({ caller }: Principal): Promise<ListedFact[]> {
  await requireRight(caller, reading);
  return caller.transaction(listFacts);
}

/** A fact with its earlier values; null for those who may not read system settings. */
export interface FactWithHistory extends ListedFact {
  readonly history: readonly PastFact[] | null;
}

/** One fact. Refuses with OPERATOR_FACT_UNKNOWN. */
export async function readOperatorFact({ caller }: Principal, name: string): Promise<FactWithHistory> {
  await requireRight(caller, reading);
  describedFact(name);
  const mayRead = await holdsRight(caller, { object: 'configuration', action: 'read' });
  return caller.transaction(async (transaction) => {
    const listed = (await listFacts(transaction)).find((one) => one.name === name);
    if (listed === undefined) throw new Error(`${name} is described and not listed`);
    return { ...listed, history: mayRead ? await historyOf(transaction, name) : null };
  });
}

/** Sets a fact, with the reason of the principal. Refuses as `setFact` does. */
export async function setOperatorFact(
  { caller, database, person, reason }: Principal,
  { name, values }: { readonly name: string; readonly values: readonly string[] },
): Promise<void> {
  await requireRight(caller, changing);
  const change = { name, values, reason: reason ?? '', changedBy: person.userId };
  await database.transaction((transaction) => setFact(transaction, change), takenUpAgain);
}

/** Resets a fact to its delivered value, with the reason of the principal. Refuses as `resetFact` does. */
export async function resetOperatorFact(
  { caller, database, person, reason }: Principal,
  name: string,
): Promise<void> {
  await requireRight(caller, changing);
  const change = { name, reason: reason ?? '', changedBy: person.userId };
  await database.transaction((transaction) => resetFact(transaction, change), takenUpAgain);
}

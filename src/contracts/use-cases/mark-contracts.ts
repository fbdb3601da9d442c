import { eachForItself, takenUpAgain, type Each } from '../../platform/database/index.ts';
import { requireRight, type Principal } from '../../platform/security/index.ts';
import { markContract, type MarkedContract } from '../marks.ts';

/** Contracts of sites, and the mark that is set on them or taken away. */
export interface MarksAsked {
  readonly sites: readonly string[];
  readonly mark: string;
  readonly isOn: boolean;
}

/** Marks contracts as special, or takes the mark away, each for itself. Refuses as `markContract` does. */
export async function markContracts(
  { caller, database, person, reason }: Principal,
  { sites, mark, isOn }: MarksAsked,
): Promise<Each<MarkedContract>> {
  return eachForItself(sites, async (site) => {
    await requireRight(caller, { object: 'contract', action: 'change', site });
    return database.transaction(
      (transaction) => markContract(transaction, { site, mark, isOn, actor: person.userId, reason }),
      takenUpAgain,
    );
  });
}

import { Refusal, refusal } from '../../kernel/errors.ts';
import { addMonths, monthOfDay, type Month } from '../../kernel/month.ts';
import type { Connection } from '../../platform/database/index.ts';
import { holdsRight, requireRight, type Principal } from '../../platform/security/index.ts';
import { editContract, type EditedContract, type ContractEdit } from '../editing/edit-contract.ts';
import {
  addContract,
  addContractWithin,
  type NewContract,
  type ContractToWrite,
} from '../editing/new-contract.ts';
import { withdrawVersion, type WithdrawnVersion } from '../editing/withdraw-version.ts';
import { describedComponents } from '../exports/description/described-terms.ts';

const changing = { object: 'contract', action: 'change' } as const;

/**
 * Previews a change of terms: in words, with its findings, and whether it waits for a second person;
 * nothing is saved. Refuses as `editTerms` does.
 */
export async function previewEdit(principal: Principal, edit: ContractEdit): Promise<EditedContract> {
  return edited(principal, edit, false);
}

/**
 * Changes the terms of a contract from a service month on. What changes billing counts once a second person approved
 * it. Refuses as `editContract` does, and with CONTRACTS_EDIT_EMPTY.
 */
export async function editTerms(principal: Principal, edit: ContractEdit): Promise<EditedContract> {
  return edited(principal, edit, true);
}

async function edited(
  { caller, database, person }: Principal,
  edit: ContractEdit,
  isKept: boolean,
): Promise<EditedContract> {
  await requireRight(caller, changing);
  const { patch, values, copies = [], removed = [] } = edit.wanted;
  if (patch === undefined && values.length + copies.length + removed.length === 0)
    throw refusal('CONTRACTS_EDIT_EMPTY', { site: edit.site });
  const mayMoveLimits = await holdsRight(caller, { object: 'review-threshold', action: 'change' });
  return editContract(database, edit, { editedBy: person.userId, isKept, mayMoveLimits });
}

/** Previews a new contract; nothing is saved. Refuses as `writeContract` does. */
export async function previewContract(principal: Principal, contract: ContractToWrite): Promise<NewContract> {
  return written(principal, contract, false);
}

/**
 * Writes the first contract of a site, from the documented defaults or like that of another site; it counts once a
 * second person approved it. Refuses as `addContract` does.
 */
export async function writeContract(principal: Principal, contract: ContractToWrite): Promise<NewContract> {
  return written(principal, contract, true);
}

async function written(
  { caller, database, person }: Principal,
  contract: ContractToWrite,
  isKept: boolean,
): Promise<NewContract> {
  await requireRight(caller, changing);
  return addContract(database, contract, { writtenBy: person.userId, isKept });
}

/** Writes the contract of a site as part of onboarding it. */
export type ContractAlongside = (
  transaction: Connection,
  taken: { readonly site: string; readonly from: string },
) => Promise<{ readonly isDraft: boolean }>;

/**
 * The contract from the documented defaults that a site gets in the act of taking it on: a draft until its terms are
 * entered. Asks for the right at once; what is returned refuses as `addContract` does.
 */
export async function contractAlongside({ caller, person }: Principal): Promise<ContractAlongside> {
  await requireRight(caller, changing);
  return async (transaction, { site, from }) => {
    const contract = { site, asOf: monthOfDay(from), wanted: { values: [] } };
    const { isDraft } = await addContractWithin(transaction, contract, person.userId);
    return { isDraft };
  };
}

/**
 * Ends a contract after a month: from the next one on every component is off, once a second person approved it.
 * Refuses as `editTerms` does.
 */
export async function endContract(
  principal: Principal,
  { site, after, today, isKept }: { site: string; after: Month; today: Month; isKept: boolean },
): Promise<EditedContract> {
  const values = Object.keys(describedComponents).map((name) => [`${name}.enabled`, 'no'] as const);
  const edit = { site, from: addMonths(after, 1), today, wanted: { values }, isDraft: false };
  return edited(principal, edit, isKept);
}

/**
 * Withdraws the newest version of a contract, a draft or one that waits. Refuses with CONTRACTS_REASON_MISSING and as
 * `withdrawVersion` does.
 */
export async function withdrawTerms(
  { caller, database, person, reason }: Principal,
  site: string,
): Promise<WithdrawnVersion> {
  await requireRight(caller, changing);
  const why = reason?.trim() ?? '';
  if (why === '') throw refusal('CONTRACTS_REASON_MISSING');
  const isOwnOnly = !(await holdsRight(caller, { object: 'contract', action: 'approve' }));
  const withdrawn = await withdrawVersion(database, site, {
    withdrawnBy: person.userId,
    reason: why,
    isOwnOnly,
  });
  if (withdrawn instanceof Refusal) throw withdrawn;
  return withdrawn;
}

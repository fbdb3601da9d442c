import { refusal } from '../../kernel/errors.ts';
import { requireRight, type Principal } from '../../platform/security/index.ts';
import { editContract, type EditedContract, type WantedEdit } from '../editing/edit-contract.ts';

const changing = { object: 'contract', action: 'change' } as const;

/**
 * What a change of terms would be: in words, with what is found in it, and whether it waits for a second person;
 * nothing is kept. Refuses as `editTerms` does.
 */
export async function previewEdit(principal: Principal, edit: WantedEdit): Promise<EditedContract> {
  return edited(principal, edit, false);
}

/**
 * Changes the terms of a contract from a service month on. What changes billing counts once a second person approved
 * it. Refuses as `editContract` does, and with CONTRACTS_EDIT_EMPTY.
 */
export async function editTerms(principal: Principal, edit: WantedEdit): Promise<EditedContract> {
  return edited(principal, edit, true);
}

async function edited(
  { caller, database, person }: Principal,
  edit: WantedEdit,
  isKept: boolean,
): Promise<EditedContract> {
  await requireRight(caller, changing);
  const { patch, values, copies = [], removed = [] } = edit.wanted;
  if (patch === undefined && values.length + copies.length + removed.length === 0)
    throw refusal('CONTRACTS_EDIT_EMPTY', { site: edit.site });
  return editContract(database, edit, { editedBy: person.userId, isKept });
}

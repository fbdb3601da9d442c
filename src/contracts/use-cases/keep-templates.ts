import { requireRight, type Principal } from '../../platform/security/index.ts';
import {
  keepTemplate,
  readTemplates,
  retireTemplate,
  type StoredTemplate,
  type ListedTemplate,
  type NewTemplate,
} from '../editing/keep-template.ts';

const changing = { object: 'contract', action: 'change' } as const;

/** Templates that contracts are written from, or with those that were retired. */
export async function listTemplates(
  { caller }: Principal,
  listing: { readonly isHistory: boolean },
): Promise<ListedTemplate[]> {
  await requireRight(caller, changing);
  return caller.transaction((transaction) => readTemplates(transaction, listing));
}

/**
 * Keeps terms under a name, to write contracts from; without `isKept` only says what they would be. Refuses as
 * `keepTemplate` does.
 */
export async function saveTemplate(
  { caller, database, person, reason }: Principal,
  { isKept, ...template }: NewTemplate & { readonly isKept: boolean },
): Promise<StoredTemplate> {
  await requireRight(caller, changing);
  return keepTemplate(database, template, { actor: person.userId, reason, isKept });
}

/** Retires a template; contracts that were written from it stay. Refuses with CONTRACTS_TEMPLATE_UNKNOWN. */
export async function endTemplate({ caller, database, person }: Principal, name: string): Promise<void> {
  await requireRight(caller, changing);
  await retireTemplate(database, name, person.userId);
}

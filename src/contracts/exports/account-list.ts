import { isList, isObject, parseExactJson, type Json } from '../../kernel/exact-json.ts';
import { faultsOfJson } from '../../kernel/json-faults.ts';
import { isPrintable } from '../../kernel/visible-text.ts';

export interface ListedAccount {
  readonly code: string;
  readonly title: string;
  readonly isEnabled: boolean;
}

/** An account list of an export, which is JSON inside a text; null when it is not one. */
export function readAccounts(list: string): ListedAccount[] | null {
  let document: Json;
  try {
    document = parseExactJson(list);
  } catch {
    return null;
  }
  if (!isList(document) || document.length > 1000 || faultsOfJson(list).length > 0) return null;
  const accounts: ListedAccount[] = [];
  for (const account of document) {
    if (!isObject(account)) return null;
    const { code, title, isEnabled } = account;
    if (typeof code !== 'string' || typeof title !== 'string' || typeof isEnabled !== 'boolean') return null;
    if (!isPrintable(code) || !isPrintable(title)) return null;
    accounts.push({ code, title, isEnabled });
  }
  return accounts;
}

/** An account list as exports write it. */
export function writeAccounts(accounts: readonly ListedAccount[]): string {
  return JSON.stringify(accounts.map(({ code, title, isEnabled }) => ({ code, title, isEnabled })));
}

import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { canonicalJson, isList, isObject, type Json } from '../../kernel/exact-json.ts';
import { idOf } from './description/codecs.ts';
import { describedTerms } from './description/described-terms.ts';
import { shapeOf, type Nodes } from './description/field.ts';

/** The shape of the terms in an export: what it says differently cannot be read. */
export const originalShape = shapeOf(describedTerms);

/** The terms of a contract as the exports write them (block `original`); names and spelling are the exports' own. */
export type ExportedTerms = z.infer<typeof originalShape>;
export type Agreement = ExportedTerms['managementAgreement']['ManagementFees'][number];
export type Accounts = ExportedTerms['billableAccounts']['billableAccountsData'][number];

/** Digest of terms, the same however they are spelled: numbers by value, keys in any order, ids in small letters. */
export function digestOf(terms: ExportedTerms): string {
  return createHash('sha256')
    .update(canonicalJson(withSmallIds(terms as unknown as Json)))
    .digest('hex');
}

function withSmallIds(value: Json): Json {
  if (isList(value)) return value.map(withSmallIds);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, held]) => [
      key,
      key === 'id' && typeof held === 'string' ? idOf(held) : withSmallIds(held),
    ]),
  );
}

/** Puts keys into the order in which exports write them, unknown ones last. */
export function inExportOrder(value: Json, fields: Nodes = describedTerms): Json {
  if (!isObject(value)) return value;
  const describedKeys = Object.keys(fields).filter((key) => key in value);
  const others = Object.keys(value).filter((key) => !(key in fields));
  const ordered = (key: string): Json => {
    const held = value[key] ?? null;
    const node = fields[key];
    if (node?.is === 'block') return inExportOrder(held, node.fields);
    return node?.is === 'list' && isList(held) ? held.map((row) => inExportOrder(row, node.fields)) : held;
  };
  return Object.fromEntries([...describedKeys, ...others].map((key) => [key, ordered(key)]));
}

import { isList, isObject, JsonNumber, type Json, type JsonObject } from '../../kernel/exact-json.ts';
import { rangeOf, unitOf } from '../exports/description/figures.ts';
import type { Field } from '../exports/description/field.ts';
import { readAccounts } from '../exports/account-list.ts';

/** A value as `edit` takes it back; of accounts, those that are not billed, with a minus. Null for nothing. */
export function valueAsTyped({ kind }: Field, held: Json): string | null {
  if (held === null || held === '' || isObject(held)) return null;
  if (typeof held === 'boolean') return held ? 'yes' : 'no';
  if (held instanceof JsonNumber) return held.text;
  if (isList(held)) return held.filter((one) => typeof one === 'string').join(', ');
  if (kind === 'accounts') return accountsTyped(held);
  return kind === 'day' ? held.slice(0, 10) : held;
}

function accountsTyped(list: string): string {
  const accounts = readAccounts(list) ?? [];
  return accounts.flatMap(({ code, isEnabled }) => (isEnabled ? [] : [`-${code}`])).join(', ');
}

/** `%` where a figure is one: some are percentages or money by another field of their row. */
export function percentUnit(field: Field, rows: readonly JsonObject[]): '%' | null {
  return unitOfField(field, rows) === '%' ? '%' : null;
}

/** What a figure is one of: a percentage, dollars, or something that is counted. */
export function unitOfField({ range }: Field, rows: readonly JsonObject[]): '%' | '$' | null {
  if (range === null) return null;
  const says = (name: string): Json => rows.find((row) => row[name] !== undefined)?.[name] ?? null;
  return unitOf(rangeOf(range, says));
}

import { refusal } from '../../kernel/errors.ts';
import { isList, isObject, type Json } from '../../kernel/exact-json.ts';
import { mergePatched } from '../../kernel/merge-patch.ts';
import { describedTerms } from '../exports/description/described-terms.ts';
import type { Nodes } from '../exports/description/field.ts';
import { blankRow, rowLike } from './added-row.ts';
import { placeOf, switchOf, type Place } from './place.ts';
import { writtenValue } from './written-value.ts';

/** What somebody wants of the terms of a contract, in the order in which it happens. */
export interface NewTerms {
  /** A JSON merge patch in the names of the exports (RFC 7396). */
  readonly patch?: Json | undefined;
  /** Rows of lists that are entered once more, each with ids of its own: `per-labor-hour[GSA]`. */
  readonly copies?: readonly string[] | undefined;
  /** Values by place, such as `fixed-fee.fee` and `20000`; `[+]` is a row that is added to a list, `[+2]` another. */
  readonly values: readonly (readonly [place: string, typed: string])[];
  /** Rows of lists that are taken out. */
  readonly removed?: readonly string[] | undefined;
}

/**
 * The terms with what somebody wants of them. Refuses as `placeOf` does, and with CONTRACTS_PATCH_INVALID,
 * CONTRACTS_FIELD_NOT_ONE and CONTRACTS_NOT_A_ROW.
 */
export function changedTerms(terms: Json, { patch, copies = [], values, removed = [] }: NewTerms): Json {
  const gone = removed.map((named) => rowNamed(named, placeOf(named, terms)));
  const patched = patch === undefined ? terms : withNothings(mergePatched(terms, patch), describedTerms);
  const { document: copied, added } = withCopies(patched, copies);
  const typed = withValues(copied, values, added);
  return withoutRows(typed, gone);
}

/** Exports write null for what a merge patch removes. */
function withNothings(document: Json, fields: Nodes): Json {
  if (!isObject(document)) return document;
  const named = Object.entries(fields).flatMap(([name, node]): [string, Json][] => {
    const held = document[name];
    if (node.is === 'block' && held !== undefined) return [[name, withNothings(held, node.fields)]];
    if (node.is === 'list' && isList(held))
      return [[name, held.map((row) => withNothings(row, node.fields))]];
    const isNothing = node.is === 'field' && !node.isNewer && node.shape.safeParse(null).success;
    return held === undefined && isNothing ? [[name, null]] : [];
  });
  return Object.fromEntries([...Object.entries(document), ...named]);
}

function rowNamed(named: string, place: Place): Place['steps'] {
  if (place.isRow) return place.steps;
  throw refusal('CONTRACTS_NOT_A_ROW', { field: named });
}

/** Places of the rows that this change added, by their list and their sign: `[+]` is the same row in all values. */
type AddedRows = Map<string, number>;

function withCopies(
  terms: Json,
  copies: readonly string[],
): { readonly document: Json; readonly added: AddedRows } {
  const added: AddedRows = new Map();
  let document = terms;
  for (const named of copies) {
    const steps = rowNamed(named, placeOf(named, document));
    const list = steps.slice(0, -1);
    const rows = valueAt(document, list);
    const place = isList(rows) ? rows.length : 0;
    document = withValue(document, [...list, place], rowLike(valueAt(document, steps) ?? null));
    added.set(`${list.join('.')} +`, place);
  }
  return { document, added };
}

function withValues(terms: Json, values: NewTerms['values'], copied: AddedRows): Json {
  const added: AddedRows = new Map(copied);
  let document = terms;
  for (const [named, typed] of values) {
    const grown = withAddedRows(named, document, added);
    const one = switchOf(placeOf(grown.named, grown.document));
    if (one === null) throw refusal('CONTRACTS_FIELD_NOT_ONE', { field: named });
    const held = valueAt(grown.document, one.steps) ?? null;
    document = withValue(grown.document, one.steps, writtenValue(one.field, typed, held));
  }
  return document;
}

/** The terms with the rows that a place adds, and the place with their numbers. */
function withAddedRows(
  named: string,
  terms: Json,
  added: AddedRows,
): { readonly named: string; readonly document: Json } {
  const [sign, at] = [/\[(\+\d*)\]/.exec(named)?.[1], named.search(/\[\+/)];
  if (sign === undefined) return { named, document: terms };
  const upTo = named.slice(0, at);
  const { steps, node } = placeOf(`${upTo}[+]`, terms);
  const row = `${steps.slice(0, -1).join('.')} ${sign}`;
  const place = added.get(row) ?? lastPlace(steps);
  const isNew = !added.has(row) && node.is === 'list';
  added.set(row, place);
  const document = isNew ? withValue(terms, steps, blankRow(node)) : terms;
  return withAddedRows(`${upTo}[#${String(place + 1)}]${named.slice(at + sign.length + 2)}`, document, added);
}

/** The place of a row in its list, from 0. */
function lastPlace(steps: Place['steps']): number {
  const last = steps.at(-1);
  return typeof last === 'number' ? last : 0;
}

/** What stands at a place; undefined for nothing. */
function valueAt(document: Json | undefined, steps: Place['steps']): Json | undefined {
  return steps.reduce<Json | undefined>((held, step) => {
    if (typeof step === 'number') return isList(held) ? held[step] : undefined;
    return isObject(held) ? held[step] : undefined;
  }, document);
}

function withValue(document: Json | undefined, [step, ...rest]: Place['steps'], value: Json): Json {
  if (step === undefined) return value;
  if (typeof step === 'number') {
    const rows = isList(document) ? [...document] : [];
    rows[step] = withValue(rows[step], rest, value);
    return rows;
  }
  const fields = new Map<string, Json>(isObject(document) ? Object.entries(document) : []);
  fields.set(step, withValue(fields.get(step), rest, value));
  return Object.fromEntries(fields);
}

/** From the last row to the first, so that places stay what they were. */
function withoutRows(document: Json, gone: readonly Place['steps'][]): Json {
  const inOrder = [...gone].sort((one, other) => lastPlace(other) - lastPlace(one));
  return inOrder.reduce((left, steps) => {
    const list = steps.slice(0, -1);
    const rows = valueAt(left, list);
    return isList(rows)
      ? withValue(
          left,
          list,
          rows.filter((_row, at) => at !== steps.at(-1)),
        )
      : left;
  }, document);
}

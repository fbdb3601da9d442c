import { isList, isObject, sameJson, type Json } from '../../kernel/exact-json.ts';

/** What the tables have no place for: a value to put back at a path, or (without value) a key that is to be absent. */
export type Unmodelled = readonly Readonly<{ path: readonly (string | number)[]; value?: Json }>[];

/** What has to be put into `kept`, which came out of the tables, so that it says what `received` said. */
export function unmodelledIn(
  received: Json | undefined,
  kept: Json | undefined,
  path: readonly (string | number)[] = [],
): Unmodelled {
  if (received === undefined) return [{ path }];
  if (isObject(received) && isObject(kept)) {
    const keys = new Set([...Object.keys(received), ...Object.keys(kept)]);
    return [...keys].flatMap((key) => unmodelledIn(received[key], kept[key], [...path, key]));
  }
  if (isList(received) && isList(kept) && received.length === kept.length)
    return received.flatMap((item, at) => unmodelledIn(item, kept[at], [...path, at]));
  return sameJson(received, kept) ? [] : [{ path, value: received }];
}

/** Puts back what the tables have no place for. */
export function withUnmodelled(kept: Json, unmodelled: Unmodelled): Json {
  return unmodelled.reduce((document, { path, value }) => put(document, path, value), kept);
}

function put(document: Json, path: readonly (string | number)[], value: Json | undefined): Json {
  const [step, ...rest] = path;
  if (step === undefined) return value ?? null;
  if (isList(document)) return document.map((item, at) => (at === step ? put(item, rest, value) : item));
  if (!isObject(document)) return document;
  const entries = Object.entries(document).filter(([key]) => key !== step);
  if (rest.length === 0 && value === undefined) return Object.fromEntries(entries);
  return Object.fromEntries([...entries, [String(step), put(document[step] ?? null, rest, value)]]);
}

import { isList, isObject, sameJson, type Json } from '../../kernel/exact-json.ts';

/** What the tables have no place for: a value to put back at a path, or (without value) a key that is to be absent. */
export type Unmodelled = readonly Readonly<{ path: readonly (string | number)[]; value?: Json }>[];

/** What has to be put into `kept`, which came out of the tables, so that it says what `received` said. */
export function unmodelledIn(
  received: Json | undefined,
  terms: Json | undefined,
  path: readonly (string | number)[] = [],
): Unmodelled {
  if (received === undefined) return [{ path }];
  if (isObject(received) && isObject(terms)) {
    const keys = new Set([...Object.keys(received), ...Object.keys(terms)]);
    return [...keys].flatMap((key) => unmodelledIn(received[key], terms[key], [...path, key]));
  }
  if (isList(received) && isList(terms) && received.length === terms.length)
    return received.flatMap((item, at) => unmodelledIn(item, terms[at], [...path, at]));
  return sameJson(received, terms) ? [] : [{ path, value: received }];
}

/** Patches by the next step of their path; `value` where a path ends. */
interface Patches {
  readonly steps: Map<string | number, Patches>;
  value?: Json | undefined;
  isEnd: boolean;
}

/** Puts back what the tables have no place for, in the time of one walk through the document. */
export function withUnmodelled(terms: Json, unmodelled: Unmodelled): Json {
  const root: Patches = { steps: new Map(), isEnd: false };
  for (const { path, value } of unmodelled) {
    let at = root;
    for (const step of path) {
      const next = at.steps.get(step) ?? { steps: new Map(), isEnd: false };
      at.steps.set(step, next);
      at = next;
    }
    at.isEnd = true;
    at.value = value;
  }
  return patched(terms, root) ?? null;
}

function patched(document: Json | undefined, { steps, isEnd, value }: Patches): Json | undefined {
  if (isEnd) return value;
  if (isList(document))
    return document.map((item, at) => {
      const patches = steps.get(at);
      return patches === undefined ? item : (patched(item, patches) ?? null);
    });
  if (!isObject(document)) return document;
  const fields = new Map<string, Json>(Object.entries(document));
  for (const [step, patches] of steps) {
    const field = patched(fields.get(String(step)), patches);
    if (field === undefined) fields.delete(String(step));
    else fields.set(String(step), field);
  }
  return Object.fromEntries(fields);
}

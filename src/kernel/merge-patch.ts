import { isObject, type Json } from './exact-json.ts';

/** A document with a JSON merge patch applied (RFC 7396): null removes a name, a list replaces a list. */
export function mergePatched(document: Json, patch: Json): Json {
  if (!isObject(patch)) return patch;
  const fields = new Map<string, Json>(isObject(document) ? Object.entries(document) : []);
  for (const [name, value] of Object.entries(patch)) {
    const held = fields.get(name) ?? null;
    if (value === null) fields.delete(name);
    else fields.set(name, mergePatched(held, value));
  }
  return Object.fromEntries(fields);
}

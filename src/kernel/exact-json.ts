import { decimal, type Decimal } from './decimal.ts';

/** Part of the language since 2025, which the types of TypeScript 6.0 do not have yet. */
declare global {
  interface JSON {
    rawJSON(text: string): unknown;
  }
}

/** A number of a JSON document as it was written: `650.0` stays `650.0`, and no cent passes through a binary float. */
export class JsonNumber {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  get value(): Decimal {
    return decimal(this.text);
  }

  /** Writes the number as it came. */
  toJSON(): unknown {
    return JSON.rawJSON(this.text);
  }
}

export type Json = null | boolean | string | JsonNumber | readonly Json[] | JsonObject;
export type JsonObject = Readonly<{ [key: string]: Json }>;

/** Reads JSON and keeps numbers exact. Throws SyntaxError on anything that is not JSON. */
export function parseExactJson(text: string): Json {
  return JSON.parse(text, function revive(_key: string, value: unknown, context?: { source?: string }) {
    return typeof value === 'number' ? new JsonNumber(context?.source ?? String(value)) : value;
  }) as Json;
}

/** Whether two documents say the same: numbers by value, objects whatever the order of their keys. */
export function sameJson(one: Json | undefined, other: Json | undefined): boolean {
  if (one instanceof JsonNumber && other instanceof JsonNumber) return one.value.eq(other.value);
  if (isList(one) && isList(other))
    return one.length === other.length && one.every((item, at) => sameJson(item, other[at]));
  if (isObject(one) && isObject(other)) {
    const keys = Object.keys(one);
    return (
      keys.length === Object.keys(other).length &&
      keys.every((key) => key in other && sameJson(one[key], other[key]))
    );
  }
  return one === other;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !isList(value) && !(value instanceof JsonNumber);
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** Text that is the same for documents that say the same: keys in order, numbers without idle zeros. */
export function canonicalJson(value: Json): string {
  if (value instanceof JsonNumber) return value.value.toString();
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${entries.map(([key, held]) => `${JSON.stringify(key)}:${canonicalJson(held)}`).join(',')}}`;
}

import { sql, type RawBuilder } from 'kysely';
import type { RowStyle } from './row-style.ts';
import type { Typed } from './typed.ts';

/**
 * JSON as text that the database puts together. Its own functions for JSON look up the type of every value of every
 * row; here the types are known when the statement is planned, which makes a row in two thirds of the time.
 */
export type Piece = string | RawBuilder<unknown>;

/**
 * A name of a JSON object with its value: SQL of type text, JSON and never null. Names come from the description, or
 * are `written`: by whoever asked. What is there only `if any` is left out where its value is null, and never first.
 */
export type Pair = readonly [name: string, value: RawBuilder<unknown>, kind?: 'written' | 'if any'];

/** Pieces behind each other, as SQL of type text. Strings stand in the statement: never what somebody wrote. */
export function joined(pieces: readonly Piece[]): RawBuilder<unknown> {
  const merged: Piece[] = [];
  for (const piece of pieces) {
    const last = merged.at(-1);
    if (typeof piece === 'string' && typeof last === 'string') merged.splice(-1, 1, last + piece);
    else merged.push(piece);
  }
  return halved(merged.map((piece) => (typeof piece === 'string' ? sql`${sql.lit(piece)}::text` : piece)));
}

/** Put together in halves, a text is copied as often as the pieces can be halved, not once for each. */
function halved(parts: readonly RawBuilder<unknown>[]): RawBuilder<unknown> {
  const [only] = parts;
  if (only === undefined) return sql`''::text`;
  if (parts.length === 1) return only;
  const middle = parts.length >> 1;
  return sql`(${halved(parts.slice(0, middle))} || ${halved(parts.slice(middle))})`;
}

/** Pairs as the inside of a JSON object, or what follows there on other pairs. */
export function insideOf(pairs: readonly Pair[], follows: 'begins' | 'goes on' = 'begins'): Piece[] {
  return pairs.flatMap(([name, value, kind], at): Piece[] => {
    const label = `${at === 0 && follows === 'begins' ? '' : ','}${JSON.stringify(name)}:`;
    if (kind === 'if any') return [sql`coalesce(${sql.lit(label)} || ${value}, '')`];
    return [kind === 'written' ? sql`${label}::text` : label, value];
  });
}

/** SQL of type text as a JSON text; null stays null. */
export function jsonText(text: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`to_json((${text})::text)::text`;
}

/** SQL of type text as a JSON text; null is `null`. */
export function quoted(text: RawBuilder<unknown>): RawBuilder<unknown> {
  return orNull(jsonText(text));
}

/** SQL of type text that needs no escaping, such as a GUID, as a JSON text; null is `null`. */
export function plainlyQuoted(text: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`coalesce('"' || ${text} || '"', 'null')`;
}

/** A value as JSON. */
export function jsonOf({ sql: value, kind }: Typed, { numbersAsText }: RowStyle): RawBuilder<unknown> {
  const text = sql`(${value})::text`;
  switch (kind) {
    case 'integer':
      return numbersAsText ? plainlyQuoted(text) : orNull(text);
    case 'decimal':
      // Not a number is one for PostgreSQL, and a text in JSON.
      return numbersAsText ? plainlyQuoted(text) : orNull(sql`to_json(${value})::text`);
    case 'boolean':
      return orNull(text);
    case 'guid':
      return plainlyQuoted(text);
    case 'binary':
      return quoted(sql`translate(encode(${value}, 'base64'), E'+/\\n', '-_')`);
    case 'json':
    case 'duration':
    case 'null':
      return quoted(text);
    default:
      return orNull(sql`to_json(${value})::text`);
  }
}

function orNull(text: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`coalesce(${text}, 'null')`;
}

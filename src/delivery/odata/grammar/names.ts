import type { Reader } from './reader.ts';

const identifierText = String.raw`[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Nd}\p{Mn}\p{Mc}\p{Pc}\p{Cf}_]*`;
const identifierHere = new RegExp(identifierText, 'uy');
const qualifiedHere = new RegExp(String.raw`${identifierText}(?:\.${identifierText})*`, 'uy');
const longest = 128;

/** A simple name; `expected` is what a message calls it. */
export function identifier(reader: Reader, expected = 'a name'): string {
  return named(reader, identifierHere, expected);
}

/** A name with or without namespaces before it. A full stop that no name follows is left where it is. */
export function qualifiedName(reader: Reader, expected = 'a name'): string {
  return named(reader, qualifiedHere, expected);
}

/** Whether a name begins here. */
export function isAtName(reader: Reader): boolean {
  const { at } = reader;
  const name = reader.match(identifierHere);
  reader.at = at;
  return name !== null;
}

/** A name after the sign @, with a qualifier after # if it has one: `@Core.Messages#second`. */
export function annotationName(reader: Reader): string {
  reader.expect('@', 'the sign @');
  const name = qualifiedName(reader, 'the name of an annotation');
  return reader.take('#') ? `@${name}#${identifier(reader, 'a qualifier')}` : `@${name}`;
}

function named(reader: Reader, pattern: RegExp, expected: string): string {
  const start = reader.at;
  const name = reader.match(pattern);
  if (name === null) throw reader.error(expected);
  if (name.split('.').some((part) => part.length > longest)) {
    throw reader.error(`a name of at most ${longest} characters`, start);
  }
  return name;
}

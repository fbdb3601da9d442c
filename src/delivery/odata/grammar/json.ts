import type { Reader } from './reader.ts';
import type { Expression, Literal } from './syntax.ts';

const plainHere = /[^"\\]+/y;
const escapeHere = /\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4})/y;

/**
 * An array or object of JSON whose values may be expressions. An array of primitive values is a list for `in`;
 * anything else means complex values, which Daybook does not compare.
 */
export function arrayOrObject(reader: Reader): Expression {
  return reader.nested(() => (reader.next === '[' ? array(reader) : object(reader)));
}

/** Text in double quotes, with the escapes of JSON. */
export function jsonString(reader: Reader): string {
  const start = reader.at;
  reader.expect('"', 'a double quotation mark');
  let text = '"';
  while (!reader.take('"')) {
    const part = reader.match(plainHere) ?? reader.match(escapeHere);
    if (part === null)
      throw reader.error(reader.next === '' ? 'a closing double quotation mark' : 'an escape of JSON');
    // Characters below the space are written with percent signs in a URL, which JSON.parse would refuse.
    text += part.replaceAll(/[\0-\x1f]/g, (control) => JSON.stringify(control).slice(1, -1));
  }
  const parsed = JSON.parse(`${text}"`) as string;
  if (parsed.includes('\0')) throw reader.error('text without the character NUL', start);
  return parsed;
}

function array(reader: Reader): Expression {
  const { position } = reader;
  reader.expect('[', 'an opening bracket');
  reader.skipSpace();
  const items = reader.next === ']' ? [] : reader.list(() => value(reader));
  reader.skipSpace();
  reader.expect(']', 'a closing bracket');
  const literals = items.filter((item): item is Literal => item.kind === 'literal');
  if (literals.length === items.length) return { kind: 'array', items: literals, at: position };
  return { kind: 'unsupported', name: 'a collection whose items are not primitive values', at: position };
}

function object(reader: Reader): Expression {
  const { position } = reader;
  reader.expect('{', 'an opening brace');
  reader.skipSpace();
  if (reader.next !== '}') reader.list(() => member(reader));
  reader.skipSpace();
  reader.expect('}', 'a closing brace');
  return { kind: 'unsupported', name: 'a complex value', at: position };
}

function member(reader: Reader): void {
  jsonString(reader);
  reader.skipSpace();
  reader.expect(':', 'a colon');
  reader.skipSpace();
  value(reader);
}

function value(reader: Reader): Expression {
  const { position } = reader;
  if (reader.next !== '"') return reader.rules.expression(reader);
  return { kind: 'literal', type: 'string', text: jsonString(reader), at: position };
}

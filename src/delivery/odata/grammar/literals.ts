import { isAtName, qualifiedName } from './names.ts';
import { isInCalendar, isPrimitiveText, primitiveText } from './primitive-text.ts';
import type { Reader } from './reader.ts';
import type { Literal, LiteralType, Unsupported } from './syntax.ts';

// What may not follow: it would be part of a longer word, or make the word a name with a path, key or value.
const notInWord = String.raw`(?![\p{L}\p{Nd}_./('])`;
const sticky = (pattern: string): RegExp => new RegExp(pattern, 'uy');

/** In this order: a date begins as a number, and a GUID as either. */
const plain: readonly (readonly [LiteralType, RegExp])[] = [
  ['guid', sticky(primitiveText.guid + notInWord)],
  ['dateTimeOffset', sticky(primitiveText.dateTimeOffset)],
  ['date', sticky(primitiveText.date)],
  ['timeOfDay', sticky(primitiveText.timeOfDay)],
  ['number', sticky(primitiveText.number)],
  ['null', sticky(`null${notInWord}`)],
  ['boolean', sticky(`(?:[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee])${notInWord}`)],
  ['notANumber', sticky(primitiveText.notANumber + notInWord)],
];

const firstOfPlain = /[-+0-9A-Fa-fnNItT]/;

/** More than a double or a decimal of 28 digits can hold, and few enough to compute with. */
const mostDigits = 1000;

/** The literal that comes next, or null if something else does. */
export function takeLiteral(reader: Reader): Literal | Unsupported | null {
  const { at, position } = reader;
  if (reader.next === "'") return { kind: 'literal', type: 'string', text: quoted(reader), at: position };
  if (firstOfPlain.test(reader.next)) {
    for (const [type, pattern] of plain) {
      const text = reader.match(pattern);
      if (text !== null) return { kind: 'literal', type, text: checked(reader, type, at), at: position };
    }
  }
  return isAtName(reader) ? takePrefixed(reader) : null;
}

/** Text in single quotes; two of them are one inside it. */
export function quoted(reader: Reader): string {
  const start = reader.at;
  reader.expect("'", 'a quotation mark');
  let text = '';
  for (;;) {
    const end = reader.text.indexOf("'", reader.at);
    if (end < 0)
      throw reader.error(`a closing quotation mark (the text starts at ${start})`, reader.text.length);
    text += reader.text.slice(reader.at, end);
    reader.at = end + 1;
    if (!reader.take("'")) return text;
    text += "'";
  }
}

function checked(reader: Reader, type: LiteralType, start: number): string {
  const text = reader.text.slice(start, reader.at);
  if (type === 'boolean') return text.toLowerCase();
  if (/^date/.test(type) && !isInCalendar(text)) throw reader.error('a day of the calendar', start);
  if (type === 'date' && /[Tt]/.test(reader.next))
    throw reader.error('a time with its offset, such as 08:00Z', start);
  if (type !== 'number') return text;
  const [, exponent = '0'] = text.split(/[eE][+-]?/);
  if (text.length > mostDigits || exponent.length > 4 || Number.parseInt(exponent, 10) > mostDigits) {
    throw reader.error(`a number of at most ${mostDigits} digits`, start);
  }
  return text.replace(/^\+/, '');
}

/** `duration'P1D'`, `binary'Zg'`, `geography'…'`, `Namespace.Type'member'`. */
function takePrefixed(reader: Reader): Literal | Unsupported | null {
  const { at, position } = reader;
  const prefix = qualifiedName(reader);
  if (reader.next !== "'") {
    reader.at = at;
    return null;
  }
  const valueAt = reader.at + 1;
  const text = quoted(reader);
  const refuseUnless = (isRight: boolean, expected: string): void => {
    if (!isRight) throw reader.error(expected, valueAt);
  };
  switch (prefix.toLowerCase()) {
    case 'duration':
      refuseUnless(isPrimitiveText('duration', text), 'a duration such as P1DT2H');
      return { kind: 'literal', type: 'duration', text, at: position };
    case 'binary':
      refuseUnless(isPrimitiveText('binary', text), 'base64url');
      return { kind: 'literal', type: 'binary', text, at: position };
    case 'geography':
    case 'geometry':
      refuseUnless(isPrimitiveText('geography', text), 'a shape such as SRID=0;Point(142.1 64.1)');
      return { kind: 'unsupported', name: prefix.toLowerCase(), at: position };
    default:
      if (!prefix.includes('.'))
        throw reader.error('a type with its namespace before the quotation mark', at);
      refuseUnless(isPrimitiveText('enum', text), 'members of an enumeration');
      return { kind: 'literal', type: 'enum', text: `${prefix}'${text}'`, at: position };
  }
}

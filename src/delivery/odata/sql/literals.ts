import { sql } from 'kysely';
import type { Literal } from '../grammar/syntax.ts';
import { sqlTypeOf, type Kind } from '../model/edm.ts';
import { invalid, unsupported, type Typed } from './typed.ts';

/** A bound value of a kind. */
function bound(text: string, kind: Kind): Typed {
  return { sql: sql`${text}::${sql.raw(sqlTypeOf[kind])}`, kind };
}

/** The largest whole number that counts as one; longer ones are decimals. */
const most = 2n ** 63n - 1n;

/** Digits that a number may have before and after the point, so that nobody asks for a billion of them. */
const longestNumber = 200;

/** A literal of a URL as a bound value. Refuses with ODATA_INVALID what no value is. */
export function literal({ type, text, at }: Literal): Typed {
  switch (type) {
    case 'null':
      return { sql: sql`null`, kind: 'null' };
    case 'boolean':
      return { sql: text.toLowerCase() === 'true' ? sql`true` : sql`false`, kind: 'boolean' };
    case 'number':
      return numberOf(text, at);
    case 'string':
      return bound(text, 'text');
    case 'guid':
      return { ...bound(text, 'guid'), guid: text };
    case 'date':
      requireYear(text, at);
      return bound(text, 'date');
    case 'dateTimeOffset':
      requireYear(text, at);
      return bound(text, 'instant');
    case 'timeOfDay':
      return bound(text, 'time');
    case 'duration':
      return bound(text, 'duration');
    case 'binary':
      return {
        sql: sql`decode(${text.replaceAll('-', '+').replaceAll('_', '/')}, 'base64')`,
        kind: 'binary',
      };
    case 'enum':
      throw unsupported(`the enumeration ${text}`);
    case 'notANumber':
      throw unsupported(`the number ${text}`);
  }
}

function numberOf(text: string, at: number): Typed {
  if (/^[+-]?\d+$/.test(text) && text.length < 21) {
    const number = BigInt(text.replace(/^\+/, ''));
    if (number <= most && number >= -most) return bound(number.toString(), 'integer');
  }
  const exponent = /e([+-]?\d+)$/i.exec(text)?.[1] ?? '0';
  if (text.length > longestNumber || exponent.length > 4 || Math.abs(Number.parseInt(exponent, 10)) > 200)
    throw invalid('a number may have at most 200 digits', at);
  return bound(text, 'decimal');
}

/** The grammar knows which days there are; PostgreSQL and our formats have years from 1 on. */
function requireYear(text: string, at: number): void {
  if (!/^(?!0000)\d{4}-/.test(text)) throw invalid(`${text} is outside the years 0001 to 9999`, at);
}

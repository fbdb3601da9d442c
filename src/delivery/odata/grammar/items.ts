import { takeAlias } from './aggregate.ts';
import type { Reader } from './reader.ts';
import type { ComputeItem, OrderItem } from './syntax.ts';

const directionHere = /[ \t]+(asc|desc)(?![\p{L}\p{N}_])/iuy;
const digitsHere = /\d+/y;

/** `expression asc, expression desc`. */
export function orderItems(reader: Reader): OrderItem[] {
  return reader.list(() => {
    const expression = reader.rules.expression(reader);
    const direction = reader.capture(directionHere)?.[1]?.toLowerCase();
    return { expression, descending: direction === 'desc' };
  });
}

/** `expression as name`. */
export function computeItem(reader: Reader): ComputeItem {
  const expression = reader.rules.expression(reader);
  return { expression, alias: takeAlias(reader) };
}

/** A number of rows. */
export function wholeNumber(reader: Reader): number {
  const { at } = reader;
  const digits = reader.match(digitsHere);
  const value = Number.parseInt(digits ?? '', 10);
  if (digits === null) throw reader.error('a whole number');
  if (!Number.isSafeInteger(value)) throw reader.error(`a whole number up to ${Number.MAX_SAFE_INTEGER}`, at);
  return value;
}

import { takeCall } from './calls.ts';
import { arrayOrObject } from './json.ts';
import { takeLiteral } from './literals.ts';
import { isAtName } from './names.ts';
import { memberPath } from './paths.ts';
import type { Reader } from './reader.ts';
import type { BinaryOperator, Expression } from './syntax.ts';

/** From what binds least to what binds most. Signs, `not`, `has` and `in` bind more than any of them. */
const levels: readonly (readonly string[])[] = [
  ['or'],
  ['and'],
  ['eq', 'ne'],
  ['lt', 'le', 'gt', 'ge'],
  ['add', 'sub'],
  ['mul', 'div', 'divby', 'mod'],
];

/** Levels whose operators may be grouped in any way. */
const associative = 2;

// An operator stands between spaces; an opening parenthesis may follow it at once, as several clients write it.
const operatorHere = /[ \t]+([A-Za-z]+)(?=[ \t(])[ \t]*/y;
const notHere = /not(?:[ \t]+|(?=\())/iy;

/** A chain of more operators has no meaning to a person; and/or are grouped in halves and may be longer. */
const longestChain = 500;

/** An expression with all its operators; spaces around it belong to whoever reads it. */
export function expression(reader: Reader): Expression {
  return reader.nested(() => chain(reader, 0));
}

function chain(reader: Reader, level: number): Expression {
  const operators = levels[level];
  if (operators === undefined) return signed(reader);
  const operands = [chain(reader, level + 1)];
  const between: { operator: BinaryOperator; at: number }[] = [];
  for (;;) {
    const at = reader.position;
    const operator = takeOperator(reader, operators);
    if (operator === null) break;
    if (level >= associative && between.length >= longestChain) {
      throw reader.error(`at most ${longestChain} operators of one kind without parentheses`);
    }
    between.push({ operator: operator as BinaryOperator, at });
    operands.push(chain(reader, level + 1));
  }
  return level < associative ? grouped(operands, between[0]?.operator) : fromTheLeft(operands, between);
}

function takeOperator(reader: Reader, operators: readonly string[]): string | null {
  const { at } = reader;
  const word = reader.capture(operatorHere)?.[1]?.toLowerCase() ?? '';
  if (operators.includes(word)) return word;
  reader.at = at;
  return null;
}

/** Halves of halves: a thousand conditions make a tree that is ten levels high. */
function grouped(operands: readonly Expression[], operator: BinaryOperator | undefined): Expression {
  const [first] = operands;
  if (operands.length === 1 || operator === undefined) return first as Expression;
  const middle = Math.ceil(operands.length / 2);
  const left = grouped(operands.slice(0, middle), operator);
  return { kind: 'binary', operator, left, right: grouped(operands.slice(middle), operator), at: left.at };
}

function fromTheLeft(
  operands: readonly Expression[],
  between: readonly { operator: BinaryOperator; at: number }[],
): Expression {
  return operands.reduce((left, right, index) => {
    const { operator, at } = between[index - 1] as (typeof between)[number];
    return { kind: 'binary', operator, left, right, at };
  });
}

function signed(reader: Reader): Expression {
  const { position } = reader;
  if (reader.match(notHere) !== null) {
    return { kind: 'unary', operator: 'not', operand: reader.nested(() => signed(reader)), at: position };
  }
  const value = takeLiteral(reader);
  if (value !== null) return withMembership(reader, value);
  if (reader.take('-')) {
    reader.skipSpace();
    return { kind: 'unary', operator: '-', operand: reader.nested(() => signed(reader)), at: position };
  }
  return withMembership(reader, operand(reader));
}

function operand(reader: Reader): Expression {
  switch (reader.next) {
    case '(':
      return inParentheses(reader);
    case '[':
    case '{':
      return arrayOrObject(reader);
    case '@':
    case '$':
      return memberPath(reader);
    default:
      if (!isAtName(reader)) throw reader.error('a value, a name or an opening parenthesis');
      return takeCall(reader) ?? memberPath(reader);
  }
}

function inParentheses(reader: Reader): Expression {
  reader.expect('(', 'an opening parenthesis');
  reader.skipSpace();
  const inside = reader.rules.expression(reader);
  reader.close();
  return inside;
}

/** `has` and `in`, which belong to the operand before them. */
function withMembership(reader: Reader, first: Expression): Expression {
  let left = first;
  for (let count = 0; ; count += 1) {
    const at = reader.position;
    const operator = takeOperator(reader, ['has', 'in']);
    if (operator === null) return left;
    if (count >= longestChain) throw reader.error(`at most ${longestChain} operators of one kind`);
    left =
      operator === 'has'
        ? { kind: 'binary', operator, left, right: takeLiteral(reader) ?? operand(reader), at }
        : { kind: 'in', left, list: listOrCollection(reader), at };
  }
}

function listOrCollection(reader: Reader): readonly Expression[] {
  if (!reader.take('(')) {
    const collection = operand(reader);
    return collection.kind === 'array' ? collection.items : [collection];
  }
  reader.skipSpace();
  if (reader.take(')')) return [];
  const first = takeLiteral(reader);
  if (first === null) {
    const collection = reader.rules.expression(reader);
    reader.close();
    return collection.kind === 'array' ? collection.items : [collection];
  }
  const items: Expression[] = [first];
  while (reader.takeComma()) {
    const item = takeLiteral(reader);
    if (item === null) throw reader.error('a value: a list in parentheses has no names');
    items.push(item);
  }
  reader.close();
  return items;
}

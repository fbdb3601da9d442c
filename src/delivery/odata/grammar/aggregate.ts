import { identifier, qualifiedName } from './names.ts';
import type { Reader } from './reader.ts';
import type { AggregateItem, Expression, Step } from './syntax.ts';

const withHere = /[ \t]+with[ \t]+/iy;
const fromHere = /[ \t]+from[ \t]+/iy;
const asHere = /[ \t]+as[ \t]+/iy;

const methods = ['sum', 'min', 'max', 'average', 'countdistinct'];

/** An item of `aggregate`, and what of it is not offered. */
export interface ReadAggregate {
  readonly item: AggregateItem;
  readonly unsupported: string | null;
}

/** `expression with method as alias`, `$count as alias`, and the longer forms with `from`. */
export function aggregateItem(reader: Reader): ReadAggregate {
  const item = computation(reader);
  const { isCustom } = item;
  const alias = isCustom && !isAt(reader, asHere) ? '' : takeAlias(reader);
  return { item: { ...item.item, alias }, unsupported: item.unsupported };
}

/** The same inside an expression, where it has no alias. */
export function aggregateArgument(reader: Reader): void {
  reader.skipSpace();
  computation(reader);
}

/** ` as name`. */
export function takeAlias(reader: Reader): string {
  if (reader.match(asHere) === null) throw reader.error('as and a name for the result');
  return identifier(reader, 'a name for the result');
}

/** Names with slashes between them: no keys, functions or annotations. */
export function plainPath(reader: Reader): Step[] {
  const steps: Step[] = [];
  do steps.push({ at: reader.position, name: qualifiedName(reader) });
  while (reader.take('/'));
  return steps;
}

/** A path by which rows can be grouped: each row has one value of it, so no collection lies on the way. */
export function groupingPath(reader: Reader): Step[] {
  const start = reader.at;
  const steps = plainPath(reader);
  if (steps.some(({ name }) => reader.kindOf(name) === 'collection')) {
    throw reader.error('a path without collections', start);
  }
  return steps;
}

interface Computation extends ReadAggregate {
  readonly isCustom: boolean;
}

function computation(reader: Reader): Computation {
  const at = reader.position;
  const expression = reader.take('$count') ? null : reader.rules.expression(reader);
  const counted = expression === null ? null : countedBy(expression);
  const isCustom = expression !== null && isCustomAggregate(reader, expression);
  const isCount = expression === null || counted !== null;
  const method = isCount ? '$count' : isCustom ? 'custom' : takeMethod(reader);
  const hasFrom = takeFrom(reader, isCustom);
  const item = { expression: counted ?? expression, method, alias: '', at };
  const unsupported = isCustom ? 'custom aggregates' : hasFrom ? 'from in aggregate' : null;
  return { item, unsupported, isCustom };
}

/** `Sales/$count` counts `Sales`. */
function countedBy(expression: Expression): Expression | null {
  if (expression.kind !== 'path' || expression.steps.at(-1)?.name !== '$count') return null;
  return { kind: 'path', steps: expression.steps.slice(0, -1), at: expression.at };
}

function isCustomAggregate(reader: Reader, expression: Expression): boolean {
  if (expression.kind !== 'path') return false;
  return reader.kindOf(expression.steps.at(-1)?.name ?? '') === 'customAggregate';
}

function takeMethod(reader: Reader): string {
  if (reader.match(withHere) === null) throw reader.error('with and an aggregation method');
  const { at } = reader;
  const name = qualifiedName(reader, 'an aggregation method');
  if (name.includes('.')) return name;
  if (!methods.includes(name.toLowerCase()))
    throw reader.error(`one of the methods ${methods.join(', ')}`, at);
  return name.toLowerCase();
}

function takeFrom(reader: Reader, isCustom: boolean): boolean {
  let hasSome = false;
  while (reader.match(fromHere) !== null) {
    hasSome = true;
    reader.list(() => groupingPath(reader));
    if (!isCustom || isAt(reader, withHere)) takeMethod(reader);
  }
  return hasSome;
}

function isAt(reader: Reader, pattern: RegExp): boolean {
  const { at } = reader;
  const isThere = reader.match(pattern) !== null;
  reader.at = at;
  return isThere;
}

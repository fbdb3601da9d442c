import { namedValue } from './calls.ts';
import { takeLiteral } from './literals.ts';
import { annotationName, identifier, isAtName, qualifiedName } from './names.ts';
import type { Reader } from './reader.ts';
import type { Expression, KeyPart, QueryOptions, Step } from './syntax.ts';

const rootsHere = /\$(?:it|this|these|root)(?![A-Za-z])/y;
const onCollectionHere = /(?:any|all|aggregate)\(/y;
const namedHere = /[\p{L}\p{Nl}_][\p{L}\p{N}\p{M}\p{Pc}\p{Cf}]*=/uy;

/** What is left of an expression that began as a path, once its steps are read. */
interface Walk {
  readonly steps: Step[];
  readonly at: number;
  /** The first thing on the way that is not offered. */
  unsupported: string | null;
}

/**
 * A path of names: properties, casts, bound functions, `$count`, lambdas. It may begin with `$it`, `$this`, `$these`,
 * `$root` or an alias, whose step is named `@name`.
 */
export function memberPath(reader: Reader): Expression {
  const walk: Walk = { steps: [], at: reader.position, unsupported: null };
  firstStep(reader, walk);
  while (reader.take('/')) {
    const end = nextStep(reader, walk);
    if (end !== null) return walk.unsupported === null ? end : unsupported(walk, walk.unsupported);
  }
  return ended(walk);
}

function firstStep(reader: Reader, walk: Walk): void {
  const root = reader.match(rootsHere);
  if (root !== null) {
    walk.steps.push({ name: root, at: walk.at });
    if (root === '$root' || root === '$these') {
      if (reader.next !== '/') throw reader.error(`a slash and a name after ${root}`);
    }
  } else if (reader.next === '@') {
    const name = annotationName(reader);
    if (/[.#]/.test(name)) walk.unsupported = 'an annotation';
    walk.steps.push({ name, at: walk.at });
  } else {
    const { at } = reader;
    const word = reader.match(onCollectionHere)?.slice(0, -1);
    if (word !== undefined) throw reader.error(`a collection and a slash before ${word}`, at);
    walk.steps.push(nameStep(reader));
  }
}

/** Reads a step; what ends the path is returned. */
function nextStep(reader: Reader, walk: Walk): Expression | null {
  const { at, position } = reader;
  if (reader.take('$count')) {
    const options = reader.take('(') ? reader.rules.nestedOptions(reader, ['filter', 'search']) : undefined;
    walk.steps.push({ name: '$count', at: position, options });
    return ended(walk);
  }
  if (reader.take('$filter(')) {
    walk.steps.push({ name: '$filter', at: position, options: filterInPath(reader) });
    return null;
  }
  if (reader.next === '@') {
    walk.unsupported ??= 'an annotation';
    walk.steps.push({ name: annotationName(reader), at: position });
    return null;
  }
  const word = reader.match(onCollectionHere)?.slice(0, -1);
  if (word === 'any' || word === 'all') return lambda(reader, walk, word);
  if (word === 'aggregate') {
    reader.rules.aggregateArgument(reader);
    reader.close();
    return unsupported(walk, walk.unsupported ?? 'aggregate in an expression');
  }
  reader.at = at;
  walk.steps.push(nameStep(reader));
  return null;
}

function filterInPath(reader: Reader): QueryOptions {
  reader.skipSpace();
  const filter = reader.rules.expression(reader);
  reader.close();
  return { filter };
}

function lambda(reader: Reader, walk: Walk, quantifier: 'any' | 'all'): Expression {
  reader.skipSpace();
  const start = { kind: 'lambda', quantifier, collection: walk.steps, at: walk.at } as const;
  if (quantifier === 'any' && reader.take(')')) return { ...start, variable: null, predicate: null };
  const variable = identifier(reader, 'the name of a variable');
  reader.skipSpace();
  reader.expect(':', 'a colon');
  reader.skipSpace();
  const predicate = reader.rules.expression(reader);
  reader.close();
  return { ...start, variable, predicate };
}

function nameStep(reader: Reader): Step {
  const at = reader.position;
  const name = qualifiedName(reader);
  return reader.take('(') ? { name, at, key: keyOrArguments(reader) } : { name, at };
}

/** After the opening parenthesis: nothing, one value of a key, or names with values. */
function keyOrArguments(reader: Reader): KeyPart[] {
  reader.skipSpace();
  if (reader.take(')')) return [];
  const { at } = reader;
  const isNamed = reader.match(namedHere) !== null;
  reader.at = at;
  const parts = isNamed
    ? reader.list(() => namedValue(reader, reader.rules.expression))
    : [{ name: null, value: keyValue(reader) }];
  reader.close();
  return parts;
}

/** A literal or an alias. */
export function keyValue(reader: Reader): Expression {
  const { position } = reader;
  if (reader.take('@'))
    return { kind: 'alias', name: identifier(reader, 'the name of an alias'), at: position };
  const value = takeLiteral(reader);
  if (value === null) {
    throw reader.error(isAtName(reader) ? 'a value (text goes in single quotes)' : 'a value');
  }
  return value;
}

function ended(walk: Walk): Expression {
  const { steps, at } = walk;
  if (walk.unsupported !== null) return unsupported(walk, walk.unsupported);
  const [only] = steps;
  if (steps.length > 1 || only === undefined) return { kind: 'path', steps, at };
  if (only.name.startsWith('@')) return { kind: 'alias', name: only.name.slice(1), at };
  if (only.key === undefined || !only.name.includes('.')) return { kind: 'path', steps, at };
  const named: [string, Expression][] = [];
  for (const { name, value } of only.key) {
    if (name === null) return { kind: 'path', steps, at };
    named.push([name, value]);
  }
  const values = named.map(([, value]) => value);
  return { kind: 'call', name: only.name, arguments: values, named: Object.fromEntries(named), at };
}

function unsupported(walk: Walk, name: string): Expression {
  return { kind: 'unsupported', name, at: walk.at };
}

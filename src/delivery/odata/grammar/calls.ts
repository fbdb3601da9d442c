import { identifier, isAtName } from './names.ts';
import type { Reader } from './reader.ts';
import type { Expression } from './syntax.ts';

/** The functions of OData, and how many arguments they take. */
const arities: Readonly<Record<string, readonly [number, number]>> = {
  ...ofArity(0, ['mindatetime', 'maxdatetime', 'now']),
  ...ofArity(1, [
    'length',
    'tolower',
    'toupper',
    'trim',
    'round',
    'floor',
    'ceiling',
    'isdefined',
    'geo.length',
  ]),
  ...ofArity(1, ['year', 'month', 'day', 'hour', 'minute', 'second', 'fractionalseconds', 'totalseconds']),
  ...ofArity(1, ['date', 'time', 'totaloffsetminutes']),
  ...ofArity(2, ['concat', 'contains', 'endswith', 'indexof', 'matchespattern', 'startswith']),
  ...ofArity(2, ['hassubset', 'hassubsequence', 'geo.distance', 'geo.intersects']),
  substring: [2, 3],
};

const wordHere = /([A-Za-z.]+)\(/y;
const lastTypeHere = /(?:Collection\([\p{L}\p{N}_.]+\)|[\p{L}_][\p{L}\p{N}_.]*)[ \t]*(?=\))/uy;

/** A call of a function of OData, in whatever letters, or null if something else comes next. */
export function takeCall(reader: Reader): Expression | null {
  const { at, position } = reader;
  const name = reader.capture(wordHere)?.[1]?.toLowerCase() ?? '';
  if (name === 'case') return caseCall(reader, position);
  if (name === 'cast' || name === 'isof') return typed(reader, name, position);
  const arity = Object.hasOwn(arities, name) ? arities[name] : undefined;
  if (arity === undefined) {
    reader.at = at;
    return null;
  }
  const values = argumentsOf(reader);
  const [least, most] = arity;
  if (values.length < least || values.length > most) {
    throw reader.error(`${howMany(least, most)} of ${name}`, at);
  }
  if (name.startsWith('geo.')) return { kind: 'unsupported', name, at: position };
  return { kind: 'call', name, arguments: values, at: position };
}

function argumentsOf(reader: Reader): Expression[] {
  reader.skipSpace();
  if (reader.take(')')) return [];
  const values = reader.list(() => reader.rules.expression(reader));
  reader.close();
  return values;
}

function caseCall(reader: Reader, at: number): Expression {
  reader.skipSpace();
  const branches = reader.list((): readonly [Expression, Expression] => {
    const condition = reader.rules.expression(reader);
    reader.skipSpace();
    reader.expect(':', 'a colon');
    reader.skipSpace();
    return [condition, reader.rules.expression(reader)];
  });
  reader.close();
  return { kind: 'case', branches, at };
}

/** `cast(Edm.String)`, `isof(Category,Model.Customer)`. */
function typed(reader: Reader, name: string, at: number): Expression {
  reader.skipSpace();
  if (reader.match(lastTypeHere) === null) {
    reader.rules.expression(reader);
    if (!reader.takeComma()) throw reader.error('a comma and the name of a type');
    if (!isAtName(reader) || reader.match(lastTypeHere) === null) throw reader.error('the name of a type');
  }
  reader.close();
  return { kind: 'unsupported', name, at };
}

/** `name=value`, as arguments of functions of a service and parts of a key are written. */
export function namedValue(
  reader: Reader,
  value: (reader: Reader) => Expression,
): { name: string; value: Expression } {
  const name = identifier(reader, 'the name of a parameter');
  reader.expect('=', 'an equals sign');
  return { name, value: value(reader) };
}

function ofArity(count: number, names: readonly string[]): Record<string, readonly [number, number]> {
  return Object.fromEntries(names.map((name) => [name, [count, count]]));
}

function howMany(least: number, most: number): string {
  if (most === 0) return 'no argument';
  if (least !== most) return `${least} or ${most} arguments`;
  return least === 1 ? 'one argument' : `${least} arguments`;
}

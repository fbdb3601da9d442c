import { sql, type RawBuilder } from 'kysely';
import type { BinaryOperator, Expression, QueryOptions, Step } from '../grammar/syntax.ts';
import type { Navigation } from '../model/entity.ts';
import { targetOf } from '../model/entity.ts';
import { guidCondition } from '../model/guid.ts';
import { callFunction, wordsOf } from './functions.ts';
import { literal } from './literals.ts';
import { Scope } from './scope.ts';
import { searchCondition } from './search.ts';
import { decided, invalid, unsupported, type Typed } from './typed.ts';

/** Where an expression stands: the row it speaks of, the variables of lambdas around it, and the aliases of the URL. */
export interface Place {
  readonly scope: Scope;
  readonly variables: ReadonlyMap<string, Scope>;
  readonly aliases: NonNullable<QueryOptions['aliases']>;
}

/** An expression as SQL. Refuses with ODATA_INVALID or ODATA_UNSUPPORTED. */
export function valueOf(expression: Expression, place: Place): Typed {
  switch (expression.kind) {
    case 'literal':
      return literal(expression);
    case 'path':
      return pathValue(expression.steps, place);
    case 'alias':
      return aliasValue(expression, place);
    case 'unary':
      return unaryValue(expression, place);
    case 'binary':
      return binaryValue(expression, place);
    case 'in':
      return inValue(expression, place);
    case 'call':
      return callFunction(
        expression.name,
        expression.arguments.map((one) => valueOf(one, place)),
        expression.at,
      );
    case 'lambda':
      return lambdaValue(expression, place);
    case 'case':
      return caseValue(expression, place);
    case 'array':
      throw invalid('a list is allowed only after in', expression.at);
    case 'unsupported':
      throw unsupported(expression.name);
  }
}

/** An expression that must be true or false. */
export function conditionOf(expression: Expression, place: Place): RawBuilder<boolean> {
  const { sql: condition, kind } = valueOf(expression, place);
  if (kind !== 'boolean' && kind !== 'null')
    throw invalid(`a condition is needed here, and this is ${wordsOf(kind)}`, expression.at);
  return condition as RawBuilder<boolean>;
}

function aliasValue({ name, at }: Extract<Expression, { kind: 'alias' }>, place: Place): Typed {
  const expression = place.aliases[name];
  if (expression === undefined) return { sql: sql`null`, kind: 'null' };
  // An alias may not name itself, not even through others.
  const { [name]: _used, ...others } = place.aliases;
  if (_used === undefined) throw invalid(`the alias @${name} has no value`, at);
  return valueOf(expression, { ...place, aliases: others });
}

/** A path with the place where its first names lead: of a variable, of `$it`, or of the row itself. */
function startOf(steps: readonly Step[], place: Place): { scope: Scope; rest: readonly Step[] } {
  const [first, ...rest] = steps;
  if (first === undefined) throw invalid('a name is missing', 0);
  if (first.name === '$root') throw unsupported('$root');
  const variable = place.variables.get(first.name);
  if (variable !== undefined) return { scope: variable, rest };
  if (first.name === '$it' || first.name === '$this') return { scope: place.scope, rest };
  return { scope: place.scope, rest: steps };
}

function pathValue(steps: readonly Step[], place: Place): Typed {
  const { scope, rest } = startOf(steps, place);
  const whole = rest.map(({ name }) => name).join('/');
  const column = scope.made.get(whole);
  if (column !== undefined) return column;
  return stepsValue(scope, rest, place);
}

function stepsValue(scope: Scope, steps: readonly Step[], place: Place): Typed {
  const [first, ...rest] = steps;
  if (first === undefined) throw unsupported('a whole entity as a value');
  const value = scope.value(first.name);
  if (value !== undefined) {
    const [next] = rest;
    if (next === undefined) return value;
    if (value.kind === 'texts' && next.name === '$count')
      return { sql: sql`cardinality(${value.sql})`, kind: 'integer' };
    throw invalid(`there is no property ${next.name} on ${first.name}`, next.at);
  }
  const navigation = navigationOf(scope, first);
  if (!navigation.isCollection) {
    if (rest.length === 0) throw unsupported('a whole entity as a value');
    return stepsValue(scope.join(navigation), rest, place);
  }
  return collectionValue(scope, navigation, rest, place);
}

/** What stands behind a collection: `$count`, with a filter before it or in it. */
function collectionValue(scope: Scope, navigation: Navigation, steps: readonly Step[], place: Place): Typed {
  const inner = scope.of(targetOf(scope.model, navigation));
  const innerPlace = { ...place, scope: inner };
  const conditions = [scope.link(navigation, inner)];
  let isCounted = false;
  for (const { name, options, at } of steps) {
    if (isCounted) throw invalid('nothing may follow $count', at);
    if (name !== '$count' && name !== '$filter')
      throw invalid(`${navigation.name} is a collection: use any(), all() or $count`, at);
    if (options?.filter) conditions.push(conditionOf(options.filter, innerPlace));
    if (options?.search) conditions.push(searchCondition(options.search, inner));
    isCounted = name === '$count';
  }
  if (!isCounted) throw invalid(`${navigation.name} is a collection: use any(), all() or $count`, 0);
  return {
    sql: sql`(select count(*) ${inner.from()} where ${sql.join(conditions, sql` and `)})`,
    kind: 'integer',
  };
}

export function navigationOf(scope: Scope, { name, at, key }: Step): Navigation {
  const navigation = scope.entity?.navigations.get(name);
  if (navigation === undefined) {
    const whose = scope.entity === null ? 'the result' : scope.entity.name;
    throw invalid(`there is no property ${name} on ${whose}`, at);
  }
  if (key !== undefined) throw unsupported('a key inside an expression');
  return navigation;
}

function unaryValue({ operator, operand, at }: Extract<Expression, { kind: 'unary' }>, place: Place): Typed {
  if (operator === 'not') return { sql: sql`(not ${decided(conditionOf(operand, place))})`, kind: 'boolean' };
  const value = valueOf(operand, place);
  if (!isNumber(value) && value.kind !== 'duration' && value.kind !== 'null')
    throw invalid(`${wordsOf(value.kind)} cannot be negated`, at);
  return { sql: sql`(- ${value.sql})`, kind: value.kind };
}

const comparisons: Readonly<Partial<Record<BinaryOperator, RawBuilder<unknown>>>> = {
  lt: sql`<`,
  le: sql`<=`,
  gt: sql`>`,
  ge: sql`>=`,
};

function binaryValue(expression: Extract<Expression, { kind: 'binary' }>, place: Place): Typed {
  const { operator, left, right, at } = expression;
  if (operator === 'and' || operator === 'or') {
    const [one, other] = [conditionOf(left, place), conditionOf(right, place)];
    const word = operator === 'and' ? sql`and` : sql`or`;
    return { sql: sql`(${one} ${word} ${other})`, kind: 'boolean' };
  }
  if (operator === 'has') throw unsupported('has: no property is an enumeration');
  const [one, other] = alike(valueOf(left, place), valueOf(right, place), at);
  if (operator === 'eq' || operator === 'ne') return equality(operator, one, other);
  const sign = comparisons[operator];
  if (sign === undefined) return arithmetic(operator, [one, other], at);
  if (one.kind === 'boolean' || one.kind === 'binary' || one.kind === 'texts' || one.kind === 'json')
    throw invalid(`${wordsOf(one.kind)} cannot be ordered`, at);
  return { sql: sql`(${one.sql} ${sign} ${other.sql})`, kind: 'boolean' };
}

/** Null equals null and nothing else (URL conventions 5.1.1.1); two that are never null compare plainly. */
function equality(operator: 'eq' | 'ne', one: Typed, other: Typed): Typed {
  const isEqual = equalSql(one, other);
  if (operator === 'eq') return { sql: isEqual, kind: 'boolean' };
  if (one.kind === 'null') return { sql: sql`(${other.sql} is not null)`, kind: 'boolean' };
  if (other.kind === 'null') return { sql: sql`(${one.sql} is not null)`, kind: 'boolean' };
  return { sql: sql`(${one.sql} is distinct from ${other.sql})`, kind: 'boolean' };
}

function equalSql(one: Typed, other: Typed): RawBuilder<boolean> {
  if (one.kind === 'null') return sql<boolean>`(${other.sql} is null)`;
  if (other.kind === 'null') return sql<boolean>`(${one.sql} is null)`;
  return guidEquals(one, other) ?? guidEquals(other, one) ?? sql<boolean>`(${one.sql} = ${other.sql})`;
}

/** A GUID that follows from a key is looked for by the key; null when one of the two is something else. */
function guidEquals({ guidOf }: Typed, { guid }: Typed): RawBuilder<boolean> | null {
  if (guidOf === undefined || guid === undefined) return null;
  return guidCondition(guidOf.entity, guidOf.column, guid);
}

/** Brings two values to rules that both follow; refuses what cannot be compared. */
function alike(one: Typed, other: Typed, at: number): [Typed, Typed] {
  if (one.kind === other.kind || one.kind === 'null' || other.kind === 'null') return [one, other];
  if (isNumber(one) && isNumber(other)) return [one, other];
  if (one.kind === 'date' && other.kind === 'instant') return [asInstant(one), other];
  if (one.kind === 'instant' && other.kind === 'date') return [one, asInstant(other)];
  if (other.kind === 'duration' && (one.kind === 'date' || one.kind === 'instant')) return [one, other];
  throw invalid(`${wordsOf(one.kind)} and ${wordsOf(other.kind)} cannot be compared or combined`, at);
}

/** A day begins at midnight UTC, where it is compared with a point in time. */
function asInstant({ sql: day }: Typed): Typed {
  return { sql: sql`(${day}::timestamp at time zone 'UTC')`, kind: 'instant' };
}

function isNumber({ kind }: Typed): boolean {
  return kind === 'integer' || kind === 'decimal';
}

const signs: Readonly<Partial<Record<BinaryOperator, RawBuilder<unknown>>>> = {
  add: sql`+`,
  sub: sql`-`,
  mul: sql`*`,
  div: sql`/`,
  divby: sql`/`,
  mod: sql`%`,
};

/** Numbers are exact: `div` of whole numbers is whole, everything else is computed as decimals. */
function arithmetic(operator: BinaryOperator, values: readonly [Typed, Typed], at: number): Typed {
  const [one, other] = values;
  const sign = signs[operator] ?? sql`+`;
  const isOfTime = one.kind === 'date' || one.kind === 'instant' || one.kind === 'duration';
  if (isOfTime && (operator === 'add' || operator === 'sub'))
    return timeArithmetic(sign, operator, values, at);
  const unfit = values.find((value) => value.kind !== 'null' && !isNumber(value));
  if (unfit !== undefined) throw invalid(`${wordsOf(unfit.kind)} cannot be used in arithmetic`, at);
  const isWhole = one.kind === 'integer' && other.kind === 'integer' && operator !== 'divby';
  const kind = isWhole ? 'integer' : 'decimal';
  // Products of whole numbers leave their range before they leave that of decimals.
  const [left, right] = [sql`${one.sql}::numeric`, sql`${other.sql}::numeric`];
  if (isWhole && operator === 'div') return { sql: sql`trunc(${left} / ${right})`, kind };
  return { sql: sql`(${left} ${sign} ${right})`, kind };
}

function timeArithmetic(
  sign: RawBuilder<unknown>,
  operator: 'add' | 'sub',
  [one, other]: readonly [Typed, Typed],
  at: number,
): Typed {
  if (other.kind === 'duration' && one.kind !== 'duration')
    return { sql: sql`(${one.sql}::timestamptz ${sign} ${other.sql})`, kind: 'instant' };
  if (one.kind === 'duration' && other.kind === 'duration')
    return { sql: sql`(${one.sql} ${sign} ${other.sql})`, kind: 'duration' };
  if (operator === 'sub' && other.kind === one.kind)
    return { sql: sql`(${one.sql}::timestamptz - ${other.sql}::timestamptz)`, kind: 'duration' };
  throw invalid(`${wordsOf(one.kind)} and ${wordsOf(other.kind)} cannot be used together in arithmetic`, at);
}

function inValue({ left, list, at }: Extract<Expression, { kind: 'in' }>, place: Place): Typed {
  const one = valueOf(left, place);
  const [only] = list;
  const named = only?.kind === 'alias' ? place.aliases[only.name] : only;
  const items = list.length === 1 && named?.kind === 'array' ? named.items : list;
  const conditions = items.map((item) => {
    const [value, other] = alike(one, valueOf(item, place), at);
    return equalSql(value, other);
  });
  if (conditions.length === 0) return { sql: sql`false`, kind: 'boolean' };
  return { sql: sql`(${sql.join(conditions, sql` or `)})`, kind: 'boolean' };
}

function caseValue({ branches, at }: Extract<Expression, { kind: 'case' }>, place: Place): Typed {
  const values = branches.map(([, value]) => valueOf(value, place));
  const kinds = new Set(values.map(({ kind }) => kind).filter((kind) => kind !== 'null'));
  const [first = 'null'] = kinds;
  const isOfNumbers = [...kinds].every((kind) => kind === 'integer' || kind === 'decimal');
  if (kinds.size > 1 && !isOfNumbers) throw invalid('all values of case() must have the same type', at);
  const parts = branches.map(
    ([condition], place_) =>
      sql`when ${conditionOf(condition, place)} then ${values[place_]?.sql ?? sql`null`}`,
  );
  return { sql: sql`(case ${sql.join(parts, sql` `)} end)`, kind: kinds.size > 1 ? 'decimal' : first };
}

function lambdaValue(
  { quantifier, collection, variable, predicate, at }: Extract<Expression, { kind: 'lambda' }>,
  place: Place,
): Typed {
  const { scope, rest } = startOf(collection, place);
  let from = scope;
  for (const step of rest.slice(0, -1)) {
    const navigation = navigationOf(from, step);
    if (navigation.isCollection) throw unsupported('a collection of collections');
    from = from.join(navigation);
  }
  const last = rest.at(-1);
  if (last === undefined) throw invalid('a collection is missing', at);
  const list = from.value(last.name);
  if (list?.kind === 'texts') return listLambda(list, { quantifier, variable, predicate }, place);
  const navigation = navigationOf(from, last);
  if (!navigation.isCollection) throw invalid(`${last.name} is not a collection`, last.at);
  const inner = from.of(targetOf(from.model, navigation));
  const link = from.link(navigation, inner);
  if (predicate === null) return { sql: sql`exists (select ${inner.from()} where ${link})`, kind: 'boolean' };
  const variables = new Map(place.variables);
  if (variable !== null) variables.set(variable, inner);
  const condition = conditionOf(predicate, { ...place, variables });
  return quantifier === 'any'
    ? { sql: sql`exists (select ${inner.from()} where ${link} and ${condition})`, kind: 'boolean' }
    : {
        sql: sql`(not exists (select ${inner.from()} where ${link} and not ${decided(condition)}))`,
        kind: 'boolean',
      };
}

/** `list/any(item:item eq 'x')`: the variable is a text itself. */
function listLambda(
  list: Typed,
  { quantifier, variable, predicate }: Pick<Extract<Expression, { kind: 'lambda' }>, LambdaPart>,
  place: Place,
): Typed {
  const { scope } = place;
  const alias = scope.aliases.next();
  const source = sql`from unnest(${list.sql}) as ${sql.id(alias)} (item)`;
  if (predicate === null) return { sql: sql`exists (select ${source})`, kind: 'boolean' };
  const columns = new Map([['', { sql: sql.ref(`${alias}.item`), kind: 'text' } as const]]);
  const item = new Scope({ model: scope.model, aliases: scope.aliases, entity: null, alias, made: columns });
  const variables = new Map(place.variables);
  if (variable !== null) variables.set(variable, item);
  const condition = decided(conditionOf(predicate, { ...place, variables }));
  return quantifier === 'any'
    ? { sql: sql`exists (select ${source} where ${condition})`, kind: 'boolean' }
    : { sql: sql`(not exists (select ${source} where not ${condition}))`, kind: 'boolean' };
}

type LambdaPart = 'quantifier' | 'variable' | 'predicate';

import { sql, type RawBuilder } from 'kysely';
import type { AggregateItem, QueryOptions, Step, Transformation } from '../grammar/syntax.ts';
import type { Kind } from '../model/edm.ts';
import { conditionOf, valueOf, type Place } from './expression.ts';
import { wordsOf } from './functions.ts';
import { insideOf, joined, jsonOf, type Pair } from './json-text.ts';
import { orderOf, orderOfResult } from './order.ts';
import type { RowStyle } from './row-style.ts';
import { selectedNames } from './own-values.ts';
import { Scope, type BuiltColumn } from './scope.ts';
import { searchCondition } from './search.ts';
import { invalid, unsupported, type Typed } from './typed.ts';

/** Rows in the middle of `$apply`: of an entity, or of what was made of them, narrowed and in an order. */
interface Rows {
  readonly place: Place;
  /** `from …` of rows that were made; null for rows of the entity, whose joins are still to come. */
  readonly made: RawBuilder<unknown> | null;
  readonly conditions: readonly RawBuilder<boolean>[];
  /** In which order, and which of them, where it was asked for. */
  readonly tail: Tail | null;
}

interface Tail {
  readonly order: RawBuilder<unknown>;
  readonly skipped: number;
  /** Rows that are left at most; null is all. */
  readonly limit: number | null;
}

/** The result of `$apply`: rows of a query, each column with its kind. */
export interface Applied {
  readonly place: Place;
  readonly from: RawBuilder<unknown>;
  /** The place of each row where the last step put them in an order; null where none did. */
  readonly ordinal: RawBuilder<unknown> | null;
}

/**
 * `$apply`: each transformation makes rows of those of the one before it (Data Aggregation 4.0, 3). `base` are
 * conditions on the rows that it begins with. The result knows its columns only, a path as `site/district`.
 */
export function applied(
  transformations: readonly Transformation[],
  place: Place,
  base: readonly RawBuilder<boolean>[],
): Applied {
  let rows: Rows = { place, made: null, conditions: base, tail: null };
  for (const transformation of transformations) rows = step(rows, transformation);
  return closed(rows);
}

function step(rows: Rows, transformation: Transformation): Rows {
  switch (transformation.kind) {
    case 'identity':
      return rows;
    case 'filter':
      return narrowed(rows, (place) => conditionOf(transformation.predicate, place));
    case 'search':
      return narrowed(rows, (place) => searchCondition(transformation.search, place.scope));
    case 'compute':
      return computed(rows, transformation.items);
    case 'aggregate':
      return aggregated(rows, [], transformation.items);
    case 'groupby':
      return grouped(rows, transformation.paths, transformation.then);
    case 'orderby':
      return ordered(rows, transformation.items, {});
    case 'top':
      return ordered(rows, undefined, { limit: transformation.count });
    case 'skip':
      return ordered(rows, undefined, { offset: transformation.count });
    case 'topcount':
    case 'bottomcount': {
      const descending = transformation.kind === 'topcount';
      return ordered(rows, [{ expression: transformation.by, descending }], { limit: transformation.count });
    }
    case 'concat':
      throw unsupported('concat in $apply');
    case 'unsupported':
      throw unsupported(`${transformation.name} in $apply`);
  }
}

/** Once rows are cut off, a further condition is one on what is left. */
function narrowed(rows: Rows, conditionFor: (place: Place) => RawBuilder<boolean>): Rows {
  const open = openRows(rows);
  return { ...open, conditions: [...open.conditions, conditionFor(open.place)] };
}

function computed(rows: Rows, items: Extract<Transformation, { kind: 'compute' }>['items']): Rows {
  const open = openRows(rows);
  let { place } = open;
  for (const { expression, alias } of items) {
    if (place.scope.value(alias) !== undefined)
      throw invalid(`the name ${alias} is already in use`, expression.at);
    const column: BuiltColumn = valueOf(expression, place);
    place = { ...place, scope: place.scope.with(new Map([[alias, column]])) };
  }
  return { ...open, place };
}

/** Puts rows in an order, or cuts off a part of those that are in one. */
function ordered(
  rows: Rows,
  items: QueryOptions['orderby'],
  { limit, offset = 0 }: { readonly limit?: number; readonly offset?: number },
): Rows {
  const isAnew = items !== undefined || rows.tail === null;
  const open = items !== undefined && rows.tail !== null ? reopened(rows) : rows;
  const before = (isAnew ? null : rows.tail) ?? {
    order: orderAt(items, open.place),
    skipped: 0,
    limit: null,
  };
  const left = before.limit === null ? null : Math.max(before.limit - offset, 0);
  const most = limit === undefined ? left : Math.min(limit, left ?? limit);
  return { ...open, tail: { order: before.order, skipped: before.skipped + offset, limit: most } };
}

function orderAt(items: QueryOptions['orderby'], place: Place): RawBuilder<unknown> {
  return place.scope.entity === null ? orderOfResult(items, place).sql : orderOf(items, place).sql;
}

function tailSql({ order, skipped, limit }: Tail): RawBuilder<unknown> {
  const most = limit === null ? sql`` : sql` limit ${limit}::bigint`;
  return sql` order by ${order}${most} offset ${skipped}::bigint`;
}

/** Rows that may be narrowed and computed with: once they are cut off, they are a query of their own. */
function openRows(rows: Rows): Rows {
  return rows.tail === null ? rows : reopened(rows);
}

/** The rows so far as a query of their own, whose columns the next steps read. */
function reopened(rows: Rows): Rows {
  const { place, from } = closed(rows);
  return { place, made: from, conditions: [], tail: null };
}

function closed(rows: Rows): Applied {
  const { scope } = rows.place;
  const names = scope.entity === null ? [...scope.made.keys()] : selectedNames(undefined, scope);
  const columns = names.flatMap((name): Named[] => {
    const value = scope.made.get(name) ?? scope.value(name);
    return value === undefined ? [] : [{ name, value }];
  });
  return inner(rows, columns, sql``);
}

interface Named {
  readonly name: string;
  readonly value: Typed;
}

/** `select columns from rows where … tail` as a table whose columns are `c1`, `c2` and so on, known by their names. */
function inner(rows: Rows, columns: readonly Named[], groups: RawBuilder<unknown>): Applied {
  const { place, conditions } = rows;
  const { scope } = place;
  const selected = columns.map(({ value }, at) => sql`${value.sql} as ${sql.id(`c${at + 1}`)}`);
  const where = conditions.length === 0 ? sql`` : sql` where ${sql.join(conditions, sql` and `)}`;
  const from = rows.made ?? scope.from();
  const ordinals =
    rows.tail === null ? [] : [sql`row_number() over (order by ${rows.tail.order}) as ordinal`];
  const listed = [...selected, ...ordinals];
  const list = listed.length === 0 ? sql`null as c0` : sql.join(listed);
  const query = sql`select ${list} ${from}${where}${groups}${rows.tail === null ? sql`` : tailSql(rows.tail)}`;
  const alias = scope.aliases.next();
  const columnsByName = new Map(
    columns.map(({ name, value }, at): [string, BuiltColumn] => [
      name,
      { sql: sql.ref(`${alias}.c${at + 1}`), kind: value.kind },
    ]),
  );
  const result = new Scope({
    model: scope.model,
    aliases: scope.aliases,
    entity: null,
    alias,
    made: columnsByName,
  });
  return {
    place: { ...place, scope: result },
    from: sql`from (${query}) as ${sql.id(alias)}`,
    ordinal: rows.tail === null ? null : sql.ref(`${alias}.ordinal`),
  };
}

function grouped(rows: Rows, paths: readonly (readonly Step[])[], then: readonly Transformation[]): Rows {
  const [first, ...rest] = then;
  if (first === undefined) return aggregated(rows, paths, []);
  if (first.kind !== 'aggregate') throw unsupported(`${first.kind} per group in $apply`);
  let result = aggregated(rows, paths, first.items);
  for (const transformation of rest) {
    if (
      transformation.kind !== 'filter' &&
      transformation.kind !== 'compute' &&
      transformation.kind !== 'identity'
    )
      throw unsupported(`${transformation.kind} per group in $apply`);
    result = step(result, transformation);
  }
  return result;
}

function aggregated(rows: Rows, paths: readonly (readonly Step[])[], items: readonly AggregateItem[]): Rows {
  const open = openRows(rows);
  const groups = paths.map((path): Named => {
    const name = path.map((one) => one.name).join('/');
    const at = path[0]?.at ?? 0;
    const value = valueOf({ kind: 'path', steps: path, at }, open.place);
    if (value.kind === 'json') throw invalid(`${name} is a document and cannot be grouped by`, at);
    return { name, value };
  });
  const names = new Set(groups.map(({ name }) => name));
  const figures = items.map((item): Named => {
    if (names.has(item.alias)) throw invalid(`the name ${item.alias} is already in use`, item.at);
    names.add(item.alias);
    return { name: item.alias, value: aggregate(item, open.place) };
  });
  const by = groups.length === 0 ? sql`` : sql` group by ${sql.join(groups.map(({ value }) => value.sql))}`;
  const { place, from } = inner(open, [...groups, ...figures], by);
  return { place, made: from, conditions: [], tail: null };
}

const methods: Readonly<Record<string, (value: RawBuilder<unknown>) => RawBuilder<unknown>>> = {
  sum: (value) => sql`sum(${value})`,
  average: (value) => sql`avg(${value})`,
  min: (value) => sql`min(${value})`,
  max: (value) => sql`max(${value})`,
  countdistinct: (value) => sql`count(distinct ${value})`,
};

/** Sums over nothing are null, counts are 0. Averages and sums are exact decimals. */
function aggregate({ expression, method, at }: AggregateItem, place: Place): Typed {
  if (expression === null) return { sql: sql`count(*)`, kind: 'integer' };
  if (method === '$count') throw unsupported('the count of a collection in aggregate()');
  const make = Object.hasOwn(methods, method) ? methods[method] : undefined;
  if (make === undefined) throw unsupported(`the aggregation ${method}`);
  const value = valueOf(expression, place);
  const isNumber = value.kind === 'integer' || value.kind === 'decimal' || value.kind === 'null';
  if ((method === 'sum' || method === 'average') && !isNumber && value.kind !== 'duration')
    throw invalid(`${method} needs a number, and this is ${wordsOf(value.kind)}`, at);
  if ((method === 'min' || method === 'max') && ['boolean', 'json', 'guid'].includes(value.kind))
    throw invalid(`${wordsOf(value.kind)} cannot be ordered`, at);
  return { sql: make(value.sql), kind: kindOfResult(method, value.kind) };
}

function kindOfResult(method: string, kind: Kind | 'null'): Kind | 'null' {
  if (method === 'countdistinct') return 'integer';
  return method === 'average' && kind === 'integer' ? 'decimal' : kind;
}

/** A row of the result as JSON, in SQL of type text; a path is an object in an object. */
export function resultObject(
  select: QueryOptions['select'],
  { scope }: Place,
  style: RowStyle,
): RawBuilder<unknown> {
  const names = select === undefined ? [...scope.made.keys()] : selectedNames(select, scope);
  return nested(
    names.map((name) => ({ path: name.split('/'), name })),
    { scope, style },
  );
}

function nested(
  items: readonly { readonly path: readonly string[]; readonly name: string }[],
  context: { readonly scope: Scope; readonly style: RowStyle },
): RawBuilder<unknown> {
  const byFirst = Map.groupBy(items, ({ path }) => path[0] ?? '');
  const pairs = [...byFirst].map(([first, those]): Pair => {
    const [only] = those;
    if (only?.path.length === 1) {
      const column = context.scope.made.get(only.name);
      return [first, column ? jsonOf(column, context.style) : sql`'null'`, 'written'];
    }
    const rest = those.map(({ path, name }) => ({ path: path.slice(1), name }));
    return [first, nested(rest, context), 'written'];
  });
  return joined(['{', ...insideOf(pairs), '}']);
}

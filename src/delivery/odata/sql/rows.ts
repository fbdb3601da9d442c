import { sql, type RawBuilder } from 'kysely';
import type { ExpandItem, QueryOptions } from '../grammar/syntax.ts';
import { targetOf, type Entity, type Navigation } from '../model/entity.ts';
import { guidText } from '../model/guid.ts';
import { ChosenRows, whereOf, type RowSource } from './chosen-rows.ts';
import { conditionOf, navigationOf, valueOf, type Place } from './expression.ts';
import { insideOf, joined, jsonText, quoted, type Pair } from './json-text.ts';
import { orderOf } from './order.ts';
import { ownValues, selectedNames } from './own-values.ts';
import type { RowStyle } from './row-style.ts';
import type { BuiltColumn, Scope } from './scope.ts';
import { searchCondition } from './search.ts';
import { invalid, unsupported } from './typed.ts';

/** How deep `$expand` may go. */
const deepestExpand = 6;

/** The columns that `$compute` makes, each from what was there before it. */
export function computedOf(options: QueryOptions, place: Place): Place {
  let { scope } = place;
  for (const { expression, alias } of options.compute ?? []) {
    if (scope.value(alias) !== undefined) throw invalid(`the name ${alias} is already in use`, 0);
    const column: BuiltColumn = valueOf(expression, { ...place, scope });
    scope = scope.with(new Map([[alias, column]]));
  }
  return { ...place, scope };
}

/** What a query says of which rows: `$filter` and `$search`. */
export function conditionsOf(options: QueryOptions, place: Place): RawBuilder<boolean>[] {
  return [
    ...(options.filter ? [conditionOf(options.filter, place)] : []),
    ...(options.search ? [searchCondition(options.search, place.scope)] : []),
  ];
}

/** How a row is written, and where it comes from. */
export interface RowWriting {
  readonly style: RowStyle;
  /** Rows that were chosen before, which share parts and what they lead to; null for rows as they are read. */
  readonly chosen: ChosenRows | null;
  /** How deep inside `$expand` the row is. */
  readonly depth: number;
}

/** A row as a JSON object, in SQL of type text: what `$select`, `$compute` and `$expand` ask for. */
export function rowObject(options: QueryOptions, place: Place, writing: RowWriting): RawBuilder<unknown> {
  const { scope } = place;
  const { entity } = scope;
  if (entity === null) throw new Error('rows of an aggregation are written by apply.ts');
  const { style, chosen } = writing;
  const own = ownValues(selectedNames(options.select, scope), { scope, entity, style, chosen });
  const expanded = expandedItems(options.expand ?? [], entity).flatMap((item) =>
    expandedPairs(item, place, { ...writing, depth: writing.depth + 1 }),
  );
  return joined(['{', own, ...insideOf(expanded, 'goes on'), '}']);
}

/** `*` is every navigation that is not named besides. */
function expandedItems(items: readonly ExpandItem[], entity: Entity): ExpandItem[] {
  const named = new Set(items.filter(({ isStar }) => !isStar).map(({ path }) => path[0]?.name));
  return items.flatMap((item): ExpandItem[] => {
    if (!item.isStar) return [item];
    if (item.path.length > 0) throw unsupported('a path before * in $expand');
    return [...entity.navigations.keys()]
      .filter((name) => !named.has(name))
      .map((name) => ({ ...item, isStar: false, path: [{ name, at: item.at }] }));
  });
}

function expandedPairs(item: ExpandItem, place: Place, writing: RowWriting): Pair[] {
  const [first, ...rest] = item.path;
  if (first === undefined) throw invalid('a name is missing', item.at);
  if (rest.length > 0) throw unsupported('a path of more than one name in $expand');
  if (writing.depth > deepestExpand)
    throw invalid(`$expand may be at most ${deepestExpand} levels deep`, item.at);
  if (item.options.levels !== undefined) throw unsupported('$levels: no entity refers to itself');
  if (item.options.apply !== undefined) throw unsupported('$apply inside $expand');
  const navigation = navigationOf(place.scope, first);
  const expanded: Expanded = { item, navigation, writing, outer: place };
  return navigation.isCollection ? collectionPairs(expanded) : onePair(expanded);
}

interface Expanded {
  readonly item: ExpandItem;
  readonly navigation: Navigation;
  readonly writing: RowWriting;
  /** The row that leads there. */
  readonly outer: Place;
}

function objectOf({ item, writing }: Expanded, place: Place, chosen: ChosenRows | null): RawBuilder<unknown> {
  return item.only === 'ref'
    ? reference(place.scope, writing.style)
    : rowObject(item.options, place, { ...writing, chosen });
}

/** Only where the row is. */
export function reference(scope: Scope, { root }: RowStyle): RawBuilder<unknown> {
  const { entity } = scope;
  if (entity === null) throw new Error('rows of an aggregation have no address');
  const guid = guidText(
    entity,
    (column) => scope.column(column),
    (part) => part,
  );
  const address = joined([sql`${root}::text`, `${entity.set}(`, guid, ')']);
  return joined(['{"@odata.id":', quoted(address), '}']);
}

/** Rows that a navigation leads to from a row. */
function rowsBehind({ item, navigation, outer }: Expanded, from: Scope): RowSource {
  const { options } = item;
  const inner = from.of(targetOf(from.model, navigation));
  const link = from.link(navigation, inner);
  const place = computedOf(options, { ...outer, scope: inner });
  const conditions = [link, ...conditionsOf(options, place)];
  const order = orderOf(options.orderby, place);
  return { place, conditions, order, from: () => place.scope.from() };
}

function onePair(expanded: Expanded): Pair[] {
  const { item, navigation, writing, outer } = expanded;
  if (item.only === 'count') throw invalid(`${navigation.name} is a single row, not a collection`, item.at);
  const read = (from: Scope): RawBuilder<unknown> => {
    const { place, conditions, from: source } = rowsBehind(expanded, from);
    const object = objectOf(expanded, place, null);
    return sql`(select ${object} ${source()}${whereOf(conditions)} limit 1)`;
  };
  const object = writing.chosen?.lead(navigation, read) ?? read(outer.scope);
  return [[navigation.name, sql`coalesce(${object}, 'null')`]];
}

/** The rows of a collection in their order, cut off at a page with the address of what is left. */
function collectionPairs(expanded: Expanded): Pair[] {
  const { item, navigation, writing, outer } = expanded;
  const { options } = item;
  const behind = rowsBehind(expanded, outer.scope);
  const source = (): RawBuilder<unknown> => sql`${behind.from()}${whereOf(behind.conditions)}`;
  const count = sql`(select count(*)::text ${source()})`;
  if (item.only === 'count') return [[`${navigation.name}@odata.count`, count]];
  const { pageSize } = writing.style;
  const limit = Math.min(options.top ?? pageSize, pageSize);
  const chosen = new ChosenRows(behind, { limit, offset: options.skip ?? 0 });
  const object = objectOf(expanded, chosen.place, chosen);
  const list = sql`coalesce('[' || string_agg(${object}, ',' order by ${chosen.number}) || ']', '[]')`;
  const pairs: Pair[] = [[navigation.name, sql`(${chosen.select(list)})`]];
  if (options.count === true) pairs.push([`${navigation.name}@odata.count`, count]);
  const isCut = options.top === undefined || options.top > pageSize;
  if (isCut) {
    const rest = nextOf(expanded, { source: source(), limit });
    pairs.push([`${navigation.name}@odata.nextLink`, rest, 'if any']);
  }
  return pairs;
}

/** Where the rest of an expanded collection is, as a JSON text; null where all of it is here. */
function nextOf(
  { item, navigation, writing, outer: { scope } }: Expanded,
  { source, limit }: { source: RawBuilder<unknown>; limit: number },
): RawBuilder<unknown> {
  const { entity } = scope;
  if (entity === null) return sql`null::text`;
  const guid = sql`${scope.value(entity.guidName)?.sql ?? sql`null`}::text`;
  const end = (item.options.skip ?? 0) + limit;
  const place = [`${entity.set}(`, guid, `)/${navigation.name}?$skip=`, sql`${end}::bigint::text`];
  const address = joined([sql`${writing.style.root}::text`, ...place]);
  // One row behind the page is enough to know; nobody asked how many there are.
  const isCut = sql`exists (select ${source} offset ${end}::bigint limit 1)`;
  return sql`(case when ${isCut} then ${jsonText(address)} end)`;
}

import { sql, type RawBuilder } from 'kysely';
import type { ExpandItem, QueryOptions, SelectItem } from '../grammar/syntax.ts';
import { lookupsOf, targetOf, type Entity, type Navigation } from '../model/entity.ts';
import { guidSql } from '../model/guid.ts';
import type { Kind } from '../model/edm.ts';
import { conditionOf, navigationOf, valueOf, type Place } from './expression.ts';
import { formatted } from './formatted.ts';
import { orderOf } from './order.ts';
import type { Pair, RowStyle } from './row-style.ts';
import type { BuiltColumn, Scope } from './scope.ts';
import { searchCondition } from './search.ts';
import { addressPairs, linkPairs, typePairs } from './full-metadata.ts';
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

/** A row as a JSON object: what `$select`, `$compute` and `$expand` ask for. */
export function rowObject(
  options: QueryOptions,
  place: Place,
  style: RowStyle,
  depth = 0,
): RawBuilder<unknown> {
  const { scope } = place;
  const { entity } = scope;
  if (entity === null) throw new Error('rows of an aggregation are written by apply.ts');
  const names = selectedNames(options.select, scope);
  const lookups = lookupsOf(entity);
  const pairs: Pair[] = [
    ...(style.isFull ? addressPairs(scope, entity, style) : []),
    ['@odata.etag', etagSql(scope)],
  ];
  for (const name of names) {
    const value = scope.value(name);
    if (value === undefined) continue;
    if (style.isFull) pairs.push(...typePairs(name, value.kind, entity));
    pairs.push([name, jsonValue(value.sql, value.kind, style)]);
    if (!style.withAnnotations) continue;
    const text = formatted(value.sql, entity.properties.get(name)?.type ?? null);
    if (text !== null) pairs.push([`${name}@OData.Community.Display.V1.FormattedValue`, text]);
    const lookup = lookups.get(name);
    if (lookup !== undefined) pairs.push(...lookupAnnotations(name, lookup, scope));
  }
  if (style.isFull) pairs.push(...linkPairs(scope, entity, style));
  for (const item of expandedItems(options.expand ?? [], entity))
    pairs.push(...expandedPairs(item, place, style, depth + 1));
  return jsonObject(pairs);
}

/** A JSON object; a call takes at most 100 arguments, so long ones are put together from several. */
export function jsonObject(pairs: readonly Pair[]): RawBuilder<unknown> {
  const size = 49;
  const parts: RawBuilder<unknown>[] = [];
  for (let at = 0; at < pairs.length; at += size) {
    const values = pairs.slice(at, at + size).flatMap(([name, value]) => [sql`${name}::text`, value]);
    parts.push(sql`json_build_object(${sql.join(values)})`);
  }
  const [only, ...more] = parts;
  if (only === undefined) return sql`json_build_object()`;
  if (more.length === 0) return only;
  const texts = parts.map((part, at) => {
    const end = at === parts.length - 1 ? sql`${part}::text` : sql`left(${part}::text, -1)`;
    return at === 0 ? end : sql`substr(${end}, 2)`;
  });
  return sql`(${sql.join(texts, sql` || ', ' || `)})::json`;
}

/** A value as it stands in JSON. */
export function jsonValue(
  value: RawBuilder<unknown>,
  kind: Kind | 'null',
  style: RowStyle,
): RawBuilder<unknown> {
  if (kind === 'json') return sql`${value}::text`;
  if (kind === 'binary') return sql`translate(encode(${value}, 'base64'), E'+/\\n', '-_')`;
  if (kind === 'duration') return sql`${value}::text`;
  const isNumber = kind === 'integer' || kind === 'decimal';
  return isNumber && style.numbersAsText ? sql`${value}::text` : value;
}

/** Changes whenever a column of the row does. */
function etagSql(scope: Scope): RawBuilder<unknown> {
  return sql`('W/"' || hashtextextended((${sql.ref(scope.alias)}.*)::text, 0)::text || '"')`;
}

/** Names that `$select` chooses; without it all, with the GUID and lookups. */
export function selectedNames(select: readonly SelectItem[] | undefined, scope: Scope): string[] {
  const { entity } = scope;
  const own =
    entity === null ? [] : [entity.guidName, ...entity.properties.keys(), ...lookupsOf(entity).keys()];
  const all = [...own, ...scope.made.keys()];
  if (select === undefined) return all;
  const names = select.flatMap(({ path, isStar, options, at }) => {
    if (options !== undefined) throw unsupported('options inside $select');
    if (isStar) return all;
    const [first, ...rest] = path;
    const name = path.map((step) => step.name).join('/');
    if (first === undefined) throw invalid('a name is missing', at);
    if (scope.value(name) !== undefined || scope.made.has(name)) return [name];
    if (entity?.navigations.has(first.name) === true && rest.length === 0) return [];
    throw invalid(`there is no property ${name} on ${entity?.name ?? 'the result'}`, first.at);
  });
  return [...new Set([...(entity === null ? [] : [entity.guidName]), ...names])];
}

function lookupAnnotations(name: string, lookup: Navigation, scope: Scope): Pair[] {
  const target = targetOf(scope.model, lookup);
  const isThere = sql`${scope.value(name)?.sql} is not null`;
  const onlyThen = (text: string): RawBuilder<unknown> => sql`(case when ${isThere} then ${text}::text end)`;
  const title = target.title === null ? null : scope.join(lookup).column(target.title);
  return [
    ...(title === null
      ? []
      : [[`${name}@OData.Community.Display.V1.FormattedValue`, sql`${title}::text`] as const]),
    [`${name}@Microsoft.Dynamics.CRM.lookuplogicalname`, onlyThen(target.name)],
    [`${name}@Microsoft.Dynamics.CRM.associatednavigationproperty`, onlyThen(lookup.name)],
  ];
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

function expandedPairs(item: ExpandItem, place: Place, style: RowStyle, depth: number): Pair[] {
  const [first, ...rest] = item.path;
  if (first === undefined) throw invalid('a name is missing', item.at);
  if (rest.length > 0) throw unsupported('a path of more than one name in $expand');
  if (depth > deepestExpand) throw invalid(`$expand may be at most ${deepestExpand} levels deep`, item.at);
  if (item.options.levels !== undefined) throw unsupported('$levels: no entity refers to itself');
  if (item.options.apply !== undefined) throw unsupported('$apply inside $expand');
  const navigation = navigationOf(place.scope, first);
  const inner = place.scope.of(targetOf(place.scope.model, navigation));
  const link = place.scope.link(navigation, inner);
  const expanded: Expanded = { item, navigation, style, depth, link };
  const innerPlace = computedOf(item.options, { ...place, scope: inner });
  return navigation.isCollection
    ? collectionPairs(expanded, innerPlace, place.scope)
    : onePair(expanded, innerPlace);
}

interface Expanded {
  readonly item: ExpandItem;
  readonly navigation: Navigation;
  readonly style: RowStyle;
  readonly depth: number;
  readonly link: RawBuilder<boolean>;
}

function objectOf({ item, style, depth }: Expanded, place: Place): RawBuilder<unknown> {
  return item.only === 'ref' ? reference(place.scope, style) : rowObject(item.options, place, style, depth);
}

/** Only where the row is. */
export function reference(scope: Scope, { root }: RowStyle): RawBuilder<unknown> {
  const { entity } = scope;
  if (entity === null) throw new Error('rows of an aggregation have no address');
  const guid = guidSql(entity, (column) => scope.column(column));
  return sql`json_build_object('@odata.id', ${`${root}${entity.set}(`}::text || ${guid}::text || ')')`;
}

function onePair(expanded: Expanded, place: Place): Pair[] {
  const { item, navigation, link } = expanded;
  if (item.only === 'count') throw invalid(`${navigation.name} is a single row, not a collection`, item.at);
  const object = objectOf(expanded, place);
  const conditions = [link, ...conditionsOf(item.options, place)];
  const { scope } = place;
  return [
    [
      navigation.name,
      sql`(select ${object} ${scope.from()} where ${sql.join(conditions, sql` and `)} limit 1)`,
    ],
  ];
}

/** The rows of a collection in their order, cut off at a page with the address of what is left. */
function collectionPairs(expanded: Expanded, place: Place, outer: Scope): Pair[] {
  const { item, navigation, style, link } = expanded;
  const { options } = item;
  const { scope } = place;
  const conditions = [link, ...conditionsOf(options, place)];
  const where = sql`where ${sql.join(conditions, sql` and `)}`;
  const count = sql`(select count(*) ${scope.from()} ${where})`;
  if (item.only === 'count') return [[`${navigation.name}@odata.count`, count]];
  const object = objectOf(expanded, place);
  const order = orderOf(options.orderby, place);
  const limit = Math.min(options.top ?? style.pageSize, style.pageSize);
  const page = scope.aliases.next();
  const rows = sql`select ${object} as object, row_number() over (order by ${order.sql}) as place
    ${scope.from()} ${where} order by ${order.sql} limit ${limit}::bigint offset ${options.skip ?? 0}::bigint`;
  const pairs: Pair[] = [
    [
      navigation.name,
      sql`(select coalesce(json_agg(${sql.ref(`${page}.object`)} order by ${sql.ref(`${page}.place`)}), '[]')
        from (${rows}) as ${sql.id(page)})`,
    ],
  ];
  if (options.count === true) pairs.push([`${navigation.name}@odata.count`, count]);
  const isCut = options.top === undefined || options.top > style.pageSize;
  if (isCut)
    pairs.push([
      `${navigation.name}@odata.nextLink`,
      nextOf(expanded, { source: sql`${scope.from()} ${where}`, outer, limit }),
    ]);
  return pairs;
}

/** Where the rest of an expanded collection is; null where all of it is here. */
function nextOf(
  { item, navigation, style }: Expanded,
  { source, outer, limit }: { source: RawBuilder<unknown>; outer: Scope; limit: number },
): RawBuilder<unknown> {
  const { entity } = outer;
  if (entity === null) return sql`null`;
  const guid = guidSql(entity, (column) => outer.column(column));
  const end = (item.options.skip ?? 0) + limit;
  const [before, behind] = [`${style.root}${entity.set}(`, `)/${navigation.name}?$skip=${end}`];
  const address = sql`${before}::text || ${guid}::text || ${behind}::text`;
  // One row behind the page is enough to know; nobody asked how many there are.
  return sql`(case when exists (select ${source} offset ${end}::bigint limit 1) then ${address} end)`;
}

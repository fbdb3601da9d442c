import { createHash } from 'node:crypto';
import { sql, type RawBuilder } from 'kysely';
import type { QueryOptions } from '../grammar/syntax.ts';
import type { Kind } from '../model/edm.ts';
import { applied, resultObject } from './apply.ts';
import { guidSql } from '../model/guid.ts';
import { ChosenRows, whereOf, type RowSource } from './chosen-rows.ts';
import type { Place } from './expression.ts';
import { behind, orderKept, orderOf, orderOfResult } from './order.ts';
import { selectedNames } from './own-values.ts';
import { computedOf, conditionsOf, reference, rowObject } from './rows.ts';
import type { RowStyle } from './row-style.ts';
import type { Scope } from './scope.ts';
import { statementOf, type Statement } from './statement.ts';
import { invalid } from './typed.ts';

/** The statement of one page of a collection. */
export interface Page {
  /** One row, which says the whole page (`PageRow`). */
  readonly statement: Statement;
  /** Rows that the page holds at most. */
  readonly size: number;
  /** The token of the next page, when `last` are the values of the last row and `taken` rows are on this page. */
  readonly token: (last: readonly (string | null)[], taken: number) => string | null;
}

/** What stands between the rows of a page, and nowhere in a row: JSON writes the end of a line in other signs. */
export const betweenRows = ',\n';

/** What the statement of a page answers. */
export interface PageRow {
  /** The rows in their order as JSON objects, with `betweenRows` between them; null where there are none. */
  readonly objects: string | null;
  /** How many were found, one more than the page at most. */
  readonly found: string;
  /** How many there are in all, where that was asked for. */
  readonly count?: string;
  /** GUIDs of the rows with commas between them, where they were asked for; null where there are none. */
  readonly guids?: string | null;
  /** Where the last row stands in the order, as texts. */
  readonly [key: `k${number}`]: string | null;
}

/** What a token of a page says: where the page before it ended. */
interface PageToken {
  /** Digest of the query, so that a token is not used with another one. */
  readonly query: string;
  readonly last: readonly (string | null)[];
  /** Rows that `$top` still allows; null without `$top`. */
  readonly left: number | null;
}

/** What is asked of a collection. */
export interface CollectionQuery {
  readonly options: QueryOptions;
  readonly place: Place;
  /** Conditions that come from the path, such as the row whose statements are asked for. */
  readonly base: readonly RawBuilder<boolean>[];
  readonly style: RowStyle;
  /** Only where rows are, as `/$ref` asks. */
  readonly isReference: boolean;
  /** The query as it was written, without paging; tokens belong to it. */
  readonly written: string;
  /** The GUIDs of the rows are told beside them. */
  readonly withGuid?: boolean;
}

interface Source extends RowSource {
  /** A row as JSON, once it is known which rows are shown. */
  readonly object: (place: Place, chosen: ChosenRows | null) => RawBuilder<unknown>;
}

/** A page of a collection: rows in a total order, from behind the last row of the page before. */
export function pageOf(query: CollectionQuery): Page {
  const { options, style } = query;
  const source = sourceOf(query);
  const token = options.skiptoken === undefined ? null : readToken(options.skiptoken, query.written);
  const left = token === null ? (options.top ?? null) : token.left;
  const size = Math.min(left ?? style.pageSize, style.pageSize);
  const conditions = [...source.conditions, ...(token === null ? [] : [behind(source.order, token.last)])];
  // Whether there is another page shows in one row more.
  const isLast = size === left;
  const part = { limit: isLast ? size : size + 1, offset: token === null ? (options.skip ?? 0) : 0 };
  const chosen = new ChosenRows({ ...source, conditions }, part);
  const object = source.object(chosen.place, chosen);
  const shown = isLast ? sql`` : sql` filter (where ${chosen.number} <= ${size}::bigint)`;
  // Where nothing is joined, rows come as they were numbered.
  const order = chosen.isJoined ? sql` order by ${chosen.number}` : sql``;
  const keys = source.order.terms.map(
    (_, at) =>
      sql`max(${chosen.key(at)}) filter (where ${chosen.number} = ${size}::bigint) as ${sql.id(`k${at + 1}`)}`,
  );
  const columns = [
    sql`count(*)::text as found`,
    sql`string_agg(${object}, ${sql.lit(betweenRows)}${order})${shown} as objects`,
    ...(query.withGuid === true
      ? [sql`string_agg(${guidOf(chosen.place.scope)}, ','${order})${shown} as guids`]
      : []),
    ...(isLast ? [] : keys),
    ...(options.count === true ? [sql`(${countSql(source)}) as count`] : []),
  ];
  return {
    statement: statementOf(chosen.select(sql.join(columns))),
    size,
    token: (last, taken) => {
      const rest = left === null ? null : left - taken;
      return rest === 0 ? null : writeToken({ query: digestOf(query.written), last, left: rest });
    },
  };
}

/** The one row of a query, with its JSON as `object`. */
export function rowOf(query: CollectionQuery): Statement {
  const source = sourceOf(query);
  const object = source.object(source.place, null);
  return statementOf(sql`select ${object} as object ${source.from()}${whereOf(source.conditions)} limit 1`);
}

function sourceOf(query: CollectionQuery): Source {
  return query.options.apply === undefined ? entitySource(query) : resultSource(query);
}

function guidOf(scope: Scope): RawBuilder<unknown> {
  const { entity } = scope;
  if (entity === null) throw new Error('rows of an aggregation have no GUID');
  return sql`${guidSql(entity, (name) => scope.column(name))}::text`;
}

/** Every row of a collection with its GUID, in no order, and how many there are. */
export interface EveryRow {
  readonly rows: Statement;
  readonly count: Statement;
  /** Nothing but the rows of the set decides what is read: no others that they lead to, and not the day. */
  readonly isOwn: boolean;
}

/** Every row of a collection, or of those for which a condition holds. */
export function everyRow(
  query: CollectionQuery,
  only: ((scope: Scope) => RawBuilder<boolean>) | null,
): EveryRow {
  const source = entitySource(query);
  const { scope } = source.place;
  const conditions = [...source.conditions, ...(only === null ? [] : [only(scope)])];
  const columns = sql`${source.object(source.place, null)} as object, ${guidOf(scope)} as guid`;
  const rows = statementOf(sql`select ${columns} ${source.from()}${whereOf(conditions)}`);
  return {
    rows,
    count: statementOf(countSql(source)),
    isOwn: rows.text.split('"api".').length === 2 && !/\b(now\(|current_)/i.test(rows.text),
  };
}

/** GUIDs of those rows of a set, among some, that the caller sees whatever a query asks for. */
export function stillSeen({ place: { scope } }: CollectionQuery, guids: readonly string[]): Statement {
  const { entity } = scope;
  if (entity === null) throw new Error('rows of an aggregation have no GUID');
  const seen = scope.of(entity);
  const guid = guidSql(entity, (name) => seen.column(name));
  return statementOf(sql`select ${guid}::text as guid ${seen.from()} where ${guid} = any (${guids}::uuid[])`);
}

/** How many rows a collection has: `/$count`. */
export function countOf(query: CollectionQuery): Statement {
  return statementOf(countSql(sourceOf(query)));
}

/** All rows of a collection, each as texts `c1`, `c2` and so on, and what these columns are. */
export function allOf(query: CollectionQuery): {
  readonly columns: readonly { readonly name: string; readonly kind: Kind | 'null' }[];
  readonly rows: Statement;
} {
  const { options } = query;
  const source = sourceOf(query);
  const { scope } = source.place;
  const names =
    options.select === undefined
      ? [...(scope.entity?.properties.keys() ?? []), ...scope.made.keys()]
      : selectedNames(options.select, scope).filter((name) => name !== scope.entity?.guidName);
  const columns = names.map((name) => {
    const value = scope.made.get(name) ?? scope.value(name);
    return { name, kind: value?.kind ?? ('null' as const), value };
  });
  const texts = columns.map(({ value }, at) => {
    const text =
      value?.kind === 'instant' ? sql`to_json(${value.sql}) #>> '{}'` : sql`${value?.sql ?? sql`null`}::text`;
    return sql`${text} as ${sql.id(`c${at + 1}`)}`;
  });
  const limit = options.top === undefined ? sql`` : sql` limit ${options.top}::bigint`;
  const rows = sql`select ${sql.join(texts)} ${source.from()}${whereOf(source.conditions)}
    order by ${source.order.sql}${limit} offset ${options.skip ?? 0}::bigint`;
  return { columns, rows: statementOf(rows) };
}

function countSql(source: Source): RawBuilder<unknown> {
  return sql`select count(*)::text as count ${source.from()}${whereOf(source.conditions)}`;
}

function entitySource({ options, place: start, base, style, isReference }: CollectionQuery): Source {
  const place = computedOf(options, start);
  return {
    place,
    order: orderOf(options.orderby, place),
    conditions: [...base, ...conditionsOf(options, place)],
    from: () => place.scope.from(),
    object: (shown, chosen) =>
      isReference ? reference(shown.scope, style) : rowObject(options, shown, { style, chosen, depth: 0 }),
  };
}

/** What `$apply` made is filtered, searched and put in order by the other options. */
function resultSource({ options, place: start, base, style }: CollectionQuery): Source {
  if (options.expand !== undefined) throw invalid('$expand cannot be combined with $apply', 0);
  const { place: appliedPlace, from, ordinal } = applied(options.apply ?? [], start, base);
  const place = computedOf(options, appliedPlace);
  return {
    place,
    order:
      ordinal !== null && options.orderby === undefined
        ? orderKept(ordinal)
        : orderOfResult(options.orderby, place),
    conditions: conditionsOf(options, place),
    from: () => from,
    object: (shown) => resultObject(options.select, shown, style),
  };
}

function writeToken(token: PageToken): string {
  return Buffer.from(JSON.stringify(token)).toString('base64url');
}

function readToken(written: string, query: string): PageToken {
  const token = tokenOf(written);
  if (token === null) throw invalid('$skiptoken was not issued by this service', 0);
  if (token.query !== digestOf(query)) throw invalid('$skiptoken belongs to another query', 0);
  return token;
}

function tokenOf(written: string): PageToken | null {
  try {
    const { query, last, left } = JSON.parse(Buffer.from(written, 'base64url').toString()) as Record<
      string,
      unknown
    >;
    const isPlace = Array.isArray(last) && last.every((value) => value === null || typeof value === 'string');
    const isLeft = left === null || (Number.isSafeInteger(left) && (left as number) >= 0);
    if (typeof query !== 'string' || !isPlace || !isLeft) return null;
    return { query, last: last as (string | null)[], left: left as number | null };
  } catch {
    return null;
  }
}

function digestOf(query: string): string {
  return createHash('sha256').update(query).digest('base64url').slice(0, 12);
}

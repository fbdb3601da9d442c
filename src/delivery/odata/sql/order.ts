import { sql, type RawBuilder } from 'kysely';
import type { OrderItem } from '../grammar/syntax.ts';
import { sqlTypeOf, type Kind } from '../model/edm.ts';
import { valueOf, type Place } from './expression.ts';
import { invalid } from './typed.ts';

/** One term of an order. Nothing (null) comes before everything, as OData says. */
interface Term {
  readonly sql: RawBuilder<unknown>;
  readonly kind: Kind | 'null';
  readonly isDescending: boolean;
  /** Part of the key: never null. */
  readonly isKey: boolean;
}

/** A total order of rows: what was asked for, then the key. */
export interface Order {
  /** Behind `order by`. */
  readonly sql: RawBuilder<unknown>;
  readonly terms: readonly Term[];
}

/** The order of rows of an entity; the key ends it, so that no two rows stand at one place. */
export function orderOf(items: readonly OrderItem[] | undefined, place: Place): Order {
  const { scope } = place;
  const terms = (items ?? []).map(({ expression, descending }): Term => {
    const value = valueOf(expression, place);
    if (value.kind === 'texts' || value.kind === 'json')
      throw invalid('a list cannot be ordered', expression.at);
    return { sql: value.sql, kind: value.kind, isDescending: descending, isKey: false };
  });
  const key = (scope.entity?.key ?? []).map((name): Term => ({
    sql: scope.column(name),
    kind: scope.entity?.properties.get(name)?.type.kind ?? 'text',
    isDescending: false,
    isKey: true,
  }));
  return totalOrder([...terms, ...key]);
}

/** The order of rows that an aggregation made: what was asked for, then every column. */
export function orderOfResult(items: readonly OrderItem[] | undefined, place: Place): Order {
  const terms = (items ?? []).map(({ expression, descending }): Term => {
    const value = valueOf(expression, place);
    return { sql: value.sql, kind: value.kind, isDescending: descending, isKey: false };
  });
  const others = [...place.scope.made.values()]
    .filter(({ kind }) => kind !== 'json' && kind !== 'texts')
    .map((column): Term => ({ ...column, isDescending: false, isKey: false }));
  return totalOrder([...terms, ...others]);
}

/** The order in which the last step of `$apply` put its rows. */
export function orderKept(ordinal: RawBuilder<unknown>): Order {
  return totalOrder([{ sql: ordinal, kind: 'integer', isDescending: false, isKey: true }]);
}

function totalOrder(ordering: readonly Term[]): Order {
  // PostgreSQL takes a bare null behind `order by` for a place in the list of columns, and refuses it.
  const terms = ordering.map((term) =>
    term.kind === 'null' ? { ...term, sql: sql`${term.sql}::text` } : term,
  );
  const parts = terms.map((term) =>
    term.isDescending
      ? sql`${term.sql} desc nulls last`
      : term.isKey
        ? term.sql
        : sql`${term.sql} asc nulls first`,
  );
  return { sql: parts.length === 0 ? sql`(select null)` : sql.join(parts), terms };
}

/** The condition that a row stands behind the one with these values, which are texts or null. */
export function behind(order: Order, values: readonly (string | null)[]): RawBuilder<boolean> {
  const { terms } = order;
  if (values.length !== terms.length) throw invalid('the page token belongs to another query', 0);
  if (terms.every(({ isKey }) => isKey)) {
    const columns = terms.map((term) => term.sql);
    const last = terms.map((term, at) => valueAt(term, values[at] ?? null));
    return sql<boolean>`(${sql.join(columns)}) > (${sql.join(last)})`;
  }
  const alternatives = terms.map((term, at) => {
    const equal = terms.slice(0, at).map((before, place) => {
      const value = valueAt(before, values[place] ?? null);
      return sql<boolean>`${before.sql} is not distinct from ${value}`;
    });
    return sql<boolean>`(${sql.join([...equal, after(term, values[at] ?? null)], sql` and `)})`;
  });
  return sql<boolean>`(${sql.join(alternatives, sql` or `)})`;
}

function after(term: Term, value: string | null): RawBuilder<boolean> {
  if (term.isDescending)
    return value === null
      ? sql<boolean>`false`
      : sql<boolean>`(${term.sql} < ${valueAt(term, value)} or ${term.sql} is null)`;
  return value === null
    ? sql<boolean>`${term.sql} is not null`
    : sql<boolean>`${term.sql} > ${valueAt(term, value)}`;
}

function valueAt({ kind }: Term, value: string | null): RawBuilder<unknown> {
  return sql`${value}::${sql.raw(sqlTypeOf[kind === 'null' ? 'text' : kind])}`;
}

import { sql, type RawBuilder } from 'kysely';
import type { Navigation } from '../model/entity.ts';
import type { Place } from './expression.ts';
import type { Order } from './order.ts';
import { Scope, type BuiltColumn } from './scope.ts';
import { statementOf } from './statement.ts';

/** Rows that a query finds, before it is said how they are written. */
export interface RowSource {
  readonly place: Place;
  /** `from` with its joins; asked last. */
  readonly from: () => RawBuilder<unknown>;
  readonly conditions: readonly RawBuilder<boolean>[];
  readonly order: Order;
}

/** Which part of the rows is meant. */
export interface Part {
  readonly limit: number;
  readonly offset: number;
}

export function whereOf(conditions: readonly RawBuilder<boolean>[]): RawBuilder<unknown> {
  return conditions.length === 0 ? sql`` : sql` where ${sql.join(conditions, sql` and `)}`;
}

/**
 * A part of the rows of a query as a table of its own: only what is shown is written as JSON, what several values of a
 * row have in common is computed once, and what many rows lead to is read once.
 */
export class ChosenRows {
  /** What names mean for the rows that were chosen. */
  readonly place: Place;
  readonly #source: RowSource;
  readonly #part: Part;
  readonly #shared: string[] = [];
  readonly #targets: RawBuilder<unknown>[] = [];
  readonly #joins: RawBuilder<unknown>[] = [];

  constructor(source: RowSource, part: Part) {
    this.#source = source;
    this.#part = part;
    const { scope } = source.place;
    const alias = scope.aliases.next();
    const computed = [...scope.made].map(([name, { kind }], at): [string, BuiltColumn] => [
      name,
      { sql: sql.ref(`${alias}.c${at + 1}`), kind },
    ]);
    const { model, aliases, entity } = scope;
    this.place = {
      ...source.place,
      scope: new Scope({ model, aliases, entity, alias, made: new Map(computed) }),
    };
  }

  /** The number of the row in the order, from 1. */
  get number(): RawBuilder<unknown> {
    return sql.ref(`${this.place.scope.alias}.row_number`);
  }

  /** The value of the row at a term of the order, as text; terms are counted from 0. */
  key(term: number): RawBuilder<unknown> {
    return sql`${sql.ref(`${this.place.scope.alias}.k${term + 1}`)}::text`;
  }

  /** Rows may come in another order than that of their numbers. */
  get isJoined(): boolean {
    return this.#joins.length > 0 || this.place.scope.joins.length > 0;
  }

  /** Has a part of a value computed once for each row; how it is written from there on. */
  readonly share = (part: RawBuilder<unknown>): RawBuilder<unknown> => {
    const { text, values } = statementOf(part);
    return values.length > 0 ? part : this.shareText(text);
  };

  /** As `share`, of a statement without values. */
  shareText(text: string): RawBuilder<unknown> {
    const before = this.#shared.indexOf(text);
    const at = before < 0 ? this.#shared.push(text) : before + 1;
    return sql.ref(`${this.place.scope.alias}.s${at}`);
  }

  /** What was shared, in its order. */
  get shared(): readonly string[] {
    return this.#shared;
  }

  /** Has what a navigation to one row leads to read once for all rows that lead to the same. */
  lead({ on }: Navigation, read: (from: Scope) => RawBuilder<unknown>): RawBuilder<unknown> {
    const { scope } = this.place;
    const { model, aliases, entity } = scope;
    const from = new Scope({ model, aliases, entity });
    const [chosen, target] = [aliases.next(), aliases.next()];
    const columns = on.map(([own]) => own);
    const listed = sql.join(columns.map((name) => sql.ref(`${chosen}.${name}`)));
    const led = sql.join(columns.map((name) => from.column(name)));
    this.#targets.push(sql`${sql.id(target)} as materialized (
      select ${led}, ${read(from)} as object
      from (select distinct ${listed} from chosen as ${sql.id(chosen)}) as ${sql.id(from.alias)})`);
    const equal = columns.map((name) => sql`${sql.ref(`${target}.${name}`)} = ${scope.column(name)}`);
    this.#joins.push(sql`left join ${sql.table(target)} on ${sql.join(equal, sql` and `)}`);
    return sql.ref(`${target}.object`);
  }

  /** `select columns from` the rows. Ask last. */
  select(columns: RawBuilder<unknown>): RawBuilder<unknown> {
    const { alias, joins } = this.place.scope;
    const more = sql.join([sql``, ...this.#joins, ...joins], sql` `);
    if (this.#targets.length === 0)
      return sql`select ${columns} from (${this.#numbered()}) as ${sql.id(alias)}${more}`;
    const before = sql.join([sql`chosen as materialized (${this.#numbered()})`, ...this.#targets]);
    return sql`with ${before} select ${columns} from chosen as ${sql.id(alias)}${more}`;
  }

  /** The rows in their order, each with its number and with what its values share, under the name that they have. */
  #numbered(): RawBuilder<unknown> {
    const shared = this.#shared.map((text, at) => sql`, ${sql.raw(text)} as ${sql.id(`s${at + 1}`)}`);
    const alias = sql.id(this.place.scope.alias);
    return sql`select row_number() over () as row_number, ${alias}.*${sql.join(shared, sql``)}
      from (${this.#columns()}) as ${alias}`;
  }

  #columns(): RawBuilder<unknown> {
    const { place, from, conditions, order } = this.#source;
    const { scope } = place;
    const own = [...(scope.entity?.properties.keys() ?? [])].map((name) => scope.column(name));
    const computed = [...scope.made.values()].map(
      (column, at) => sql`${column.sql} as ${sql.id(`c${at + 1}`)}`,
    );
    const keys = order.terms.map((term, at) => sql`${term.sql} as ${sql.id(`k${at + 1}`)}`);
    const { limit, offset } = this.#part;
    return sql`select ${sql.join([...own, ...computed, ...keys])} ${from()}${whereOf(conditions)}
      order by ${order.sql} limit ${limit}::bigint offset ${offset}::bigint`;
  }
}

import { sql, type RawBuilder } from 'kysely';
import { guidSql } from '../model/guid.ts';
import { lookupsOf, targetOf, type Entity, type Model, type Navigation } from '../model/entity.ts';
import type { Kind } from '../model/edm.ts';
import type { Typed } from './typed.ts';

/** A column that a query made: of `$compute`, or of the result of `$apply`. */
export interface BuiltColumn {
  readonly sql: RawBuilder<unknown>;
  readonly kind: Kind | 'null';
}

/** Names of tables in one statement: `t1`, `t2` and so on. */
export class Aliases {
  #count = 0;

  next(): string {
    this.#count += 1;
    return `t${this.#count}`;
  }
}

/**
 * What names mean at one place of a query: the columns of a row, and where its navigations lead. Navigations to one
 * row become left joins of the query that the place belongs to.
 */
export class Scope {
  readonly model: Model;
  readonly aliases: Aliases;
  /** The entity whose rows these are; null for the rows of an aggregation. */
  readonly entity: Entity | null;
  readonly alias: string;
  /** Columns that were made, by name; of an aggregation all of them, with `site/district` for a path. */
  readonly made: ReadonlyMap<string, BuiltColumn>;
  /** Left joins, in order; shared with the places that are joined. */
  readonly joins: RawBuilder<unknown>[];
  readonly #joined = new Map<string, Scope>();

  constructor(
    origin: Pick<Scope, 'model' | 'aliases' | 'entity'> & {
      readonly alias?: string;
      readonly made?: ReadonlyMap<string, BuiltColumn>;
      readonly joins?: RawBuilder<unknown>[];
    },
  ) {
    this.model = origin.model;
    this.aliases = origin.aliases;
    this.entity = origin.entity;
    this.alias = origin.alias ?? origin.aliases.next();
    this.made = origin.made ?? new Map();
    this.joins = origin.joins ?? [];
  }

  /** A place for the rows of an entity, in a query of its own. */
  of(entity: Entity): Scope {
    return new Scope({ model: this.model, aliases: this.aliases, entity });
  }

  /** The same rows with further columns. */
  with(columns: ReadonlyMap<string, BuiltColumn>): Scope {
    const { model, aliases, entity, alias, joins } = this;
    return new Scope({ model, aliases, entity, alias, joins, made: new Map([...this.made, ...columns]) });
  }

  /** A column of the view. */
  column(name: string): RawBuilder<unknown> {
    return sql.ref(`${this.alias}.${name}`);
  }

  /** The value of a property, a GUID or a lookup; undefined when no such name is known here. */
  value(name: string): Typed | undefined {
    const madeColumn = this.made.get(name);
    if (madeColumn !== undefined) return madeColumn;
    const { entity } = this;
    if (entity === null) return undefined;
    const property = entity.properties.get(name);
    if (property !== undefined) return { sql: this.column(name), kind: property.type.kind };
    if (name === entity.guidName) return this.#guid(entity, (column) => this.column(column));
    const lookup = lookupsOf(entity).get(name);
    if (lookup === undefined) return undefined;
    const owns = new Map(lookup.on.map(([own, other]) => [other, own]));
    return this.#guid(targetOf(this.model, lookup), (column) => this.column(owns.get(column) ?? column));
  }

  #guid(entity: Entity, column: (name: string) => RawBuilder<unknown>): Typed {
    return { sql: guidSql(entity, column), kind: 'guid', guidOf: { entity, column } };
  }

  /** The row that a navigation leads to, joined once. */
  join(navigation: Navigation): Scope {
    const before = this.#joined.get(navigation.name);
    if (before !== undefined) return before;
    const target = targetOf(this.model, navigation);
    const joined = new Scope({
      model: this.model,
      aliases: this.aliases,
      entity: target,
      joins: this.joins,
    });
    this.#joined.set(navigation.name, joined);
    this.joins.push(
      sql`left join ${viewOf(target)} as ${sql.id(joined.alias)} on ${this.link(navigation, joined)}`,
    );
    return joined;
  }

  /** The condition that a row of another place is one of those that a navigation leads to from here. */
  link({ on }: Navigation, other: Scope): RawBuilder<boolean> {
    const pairs = on.map(([own, theirs]) => sql<boolean>`${other.column(theirs)} = ${this.column(own)}`);
    return sql<boolean>`${sql.join(pairs, sql` and `)}`;
  }

  /** `from` with the view of the entity and the joins that were needed. Ask last. */
  from(): RawBuilder<unknown> {
    if (this.entity === null) throw new Error('rows of an aggregation come from their own query');
    const parts = [sql`from ${viewOf(this.entity)} as ${sql.id(this.alias)}`, ...this.joins];
    return sql`${sql.join(parts, sql` `)}`;
  }
}

export function viewOf({ name }: Entity): RawBuilder<unknown> {
  return sql.table(`api.${name}`);
}

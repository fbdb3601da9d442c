import { sql, type RawBuilder } from 'kysely';
import { refusal, type Refusal } from '../../../kernel/errors.ts';
import type { Kind } from '../model/edm.ts';
import type { ColumnSql } from '../model/guid.ts';
import type { Entity } from '../model/entity.ts';

/** A value as SQL, with the rules by which it is compared. */
export interface Typed {
  readonly sql: RawBuilder<unknown>;
  readonly kind: Kind | 'null';
  /** Of a GUID that follows from a key: whose, so that it is looked for by the key. */
  readonly guidOf?: { readonly entity: Entity; readonly column: ColumnSql };
  /** Of a GUID that was written in the request: which. */
  readonly guid?: string;
}

/** A request that says something wrong; `at` is the position in the text of the option, from 0. */
export function invalid(problem: string, at: number): Refusal {
  return refusal('ODATA_INVALID', { problem, at });
}

/** A request for something that the protocol knows and the service does not offer. */
export function unsupported(what: string): Refusal {
  return refusal('ODATA_UNSUPPORTED', { what });
}

/**
 * A condition as SQL that is true or false, never null: what is unknown does not count as true under `not` either. Not
 * for what stands after `where`, which leaves out the unknown anyway: an index would not be used.
 */
export function decided(condition: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`coalesce(${condition}, false)`;
}

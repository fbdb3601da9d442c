import type { Queryable } from '../../../platform/database/index.ts';
import type { Principal, PrincipalWith } from '../../../platform/security/index.ts';

/** A value of a row as the service takes and gives it: numbers and days as text, with every digit. */
export type Value = string | boolean | null | readonly string[];

/** Values by the name of their column. */
export type Values = Readonly<Record<string, Value>>;

/**
 * How rows of a set are written: which columns a body may hold, and the use cases that do it, which are those of the
 * command line with their rights, rules and trail. What is missing is not done here.
 */
export interface WritableSet {
  /** Columns that a new row may be given, and those that it must have; with its key, if people choose it. */
  readonly added?: readonly string[];
  readonly required?: readonly string[];
  /** Adds a row; the natural key by which it is read again. */
  readonly add?: (principal: Principal, values: Values) => Promise<Values>;
  /** Columns of a row that may be given another value. */
  readonly changed?: readonly string[];
  /** Changes the row that stands; `values` are those that were given. */
  readonly change?: (principal: Principal, change: { before: Values; values: Values }) => Promise<void>;
  /** Takes the row away that stands. */
  readonly remove?: (principal: Principal, before: Values) => Promise<void>;
  /** The use cases read everything once: such rows are written by themselves, and not in a change set with others. */
  readonly isolation?: 'repeatable read';
  /** Takes, as the owner, the lock that the use cases take: the row that was compared is the one that is changed. */
  readonly lock?: (database: Queryable, key: Values) => Promise<unknown>;
}

/** Which sets are written, by entity, and how several writes become one. */
export interface Writing {
  readonly sets: ReadonlyMap<string, WritableSet>;
  /** One transaction, with the rights of the caller; refuses a token that only reads. */
  readonly together: <T>(
    work: (principalWith: PrincipalWith) => Promise<T>,
    isolation?: 'repeatable read',
  ) => Promise<T>;
}

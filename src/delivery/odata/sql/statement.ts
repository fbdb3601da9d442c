import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type RawBuilder,
} from 'kysely';
import type { SqlValue } from '../../../platform/database/index.ts';

/** A statement with its bound values, as the database takes it. */
export interface Statement {
  readonly text: string;
  readonly values: readonly SqlValue[];
}

/** Compiles only: statements run in transactions of the caller. */
const compiler = new Kysely<Record<string, never>>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (database) => new PostgresIntrospector(database),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

/** PostgreSQL numbers bound values with two bytes. */
const mostValues = 65_000;

/** The text and values of a statement. */
export function statementOf(raw: RawBuilder<unknown>): Statement {
  const { sql: text, parameters } = raw.compile(compiler);
  if (parameters.length > mostValues) throw new RangeError('a statement holds at most 65000 values');
  return { text, values: parameters as readonly SqlValue[] };
}

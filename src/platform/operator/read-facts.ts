import type { Queryable } from '../database/index.ts';
import { factsByName, factsWith, type OperatorFacts } from './facts.ts';

interface SetFact {
  readonly fact: string;
  readonly texts: string[];
  readonly setAt: string;
}

/** The facts of the operator in force, for whatever calculates. */
export async function readFacts(database: Queryable): Promise<OperatorFacts> {
  const rows = await standing(database);
  return factsWith(new Map(rows.map(({ fact, texts }) => [fact, texts])));
}

/** A fact as it is listed. */
export interface ListedFact {
  readonly name: string;
  readonly kind: string;
  readonly values: readonly string[];
  readonly delivered: readonly string[];
  /** Whether the operator set it; it stays as it is then, whatever a later version comes with. */
  readonly isSet: boolean;
  /** Instant in UTC; null for what is as delivered. */
  readonly setAt: string | null;
  readonly meaning: string;
}

/** Every fact, in the order in which they are described. */
export async function listFacts(database: Queryable): Promise<ListedFact[]> {
  const set = new Map((await standing(database)).map((row) => [row.fact, row]));
  return [...factsByName].map(([name, { kind, delivered, meaning }]) => {
    const { texts: values = delivered, setAt = null } = set.get(name) ?? {};
    return { name, kind, values, delivered, isSet: set.has(name), setAt, meaning };
  });
}

/** A value that the operator set, while it stood. */
export interface PastFact {
  readonly values: readonly string[];
  readonly reason: string;
  readonly setAt: string;
  readonly setBy: string;
  /** Null while it stands. */
  readonly endedAt: string | null;
  readonly endedBy: string | null;
}

/** What a fact was set to, newest first. Rows are there for those who may read the settings of the system. */
export async function historyOf(database: Queryable, name: string): Promise<PastFact[]> {
  return database.query<PastFact>(
    `select set_values as values, reason, set_at as "setAt", set_by as "setBy", ended_at as "endedAt",
       ended_by as "endedBy"
     from platform.operator_fact where fact = $1 order by setting_id desc`,
    [name],
  );
}

async function standing(database: Queryable): Promise<SetFact[]> {
  return database.query<SetFact>(
    `select fact, set_values as texts, set_at as "setAt" from platform.operator_fact where ended_at is null`,
  );
}

import { requireRight, type Principal } from '../../security/index.ts';
import { startStatistics, type StatisticsState } from '../statements/statistics.ts';
import { readSlowStatements, type SlowStatement } from '../statements/slow-statements.ts';
import { readTopStatements, type CountedStatement } from '../statements/top-statements.ts';

/** Which statements take the time of the database. */
export interface TopStatements {
  /** Whether the server counts them, and why not. */
  readonly counting: StatisticsState;
  /** The one that took most time first. */
  readonly statements: readonly CountedStatement[];
}

/** Statements by the time that they took together. Needs the right to read metrics. */
export async function listTopStatements(
  { caller, database }: Principal,
  limit: number,
): Promise<TopStatements> {
  await requireRight(caller, { object: 'metric', action: 'read' });
  const counting = await startStatistics(database);
  return { counting, statements: counting === 'on' ? await readTopStatements(database, limit) : [] };
}

/** Statements that took longer than the limit, the slowest first. Needs the right to read metrics. */
export async function listSlowStatements({ caller }: Principal, limit: number): Promise<SlowStatement[]> {
  await requireRight(caller, { object: 'metric', action: 'read' });
  return caller.transaction((transaction) => readSlowStatements(transaction, limit));
}

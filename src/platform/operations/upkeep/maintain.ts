import type { Clock } from '../../../kernel/clock.ts';
import { keepOrTry, refreshStatistics, type Database, type Queryable } from '../../database/index.ts';
import { measureBloat, type Bloat } from './measure-bloat.ts';

/** Part of an index that may hold nothing (operations.md 9.8). */
const mostEmpty = 0.2;
/** Days without use after which an index is told to be unused: a quarter, so that every kind of close was in it. */
const unusedDays = 92;
const dayMs = 86_400_000;

/** What is wrong with an index. */
export interface IndexFinding {
  readonly kind: 'foreign key without index' | 'duplicate index' | 'invalid index' | 'unused index';
  readonly relation: string;
  /** Index or constraint. */
  readonly object: string;
  readonly says: string;
  /** Statement that would mend it. */
  readonly remedy: string;
}

/** What was done for the database, or would be. */
export interface Upkeep {
  /** Partitions that were made for the months ahead. */
  readonly partitions: number;
  /** Partitioned tables whose statistics were refreshed. */
  readonly analyzed: number;
  /** Indexes of which too much held nothing, rebuilt while everybody worked. */
  readonly rebuilt: readonly Bloat[];
  /** Tables of which too much holds nothing; deleted rows in it were freed. */
  readonly freed: readonly Bloat[];
  /** Whether bloat could be measured; on a server of somebody else the owner may not. */
  readonly isMeasured: boolean;
  readonly findings: readonly IndexFinding[];
}

/** What upkeep needs of the stages. */
export interface UpkeepTools {
  readonly clock: Clock;
  /** Makes the partitions of the months ahead; how many. */
  readonly makeMonthsAhead: (database: Queryable, clock: Clock) => Promise<number>;
  /** Nothing is changed. */
  readonly isTrial: boolean;
  readonly signal?: AbortSignal;
}

/** Schemas with tables that are kept in partitions. */
const partitionedSchemas = ['warehouse', 'forecasting', 'audit', 'pgboss'];

/** Makes partitions ahead, and refreshes statistics of partitioned tables, which autovacuum leaves. As the owner. */
export async function keepPartitions(
  database: Database,
  { clock, makeMonthsAhead, isTrial }: UpkeepTools,
): Promise<Pick<Upkeep, 'partitions' | 'analyzed'>> {
  return keepOrTry(database, isTrial, async (transaction) => ({
    partitions: await makeMonthsAhead(transaction, clock),
    analyzed: (await refreshStatistics(transaction, partitionedSchemas)).length,
  }));
}

/**
 * All that the database needs now and then: partitions, statistics, indexes that hold too much nothing built anew, and
 * what is wrong with indexes. In a trial nothing is changed. As the owner.
 */
export async function maintain(database: Database, tools: UpkeepTools): Promise<Upkeep> {
  const { clock, isTrial, signal } = tools;
  const partitioned = await keepPartitions(database, tools);
  const bloat = await measureBloat(database);
  const empty = (bloat ?? []).filter(({ ratio }) => ratio > mostEmpty);
  const rebuilt = empty.filter(({ kind }) => kind === 'index');
  const freed = empty.filter(({ kind }) => kind === 'table');
  if (!isTrial) {
    // Neither may be in a transaction.
    await database.withConnection(async (connection) => {
      for (const { relation } of rebuilt) {
        signal?.throwIfAborted();
        await connection.execute(`reindex index concurrently ${relation}`);
      }
      for (const { relation } of freed) {
        signal?.throwIfAborted();
        await connection.execute(`vacuum (analyze) ${relation}`);
      }
    });
  }
  const findings = await readIndexFindings(database, new Date(clock.now().getTime() - unusedDays * dayMs));
  return { ...partitioned, rebuilt, freed, isMeasured: bloat !== null, findings };
}

/** What is wrong with indexes; used is what was used since an instant. */
function readIndexFindings(database: Queryable, unusedBefore: Date): Promise<IndexFinding[]> {
  return database.query<IndexFinding>(
    'select kind, relation, object, says, remedy from operations.index_findings($1)',
    [unusedBefore],
  );
}

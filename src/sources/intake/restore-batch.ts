import { refusal } from '../../kernel/errors.ts';
import type { Connection } from '../../platform/database/index.ts';
import { feedNamed } from '../catalogue.ts';
import { stagingTable, type Feed } from '../feed.ts';
import { beginBatch, endBatch, failInterrupted, noRows, type RowCounts, type Warning } from './batch.ts';
import { showBatch, type BatchSummary } from './list-batches.ts';
import type { Intake, TakenIn } from './taken-in.ts';
import type { Restoration, RestoredPart } from './warehouse-door.ts';

export interface RestoreOptions {
  /** Number of the load that is to count again. */
  readonly id: string;
  /** Why; kept with the loads that this makes. */
  readonly reason: string;
  /** A dry run: what would come and go is told, and nothing changes. */
  readonly isTrial: boolean;
}

/**
 * Puts back what the sites and months, or days, that a load changed held when it had ended. Rows that were replaced
 * since come out of history, as loads of the files that they came from; what stands in their place goes there. One
 * result for each of those files. Refuses with SOURCES_BATCH_UNKNOWN and SOURCES_RESTORE_*.
 */
export async function restoreBatch(intake: Intake, options: RestoreOptions): Promise<TakenIn[]> {
  const { database } = intake;
  if (options.reason.trim() === '') throw refusal('SOURCES_RESTORE_REASON_MISSING');
  const batch = await showBatch(database, options.id);
  const feed = feedNamed(batch.feed);
  if (!feed) throw refusal('SOURCES_FEED_UNKNOWN', { feed: batch.feed, feeds: '' });
  await intake.authorize?.(feed, batch.file);
  return database.withAdvisoryLock(`sources.${stagingTable(feed)}`, async () => {
    await failInterrupted(database, feed.name);
    return database.transaction(async (transaction) => {
      if (options.isTrial) await transaction.query('savepoint before_rows');
      const results = await restore(intake, options, { transaction, batch, feed });
      if (options.isTrial) await transaction.query('rollback to savepoint before_rows');
      return results;
    });
  });
}

interface Restoring {
  readonly transaction: Connection;
  readonly batch: BatchSummary;
  readonly feed: Feed;
}

async function restore(
  intake: Intake,
  options: RestoreOptions,
  { transaction, batch, feed }: Restoring,
): Promise<TakenIn[]> {
  const { batchId, file, state } = batch;
  const restoration = await intake.warehouse.restorationOf(transaction, {
    feed: feed.name,
    slice: feed.slice,
    batchId,
  });
  if (!restoration) throw refusal('SOURCES_RESTORE_LIST', { batch: batchId, file, feed: feed.name });
  if (restoration.parts.length === 0)
    throw refusal('SOURCES_RESTORE_NOTHING', { batch: batchId, file, state });
  const loads: RestoredLoad[] = [];
  for (const part of restoration.parts)
    loads.push({ ...part, batchId: await beginPart(intake, { transaction, batch, feed }, part) });
  const counts = await restoration.apply(loads);
  const results: TakenIn[] = [];
  for (const [at, load] of loads.entries())
    results.push(
      await endPart(intake, options, {
        transaction,
        feed,
        batch,
        load,
        restoration,
        loaded: counts.get(load.origin) ?? 0,
        superseded: at === loads.length - 1 ? (counts.get('') ?? 0) : 0,
      }),
    );
  return results;
}

interface RestoredLoad extends RestoredPart {
  /** The load that stands for the origin. */
  readonly batchId: string;
}

/** The load that stands for the one that had brought the rows: the same file, so that their lines lead into it. */
async function beginPart(
  intake: Intake,
  { transaction, batch, feed }: Restoring,
  { origin, sites, firstOn, lastOn }: RestoredPart,
): Promise<string> {
  const source = origin === batch.batchId ? batch : await showBatch(transaction, origin);
  const batchId = await beginBatch(transaction, {
    feed: feedNamed(source.feed) ?? feed,
    content: {
      name: source.file,
      path: '',
      sha256: source.sha256,
      sizeBytes: Number.parseInt(source.sizeBytes, 10),
    },
    receivedBy: intake.receivedBy,
    receivedAt: intake.clock.now(),
    effectiveOn: source.effectiveOn ?? lastOn,
    replayOf: source.replayOfBatchId ?? origin,
  });
  await transaction.query(
    'update sources.batch set first_on = $2::date, last_on = $3::date, site_ids = $4 where batch_id = $1',
    [batchId, firstOn, lastOn, [...sites]],
  );
  return batchId;
}

interface EndedPart extends Restoring {
  readonly load: RestoredLoad;
  readonly restoration: Restoration;
  readonly loaded: number;
  readonly superseded: number;
}

async function endPart(
  intake: Intake,
  { reason, isTrial }: RestoreOptions,
  { transaction, feed, batch, load, restoration, loaded, superseded }: EndedPart,
): Promise<TakenIn> {
  const rows: RowCounts = {
    ...noRows,
    received: load.rows,
    loaded,
    unchanged: load.rows - loaded,
    superseded,
  };
  const warning: Warning = {
    rule: 'put back',
    message: `Rows are put back as batch ${batch.batchId} (${batch.file}) had left them: ${reason.trim()}`,
  };
  const warnings = [warning, ...((await intake.consequences?.(transaction, feed, load.batchId)) ?? [])];
  const source = load.origin === batch.batchId ? batch : await showBatch(transaction, load.origin);
  const amounts = feed.columns.flatMap(({ column, type, personal }) =>
    type.kind === 'decimal' && column !== null && personal === undefined ? [column] : [],
  );
  const changes = isTrial ? await restoration.changes(load.batchId, amounts) : null;
  await endBatch(transaction, {
    batchId: load.batchId,
    state: 'loaded',
    rows,
    finishedAt: intake.clock.now(),
    controlTotals: null,
    setAside: {},
    sameAs: null,
    refusal: null,
    warnings,
  });
  return {
    file: source.file,
    feed: source.feed,
    state: isTrial ? 'tried' : 'loaded',
    batchId: isTrial ? null : load.batchId,
    rows,
    warnings,
    setAside: {},
    held: [],
    ...(changes ? { changes } : {}),
    refusal: null,
  };
}

import { requireRight, type Principal } from '../../platform/security/index.ts';
import { listBatches, showBatch, type BatchFilter, type BatchSummary } from '../intake/list-batches.ts';

const reading = { object: 'data-flow', action: 'read' } as const;

/** Loads, newest first: every file received and its outcome. */
export async function listLoads({ caller }: Principal, filter: BatchFilter): Promise<BatchSummary[]> {
  await requireRight(caller, reading);
  return caller.transaction((transaction) => listBatches(transaction, filter));
}

/** One load with control totals, warnings and errors. Refuses with SOURCES_BATCH_UNKNOWN. */
export async function readLoad({ caller }: Principal, batchId: string): Promise<BatchSummary> {
  await requireRight(caller, reading);
  return caller.transaction((transaction) => showBatch(transaction, batchId));
}

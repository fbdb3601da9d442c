import { refusal } from '../../kernel/errors.ts';
import type { Queryable } from '../../platform/database/index.ts';
import type { BatchState, ControlTotals, RefusedBecause, SetAside, Warning } from './batch.ts';

/** A load as people see it. Counts are rows, as text. */
export interface BatchSummary {
  readonly batchId: string;
  readonly source: string;
  readonly feed: string;
  readonly file: string;
  readonly sha256: string;
  readonly sizeBytes: string;
  readonly receivedBy: string;
  readonly receivedAt: string;
  /** Null while the load is under way, or when it was interrupted. */
  readonly seconds: string | null;
  readonly state: BatchState;
  readonly received: string;
  readonly loaded: string;
  readonly unchanged: string;
  readonly superseded: string;
  readonly quarantined: string;
  /** Records of kinds that the feed does not take, by kind. */
  readonly setAside: SetAside;
  readonly controlTotals: ControlTotals | null;
  readonly effectiveOn: string | null;
  readonly sameAsBatchId: string | null;
  readonly replayOfBatchId: string | null;
  readonly refusal: RefusedBecause | null;
  readonly warnings: readonly Warning[];
}

export interface BatchFilter {
  readonly source?: string | undefined;
  readonly feed?: string | undefined;
  readonly state?: string | undefined;
  readonly id?: string | undefined;
  /** Part of the name of the file, in any case. */
  readonly file?: string | undefined;
  readonly receivedBy?: string | undefined;
  /** Days on which the file arrived, both included, in a time zone. */
  readonly received?:
    | { readonly from?: string | undefined; readonly to?: string | undefined; readonly timeZone: string }
    | undefined;
  /** Only loads before this one: the next page. */
  readonly before?: string | undefined;
  readonly limit?: number | undefined;
}

/** Loads, newest first. */
export async function listBatches(database: Queryable, filter: BatchFilter): Promise<BatchSummary[]> {
  return database.query<BatchSummary>(
    `select batch.batch_id as "batchId", source, feed, file_name as file, sha256, size_bytes as "sizeBytes",
       received_by as "receivedBy", received_at as "receivedAt",
       round(extract(epoch from finished_at - received_at), 3)::text as seconds, state,
       rows_received as received, rows_loaded as loaded, rows_unchanged as unchanged,
       rows_superseded as superseded, rows_quarantined as quarantined,
       coalesce(set_aside, '{}') as "setAside", control_totals as "controlTotals",
       effective_on as "effectiveOn", same_as_batch_id as "sameAsBatchId", replay_of_batch_id as "replayOfBatchId",
       refusal, coalesce(warned.warnings, '[]') as warnings
     from sources.batch
     left join lateral (
       select jsonb_agg(jsonb_build_object('rule', rule, 'message', message) order by batch_warning_id) as warnings
       from sources.batch_warning where batch_warning.batch_id = batch.batch_id
     ) as warned on true
     where ($1::text is null or feed = $1) and ($2::text is null or state = $2)
       and ($3::bigint is null or batch.batch_id = $3)
       and ($5::text is null or source = $5) and ($6::text is null or strpos(lower(file_name), lower($6)) > 0)
       and ($7::text is null or received_by = $7) and ($8::bigint is null or batch.batch_id < $8)
       and ($9::date is null or received_at >= $9::timestamp at time zone $11)
       and ($10::date is null or received_at < ($10::date + 1)::timestamp at time zone $11)
     order by batch.batch_id desc limit $4`,
    [
      filter.feed ?? null,
      filter.state ?? null,
      filter.id ?? null,
      filter.limit ?? null,
      filter.source ?? null,
      filter.file ?? null,
      filter.receivedBy ?? null,
      filter.before ?? null,
      filter.received?.from ?? null,
      filter.received?.to ?? null,
      filter.received?.timeZone ?? 'UTC',
    ],
  );
}

/** One load; SOURCES_BATCH_UNKNOWN when there is none of that number. */
export async function showBatch(database: Queryable, id: string): Promise<BatchSummary> {
  const [batch] = /^\d{1,18}$/.test(id) ? await listBatches(database, { id }) : [];
  if (!batch) throw refusal('SOURCES_BATCH_UNKNOWN', { batch: id });
  return batch;
}

/** What was loaded so far, by feed. Counts are files and rows, as text. */
export async function countLoads(
  database: Queryable,
): Promise<
  { feed: string; files: string; loaded: string; superseded: string; quarantined: string; refused: string }[]
> {
  return database.query(
    `select feed, count(*) filter (where state in ('loaded', 'unchanged'))::text as files,
       sum(rows_loaded)::text as loaded, sum(rows_superseded)::text as superseded,
       coalesce(sum(rows_quarantined) filter (where state = 'loaded'), 0)::text as quarantined,
       count(*) filter (where state in ('refused', 'failed'))::text as refused
     from sources.batch group by feed order by feed`,
  );
}

import { hasState, sqlstate, type Queryable } from '../../platform/database/index.ts';
import { Refusal, refusal } from '../../kernel/errors.ts';
import { keepableJson } from '../../kernel/keepable-json.ts';
import type { Feed } from '../feed.ts';
import type { Content } from '../reading/content.ts';

export type BatchState = 'receiving' | 'loaded' | 'unchanged' | 'replaced' | 'tried' | 'refused' | 'failed';

export interface RowCounts {
  readonly received: number;
  readonly loaded: number;
  readonly unchanged: number;
  readonly superseded: number;
  readonly quarantined: number;
  /** Records of a kind that the feed does not take; absent where there are none. */
  readonly setAside?: number;
}

export const noRows: RowCounts = { received: 0, loaded: 0, unchanged: 0, superseded: 0, quarantined: 0 };

/** Count and exact sum per numeric column, by header name. */
export type ControlTotals = Readonly<Record<string, { readonly count: string; readonly sum: string | null }>>;

/** Records set aside, by the kind that they name. */
export type SetAside = Readonly<Record<string, number>>;

export interface Warning {
  readonly rule: string;
  readonly message: string;
}

/** A fault as a refused batch remembers it: the file itself stays with its sender. */
export interface ReportedFault {
  readonly line: number;
  readonly column: string | null;
  readonly value: string | null;
  readonly rule: string;
  readonly message: string;
}

export interface RefusedBecause {
  readonly code: string;
  readonly message: string;
  readonly next: string;
  readonly faults: readonly ReportedFault[];
}

export interface NewBatch {
  readonly feed: Feed;
  readonly content: Content;
  readonly receivedBy: string;
  readonly receivedAt: Date;
  readonly effectiveOn: string;
  readonly replayOf: string | null;
}

/** Writes the batch of a file that is about to be read; its number. Committed at once: a crash leaves a trace. */
export async function beginBatch(database: Queryable, batch: NewBatch): Promise<string> {
  const [row] = await database.query<{ batch_id: string }>(
    `insert into sources.batch (source, feed, file_name, sha256, size_bytes, received_by, received_at, state,
       effective_on, replay_of_batch_id)
     values ($1, $2, $3, $4, $5, $6, $7, 'receiving', $8, $9) returning batch_id`,
    [
      batch.feed.source,
      batch.feed.name,
      batch.content.name,
      batch.content.sha256,
      batch.content.sizeBytes,
      batch.receivedBy,
      batch.receivedAt,
      batch.effectiveOn,
      batch.replayOf,
    ],
  );
  if (!row) throw new Error('the database returned no batch number');
  return row.batch_id;
}

export interface EndedBatch {
  readonly batchId: string;
  readonly state: BatchState;
  readonly rows: RowCounts;
  readonly finishedAt: Date;
  readonly controlTotals: ControlTotals | null;
  readonly setAside: SetAside;
  readonly sameAs: string | null;
  readonly refusal: RefusedBecause | null;
  readonly warnings: readonly Warning[];
}

/** Writes how the batch ended, inside the transaction that makes its rows visible. */
export async function endBatch(transaction: Queryable, ended: EndedBatch): Promise<void> {
  const { rows } = ended;
  await transaction.query(
    `update sources.batch set state = $2, finished_at = $3, rows_received = $4, rows_loaded = $5, rows_unchanged = $6,
       rows_superseded = $7, rows_quarantined = $8, control_totals = $9, same_as_batch_id = $10, refusal = $11,
       rows_set_aside = $12, set_aside = $13
     where batch_id = $1`,
    [
      ended.batchId,
      ended.state,
      ended.finishedAt,
      rows.received,
      rows.loaded,
      rows.unchanged,
      rows.superseded,
      rows.quarantined,
      ended.controlTotals === null ? null : keepableJson(ended.controlTotals),
      ended.sameAs,
      ended.refusal === null ? null : keepableJson(ended.refusal),
      rows.setAside ?? 0,
      Object.keys(ended.setAside).length === 0 ? null : keepableJson(ended.setAside),
    ],
  );
  for (const warning of ended.warnings) {
    await transaction.query(
      'insert into sources.batch_warning (batch_id, rule, message) values ($1, $2, $3)',
      [ended.batchId, warning.rule, warning.message],
    );
  }
}

/** Loads of a feed that a crash interrupted: only the holder of the feed's lock may ask, so nobody else is at work. */
export async function failInterrupted(database: Queryable, feed: string): Promise<number> {
  const { code, message, next } = refusal('SOURCES_LOAD_INTERRUPTED');
  return database.execute(
    `update sources.batch set state = 'failed', refusal = $2 where feed = $1 and state = 'receiving'`,
    [feed, keepableJson({ code, message, next, faults: [] })],
  );
}

/** What a thrown error says to whoever sent the file. */
export function reasonOf(cause: unknown, faults: readonly ReportedFault[]): RefusedBecause {
  const answer = toldAs(cause);
  return { code: answer.code, message: answer.message, next: answer.next, faults };
}

function toldAs(cause: unknown): Refusal {
  if (cause instanceof Refusal) return cause;
  if (hasState(cause, sqlstate.lockNotAvailable)) return refusal('DATABASE_TABLE_BUSY');
  return refusal('SOURCES_LOAD_FAILED', { cause: cause instanceof Error ? cause.message : String(cause) });
}

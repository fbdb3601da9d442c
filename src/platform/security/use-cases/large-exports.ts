import { refusal, type Refusal } from '../../../kernel/errors.ts';
import type { Queryable } from '../../database/index.ts';
import { requireRight, type Principal } from '../acting.ts';
import { lastConflict } from '../rights/conflicts.ts';

/** An export above the limit. People are user names, moments instants. */
export interface ExportRequest {
  readonly exportRequestId: string;
  readonly person: string;
  readonly what: string;
  /** Which rows, as JSON. */
  readonly filter: string;
  readonly rowCount: string;
  readonly reason: string | null;
  readonly requestedAt: string;
  readonly state: 'waits' | 'approved' | 'refused' | 'let out' | 'expired' | 'free';
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  readonly decisionReason: string | null;
  readonly usedAt: string | null;
  readonly isMineToDecide: boolean;
}

/** Whom a limit applies to: people who are bound to sites, or everybody else. */
export type LimitHolder = 'everybody' | 'site-bound';

/** Exports above the limit: those that the principal made or decides, or all of them for callers who may read all. */
export async function listLargeExports({ caller }: Principal): Promise<ExportRequest[]> {
  await requireRight(caller, { object: 'export-request', action: 'read' });
  return caller.transaction((transaction) =>
    transaction.query<ExportRequest>(
      `select export_request_id as "exportRequestId", person, what, filter, row_count as "rowCount", reason,
         requested_at as "requestedAt", state, decided_by as "decidedBy", decided_at as "decidedAt",
         decision_reason as "decisionReason", used_at as "usedAt", is_mine_to_decide as "isMineToDecide"
       from security.listed_exports()`,
    ),
  );
}

/** A day on which somebody exported out of the ordinary. Days are UTC; counts and rows are whole numbers as text. */
export interface UnusualExports {
  readonly person: string;
  readonly exportedOn: string;
  readonly exports: string;
  readonly rowCount: string;
  /** Rows of the largest of the 30 days before; null if nothing was exported then. */
  readonly usualRows: string | null;
  /** `first`: nothing in the 30 days before; `rows`, `number`: so many times the largest of those days. */
  readonly reasons: readonly ('first' | 'rows' | 'number')[];
}

/**
 * Days on which people exported out of the ordinary, newest first, by the trail as far as it is chained (operations.md
 * 2.1: alerts of unusual patterns). Limits are the facts `unusual-export-times` and `unusual-export-rows`. For who
 * reads all export requests; refuses with SECURITY_FORBIDDEN.
 */
export async function listUnusualExports({ caller }: Principal, from: string): Promise<UnusualExports[]> {
  await requireRight(caller, { object: 'export-request', action: 'read' });
  return caller.transaction((transaction) =>
    transaction.query<UnusualExports>(
      `select person, exported_on::text as "exportedOn", exports::text, row_count::text as "rowCount",
         usual_rows::text as "usualRows", reasons
       from security.unusual_exports($1::date)`,
      [from],
    ),
  );
}

/**
 * Approves an export of somebody else, once and for seven days, or refuses it. Refuses with SECURITY_EXPORT_UNKNOWN,
 * SECURITY_EXPORT_DECIDED, SECURITY_EXPORT_NOT_YOURS, SECURITY_REASON_MISSING (refusing) or SECURITY_CONFLICT, which
 * stays recorded.
 */
export async function decideLargeExport(
  { caller, reason }: Principal,
  exportRequestId: string,
  decision: 'approved' | 'refused',
): Promise<void> {
  await requireRight(caller, { object: 'export-request', action: 'approve' });
  if (decision === 'refused' && (reason ?? '').trim() === '') throw refusal('SECURITY_REASON_MISSING');
  const refused = await caller.transaction((transaction) =>
    decide(transaction, exportRequestId, decision, reason),
  );
  if (refused !== null) throw refused;
}

async function decide(
  database: Queryable,
  number: string,
  decision: 'approved' | 'refused',
  reason: string | null,
): Promise<Refusal | null> {
  const [answer] = await database.query<{ verdict: string }>(
    'select security.decide_export($1, $2, $3) as verdict',
    [number, decision, reason],
  );
  const verdict = answer?.verdict ?? 'unknown';
  if (verdict === 'done') return null;
  if (verdict === 'conflict') return lastConflict(database);
  if (verdict === 'unknown') return refusal('SECURITY_EXPORT_UNKNOWN', { number });
  if (verdict === 'forbidden') return refusal('SECURITY_EXPORT_NOT_YOURS', { number });
  return refusal('SECURITY_EXPORT_DECIDED', { number, state: verdict });
}

/** How many rows leave in one export without approval. */
export interface ExportLimit {
  readonly holder: LimitHolder;
  readonly rows: number;
  /** It applies to the caller. */
  readonly isMine: boolean;
}

/** The limits in force, and which of them applies to the caller. Refuses with SECURITY_FORBIDDEN. */
export async function listExportLimits({ caller }: Principal): Promise<ExportLimit[]> {
  await requireRight(caller, { object: 'export-request', action: 'read' });
  return caller.transaction((transaction) =>
    transaction.query<ExportLimit>(
      'select holder, most_rows::integer as rows, is_mine as "isMine" from security.export_limits()',
    ),
  );
}

/** Sets how many rows leave in one export without approval. Refuses with SECURITY_REASON_MISSING. */
export async function setExportLimit(
  { caller, reason }: Principal,
  holder: LimitHolder,
  mostRows: number,
): Promise<void> {
  await requireRight(caller, { object: 'export-request', action: 'change' });
  if ((reason ?? '').trim() === '') throw refusal('SECURITY_REASON_MISSING');
  await caller.transaction((transaction) =>
    transaction.query('select security.set_export_limit($1, $2)', [holder, mostRows]),
  );
}

import type { ContractInForce } from '../../contracts/index.ts';
import { refusal, type Refusal } from '../../kernel/errors.ts';
import { firstDay, type Month } from '../../kernel/month.ts';
import type { Queryable } from '../../platform/database/index.ts';
import type { State } from '../statements/lifecycle.ts';

/** Whether a site that nobody marked as ready is billed (decision 0023). */
export type ReadyMarks = 'required' | 'optional';

/** What a manager said of a site and a service month; each mark takes the place of the one before, with its note. */
export interface ReadyMark {
  readonly readinessId: string;
  readonly isReady: boolean;
  readonly note: string | null;
}

/** The marks that hold for a month, by site; those that the caller may see. */
export async function marksOf(database: Queryable, month: Month): Promise<Map<string, ReadyMark>> {
  const rows = await database.query<ReadyMark & { site: string }>(
    `select site_id as site, readiness_id as "readinessId", is_ready as "isReady", note
     from billing.newest_marks($1::date)`,
    [firstDay(month)],
  );
  return new Map(rows.map(({ site, ...mark }) => [site, mark]));
}

/**
 * What keeps an unready site from being billed, unless a billing admin goes on with a reason: the mark "not ready", and
 * where marks are required the lack of one. A site that is billed in advance needs none (billing.md 4.3, operations.md
 * 3.1).
 */
export function waitsFor(
  { site, billingType }: Pick<ContractInForce, 'site' | 'billingType'>,
  month: Month,
  { mark, readyMarks }: { readonly mark: ReadyMark | undefined; readonly readyMarks: ReadyMarks },
): Refusal[] {
  if (billingType === 'Advanced') return [];
  if (mark?.isReady === false) return [refusal('BILLING_SITE_NOT_READY', { site, month })];
  return mark === undefined && readyMarks === 'required'
    ? [refusal('BILLING_READY_MARK_MISSING', { site, month })]
    : [];
}

/** Whether the first state is AR review: the manager left a note, and the site is not billed in advance (4.3). */
export function isNoted(
  { billingType }: Pick<ContractInForce, 'billingType'>,
  mark: ReadyMark | undefined,
): boolean {
  return billingType !== 'Advanced' && (mark?.note ?? null) !== null;
}

/** A mark to be made. */
export interface NewMark {
  readonly site: string;
  readonly month: Month;
  readonly isReady: boolean;
  /** At most 2,000 characters; a blank one is none. */
  readonly note: string | null;
  readonly markedBy: string;
}

/** The outcome of a mark, and the statement that stands as it was made. */
export interface Marked {
  readonly site: string;
  /** False when the site was marked so already, with the same note. */
  readonly isChanged: boolean;
  readonly statement: { readonly statementId: string; readonly state: State } | null;
}

/**
 * Marks a site as ready or not ready for a service month, with the rights of the caller: row security lets managers
 * mark their own sites only. A statement that is there stays as it is; the mark counts when it is regenerated.
 */
export async function markSite(transaction: Queryable, mark: NewMark): Promise<Marked> {
  const { site, month, isReady, note, markedBy } = mark;
  const markedRows = await transaction.execute(
    `insert into billing.site_readiness (site_id, service_month, is_ready, note, marked_at, marked_by)
     select $1::text, $2::date, $3::boolean, nullif(btrim($4::text), ''), now(), $5
     where not exists (
       select from billing.newest_marks($2::date)
       where site_id = $1 and is_ready = $3 and note is not distinct from nullif(btrim($4), ''))`,
    [site, firstDay(month), isReady, note, markedBy],
  );
  const [statement] = await transaction.query<{ statementId: string; state: State }>(
    `select statement_id as "statementId", state from billing.statement
     where site_id = $1 and service_month = $2::date and is_standing`,
    [site, firstDay(month)],
  );
  return { site, isChanged: markedRows > 0, statement: statement ?? null };
}

/**
 * How far a site is in a billing cycle (operations.md 3.1): it has a statement, may have one, or needs its mark. One
 * that is billed in advance needs none.
 */
export const cycleStates = ['Waiting', 'Ready', 'Generated'] as const;
export type CycleState = (typeof cycleStates)[number];

/** Where a site with a contract stands for a service month. */
export interface SiteReadiness {
  readonly site: string;
  readonly customerName: string | null;
  readonly billingType: 'Arrears' | 'Advanced';
  /** Null when nobody marked it. */
  readonly isReady: boolean | null;
  readonly note: string | null;
  readonly markedAt: string | null;
  readonly markedBy: string | null;
  readonly statementId: string | null;
  readonly state: State | null;
  readonly cycleState: CycleState;
}

/** The sites with a contract in a month, by number: those that the caller may see, with the mark that holds. */
export async function listReadiness(
  database: Queryable,
  { month, sites }: { readonly month: Month; readonly sites?: readonly string[] | undefined },
): Promise<SiteReadiness[]> {
  return database.query<SiteReadiness>(
    `select site, "customerName", "billingType", "isReady", note, "markedAt", "markedBy", "statementId", state,
       "cycleState"
     from billing.readiness($1::date, $2::text[])`,
    [firstDay(month), sites ?? null],
  );
}

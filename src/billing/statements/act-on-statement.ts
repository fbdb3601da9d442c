import { refusal, type Refusal } from '../../kernel/errors.ts';
import {
  takenUpAgain,
  type Connection,
  type Database,
  type Queryable,
} from '../../platform/database/index.ts';
import { performDuty } from '../../platform/security/index.ts';
import { after, type Action, type State } from './lifecycle.ts';

/** Who acts, on what, having seen which change of it. */
export interface Acting {
  readonly statementId: string;
  /** Number of the newest change that the person saw; null to act on whatever it is now. */
  readonly seenChange: number | null;
  readonly actor: string;
  readonly reason: string | null;
}

interface Current {
  readonly site: string;
  readonly state: State;
  readonly changeNumber: number;
  readonly isBeyondLimits: boolean;
  readonly isDisputed: boolean;
  /** Number of the newest statement of the site and month: the statement itself, or what took its place. */
  readonly newest: string;
}

/** Locks a statement until the end of the transaction. Refuses with BILLING_STATEMENT_UNKNOWN. */
export async function lockStatement(transaction: Connection, statementId: string): Promise<void> {
  const locked = await transaction.query('select from billing.statement where statement_id = $1 for update', [
    statementId,
  ]);
  if (locked.length === 0) throw refusal('BILLING_STATEMENT_UNKNOWN', { statement: statementId });
}

/** The state of a statement, locked until the end of the transaction. */
async function currentOf(transaction: Connection, { statementId, seenChange }: Acting): Promise<Current> {
  const [current] = await transaction.query<Current>(
    `select statement.site_id as site, state, change_number as "changeNumber",
       coalesce(comparison.deviation_percent > threshold.deviation_percent
         and comparison.deviation_amount > threshold.deviation_amount and forecast_amount is not null, false)
         as "isBeyondLimits",
       exists (select from billing.dispute where dispute.statement_id = $1 and resolved_at is null) as "isDisputed",
       (select max(other.statement_id) from billing.statement as other
        where other.site_id = statement.site_id and other.service_month = statement.service_month)::text as newest
     from billing.statement
     left join billing.comparison using (statement_id)
     left join contracts.review_threshold as threshold on threshold.version_id = contract_version_id
     where statement.statement_id = $1 for update of statement`,
    [statementId],
  );
  if (!current) throw refusal('BILLING_STATEMENT_UNKNOWN', { statement: statementId });
  if (seenChange !== null && seenChange !== current.changeNumber)
    throw await changedMeanwhile(transaction, statementId);
  return current;
}

/** BILLING_STATEMENT_CHANGED with the newest change of a statement. */
export async function changedMeanwhile(database: Queryable, statementId: string): Promise<Refusal> {
  const [newest] = await database.query<{ what: string; who: string }>(
    `select action as what, changed_by as who from billing.statement_change
     where statement_id = $1 order by number desc limit 1`,
    [statementId],
  );
  const change = { what: newest?.what ?? 'changed', who: newest?.who ?? 'somebody' };
  return refusal('BILLING_STATEMENT_CHANGED', { statement: statementId, ...change });
}

/**
 * Approves a statement: AR review, or the approval team (billing.md 4.1). Segregation of duties: whoever generated or
 * edited it, or moved the limits of its site since the last statement that was sent, does not approve it; the refusal
 * is returned, so that the attempt stays recorded. As the owner in the name of the person; check the right to approve
 * in this state first. Refuses with BILLING_STATEMENT_UNKNOWN, BILLING_STATEMENT_CHANGED or BILLING_ACTION_REFUSED.
 */
export async function approveStatement(database: Database, acting: Acting): Promise<State | Refusal> {
  return database.transaction(async (transaction) => {
    const current = await currentOf(transaction, acting);
    const next = stateAfter(current, 'approve', acting);
    const conflict = await performDuty(transaction, 'approve-statement', [
      statementSubject(acting.statementId),
      ...(await movedLimits(transaction, acting.statementId)),
    ]);
    if (conflict) return conflict;
    await noteAction(transaction, acting, { action: 'approve', from: current.state, to: next });
    return next;
  }, takenUpAgain);
}

/** The statement as segregation of duties names it. */
export function statementSubject(statementId: string): string {
  return `statement ${statementId}`;
}

/** The limits that a statement is judged by, as far as they moved since the site was sent one. */
async function movedLimits(transaction: Connection, statementId: string): Promise<string[]> {
  const moved = await transaction.query<{ subject: string }>(
    'select subject from billing.moved_limits($1) as subject',
    [statementId],
  );
  return moved.map(({ subject }) => subject);
}

/**
 * Rejects a statement that is not sent yet, or sends it back to AR review, with the reason of `acting`. As
 * `approveStatement`; whoever made it may.
 */
export async function refuseStatement(
  database: Database,
  acting: Acting,
  action: 'reject' | 'send-back',
): Promise<State> {
  return database.transaction((transaction) => changeState(transaction, acting, action), takenUpAgain);
}

/**
 * Does to a statement what leads to another state, within a transaction of the caller. Refuses with
 * BILLING_STATEMENT_UNKNOWN, BILLING_STATEMENT_CHANGED, BILLING_DISPUTED or BILLING_ACTION_REFUSED.
 */
export async function changeState(transaction: Connection, acting: Acting, action: Action): Promise<State> {
  const current = await currentOf(transaction, acting);
  const next = stateAfter(current, action, acting);
  await noteAction(transaction, acting, { action, from: current.state, to: next });
  return next;
}

/** Refuses with BILLING_ACTION_REFUSED, and the reason, what cannot be done to a statement in its state. */
export function requirePossible(
  {
    statementId,
    state,
    newest,
  }: { readonly statementId: string; readonly state: State; readonly newest?: string },
  action: Action,
): void {
  const next = after(state, action, { isBeyondLimits: false });
  if (typeof next === 'object')
    throw refusal('BILLING_ACTION_REFUSED', {
      statement: statementId,
      state,
      why: next.refused,
      newest: newest ?? statementId,
    });
}

function stateAfter(current: Current, action: Action, { statementId }: Acting): State {
  // What went out and was not taken by the mail server comes back all the same.
  if (current.isDisputed && action !== 'not-taken')
    throw refusal('BILLING_DISPUTED', { statement: statementId, site: current.site });
  requirePossible({ ...current, statementId }, action);
  const next = after(current.state, action, current);
  if (typeof next === 'object') throw new Error(`${action} leads to no state`);
  return next;
}

/** Writes the history of a statement, and the state that the action led to. */
async function noteAction(
  transaction: Connection,
  { statementId, actor, reason }: Acting,
  change: { readonly action: Action; readonly from: State; readonly to: State },
): Promise<void> {
  await transaction.execute(
    `with changed as (
       update billing.statement set state = $2, change_number = change_number + 1 where statement_id = $1
       returning statement_id, change_number, site_id)
     insert into billing.statement_change
       (statement_id, number, site_id, action, from_state, to_state, changed_at, changed_by, reason)
     select statement_id, change_number, site_id, $3, $4, $2, now(), $5, $6 from changed`,
    [statementId, change.to, change.action, change.from, actor, reason],
  );
}

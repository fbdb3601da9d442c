import { inGroups } from '../../kernel/decimal.ts';
import { refusal, type Refusal } from '../../kernel/errors.ts';
import { takenUpAgain, type Connection, type Database } from '../../platform/database/index.ts';
import { calledRoles, lastConflict, performDuty } from '../../platform/security/index.ts';
import { lockContracts } from '../lock-contracts.ts';
import { dutySubject, type ChangeSubject } from './waiting-changes.ts';

/** What someone decides about a change that waits. */
export interface Decision {
  /** Number of the approval. */
  readonly id: string;
  readonly decidedBy: string;
  /** Why, as the person said; of a rejection it is needed. */
  readonly reason: string | null;
}

interface ChangeToDecide {
  readonly site: string;
  readonly subject: ChangeSubject;
  readonly changeId: string;
  readonly isTakeOver: boolean;
  readonly yearlyValue: string | null;
  readonly rateIncrease: string | null;
  readonly askedBy: string;
  readonly decision: string | null;
  readonly decidedBy: string | null;
}

/**
 * Approves a change: it counts from then on. Whoever entered it does not approve it, and the person holds a role of the
 * tier of its yearly value; the first versions of contracts are approved by whoever may approve any contract of the
 * site when `isTakeOver` says so (operations.md 1.6, 1.7). The refusal is returned, so that an attempt against the
 * separation of duties stays recorded. As the owner in the name of the person.
 */
export async function approveChange(
  database: Database,
  { id, decidedBy, reason, isTakeOver }: Decision & { readonly isTakeOver: boolean },
): Promise<Refusal | null> {
  return database.transaction(async (transaction) => {
    await lockContracts(transaction);
    const change = await waitingFor(transaction, id);
    if ('code' in change) return change;
    const subject = dutySubject({ subject: change.subject, id: change.changeId });
    if (change.askedBy === decidedBy) {
      await transaction.query("select security.note_conflict('approve-contract', 'edit-contract', $1)", [
        subject,
      ]);
      return lastConflict(transaction);
    }
    const stopped =
      (await overtaken(transaction, id, change)) ??
      (await wrongRole(transaction, id, { asked: change, isTakeOver }));
    if (stopped !== null) return stopped;
    const conflict = await performDuty(transaction, 'approve-contract', subject);
    if (conflict) return conflict;
    await decide(transaction, { id, decidedBy, reason }, 'approved');
    await makeCount(transaction, change);
    return null;
  }, takenUpAgain);
}

/**
 * Rejects a change, or takes it back as the one who entered it: it never counts. With `isOwnOnly` only the latter, for
 * whoever may change contracts and not approve them. The refusal is returned. As the owner
 * in the name of the person; ask for the right to approve, or to change, contracts before.
 */
export async function rejectChange(
  database: Database,
  { isOwnOnly, ...decision }: Decision & { readonly isOwnOnly: boolean },
): Promise<Refusal | null> {
  return database.transaction(async (transaction) => {
    const change = await waitingFor(transaction, decision.id);
    if ('code' in change) return change;
    const { site, askedBy } = change;
    if (isOwnOnly && askedBy !== decision.decidedBy)
      return refusal('CONTRACTS_CHANGE_OF_OTHERS', { change: decision.id, site, who: askedBy });
    await decide(transaction, decision, 'rejected');
    if (change.subject === 'version')
      await transaction.execute(`update contracts.version set state = 'rejected' where version_id = $1`, [
        change.changeId,
      ]);
    if (change.subject === 'clause')
      await transaction.execute(`update contracts.clause set state = 'rejected' where clause_id = $1`, [
        change.changeId,
      ]);
    return null;
  }, takenUpAgain);
}

/** The change, locked until the end of the transaction, or why there is nothing to decide. */
async function waitingFor(transaction: Connection, id: string): Promise<ChangeToDecide | Refusal> {
  const [change] = await transaction.query<ChangeToDecide>(
    `select site_id as site, subject, coalesce(version_id, clause_id) as "changeId", is_take_over as "isTakeOver",
       yearly_value as "yearlyValue", rate_increase as "rateIncrease", asked_by as "askedBy", decision,
       decided_by as "decidedBy"
     from contracts.approval where approval_id = $1 for update`,
    [id],
  );
  if (!change) return refusal('CONTRACTS_CHANGE_UNKNOWN', { change: id });
  if (change.decision === null) return change;
  return refusal('CONTRACTS_CHANGE_DECIDED', {
    change: id,
    site: change.site,
    decision: change.decision,
    who: change.decidedBy ?? '',
  });
}

/**
 * Where a newer version begins in its month or later, a version would hold for a while, or never. Increases that were
 * applied meanwhile are no obstacle: they are recalculated on it.
 */
async function overtaken(
  transaction: Connection,
  id: string,
  change: ChangeToDecide,
): Promise<Refusal | null> {
  if (change.subject !== 'version') return null;
  const [newer] = await transaction.query<{ number: number; from: string }>(
    `select newer.number, to_char(newer.from_month, 'YYYY-MM') as from
     from contracts.version as asked join contracts.version as newer using (contract_id)
     where asked.version_id = $1 and newer.number > asked.number and newer.state in ('active', 'draft')
       and newer.origin <> 'escalation'
       and newer.from_month >= asked.from_month
     order by newer.number desc limit 1`,
    [change.changeId],
  );
  if (newer === undefined) return null;
  return refusal('CONTRACTS_CHANGE_OVERTAKEN', {
    change: id,
    site: change.site,
    number: newer.number,
    from: newer.from,
  });
}

async function wrongRole(
  transaction: Connection,
  id: string,
  { asked, isTakeOver }: { readonly asked: ChangeToDecide; readonly isTakeOver: boolean },
): Promise<Refusal | null> {
  const { site, yearlyValue } = asked;
  const [held] = await transaction.query<{ mayApprove: boolean; roles: readonly string[] }>(
    `select contracts.caller_approves($1, roles) as "mayApprove", roles
     from contracts.approvers_of(case when $3 then 0 else $2::numeric end, $4::numeric) as roles`,
    [site, yearlyValue, isTakeOver && asked.isTakeOver, asked.rateIncrease],
  );
  if (held?.mayApprove === true) return null;
  const worth = yearlyValue === null ? 'an unknown amount' : `${inGroups(yearlyValue)} dollars`;
  const rise = asked.rateIncrease === null ? '' : ` and a rate rises by ${asked.rateIncrease} %`;
  const value = `${worth} a year${rise}`;
  return refusal('CONTRACTS_CHANGE_ABOVE_ROLE', {
    change: id,
    site,
    value,
    roles: await calledRoles(transaction, held?.roles ?? []),
  });
}

async function decide(
  transaction: Connection,
  { id, decidedBy, reason }: Decision,
  decision: 'approved' | 'rejected',
): Promise<void> {
  await transaction.execute(
    // The time within the lock on contracts: what was computed before it lacks the change.
    `update contracts.approval set decision = $2, decided_at = clock_timestamp(), decided_by = $3, reason = $4
     where approval_id = $1`,
    [id, decision, decidedBy, reason],
  );
}

async function makeCount(
  transaction: Connection,
  { subject, changeId, askedBy }: ChangeToDecide,
): Promise<void> {
  if (subject === 'version') {
    await transaction.execute(`update contracts.version set state = 'active' where version_id = $1`, [
      changeId,
    ]);
    return;
  }
  await transaction.execute(
    `update contracts.clause as before set superseded_at = now(), superseded_by = $2
     where before.superseded_at is null and before.clause_id = (
       select case $3 when 'withdrawal' then clause_id else replaces_id end
       from contracts.clause where clause_id = $1)`,
    [changeId, askedBy, subject],
  );
  if (subject === 'clause')
    await transaction.execute(`update contracts.clause set state = 'standing' where clause_id = $1`, [
      changeId,
    ]);
}

import { refusal, type Refusal } from '../../kernel/errors.ts';
import { toText } from '../../kernel/decimal.ts';
import { firstDay, type Month } from '../../kernel/month.ts';
import { takenUpAgain, type Connection, type Database } from '../../platform/database/index.ts';
import { calledRoles, performDuty } from '../../platform/security/index.ts';
import { dutySubject } from '../approval/waiting-changes.ts';
import { lockContracts } from '../lock-contracts.ts';
import { dueEscalations } from './apply-escalations.ts';
import { indexSubject, listIndexValues } from './index-values.ts';
import { percentText, type WaitingIncrease } from './waiting-increase.ts';

/** What a second person decides about an increase that is due. */
export interface IncreaseDecision {
  readonly site: string;
  readonly month: Month;
  readonly decision: 'approved' | 'rejected';
  readonly decidedBy: string;
  readonly reason: string | null;
}

/**
 * Approves an increase above the limit, so that it is applied when its month is billed, or rejects it, so that it
 * goes on waiting and says who rejected it. Whoever brought the terms, a clause or the index that it comes from does
 * not approve it. The refusal is returned, so that an attempt against the separation of duties stays recorded. As the
 * owner in the name of the person; ask for the right to approve contracts before. Refuses with
 * CONTRACTS_INCREASE_UNKNOWN and CONTRACTS_INCREASE_ABOVE_ROLE.
 */
export async function decideIncrease(
  database: Database,
  { site, month, decision, decidedBy, reason }: IncreaseDecision,
): Promise<Refusal | null> {
  return database.transaction(async (transaction) => {
    await lockContracts(transaction);
    const [due] = await dueEscalations(transaction, { month, sites: [site] });
    const increase = due?.increase ?? null;
    if (increase === null || increase.month !== month)
      return refusal('CONTRACTS_INCREASE_UNKNOWN', {
        site,
        month,
        first: increase === null ? '' : ` The one of ${increase.month} comes before it.`,
      });
    const stopped = await wrongRole(transaction, site, increase);
    if (stopped !== null) return stopped;
    if (decision === 'approved') {
      const subjects = await subjectsOf(transaction, site, month);
      const conflict = await performDuty(transaction, 'approve-contract', subjects);
      if (conflict) return conflict;
    }
    await transaction.execute(
      `insert into contracts.increase_decision
         (site_id, from_month, percent, rates, digest, decision, decided_at, decided_by, reason)
       values ($1, $2, $3::numeric, $4::text[], $5, $6, clock_timestamp(), $7, $8)`,
      [
        ...[site, firstDay(month), toText(increase.percent, 8), increase.rates, increase.digest],
        ...[decision, decidedBy, reason],
      ],
    );
    return null;
  }, takenUpAgain);
}

async function wrongRole(
  transaction: Connection,
  site: string,
  { month, percent, isForAVicePresident }: WaitingIncrease,
): Promise<Refusal | null> {
  const [held] = await transaction.query<{ mayApprove: boolean; roles: readonly string[] }>(
    `select contracts.caller_approves($1, roles) as "mayApprove", roles
     from contracts.approvers_of(0, case when $3 then $2::numeric end) as roles`,
    [site, toText(percent, 8), isForAVicePresident],
  );
  if (held?.mayApprove === true) return null;
  const roles = await calledRoles(transaction, held?.roles ?? []);
  return refusal('CONTRACTS_INCREASE_ABOVE_ROLE', { site, month, percent: percentText(percent), roles });
}

/** What the increase comes from, as separation of duties names it: terms, clauses, and values of indexes. */
async function subjectsOf(transaction: Connection, site: string, month: Month): Promise<string[]> {
  const [version] = await transaction.query<{ id: string }>(
    `select version_id as id from contracts.version
     where site_id = $1 and origin <> 'escalation' and state = 'active' and from_month <= $2::date
     order by from_month desc, number desc limit 1`,
    [site, firstDay(month)],
  );
  const clauses = await transaction.query<{ id: string; index: string | null }>(
    `select clause_id as id, index_name as index from contracts.clause
     where site_id = $1 and kind = 'escalation' and state = 'standing' and superseded_at is null
       and escalates_in = extract(month from $2::date)`,
    [site, firstDay(month)],
  );
  const values = await listIndexValues(transaction);
  return [
    ...(version === undefined ? [] : [dutySubject({ subject: 'version', id: version.id })]),
    ...clauses.map(({ id }) => dutySubject({ subject: 'clause', id })),
    ...values.filter(({ index }) => clauses.some((clause) => clause.index === index)).map(indexSubject),
  ];
}

import { refusal } from '../../kernel/errors.ts';
import { firstDay, type Month } from '../../kernel/month.ts';
import { keepableJson } from '../../kernel/keepable-json.ts';
import { takenUpAgain, type Connection, type Database } from '../../platform/database/index.ts';
import { contractsInForce, type ContractInForce } from '../contract.ts';
import { stepsGrowth } from '../escalation/growth.ts';
import type { ExportedTerms } from '../exports/exported-terms.ts';
import { askApproval, waitingChanges } from '../approval/waiting-changes.ts';
import { exportedTermsOf } from '../exports/read-exported-terms.ts';
import { misfitOf } from './fit-clause.ts';
import { keptClauses, type StoredClause } from './stored-clauses.ts';
import { draftClause, invalid, type DraftClause, type NewClause } from './new-clause.ts';

/**
 * Enters a clause of the contract of a site, which waits for a second person; its number. It has to fit the contract
 * as it stands in the first month of
 * the clause, and no other clause may say the same for any of its months. As the owner; ask for the right to change
 * contracts before. Refuses with CONTRACTS_CLAUSE_INVALID, CONTRACTS_CLAUSE_OVERLAPS, CONTRACTS_SITE_WITHOUT_CONTRACT.
 */
export async function addClause(database: Database, clause: NewClause, addedBy: string): Promise<string> {
  const draft = draftClause(clause);
  return database.transaction(async (transaction) => {
    await transaction.execute('lock table contracts.clause in share row exclusive mode');
    const { contract, original } = await contractAt(transaction, clause.site, clause.from);
    const misfit = misfitOf(draft, original);
    if (misfit !== null) throw invalid(clause, misfit.field, misfit.cause);
    const standing = await keptClauses(transaction, { month: null, sites: [clause.site], withWaiting: true });
    const same = standing.find((other) => sameMonths(draft, other) && isSame(draft, other));
    if (same) throw refusal('CONTRACTS_CLAUSE_OVERLAPS', { site: clause.site, clause: same.clause_id });
    const { steps, from_month: from, through_month: through, ...row } = draft;
    const parameters = {
      ...row,
      contract_id: contract.contractId,
      added_by: addedBy,
      from_month: firstDay(from),
      through_month: through === null ? null : firstDay(through),
      steps: steps.map((step) => ({
        contract_year: step.contractYear,
        is_added: step.isAdded,
        amount: step.amount,
        overtime_amount: step.overtimeAmount,
      })),
    };
    const [added] = await transaction.query<{ id: string }>('select contracts.add_clause($1) as id', [
      keepableJson(parameters),
    ]);
    const id = added?.id ?? '';
    await requireSameTiers(transaction, clause, id);
    const increase = stepsGrowth(original, draft);
    await askApproval(transaction, { subject: 'clause', changes: [{ id, increase }], askedBy: addedBy });
    return id;
  }, takenUpAgain);
}

/**
 * Gives a clause its last service month, or withdraws it as if it had never been agreed, once a second person approves
 * that; until then it holds as it did, and the row that said so stays. The number of the row that says so, null when
 * withdrawn. As the owner; check the right to change contracts first. Refuses with CONTRACTS_CLAUSE_UNKNOWN,
 * CONTRACTS_CLAUSE_CHANGES and CONTRACTS_CLAUSE_BEGINS_LATER.
 */
export async function endClause(
  database: Database,
  { site, clauseId, through, endedBy }: Ending,
): Promise<string | null> {
  return database.transaction(async (transaction) => {
    await transaction.execute('lock table contracts.clause in share row exclusive mode');
    const standing = await keptClauses(transaction, { month: null, sites: [site] });
    const clause = standing.find(({ clause_id: id }) => id === clauseId);
    if (!clause) throw refusal('CONTRACTS_CLAUSE_UNKNOWN', { site, clause: clauseId });
    if (through !== null && through < clause.from_month)
      throw refusal('CONTRACTS_CLAUSE_BEGINS_LATER', {
        site,
        clause: clauseId,
        from: clause.from_month,
        through,
      });
    const [waiting] = (await waitingChanges(transaction, { sites: [site] })).filter(
      (change) => change.clauseId === clauseId,
    );
    const [next] = await transaction.query<{ id: string }>(
      `select approval_id as id from contracts.approval join contracts.clause using (clause_id)
       where decision is null and replaces_id = $1`,
      [clauseId],
    );
    const change = waiting?.id ?? next?.id;
    if (change !== undefined) throw refusal('CONTRACTS_CLAUSE_CHANGES', { site, clause: clauseId, change });
    if (through === null) {
      await askApproval(transaction, {
        subject: 'withdrawal',
        changes: [{ id: clauseId, increase: null }],
        askedBy: endedBy,
      });
      return null;
    }
    const [ended] = await transaction.query<{ id: string }>(
      'select contracts.end_clause($1, $2::date, $3) as id',
      [clauseId, firstDay(through), endedBy],
    );
    const id = ended?.id ?? '';
    await askApproval(transaction, {
      subject: 'clause',
      changes: [{ id, increase: null }],
      askedBy: endedBy,
    });
    return id;
  }, takenUpAgain);
}

export interface Ending {
  readonly site: string;
  readonly clauseId: string;
  /** Null withdraws. */
  readonly through: Month | null;
  readonly endedBy: string;
}

async function contractAt(
  transaction: Connection,
  site: string,
  month: Month,
): Promise<{ contract: ContractInForce; original: ExportedTerms }> {
  const [contract] = await contractsInForce(transaction, { month, sites: [site], withWaiting: true });
  const [terms] = await exportedTermsOf(transaction, contract ? [contract.versionId] : []);
  if (!contract || !terms) throw refusal('CONTRACTS_SITE_WITHOUT_CONTRACT', { site, month });
  return { contract, original: terms.original };
}

function sameMonths(draft: DraftClause, other: StoredClause): boolean {
  return (
    (other.through_month === null || other.through_month >= draft.from_month) &&
    (draft.through_month === null || draft.through_month >= other.from_month)
  );
}

/** Two clauses that cannot both hold: of one kind for one place, or two ways to change the tiers of a structure. */
function isSame(draft: DraftClause, other: StoredClause): boolean {
  const meets = (one: number | null, another: number | null): boolean =>
    one === null || another === null || one === another;
  const changesTiers = ({ kind }: Pick<StoredClause, 'kind'>): boolean =>
    kind === 'room-threshold' || kind === 'shared-tiers';
  if (changesTiers(draft) && changesTiers(other))
    return meets(draft.position, other.position) || draft.set_name === other.set_name;
  if (draft.kind !== other.kind || draft.component !== other.component) return false;
  if (draft.kind === 'weekly-quantity')
    return (
      draft.job_codes.length === 0 ||
      other.job_codes.length === 0 ||
      draft.job_codes.some((job) => other.job_codes.includes(job))
    );
  if (draft.kind === 'cap' || draft.kind === 'minimum') return draft.accumulation === other.accumulation;
  return meets(draft.position, other.position) && meets(draft.tier, other.tier);
}

/** Tiers that several sites share are the same in every contract: each site computes its part from its own. */
async function requireSameTiers(transaction: Connection, draft: NewClause, id: string): Promise<void> {
  const clausesInForce = await keptClauses(transaction, {
    month: draft.from,
    sites: [draft.site],
    withWaiting: true,
  });
  const differing = clausesInForce.find(({ clause_id: clause }) => clause === id)?.differing_sites ?? [];
  if (differing.length > 0)
    throw invalid(draft, 'set', `has other tiers, codes or windows at ${differing.join(', ')}`);
}

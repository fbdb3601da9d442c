import { addMonths, type Month } from '../../kernel/month.ts';
import { requireRight, type Principal } from '../../platform/security/index.ts';
import { addClause, endClause } from '../clauses/agree-clause.ts';
import { clauseForms, type ClauseForm } from '../clauses/clause-form.ts';
import { keptClauses, type StoredClause } from '../clauses/stored-clauses.ts';
import type { NewClause } from '../clauses/new-clause.ts';
import { appliedFrom } from '../escalation/apply-escalations.ts';

const changing = { object: 'contract', action: 'change' } as const;

/** The current clauses and those that await approval; with a month only those in effect in it. */
export async function listClauses(
  { caller }: Principal,
  { month, sites }: { readonly month: Month | null; readonly sites?: readonly string[] | undefined },
): Promise<StoredClause[]> {
  await requireRight(caller, { object: 'contract', action: 'read' });
  return caller.transaction((transaction) => keptClauses(transaction, { month, sites, withWaiting: true }));
}

/** The kinds of clauses as forms, for whoever reads contracts. */
export async function readClauseForms({ caller }: Principal): Promise<ClauseForm[]> {
  await requireRight(caller, { object: 'contract', action: 'read' });
  return clauseForms();
}

/** A clause that was entered or ended. */
export interface AgreedClause {
  /** Number of the row that says so; null when the clause is withdrawn. */
  readonly clause: string | null;
  /** Months with increases that are recalculated once a second person approves. */
  readonly workedOutAnew: readonly Month[];
}

/** Enters a clause, which awaits approval by a second person. Refuses as `addClause` does. */
export async function enterClause(
  { caller, database, person }: Principal,
  wording: NewClause,
): Promise<AgreedClause> {
  await requireRight(caller, changing);
  const clause = await addClause(database, wording, person.userId);
  const since = { site: wording.site, month: wording.from };
  return {
    clause,
    workedOutAnew: wording.kind === 'escalation' ? await appliedFrom(database, since) : [],
  };
}

/** Ends a clause after a month, or withdraws it, once a second person approves. Refuses as `endClause` does. */
export async function endAgreedClause(
  { caller, database, person }: Principal,
  {
    site,
    clauseId,
    through,
  }: { readonly site: string; readonly clauseId: string; readonly through: Month | null },
): Promise<AgreedClause> {
  await requireRight(caller, changing);
  const [escalation] = (await keptClauses(database, { month: null, sites: [site] })).filter(
    ({ clause_id: id, kind }) => id === clauseId && kind === 'escalation',
  );
  const clause = await endClause(database, { site, clauseId, through, endedBy: person.userId });
  if (escalation === undefined) return { clause, workedOutAnew: [] };
  const month = through === null ? escalation.from_month : addMonths(through, 1);
  return { clause, workedOutAnew: await appliedFrom(database, { site, month }) };
}

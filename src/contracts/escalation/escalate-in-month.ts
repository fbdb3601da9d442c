import type { Month } from '../../kernel/month.ts';
import { holdsIn, type KeptClause } from '../clauses/kept-clauses.ts';
import type { ApprovedValues } from '../clauses/yearly-percent.ts';
import type { Original } from '../exports/original.ts';
import { escalate } from './escalate.ts';
import { escalateByClauses, type EscalatedByClauses } from './escalate-by-clauses.ts';

/** What decides on escalations beside the terms: every clause of the contract, and the values of indexes. */
export interface EscalationBasis {
  readonly clauses: readonly KeptClause[];
  readonly values: ApprovedValues;
}

/**
 * What a contract says from a service month on, once everything that escalates in it has: increment and component
 * escalators first, then the clauses in effect in the month (billing.md 3.1 to 3.3).
 */
export function escalateInMonth(
  terms: Original,
  month: Month,
  { clauses, values }: EscalationBasis,
): EscalatedByClauses {
  const own = escalate(terms, month);
  const holding = clauses.filter((clause) => clause.kind === 'escalation' && holdsIn(clause, month));
  const agreed = escalateByClauses(own.terms, month, { clauses: holding, values });
  return { ...agreed, rates: [...own.rates, ...agreed.rates] };
}

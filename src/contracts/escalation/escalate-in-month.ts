import type { Month } from '../../kernel/month.ts';
import { holdsIn, type StoredClause } from '../clauses/stored-clauses.ts';
import type { ApprovedValues } from '../clauses/yearly-percent.ts';
import type { ExportedTerms } from '../exports/exported-terms.ts';
import { escalate } from './escalate.ts';
import { escalatorsIn, type ReadingIn } from './escalator-readings.ts';
import { escalateByClauses, type EscalatedByClauses } from './escalate-by-clauses.ts';

/**
 * What decides on escalations beside the terms: every clause of the contract, the values of indexes, and in which
 * service month component escalators count.
 */
export interface EscalationBasis {
  readonly clauses: readonly StoredClause[];
  readonly values: ApprovedValues;
  readonly readingIn: ReadingIn;
}

/**
 * What a contract says from a service month on, once everything that escalates in it has: increment and component
 * escalators first, then the clauses in effect in the month (billing.md 3.1 to 3.3). Figures that somebody brought
 * `asOf` a month have in them what escalates through it: of that month itself only escalators of the next one are
 * left, which count in it by billing day.
 */
export function escalateInMonth(
  terms: ExportedTerms,
  { month, asOf }: { readonly month: Month; readonly asOf: Month | null },
  { clauses, values, readingIn }: EscalationBasis,
): EscalatedByClauses {
  const escalators = escalatorsIn(month, terms.billingType, readingIn).filter(
    (one) => asOf === null || one > asOf,
  );
  const own = escalate(terms, { increments: month === asOf ? null : month, escalators });
  if (month === asOf) return { ...own, missing: [] };
  const holding = clauses.filter((clause) => clause.kind === 'escalation' && holdsIn(clause, month));
  const agreed = escalateByClauses(own.terms, month, { clauses: holding, values });
  return { ...agreed, rates: [...own.rates, ...agreed.rates] };
}

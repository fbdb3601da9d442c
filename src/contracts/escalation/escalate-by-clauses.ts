import { decimal, type Decimal } from '../../kernel/decimal.ts';
import { JsonNumber } from '../../kernel/exact-json.ts';
import type { Month } from '../../kernel/month.ts';
import type { StoredClause } from '../clauses/stored-clauses.ts';
import { percentInMonth, type ApprovedValues } from '../clauses/yearly-percent.ts';
import type { ExportedTerms } from '../exports/exported-terms.ts';
import { changedTerms, type Change } from './changed-terms.ts';
import type { EscalatedRate } from './escalate.ts';
import { escalated, type EscalationKind } from './escalated.ts';

export interface EscalatedByClauses {
  readonly terms: ExportedTerms;
  readonly rates: readonly EscalatedRate[];
  /** Values of indexes that nobody entered or approved, as `ECI 2025`; the clauses that need one changed nothing. */
  readonly missing: readonly string[];
}

/**
 * What a contract says from a service month on in which clauses escalate its rates or the limits of its tiers: by an
 * amount or points, by a fixed percentage, by the change of an index, or by the larger or smaller of both, within floor
 * and cap (billing.md 3.3, 3.5). Each compounds on the value before it and is rounded to two decimals, as every
 * escalation. Golden ESC-17, ESC-19.
 */
export function escalateByClauses(
  terms: ExportedTerms,
  month: Month,
  { clauses, values }: { readonly clauses: readonly StoredClause[]; readonly values: ApprovedValues },
): EscalatedByClauses {
  const rates: EscalatedRate[] = [];
  const missing: string[] = [];
  let changed = terms;
  for (const clause of clauses.filter(
    ({ escalates_in: due }) => due === Number.parseInt(month.slice(5), 10),
  )) {
    const step = stepOf(clause, month, values);
    if (typeof step === 'string') {
      missing.push(step);
      continue;
    }
    const change: Change = (path, value) => {
      const to = escalated(value.value, step.kind, step.by);
      if (to.eq(value.value)) return value;
      rates.push({ path, from: value.value, to });
      return new JsonNumber(to.toString());
    };
    changed = changedTerms(changed, clause, month, change);
  }
  return { terms: changed, rates, missing: [...new Set(missing)] };
}

/** By what a clause escalates in a month, or the index value that it lacks. */
function stepOf(
  clause: StoredClause,
  month: Month,
  values: ApprovedValues,
): { readonly kind: EscalationKind; readonly by: Decimal } | string {
  if (clause.amount !== null) return { kind: 'FixedAmount', by: decimal(clause.amount) };
  const percent = percentInMonth(clause, month, values);
  return typeof percent === 'string' ? percent : { kind: 'Percentage', by: percent };
}

import { decimal, type Decimal } from '../../kernel/decimal.ts';
import { JsonNumber } from '../../kernel/exact-json.ts';
import type { Month } from '../../kernel/month.ts';
import type { KeptClause } from '../clauses/kept-clauses.ts';
import type { Original } from '../exports/original.ts';
import { changedTerms, type Change } from './changed-terms.ts';
import { escalated, type EscalatedRate } from './escalate.ts';
import type { ApprovedValues } from './index-values.ts';

export interface EscalatedByClauses {
  readonly terms: Original;
  readonly rates: readonly EscalatedRate[];
  /** Values of indexes that nobody entered or approved, as `ECI 2025`; the clauses that need one changed nothing. */
  readonly missing: readonly string[];
}

/**
 * What a contract says from a service month on in which clauses escalate its rates or the limits of its tiers: by a
 * fixed percentage, by the change of an index, or by the larger or smaller of both, within floor and cap (billing.md
 * 3.3). Each compounds on the value before it and is rounded to two decimals, as every escalation. Golden ESC-17.
 */
export function escalateByClauses(
  terms: Original,
  month: Month,
  { clauses, values }: { readonly clauses: readonly KeptClause[]; readonly values: ApprovedValues },
): EscalatedByClauses {
  const rates: EscalatedRate[] = [];
  const missing: string[] = [];
  let changed = terms;
  for (const clause of clauses.filter(
    ({ escalates_in: due }) => due === Number.parseInt(month.slice(5), 10),
  )) {
    const by = percentOfClause(clause, month, values);
    if (typeof by === 'string') {
      missing.push(by);
      continue;
    }
    const change: Change = (path, value) => {
      const to = escalated(value.value, 'Percentage', by);
      if (to.eq(value.value)) return value;
      rates.push({ path, from: value.value, to });
      return new JsonNumber(to.toString());
    };
    changed = changedTerms(changed, clause, month, change);
  }
  return { terms: changed, rates, missing: [...new Set(missing)] };
}

/** By how many percent a clause escalates in a month, or the index value that it lacks. */
function percentOfClause(clause: KeptClause, month: Month, values: ApprovedValues): Decimal | string {
  const fixed = clause.fixed_percent === null ? null : decimal(clause.fixed_percent);
  const wanted = clause.index_name === null ? null : `${clause.index_name} ${periodFor(clause, month)}`;
  const index = wanted === null ? null : values.get(wanted);
  if (wanted !== null && index === undefined) return wanted;
  const percent = combined(fixed, index ?? null, clause.combine);
  // The floor of an index is 0 unless the clause has a higher one (billing.md 3.3).
  const floor = clause.floor_percent ?? (wanted === null ? null : '0');
  const least = floor !== null && percent.lt(floor) ? decimal(floor) : percent;
  return clause.cap_percent !== null && least.gt(clause.cap_percent) ? decimal(clause.cap_percent) : least;
}

/** The calendar year before the escalation, or the newest such month before it. */
function periodFor({ index_month: wanted }: KeptClause, month: Month): string {
  const year = Number.parseInt(month.slice(0, 4), 10);
  if (wanted === null) return String(year - 1);
  const name = String(wanted).padStart(2, '0');
  return `${String(name < month.slice(5) ? year : year - 1)}-${name}`;
}

function combined(fixed: Decimal | null, index: Decimal | null, combine: 'max' | 'min' | null): Decimal {
  if (fixed === null || index === null) return fixed ?? index ?? decimal('0');
  return fixed.gt(index) === (combine === 'max') ? fixed : index;
}

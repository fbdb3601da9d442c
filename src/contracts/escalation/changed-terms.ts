import type { Json, JsonNumber } from '../../kernel/exact-json.ts';
import type { Month } from '../../kernel/month.ts';
import type { StoredClause } from '../clauses/stored-clauses.ts';
import { changeFigures, type Figure } from '../exports/description/figures.ts';
import type { ExportedTerms } from '../exports/exported-terms.ts';
import { isOpenIn } from './escalate.ts';

/** Gives the new number for one that stands at a path of the export. */
export type Change = (path: string, value: JsonNumber) => JsonNumber;

/**
 * The terms with every number changed that an escalation of a component means, in a month; the description of the
 * terms says which numbers escalate.
 */
export function changedTerms(
  terms: ExportedTerms,
  clause: StoredClause,
  month: Month,
  change: Change,
): ExportedTerms {
  return changeFigures(terms as unknown as Json, (figure) =>
    escalates(figure, clause) && isMeant(figure, clause) && isOpen(figure, month)
      ? change(figure.path, figure.value)
      : figure.value,
  ) as unknown as ExportedTerms;
}

function escalates({ field, value, says }: Figure, { component }: StoredClause): boolean {
  if (field.escalates === null || field.escalates.component !== component) return false;
  const { where, isNoneAtZero = false } = field.escalates;
  if (isNoneAtZero && value.value.eq('0')) return false;
  return where === undefined || says(where.field) === where.is;
}

/** Of rows or tiers only the one that the clause names; all when it names none. */
function isMeant({ places }: Figure, { position, tier }: StoredClause): boolean {
  const isSame = (named: number | null, place = named): boolean => named === null || named === place;
  return isSame(position, places.position) && isSame(tier, places.tier);
}

/** Rows without days of their own are always open. */
function isOpen({ says }: Figure, month: Month): boolean {
  const dayIn = (name: string): string | null => {
    const day = says(name);
    return typeof day === 'string' ? day : null;
  };
  return isOpenIn(month)({ startDate: dayIn('startDate'), endDate: dayIn('endDate') });
}

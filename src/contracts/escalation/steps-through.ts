import { addMonths, monthsBetween, type Month } from '../../kernel/month.ts';
import type { ExportedTerms } from '../exports/exported-terms.ts';
import { escalateInMonth, type EscalationBasis } from './escalate-in-month.ts';
import type { EscalatedRate } from './escalate.ts';

/** A service month in which rates of a contract change: what it says from then on. */
export interface EscalationStep {
  readonly month: Month;
  readonly terms: ExportedTerms;
  readonly rates: readonly EscalatedRate[];
  /** Values of indexes that nobody entered or approved, as `ECI 2025`; what needs one has not changed. */
  readonly missing: readonly string[];
}

/** The month as of which figures stand, whether Daybook computed them or somebody brought them, and the last month. */
interface StepsOf {
  readonly asOf: Month;
  readonly isComputed: boolean;
  readonly through: Month;
}

/**
 * Every escalation after the month as of which the figures of a version stand, through a service month, each on the
 * one before it and once (billing.md 3, forecasting.md 3.1). A version that was computed has in it all that counts in
 * its month. Empty when nothing changes.
 */
export function stepsThrough(
  terms: ExportedTerms,
  { asOf, through, isComputed }: StepsOf,
  basis: EscalationBasis,
): EscalationStep[] {
  const steps: EscalationStep[] = [];
  const first = isComputed ? addMonths(asOf, 1) : asOf;
  for (const month of through >= first ? monthsBetween(first, through) : []) {
    const before = steps.at(-1)?.terms ?? terms;
    const step = escalateInMonth(before, { month, asOf: isComputed ? null : asOf }, basis);
    if (step.rates.length + step.missing.length > 0) steps.push({ month, ...step });
  }
  return steps;
}

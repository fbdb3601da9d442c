import { addMonths, monthsBetween, type Month } from '../../kernel/month.ts';
import type { Original } from '../exports/original.ts';
import { escalateInMonth, type EscalationBasis } from './escalate-in-month.ts';
import type { EscalatedRate } from './escalate.ts';

/** A service month in which rates of a contract change: what it says from then on. */
export interface EscalationStep {
  readonly month: Month;
  readonly terms: Original;
  readonly rates: readonly EscalatedRate[];
  /** Values of indexes that nobody entered or approved, as `ECI 2025`; what needs one has not changed. */
  readonly missing: readonly string[];
}

/**
 * Every escalation after the month as of which the figures of a version stand, through a service month, each on the
 * one before it and once (billing.md 3, forecasting.md 3.1). Empty when nothing changes.
 */
export function stepsThrough(
  terms: Original,
  { asOf, through }: { readonly asOf: Month; readonly through: Month },
  basis: EscalationBasis,
): EscalationStep[] {
  const steps: EscalationStep[] = [];
  for (const month of through > asOf ? monthsBetween(addMonths(asOf, 1), through) : []) {
    const before = steps.at(-1)?.terms ?? terms;
    const step = escalateInMonth(before, month, basis);
    if (step.rates.length + step.missing.length > 0) steps.push({ month, ...step });
  }
  return steps;
}

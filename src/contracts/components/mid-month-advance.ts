import { explainedLine, fromTerms } from '../explanation.ts';
import type { Facts } from '../facts.ts';
import type { Line } from '../line.ts';
import type { Terms } from '../terms.ts';

/**
 * Takes off what was asked for in the middle of the month: the configured amount, as a credit, every month
 * (billing.md 2.8). The label of the contract is the title. Golden MMA-01 to -04.
 */
export function midMonthAdvance({ midMonthAdvance: terms }: Terms, { operator }: Facts): Line[] {
  if (terms === null) return [];
  const { amount, title, group } = terms;
  return [
    explainedLine({
      component: 'mid-month-advance',
      title,
      code: operator.generalRevenueAccount,
      group,
      amount: amount.neg(),
      formula: 'The amount advanced in the middle of the month, credited',
      inputs: [fromTerms('Amount advanced', amount, 'money', 'midMonthAdvance.amount')],
    }),
  ];
}

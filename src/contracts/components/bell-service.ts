import { bellRevenue } from '../revenue-selection.ts';
import { explainedLine, fromFacts } from '../explanation.ts';
import type { Facts } from '../facts.ts';
import type { Line } from '../line.ts';
import type { Terms } from '../terms.ts';

/** Bell revenue of the month, handed through in full (billing.md 2.7). No line without any. Golden DRV-BELL-01. */
export function bellServiceFee({ bellService: terms }: Terms, facts: Facts): Line[] {
  if (terms === null) return [];
  const revenue = bellRevenue(facts);
  if (revenue.value.eq('0')) return [];
  return [
    explainedLine({
      component: 'bell-service',
      title: 'Bell Service Fee',
      code: facts.operator.bellServiceAccount,
      group: terms.group,
      amount: revenue.value,
      formula: 'Net bell revenue of the month',
      inputs: [fromFacts('Net bell revenue', 'money', revenue)],
    }),
  ];
}

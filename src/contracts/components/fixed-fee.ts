import { lastDay, type Month } from '../../kernel/month.ts';
import { explainedLine, fromTerms } from '../explanation.ts';
import type { Line } from '../line.ts';
import type { Facts } from '../facts.ts';
import type { Terms } from '../terms.ts';

type Days = Readonly<{ startsOn: string | null; endsOn: string | null }>;

/**
 * One line for each service in force, at its monthly fee: no part months, nothing added up (billing.md 2.2).
 * Golden FF-01, FF-02.
 */
export function fixedFee(terms: Terms, facts: Facts): Line[] {
  return (terms.fixedFee ?? []).flatMap((rate, at) => {
    if (!isInForce(rate, facts.month)) return [];
    const fee = fromTerms(rate.title, rate.fee, 'money', `fixedFee[${at + 1}].fee`);
    return explainedLine({
      component: 'fixed-fee',
      title: rate.title,
      code: rate.code,
      amount: rate.fee,
      group: rate.group,
      formula: 'The monthly fee of the service, in full',
      inputs: [fee],
    });
  });
}

/**
 * Whether a row of rates counts in a service month: it is in force on the last day of it, so that of two rows that
 * follow each other within a month one is billed, not both (billing.md 1.19, 2.2).
 */
export function isInForce({ startsOn, endsOn }: Days, month: Month): boolean {
  const day = lastDay(month);
  return (startsOn ?? day) <= day && (endsOn ?? day) >= day;
}

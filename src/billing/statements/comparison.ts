import type { Line } from '../../contracts/index.ts';
import { decimal, sum, type Decimal } from '../../kernel/decimal.ts';
import type { SiteFacts } from '../facts/gather-facts.ts';

/** How a statement compares with what was expected (billing.md 4.6). */
export interface Comparison {
  /** Internal revenue that was expected; null when nobody said. */
  readonly expected: Decimal | null;
  /** Who expected it; null when nobody said. */
  readonly expectedFrom: SiteFacts['expectedFrom'];
  readonly posted: Decimal;
  readonly invoiced: Decimal;
  readonly deviation: Decimal;
  /** Percent of the expected; 0 when nothing was (DRV-DEV-05). */
  readonly deviationPercent: Decimal;
}

const zero = decimal('0');
const hundred = decimal('100');

/**
 * Posted and invoiced revenue against the expected: accounts of revenue in the ledger with the sign turned, entities
 * that are excluded left out, and the lines with such a code (billing.md 4.6, golden DRV-DEV-01 to -06).
 */
export function compareWithExpected(lines: readonly Line[], site: SiteFacts): Comparison {
  const { facts, expected, expectedFrom } = site;
  const { revenueAccounts, excludedEntities, generalRevenueAccount } = facts.operator;
  const isRevenue = (code: string): boolean => code >= revenueAccounts.first && code <= revenueAccounts.last;
  const posted = sum(
    facts.balances
      .filter(
        ({ month, account, entity }) =>
          month === facts.month && isRevenue(account) && !excludedEntities.includes(entity),
      )
      .map(({ amount }) => amount),
  ).neg();
  const invoiced = sum(
    lines
      .filter(({ code }) => isRevenue(code === '' ? generalRevenueAccount : code))
      .map(({ amount }) => amount),
  );
  return { ...comparisonOf(expected, posted, invoiced), expectedFrom };
}

export function comparisonOf(
  expected: Decimal | null,
  posted: Decimal,
  invoiced: Decimal,
): Omit<Comparison, 'expectedFrom'> {
  const base = expected ?? zero;
  const deviation = base.minus(posted.plus(invoiced)).abs();
  const deviationPercent = base.eq(zero) ? zero : deviation.times(hundred).div(base.abs());
  return { expected, posted, invoiced, deviation, deviationPercent };
}

/** Both limits have to be passed; equal is not over (DRV-DEV-02, DRV-DEV-04). */
export function isBeyond(
  { deviation, deviationPercent }: Pick<Comparison, 'deviation' | 'deviationPercent'>,
  limits: { readonly amount: Decimal; readonly percent: Decimal },
): boolean {
  return deviationPercent.gt(limits.percent) && deviation.gt(limits.amount);
}

import { decimal, roundCents, sum, type Decimal } from '../../kernel/decimal.ts';
import { explainedLine, fromFacts } from '../explanation.ts';
import type { Facts } from '../facts.ts';
import type { Line, LineWording } from '../line.ts';
import {
  clientCollectedRevenue,
  depositedByTaxRate,
  depositedRevenueOf,
  type TaxedRevenue,
} from '../revenue-selection.ts';
import type { DepositedRevenue, Terms } from '../terms.ts';

type Deposited = Readonly<{
  lines: Line[];
  /** Parking tax on what the operator deposited and hands in, in cents; null when it does not. Not printed. */
  taxesPaid: Decimal | null;
  /** Amount of the tax journal (billing.md 4.9), in cents: client tax and taxes paid; null for no journal. */
  taxJournal: Decimal | null;
}>;

/**
 * Credits what the operator deposited, and bills parking tax on what the client collected when the operator hands the
 * tax in (billing.md 2.9). Deposits are net of tax when the tax is the operator's, else gross.
 * Golden DRV-DEP-01 to -04.
 */
export function depositedRevenue(terms: Terms, facts: Facts, wording: LineWording): Deposited {
  const deposits = terms.depositedRevenue;
  if (deposits === null) return { lines: [], taxesPaid: null, taxJournal: null };
  const tax = deposits.isTaxOurs ? clientTax(deposits, facts, wording) : null;
  const credit = deposits.isDeposited ? depositCredit(deposits, facts, wording) : null;
  const taxesPaid = tax && credit ? taxOnDeposits(facts) : null;
  return {
    lines: [tax, credit].filter((line) => line !== null),
    taxesPaid,
    taxJournal: tax && sum([tax.amount, taxesPaid ?? decimal('0')]),
  };
}

function clientTax({ group }: DepositedRevenue, facts: Facts, { operator }: LineWording): Line {
  const taxed = clientCollectedRevenue(facts);
  return explainedLine({
    component: 'deposited-revenue',
    itemType: 'paidParkingTax',
    code: facts.operator.generalRevenueAccount,
    group,
    title: `Client Collected Parking Tax due to ${operator}`,
    amount: taxOn(taxed),
    formula: 'Sum over the tax rates: net revenue that the client collected × parking tax rate',
    inputs: taxed.flatMap(({ rate, revenue }) => [
      fromFacts('Net revenue collected by the client', 'money', revenue),
      fromFacts('Parking tax rate of it', 'rate', { ...revenue, value: rate }),
    ]),
  });
}

function depositCredit(
  { isTaxOurs, group }: DepositedRevenue,
  facts: Facts,
  { operator }: LineWording,
): Line {
  const [measure, words] = isTaxOurs
    ? (['netRevenue', 'without tax'] as const)
    : (['grossRevenue', 'with tax'] as const);
  const deposited = depositedRevenueOf(facts, measure);
  return explainedLine({
    component: 'deposited-revenue',
    itemType: 'depositedRevenue',
    code: facts.operator.generalRevenueAccount,
    group,
    title: `Less: ${operator} Deposited Revenue`,
    amount: deposited.value.neg(),
    formula: `Revenue that the operator deposited, ${words}, credited`,
    inputs: [fromFacts(`Revenue deposited, ${words}`, 'money', deposited)],
  });
}

function taxOnDeposits(facts: Facts): Decimal {
  return roundCents(taxOn(depositedByTaxRate(facts)));
}

function taxOn(taxed: readonly TaxedRevenue[]): Decimal {
  return sum(taxed.map(({ rate, revenue }) => revenue.value.times(rate)));
}

import { percentOf } from '../../kernel/decimal.ts';
import { balanceOf } from '../balances.ts';
import { explainedLine, fromFacts, fromTerms, type FactValue } from '../explanation.ts';
import type { Facts } from '../facts.ts';
import type { Line } from '../line.ts';
import { netRevenue } from '../revenue-selection.ts';
import type { NonGlExpense, Terms } from '../terms.ts';

/**
 * Expenses that stand in the agreement and not in the ledger: an amount, or a percentage of payroll or of the net
 * revenue of the month, through their final month, in the order of the contract (billing.md 2.13). Printed, and
 * deducted from the profit. Golden DRV-NGL-01 to -03.
 */
export function nonGlExpense(terms: Terms, facts: Facts): Line[] {
  const agreement = terms.managementAgreement;
  return (agreement?.nonGlExpenses ?? []).flatMap((item, at) =>
    isDue(item, facts)
      ? lineOf(item, at + 1, baseOf(item, terms, facts), {
          group: agreement?.group ?? 1,
          code: facts.operator.contractRevenueAccount,
        })
      : [],
  );
}

/** The final month is billed too; a day of it serves as well as the month. */
function isDue({ finalMonth }: NonGlExpense, { month }: Facts): boolean {
  return finalMonth === null || month <= finalMonth.slice(0, 'YYYY-MM'.length);
}

/**
 * What a percentage counts of; null for an amount. Payroll is what was booked: taxes are the actual ones also where
 * the contract bills a percentage, and additional payroll is left out (billing.md 7, conflict 22).
 */
function baseOf({ kind, payrollBase }: NonGlExpense, terms: Terms, facts: Facts): FactValue | null {
  if (kind === 'FixedAmount') return null;
  if (kind === 'Revenue') return netRevenue(facts);
  const payroll = terms.billableAccounts?.payroll.accounts ?? [];
  return balanceOf(
    facts,
    payrollBase === 'Total' ? [...payroll, ...facts.operator.payrollTaxAccounts] : payroll,
  );
}

function lineOf(
  item: NonGlExpense,
  number: number,
  base: FactValue | null,
  drawn: Pick<Line, 'group' | 'code'>,
): Line {
  const { title, amount } = item;
  const path = `managementAgreement.nonGlExpenses[${number}].amount`;
  const drafted = { component: 'non-gl-expense', title, ...drawn, isProfitDeduction: true } as const;
  if (base === null) {
    const inputs = [fromTerms('Amount', amount, 'money', path)];
    return explainedLine({ ...drafted, amount, formula: 'The fixed monthly amount', inputs });
  }
  const words = item.kind === 'Revenue' ? 'Net revenue of the month' : 'Payroll booked in the month';
  return explainedLine({
    ...drafted,
    amount: percentOf(base.value, amount),
    formula: `${words} × percentage`,
    inputs: [fromFacts(words, 'money', base), fromTerms('Percentage', amount, 'percent', path)],
  });
}

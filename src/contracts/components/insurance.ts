import { decimal, percentOf } from '../../kernel/decimal.ts';
import { balanceOf, billedAmong } from '../balances.ts';
import { explainedLine, fromFacts, fromTerms } from '../explanation.ts';
import type { Facts } from '../facts.ts';
import type { Explanation, Line } from '../line.ts';
import type { Insurance, Terms } from '../terms.ts';
import { withoutAccounts } from './billable-accounts.ts';

type Amount = Explanation & Pick<Line, 'amount'>;

/**
 * Insurance of a management agreement (billing.md 2.12): what the billed insurance accounts cost, with a percentage on
 * top, taken out of the expense line wherever that is; or a fixed amount, which leaves the expense line alone.
 * `expense` is the line of billable accounts, and comes back rewritten. Golden MA-05, DRV-INS-01 to -03.
 */
export function insurance(
  terms: Terms,
  facts: Facts,
  expense: Line | null,
): { expense: Line | null; lines: Line[] } {
  const agreement = terms.managementAgreement;
  const configured = agreement?.insurance ?? null;
  if (agreement === null || configured === null) return { expense, lines: [] };
  const { kind, title } = configured;
  const cost = balanceOf(facts, billedAmong(terms, facts.operator.insuranceAccounts));
  const line = explainedLine({
    component: 'insurance',
    itemType: 'insurance',
    title,
    code: facts.operator.contractRevenueAccount,
    group: agreement.group,
    isProfitDeduction: true,
    ...amountOf(configured, cost),
  });
  const isTakenOut = kind === 'BasedOnBillableAccounts';
  return {
    expense: expense && isTakenOut ? withoutAccounts(expense, 'Insurance accounts', cost) : expense,
    lines: [line],
  };
}

function amountOf(terms: Insurance, cost: ReturnType<typeof balanceOf>): Amount {
  if (terms.kind === 'FixedFee') {
    const amount = terms.amount ?? decimal('0');
    const path = 'managementAgreement.insurance.amount';
    return {
      amount,
      formula: 'The fixed monthly amount',
      inputs: [fromTerms('Insurance', amount, 'money', path)],
    };
  }
  const { additionalPercent } = terms;
  const path = 'managementAgreement.insurance.additionalPercent';
  return {
    amount: percentOf(cost.value, additionalPercent.plus('100')),
    formula: 'Cost of the billed insurance accounts × (100 % + additional percentage)',
    inputs: [
      fromFacts('Cost of the billed insurance accounts', 'money', cost),
      fromTerms('Additional percentage', additionalPercent, 'percent', path),
    ],
  };
}

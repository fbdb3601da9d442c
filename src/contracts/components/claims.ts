import { decimal, type Decimal } from '../../kernel/decimal.ts';
import { balanceOf, billedAmong } from '../balances.ts';
import { explainedLine, fromFacts, fromTerms, type FactValue } from '../explanation.ts';
import type { Facts } from '../facts.ts';
import type { Line } from '../line.ts';
import type { Claims, Terms } from '../terms.ts';
import { withoutAccounts } from './billable-accounts.ts';
import { atLeastZero, windowBefore } from './tiers.ts';

/**
 * Loss and damage of a management agreement (billing.md 2.12): always taken out of the expense line; billed in full
 * for each claim, or up to the cap of the contract year, which the balances of the year fill, not what was billed.
 * Credits pass through. `expense` is the expense line as insurance left it, and comes back rewritten.
 * Golden MA-06, DRV-CLM-01 to -03.
 */
export function claims(
  terms: Terms,
  facts: Facts,
  expense: Line | null,
): { expense: Line | null; lines: Line[] } {
  const agreement = terms.managementAgreement;
  const configured = agreement?.claims ?? null;
  if (agreement === null || configured === null) return { expense, lines: [] };
  const { title } = configured;
  const accounts = billedAmong(terms, facts.operator.claimsAccounts);
  const cost = balanceOf(facts, accounts);
  const line = explainedLine({
    component: 'claims',
    itemType: 'claims',
    title,
    code: facts.operator.contractRevenueAccount,
    group: agreement.group,
    isProfitDeduction: true,
    ...billed(configured, cost, priorOf(configured, accounts, facts)),
  });
  return { expense: expense && withoutAccounts(expense, 'Claims accounts', cost), lines: [line] };
}

/** Claims of the contract year before the service month; null where no cap counts over months. */
function priorOf({ kind }: Claims, accounts: readonly string[], facts: Facts): FactValue | null {
  if (kind === 'PerClaim') return null;
  const { span } = windowBefore(kind, facts);
  return span && balanceOf(facts, accounts, { span });
}

function billed(
  { kind, cap }: Claims,
  cost: FactValue,
  prior: FactValue | null,
): Pick<Line, 'amount'> & Line['explanation'] {
  const ofMonth = fromFacts('Claims of the month', 'money', cost);
  if (kind === 'PerClaim')
    return { amount: cost.value, formula: 'Balance of the billed claims accounts', inputs: [ofMonth] };
  return {
    amount: upToCap(cap, prior?.value ?? decimal('0'), cost.value),
    formula: 'Claims of the month, up to the remaining cap of the contract year',
    inputs: [
      ofMonth,
      ...(prior ? [fromFacts('Claims of the contract year before', 'money', prior)] : []),
      fromTerms('Cap of the contract year', cap, 'money', 'managementAgreement.claims.cap'),
    ],
  };
}

function upToCap(cap: Decimal, prior: Decimal, added: Decimal): Decimal {
  return prior.plus(added).lte(cap) ? added : atLeastZero(cap.minus(prior));
}

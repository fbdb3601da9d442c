import { sum } from '../kernel/decimal.ts';
import { serviceMonth, type FactValue, type Span } from './explanation.ts';
import type { Facts } from './facts.ts';
import type { Terms } from './terms.ts';

type Extent = Readonly<{ span?: Span; exceptEntities?: readonly string[] }>;

/**
 * Ledger balance of some accounts, in money with the ledger's sign; no account or no booking is 0 (billing.md 2.10).
 * The service month and every entity, unless `extent` says otherwise.
 */
export function balanceOf(facts: Facts, accounts: readonly string[], extent: Extent = {}): FactValue {
  const { span = serviceMonth(facts), exceptEntities = [] } = extent;
  const rows = facts.balances.filter(
    ({ month, account, entity }) =>
      month >= span.fromMonth &&
      month <= span.throughMonth &&
      accounts.includes(account) &&
      !exceptEntities.includes(entity),
  );
  const narrowed = exceptEntities.length > 0 ? { accounts, exceptEntities } : { accounts };
  return {
    value: sum(rows.map(({ amount }) => amount)),
    question: 'ledger',
    parameters: { ...span, ...narrowed },
  };
}

/** Those of the accounts that the contract bills as expenses; none when it bills no accounts (billing.md 2.12). */
export function billedAmong({ billableAccounts }: Terms, accounts: readonly string[]): string[] {
  return accounts.filter((account) => billableAccounts?.expenses.accounts.includes(account) ?? false);
}

import { sum, type Decimal } from '../../kernel/decimal.ts';
import type { Balances, SiteYear } from './site-year.ts';

/**
 * The stored rows of the P&L in order; front line contribution and its cumulative difference follow from them.
 * `unmapped` is money on accounts from 4000 to 7999 that no category takes (decision 0031): a row of its own while
 * there is some, with the sign of an expense.
 */
export const storedLines = [
  ...(['external-revenue', 'internal-revenue', 'payroll', 'claims'] as const),
  ...(['parking-rents', 'other-expense', 'pteb', 'insurance', 'unmapped'] as const),
] as const;

export type StoredLine = (typeof storedLines)[number];

/** Rows of expense in front line contribution. */
export const frontLineExpenses = [
  ...(['payroll', 'claims', 'parking-rents', 'other-expense', 'pteb', 'insurance', 'unmapped'] as const),
] as const;

/** Where the trend of a cell comes from. */
export type Source = 'actual' | 'blended' | 'forecast' | 'budget' | 'fallback';

/** The categories of the chart of accounts behind the rows (forecasting.md 2.3). */
export const categoryOfLine: Readonly<Record<StoredLine, string>> = {
  'external-revenue': 'EXTERNAL REVENUE',
  'internal-revenue': 'INTERNAL REVENUE',
  payroll: 'PAYROLL',
  claims: 'CLAIMS',
  'parking-rents': 'PARKING RENTS',
  'other-expense': 'OTHER EXPENSE',
  pteb: 'PTEB',
  insurance: 'INSURANCE',
  unmapped: 'UNMAPPED',
};

export type Amounts = Readonly<Record<StoredLine, Decimal>>;

/** Internal revenue with its sign turned, everything else as the ledger has it (2.1, conflict 5). */
export function amountsOf(balances: Balances, { categoryOf }: SiteYear): Amounts {
  const byCategory = new Map<string, Decimal[]>();
  for (const [account, amount] of balances) {
    const category = categoryOf.get(account);
    if (category === undefined) continue;
    const listed = byCategory.get(category);
    if (listed === undefined) byCategory.set(category, [amount]);
    else listed.push(amount);
  }
  const entries = storedLines.map((line) => {
    const total = sum(byCategory.get(categoryOfLine[line]) ?? []);
    return [line, line === 'internal-revenue' ? total.neg() : total];
  });
  return Object.fromEntries(entries) as Amounts;
}

import { sum, type Decimal } from '../../kernel/decimal.ts';
import { pnlRows, type PnlRowName, type SummaryCategory } from '../../warehouse/index.ts';
import type { Balances, SiteYear } from './site-year.ts';

export type StoredLine = PnlRowName;

/** The stored rows of the P&L in order; front line contribution and its cumulative difference follow from them. */
export const storedLines: readonly StoredLine[] = pnlRows.map(({ row }) => row);

/** Rows of expense in front line contribution. */
export const frontLineExpenses: readonly StoredLine[] = pnlRows.flatMap(({ row, contribution }) =>
  contribution === -1 ? [row] : [],
);

const signs = Object.fromEntries(pnlRows.map(({ row, contribution }) => [row, contribution])) as Readonly<
  Record<StoredLine, 1 | 0 | -1>
>;

/** Sign of a row in front line contribution: 1 revenue, -1 expense, 0 neither. */
export const contributionSign = (line: StoredLine): 1 | 0 | -1 => signs[line];

/** Where the trend of a cell comes from. */
export type Source = 'actual' | 'blended' | 'forecast' | 'budget' | 'fallback';

/** The categories of the chart of accounts behind the rows (forecasting.md 2.3). */
export const categoryOfLine = Object.fromEntries(
  pnlRows.map(({ row, category }) => [row, category]),
) as Readonly<Record<StoredLine, SummaryCategory>>;

/**
 * How a row comes about while its month is not closed (forecasting.md 2.3): of statistics and rates, of the contract,
 * of hours and rates of jobs, in proportion to payroll, as posted, by account as entered or budgeted, or by account
 * without a category.
 */
export type RowKind =
  'statistics' | 'contract' | 'payroll' | 'of payroll' | 'as posted' | 'by account' | 'without category';

const byAccount = 'By account: what is posted, or the entry, otherwise the budget, if that is more';

/** What forecasting adds to a row of the P&L. A row without its line here does not compile. */
const forecastOfRow: Readonly<Record<StoredLine, { readonly kind: RowKind; readonly formula: string }>> = {
  'external-revenue': {
    kind: 'statistics',
    formula:
      'Net revenue through the last day with revenue + vehicles × rates of the remaining days, less adjustments',
  },
  'internal-revenue': {
    kind: 'contract',
    formula: 'Components of the contract, from actuals so far and the forecast + other revenue',
  },
  payroll: {
    kind: 'payroll',
    formula: 'Payroll paid through its last day, accrued salaries + forecast for the remaining days',
  },
  claims: { kind: 'as posted', formula: 'Posted so far; claims are never forecast' },
  'parking-rents': { kind: 'by account', formula: byAccount },
  'other-expense': { kind: 'by account', formula: byAccount },
  pteb: {
    kind: 'of payroll',
    formula: 'Budget of payroll taxes and benefits ÷ budget of payroll × payroll of the month',
  },
  insurance: { kind: 'of payroll', formula: 'Percentage of payroll + budget of vehicle insurance' },
  unmapped: {
    kind: 'without category',
    formula:
      'By account without a category: what is posted, otherwise the budget; `daybook accounts unmapped` lists them; ' +
      '`daybook accounts map ACCOUNT --to CATEGORY` assigns one to its row',
  },
};

export const kindOf = (line: StoredLine): RowKind => forecastOfRow[line].kind;

/** How the figure of an open month is worked out, in a sentence for the caller. */
export const formulaOf = (line: StoredLine): string => forecastOfRow[line].formula;

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
  const entries = pnlRows.map(({ row, category, displayedSign }) => {
    const total = sum(byCategory.get(category) ?? []);
    return [row, displayedSign === -1 ? total.neg() : total];
  });
  return Object.fromEntries(entries) as Amounts;
}

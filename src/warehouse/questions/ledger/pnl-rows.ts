/** A row of the P&L and the accounts that it takes. */
interface PnlRow {
  /** Name, such as `internal-revenue`. */
  readonly row: string;
  /** Summary category of its accounts in the chart (data.md 2.2). */
  readonly category: string;
  /** The ledger's balance times this is what is displayed: -1 for internal revenue. */
  readonly displayedSign: 1 | -1;
  /** Sign in front line contribution: 1 revenue, -1 expense, 0 neither. */
  readonly contribution: 1 | 0 | -1;
}

/**
 * The rows of the P&L in their order (forecasting.md 2.1, data.md 2.2). pnl-rows.sql, made from this list, gives SQL
 * the same in `warehouse.summary_category`. How a row is forecast is said in forecasting/pnl/rows.ts, for every row of
 * this list. `unmapped` is money on P&L accounts that no category takes (decision 0031).
 */
export const pnlRows = [
  { row: 'external-revenue', category: 'EXTERNAL REVENUE', displayedSign: 1, contribution: 0 },
  { row: 'internal-revenue', category: 'INTERNAL REVENUE', displayedSign: -1, contribution: 1 },
  { row: 'payroll', category: 'PAYROLL', displayedSign: 1, contribution: -1 },
  { row: 'claims', category: 'CLAIMS', displayedSign: 1, contribution: -1 },
  { row: 'parking-rents', category: 'PARKING RENTS', displayedSign: 1, contribution: -1 },
  { row: 'other-expense', category: 'OTHER EXPENSE', displayedSign: 1, contribution: -1 },
  { row: 'pteb', category: 'PTEB', displayedSign: 1, contribution: -1 },
  { row: 'insurance', category: 'INSURANCE', displayedSign: 1, contribution: -1 },
  { row: 'unmapped', category: 'UNMAPPED', displayedSign: 1, contribution: -1 },
] as const satisfies readonly PnlRow[];

export type PnlRowName = (typeof pnlRows)[number]['row'];
export type SummaryCategory = (typeof pnlRows)[number]['category'];

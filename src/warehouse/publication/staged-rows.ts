/** Rows that stand in a staging table, checked, ready to become part of the warehouse. */
export interface StagedRows {
  readonly batchId: string;
  readonly feed: string;
  /** Staging table with its schema, for example `sources.budget_final`. */
  readonly staging: string;
  /** What the rows replace; `row` when they replace only rows with their own key. */
  readonly slice: 'site and month' | 'site and day' | 'whole list' | 'row';
  /** The day a complete list speaks of, `YYYY-MM-DD`. */
  readonly effectiveOn: string;
}

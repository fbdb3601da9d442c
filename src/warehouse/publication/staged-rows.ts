/** Rows that stand in staging tables, checked, ready to become part of the warehouse. */
export interface StagedRows {
  readonly batchId: string;
  readonly feed: string;
  /** Staging tables with their schema, and the month of each when it holds one month only (`YYYY-MM-01`). */
  readonly tables: readonly StagedTable[];
  /** Rows staged by month; empty for lists. */
  readonly months: ReadonlyMap<string, number>;
  /** Sites that the rows name. */
  readonly sites: readonly string[];
  /** Job, profile or revenue codes that the rows name. */
  readonly codes: readonly string[];
  /** What the rows replace; `row` when they replace only rows with their own key. */
  readonly slice: 'site and month' | 'site and day' | 'whole list' | 'row';
  /** The day a complete list speaks of, `YYYY-MM-DD`. */
  readonly effectiveOn: string;
  /** Key columns whose values may be shown: no personal data. */
  readonly shownColumns: readonly string[];
  /** Columns whose sums tell what the rows change. */
  readonly amounts: readonly string[];
  /** Keys repeat among the rows, each an amount of its own; without it a repeated key is refused. */
  readonly tellsApart?: boolean;
}

export interface StagedTable {
  readonly table: string;
  readonly month: string | null;
}

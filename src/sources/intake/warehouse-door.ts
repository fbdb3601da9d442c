import type { Connection, Database } from '../../platform/database/index.ts';

/**
 * What the intake asks of the warehouse. Stages do not import one another: `main` hands the warehouse in, and the two
 * meet at the staging tables of schema `sources`.
 */
export interface WarehouseDoor {
  /** Which of these ids the warehouse knows. `to` is `site`, `account` or `revenue_code`. */
  knownIds(database: Pick<Connection, 'query'>, to: string, ids: readonly string[]): Promise<string[]>;
  /** Of ids that it does not know, the one in use that each resembles; of `revenue_code` only. */
  nearestIds(
    database: Pick<Connection, 'query'>,
    to: string,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, string>>;
  /** Prepares the staged rows; throws unique_violation when a key repeats among them. */
  preparePublication(database: Database, staged: StagedRows): Promise<Publication>;
  /** Gathers what the slices of a load held when it had ended, to be put back; null for lists. */
  restorationOf(
    transaction: Connection,
    load: Pick<StagedRows, 'feed' | 'slice' | 'batchId'>,
  ): Promise<Restoration | null>;
}

/** Slices that are to be put back within the transaction in which they were gathered. */
export interface Restoration {
  /** Of each load that had brought rows of them: how many, and of which sites and days. */
  readonly parts: readonly RestoredPart[];
  /** Puts the rows back, each as of the load that stands for its own; by origin, how many came, and under '' went. */
  apply(
    loads: readonly { readonly origin: string; readonly batchId: string }[],
  ): Promise<ReadonlyMap<string, number>>;
  changes(batchId: string, amounts: readonly string[]): Promise<RowChange[]>;
}

export interface RestoredPart {
  readonly origin: string;
  readonly rows: number;
  readonly sites: readonly string[];
  readonly firstOn: string;
  readonly lastOn: string;
}

export interface StagedRows {
  readonly batchId: string;
  readonly feed: string;
  /** Staging tables with their schema, and the month of each when it holds one month only (`YYYY-MM-01`). */
  readonly tables: readonly { readonly table: string; readonly month: string | null }[];
  /** Rows staged by month; empty for lists. */
  readonly months: ReadonlyMap<string, number>;
  /** Sites that the rows name. */
  readonly sites: readonly string[];
  /** Job, profile or revenue codes that the rows name. */
  readonly codes: readonly string[];
  readonly slice: 'site and month' | 'site and day' | 'whole list' | 'row';
  /** The day a complete list speaks of, `YYYY-MM-DD`. */
  readonly effectiveOn: string;
  /** Key columns whose values may be shown: no personal data. */
  readonly shownColumns: readonly string[];
  /** Columns whose sums tell what a load changes. */
  readonly amounts: readonly string[];
  /** Keys repeat in the file and their rows are amounts of their own. */
  readonly tellsApart?: boolean;
}

export interface Publication {
  /** Staging tables whose keys nothing has compared yet; the others went through a new index. */
  readonly mergedTables: readonly string[];
  /** What the rows would take away, the largest loss first; asked before they are applied. */
  losses(transaction: Connection): Promise<Loss[]>;
  apply(transaction: Connection): Promise<PublishedRows>;
  /** Months of sites that were there before and that the applied rows changed; asked after them, as `changes` is. */
  replaced(transaction: Connection): Promise<SiteMonth[]>;
  /** What the applied rows changed; asked after them in the same transaction. */
  changes(transaction: Connection): Promise<RowChange[]>;
}

/** A list, or a site's month, that holds less after a load than before. Counts are entries or rows. */
export interface Loss {
  readonly isList: boolean;
  /** Site and month; null for a list. */
  readonly place: string | null;
  readonly before: number;
  readonly lost: number;
  /** Some of the entries that would go; empty for rows. */
  readonly names: readonly string[];
}

/** A month `YYYY-MM` of a site. */
export interface SiteMonth {
  readonly site: string;
  readonly month: string;
}

/** Rows of a site and month that come or go with a load, with the exact sums of their amounts by column. */
export interface RowChange {
  readonly site: string;
  readonly month: string;
  readonly kind: 'comes' | 'goes';
  readonly rows: string;
  readonly sums: Readonly<Record<string, string | null>>;
}

export interface PublishedRows {
  readonly inserted: number;
  readonly superseded: number;
  readonly warnings: readonly { readonly rule: string; readonly message: string }[];
}

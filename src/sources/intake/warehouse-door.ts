import type { Connection, Database } from '../../platform/database/index.ts';

/**
 * What the intake asks of the warehouse. Stages do not import one another: `main` hands the warehouse in, and the two
 * meet at the staging tables of schema `sources`.
 */
export interface WarehouseDoor {
  /** Sites, accounts or revenue codes that staged rows name and the warehouse does not know. */
  unknownReferences(
    database: Pick<Connection, 'query'>,
    staging: string,
    reference: { readonly column: string; readonly to: 'site' | 'account' | 'revenue_code' },
  ): Promise<string[]>;
  /** Which of these sites or accounts the warehouse knows by now. */
  knownIds(database: Pick<Connection, 'query'>, to: string, ids: readonly string[]): Promise<string[]>;
  /** Prepares the staged rows; throws unique_violation when a key repeats among them. */
  preparePublication(database: Database, staged: StagedRows): Promise<Publication>;
}

export interface StagedRows {
  readonly batchId: string;
  readonly feed: string;
  /** Staging table with its schema. */
  readonly staging: string;
  readonly slice: 'site and month' | 'site and day' | 'whole list' | 'row';
  /** The day a complete list speaks of, `YYYY-MM-DD`. */
  readonly effectiveOn: string;
}

export interface Publication {
  /** Every key of the staged rows has been seen to stand once. */
  readonly areKeysChecked: boolean;
  apply(transaction: Connection): Promise<PublishedRows>;
  /** Takes back what was prepared, when the load ends without `apply`. */
  discard(): Promise<void>;
}

export interface PublishedRows {
  readonly inserted: number;
  readonly superseded: number;
  readonly warnings: readonly { readonly rule: string; readonly message: string }[];
}

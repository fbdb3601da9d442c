import type { Connection } from '../../platform/database/index.ts';
import { monthChanges, type RowChange } from './losses.ts';
import type { StagedRows } from './staged-rows.ts';
import { targetOf } from './targets.ts';

/** Rows that a load had brought of the slices that are put back. */
export interface RestoredPart {
  /** The load that had brought them. */
  readonly origin: string;
  readonly rows: number;
  readonly sites: readonly string[];
  readonly firstOn: string;
  readonly lastOn: string;
}

/** A load that stands for an earlier one whose rows come back. */
export interface RestoredLoad {
  readonly origin: string;
  readonly batchId: string;
}

/** Slices that are gathered, to be put back within the same transaction. */
export interface Restoration {
  readonly parts: readonly RestoredPart[];
  /** Puts the rows back; by origin, how many came. Rows that went are counted under ''. */
  apply(loads: readonly RestoredLoad[]): Promise<ReadonlyMap<string, number>>;
  /** What came and went with a load; asked after `apply`. */
  changes(batchId: string, amounts: readonly string[]): Promise<RowChange[]>;
}

/**
 * Gathers what the slices of a load held when it had ended. Null for lists, which have no slices: their file is loaded
 * again. The transaction is the one in which they are put back.
 */
export async function restorationOf(
  transaction: Connection,
  { feed, slice, batchId }: Pick<StagedRows, 'feed' | 'slice' | 'batchId'>,
): Promise<Restoration | null> {
  const target = targetOf(feed);
  if (target.kind !== 'fact') return null;
  const rows = await transaction.query<Omit<RestoredPart, 'rows'> & { rows: string }>(
    `select origin::text as origin, arrived as rows, sites, first_on::text as "firstOn", last_on::text as "lastOn"
     from warehouse.stage_restored($1, $2, $3, $4)`,
    [target.table, target.period, slice, batchId],
  );
  return {
    parts: rows.map((part) => ({ ...part, rows: Number.parseInt(part.rows, 10) })),
    apply: async (loads) => {
      const counted = await transaction.query<{
        origin: string | null;
        inserted: string;
        superseded: string;
      }>(
        `select origin::text as origin, inserted, superseded
         from warehouse.apply_restored($1, $2, $3, $4::bigint[], $5::bigint[], $6)`,
        [
          target.table,
          target.period,
          slice,
          loads.map(({ origin }) => origin),
          loads.map((each) => each.batchId),
          loads.at(-1)?.batchId ?? '0',
        ],
      );
      return new Map(
        counted.map(({ origin, inserted, superseded }) => [
          origin ?? '',
          Number.parseInt(origin === null ? superseded : inserted, 10),
        ]),
      );
    },
    changes: (load, amounts) => monthChanges(transaction, { batchId: load, amounts }, target),
  };
}

import type { Refusal } from '../../kernel/errors.ts';
import type { Database } from '../../platform/database/index.ts';
import { approveChange } from './decide-change.ts';
import { waitingChanges, type WaitingChange } from './waiting-changes.ts';

/** Which changes someone approves at once, and why. */
export interface BulkApproval {
  /** At these sites; everywhere unless given. */
  readonly sites?: readonly string[] | undefined;
  /** First versions of contracts only, whatever they come to in a year: a take-over of contracts, or the sample. */
  readonly isTakeOver: boolean;
  readonly decidedBy: string;
  readonly reason: string | null;
}

/** The outcome of a change; null when it counts now. */
export interface DecidedChange {
  readonly change: WaitingChange;
  readonly refusal: Refusal | null;
}

/**
 * Approves what waits, each change for itself as `approveChange` does. As the owner in the name of the person; ask for
 * the right to approve contracts before.
 */
export async function approveWaiting(
  database: Database,
  { sites, isTakeOver, decidedBy, reason }: BulkApproval,
): Promise<DecidedChange[]> {
  const decided: DecidedChange[] = [];
  for (const change of await waitingChanges(database, { sites })) {
    if (isTakeOver && !change.isTakeOver) continue;
    const refusal = await approveChange(database, { id: change.id, decidedBy, reason, isTakeOver });
    decided.push({ change, refusal });
  }
  return decided;
}

import { Refusal, refusal } from '../../kernel/errors.ts';
import type { Queryable } from '../../platform/database/index.ts';
import { endBatch, noRows, reasonOf, type EndedBatch, type RowCounts } from './batch.ts';
import { tellFaults } from './checks/check-rows.ts';
import type { SameContent, Since } from './same-content.ts';
import { countOf } from './set-aside.ts';
import type { HeldBecause, Intake, TakeInOptions, TakenIn } from './taken-in.ts';

/** How a load ended; what is left out has no place in that ending. */
export interface Ending extends Partial<
  Pick<EndedBatch, 'controlTotals' | 'setAside' | 'sameAs' | 'refusal' | 'warnings'>
> {
  readonly transaction: Queryable;
  readonly held?: readonly HeldBecause[];
  readonly batchId: string;
  readonly state: TakenIn['state'];
  readonly rows: RowCounts;
}

/** Writes the end of the batch and tells it. */
export async function end(
  intake: Intake,
  { feed, content }: TakeInOptions,
  ending: Ending,
): Promise<TakenIn> {
  const { transaction, batchId, state, rows, controlTotals: totals = null, sameAs = null } = ending;
  const { refusal: why = null, warnings = [], setAside = {}, held = [] } = ending;
  const finishedAt = intake.clock.now();
  await endBatch(transaction, {
    batchId,
    state,
    rows,
    finishedAt,
    controlTotals: totals,
    setAside,
    sameAs,
    refusal: why,
    warnings,
  });
  return {
    file: content.name,
    feed: feed.name,
    state,
    batchId,
    rows,
    warnings,
    setAside,
    held,
    refusal: why,
  };
}

/** The load, and where its end is written when a transaction is open already. */
interface EndedAsBefore {
  readonly batchId: string;
  readonly transaction?: Queryable;
}

/** The content came before and still counts. */
export async function endUnchanged(
  intake: Intake,
  options: TakeInOptions,
  { batchId, same, transaction = intake.database }: EndedAsBefore & { readonly same: SameContent },
): Promise<TakenIn> {
  const { received, quarantined, setAside } = same;
  const aside = countOf(setAside);
  // What is in quarantine since then is still there, or was decided: it is not among the rows the warehouse holds.
  const unchanged = received - quarantined - aside;
  const rows: RowCounts = {
    ...noRows,
    received,
    unchanged,
    quarantined,
    ...(aside > 0 ? { setAside: aside } : {}),
  };
  return end(intake, options, {
    transaction,
    batchId,
    state: 'unchanged',
    rows,
    setAside,
    sameAs: same.batchId,
  });
}

/**
 * The content came before and counts no longer: later loads replaced rows of it, or added rows beside them. `missing`
 * is how many of its records the warehouse lacks, `surplus` how many rows stand in their place.
 */
export async function endReplaced(
  intake: Intake,
  options: TakeInOptions,
  replaced: EndedAsBefore & {
    readonly since: Since;
    readonly missing: number;
    readonly surplus: number;
  },
): Promise<TakenIn> {
  const { batchId, since, missing, surplus, transaction = intake.database } = replaced;
  const { same, later } = since;
  const counted = (count: number, what: string): string =>
    `${String(count)} ${what}${count === 1 ? '' : 's'}`;
  const loads = `${later.length === 1 ? 'batch' : 'batches'} ${later.join(', ')}`;
  const why = refusal('SOURCES_CONTENT_REPLACED', {
    file: options.content.name,
    batch: same.batchId,
    change:
      missing > 0
        ? `${loads} replaced ${String(missing)} of its ${counted(same.received, 'row')}`
        : `${loads} added ${counted(surplus, 'row')} in addition to its own`,
  });
  return end(intake, options, {
    transaction,
    batchId,
    state: 'replaced',
    rows: { ...noRows, received: same.received, unchanged: same.received - same.quarantined - missing },
    setAside: same.setAside,
    sameAs: same.batchId,
    refusal: reasonOf(why, []),
  });
}

/** Nothing was loaded, and why. Of a dry run nothing is kept but that it was one: no file of the feed was refused. */
export async function endRefused(
  intake: Intake,
  options: TakeInOptions,
  { batchId, cause }: { batchId: string; cause: unknown },
): Promise<TakenIn> {
  const why = reasonOf(cause, await tellFaults(intake.database, options.feed));
  const state = why.code === 'SOURCES_LOAD_FAILED' ? 'failed' : 'refused';
  const received = cause instanceof Refusal ? cause.parameters['received'] : undefined;
  const rows: RowCounts = { ...noRows, received: typeof received === 'number' ? received : 0 };
  const ended = await end(intake, options, {
    transaction: intake.database,
    batchId,
    state: options.isTrial === true ? 'tried' : state,
    rows,
    refusal: why,
  });
  return { ...ended, state };
}

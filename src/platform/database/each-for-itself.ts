import { refusal, Refusal } from '../../kernel/errors.ts';
import { databaseRefusal } from './database-refusal.ts';
import { stateOf } from './sqlstate.ts';

/** What became of several things, each done for itself. */
export interface Each<T> {
  readonly done: readonly T[];
  readonly refused: readonly { readonly id: string; readonly refusal: Refusal }[];
  /** What nobody foresaw: faults of the program. */
  readonly unforeseen: readonly unknown[];
}

/**
 * Does the same to several things in the order given, each separately and once: one that is refused, or that the
 * database does not take, stops no other. A refusal may be thrown or handed back.
 */
export async function eachForItself<T>(
  ids: readonly string[],
  work: (id: string) => Promise<T | Refusal>,
): Promise<Each<T>> {
  const done: T[] = [];
  const refused: { id: string; refusal: Refusal }[] = [];
  const unforeseen: unknown[] = [];
  for (const id of new Set(ids)) {
    try {
      const outcome = await work(id);
      if (outcome instanceof Refusal) refused.push({ id, refusal: outcome });
      else done.push(outcome);
    } catch (cause) {
      const state = stateOf(cause);
      const ofDatabase = cause instanceof Refusal ? cause : databaseRefusal(cause);
      if (ofDatabase !== null) refused.push({ id, refusal: ofDatabase });
      else if (state !== null)
        refused.push({ id, refusal: refusal('DATABASE_FAILED', { command: `daybook … ${id}`, state }) });
      else unforeseen.push(cause);
    }
  }
  return { done, refused, unforeseen };
}

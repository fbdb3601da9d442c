import { hasState, sqlstate, type NearStandby } from '../../database/index.ts';
import type { Caller } from '../acting.ts';

/** How whoever acts reads at a standby, and what comes of it. */
export interface ReadingNear {
  /** A standby that is near enough; null where none is. */
  readonly near: () => Promise<NearStandby | null>;
  /** The caller at that standby: the same person, whose rights and rows it knows as well. */
  readonly callerAt: (standby: NearStandby) => Caller;
  /** Told of each standby before it is used. */
  readonly using: (standby: NearStandby) => void;
}

/**
 * The caller of a request that may read at a standby: each transaction runs there where one is near enough, and at the
 * primary where none is, where the standby does not let the caller in (a session that it has not heard of), or where
 * the transaction writes, as into the trail.
 */
export function callerNear(primary: Caller, { near, callerAt, using }: ReadingNear): Caller {
  const { inOneTrip } = primary;
  return {
    person: primary.person,
    transaction: async (work, options) => {
      const standby = await near();
      if (standby === null) return primary.transaction(work, options);
      using(standby);
      const progress: { hasBegun: boolean } = { hasBegun: false };
      try {
        return await callerAt(standby).transaction((transaction) => {
          progress.hasBegun = true;
          return work(transaction);
        }, options);
      } catch (error) {
        if (progress.hasBegun && !isOnlyForPrimary(error)) throw error;
        return primary.transaction(work, options);
      }
    },
    ...(inOneTrip && {
      inOneTrip: async (statement) => {
        const standby = await near();
        if (standby === null) return inOneTrip(statement);
        using(standby);
        // Its rows come at the end or not at all: whatever failed, nobody has seen any.
        return (callerAt(standby).inOneTrip ?? inOneTrip)(statement).catch(() => inOneTrip(statement));
      },
    }),
  };
}

/** What a standby refuses of everybody. */
function isOnlyForPrimary(error: unknown): boolean {
  return [
    sqlstate.readOnlyTransaction,
    sqlstate.featureNotSupported,
    sqlstate.objectNotInPrerequisiteState,
  ].some((state) => hasState(error, state));
}

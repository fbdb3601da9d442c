import type { Month } from '../../kernel/month.ts';
import type { Queryable } from '../../platform/database/index.ts';
import { dueEscalations } from './apply-escalations.ts';
import { listIndexValues } from './index-values.ts';

/** Contracts whose rates change from one service month on, and that no run applied yet. */
export interface DueIncrease {
  readonly month: Month;
  readonly sites: readonly string[];
  /** The value of an index, as `ECI 2025`, or the approval that is missing; null when the next run applies it. */
  readonly waitsFor: string | null;
}

/**
 * Increases that are due through a service month, by the month from which they hold, oldest first; those that wait for
 * the value of an index stand apart. With the rights of the caller, who has to see contracts, clauses and indexes.
 */
export async function dueIncreases(database: Queryable, through: Month): Promise<DueIncrease[]> {
  const contracts = await dueEscalations(database, { month: through });
  const due = contracts.flatMap(({ site, rates }) =>
    [...new Set(rates.map(({ month }) => month))].map((month) => ({ month, site, waitsFor: null })),
  );
  const waiting = contracts.flatMap(({ site, awaits }) =>
    awaits.map(({ month, value }) => ({ month, site, waitsFor: value })),
  );
  const groups = Map.groupBy([...due, ...waiting], ({ month, waitsFor }) => `${month} ${waitsFor ?? ''}`);
  return [...groups.values()]
    .flatMap((group) => {
      const [first] = group;
      return first === undefined ? [] : [{ ...first, sites: group.map(({ site }) => site) }];
    })
    .map(({ month, sites, waitsFor }) => ({ month, sites, waitsFor }))
    .toSorted((one, other) => (one.month < other.month ? -1 : 1));
}

/** Values of indexes that one person entered and no second one approved, as `ECI 2025 = 3.6`. */
export async function valuesToApprove(database: Queryable): Promise<string[]> {
  const values = await listIndexValues(database);
  return values
    .filter(({ approvedBy }) => approvedBy === null)
    .map(({ index, period, percent }) => `${index} ${period} = ${percent}`);
}

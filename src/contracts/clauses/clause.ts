import type { Decimal } from '../../kernel/decimal.ts';
import type { Month } from '../../kernel/month.ts';
import type { Accumulation } from '../accumulation.ts';
import type { ComponentName } from '../line.ts';
import type { ApprovedValues, YearlyRule } from './yearly-percent.ts';

/**
 * What a contract agrees on beyond what its export can say: it lives in the notes of the old system (billing.md 3.5,
 * conflict 45) and modifies one component. Pure data in force in the service month; `id` is the number under which
 * the clause is listed. A contract without clauses computes as if there were none.
 */
export type Clause = AmountLimit | RateSteps | RoomThreshold | WeeklyQuantity | SharedTiers;

/** Components whose monthly total may have a cap or a minimum: what is charged, not what is credited. */
export const limitedComponents = [
  ...(['fixed-fee', 'per-labor-hour', 'occupied-room', 'revenue-share', 'validation'] as const),
  ...([
    'billable-accounts',
    'management-fee',
    'insurance',
    'claims',
    'non-gl-expense',
    'profit-share',
  ] as const),
] as const satisfies readonly ComponentName[];

export type LimitedComponent = (typeof limitedComponents)[number];

/** At most, or at least, so much money for all lines of a component in a window. */
export type AmountLimit = Readonly<{
  kind: 'cap' | 'minimum';
  id: string;
  component: LimitedComponent;
  window: Accumulation;
  /** As it was agreed. */
  amount: Decimal;
  growth: Growth | null;
}>;

/** What a limit grows by each year since the month from which it holds, with the values of indexes. */
export type Growth = Readonly<{ rule: YearlyRule; fromMonth: Month; values: ApprovedValues }>;

/** Components whose rates may step; all but the room rate and the fee of one amount have rows. */
export const steppedComponents = ['fixed-fee', 'per-labor-hour', 'occupied-room', 'management-fee'] as const;

/** A rate that changes with the contract year: steps that have begun replace it or add to it, in their order. */
export type RateSteps = Readonly<{
  kind: 'rate-steps';
  id: string;
  component: (typeof steppedComponents)[number];
  /** Row of the component, from 1. */
  position: number;
  steps: readonly RateStep[];
}>;

/** From a contract year on, counted from 1; money, or percent of a management fee on revenue. */
export type RateStep = Readonly<{
  contractYear: number;
  /** It adds to the rate before it, of the contract or of the step before, in place of replacing it. */
  isAdded: boolean;
  amount: Decimal;
  /** Of an overtime hour; null leaves it as it was. */
  overtimeAmount: Decimal | null;
}>;

/** The first limit of a structure is occupied rooms of the month × money for each room (golden IR-RS-07). */
export type RoomThreshold = Readonly<{
  kind: 'room-threshold';
  id: string;
  structure: number;
  amountPerRoom: Decimal;
}>;

/** Hours of a group of jobs are billed only above so many in a week. */
export type WeeklyQuantity = Readonly<{
  kind: 'weekly-quantity';
  id: string;
  /** Empty is every job of the component. */
  jobCodes: readonly string[];
  hours: Decimal;
}>;

/** A structure of the revenue share whose tiers take in the revenue of several sites together. */
export type SharedTiers = Readonly<{
  kind: 'shared-tiers';
  id: string;
  structure: number;
  name: string;
  /** The other sites that share the set in the month, by number. */
  otherSites: readonly string[];
  /** Those of them whose contract says other tiers, codes or windows; with any, nothing can be shared. */
  differingSites: readonly string[];
}>;

/** The path of a value of a clause in explanations; the number is that of `contracts clauses list`. */
export function clausePath({ id }: Pick<Clause, 'id'>, field: string): string {
  return `clauses[${id}].${field}`;
}

/** The clauses of a kind, none when the terms have none. */
export function clausesOfKind<Kind extends Clause['kind']>(
  { clauses }: { readonly clauses?: readonly Clause[] },
  ...kinds: readonly Kind[]
): Extract<Clause, { kind: Kind }>[] {
  const isWanted = (clause: Clause): clause is Extract<Clause, { kind: Kind }> =>
    kinds.some((kind) => kind === clause.kind);
  return (clauses ?? []).filter(isWanted);
}

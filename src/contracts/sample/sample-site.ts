import { createHash } from 'node:crypto';

/** A site that a contract is invented for. */
export interface SampleSite {
  readonly site: string;
  readonly name: string;
  readonly hasRooms: boolean;
  /** Job codes of its timesheets. */
  readonly jobs: readonly string[];
  /** Without one its contract is invented from nothing but chance. */
  readonly budget?: SampleBudget | null;
}

/** What a site is budgeted to come to in a year, in whole dollars, rooms and hours. */
export interface SampleBudget {
  readonly external: number;
  readonly internal: number;
  readonly rooms: number;
  /** Payroll and expense by account. */
  readonly accounts: Readonly<Record<string, number>>;
  readonly hours: Readonly<Record<string, number>>;
}

/**
 * What a component of a contract is to bring in a year so that the contract comes close to the budget, in whole
 * dollars: `percent` of the budget, a few percent above or below it. Null without a budget.
 */
export function aimOf({ budget }: SampleSite, draw: Draw, percent: number): number | null {
  if (!budget || budget.internal <= 0) return null;
  return Math.round((budget.internal * percent * (96 + draw('closeness', 9))) / 10_000);
}

/** Picks something for a site, always the same for the same seed and words. */
export type Draw = (words: string, count: number) => number;

/** An id that only this place of this site has. */
export function idOf({ site }: SampleSite, place: number): string {
  const hex = createHash('sha256')
    .update(`contract ${site} ${String(place)}`)
    .digest('hex');
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`];
  return [...parts, hex.slice(20, 32)].join('-');
}

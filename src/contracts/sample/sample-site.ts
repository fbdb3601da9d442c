import { createHash } from 'node:crypto';

/** A site that a contract is invented for. */
export interface SampleSite {
  readonly site: string;
  readonly name: string;
  readonly hasRooms: boolean;
  /** Job codes of its timesheets. */
  readonly jobs: readonly string[];
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

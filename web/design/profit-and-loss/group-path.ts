import { fieldOf, type Grouping, type SiteSelection } from '../../service/profit-and-loss.ts';

/** A group of sites by the groups that it is in: a region, a district of it, a site of that. */
export type GroupPath = readonly { readonly by: Grouping; readonly name: string }[];

/** What a group opens into, next to its rows; a site into nothing more. */
export function groupingWithin(by: Grouping): Grouping | null {
  if (by === 'site') return null;
  return by === 'region' ? 'district' : 'site';
}

/** How a path is told from others. */
export function keyOf(path: GroupPath): string {
  return path.map(({ by, name }) => `${by}:${name}`).join(' / ');
}

/** The sites of a group, as the service is asked for them. */
export function selectionOf(path: GroupPath): SiteSelection {
  return Object.fromEntries(path.map(({ by, name }) => [by.replace('-', '_'), fieldOf([name])]));
}

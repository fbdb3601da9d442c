import type { Database } from '../../platform/database/index.ts';
import type { Principal, Right } from '../../platform/security/index.ts';

type Object = Pick<Right, 'object' | 'action'>;

/** Kinds of things whose changes are told, each with the rights of which one lets a caller follow it. */
const rightsToFollow = {
  loads: [{ object: 'load', action: 'read' }],
  quarantine: [
    { object: 'data-flow', action: 'read' },
    { object: 'revenue-report', action: 'read' },
  ],
  statements: [{ object: 'statement', action: 'read' }],
  forecasts: [{ object: 'forecast', action: 'read' }],
  alerts: [{ object: 'alert', action: 'read' }],
} as const satisfies Readonly<Record<string, readonly Object[]>>;

/** Something whose changes are told. */
export type ChangeKind = keyof typeof rightsToFollow;

export const changeKinds = Object.keys(rightsToFollow) as readonly ChangeKind[];

/** A change as the database tells of it: its kind, and seals of its sites; null where it may be at any. */
export interface ChangeNotice {
  readonly kind: ChangeKind;
  readonly places: readonly string[] | null;
}

/** What a caller may follow: everywhere, or at places, by their seals. */
export type Sight = ReadonlyMap<ChangeKind, 'everywhere' | ReadonlySet<string>>;

/**
 * What the principal may follow now. Refuses as every transaction of the caller does once the token opens nothing, so
 * that whoever follows is asked anew before anything is told.
 */
export async function sightOf({ caller }: Principal, owner: Database): Promise<Sight> {
  const questions = changeKinds.flatMap((kind) => rightsToFollow[kind].map((right) => ({ kind, ...right })));
  const rows = await caller.transaction((transaction) =>
    transaction.query<{ kind: ChangeKind; isEverywhere: boolean; sites: string[] }>(
      `select kind, security.acts_for(object, action) as "isEverywhere", security.sites_for(object, action) as sites
       from unnest($1::text[], $2::text[], $3::text[]) as asked (kind, object, action)`,
      [
        questions.map(({ kind }) => kind),
        questions.map(({ object }) => object),
        questions.map(({ action }) => action),
      ],
    ),
  );
  const sites = [...new Set(rows.flatMap((row) => row.sites))];
  const seals = await sealsOf(owner, sites);
  const sight = new Map<ChangeKind, 'everywhere' | ReadonlySet<string>>();
  for (const [kind, held] of Map.groupBy(rows, (row) => row.kind)) {
    const places = held.flatMap((row) => row.sites.map((site) => seals.get(site) ?? ''));
    if (held.some(({ isEverywhere }) => isEverywhere)) sight.set(kind, 'everywhere');
    else if (places.length > 0) sight.set(kind, new Set(places));
  }
  return sight;
}

/** How the database calls sites when it tells of changes, where any login may listen. As the owner. */
async function sealsOf(owner: Database, sites: readonly string[]): Promise<Map<string, string>> {
  if (sites.length === 0) return new Map();
  const rows = await owner.query<{ site: string; seal: string }>(
    `select site, left(security.seal_of('change at ' || site), 12) as seal from unnest($1::text[]) as site`,
    [sites],
  );
  return new Map(rows.map(({ site, seal }) => [site, seal]));
}

/** Whether a change is within sight. */
export function isSeen(sight: Sight, { kind, places }: ChangeNotice): boolean {
  const reach = sight.get(kind);
  if (reach === undefined || reach === 'everywhere') return reach !== undefined;
  return places === null || places.some((place) => reach.has(place));
}

/** A change as it was told; null for what is none. */
export function changeIn(payload: string): ChangeNotice | null {
  const { kind, places } = JSON.parse(payload) as Partial<ChangeNotice>;
  return kind !== undefined && changeKinds.includes(kind) ? { kind, places: places ?? null } : null;
}

import { requireRight, type Principal } from '../acting.ts';
import {
  listHolds,
  listRetention,
  placeHold,
  purge,
  releaseHold,
  reportRetention,
  retentionOfOutbox,
  type Hold,
  type PurgeLine,
  type RetentionClass,
} from '../privacy/retention.ts';
import { signingAt, type SigningPlace } from './audit-trail.ts';

const reading = { object: 'retention', action: 'read' } as const;
const changing = { object: 'retention', action: 'change' } as const;

/** How long each kind of data is kept, and why. */
export async function listRetentionClasses({ caller }: Principal): Promise<RetentionClass[]> {
  await requireRight(caller, reading);
  return caller.transaction(listRetention);
}

/** What to purge, as of a day (`YYYY-MM-DD`); without `isReal` it is only counted. */
export interface Purging {
  readonly asOf: string;
  readonly isReal: boolean;
  readonly signing: SigningPlace;
  /** Files of the outbox that were written before a day; with `isReal` they go. How many. */
  readonly purgeOutbox: (before: string, isReal: boolean) => Promise<number>;
}

/** Purges data past its retention, files of the outbox by the same class and holds. Refuses as `purge` does. */
export async function purgeExpired(
  { caller, database }: Principal,
  { asOf, isReal, signing, purgeOutbox }: Purging,
): Promise<PurgeLine[]> {
  await requireRight(caller, isReal ? changing : reading);
  const lines = isReal
    ? await purge(database, asOf, await signingAt(database, signing))
    : await reportRetention(database, asOf);
  const { keptFrom, isHeld, ...named } = await retentionOfOutbox(database, asOf);
  const files = await purgeOutbox(keptFrom, isReal && !isHeld);
  const [expired, held] = isHeld ? [0, files] : [files, 0];
  return [...lines, { ...named, keptFrom, expired: String(expired), held: String(held) }];
}

/** Active legal holds. */
export async function listLegalHolds({ caller }: Principal): Promise<Hold[]> {
  await requireRight(caller, reading);
  return caller.transaction(listHolds);
}

/** Places a hold on a site, or on everything; its number. Refuses as `placeHold` does. */
export async function placeLegalHold({ caller, reason }: Principal, site: string | null): Promise<string> {
  await requireRight(caller, changing);
  return caller.transaction((transaction) => placeHold(transaction, site, reason ?? ''));
}

/** Releases a hold. Refuses as `releaseHold` does. */
export async function releaseLegalHold({ caller }: Principal, hold: string): Promise<void> {
  await requireRight(caller, changing);
  await caller.transaction((transaction) => releaseHold(transaction, hold));
}

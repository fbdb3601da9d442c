import { createHmac } from 'node:crypto';
import { access } from 'node:fs/promises';
import { refusal } from '../../../kernel/errors.ts';
import type { Queryable } from '../../database/index.ts';
import { signingKeyAt, type SigningKey } from '../audit/signed-head.ts';
import { openKeyRing, pseudonymOf, type KeyPlace, type KeyRing } from './key-ring.ts';
import { revealSubjects } from './subjects.ts';

/** Where the keys of a database are kept. */
export interface OwnKeys {
  /** The ring that makes pseudonyms and seals identifiers. */
  readonly ring: KeyPlace;
  /** File of the key that signs heads of the trail. */
  readonly signing: string;
}

/**
 * The ring that this database was sealed with. A ring is made only for a database that holds nothing sealed yet; after
 * that another one, or one from before the last rotation, is refused with SECURITY_KEYS_OTHER and a missing one with
 * SECURITY_KEYS_MISSING, because it would give everyone another pseudonym. Ask as the owner.
 */
export async function keyRingOf(database: Queryable, place: KeyPlace): Promise<KeyRing> {
  const [sealed] = await database.query<{ fingerprint: string | null; pseudonym: string | null }>(
    `select (select fingerprint from security.key_fingerprint where purpose = 'ring') as fingerprint,
       (select pseudonym from security.subject where erased_at is null limit 1) as pseudonym`,
  );
  const where = place.command ?? place.file;
  const isNeeded = sealed !== undefined && (sealed.fingerprint ?? sealed.pseudonym) !== null;
  if (isNeeded && place.command === undefined && !(await isThere(place.file)))
    throw refusal('SECURITY_KEYS_MISSING', { where });
  const ring = await openKeyRing(place);
  if ((sealed?.fingerprint ?? null) === null) {
    if (isNeeded && !(await opens(database, ring, sealed.pseudonym ?? '')))
      throw refusal('SECURITY_KEYS_OTHER', { where });
    await database.execute(
      `insert into security.key_fingerprint (purpose, fingerprint) values ('ring', $1)
       on conflict do nothing`,
      [fingerprintOf(ring)],
    );
  }
  if (!(await isRingOf(database, ring))) throw refusal('SECURITY_KEYS_OTHER', { where });
  return ring;
}

/** Of two servers that begin at once, the first one's ring is that of the database. */
async function isRingOf(database: Queryable, ring: KeyRing): Promise<boolean> {
  const [stored] = await database.query<{ fingerprint: string }>(
    `select fingerprint from security.key_fingerprint where purpose = 'ring'`,
  );
  return stored?.fingerprint === fingerprintOf(ring) && (await opensEveryVersion(database, ring));
}

/**
 * The key that signs the trail of this database. It is made for a trail that nobody signed yet; after that another one
 * is refused with SECURITY_SIGNING_KEY_OTHER and a missing one with SECURITY_SIGNING_KEY_MISSING, unless `isNew` says
 * that the old one is lost and another takes its place, which the trail is told.
 */
export async function signingKeyOf(
  database: Queryable,
  path: string,
  { isNew = false }: { readonly isNew?: boolean } = {},
): Promise<SigningKey> {
  const signingKeys = await database.query<{ keyId: string }>(
    'select key_id as "keyId" from audit.signing_key',
  );
  if (signingKeys.length > 0 && !isNew && !(await isThere(path)))
    throw refusal('SECURITY_SIGNING_KEY_MISSING', { where: path });
  const key = await signingKeyAt(path);
  if (signingKeys.length === 0 || signingKeys.some(({ keyId }) => keyId === key.keyId)) return key;
  if (!isNew) throw refusal('SECURITY_SIGNING_KEY_OTHER', { where: path });
  await database.query(
    `select audit.note('signing key replaced', 'audit.signing_key', jsonb_build_object('key_id', $1::text), '{}')`,
    [key.keyId],
  );
  return key;
}

/** What is wrong with the keys of a database, without making any; null when nothing is. */
export async function inspectKeys(database: Queryable, keys: OwnKeys): Promise<Error | null> {
  const [used] = await database.query<{ ring: boolean; signing: boolean }>(
    `select exists (select from security.subject) or exists (select from security.key_fingerprint) as ring,
       exists (select from audit.signing_key) as signing`,
  );
  try {
    if (used?.ring === true) await keyRingOf(database, keys.ring);
    if (used?.signing === true) await signingKeyOf(database, keys.signing);
    return null;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return error;
  }
}

/** Whether the ring gives back what a subject was sealed from. */
async function opens(database: Queryable, ring: KeyRing, pseudonym: string): Promise<boolean> {
  const revealed = await revealSubjects(database, ring, [pseudonym]).catch(() => new Map<string, string>());
  const identifier = revealed.get(pseudonym);
  return identifier !== undefined && pseudonymOf(ring, identifier) === pseudonym;
}

/** A ring from a backup before a rotation makes the same pseudonyms and reveals nobody. */
async function opensEveryVersion(database: Queryable, ring: KeyRing): Promise<boolean> {
  const samples = await database.query<{ pseudonym: string }>(
    `select distinct on (key_version) pseudonym from security.subject
     where erased_at is null order by key_version desc`,
  );
  for (const { pseudonym } of samples) if (!(await opens(database, ring, pseudonym))) return false;
  return true;
}

function fingerprintOf({ pseudonymKey }: KeyRing): string {
  return createHmac('sha256', pseudonymKey).update('fingerprint').digest('hex').slice(0, 32);
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    (cause: unknown) => !(cause instanceof Error && 'code' in cause && cause.code === 'ENOENT'),
  );
}

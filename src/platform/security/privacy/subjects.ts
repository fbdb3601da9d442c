import { refusal } from '../../../kernel/errors.ts';
import type { Database, Queryable } from '../../database/index.ts';
import { disclose, rewrap } from './envelope.ts';
import { addMasterKey, dropOldMasterKeys, openKeyRing, type KeyPlace, type KeyRing } from './key-ring.ts';

/** Subjects that one statement wraps anew. */
const rewrappedAtOnce = 500;

interface StoredSubject {
  readonly pseudonym: string;
  readonly keyVersion: number;
  readonly wrappedKey: Buffer;
  readonly ciphertext: Buffer;
}

/** The identifier behind each pseudonym that is not erased. Refuses with SECURITY_KEY_WRONG. Ask as the owner. */
export async function revealSubjects(
  database: Queryable,
  keys: KeyRing,
  pseudonyms: readonly string[],
): Promise<Map<string, string>> {
  const subjects = await database.query<StoredSubject>(
    `select pseudonym, key_version as "keyVersion", wrapped_key as "wrappedKey", ciphertext
     from security.subject where pseudonym = any ($1) and erased_at is null`,
    [pseudonyms],
  );
  return new Map(subjects.map((subject) => [subject.pseudonym, reveal(keys, subject)]));
}

function reveal({ masterKeys }: KeyRing, subject: StoredSubject): string {
  const key = masterKeys.get(subject.keyVersion);
  const text = key ? disclose(key, subject, subject.pseudonym) : null;
  if (text === null) throw refusal('SECURITY_KEY_WRONG', { version: subject.keyVersion });
  return text;
}

/**
 * Rotates the master key: adds one, wraps the key of every subject under it, and removes the older ones; how many were
 * wrapped. Interrupted, it is simply run again: until the end, every key that something is wrapped under is in the
 * file. `isKept`: a vault holds the new key already, and removes the old ones itself.
 */
export async function rotateMasterKey(
  database: Database,
  place: KeyPlace,
  { isKept = false }: { readonly isKept?: boolean } = {},
): Promise<{ readonly version: number; readonly subjects: number }> {
  return database.withAdvisoryLock('security.rotate_master_key', async () => {
    const keys = isKept ? await openKeyRing(place) : await addMasterKey(place);
    let subjects = 0;
    for (let wrapped = -1; wrapped !== 0; subjects += wrapped) wrapped = await rewrapSome(database, keys);
    if (!isKept) await dropOldMasterKeys(place);
    await database.query("select audit.note('key rotation', 'security.subject', null, $1::jsonb)", [
      JSON.stringify({ version: { new: keys.newest }, subjects: { new: subjects } }),
    ]);
    return { version: keys.newest, subjects };
  });
}

async function rewrapSome(database: Database, keys: KeyRing): Promise<number> {
  const { newest, masterKeys } = keys;
  const subjects = await database.query<StoredSubject>(
    `select pseudonym, key_version as "keyVersion", wrapped_key as "wrappedKey", ciphertext
     from security.subject where key_version < $1 and erased_at is null order by subject_id limit $2`,
    [newest, rewrappedAtOnce],
  );
  const to = masterKeys.get(newest);
  const rows = subjects.map(({ pseudonym, keyVersion, wrappedKey }) => {
    const from = masterKeys.get(keyVersion);
    const wrapped = from && to ? rewrap(from, to, wrappedKey, pseudonym) : null;
    if (!wrapped) throw refusal('SECURITY_KEY_WRONG', { version: keyVersion });
    return { pseudonym, wrapped_key: wrapped.toString('hex') };
  });
  if (rows.length === 0) return 0;
  return database.execute(
    `update security.subject as kept set wrapped_key = decode(listed.wrapped_key, 'hex'), key_version = $2
     from jsonb_to_recordset($1) as listed (pseudonym text, wrapped_key text)
     where kept.pseudonym = listed.pseudonym and erased_at is null`,
    [JSON.stringify(rows), newest],
  );
}

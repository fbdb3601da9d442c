import { refusal } from '../../../kernel/errors.ts';
import { requireRight, type Caller } from '../acting.ts';
import type { Database, Queryable } from '../../database/index.ts';
import { personNamed, type Person } from './people.ts';
import { hashOf, newToken, scopes as knownScopes } from './token.ts';

/** Days that a key lives unless asked otherwise (operations.md 2.5). */
const usualDays = 90;
/** The table refuses what lives longer. */
const mostDays = 366;
/** Hours in which both keys work after a rotation, so that a script can be changed without a gap. */
const overlapHours = 24;
/** Characters of a key that are shown later; the other 37 keep 222 bits secret. */
const shownCharacters = 10;

/** A key of a script as people see it; the key itself is kept nowhere. */
export interface ApiKey {
  readonly apiKeyId: string;
  readonly personId: string;
  /** Name at sign-in of whom it acts as. */
  readonly person: string;
  readonly label: string;
  readonly beginsWith: string;
  readonly scopes: readonly string[];
  readonly madeAt: string;
  readonly endsAt: string;
  readonly lastUsedAt: string | null;
}

/** A key that was just made: the only time that it can be read. */
export interface IssuedKey {
  readonly key: string;
  readonly apiKeyId: string;
  readonly endsAt: string;
}

export interface KeyWanted {
  readonly personId: string;
  readonly label: string;
  readonly scopes: readonly string[];
  /** 90 unless given. */
  readonly days?: number | undefined;
  /** Number of the key that it succeeds. */
  readonly replaces?: string | undefined;
}

/**
 * Makes a key that acts as a person within its scopes. `owner` works for whoever makes it (`workFor`). Refuses with
 * SECURITY_SCOPE_UNKNOWN or SECURITY_KEY_TOO_LONG.
 */
export async function makeKey(owner: Queryable, wantedKey: KeyWanted): Promise<IssuedKey> {
  const { personId, label, scopes, days = usualDays, replaces = null } = wantedKey;
  const unknown = scopes.find((scope) => !(knownScopes as readonly string[]).includes(scope));
  if (unknown !== undefined || scopes.length === 0)
    throw refusal('SECURITY_SCOPE_UNKNOWN', { scope: unknown ?? '', scopes: knownScopes.join(', ') });
  if (days < 1 || days > mostDays) throw refusal('SECURITY_KEY_TOO_LONG', { days, most: mostDays });
  const key = newToken('dbk_');
  const [newKey] = await owner.query<Omit<IssuedKey, 'key'>>(
    `insert into security.api_key (person_id, label, shown_prefix, secret_sha256, scopes, ends_at,
       replaces_api_key_id)
     values ($1, $2, $3, $4, $5, now() + make_interval(days => $6), $7)
     returning api_key_id as "apiKeyId", to_json(ends_at) #>> '{}' as "endsAt"`,
    [
      personId,
      label,
      key.slice(0, shownCharacters),
      hashOf(key),
      [...new Set(scopes)].sort(),
      days,
      replaces,
    ],
  );
  if (!newKey) throw new Error('the key was not made');
  return { key, ...newKey };
}

/**
 * The service of that name, for a key that someone else makes. Refuses with SECURITY_KEY_OF_ANOTHER for a person:
 * whoever sees the key could act as that person.
 */
export async function serviceNamed(owner: Queryable, userId: string): Promise<Person> {
  const person = await personNamed(owner, userId);
  if (person.origin !== 'service') throw refusal('SECURITY_KEY_OF_ANOTHER', { user: userId });
  return person;
}

/**
 * Makes the successor of a key, with its name, scopes and life; the old one ends a day later. Refuses with
 * SECURITY_KEY_REPLACED where it has one that still lives: of several rotations at once the first one counts.
 */
export async function rotateKey(owner: Database, old: ApiKey): Promise<IssuedKey> {
  return owner.transaction(async (transaction) => {
    const [life] = await transaction.query<{ days: number }>(
      `select ceil(extract(epoch from ends_at - made_at) / 86400)::integer as days
       from security.api_key where api_key_id = $1 for update`,
      [old.apiKeyId],
    );
    const [successor] = await transaction.query<{ at: string }>(
      `select to_char(made_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') || ' UTC' as at from security.api_key
       where replaces_api_key_id = $1 and ended_at is null`,
      [old.apiKeyId],
    );
    if (successor) throw refusal('SECURITY_KEY_REPLACED', { key: old.apiKeyId, at: successor.at });
    const newKey = await makeKey(transaction, { ...old, days: life?.days, replaces: old.apiKeyId });
    await transaction.execute(
      `update security.api_key set ends_at = least(ends_at, now() + make_interval(hours => $2))
       where api_key_id = $1`,
      [old.apiKeyId, overlapHours],
    );
    return newKey;
  });
}

/** Ends a key at once. */
export async function revokeKey(owner: Queryable, apiKeyId: string, reason: string): Promise<void> {
  await owner.execute(
    'update security.api_key set ended_at = now(), ended_reason = $2 where api_key_id = $1 and ended_at is null',
    [apiKeyId, reason],
  );
}

/** Living keys, those that end first in front. Needs the right to read sessions and people, or the owner. */
export async function listKeys(
  database: Queryable,
  filter: { readonly personId?: string; readonly apiKeyId?: string } = {},
): Promise<ApiKey[]> {
  return database.query<ApiKey>(
    `select api_key_id as "apiKeyId", person_id as "personId", user_id as person, label,
       shown_prefix as "beginsWith", scopes, to_json(made_at) #>> '{}' as "madeAt",
       to_json(ends_at) #>> '{}' as "endsAt", to_json(last_used_at) #>> '{}' as "lastUsedAt"
     from security.api_key join security.person using (person_id)
     where ended_at is null and ends_at > now()
       and ($1::bigint is null or person_id = $1) and ($2::bigint is null or api_key_id = $2)
     order by ends_at, api_key_id`,
    [filter.personId ?? null, filter.apiKeyId ?? null],
  );
}

/**
 * The living key of that number, if the caller may change it: one's own, or with the right to change sessions that of
 * another; `privileged` may then ask for more. Refuses with SECURITY_FORBIDDEN or SECURITY_KEY_UNKNOWN; who may not
 * change the keys of others does not learn which there are.
 */
export async function keyToChange(
  { owner, caller }: { readonly owner: Queryable; readonly caller: Caller },
  apiKeyId: string,
  privileged: () => void = () => undefined,
): Promise<ApiKey> {
  const [key] = /^\d{1,18}$/.test(apiKeyId) ? await listKeys(owner, { apiKeyId }) : [];
  if (key?.personId !== caller.person.personId) {
    await requireRight(caller, { object: 'session', action: 'change' });
    privileged();
  }
  if (!key) throw refusal('SECURITY_KEY_UNKNOWN', { key: apiKeyId });
  return key;
}

import { requireRight, type Principal } from '../acting.ts';
import {
  keyToChange,
  listKeys,
  makeKey,
  revokeKey,
  rotateKey,
  serviceNamed,
  type ApiKey,
  type IssuedKey,
} from '../identity/api-keys.ts';
import { listOf, type Whose } from './whose.ts';

/** An additional check of a surface before an action that outlives the sign-in: a step-up over HTTP. */
export type Confirm = () => void;

const nothingMore: Confirm = () => undefined;

/** Active keys. Refuses with SECURITY_FORBIDDEN who may not read those of others. */
export function listApiKeys(principal: Principal, whose: Whose = {}): Promise<ApiKey[]> {
  return listOf(principal, whose, listKeys);
}

/** A key as it is asked for: for oneself unless a service is named. */
export interface ApiKeyWanted {
  readonly label: string;
  readonly scopes: readonly string[];
  readonly days?: number | undefined;
  readonly service?: string | undefined;
}

/** Makes a key, shown only once. Refuses with SECURITY_KEY_OF_ANOTHER and as `makeKey` does. */
export async function makeApiKey(
  { caller, database, person }: Principal,
  { service, ...key }: ApiKeyWanted,
  confirm: Confirm = nothingMore,
): Promise<IssuedKey> {
  const isOwn = service === undefined || service === person.userId;
  if (!isOwn) await requireRight(caller, { object: 'session', action: 'change' });
  confirm();
  const { personId } = isOwn ? person : await serviceNamed(database, service);
  return makeKey(database, { ...key, personId });
}

/** Replaces a key; the old one works for one more day. Refuses as `keyToChange` and `rotateKey` do. */
export async function rotateApiKey(
  { caller, database, person }: Principal,
  apiKeyId: string,
  confirm: Confirm = nothingMore,
): Promise<IssuedKey> {
  const key = await keyToChange({ owner: database, caller }, apiKeyId);
  confirm();
  if (key.personId !== person.personId) await serviceNamed(database, key.person);
  return rotateKey(database, key);
}

/** Ends a key at once; that of another is confirmed first. Refuses as `keyToChange` does. */
export async function revokeApiKey(
  { caller, database, reason }: Principal,
  apiKeyId: string,
  confirm: Confirm = nothingMore,
): Promise<void> {
  const key = await keyToChange({ owner: database, caller }, apiKeyId, confirm);
  await revokeKey(database, key.apiKeyId, reason ?? 'revoked');
}

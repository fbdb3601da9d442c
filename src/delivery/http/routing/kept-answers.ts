import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import { refusal } from '../../../kernel/errors.ts';
import type { Queryable } from '../../../platform/database/index.ts';

/** A request that came with an idempotency key. */
export interface KeyedRequest {
  readonly personId: string;
  /** Method and path of the route. */
  readonly route: string;
  readonly key: string;
  /** SHA-256 of all that was asked. */
  readonly request: Buffer;
}

/** How long answers are kept, and how long a request can be in progress at most. */
export interface KeepingRules {
  readonly hours: number;
  readonly workSeconds: number;
}

/** Whether a request is new, and under which number its answer is kept; or the answer that was given before. */
export type Claim =
  { readonly answerId: string } | { readonly answerId: null; readonly status: number; readonly text: string };

interface Row {
  readonly state: 'in progress' | 'answered' | 'unclear';
  readonly isSame: boolean;
  readonly status: number | null;
  readonly sealed: Buffer | null;
  readonly begunAt: string;
  /** Whether a request that is in progress could still be at work. */
  readonly isAtWork: boolean;
}

/** Seconds after which it is worth asking again for the answer of a request that is in progress. */
const secondsUntilAskedAgain = 2;

/**
 * Takes a key for a request; of several that come at once with the same key, by whatever server, one is new. Refuses
 * with HTTP_KEY_REUSED what was another request before, with HTTP_KEY_BUSY what is in progress, with HTTP_KEY_UNCLEAR
 * what a server began and did not end, and with HTTP_ANSWER_NOT_KEPT what was answered with a secret or a page. As the
 * owner.
 */
export async function claimKey(
  owner: Queryable,
  keyed: KeyedRequest,
  { hours, workSeconds }: KeepingRules,
): Promise<Claim> {
  const { personId, route, key, request } = keyed;
  const digest = createHash('sha256').update(key).digest();
  await removeOldAnswers(owner, hours);
  for (;;) {
    const [begun] = await owner.query<{ answerId: string }>(
      `insert into delivery.kept_answer (person_id, route, key_sha256, request_sha256) values ($1, $2, $3, $4)
       on conflict (person_id, route, key_sha256) do nothing returning answer_id::text as "answerId"`,
      [personId, route, digest, request],
    );
    if (begun) return begun;
    const [row] = await owner.query<Row>(
      `select state, request_sha256 = $4 as "isSame", status, sealed, to_json(begun_at) #>> '{}' as "begunAt",
         begun_at > now() - make_interval(secs => $5) as "isAtWork"
       from delivery.kept_answer where person_id = $1 and route = $2 and key_sha256 = $3`,
      [personId, route, digest, request, workSeconds],
    );
    // Without a row its request was refused in between, so that the key is free again.
    if (row) return answeredBefore(row, keyed);
  }
}

function answeredBefore(
  { state, isSame, status, sealed, begunAt, isAtWork }: Row,
  keyed: KeyedRequest,
): Claim {
  const { route } = keyed;
  if (!isSame) throw refusal('HTTP_KEY_REUSED', { route });
  if (state === 'in progress' && isAtWork)
    throw refusal('HTTP_KEY_BUSY', { route, seconds: secondsUntilAskedAgain });
  if (state !== 'answered' || status === null) throw refusal('HTTP_KEY_UNCLEAR', { route, at: begunAt });
  if (sealed === null) throw refusal('HTTP_ANSWER_NOT_KEPT', { route, at: begunAt });
  return { answerId: null, status, text: opened(sealed, keyed) };
}

/** Keeps the answer to a request that was claimed; without text where it is not to be given again. As the owner. */
export async function keepAnswer(
  owner: Queryable,
  answerId: string,
  answer: { readonly status: number; readonly text: string | null; readonly keyed: KeyedRequest },
): Promise<void> {
  const { status, text, keyed } = answer;
  await owner.execute(
    `update delivery.kept_answer set state = 'answered', status = $2, sealed = $3 where answer_id = $1::bigint`,
    [answerId, status, text === null ? null : sealedText(text, keyed)],
  );
}

/** Gives a key back: its request was refused, and nothing was done. As the owner. */
export async function freeKey(owner: Queryable, answerId: string): Promise<void> {
  await owner.execute('delete from delivery.kept_answer where answer_id = $1::bigint', [answerId]);
}

/** Says that nobody knows what became of a request: it failed on the way. As the owner. */
export async function leaveUnclear(owner: Queryable, answerId: string): Promise<void> {
  await owner.execute(`update delivery.kept_answer set state = 'unclear' where answer_id = $1::bigint`, [
    answerId,
  ]);
}

/** Takes away what is older than answers are kept. As the owner. */
export async function removeOldAnswers(owner: Queryable, hours: number): Promise<void> {
  await owner.execute(
    'delete from delivery.kept_answer where begun_at < now() - make_interval(hours => $1)',
    [hours],
  );
}

/** The database holds the digest of the key only, so that it cannot read what was answered. */
function sealingKey({ key, route, personId }: KeyedRequest): Buffer {
  return Buffer.from(hkdfSync('sha256', key, `${personId} ${route}`, 'kept answer', 32));
}

function sealedText(text: string, keyed: KeyedRequest): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', sealingKey(keyed), nonce);
  const content = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), content]);
}

function opened(sealed: Buffer, keyed: KeyedRequest): string {
  const decipher = createDecipheriv('aes-256-gcm', sealingKey(keyed), sealed.subarray(0, 12));
  decipher.setAuthTag(sealed.subarray(12, 28));
  return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]).toString('utf8');
}

import { refusal } from '../../kernel/errors.ts';
import type { Database } from '../database/index.ts';

/** A request that came with an idempotency key. Digests are SHA-256. */
export interface KeyedRequest {
  readonly personId: string;
  /** Method and path of the route. */
  readonly route: string;
  readonly key: Buffer;
  /** Of all that was asked. */
  readonly request: Buffer;
}

/** How long answers are kept, and how long a request can be in progress at most. */
export interface KeepingRules {
  readonly hours: number;
  readonly workSeconds: number;
}

/** Whether a request is new, and under which number its answer is kept; or the answer that was given before. */
export type Claim =
  | { readonly keptAnswerId: string }
  | { readonly keptAnswerId: null; readonly status: number; readonly answer: unknown };

interface Kept {
  readonly state: 'in progress' | 'answered' | 'unclear';
  readonly isSame: boolean;
  readonly status: number | null;
  readonly answer: unknown;
  readonly begunAt: string;
  /** Seconds until a request that is in progress would have ended in any case. */
  readonly secondsLeft: number;
}

/**
 * Takes a key for a request; of several that come at once with the same key, by whatever server, one is new. Answers
 * that are older than the rules say are gone. Refuses with HTTP_KEY_REUSED what was another request before, with
 * HTTP_KEY_BUSY what is in progress, and with HTTP_KEY_UNCLEAR what a server began and did not end.
 */
export async function claimKey(
  database: Database,
  { personId, route, key, request }: KeyedRequest,
  { hours, workSeconds }: KeepingRules,
): Promise<Claim> {
  await database.query(
    'delete from platform.kept_answer where begun_at < now() - make_interval(hours => $1)',
    [hours],
  );
  for (;;) {
    const [begun] = await database.query<{ id: string }>(
      `insert into platform.kept_answer (person_id, route, key_sha256, request_sha256) values ($1, $2, $3, $4)
       on conflict (person_id, route, key_sha256) do nothing returning kept_answer_id as id`,
      [personId, route, key, request],
    );
    if (begun) return { keptAnswerId: begun.id };
    const [kept] = await database.query<Kept>(
      `select state, request_sha256 = $4 as "isSame", status, answer, to_json(begun_at) #>> '{}' as "begunAt",
         ceil($5 - extract(epoch from now() - begun_at))::integer as "secondsLeft"
       from platform.kept_answer where person_id = $1 and route = $2 and key_sha256 = $3`,
      [personId, route, key, request, workSeconds],
    );
    // Its request was refused in between, so that the key is free again.
    if (kept) return answerOf(kept, route);
  }
}

function answerOf({ state, isSame, status, answer, begunAt, secondsLeft }: Kept, route: string): Claim {
  if (!isSame) throw refusal('HTTP_KEY_REUSED', { route });
  if (state === 'in progress' && secondsLeft > 0) throw refusal('HTTP_KEY_BUSY', { route, seconds: secondsLeft });
  if (state !== 'answered' || status === null) throw refusal('HTTP_KEY_UNCLEAR', { route, at: begunAt });
  if (answer === null) throw refusal('HTTP_ANSWER_SHOWN_ONCE', { route });
  return { keptAnswerId: null, status, answer };
}

/** Keeps the answer to a request that was claimed; null for one that holds a secret. */
export async function keepAnswer(
  database: Database,
  keptAnswerId: string,
  { status, answer }: { readonly status: number; readonly answer: string | null },
): Promise<void> {
  await database.query(
    `update platform.kept_answer set state = 'answered', status = $2, answer = $3::jsonb where kept_answer_id = $1`,
    [keptAnswerId, status, answer],
  );
}

/** Gives a key back: its request was refused, and nothing was done. */
export async function freeKey(database: Database, keptAnswerId: string): Promise<void> {
  await database.query('delete from platform.kept_answer where kept_answer_id = $1', [keptAnswerId]);
}

/** Says that nobody knows what became of a request: it failed on the way. */
export async function leaveUnclear(database: Database, keptAnswerId: string): Promise<void> {
  await database.query(`update platform.kept_answer set state = 'unclear' where kept_answer_id = $1`, [
    keptAnswerId,
  ]);
}

import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { clientSettings } from './client-settings.ts';

/** A server that takes writes. */
export interface Primary {
  readonly url: string;
  /** Number of its timeline: each promotion of a standby begins the next one. */
  readonly timeline: number;
}

/** Why a server is not the one that takes writes. */
export interface ServerRefusal {
  readonly url: string;
  /** What the driver threw; nothing of a standby. */
  readonly cause: unknown;
  readonly isStandby: boolean;
}

type Answer = { readonly primary: Primary } | ServerRefusal;

/** How long a server may take to connect, and to answer. */
const answerMilliseconds = 2_000;
/** How long after the first server that takes writes the others may still say that they do, on a later timeline. */
const graceMilliseconds = 250;

/**
 * The server that takes writes, of several that are asked at once. Should two say so, because one of them does not know
 * yet that it was replaced, it is the one that was promoted last. Otherwise what each of them answered.
 */
export async function findPrimary(
  urls: readonly string[],
): Promise<Primary | { readonly refusals: readonly ServerRefusal[] }> {
  const answers: Answer[] = [];
  let tellFirst: () => void = () => undefined;
  const first = new Promise<void>((resolve) => {
    tellFirst = resolve;
  });
  const all = Promise.all(
    urls.map(async (url) => {
      const answer = await ask(url);
      answers.push(answer);
      if ('primary' in answer) tellFirst();
    }),
  );
  await Promise.race([all, first.then(() => setTimeout(graceMilliseconds, null, { ref: false }))]);
  const [primary] = answers
    .flatMap((answer) => ('primary' in answer ? [answer.primary] : []))
    .sort((one, other) => other.timeline - one.timeline);
  return primary ?? { refusals: answers.flatMap((answer) => ('primary' in answer ? [] : [answer])) };
}

async function ask(url: string): Promise<Answer> {
  const client = new pg.Client({
    ...clientSettings(url),
    connectionTimeoutMillis: answerMilliseconds,
    query_timeout: answerMilliseconds,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ timeline: string | null }>(
      `select case
         when not pg_is_in_recovery() and current_setting('default_transaction_read_only') = 'off'
         then substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8)
       end as timeline`,
    );
    const timeline = rows[0]?.timeline ?? null;
    if (timeline === null) return { url, cause: null, isStandby: true };
    return { primary: { url, timeline: Number.parseInt(timeline, 16) } };
  } catch (cause) {
    return { url, cause, isStandby: false };
  } finally {
    // A server that hangs says no goodbye.
    void client.end().catch(() => undefined);
  }
}

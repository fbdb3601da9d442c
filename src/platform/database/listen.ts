import { setTimeout } from 'node:timers/promises';
import pg from 'pg';

/** Milliseconds before a connection that broke is opened anew. */
const pauseMilliseconds = 1_000;

/** Who hears of changes. */
export interface Listener {
  /** What was told, in the order of commits. */
  readonly heard: (payload: string) => void;
  /** Nobody listened for a while, so that anything may have been told: after the connection was opened anew. */
  readonly missed: () => void;
}

/**
 * Listens to a channel of the database (`listen`), on a connection of its own, which is opened anew whenever it breaks.
 * Resolves when it listens; the answer ends it.
 */
export async function listenTo(
  database: { clientSettings(): pg.ClientConfig },
  channel: string,
  listener: Listener,
): Promise<() => Promise<void>> {
  const over = new AbortController();
  let client = await open();
  return async () => {
    over.abort();
    await client.end().catch(() => undefined);
  };

  async function open(): Promise<pg.Client> {
    const opened = new pg.Client(database.clientSettings());
    opened.on('notification', ({ payload = '' }) => {
      listener.heard(payload);
    });
    // Where it breaks, 'end' follows.
    opened.on('error', () => undefined);
    try {
      await opened.connect();
      // LISTEN takes no parameter: the driver quotes the name.
      await opened.query(['listen', pg.escapeIdentifier(channel)].join(' '));
    } catch (error) {
      void opened.end().catch(() => undefined);
      throw error;
    }
    opened.once('end', () => void openAnew());
    return opened;
  }

  async function openAnew(): Promise<void> {
    while (!over.signal.aborted) {
      try {
        await setTimeout(pauseMilliseconds, null, { signal: over.signal });
        client = await open();
        listener.missed();
        return;
      } catch {
        // The database is still away, or nobody listens any more.
      }
    }
  }
}

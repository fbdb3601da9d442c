import { Socket } from 'node:net';
import pg from 'pg';
import { clientSettings } from './client-settings.ts';
import { placeOf, type LogPlace, type WrittenPlace } from './log-samples.ts';

/** Milliseconds in which a standby must let somebody in, and in which it must answer. */
const answerMilliseconds = 2_000;

/** The later of both timelines: that of the last restart point is an earlier one after another server was promoted. */
const replayed = `
  select (pg_last_wal_replay_lsn() - '0/0'::pg_lsn)::text as position,
    to_hex(greatest(started.timeline_id, reached.min_recovery_end_timeline)) as timeline
  from pg_control_checkpoint() as started, pg_control_recovery() as reached
  where pg_is_in_recovery()`;

/** How far one standby came; it is asked over a connection that is kept, and made anew after it failed. */
export class StandbyPosition {
  readonly #url: string;
  #client: { readonly client: pg.Client; readonly socket: Socket } | null = null;
  #isAsking = false;
  #place: LogPlace | null = null;

  constructor(url: string) {
    this.#url = url;
  }

  /** Where it was when it was asked last; null of one that does not answer, or takes writes itself. */
  get place(): LogPlace | null {
    return this.#place;
  }

  async ask(): Promise<void> {
    if (this.#isAsking) return;
    this.#isAsking = true;
    this.#place = null;
    try {
      const { rows } = await (await this.#connect()).query<WrittenPlace>(replayed);
      this.#place = rows[0] === undefined ? null : placeOf(rows[0]);
    } catch {
      this.close();
    } finally {
      this.#isAsking = false;
    }
  }

  /** Without a goodbye, which a server that hangs would not hear. */
  close(): void {
    this.#client?.socket.destroy();
    this.#client = null;
  }

  async #connect(): Promise<pg.Client> {
    if (this.#client !== null) return this.#client.client;
    const socket = new Socket();
    const client = new pg.Client({
      ...clientSettings(this.#url),
      connectionTimeoutMillis: answerMilliseconds,
      query_timeout: answerMilliseconds,
      stream: () => socket,
    });
    client.on('error', () => undefined);
    this.#client = { client, socket };
    await client.connect();
    return client;
  }
}

import { setTimeout } from 'node:timers/promises';
import { serverAddresses } from '../../configuration.ts';
import { openPool, type Database } from '../database.ts';
import { encryptedAddress } from '../encrypted-address.ts';
import { withoutSecrets } from '../probe-server.ts';
import { clientSettings } from './client-settings.ts';
import { LogSamples, placeOf, type WrittenPlace } from './log-samples.ts';
import { StandbyPosition } from './standby-position.ts';
import type { Servers } from './servers.ts';

/** A standby, and for how many milliseconds at most what it shows may be out of date. */
export interface NearStandby {
  readonly database: Database;
  readonly lagMilliseconds: number;
}

/** The standbys among the servers of an address, for work that only reads. */
export interface Standbys {
  /** One that is at most so far behind; null where none is. */
  near(milliseconds: number): Promise<NearStandby | null>;
  close(): Promise<void>;
}

/** Milliseconds for which an answer holds, so that a hundred requests at once are one question. */
const holdMilliseconds = 250;
/** Milliseconds for which standbys are waited for; one that takes longer is not near. */
const patienceMilliseconds = 500;
/** Milliseconds in which a connection to a standby is made. */
const connectMilliseconds = 2_000;

const written = `
  select (pg_current_wal_insert_lsn() - '0/0'::pg_lsn)::text as position,
    left(pg_walfile_name(pg_current_wal_insert_lsn()), 8) as timeline`;

/**
 * Opens the standbys of `primary`, with so many connections each at most; null where its address names one server, or
 * none are allowed. They are asked nothing while nobody wants to read there.
 */
export function openStandbys(primary: Database, connections: number): Standbys | null {
  const urls = serverAddresses(primary.addressWithPassword()).map((one) =>
    encryptedAddress(one, withoutSecrets(one)),
  );
  return urls.length < 2 || connections === 0 ? null : new SeveralStandbys(primary, urls, connections);
}

class SeveralStandbys implements Standbys {
  readonly #primary: Database;
  /** Every server: any of them may be a standby at the moment. */
  readonly #members: readonly { readonly database: Database; readonly position: StandbyPosition }[];
  readonly #samples = new LogSamples();
  #look: Promise<void> | undefined;
  #lookedAt = Number.NEGATIVE_INFINITY;
  #turn = 0;

  constructor(primary: Database, urls: readonly string[], connections: number) {
    this.#primary = primary;
    this.#members = urls.map((url) => ({
      database: readsAt(url, connections),
      position: new StandbyPosition(url),
    }));
  }

  async near(milliseconds: number): Promise<NearStandby | null> {
    try {
      await (this.#look ??= this.#lookAgain().finally(() => {
        this.#look = undefined;
      }));
    } catch {
      // Without the primary nobody knows how far a standby is behind it.
      return null;
    }
    const now = performance.now();
    const near = this.#members.flatMap(({ database, position: { place } }) => {
      const lagMilliseconds = place === null ? Infinity : this.#samples.lagOf(place, now);
      return lagMilliseconds <= milliseconds ? [{ database, lagMilliseconds }] : [];
    });
    this.#turn += 1;
    return near[this.#turn % near.length] ?? null;
  }

  async close(): Promise<void> {
    for (const { position } of this.#members) position.close();
    await Promise.all(this.#members.map(({ database }) => database.close()));
  }

  /** First the primary, then the standbys: one that came as far has everything that was committed until then. */
  async #lookAgain(): Promise<void> {
    const at = performance.now();
    if (at - this.#lookedAt < holdMilliseconds) return;
    const [row] = await this.#primary.query<WrittenPlace>(written);
    if (row === undefined) return;
    this.#samples.add(at, placeOf(row));
    const answers = Promise.all(this.#members.map(({ position }) => position.ask()));
    await Promise.race([answers, setTimeout(patienceMilliseconds, null, { ref: false })]);
    this.#lookedAt = at;
  }
}

/** Connections to one server, which only read. */
function readsAt(url: string, poolSize: number): Database {
  const servers: Servers = {
    configured: url,
    readsOnly: true,
    settings: () => ({ ...clientSettings(url), connectionTimeoutMillis: connectMilliseconds }),
    ready: () => Promise.resolve(),
    doubt: () => false,
    close: () => undefined,
  };
  const onClose = (): Promise<void> => Promise.resolve();
  return openPool({ servers, where: withoutSecrets(url), embedded: false, poolSize, onClose });
}

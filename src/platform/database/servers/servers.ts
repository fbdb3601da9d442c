import { Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import type pg from 'pg';
import { refusal } from '../../../kernel/errors.ts';
import { findPrimary, type Primary } from './find-primary.ts';
import { clientSettings } from './client-settings.ts';

/** The server, or the several of which one takes writes, at which connections are made. */
export interface Servers {
  /** Address as it was configured, with user, password, and all servers. */
  readonly configured: string;
  /** A standby, which is not the one that takes writes, and is to be nothing else. */
  readonly readsOnly?: true;
  /** Settings of a new connection to the server that takes writes, as far as known. */
  settings(): pg.ClientConfig;
  /** Waits until it is known which server takes writes. Refuses with `DATABASE_AWAY` when that takes too long. */
  ready(): Promise<void>;
  /** A connection failed, or a server took no writes: whether another one is looked for. */
  doubt(): boolean;
  close(): void;
}

/** Milliseconds between two looks at the server that takes writes. */
const lookMilliseconds = 2_000;
/** Milliseconds between two questions to all servers, while none takes writes. */
const pauseMilliseconds = 500;
/** Milliseconds for which work waits for a server that takes writes before it is refused. */
const patienceMilliseconds = 15_000;
/** Milliseconds in which a connection is made: a server that is cut off answers nothing at all. */
const connectMilliseconds = 5_000;

/** One server: there is no other to look for. */
export function oneServer(url: string): Servers {
  return {
    configured: url,
    settings: () => clientSettings(url),
    ready: () => Promise.resolve(),
    doubt: () => false,
    close: () => undefined,
  };
}

/** All of this process, one for each login: what one learns of a server, all learn at the same moment. */
const openServers = new Set<SeveralServers>();

/**
 * Several servers of which one takes writes and the others follow it. They are looked at every few seconds. As soon as
 * another one takes writes, all connections to the former are cut, also those on which nothing would ever arrive:
 * whoever waited hears that the connection broke, and connects to the new one. Those of other logins are cut with them:
 * a former server that does not know yet that it was replaced still answers reads, and what was written with one login
 * would be missing from what is read with another.
 */
export class SeveralServers implements Servers {
  readonly configured: string;
  readonly #urls: readonly string[];
  readonly #over = new AbortController();
  readonly #sockets = new Set<Socket>();
  #primary: Primary;
  #search: Promise<void> | undefined;

  constructor(configured: string, urls: readonly string[], primary: Primary) {
    this.configured = configured;
    this.#urls = urls;
    this.#primary = primary;
    openServers.add(this);
    void this.#watch();
  }

  settings(): pg.ClientConfig {
    return {
      ...clientSettings(this.#primary.url),
      connectionTimeoutMillis: connectMilliseconds,
      stream: () => this.#openSocket(),
    };
  }

  async ready(): Promise<void> {
    if (this.#search === undefined) return;
    const isTooLate = setTimeout(patienceMilliseconds, true, { ref: false });
    if ((await Promise.race([this.#search, isTooLate])) === true) throw refusal('DATABASE_AWAY');
  }

  doubt(): boolean {
    if (this.#over.signal.aborted) return false;
    this.#search ??= this.#find().finally(() => {
      this.#search = undefined;
    });
    return true;
  }

  close(): void {
    openServers.delete(this);
    this.#over.abort();
  }

  #openSocket(): Socket {
    const socket = new Socket();
    this.#sockets.add(socket);
    socket.once('close', () => this.#sockets.delete(socket));
    return socket;
  }

  async #watch(): Promise<void> {
    const { signal } = this.#over;
    while (await isPauseOver(lookMilliseconds, signal)) {
      // Nobody waits for this look; only when something changed does work wait until it is known what.
      const primary = await findPrimary(this.#urls);
      if (!('url' in primary) || !this.#isPresent(primary)) this.doubt();
      await this.#search;
    }
  }

  async #find(): Promise<void> {
    const { signal } = this.#over;
    while (!signal.aborted) {
      const primary = await findPrimary(this.#urls);
      // A server that takes writes on an earlier timeline was replaced, and does not know it yet.
      if ('url' in primary && primary.timeline >= this.#primary.timeline) return this.#moveTo(primary);
      await isPauseOver(pauseMilliseconds, signal);
    }
  }

  #isPresent({ url, timeline }: Primary): boolean {
    return url === this.#primary.url && timeline === this.#primary.timeline;
  }

  #moveTo(primary: Primary): void {
    const isPresent = this.#isPresent(primary);
    this.#primary = primary;
    if (isPresent) return;
    // An error each: whoever hears of one may write into it.
    for (const socket of this.#sockets)
      socket.destroy(Object.assign(new Error('another server takes writes now'), { code: 'ECONNRESET' }));
    const { host } = new URL(primary.url);
    for (const other of openServers) other.#follow(host, primary.timeline);
  }

  /** Moves to a server that somebody else of this process moved to, if it is one of these. */
  #follow(host: string, timeline: number): void {
    const url = this.#urls.find((one) => new URL(one).host === host);
    if (url !== undefined && timeline >= this.#primary.timeline) this.#moveTo({ url, timeline });
  }
}

/** Waits; whether it was not cut short. */
async function isPauseOver(milliseconds: number, signal: AbortSignal): Promise<boolean> {
  return setTimeout(milliseconds, true, { signal, ref: false }).catch(() => false);
}

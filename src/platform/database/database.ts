import type pg from 'pg';
import { attemptingAdvisoryLock, holdingAdvisoryLock, type LockAttempt } from './advisory-lock.ts';
import {
  attempting,
  attemptsOf,
  connectionOn,
  inTransaction,
  sentAgain,
  type Connection,
  type Queryable,
  type TransactionOptions,
} from './connection.ts';
import { inOneTrip, type SqlStatement } from './one-trip.ts';
import { openDriver, type Driver, type DriverSettings } from './servers/driver.ts';
import { lendClient, poolAt, type ClientLender } from './servers/pool.ts';
import type { Servers } from './servers/servers.ts';

/** An open database: a pool of connections and how to leave it. */
export interface Database extends Queryable {
  /** Where it is, for people: no secrets in it. */
  readonly where: string;
  /** Whether the server is the one inside this package. */
  readonly embedded: boolean;
  /** Address as it was configured, with user, password and every server that it names; never print it. */
  addressWithPassword(): string;
  /** Settings of one more connection of the driver, to the server that takes writes now. */
  clientSettings(): pg.ClientConfig;
  /** Connections for a library of the job queue's kind, which speaks SQL of its own. */
  openDriver(settings: DriverSettings): Driver;
  /** How many connections are at work, are free, and are waited for, and how many there are at most. */
  poolState(): PoolState;
  /** One transaction on one connection: commits when `work` ends, rolls back when it throws. */
  transaction<T>(work: (transaction: Connection) => Promise<T>, options?: TransactionOptions): Promise<T>;
  /**
   * Runs statements as one transaction, sent at once: one way there and back instead of one for each, begin and commit.
   * After the first error none of the others runs. The rows of each.
   */
  inOneTrip(statements: readonly SqlStatement[]): Promise<object[][]>;
  /** One connection for as long as `work` runs. A transaction left open by it is rolled back. */
  withConnection<T>(work: (connection: Connection) => Promise<T>): Promise<T>;
  /** Runs `work` while one connection, which it is handed, holds the lock `name`; waits its turn. */
  withAdvisoryLock<T>(
    name: string,
    work: (holder: Connection) => Promise<T>,
    onWait?: (message: string) => void,
  ): Promise<T>;
  /** As `withAdvisoryLock`, but answers `{ acquired: false }` at once when someone else holds it. */
  tryAdvisoryLock<T>(name: string, work: (holder: Connection) => Promise<T>): Promise<LockAttempt<T>>;
  /**
   * Starts the embedded server again, within seconds, when it dies while this database is open; a server of one's own
   * is left to its own. The answer ends it.
   */
  guardServer(onRestart: () => void): () => void;
  /** Waits for running work, closes every connection, and stops the embedded server if nobody else uses it. */
  close(): Promise<void>;
}

/** The connections of a pool at this moment. */
export interface PoolState {
  readonly busy: number;
  readonly idle: number;
  /** Work that waits for a connection. */
  readonly waiting: number;
  readonly most: number;
}

/** What `openPool` needs to know of the server. */
export interface PoolAddress {
  readonly servers: Servers;
  readonly where: string;
  readonly embedded: boolean;
  readonly poolSize: number;
  readonly guard?: (onRestart: () => void) => () => void;
  /** Called once, after the last connection is closed. */
  readonly onClose: () => Promise<void>;
}

/** Opens the pool; connections are made when first asked for. */
export function openPool(address: PoolAddress): Database {
  const { servers } = address;
  const pool = poolAt(servers, address.poolSize);
  const withClient: ClientLender = (work) => lendClient({ pool, servers }, work);
  const withConnection: Database['withConnection'] = (work) =>
    withClient((client) => work(connectionOn(client)));
  const sending = <T>(work: () => Promise<T>): Promise<T> => attempting(attemptsOf(sentAgain), work);
  let closing: Promise<void> | undefined;
  return {
    where: address.where,
    embedded: address.embedded,
    addressWithPassword: () => servers.configured,
    clientSettings: () => servers.settings(),
    openDriver: (settings) => openDriver(servers, settings),
    poolState: () => ({
      busy: pool.totalCount - pool.idleCount,
      idle: pool.idleCount,
      waiting: pool.waitingCount,
      most: address.poolSize,
    }),
    query: (text, values) => sending(() => withConnection((connection) => connection.query(text, values))),
    execute: (text, values) =>
      sending(() => withConnection((connection) => connection.execute(text, values))),
    withConnection,
    transaction: (work, options) =>
      attempting(attemptsOf(options), () =>
        withConnection((connection) => inTransaction(connection, work, options)),
      ),
    inOneTrip: (statements) => sending(() => withClient((client) => inOneTrip(client, statements))),
    withAdvisoryLock: (name, work, onWait) =>
      withConnection((holder) => holdingAdvisoryLock(holder, name, () => work(holder), onWait)),
    tryAdvisoryLock: (name, work) =>
      withConnection((holder) => attemptingAdvisoryLock(holder, name, () => work(holder))),
    guardServer: address.guard ?? (() => () => undefined),
    close: () => {
      servers.close();
      return (closing ??= pool.end().then(address.onClose));
    },
  };
}

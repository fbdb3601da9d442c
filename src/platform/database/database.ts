import pg from 'pg';
import { attemptingAdvisoryLock, holdingAdvisoryLock, type LockAttempt } from './advisory-lock.ts';
import {
  connectionOn,
  inTransaction,
  type Connection,
  type Queryable,
  type TransactionOptions,
} from './connection.ts';
import { inOneTrip, type SqlStatement } from './one-trip.ts';
import { valueTypes } from './value-types.ts';

/** An open database: a pool of connections and how to leave it. */
export interface Database extends Queryable {
  /** Where it is, for people: no secrets in it. */
  readonly where: string;
  /** Whether the server is the one inside this package. */
  readonly embedded: boolean;
  /** Address with user and password, for a driver of one's own (the job queue); never print it. */
  addressWithPassword(): string;
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
  readonly url: string;
  readonly where: string;
  readonly embedded: boolean;
  readonly poolSize: number;
  readonly guard?: (onRestart: () => void) => () => void;
  /** Called once, after the last connection is closed. */
  readonly onClose: () => Promise<void>;
}

/** Session settings of every connection: no schema is searched, so every name in SQL carries its schema. */
const SESSION = '-c search_path= -c TimeZone=UTC -c DateStyle=ISO,YMD -c IntervalStyle=iso_8601';

/** The driver's settings that every connection of ours shares. */
export function clientSettings(url: string): pg.ClientConfig {
  return {
    connectionString: url,
    application_name: 'daybook',
    options: SESSION,
    types: valueTypes,
    keepAlive: true,
  };
}

/** Opens the pool; connections are made when first asked for. */
export function openPool(address: PoolAddress): Database {
  const pool = new pg.Pool({ ...clientSettings(address.url), max: address.poolSize });
  // A server that restarts cuts idle connections. The pool replaces them; without listeners Node would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));

  const withConnection: Database['withConnection'] = (work) => lend(pool, work);
  const anyConnection = connectionOn(pool);
  let closing: Promise<void> | undefined;
  return {
    where: address.where,
    embedded: address.embedded,
    addressWithPassword: () => address.url,
    poolState: () => ({
      busy: pool.totalCount - pool.idleCount,
      idle: pool.idleCount,
      waiting: pool.waitingCount,
      most: address.poolSize,
    }),
    query: (text, values) => anyConnection.query(text, values),
    execute: (text, values) => anyConnection.execute(text, values),
    withConnection,
    transaction: (work, options) => withConnection((connection) => inTransaction(connection, work, options)),
    inOneTrip: (statements) => lendClient(pool, (client) => inOneTrip(client, statements)),
    withAdvisoryLock: (name, work, onWait) =>
      withConnection((holder) => holdingAdvisoryLock(holder, name, () => work(holder), onWait)),
    tryAdvisoryLock: (name, work) =>
      withConnection((holder) => attemptingAdvisoryLock(holder, name, () => work(holder))),
    guardServer: address.guard ?? (() => () => undefined),
    close: () => (closing ??= pool.end().then(address.onClose)),
  };
}

function lend<T>(pool: pg.Pool, work: (connection: Connection) => Promise<T>): Promise<T> {
  return lendClient(pool, (client) => work(connectionOn(client)));
}

async function lendClient<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    return await work(client);
  } finally {
    // 'I' is idle: anything else still holds a transaction and is not fit for the next caller.
    client.release(client.getTransactionStatus() !== 'I');
  }
}

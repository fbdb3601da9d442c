import pg from 'pg';
import { hasState, isAway, sqlstate } from '../sqlstate.ts';
import type { Servers } from './servers.ts';

/** A pool whose connections are made to the server that takes writes at that moment. */
export function poolAt(servers: Servers, poolSize: number, more: pg.ClientConfig = {}): pg.Pool {
  class Client extends pg.Client {
    constructor() {
      super({ ...servers.settings(), ...more });
    }
  }
  const pool = new pg.Pool({ Client, max: poolSize });
  // A server that restarts cuts idle connections. The pool replaces them; without listeners Node would end the process.
  pool.on('error', () => {
    servers.doubt();
  });
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** Lends one connection of a pool for as long as the work runs. */
export type ClientLender = <T>(work: (client: pg.PoolClient) => Promise<T>) => Promise<T>;

/** Lends a connection for as long as `work` runs; one with a transaction left open is not given to the next caller. */
export async function lendClient<T>(
  { pool, servers }: { readonly pool: pg.Pool; readonly servers: Servers },
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await connect(pool, servers);
  try {
    return await work(client);
  } catch (error) {
    if (isAway(error)) servers.doubt();
    // Who only reads may have been refused a write; a server that was demoted refuses it to everybody.
    if (servers.readsOnly === true || !hasState(error, sqlstate.readOnlyTransaction)) throw error;
    if (!(await isStandby(client))) throw error;
    servers.doubt();
    throw Object.assign(new Error('the server follows another one now'), { code: 'ECONNRESET' });
  } finally {
    // 'I' is idle: anything else still holds a transaction and is not fit for the next caller.
    client.release(client.getTransactionStatus() !== 'I');
  }
}

async function isStandby(client: pg.PoolClient): Promise<boolean> {
  await client.query('rollback');
  const { rows } = await client.query<{ isStandby: boolean }>('select pg_is_in_recovery() as "isStandby"');
  return rows[0]?.isStandby === true;
}

/** How often a connection is tried anew after another server was looked for: nothing has begun yet. */
const mostConnects = 5;

async function connect(pool: pg.Pool, servers: Servers): Promise<pg.PoolClient> {
  for (let attempt = 1; ; attempt += 1) {
    await servers.ready();
    try {
      return await pool.connect();
    } catch (error) {
      const isFull = hasState(error, sqlstate.tooManyConnections);
      if (isFull || !isAway(error) || attempt >= mostConnects || !servers.doubt()) throw error;
    }
  }
}

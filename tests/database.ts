import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabase, type Database } from '../src/platform/database/index.ts';
import { CLUSTER_VARIABLE, placeMigrated } from './migrated-cluster.ts';

/** A private PostgreSQL for one run of the tests, and how to end it. */
export interface TestServer {
  /** Address of the owner, who may make and drop databases. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Where `tests/run.ts` says which server it started; only this file reads it. */
export const SERVER_VARIABLE = 'DAYBOOK_TEST_SERVER';

/** Every test file gets a copy. Nobody may connect to it: that would stop the copying. */
const TEMPLATE = 'daybook_template';

/** Names another template of the same server: tests/scenarios/growing.test.ts has what it planted in one. */
const TEMPLATE_VARIABLE = 'DAYBOOK_TEST_TEMPLATE';

/** How long a connection may take to be gone after its pool was closed. */
const LEAK_GRACE_MS = 2_000;

let server: Promise<TestServer> | undefined;

/** Starts a throw-away server with a migrated template database; its own database is migrated as well. */
export async function startTestServer(): Promise<TestServer> {
  const folder = await mkdtemp(join(tmpdir(), 'daybook-test-'));
  // The account of the server must be able to enter; otherwise the cluster would be kept elsewhere.
  await chmod(folder, 0o755);
  const dataDir = join(folder, 'data');
  await placeMigrated(dataDir);
  const owner = await openDatabase({ dataDir }, { durability: 'none: throw-away data only', poolSize: 2 });
  const stop = async (): Promise<void> => {
    await owner.close();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await owner.execute('create database daybook_template template daybook strategy file_copy');
    await owner.execute('alter database daybook_template with is_template true allow_connections false');
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: owner.addressWithPassword(), stop };
}

/**
 * A migrated database for the test file that calls this at its top level. When the file's tests are done it is closed,
 * checked for connections that somebody forgot, and dropped.
 */
export async function cloneDatabase(): Promise<Database> {
  return lendDatabase('template');
}

/** As `cloneDatabase`, but nothing is in it, not even the migrator's own tables. */
export async function emptyDatabase(): Promise<Database> {
  return lendDatabase('empty');
}

async function lendDatabase(kind: 'template' | 'empty'): Promise<Database> {
  const host = await (server ??= runningServer());
  const name = `test_${randomBytes(6).toString('hex')}`;
  await make(host.url, name, kind);
  const database = await openDatabase({ databaseUrl: addressOf(host.url, name), dataDir: '' });
  after(async () => {
    await database.close();
    await dropChecked(host.url, name).finally(() => host.stop());
  });
  return database;
}

/** The environment of a test that is run by another, with databases cloned from a template of its own. */
export function testEnvironment(host: TestServer, template: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    NODE_TEST_CONTEXT: undefined,
    [SERVER_VARIABLE]: host.url,
    [CLUSTER_VARIABLE]: undefined,
    [TEMPLATE_VARIABLE]: template,
  };
}

/** The server of `tests/run.ts`, or one of this process's own when the file is run alone. */
export async function runningServer(): Promise<TestServer> {
  const url = process.env[SERVER_VARIABLE];
  return url === undefined ? startTestServer() : { url, stop: () => Promise.resolve() };
}

async function make(url: string, name: string, kind: 'template' | 'empty'): Promise<void> {
  await asOwner(url, async (owner) => {
    // A name cannot be bound; format() quotes it. Copying files took 35 ms; the default, through the log, took 750.
    const [statement] = await owner.query<{ text: string }>(
      `select format('create database %I template %I strategy file_copy', $1::text, $2::text) as text`,
      [name, kind === 'template' ? (process.env[TEMPLATE_VARIABLE] ?? TEMPLATE) : 'template0'],
    );
    await owner.execute(statement?.text ?? '');
  });
}

async function dropChecked(url: string, name: string): Promise<void> {
  await asOwner(url, async (owner) => {
    const left = await connectionsLeft(owner, name);
    const [statement] = await owner.query<{ text: string }>(
      `select format('drop database %I with (force)', $1::text) as text`,
      [name],
    );
    await owner.execute(statement?.text ?? '');
    if (left.length > 0)
      throw new Error(`${String(left.length)} connections were left open: ${left.join(' | ')}`);
  });
}

async function connectionsLeft(owner: Database, name: string): Promise<string[]> {
  for (let waited = 0; ; waited += 50) {
    const rows = await owner.query<{ query: string }>(
      "select query from pg_stat_activity where datname = $1 and backend_type = 'client backend'",
      [name],
    );
    if (rows.length === 0 || waited >= LEAK_GRACE_MS) return rows.map(({ query }) => query);
    await sleep(50);
  }
}

async function asOwner<T>(url: string, work: (owner: Database) => Promise<T>): Promise<T> {
  const owner = await openDatabase({ databaseUrl: url, dataDir: '' }, { poolSize: 1 });
  return work(owner).finally(() => owner.close());
}

export function addressOf(url: string, database: string): string {
  const address = new URL(url);
  address.pathname = `/${database}`;
  return address.href;
}

import assert from 'node:assert/strict';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import {
  chmod,
  chown,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { hasEnded, isRunning } from '../../../src/platform/database/embedded/processes.ts';
import { inspectEmbedded, openDatabase, type OpenOptions } from '../../../src/platform/database/index.ts';
import { placeMigrated } from '../../migrated-cluster.ts';

const PROGRAM = fileURLToPath(import.meta.resolve('./use-database.ts'));
const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;
/** Below a folder that only root may enter, another user cannot even start this Node. */
const canBeNobody =
  isRoot && spawnSync(process.execPath, ['--version'], { uid: NOBODY, gid: NOBODY, cwd: '/' }).status === 0;

let folder = '';
let dataDir = '';
/** Most tests are about who runs, not about what survives; the disk's flushes would take most of their time. */
let durability: NonNullable<OpenOptions['durability']>;
let started: ChildProcess[] = [];
let servers: number[] = [];

/** Starts another process that uses the database; resolves when it is open. */
async function user(options: { uid?: number; gid?: number; detached?: boolean } = {}): Promise<User> {
  const child = launch(options);
  const opened = await nextLine(child, 'open ');
  const [, port = '', pid = ''] = opened.split(' ');
  const server = Number.parseInt(pid, 10);
  servers.push(server);
  return {
    port,
    server,
    leave: async () => {
      child.stdin?.end();
      await ended(child);
    },
    kill: async () => {
      child.kill('SIGKILL');
      await ended(child);
    },
    interruptGroup: async () => {
      process.kill(-(child.pid ?? 0), 'SIGINT');
      await ended(child);
    },
  };
}

interface User {
  readonly port: string;
  readonly server: number;
  leave(): Promise<void>;
  kill(): Promise<void>;
  /** What Ctrl-C in a terminal does to a program that starts others; needs `detached`. */
  interruptGroup(): Promise<void>;
}

function launch(options: { uid?: number; gid?: number; detached?: boolean } = {}): ChildProcess {
  const child = spawn(process.execPath, [PROGRAM, dataDir, durability], {
    ...options,
    stdio: ['pipe', 'pipe', 'inherit'],
    cwd: '/',
  });
  started.push(child);
  return child;
}

function nextLine(child: ChildProcess, beginning: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const line = said.split('\n').find((candidate) => candidate.startsWith(beginning));
      if (line !== undefined && said.endsWith('\n')) resolve(line);
    });
    child.once('exit', (code) => reject(new Error(`ended with ${String(code)} after saying: ${said}`)));
  });
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null)
    await new Promise((done) => child.once('exit', done));
}

async function remember(value: string): Promise<void> {
  const database = await openDatabase({ dataDir }, { durability });
  await database.execute('create table if not exists public.memory (value text not null)');
  await database.execute('insert into public.memory values ($1)', [value]);
  await database.close();
}

async function remembered(): Promise<string[]> {
  const database = await openDatabase({ dataDir }, { durability });
  const rows = await database
    .query<{ value: string }>('select value from public.memory')
    .finally(() => database.close());
  return rows.map(({ value }) => value);
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'daybook-embedded-'));
  await chmod(folder, 0o755);
  dataDir = join(folder, 'data');
  durability = 'none: throw-away data only';
});

afterEach(async () => {
  for (const child of started) child.kill('SIGKILL');
  await Promise.all(started.map(ended));
  for (const pid of servers) {
    if (await isRunning(pid)) process.kill(pid, 'SIGQUIT');
    assert.ok(await hasEnded(pid, 10_000));
  }
  started = [];
  servers = [];
  await removeOutsideCluster();
  await rm(folder, { recursive: true, force: true, maxRetries: 10 });
});

/** A cluster of a closed folder is kept elsewhere, and the product never removes data by itself. */
async function removeOutsideCluster(): Promise<void> {
  const target = await readlink(join(dataDir, 'postgres')).catch(() => null);
  if (target?.startsWith('/var/lib/daybook/clusters/') === true) await rm(target, { recursive: true });
}

test('users share one server, the last one stops it, and the data survive', async () => {
  const first = await user();
  const second = await user();
  assert.equal(first.server, second.server);
  assert.equal((await inspectEmbedded(dataDir)).users, 2);
  await remember('kept');
  await first.leave();
  assert.ok(await isRunning(second.server), 'the second still uses it');
  await second.leave();
  assert.ok(!(await isRunning(second.server)), 'nobody uses it');
  assert.deepEqual(await remembered(), ['kept']);
  assert.deepEqual((await inspectEmbedded(dataDir)).port, null);
});

test('Ctrl-C in the terminal of a user does not reach the server', async () => {
  await placeMigrated(dataDir);
  const interrupted = await user({ detached: true });
  const other = await user();
  await interrupted.interruptGroup();
  assert.ok(await isRunning(other.server));
  await other.leave();
  assert.ok(!(await isRunning(other.server)));
});

test('two first starts at once make one cluster and one server', async () => {
  const users = await Promise.all([user(), user(), user()]);
  assert.equal(new Set(users.map(({ server }) => server)).size, 1);
  const names = await readdir(dataDir);
  assert.deepEqual(names.sort(), ['password', 'postgres', 'postgres.log', 'server.json', 'users']);
});

test('a server whose only user was killed goes on; the next one joins it and stops it', async () => {
  await placeMigrated(dataDir);
  const killed = await user();
  await killed.kill();
  assert.ok(await isRunning(killed.server));
  const next = await user();
  assert.equal(next.server, killed.server);
  await next.leave();
  assert.ok(!(await isRunning(next.server)));
});

test('after everything was killed the next start recovers what was committed', async () => {
  await placeMigrated(dataDir);
  durability = 'full';
  const using = await user();
  await remember('committed');
  process.kill(using.server, 'SIGKILL');
  await using.kill();
  assert.ok(
    existsSync(join(dataDir, 'postgres', 'postmaster.pid')),
    'the lock file of the dead server is there',
  );
  assert.deepEqual(await remembered(), ['committed']);
});

test('a server that dies while somebody waits for its answer is followed by a new one', async () => {
  await placeMigrated(dataDir);
  durability = 'full';
  const using = await user();
  await remember('committed');
  process.kill(using.server, 'SIGSTOP');
  const asked = remembered();
  await sleep(300);
  process.kill(using.server, 'SIGKILL');
  assert.deepEqual(await asked, ['committed']);
});

test('a number in postmaster.pid that belongs to another program now does not stop the start', async () => {
  await placeMigrated(dataDir);
  await remember('kept');
  const foreign = `${String(process.pid)}\n${dataDir}/postgres\n1\n5432\n\n127.0.0.1\n0 0\nready\n`;
  await writeFile(join(dataDir, 'postgres', 'postmaster.pid'), foreign);
  assert.deepEqual(await remembered(), ['kept']);
});

test('the first start may be killed at any moment', async () => {
  durability = 'full';
  for (const delay_ms of [150, 300, 450, 600, 750, 900, 1050, 1200]) {
    const child = launch({ detached: true });
    await sleep(delay_ms);
    // The whole group, so that initdb dies in the middle of its work too.
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL');
    await ended(child);
  }
  await remember('whole');
  assert.deepEqual(await remembered(), ['whole']);
  const names = await readdir(dataDir);
  assert.deepEqual(
    names.filter((name) => /new|draft|lock/.test(name)),
    [],
  );
});

test('a start whose process is killed alone, with initdb still at work, is taken over', async () => {
  for (const delay_ms of [350, 500, 650]) {
    const child = launch();
    await sleep(delay_ms);
    child.kill('SIGKILL');
    await ended(child);
  }
  await remember('whole');
  assert.deepEqual(await remembered(), ['whole']);
});

test('a port that was taken in the meantime is replaced', async () => {
  await placeMigrated(dataDir);
  await remember('kept');
  const { port } = JSON.parse(await readFile(join(dataDir, 'server.json'), 'utf8')) as { port: number };
  const squatter = createServer();
  await new Promise<void>((listening) => squatter.listen(port, '127.0.0.1', listening));
  try {
    const using = await user();
    assert.notEqual(using.port, String(port));
    await using.leave();
  } finally {
    squatter.close();
  }
});

test('the password is for its owner only; when its file is gone it is set anew', async () => {
  await placeMigrated(dataDir);
  await remember('kept');
  const file = join(dataDir, 'password');
  assert.equal((await stat(file)).mode & 0o777, 0o600);
  const before = await readFile(file, 'utf8');
  await rm(file);
  assert.deepEqual(await remembered(), ['kept']);
  assert.notEqual(await readFile(file, 'utf8'), before);
});

test('the server listens on this machine only and asks for the password', async () => {
  durability = 'full';
  const using = await user();
  const url = `postgres://daybook:wrong@127.0.0.1:${using.port}/daybook`;
  await assert.rejects(openDatabase({ databaseUrl: url, dataDir }), { code: 'DATABASE_UNREACHABLE' });
  const database = await openDatabase({ dataDir }, { durability });
  const [settings] = await database.query(
    `select current_setting('listen_addresses') as address, current_setting('unix_socket_directories') as sockets,
       current_setting('fsync') as fsync, current_setting('data_checksums') as checksums,
       current_setting('server_encoding') as encoding, datlocprovider as provider, datlocale as locale
     from pg_database where datname = current_database()`,
  );
  await database.close();
  assert.deepEqual(settings, {
    address: '127.0.0.1',
    sockets: '',
    fsync: 'on',
    checksums: 'on',
    encoding: 'UTF8',
    provider: 'b',
    locale: 'C.UTF-8',
  });
});

test('a server that is killed under a program is back within seconds at its address, and it is told', async () => {
  await placeMigrated(dataDir);
  const told: string[] = [];
  const database = await openDatabase({ dataDir }, { durability, report: (message) => told.push(message) });
  try {
    const serverOf = async (): Promise<number> => {
      const [row] = await database.query<{ pid: string }>(
        `select split_part(pg_read_file('postmaster.pid'), E'\\n', 1) as pid`,
      );
      return Number.parseInt(row?.pid ?? '', 10);
    };
    const first = await serverOf();
    const isBack = new Promise<void>((resolve) => {
      database.guardServer(resolve);
    });
    process.kill(first, 'SIGKILL');
    await isBack;
    assert.notEqual(await serverOf(), first);
    assert.match(told.join(' '), /The database stopped unexpectedly; restarting it\./);
  } finally {
    await database.close();
  }
});

test('a data folder and its copy that start in the same moment have a server each', async () => {
  await placeMigrated(dataDir);
  await remember('before');
  const copy = join(folder, 'copy');
  await cp(dataDir, copy, { recursive: true, preserveTimestamps: true });
  if (isRoot) spawnSync('chown', ['-R', '--reference', join(dataDir, 'postgres'), join(copy, 'postgres')]);
  const both = await Promise.all(
    [dataDir, copy].map((place) => openDatabase({ dataDir: place }, { durability })),
  );
  try {
    await both[0]?.execute(`insert into public.memory values ('only here')`);
    const folders = await Promise.all(
      both.map((each) => each.query<{ at: string }>(`select current_setting('data_directory') as at`)),
    );
    assert.deepEqual(
      folders.map(([row]) => row?.at),
      [join(dataDir, 'postgres'), join(copy, 'postgres')],
    );
    assert.deepEqual(await both[1]?.query('select value from public.memory'), [{ value: 'before' }]);
  } finally {
    for (const each of both) await each.close();
  }
});

test('a password that is not that of the cluster is refused with what to do', async () => {
  await placeMigrated(dataDir);
  await remember('x');
  await writeFile(join(dataDir, 'password'), 'another');
  await assert.rejects(openDatabase({ dataDir }, { durability }), {
    code: 'DATABASE_DATA_UNUSABLE',
    message: /password.*remove it to set a new one/,
  });
  assert.equal((await inspectEmbedded(dataDir)).port, null, 'no server is left behind');
  await rm(join(dataDir, 'password'));
  assert.deepEqual(await remembered(), ['x']);
});

test('whatever stands in the files beside the cluster, a start ends at once: well, or with what is wrong', async () => {
  await placeMigrated(dataDir);
  await remember('x');
  const junk = [
    '',
    'garbage',
    '{}',
    'null',
    '[1]',
    '{"pid":1,"startedAt":"x","ticket":"../../x"}',
    '{"pid":"1"}',
  ];
  for (const text of junk) {
    await writeFile(join(dataDir, 'lock'), text);
    await writeFile(join(dataDir, 'server.json'), '{"port":99999}');
    assert.deepEqual(await remembered(), ['x'], text);
  }
  await mkdir(join(dataDir, 'lock'));
  const inTheWay = { code: 'DATABASE_DATA_UNUSABLE', message: /a folder is in the place of a file/ };
  await assert.rejects(openDatabase({ dataDir }, { durability }), inTheWay);
  await rm(join(dataDir, 'lock'), { recursive: true });
  assert.deepEqual(await remembered(), ['x']);
  for (const place of ['/proc/daybook', '/dev/null', '/dev/null/x', `/tmp/${'x'.repeat(300)}`])
    await assert.rejects(openDatabase({ dataDir: place }), { code: 'DATABASE_DATA_UNUSABLE' }, place);
});

test('a folder that is no cluster, and a link to nowhere, are refused and left alone', async () => {
  await mkdir(join(dataDir, 'postgres'), { recursive: true });
  await writeFile(join(dataDir, 'postgres', 'thesis.txt'), 'mine');
  await assert.rejects(openDatabase({ dataDir }), { code: 'DATABASE_DATA_UNUSABLE' });
  assert.equal(await readFile(join(dataDir, 'postgres', 'thesis.txt'), 'utf8'), 'mine');
  await rm(join(dataDir, 'postgres'), { recursive: true });
  await symlink('/nonexistent/cluster', join(dataDir, 'postgres'));
  await assert.rejects(openDatabase({ dataDir }), { code: 'DATABASE_CLUSTER_MISSING' });
});

test(
  'as root, a data folder that only root may enter works, and its cluster is kept elsewhere',
  { skip: !isRoot },
  async () => {
    await chmod(folder, 0o700);
    await remember('kept');
    const target = await readlink(join(dataDir, 'postgres'));
    assert.match(target, /^\/var\/lib\/daybook\/clusters\/[0-9a-f]{12}-[0-9a-f]{8}$/);
    assert.notEqual((await stat(target)).uid, 0);
    assert.deepEqual(await remembered(), ['kept']);
    const copy = join(folder, 'copy');
    await cp(dataDir, copy, { recursive: true, verbatimSymlinks: true });
    await assert.rejects(openDatabase({ dataDir: copy }, { durability }), {
      code: 'DATABASE_CLUSTER_SHARED',
      message: /copy is a copy of .*data/,
    });
    await rm(`${target}.home`);
  },
);

test(
  'as another user than root, the cluster is made in place and belongs to that user',
  { skip: !canBeNobody },
  async () => {
    await mkdir(dataDir);
    await chown(dataDir, NOBODY, NOBODY);
    const using = await user({ uid: NOBODY, gid: NOBODY });
    assert.equal((await stat(join(dataDir, 'postgres'))).uid, NOBODY);
    await using.leave();
    assert.ok(!(await isRunning(using.server)));
    await remember('by root, under the owner of the cluster');
    assert.equal((await stat(join(dataDir, 'postgres', 'postgresql.conf'))).uid, NOBODY);
  },
);

test('a data folder of somebody else is refused by name', { skip: !canBeNobody }, async () => {
  await mkdir(dataDir, { mode: 0o755 });
  const child = spawn(process.execPath, [PROGRAM, dataDir], { uid: NOBODY, gid: NOBODY, cwd: '/' });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  await ended(child);
  assert.match(said, /The data folder .*users.* cannot be used: this user may not read or write it/);
});

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { chmod, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { runningServer } from '../../src/platform/database/embedded/server.ts';
import { openDatabase } from '../../src/platform/database/index.ts';
import { addPerson, assignRole } from '../../src/platform/security/index.ts';
import { makeKey } from '../../src/platform/security/identity/api-keys.ts';
import { placeMigrated } from '../migrated-cluster.ts';
import { start } from '../integration/commands/program.ts';
import { freePort } from '../integration/delivery/house.ts';
import { temporaryFolder } from '../scenarios/deliveries.ts';

const folder = await temporaryFolder();
await chmod(folder, 0o755);
const dataDir = join(folder, 'data');
await placeMigrated(dataDir);
const port = await freePort();
const url = `http://127.0.0.1:${port}`;

/** The key of a service that may ask and deliver; made before the server starts. */
async function keyOfRobot(): Promise<string> {
  const database = await openDatabase({ dataDir });
  try {
    const personId = await addPerson(database, { userId: 'robot', displayName: null, origin: 'service' });
    await assignRole(database, personId, { role: 'service:reporting', reason: 'test' });
    const { key } = await makeKey(database, { personId, label: 'test', scopes: ['questions:read'] });
    return key;
  } finally {
    await database.close();
  }
}

/** `daybook start`, up; what it said so far, and its end. */
async function serve(): Promise<{ said: () => string; end: () => Promise<number | null> }> {
  const child = start(['start', '--no-sample', '--port', port], {
    DAYBOOK_DATA: dataDir,
    DAYBOOK_LIMIT_REQUESTS: '1000000',
    DAYBOOK_LIMIT_SECONDS: '100000',
  });
  const ended = once(child, 'close');
  let said = '';
  const up = new Promise<void>((resolve) => {
    const hear = (chunk: Buffer): void => {
      said += chunk.toString();
      if (/up at /.test(said)) resolve();
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
  });
  await Promise.race([up, ended]);
  const end = async (): Promise<number | null> => {
    if (child.exitCode === null) child.kill('SIGTERM');
    await ended;
    return child.exitCode;
  };
  after(end);
  return { said: () => said, end };
}

/** Asks again and again until told to stop; how often each answer came, and the longest that one took, in seconds. */
function askOnAndOn(key: string): {
  stop: () => Promise<{ answers: Record<string, number>; longest: number }>;
} {
  const answers: Record<string, number> = {};
  let longest = 0;
  const stopping = new AbortController();
  const paths = ['/me', '/health', '/ask/pnl?site=0170&month=2025-03', '/ask/site-access'];
  const ask = async (at: number): Promise<void> => {
    while (!stopping.signal.aborted) {
      const path = paths[at % paths.length] ?? '/me';
      const began = performance.now();
      const answer = await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${key}` } });
      const text = await answer.text();
      longest = Math.max(longest, (performance.now() - began) / 1_000);
      const [, code, status] = /"code":"(\w+)"|"status":"([^"]+)"/.exec(text) ?? [];
      const what = code ?? status ?? '';
      const told = `${String(answer.status)} ${what}`.trim();
      answers[told] = (answers[told] ?? 0) + 1;
      await sleep(5);
    }
  };
  const asking = Array.from({ length: 8 }, (_, at) => ask(at));
  return {
    stop: async () => {
      stopping.abort();
      await Promise.all(asking);
      return { answers, longest };
    },
  };
}

test('a database that is killed under load is 503 for some seconds, in words, and then all is as before', async () => {
  const key = await keyOfRobot();
  const program = await serve();
  const cluster = await realpath(join(dataDir, 'postgres'));
  const load = askOnAndOn(key);
  for (let round = 0; round < 3; round += 1) {
    await sleep(500);
    const server = await runningServer(cluster);
    assert.ok(server, program.said());
    process.kill(server.pid, 'SIGKILL');
    const killed = performance.now();
    await sleep(100);
    while ((await fetch(`${url}/me`, { headers: { authorization: `Bearer ${key}` } })).status !== 200) {
      assert.ok(performance.now() - killed < 30_000, `not back after 30 seconds: ${program.said()}`);
      await sleep(100);
    }
  }
  const { answers, longest } = await load.stop();
  const expected = /^(200( ok)?|4\d\d \w+|503 DATABASE_AWAY|503 database does not answer)$/;
  assert.deepEqual(
    Object.keys(answers).filter((each) => !expected.test(each)),
    [],
    `${JSON.stringify(answers)} ${program.said()}`,
  );
  assert.ok((answers['503 DATABASE_AWAY'] ?? 0) > 0, JSON.stringify(answers));
  assert.ok(longest < 20, `somebody waited ${String(longest)} seconds`);
  assert.equal(await program.end(), 0, program.said());
  assert.doesNotMatch(program.said(), /^ +at /m);
});

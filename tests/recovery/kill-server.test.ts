import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { chmod, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabase } from '../../src/platform/database/index.ts';
import { serverProcesses } from '../../src/platform/database/embedded/processes.ts';
import { cloneDatabase } from '../database.ts';
import { placeMigrated } from '../migrated-cluster.ts';
import { intakeOn, load, snapshot, temporaryFolder, writeFiles } from '../scenarios/deliveries.ts';
import { daybook } from '../integration/commands/program.ts';
import { randomFrom } from './random-from.ts';
import { deliveries } from './small-books.ts';

const seed = randomInt(2 ** 31);
const folder = await temporaryFolder();
await chmod(folder, 0o755);
await writeFiles(folder, deliveries);
const dataDir = join(folder, 'data');
const paths = ['0', '1', '2'].map((name) => join(folder, name));

after(async () => {
  for (const pid of await processes()) process.kill(pid, 'SIGKILL');
});

/** `daybook load` with a database of its own; `onTold` hears how many files it has told the outcome of. */
async function runLoad(onTold?: (told: number) => void): Promise<{ code: number | null; output: string }> {
  const program = join(import.meta.dirname, '..', '..', 'src', 'main.ts');
  const child = spawn(process.execPath, [program, 'load', ...paths, '--json', '--data', dataDir], {
    env: { PATH: '/usr/bin:/bin' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let told = 0;
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  createInterface(child.stdout).on('line', (line) => {
    output += `${line}\n`;
    onTold?.((told += 1));
  });
  await once(child, 'close');
  return { code: child.exitCode, output };
}

/** The PostgreSQL processes of the folder of this test, and of no other. */
async function processes(): Promise<number[]> {
  const cluster = await realpath(join(dataDir, 'postgres')).catch(() => null);
  return cluster === null ? [] : ((await serverProcesses(cluster)) ?? []);
}

// Somebody must be there to act as before anything can be loaded.
await placeMigrated(dataDir);
await daybook(['users', 'first', 'ada@example.com', '--data', dataDir]);

test('a server that is killed with all its processes in the middle of a load loses and doubles nothing', async (t) => {
  const random = randomFrom(seed);
  t.diagnostic(`seed ${String(seed)}`);
  for (const told of [1, 4, 8, 12]) {
    let killed = 0;
    const ended = await runLoad((count) => {
      if (count !== told) return;
      void sleep(Math.floor(random() * 60)).then(async () => {
        for (const pid of await processes()) {
          process.kill(pid, 'SIGKILL');
          killed += 1;
        }
      });
    });
    assert.ok(killed > 1, `only ${String(killed)} processes were there to kill`);
    assert.notEqual(ended.code, 0, 'a load whose server dies does not say that all is well');
  }
  const last = await runLoad();
  // 3 says that a file was taken in by a load before and later files replaced rows of it, which is so behind a kill.
  assert.ok(last.code === 0 || last.code === 3, last.output);

  const database = await openDatabase({ dataDir });
  try {
    const undisturbed = await cloneDatabase();
    await load(intakeOn(undisturbed), paths);
    assert.deepEqual(await snapshot(database, 'files'), await snapshot(undisturbed, 'files'));
  } finally {
    await database.close();
  }
});

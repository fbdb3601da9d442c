import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { holdingProcessLock } from '../../../src/platform/database/embedded/process-lock.ts';

const folder = await mkdtemp(join(tmpdir(), 'daybook-lock-'));
after(() => rm(folder, { recursive: true }));
const lock = join(folder, 'lock');
const ROUNDS = 25;
const MODULE = import.meta.resolve('../../../src/platform/database/embedded/process-lock.ts');

/**
 * Counts up in a file `rounds` times, each time under the lock; two at once would lose a count. With a folder of
 * starting signals, each round waits for its own, so that several processes begin it at the same moment.
 */
const COUNTER = `
  import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
  import { setTimeout as sleep } from 'node:timers/promises';
  import { holdingProcessLock } from '${MODULE}';
  const [lock, counter, rounds, signals] = process.argv.slice(1);
  for (let round = 0; round < Number.parseInt(rounds, 10); round += 1) {
    while (signals && !existsSync(signals + round)) await sleep(1);
    await holdingProcessLock(lock, async () => {
      const count = Number.parseInt(readFileSync(counter, 'utf8'), 10);
      await sleep(Math.random() * 4);
      writeFileSync(counter + '.new', String(count + 1));
      renameSync(counter + '.new', counter);
      process.stdout.write('.');
    });
  }
`;

interface Counting {
  readonly done: Promise<string>;
  readonly said: () => string;
  readonly kill: () => void;
}

function count(counter: string, rounds: number, signals = ''): Counting {
  const script = ['--input-type=module', '--eval', COUNTER, lock, counter, String(rounds), signals];
  const child = spawn(process.execPath, script, { stdio: ['ignore', 'pipe', 'inherit'] });
  let dots = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (dots += text));
  return {
    done: new Promise((resolve) => child.once('close', () => resolve(dots))),
    said: () => dots,
    kill: () => child.kill('SIGKILL'),
  };
}

test('processes take turns', async () => {
  const counter = join(folder, 'turns');
  await writeFile(counter, '0');
  await Promise.all([1, 2, 3, 4].map(() => count(counter, 20).done));
  assert.equal(await readFile(counter, 'utf8'), '80');
});

test('a holder that was killed is succeeded by exactly one of those who wait', async () => {
  const counter = join(folder, 'kills');
  await writeFile(counter, '0');
  let dots = 0;
  const killed = async (): Promise<void> => {
    for (let round = 0; round < 5; round += 1) {
      const victim = count(counter, 1000);
      await sleep(400 + round * 37);
      victim.kill();
      const said = await victim.done;
      dots += said.length;
    }
  };
  const [steady] = await Promise.all([count(counter, 60).done, killed(), killed()]);
  const counted = Number.parseInt(await readFile(counter, 'utf8'), 10);
  // A victim may be killed after it wrote the count and before it printed its dot: at most one each.
  assert.ok(
    counted >= dots + steady.length && counted <= dots + steady.length + 10,
    `${String(counted)} of ${String(dots)}`,
  );
  await holdingProcessLock(lock, () => Promise.resolve());
  assert.deepEqual(
    (await readdir(folder)).filter((name) => name.startsWith('lock')),
    [],
  );
});

test('of several who find the same dead holder, one succeeds it at a time', { timeout: 60_000 }, async () => {
  const counter = join(folder, 'successions');
  const signals = join(folder, 'round-');
  await writeFile(counter, '0');
  const racers = [1, 2, 3, 4].map(() => count(counter, ROUNDS, signals));
  for (let round = 0; round < ROUNDS; round += 1) {
    await writeFile(
      lock,
      JSON.stringify({ pid: 2 ** 30, startedAt: 'long ago', ticket: `dead-${String(round)}` }),
    );
    await writeFile(`${signals}${String(round)}`, '');
    while (racers.some(({ said }) => said().length <= round)) await sleep(2);
    // The last one says its dot just before it lets go.
    while ((await readdir(folder)).includes('lock')) await sleep(1);
  }
  await Promise.all(racers.map(({ done }) => done));
  assert.equal(await readFile(counter, 'utf8'), String(4 * ROUNDS));
});

test('an empty lock file, as a power cut leaves it, is taken over', async () => {
  await writeFile(lock, '');
  assert.equal(await holdingProcessLock(lock, () => Promise.resolve('mine')), 'mine');
});

test('the lock is free again after work that throws', async () => {
  await assert.rejects(
    holdingProcessLock(lock, () => Promise.reject(new Error('broke'))),
    /broke/,
  );
  assert.equal(await holdingProcessLock(lock, () => Promise.resolve('mine')), 'mine');
});

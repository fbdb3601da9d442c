import assert from 'node:assert/strict';
import { chmod, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { serverProcesses } from '../../../src/platform/database/embedded/processes.ts';
import { placeMigrated } from '../../migrated-cluster.ts';
import { lists, temporaryFolder, writeFiles } from '../../scenarios/deliveries.ts';
import { daybook, type Said } from './program.ts';

const folder = await temporaryFolder();
await chmod(folder, 0o755);
const dataDir = join(folder, 'data');
const [sites = '', chart = ''] = await writeFiles(folder, lists);

/** The PostgreSQL processes of the folder of this test. */
async function running(): Promise<number[]> {
  const cluster = await realpath(join(dataDir, 'postgres')).catch(() => null);
  return cluster === null ? [] : ((await serverProcesses(cluster)) ?? []);
}

after(async () => {
  for (const pid of await running()) process.kill(pid, 'SIGQUIT');
});

// Somebody must be there to act as before anything can be loaded.
await placeMigrated(dataDir);
await daybook(['users', 'first', 'ada@example.com', '--data', dataDir]);

const run = (...parameters: string[]): Promise<Said> => daybook([...parameters, '--data', dataDir, '--json']);

const stateOf = (said: Said): string => (JSON.parse(said.out) as { state: string }).state;

test('two loads of one file at once share the server, and one of them finds nothing left to do', async () => {
  const both = await Promise.all([run('load', sites), run('load', sites)]);
  assert.deepEqual(
    both.map(({ code }) => code),
    [0, 0],
    both.map(({ err }) => err).join('\n'),
  );
  assert.deepEqual(both.map(stateOf).sort(), ['loaded', 'unchanged']);
});

test('the last command that uses the server stops it, and the next finds what was loaded', async () => {
  assert.deepEqual(await running(), []);
  const [once, load] = await Promise.all([run('start', '--once', '--no-sample'), run('load', chart)]);
  assert.deepEqual([once.code, load.code], [0, 0], `${once.err}\n${load.err}`);
  assert.equal(stateOf(load), 'loaded');
  const again = await run('load', sites, chart);
  assert.equal(again.code, 0);
  assert.deepEqual(
    again.out
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { state: string }).state),
    ['unchanged', 'unchanged'],
  );
  assert.deepEqual(await running(), []);
});

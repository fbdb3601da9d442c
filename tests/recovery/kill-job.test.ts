import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { cloneDatabase } from '../database.ts';
import { keepOneJob } from './one-job.ts';

const database = await cloneDatabase();

test('a run whose server is killed in it is taken up by another, and done once', async () => {
  const address = database.addressWithPassword();
  const server = spawn(process.execPath, [join(import.meta.dirname, 'one-job.ts'), address], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await database.execute(
    `insert into operations.run (job, due_at, trigger, asked_by) values ('audit.verify', now(), 'person', 'test')`,
  );
  const [told] = (await once(server.stdout, 'data')) as [Buffer];
  assert.equal(told.toString(), 'at work\n');
  server.kill('SIGKILL');
  await once(server, 'exit');
  let done = 0;
  const other = await keepOneJob(database, 'another', () => {
    done += 1;
    return Promise.resolve({ outcome: 'Done.' });
  });
  // Others come at times of the clock.
  const runs = (): Promise<object[]> =>
    database.query(
      `select state, attempts, server, outcome from operations.run
       where job = 'audit.verify' and state <> 'running'`,
    );
  for (let look = 0; look < 600 && (await runs()).length === 0; look += 1) await sleep(100);
  await other.stop();
  assert.deepEqual(await runs(), [{ state: 'done', attempts: 2, server: 'another', outcome: 'Done.' }]);
  assert.equal(done, 1);
});

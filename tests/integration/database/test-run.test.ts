import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { CLUSTER_VARIABLE, migratedCluster } from '../../migrated-cluster.ts';

const folder = await mkdtemp(join(tmpdir(), 'daybook-run-'));
after(() => rm(folder, { recursive: true }));

/** Runs `tests/run.ts` on one file with this text, as a shell would: with nothing of this run but what it prepared. */
async function runOn(name: string, text: string): Promise<{ code: number | null; said: string }> {
  await writeFile(join(folder, name), text);
  const runner = join(import.meta.dirname, '../../run.ts');
  const child = spawn(process.execPath, [runner, join(folder, name)], {
    env: { [CLUSTER_VARIABLE]: await migratedCluster() },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (part: string) => (said += part));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, said };
}

test('a passing test is green', async () => {
  const { code, said } = await runOn(
    'good.test.ts',
    "import { test } from 'node:test'; test('good', () => {});",
  );
  assert.equal(code, 0, said);
  assert.match(said, /pass 1/);
});

test('a failing test, a file without tests and a folder without files are red', async () => {
  const failing = "import { test } from 'node:test'; test('bad', () => { throw new Error('no'); });";
  assert.equal((await runOn('bad.test.ts', failing)).code, 1);
  const nothing = await runOn('nothing.test.ts', 'export {};');
  assert.equal(nothing.code, 1);
  assert.match(nothing.said, /nothing\.test\.ts holds no test/);
});

test('a connection that a test forgot is red', async () => {
  const { href } = new URL('../../database.ts', import.meta.url);
  const { href: driver } = new URL(import.meta.resolve('pg'));
  const forgetting = `
    import { test } from 'node:test';
    import pg from '${driver}';
    import { emptyDatabase } from '${href}';
    const db = await emptyDatabase();
    test('forgets', async () => {
      const client = new pg.Client({ connectionString: db.addressWithPassword() });
      client.on('error', () => {});
      await client.connect();
      await client.query('select 42 as forgotten');
    });`;
  const { code, said } = await runOn('forgetting.test.ts', forgetting);
  assert.equal(code, 1);
  assert.match(said, /1 connections were left open: select 42 as forgotten/);
});

test('a test that runs commands in its own process is counted: its report is no answer of a command', async () => {
  const { href } = new URL('../commands/here.ts', import.meta.url);
  const running = `
    import assert from 'node:assert/strict';
    import { test } from 'node:test';
    import { daybookHere } from '${href}';
    const env = { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nowhere' };
    for (let at = 0; at < 5; at += 1)
      test('asks ' + at, async () => {
        const { out, err } = await daybookHere(['batches'], { env });
        assert.match(err, /^DATABASE_UNREACHABLE/);
        assert.equal(out, '');
      });`;
  const { code, said } = await runOn('running.test.ts', running);
  assert.equal(code, 0, said);
  assert.match(said, /pass 5/);
});

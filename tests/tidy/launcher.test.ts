// bin/daybook.js beside a small src/main.ts of its own: what the launcher passes on, and what it says without a Node.
// And what the program itself loads before it knows which command is meant.
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { root } from './tree.ts';

const program = `
const [what, code] = process.argv.slice(2);
if (what === 'echo') {
  console.log(process.argv.slice(2).join('|'));
  process.stdin.pipe(process.stdout);
  process.exitCode = Number.parseInt(code, 10);
}
if (what === 'wait') {
  const seen: string[] = [];
  const note = (signal: string) => {
    seen.push(signal);
    setTimeout(() => { console.log(seen.join()); process.exit(7); }, 300);
  };
  process.on('SIGINT', note);
  process.on('SIGTERM', note);
  console.log('ready');
  setInterval(() => undefined, 1000);
}
if (what === 'die') process.kill(process.pid, 'SIGKILL');
`;

/** Makes this Node say that it is an older one. */
const older = `data:text/javascript,Object.defineProperty(process, 'versions', { value: { node: '20.20.2' } })`;

describe('the launcher', () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'daybook-launcher-'));
    await mkdir(join(folder, 'src'));
    await writeFile(join(folder, 'src/main.ts'), program);
    await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
    await cp(join(root, 'bin'), join(folder, 'bin'), { recursive: true });
    await mkdir(join(folder, 'node_modules/.bin'), { recursive: true });
    await symlink(process.execPath, join(folder, 'node_modules/.bin/node'));
  });
  after(async () => rm(folder, { recursive: true }));

  // Away from any terminal, so that a signal means the same wherever these tests run.
  const launch = (options: readonly string[], ...args: string[]): ChildProcess =>
    spawn(process.execPath, [...options, join(folder, 'bin/daybook.js'), ...args], {
      stdio: 'pipe',
      detached: true,
      // Nothing of the test run, which keeps compiled modules elsewhere.
      env: { PATH: '/usr/bin:/bin' },
    });

  for (const [title, options] of [
    ['on a Node that is new enough', []],
    ['on an older Node, by the one in node_modules', ['--import', older]],
  ] as const) {
    test(`keeps compiled modules beside the code, ${title}`, async () => {
      const cache = join(folder, 'node_modules/.cache/daybook');
      await rm(cache, { recursive: true, force: true });
      const child = launch(options, 'echo', '0');
      child.stdin?.end();
      await end(child);
      assert.notEqual((await readdir(cache)).length, 0);
    });

    test(`passes arguments, standard input and exit code on, ${title}`, async () => {
      const child = launch(options, 'echo', '3', 'a b', '--json');
      child.stdin?.end('rows\n');
      assert.deepEqual(await end(child), {
        code: 3,
        signal: null,
        stdout: 'echo|3|a b|--json\nrows\n',
        stderr: '',
      });
    });

    test(`hands a signal over once, ${title}`, async () => {
      for (const signal of ['SIGTERM', 'SIGINT'] as const) {
        const child = launch(options, 'wait');
        child.stdout?.once('data', () => child.kill(signal));
        assert.deepEqual(await end(child), {
          code: 7,
          signal: null,
          stdout: `ready\n${signal}\n`,
          stderr: '',
        });
      }
    });

    test(`ends as the program ended when that was killed, ${title}`, async () => {
      assert.deepEqual(await end(launch(options, 'die')), {
        code: null,
        signal: 'SIGKILL',
        stdout: '',
        stderr: '',
      });
    });
  }

  test('says how to get Node 24 where there is none', async () => {
    await rm(join(folder, 'node_modules'), { recursive: true });
    const { code, stdout, stderr } = await end(launch(['--import', older], 'echo', '0'));
    assert.deepEqual({ code, stdout }, { code: 1, stdout: '' });
    assert.match(stderr, /^Daybook needs Node 24 or newer; this is Node 20\.20\.2\.\nNext: install Node 24/);
  });
});

/** Makes this Node name every module that it loads. */
const naming = `data:text/javascript,import { registerHooks } from 'node:module';
  registerHooks({ load(url, context, next) { console.error(url); return next(url, context); } });`;

test('the program starts without the packages that only some commands need', async () => {
  const main = join(root, 'src/main.ts');
  const { code, stderr } = await end(spawn(process.execPath, ['--import', naming, main, '--version']));
  assert.equal(code, 0, stderr);
  const loaded = [...stderr.matchAll(/\/node_modules\/((?:@[^/]+\/)?[^/]+)/g)].map(([, name]) => name);
  assert.ok(loaded.includes('commander'), stderr);
  const ofSome = [
    'fastify',
    'kysely',
    'pg-boss',
    'ssh2',
    'age-encryption',
    'fast-xml-parser',
    'pdfkit',
    'vite',
  ];
  assert.deepEqual(
    ofSome.filter((name) => loaded.includes(name)),
    [],
  );
});

interface End {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

async function end(child: ChildProcess): Promise<End> {
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      resolve({ code, signal, stdout, stderr });
    });
  });
}

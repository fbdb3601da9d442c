/**
 * Runs the tests: `node tests/run.ts [file or folder]…`, by default all of them. Starts one PostgreSQL when a file
 * needs it, so that the files, which run in processes of their own, do not each start one. Tests in a browser are left
 * out, and say so, where there is no Chromium.
 */
import { once } from 'node:events';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { findChromium, noChromium } from './browser/find-chromium.ts';
import { SERVER_VARIABLE, startTestServer, type TestServer } from './database.ts';
import { CLUSTER_VARIABLE, migratedCluster } from './migrated-cluster.ts';

const root = join(import.meta.dirname, '..');

/** The largest time for one test: every part of the bench takes two minutes on two cores, ten where they are busy. */
const TIMEOUT_MS = 1_200_000;

/** What takes longest is started first: a long file at the end would leave the other cores with nothing to do. */
const longest = [
  'browser/app',
  'delivery/every-role-asks',
  'scenarios/documented-commands',
  'commands/bench',
  'scenarios/growing',
  'properties/figures-shown',
  'database/embedded-server',
  'recovery/kill-load',
  'recovery/kill-server',
  'recovery/log',
  'recovery/backup',
  'odata/clients',
  'delivery/every-role-writes',
  'security/matrix',
  'database/migrations',
  'security/delivered-rights',
  'security/tamper',
  'commands/forecast-month',
  'sources/hostile-values',
];

/** Files that are named at the end because they took longest. */
const TOLD = 10;

const isTest = /\.(test|browser)\.ts$/;
const isInBrowser = (file: string): boolean => file.endsWith('.browser.ts');

function testFiles(paths: readonly string[]): string[] {
  const files = paths.flatMap((path) => {
    if (statSync(path).isFile()) return [path];
    const below = readdirSync(path, { recursive: true, encoding: 'utf8' });
    const ours = below.filter((name) => isTest.test(name) && !name.includes('node_modules/'));
    return ours.map((name) => join(path, name));
  });
  return files
    .map((file) => resolve(file))
    .sort()
    .sort((one, other) => turnOf(one) - turnOf(other));
}

function turnOf(file: string): number {
  const turn = longest.findIndex((name) => file.replace(isTest, '').endsWith(`/${name}`));
  return turn === -1 ? longest.length : turn;
}

function needsServer(file: string): boolean {
  return isInBrowser(file) || /from '(\.\.\/)+(operated-)?database\.ts'/.test(readFileSync(file, 'utf8'));
}

interface Outcome {
  tests: number;
  isGreen: boolean;
  /** Files that ran and held no test: green because they saw nothing. */
  empty: string[];
  /** How long each file ran. */
  seconds: Map<string, number>;
}

async function runFiles(files: string[], server: TestServer | null): Promise<Outcome> {
  const env = {
    // Every file is a process of its own, and so is every command that a test runs.
    NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/daybook'),
    ...process.env,
    ...(server === null
      ? {}
      : { [SERVER_VARIABLE]: server.url, [CLUSTER_VARIABLE]: await migratedCluster() }),
  };
  const outcome: Outcome = { tests: 0, isGreen: false, empty: [], seconds: new Map() };
  // A file waits a third of its time: for the disk, for what it killed, for its turn.
  const concurrency = Math.ceil(1.5 * availableParallelism());
  const stream = run({ files, concurrency, timeout: TIMEOUT_MS, env });
  stream.on('test:pass', ({ name, nesting }) => {
    // The runner reports a file without tests as one test that bears the file's name.
    if (nesting === 0 && files.includes(name)) outcome.empty.push(name);
  });
  stream.on('test:summary', ({ file, counts, success, duration_ms }) => {
    if (file !== undefined) {
      outcome.seconds.set(file, duration_ms / 1_000);
      return;
    }
    outcome.tests = counts.tests;
    outcome.isGreen = success;
  });
  const printed = new spec();
  stream.pipe(printed).pipe(process.stdout);
  await once(printed, 'end');
  return outcome;
}

function tellSlowest(seconds: ReadonlyMap<string, number>): void {
  const slowest = [...seconds].sort(([, one], [, other]) => other - one).slice(0, TOLD);
  console.log('What took longest:');
  for (const [file, took] of slowest) console.log(`${took.toFixed(1).padStart(7)} s  ${relative('', file)}`);
}

const given = process.argv.slice(2);
const all = testFiles(given.length === 0 ? [join(root, 'src'), join(root, 'tests')] : given);
const files = findChromium() === null ? all.filter((file) => !isInBrowser(file)) : all;
if (files.length < all.length) console.log(noChromium);
if (files.length === 0) {
  console.error(`There is no file *.test.ts in ${given.length === 0 ? 'src and tests' : given.join(', ')}.`);
  process.exit(1);
}
const server = files.some(needsServer) ? await startTestServer() : null;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void (server?.stop() ?? Promise.resolve()).finally(() => process.exit(1));
  });
}
const { tests, isGreen, empty, seconds } = await runFiles(files, server).finally(() => server?.stop());
if (files.length > TOLD) tellSlowest(seconds);
for (const file of empty) console.error(`${relative('', file)} holds no test.`);
process.exitCode = isGreen && tests > 0 && empty.length === 0 ? 0 : 1;

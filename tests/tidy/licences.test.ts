import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { billOfMaterials } from '../../docs/licences-page.ts';
import {
  importedByWebApp,
  readLock,
  shippedPackages,
  type Lock,
  type ShippedPackage,
} from '../../docs/shipped-packages.ts';
import { assertNone } from './findings.ts';
import { root } from './tree.ts';

/** Licences that ask for no more than their own text (CONTRIBUTING.md). */
const permissive = new Set([
  ...['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT', 'MIT-0', 'PostgreSQL', 'Unlicense'],
  '(MIT OR CC0-1.0)',
]);

function refused(packages: readonly ShippedPackage[]): string[] {
  return packages
    .filter(({ licence }) => !permissive.has(licence))
    .map(({ name, version, licence }) => `${name} ${version} comes under ${licence}`);
}

test('a planted licence is seen, wherever the package is needed, and one without a licence is refused', () => {
  const lock: Lock = {
    '': { version: '1.0.0', dependencies: { one: '1.0.0' } },
    'node_modules/one': { version: '1.0.0', license: 'MIT', dependencies: { deep: '2.0.0' } },
    'node_modules/one/node_modules/deep': { version: '2.0.0', license: 'GPL-3.0-only' },
    'node_modules/deep': { version: '1.0.0', license: 'MIT', peerDependencies: { absent: '1.0.0' } },
    'node_modules/page': { version: '1.0.0', license: 'ISC', dependencies: { deep: '1.0.0' } },
    'node_modules/checker': { version: '1.0.0', license: 'GPL-3.0-only' },
  };
  const packages = shippedPackages(lock, ['page']);
  assert.deepEqual(refused(packages), ['deep 2.0.0 comes under GPL-3.0-only']);
  assert.deepEqual(
    packages.map(({ name, version, isInServer, isInWebApp }) => [name, version, isInServer, isInWebApp]),
    [
      ['deep', '1.0.0', false, true],
      ['deep', '2.0.0', true, false],
      ['one', '1.0.0', true, false],
      ['page', '1.0.0', false, true],
    ],
  );
  assert.throws(
    () => shippedPackages({ ...lock, 'node_modules/one': { version: '1.0.0' } }, []),
    /node_modules\/one/,
  );
});

test('every package that comes with Daybook has a permissive licence', () => {
  const packages = shippedPackages(readLock(), importedByWebApp());
  assert.ok(packages.some(({ isInWebApp }) => isInWebApp));
  assertNone(refused(packages));
});

test('the bill of materials of the server is that of npm: packages, versions and hashes', async () => {
  interface Bill {
    readonly components: readonly {
      readonly purl: string;
      readonly hashes?: readonly { readonly alg: string; readonly content: string }[];
    }[];
  }
  const linesOf = (bill: string): string[] =>
    (JSON.parse(bill) as Bill).components
      .map(
        ({ purl, hashes = [] }) => `${purl} ${hashes.map(({ alg, content }) => `${alg} ${content}`).join()}`,
      )
      .sort();
  const words = ['sbom', '--sbom-format=cyclonedx', '--package-lock-only', '--omit=dev'];
  const { stdout } = await promisify(execFile)('npm', words, { cwd: root, maxBuffer: 64_000_000 });
  const ours = shippedPackages(readLock(), []);
  const missing = new Set(linesOf(stdout));
  for (const line of linesOf(billOfMaterials('1.0.0', ours))) missing.delete(line);
  assert.ok(linesOf(stdout).length > 100);
  assertNone([...missing]);
});

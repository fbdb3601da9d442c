import { existsSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { drawn, mutantsIn, type Mutant } from './mutants/draw-mutants.ts';
import { isTrial, report } from './workbench.ts';

const root = join(import.meta.dirname, '..');

/** Folders whose files compute: no database, no clock, no disk. */
const pureFolders = [
  'src/kernel',
  'src/contracts/components',
  'src/contracts/clauses',
  'src/contracts/escalation',
  'src/billing/journal',
  'src/billing/statements',
  'src/forecasting/bridge',
  'src/forecasting/cycle',
  'src/forecasting/payroll',
  'src/forecasting/pnl',
  'src/forecasting/statistics',
];

/** Mutants of a whole run. */
const mutantsDrawn = 300;

/** Tests that reach one of these start servers or commands. */
const notPure = ['tests/database.ts', 'src/commands/command.ts', 'src/sources/sample/index.ts'];

/** Tests that are asked of each: the nearest; what is only noticed far away is worth a test of its own. */
const mostTests = 12;

/** A run of tests that takes longer is an endless loop that the mutant made. */
const mostMilliseconds = 60_000;

/** Changes a line of a pure file and runs the tests that reach it: a test that notices nothing is missing. */
export async function benchMutants(scale: number, seed: number): Promise<void> {
  const sources = await typescriptBelow('src');
  const others = await Promise.all(['tests/scenarios', 'tests/properties'].map(typescriptBelow));
  const tests = [...sources, ...others.flat()].filter((file) => file.endsWith('.test.ts'));
  const reached = await reachedBy(tests);
  const candidates: Mutant[] = [];
  for (const file of sources.filter((each) => isComputed(each) && reached.has(each))) {
    const text = await readFile(join(root, file), 'utf8');
    // What speaks to the database is tested with one.
    if (!/platform\/(database|security)\/index\.ts'/.test(text)) candidates.push(...mutantsIn(file, text));
  }
  const mutants = drawn(candidates, isTrial(scale) ? 1 : Math.round(mutantsDrawn * scale), seed);
  const folder = await mkdtemp(join(tmpdir(), 'daybook-mutants-'));
  const survivors: Mutant[] = [];
  try {
    const waiting = [...mutants.entries()];
    const work = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const [at, mutant] = next;
        const isNoticed = await notices(
          mutant,
          reached.get(mutant.file) ?? [],
          join(folder, `${String(at)}.ts`),
        );
        if (!isNoticed) survivors.push(mutant);
      }
    };
    await Promise.all(Array.from({ length: availableParallelism() }, work));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  report('(m) mutants drawn, of all there are', `${String(mutants.length)} of ${String(candidates.length)}`);
  report('(m) mutants that no test notices', String(survivors.length));
  for (const { file, line, before, after } of survivors)
    report(`  ${file}:${String(line)}`, `${before} → ${after}`);
}

function isComputed(file: string): boolean {
  return pureFolders.includes(dirname(file)) && !file.endsWith('.test.ts');
}

async function typescriptBelow(folder: string): Promise<string[]> {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort();
}

/** Tests without a server by the files that they reach through imports, the nearest first. */
async function reachedBy(tests: readonly string[]): Promise<Map<string, string[]>> {
  const imports = new Map<string, string[]>();
  const importsOf = async (file: string): Promise<string[]> => {
    const known = imports.get(file);
    if (known !== undefined) return known;
    // A test that plants a file in a copy of the project names imports that are not there.
    const text = existsSync(join(root, file)) ? await readFile(join(root, file), 'utf8') : '';
    const paths = [...text.matchAll(/^(?:import|export|\}) [^']*?from '(\.[^']+\.ts)';$/gm)];
    const files = paths.map(([, path = '']) => relative(root, resolve(root, dirname(file), path)));
    imports.set(file, files);
    return files;
  };
  const distances = new Map<string, { test: string; distance: number }[]>();
  for (const test of tests) {
    const seen = new Map([[test, 0]]);
    for (const [file, distance] of seen)
      for (const next of await importsOf(file)) if (!seen.has(next)) seen.set(next, distance + 1);
    if (notPure.some((file) => seen.has(file))) continue;
    for (const [file, distance] of seen)
      distances.set(file, [...(distances.get(file) ?? []), { test, distance }]);
  }
  return new Map(
    [...distances].map(([file, all]) => {
      const nearest = all.toSorted((one, other) => one.distance - other.distance).slice(0, mostTests);
      return [file, nearest.map(({ test }) => test)];
    }),
  );
}

/** Runs tests with the changed text in place of the file, which stays as it is. */
async function notices(mutant: Mutant, tests: readonly string[], changedFile: string): Promise<boolean> {
  await writeFile(changedFile, mutant.text);
  const hook = join(import.meta.dirname, 'mutants/in-place-of.ts');
  const child = spawn(
    process.execPath,
    ['--import', hook, '--test', '--test-isolation=none', ...tests.map((test) => join(root, test))],
    {
      cwd: root,
      stdio: 'ignore',
      timeout: mostMilliseconds,
      env: { ...process.env, DAYBOOK_MUTANT: `${join(root, mutant.file)}:${changedFile}` },
    },
  );
  const [code] = (await once(child, 'exit')) as [number | null];
  return code !== 0;
}

import { spawn } from 'node:child_process';
import { link, mkdir, mkdtemp, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { baseName, root, type TreeFile } from '../../tidy/tree.ts';
import { edited, type Addition, type Edit, type Step } from './addition.ts';
import type { Verdict } from './verdicts.ts';

/** The repository in a folder of its own, in which texts are changed and its tests run. */
export interface GrownTree {
  readonly folder: string;
  /** Writes the texts that differ from those of the call before. */
  readonly write: (texts: ReadonlyMap<string, string>) => Promise<void>;
  /** Runs a script of the tree with node; what it printed. */
  readonly run: (env: NodeJS.ProcessEnv, ...parameters: readonly string[]) => Promise<string>;
  readonly remove: () => Promise<void>;
}

/** A copy of the files by hard links, in which a file that changes is written anew. */
export async function copyTree(tree: readonly TreeFile[]): Promise<GrownTree> {
  const folder = await mkdtemp(join(tmpdir(), 'daybook-grown-'));
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  const folders = new Set(tree.map(({ path }) => dirname(path)));
  for (const one of folders) await mkdir(join(folder, one), { recursive: true });
  await Promise.all(tree.map(({ path }) => link(join(root, path), join(folder, path))));
  const originals = new Map(tree.map(({ path, text }) => [path, text]));
  let written = new Map<string, string>();
  const put = async (path: string, text: string | undefined): Promise<void> => {
    await unlink(join(folder, path)).catch(() => undefined);
    if (text === undefined) return;
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  };
  return {
    folder,
    write: async (texts) => {
      for (const path of written.keys()) if (!texts.has(path)) await put(path, originals.get(path));
      for (const [path, text] of texts) if (written.get(path) !== text) await put(path, text);
      written = new Map(texts);
    },
    run: (env, ...parameters) => run(folder, env, parameters),
    remove: () => rm(folder, { recursive: true }),
  };
}

async function run(folder: string, env: NodeJS.ProcessEnv, parameters: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, parameters, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  await new Promise<void>((resolve, reject) => child.on('error', reject).on('close', () => resolve()));
  return said;
}

/** The texts of a tree with all steps of the additions, but for those that are left out. */
export function grownTexts(
  tree: readonly TreeFile[],
  additions: readonly Addition[],
  leftOut: readonly Step[] = [],
): Map<string, string> {
  const originals = new Map(tree.map(({ path, text }) => [path, text]));
  const texts = new Map<string, string>();
  const numbers = migrationNumbers(tree, additions);
  const steps = additions.flatMap((addition) => addition.steps);
  const edits = steps.flatMap((step): readonly Edit[] =>
    leftOut.includes(step) ? (step.forgotten ?? []) : step.edits,
  );
  for (const edit of edits) {
    const path = edit.path.replace('NEXT', numbers.get(nameOf(edit.path)) ?? '');
    texts.set(path, edited(texts.get(path) ?? originals.get(path) ?? null, edit));
  }
  return texts;
}

function nameOf(path: string): string {
  return baseName(path).split('.')[0] ?? '';
}

/** The numbers of the planted migrations: those after the last one, in the order of the additions. */
function migrationNumbers(tree: readonly TreeFile[], additions: readonly Addition[]): Map<string, string> {
  const last = tree.filter(({ path }) => /^db\/migrations\/.*\.down\.sql$/.test(path)).length;
  const planted = new Set(
    additions
      .flatMap(({ steps }) => steps.flatMap(({ edits }) => edits))
      .flatMap(({ path }) => (path.includes('NEXT') ? [nameOf(path)] : [])),
  );
  return new Map([...planted].map((name, at) => [name, String(last + at + 1).padStart(4, '0')]));
}

/** Runs tests of a tree by their titles; how each ended, by title. */
export async function verdictsOf(
  tree: GrownTree,
  tests: readonly { readonly test: string; readonly title: string }[],
  env: NodeJS.ProcessEnv,
): Promise<ReadonlyMap<string, Verdict>> {
  const literal = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
  const said = await tree.run(
    env,
    '--test',
    '--test-isolation=none',
    '--test-reporter=./tests/scenarios/growing/verdicts.ts',
    ...new Set(tests.map(({ title }) => `--test-name-pattern=${literal(title)}`)),
    ...new Set(tests.map(({ test }) => test)),
  );
  const lines = said.split('\n').filter((line) => line.startsWith('{"title":'));
  const verdicts = lines.map((line) => JSON.parse(line) as Verdict);
  if (verdicts.length === 0) throw new Error(`no test ran: ${said}`);
  return new Map(verdicts.map((verdict) => [verdict.title, verdict]));
}

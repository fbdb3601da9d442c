import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { root } from './tree.ts';

/** A project of a few files in a folder of its own, under the real configuration of every checker. */
export interface PlantedProject {
  readonly folder: string;
  /** Runs a program of `node_modules/.bin` there; gives what it printed and how it ended. */
  readonly run: (
    tool: string,
    ...args: string[]
  ) => Promise<{ code: number | null; stdout: string; all: string }>;
  readonly remove: () => Promise<void>;
}

const configurations = [
  'eslint.config.js',
  '.dependency-cruiser.mjs',
  '.prettierrc.json',
  '.prettierignore',
  '.squawk.toml',
  'knip.json',
  'knip.shipped.json',
  'tsconfig.json',
  'package.json',
  'web/tsconfig.json',
];

/** Makes such a project of `files` (path → text); remove it when done. */
export async function plant(files: Readonly<Record<string, string>>): Promise<PlantedProject> {
  const folder = await mkdtemp(join(tmpdir(), 'daybook-planted-'));
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  for (const name of configurations) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await cp(join(root, name), join(folder, name));
  }
  for (const [path, text] of Object.entries(files)) {
    await mkdir(join(folder, dirname(path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return {
    folder,
    run: async (tool, ...args) => run(folder, tool, args),
    remove: async () => rm(folder, { recursive: true }),
  };
}

async function run(
  folder: string,
  tool: string,
  args: readonly string[],
): Promise<{ code: number | null; stdout: string; all: string }> {
  const program = join(root, 'node_modules/.bin', tool);
  const child = spawn(process.execPath, [program, ...args], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let all = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    all += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    all += text;
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  return { code, stdout, all };
}

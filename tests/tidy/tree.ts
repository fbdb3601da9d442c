import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A file of the project as the tests of the source see it. */
export interface TreeFile {
  /** From the root of the repository, with `/`. */
  readonly path: string;
  /** Its text; empty for a file that is not text. */
  readonly text: string;
}

/** The root of the repository on this machine, ending in `/`. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Every file below the root but what `.gitignore` names, in alphabetical order. */
export async function readTree(): Promise<readonly TreeFile[]> {
  const ignored = readIgnored(await readFile(join(root, '.gitignore'), 'utf8'));
  const paths = await walk('', ignored);
  const files = await Promise.all(paths.map(async (path) => ({ path, text: await textOf(path) })));
  if (files.length === 0) throw new Error(`no file below ${root}`);
  return files;
}

/** How many lines a text has; a last line without a line break counts. */
export function countLines(text: string): number {
  if (text === '') return 0;
  return text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
}

/** The last part of a path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The folder a path lies in, `.` for the root. */
export function folderOf(path: string): string {
  const end = path.lastIndexOf('/');
  return end === -1 ? '.' : path.slice(0, end);
}

interface Ignored {
  /** By name wherever they are, or with `/` before it at the root only. */
  readonly folders: ReadonlySet<string>;
  readonly endings: readonly string[];
}

/** Reads the forms our `.gitignore` uses: `folder/`, `/folder/`, `/name.ending`, `*.ending` and `.name`. */
function readIgnored(text: string): Ignored {
  const folders = new Set<string>();
  const endings: string[] = [];
  for (const line of text.split('\n').filter((each) => each !== '' && !each.startsWith('#'))) {
    if (/^\/?[\w.-]+\/$/.test(line)) folders.add(line.slice(0, -1));
    else if (/^\/[\w-]+\.\w+$/.test(line)) endings.push(line.slice(1));
    else if (/^\*?\.\w+$/.test(line)) endings.push(line.replace('*', ''));
    else
      throw new Error(
        `.gitignore: tests/tidy/tree.ts reads folder/, /folder/, /name.ending, *.ending and .name, not ${line}`,
      );
  }
  return { folders, endings };
}

async function walk(folder: string, ignored: Ignored): Promise<string[]> {
  const entries = await readdir(join(root, folder), { withFileTypes: true });
  const found: string[] = [];
  const ours = entries.filter(({ name }) => name !== '.git'); // a folder, but a file in a further worktree
  for (const entry of ours.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    const isIgnored = ignored.folders.has(entry.name) || ignored.folders.has(`/${path}`);
    if (entry.isDirectory() && !isIgnored) found.push(...(await walk(path, ignored)));
    if (entry.isFile() && !ignored.endings.some((ending) => entry.name.endsWith(ending))) found.push(path);
  }
  return found;
}

async function textOf(path: string): Promise<string> {
  const text = await readFile(join(root, path), 'utf8');
  return text.includes('\0') ? '' : text;
}

import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { refusal } from '../../kernel/errors.ts';
import { feeds } from '../catalogue.ts';
import type { Feed } from '../feed.ts';

const tableFile = /\.csv(\.gz)?$/i;
const workbookFile = /\.xlsm$/i;

export interface FoundFile {
  readonly path: string;
  /** Null when no feed takes a file of that name. */
  readonly feed: Feed | null;
}

/** The feed that takes a file of this name: `<feed>.csv`, `<feed>_<anything>.csv`, `.csv.gz`, or a revenue workbook. */
function feedOfFile(path: string): Feed | null {
  const name = basename(path).toLowerCase();
  if (workbookFile.test(name)) return feeds.find((feed) => feed.name === 'revenue_workbook') ?? null;
  if (!tableFile.test(name)) return null;
  const stem = name.replace(tableFile, '');
  const fitting = feeds.filter((feed) => stem === feed.name || stem.startsWith(`${feed.name}_`));
  // Of `gl_accounts` and a shorter name that also fits, the longer one is meant.
  return fitting.sort((a, b) => b.name.length - a.name.length)[0] ?? null;
}

/**
 * The files below the given paths. Paths keep the order in which they were given; of a folder, the files that others
 * refer to come first (sites, accounts), then by path. Refuses with SOURCES_FILE_UNREADABLE.
 */
export async function findFiles(paths: readonly string[]): Promise<FoundFile[]> {
  const found: FoundFile[] = [];
  for (const path of paths) {
    const entry = await stat(path).catch((cause: unknown) => {
      throw refusal('SOURCES_FILE_UNREADABLE', {
        file: path,
        cause: cause instanceof Error ? cause.message : String(cause),
      });
    });
    if (entry.isDirectory()) found.push(...(await filesIn(path)));
    else found.push({ path, feed: feedOfFile(path) });
  }
  return found;
}

async function filesIn(folder: string): Promise<FoundFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && (tableFile.test(entry.name) || workbookFile.test(entry.name)))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path, feed: feedOfFile(path) }));
  const order = (feed: Feed | null): number => (feed ? feeds.indexOf(feed) : feeds.length);
  const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  return files.sort((a, b) =>
    order(a.feed) === order(b.feed) ? compare(a.path, b.path) : order(a.feed) - order(b.feed),
  );
}

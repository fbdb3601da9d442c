import type { Dirent } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { refusal } from '../../kernel/errors.ts';
import { feeds } from '../catalogue.ts';
import type { Feed } from '../feed.ts';

const tableFile = /\.csv(\.gz)?$/i;
const workbookFile = /\.xlsm$/i;
const anyWorkbook = /\.xls[xmb]?$/i;
/** A name that says site, year and month like that of a revenue workbook, whatever follows it. */
const monthName = /^10\d{4}\s*rev\s*\d{4}\s*c\s*\d{1,2}/i;

export interface DeliveredFile {
  readonly path: string;
  /** Null when no feed takes a file of that name. */
  readonly feed: Feed | null;
}

/** The feed that takes a file of this name: `<feed>.csv`, `<feed>_<anything>.csv`, `.csv.gz`, or a revenue workbook. */
function feedOfFile(path: string): Feed | null {
  const name = basename(path).toLowerCase();
  if (workbookFile.test(name) || monthName.test(name)) return revenueWorkbook();
  if (!tableFile.test(name)) return null;
  const stem = name.replace(tableFile, '');
  const fitting = feeds.filter((feed) => stem === feed.name || stem.startsWith(`${feed.name}_`));
  // Of `gl_accounts` and a shorter name that also fits, the longer one is meant.
  return fitting.sort((a, b) => b.name.length - a.name.length)[0] ?? null;
}

/** A file without extension that is packed like a workbook is one that lost its extension on the way. */
async function feedOfContent(path: string): Promise<Feed | null> {
  if (extname(path) !== '') return null;
  const file = await open(path);
  try {
    const { buffer } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return buffer.toString('latin1') === 'PK\u0003\u0004' ? revenueWorkbook() : null;
  } finally {
    await file.close();
  }
}

function revenueWorkbook(): Feed | null {
  return feeds.find((feed) => feed.isWorkbook === true) ?? null;
}

/** A file in a delivered folder that is not loaded, and why. */
export interface PassedOver {
  readonly path: string;
  /** What it is, and what to do if it was meant to be loaded. */
  readonly why: string;
}

export interface DeliveredFiles {
  readonly files: readonly DeliveredFile[];
  readonly passedOver: readonly PassedOver[];
}

/**
 * The files below the given paths. Paths keep the order in which they were given; of a folder, the files that others
 * refer to come first (sites, accounts), then by path, with the numbers in names compared as numbers. What lies beside
 * them is passed over and told. Refuses with SOURCES_FILE_UNREADABLE.
 */
export async function findFiles(paths: readonly string[]): Promise<DeliveredFiles> {
  const files: DeliveredFile[] = [];
  const passedOver: PassedOver[] = [];
  for (const path of paths) {
    const entry = await stat(path).catch((cause: unknown) => {
      throw refusal('SOURCES_FILE_UNREADABLE', {
        file: path,
        cause: cause instanceof Error ? cause.message : String(cause),
      });
    });
    const why = byProgram(basename(path));
    if (entry.isDirectory()) {
      const below = await filesIn(path);
      files.push(...below.files);
      passedOver.push(...below.passedOver);
    } else if (why !== null) passedOver.push({ path, why });
    // Reading a pipe or a device waits forever.
    else if (!entry.isFile())
      throw refusal('SOURCES_FILE_UNREADABLE', { file: path, cause: 'it is a pipe, a device or a socket' });
    else files.push({ path, feed: feedOfFile(path) ?? (await feedOfContent(path)) });
  }
  return { files, passedOver };
}

async function filesIn(folder: string): Promise<DeliveredFiles> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files: DeliveredFile[] = [];
  const passedOver: PassedOver[] = [];
  for (const entry of entries.filter((each) => !each.isDirectory())) {
    const path = join(entry.parentPath, entry.name);
    const why = byProgram(entry.name) ?? (entry.isFile() ? null : noFile(entry));
    if (why !== null) {
      passedOver.push({ path, why });
      continue;
    }
    const feed = feedOfFile(path) ?? (await feedOfContent(path));
    if (feed || tableFile.test(entry.name) || anyWorkbook.test(entry.name)) files.push({ path, feed });
    else if (!entry.name.endsWith('.manifest.json')) passedOver.push({ path, why: unclaimed(entry.name) });
  }
  const order = (feed: Feed | null): number => (feed ? feeds.indexOf(feed) : feeds.length);
  files.sort((a, b) =>
    order(a.feed) === order(b.feed) ? comparePaths(a.path, b.path) : order(a.feed) - order(b.feed),
  );
  passedOver.sort((a, b) => comparePaths(a.path, b.path));
  return { files, passedOver };
}

/** What stands in a folder in the place of a file, and may have been meant as one. */
function noFile(entry: Dirent): string {
  const what = entry.isSymbolicLink() ? 'a link' : entry.isFIFO() ? 'a pipe' : 'a device or a socket';
  return feedOfFile(entry.name)
    ? `it is ${what} with the name of a feed, so nothing of it was loaded; deliver the file itself`
    : `it is ${what}; deliver the file itself`;
}

/** `_v9` before `_v10`: digits are compared as numbers. */
const comparePaths = new Intl.Collator('en', { numeric: true }).compare;

/** Files that programs leave beside those of people; null for any other. */
function byProgram(name: string): string | null {
  if (name.startsWith('~$'))
    return 'it only shows that someone has the workbook open; close it and deliver the workbook';
  if (name.startsWith('._') || name === '.DS_Store') return 'it holds macOS metadata, not data';
  if (/^(thumbs\.db|desktop\.ini)$/i.test(name)) return 'it holds Windows metadata, not data';
  return name.startsWith('.')
    ? 'its name starts with a dot, as for hidden files; rename it if it is data'
    : null;
}

/** Why no feed takes a file of this name, and what would make one take it. */
function unclaimed(name: string): string {
  if (/\.(zip|7z|rar|tar|tgz)$/i.test(name))
    return 'it is an archive; unpack it and load the files in it (.csv.gz is read directly)';
  const stem = name.replace(/\.[^.]*$/, '');
  return feedOfFile(`${stem}.csv`)
    ? `it does not end in .csv; if it is a table with commas, rename it to ${stem}.csv`
    : 'no feed has a file with this name; tables are named <feed>.csv or <feed>_<anything>.csv';
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertNone } from './findings.ts';
import { baseName, countLines, folderOf, readTree, type TreeFile } from './tree.ts';

// The limits of ARCHITECTURE.md. Functions and parameters are counted by eslint, which knows where they end.
const LINES = { source: 450, test: 700, migration: 250, readme: 60 };
const WIDTH = 120;
const FILES_IN_A_FOLDER = 20;
const FOLDERS_BELOW_SRC = 3;

test('a planted oversize is seen', () => {
  const lines = (count: number): string => 'x\n'.repeat(count);
  const folder = Array.from({ length: 21 }, (_, at) => ({
    path: `src/warehouse/file-${at}.ts`,
    text: 'x\n',
  }));
  const planted = [
    { path: 'src/kernel/long.ts', text: lines(451) },
    { path: 'src/kernel/long.test.ts', text: lines(701) },
    { path: 'db/migrations/0001_long.sql', text: lines(251) },
    { path: 'src/kernel/README.md', text: lines(61) },
    { path: 'src/kernel/wide.ts', text: `// ${'x'.repeat(118)}\n` },
    { path: 'src/a/b/c/d/deep.ts', text: 'x\n' },
    ...folder,
  ];
  assert.deepEqual(oversizes(planted), [
    'src/kernel/long.ts has 451 lines, at most 450',
    'src/kernel/long.test.ts has 701 lines, at most 700',
    'db/migrations/0001_long.sql has 251 lines, at most 250',
    'src/kernel/README.md has 61 lines, at most 60',
    'src/kernel/wide.ts:1 is 121 columns wide, at most 120',
    'src/a/b/c/d lies 4 folders below src/, at most 3',
    'src/warehouse has 21 files, at most 20',
  ]);
  assert.deepEqual(
    oversizes([{ path: 'src/kernel/fine.ts', text: `// ${'x'.repeat(117)}\n${lines(449)}` }]),
    [],
  );
});

test('files, folders and lines keep their sizes', async () => {
  const files = await readTree();
  assert.ok(files.filter(isCode).length > 0, 'no code was looked at');
  assertNone(oversizes(files));
});

function oversizes(files: readonly TreeFile[]): string[] {
  return [
    ...files.flatMap(longFile),
    ...files.filter(isCode).flatMap(wideLines),
    ...deepFolders(files),
    ...fullFolders(files),
  ];
}

function longFile({ path, text }: TreeFile): string[] {
  const limit = lineLimit(path);
  const lines = countLines(text);
  return lines > limit ? [`${path} has ${lines} lines, at most ${limit}`] : [];
}

function lineLimit(path: string): number {
  if (/^db\/migrations\/.*\.sql$/.test(path)) return LINES.migration;
  if (/^src\/.*README\.md$/.test(path)) return LINES.readme;
  if (!isCode({ path, text: '' })) return Infinity;
  return path.endsWith('.test.ts') ? LINES.test : LINES.source;
}

function wideLines({ path, text }: TreeFile): string[] {
  return text
    .split('\n')
    .map((line, at) => ({ columns: line.length, at }))
    .filter(({ columns }) => columns > WIDTH)
    .map(({ columns, at }) => `${path}:${at + 1} is ${columns} columns wide, at most ${WIDTH}`);
}

function deepFolders(files: readonly TreeFile[]): string[] {
  const folders = new Set(
    files.map(({ path }) => folderOf(path)).filter((folder) => folder.startsWith('src/')),
  );
  return [...folders]
    .map((folder) => ({ folder, depth: folder.split('/').length - 1 }))
    .filter(({ depth }) => depth > FOLDERS_BELOW_SRC)
    .map(({ folder, depth }) => `${folder} lies ${depth} folders below src/, at most ${FOLDERS_BELOW_SRC}`);
}

/** Tests stand beside what they test and do not make a folder harder to take in. */
function fullFolders(files: readonly TreeFile[]): string[] {
  const counts = new Map<string, number>();
  for (const { path } of files) {
    const counted = /^(src|web)\/.*\.(ts|tsx|sql)$/.test(path) && !baseName(path).includes('.test.');
    if (counted) counts.set(folderOf(path), (counts.get(folderOf(path)) ?? 0) + 1);
  }
  return [...counts]
    .filter(([, count]) => count > FILES_IN_A_FOLDER)
    .map(([folder, count]) => `${folder} has ${count} files, at most ${FILES_IN_A_FOLDER}`);
}

/** Written by `npm run fix` or `npm run db:dump`. */
const generated: ReadonlySet<string> = new Set([
  'db/schema.sql',
  'web/service/answers.ts',
  'web/service/rows.ts',
]);

/** Code written by hand: what is generated is not, and golden files are data. */
function isCode({ path }: TreeFile): boolean {
  return /\.(ts|tsx|js|mjs|sql)$/.test(path) && !generated.has(path) && !path.startsWith('tests/golden/');
}

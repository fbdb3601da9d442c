import assert from 'node:assert/strict';
import { posix } from 'node:path';
import { test } from 'node:test';
import { assertNone } from './findings.ts';
import { folderOf, readTree, type TreeFile } from './tree.ts';

const TOP_FOLDERS = ['src', 'web', 'db', 'docs', 'tests', 'bench', 'bin', 'packaging', '.ci'];
const HEADINGS = ['owns', 'does not own', 'invariants', 'clocks'];

test('a planted wrong path or heading is seen', () => {
  const planted = [
    { path: 'src/kernel/clock.ts', text: '' },
    { path: 'db/migrations/0001_site.sql', text: '' },
    { path: 'docs/reference/glossary.md', text: '' },
    {
      path: 'README.md',
      text: [
        'Good: `src/kernel/clock.ts`, `src/kernel/`, `src/kernel`, `src/kernel/clock.ts:12`, `db/migrations/*.sql`,',
        '`./data`, `src/<stage>/index.ts`, `db/migrations/NNNN_name.sql`, `docs/use/…`, `node_modules/.bin/node`, ' +
          '`CONTRIBUTING.md`.',
        'Bad: `src/kernel/watch.ts`, `db/views/*.sql`, `NOTES.md`, [gone](docs/gone.md), ' +
          '[there](docs/reference/glossary.md#flc).',
        '```',
        'not/looked at: `src/kernel/example.ts`',
        '```',
      ].join('\n'),
    },
    { path: 'CONTRIBUTING.md', text: '' },
    {
      path: 'docs/use/load.md',
      text: 'see [words](../reference/glossary.md), [web](https://example.org/a.md), [gone](x.md)',
    },
    { path: 'src/kernel/README.md', text: '# Kernel\n\n## Owns\n\n## Does not own\n\n## Clocks\n' },
    {
      path: 'src/sources/README.md',
      text: '# Sources\n\n## Owns\n\n## Does not own\n\n## Invariants\n\n## Clocks\n',
    },
    { path: 'src/sources/index.ts', text: '' },
    { path: 'src/warehouse/index.ts', text: '' },
    { path: 'src/platform/database/index.ts', text: '' },
  ];
  assert.deepEqual(wrongPaths(planted), [
    'README.md:3 names src/kernel/watch.ts, which is not there',
    'README.md:3 names db/views/*.sql, which is not there',
    'README.md:3 names NOTES.md, which is not there',
    'README.md:3 names docs/gone.md, which is not there',
    'docs/use/load.md:1 names docs/use/x.md, which is not there',
  ]);
  assert.deepEqual(wrongReadmes(planted), [
    'src/kernel/README.md lacks the heading: invariants',
    'src/warehouse has a front door but no README.md',
    'src/platform/database has a front door but no README.md',
  ]);
});

test('every path that a document names is there', async () => {
  const files = await readTree();
  assert.ok(files.some(isDocument), 'no document was looked at');
  assertNone(wrongPaths(files));
});

test('every README says what its folder owns, does not own, keeps true and waits for', async () => {
  const files = await readTree();
  assert.ok(files.some(isFolderReadme), 'no README was looked at');
  assertNone(wrongReadmes(files));
});

function isDocument({ path }: TreeFile): boolean {
  // A changelog tells of what was; it may name what is gone.
  return path.endsWith('.md') && path !== 'CHANGELOG.md';
}

function isFolderReadme({ path }: TreeFile): boolean {
  return /^src\/.+\/README\.md$/.test(path);
}

function wrongPaths(files: readonly TreeFile[]): string[] {
  const there = new Set(files.map(({ path }) => path));
  for (const { path } of files) {
    for (let folder = folderOf(path); folder !== '.'; folder = folderOf(folder)) there.add(folder);
  }
  return files.filter(isDocument).flatMap((document) =>
    namedPaths(document)
      .filter(({ path }) => !exists(path, there))
      .map(({ path, line }) => `${document.path}:${line} names ${path}, which is not there`),
  );
}

interface NamedPath {
  readonly path: string;
  readonly line: number;
}

/** The paths between backticks and behind links of a document; what stands in a fenced block is an example. */
function namedPaths({ path: document, text }: TreeFile): NamedPath[] {
  const found: NamedPath[] = [];
  let fenced = false;
  text.split('\n').forEach((line, at) => {
    if (/^\s*(```|~~~)/.test(line)) fenced = !fenced;
    if (fenced) return;
    for (const [, code = ''] of line.matchAll(/`([^`]+)`/g)) {
      const path = code.replace(/:\d+$/, '').replace(/\/$/, '');
      if (isPath(path)) found.push({ path, line: at + 1 });
    }
    for (const [, target = ''] of line.matchAll(/\]\(([^)\s#]+)(?:#[^)]*)?\)/g)) {
      if (!/^[a-z]+:/.test(target)) {
        found.push({ path: posix.join(folderOf(document), target).replace(/\/$/, ''), line: at + 1 });
      }
    }
  });
  return found;
}

/** `src/…` and the like, or a document of the root; a name with a hole in it is a pattern for people. */
function isPath(code: string): boolean {
  const hasHole = /[<>{}…\s]|NNNN|\.\.\./.test(code);
  const [top = ''] = code.split('/');
  return !hasHole && (TOP_FOLDERS.includes(top) || /^[A-Z]+\.md$/.test(code)) && /^[\w.*/@-]+$/.test(code);
}

function exists(path: string, there: ReadonlySet<string>): boolean {
  if (!path.includes('*')) return there.has(path);
  return [...there].some((each) => posix.matchesGlob(each, path));
}

function wrongReadmes(files: readonly TreeFile[]): string[] {
  const lacking = files.filter(isFolderReadme).flatMap(({ path, text }) => {
    const headings = [...text.matchAll(/^#+ +(.+?) *$/gm)].map(([, heading = '']) => heading.toLowerCase());
    const missing = HEADINGS.filter((heading) => !headings.includes(heading));
    return missing.length > 0 ? [`${path} lacks the heading: ${missing.join(', ')}`] : [];
  });
  const paths = new Set(files.map(({ path }) => path));
  const unsigned = [...paths]
    .filter((path) => /^src\/([\w-]+|platform\/[\w-]+)\/index\.ts$/.test(path))
    .map(folderOf)
    .filter((folder) => !paths.has(`${folder}/README.md`))
    .map((folder) => `${folder} has a front door but no README.md`);
  return [...lacking, ...unsigned];
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertNone } from './findings.ts';
import { readTree, type TreeFile } from './tree.ts';

interface BannedWord {
  readonly pattern: RegExp;
  readonly why: string;
  /** Which files it is looked for in. */
  readonly where: RegExp;
}

/** Libraries that take a tenth of a second to load each, and the web server: what most commands do without. */
const lateImports = [
  ...['fastify', 'jose', 'nodemailer', 'oidc-provider', 'pdfkit', 'selfsigned'],
  String.raw`.*delivery/index\.ts`,
];

const everywhere = /^/;
const product = /^(src|web|db|bin|bench)\//;

const banned: readonly BannedWord[] = [
  { pattern: /\b(TODO|FIXME|XXX|HACK)\b/, why: 'unfinished work belongs into an issue', where: everywhere },
  { pattern: /\b(stub|placeholder(?!=\{)|not implemented)\b/i, why: 'only real things', where: product },
  {
    pattern: /(?<![\w.:/-])\/(home|Users|work|mnt|media)\/[\w-]|\b[A-Z]:\\Users\\/,
    why: 'a path of one machine',
    where: everywhere,
  },
  {
    pattern: /\bregistry\.[\w-]+\.\w+|\bnpm\.pkg\b/i,
    why: 'a host of a package registry',
    where: everywhere,
  },
  { pattern: /"resolved":\s*"/, why: 'an address in the lockfile; .npmrc leaves it out', where: everywhere },
  {
    pattern: /\beslint-disable|@ts-(ignore|nocheck|expect-error)\b/,
    why: 'a check switched off',
    where: everywhere,
  },
  {
    pattern: new RegExp(String.raw`^import (?!type\b).*from '(${lateImports.join('|')})'`),
    why: 'every command waits for it; import() it where it is used',
    where: /^src\/(?!delivery\/http\/).*(?<!\.test)\.ts$/,
  },
  { pattern: /\b(test|it|describe)\.(only|skip|todo)\(/, why: 'a test left out', where: /\.test\.tsx?$/ },
];

// These two name what they look for.
const exempt = new Set(['tests/tidy/words.test.ts', 'tests/tidy/lint-sees-faults.test.ts']);

test('a planted banned word is seen', () => {
  const planted = [
    { path: 'src/a.ts', text: 'fine\n// TODO later\n' },
    { path: 'src/b.ts', text: '// a stub for now\n' },
    { path: 'docs/c.md', text: 'see /home/somebody/daybook and the placeholder\n' },
    { path: 'package-lock.json', text: '"resolved": "https://registry.example.org/a.tgz"\n' },
    { path: 'src/d.ts', text: '// eslint-disable-next-line\n' },
    { path: 'src/d.test.ts', text: "test.skip('x', () => {});\n" },
    { path: 'src/f.ts', text: "import Pdf from 'pdfkit';\nimport type { A } from '../delivery/index.ts';\n" },
    { path: 'src/g.ts', text: "import { serve } from '../delivery/index.ts';\n" },
    { path: 'src/e.ts', text: "const route = '/api/work/homework';\n" },
  ];
  assert.deepEqual(bannedWords(planted), [
    'src/a.ts:2 TODO: unfinished work belongs into an issue',
    'src/b.ts:1 stub: only real things',
    'docs/c.md:1 /home/s: a path of one machine',
    'package-lock.json:1 registry.example.org: a host of a package registry',
    'package-lock.json:1 "resolved": ": an address in the lockfile; .npmrc leaves it out',
    'src/d.ts:1 eslint-disable: a check switched off',
    'src/d.test.ts:1 test.skip(: a test left out',
    "src/f.ts:1 import Pdf from 'pdfkit': every command waits for it; import() it where it is used",
    "src/g.ts:1 import { serve } from '../delivery/index.ts': every command waits for it; import() it where it is used",
  ]);
});

test('nothing unfinished, switched off or bound to one machine is kept', async () => {
  const files = await readTree();
  assert.ok(
    files.some(({ path }) => path === 'package-lock.json'),
    'the lockfile was not looked at',
  );
  assertNone(bannedWords(files.filter(({ path }) => !exempt.has(path))));
});

function bannedWords(files: readonly TreeFile[]): string[] {
  return files.flatMap(({ path, text }) =>
    text
      .split('\n')
      .flatMap((line, at) => inLine(path, line).map(({ word, why }) => `${path}:${at + 1} ${word}: ${why}`)),
  );
}

function inLine(path: string, line: string): { word: string; why: string }[] {
  return banned.flatMap(({ pattern, why, where }) => {
    const word = where.test(path) ? pattern.exec(line)?.[0] : undefined;
    return word === undefined ? [] : [{ word, why }];
  });
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertNone } from './findings.ts';
import { baseName, readTree, type TreeFile } from './tree.ts';

// A name says what is inside. These say only that something is.
const EMPTY_NAME = /^(common|core|shared)$/;
const EMPTY_WORD = /^(utils?|helpers?|misc)$/;
const EMPTY_SUFFIX = /(Manager|Service|Helper|Impl|Util|Utils)$/;
const PEOPLE = /(account|district|area|site)Manager$/i; // words of the trade: persons, not drawers

test('a planted bad name is seen', () => {
  const planted = [
    { path: 'src/utils/clock.ts', text: '' },
    { path: 'src/kernel/core.ts', text: '' },
    { path: 'src/kernel/date-helpers.ts', text: '' },
    { path: 'src/kernel/shared-server.ts', text: '' },
    { path: 'src/kernel/siteNumber.ts', text: '' },
    {
      path: 'src/kernel/batch.ts',
      text: 'export class BatchManager {}\nexport interface DistrictManager {}\n',
    },
    { path: 'db/migrations/0001-sites.sql', text: '' },
    { path: 'db/migrations/0002_sites.sql', text: '' },
    { path: 'src/kernel/site-number.test.ts', text: 'const loadService = 1;\n' },
  ];
  assert.deepEqual(badNames(planted), [
    'src/utils/clock.ts: utils says nothing',
    'src/kernel/core.ts: core says nothing',
    'src/kernel/date-helpers.ts: helpers says nothing',
    'src/kernel/siteNumber.ts: siteNumber.ts is not kebab-case',
    'src/kernel/batch.ts: BatchManager ends in an empty word',
    'db/migrations/0001-sites.sql: a migration is NNNN_name.sql or NNNN_name.down.sql',
    'src/kernel/site-number.test.ts: loadService ends in an empty word',
  ]);
});

test('files, folders and declarations have names that say what they are', async () => {
  const files = await readTree();
  assert.ok(
    files.some(({ path }) => isOurs(path)),
    'no name was looked at',
  );
  assertNone(badNames(files));
});

function badNames(files: readonly TreeFile[]): string[] {
  return files
    .filter(({ path }) => isOurs(path))
    .flatMap((file) => [...badPath(file.path), ...badDeclarations(file)]);
}

function isOurs(path: string): boolean {
  return /^(src|web|tests|bench|bin|db|docs)\//.test(path);
}

function badPath(path: string): string[] {
  const names = path.split('/').map((part) => part.replace(/\..*$/, ''));
  const words = names.flatMap((name) => name.split(/[-_]/));
  const empty = [
    ...names.filter((name) => EMPTY_NAME.test(name)),
    ...words.filter((word) => EMPTY_WORD.test(word)),
  ];
  return [...empty.map((word) => `${path}: ${word} says nothing`), ...badCase(path)];
}

function badCase(path: string): string[] {
  if (path.startsWith('db/migrations/')) {
    const isMigration = /^\d{4}_[a-z0-9]+(_[a-z0-9]+)*(\.down)?\.sql$/.test(baseName(path));
    return isMigration ? [] : [`${path}: a migration is NNNN_name.sql or NNNN_name.down.sql`];
  }
  const isCode = /\.(ts|tsx|js|mjs|sql)$/.test(path);
  const isKebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)+$/.test(baseName(path));
  return isCode && !isKebab ? [`${path}: ${baseName(path)} is not kebab-case`] : [];
}

function badDeclarations({ path, text }: TreeFile): string[] {
  if (!/\.(ts|tsx)$/.test(path)) return [];
  const declared = text.matchAll(
    /^(?:export )?(?:abstract |async )*(?:class|interface|type|function|const|enum) (\w+)/gm,
  );
  return [...declared]
    .map((match) => match[1] ?? '')
    .filter((name) => EMPTY_SUFFIX.test(name) && !PEOPLE.test(name))
    .map((name) => `${path}: ${name} ends in an empty word`);
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findingCatalogue } from '../../src/contracts/index.ts';
import { errors } from '../../src/kernel/errors.ts';
import { assertNone } from './findings.ts';
import { readTree } from './tree.ts';

/** Names of tests in a page of docs/grow, behind the file that holds them: `file` “title”. */
const NAMED_TEST = /`([\w./-]+\.test\.ts)` “([^”]+)”/g;

interface Text {
  readonly path: string;
  readonly text: string;
}

/** Steps whose test is not there: nobody would be told. */
function findings(page: Text, files: ReadonlyMap<string, string>): string[] {
  return [...page.text.matchAll(NAMED_TEST)].flatMap(([, file = '', title = '']) =>
    files.get(file)?.includes(`'${title}'`) === true ? [] : [`${page.path}: ${file} has no test “${title}”`],
  );
}

/** What stands in the rights.sql of the stages; a migration that changed it would be undone by them. */
const DELIVERED = new RegExp(
  String.raw`(insert into|update|delete from)\s+security\.` +
    String.raw`(role|object|object_relation|privilege|(role|work|duty)_conflict|job_profile_role)\b`,
);

/** Migrations that bring rights, from the one on that made them a definition. */
function bringingRights(migrations: readonly Text[]): string[] {
  const since = migrations.findIndex(({ path }) => path.endsWith('_delivered_rights.sql'));
  assert.ok(since > 0, 'the migration that made rights a definition');
  return migrations
    .slice(since)
    .filter(({ path, text }) => !path.endsWith('.down.sql') && DELIVERED.test(text))
    .map(
      ({ path }) => `${path} brings rights: they belong in the rights.sql of a stage (docs/grow/right.md)`,
    );
}

test('a planted migration that brings rights is seen, and there is no other', async () => {
  const tree = await readTree();
  const migrations = tree.filter(({ path }) => path.startsWith('db/migrations/'));
  const planted = {
    path: 'db/migrations/9999_planted.sql',
    text: "insert into security.object_relation values ('site', 'read', 'warehouse.planted', 'select');",
  };
  assert.deepEqual(
    bringingRights([...migrations, planted]).map((line) => line.split(' ')[0]),
    [planted.path],
  );
  assertNone(bringingRights(migrations));
});

test('a planted step whose test is gone is seen', () => {
  const files = new Map([['tests/a.test.ts', "test('what is there', () => {});"]]);
  const page = (title: string): Text => ({
    path: 'docs/grow/a.md',
    text: `| 1. | x | \`tests/a.test.ts\` “${title}” |`,
  });
  assert.deepEqual(findings(page('what is there'), files), []);
  assert.deepEqual(findings(page('what was there'), files), [
    'docs/grow/a.md: tests/a.test.ts has no test “what was there”',
  ]);
});

test('every step of growing names a test that is there', async () => {
  const tree = await readTree();
  const files = new Map(tree.map(({ path, text }) => [path, text]));
  const pages = tree.filter(({ path }) => /^docs\/grow\/(?!README)/.test(path));
  assert.ok(pages.length >= 9, 'a page each for what is added most');
  for (const { path, text } of pages)
    assert.ok([...text.matchAll(NAMED_TEST)].length > 0, `${path} names no test`);
  assertNone(pages.flatMap((page) => findings(page, files)));
});

/** Codes that nothing gives: a refusal or a finding that nobody can meet. */
function ungiven(codes: readonly string[], files: readonly Text[]): string[] {
  const code = files
    .filter(({ path }) => /^src\/.*\.(ts|sql)$/.test(path))
    .filter(({ path }) => !/\.test\.ts$|^src\/kernel\/errors|finding-catalogue\.ts$/.test(path))
    .map(({ text }) => text)
    .join('\n');
  return codes.flatMap((one) => (code.includes(`'${one}'`) ? [] : [`nothing refuses with ${one}`]));
}

test('every refusal and every finding is given by something', async () => {
  const tree = await readTree();
  const codes = [...Object.keys(errors), ...Object.keys(findingCatalogue)];
  assert.ok(codes.length > 300);
  assert.deepEqual(ungiven([...codes, 'PLANTED'], tree), ['nothing refuses with PLANTED']);
});

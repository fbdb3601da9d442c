import assert from 'node:assert/strict';
import { test } from 'node:test';
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
  const pages = tree.filter(({ path }) => path.startsWith('docs/grow/'));
  assert.ok(pages.length >= 9, 'a page each for what is added most');
  for (const { path, text } of pages)
    assert.ok([...text.matchAll(NAMED_TEST)].length > 0, `${path} names no test`);
  assertNone(pages.flatMap((page) => findings(page, files)));
});

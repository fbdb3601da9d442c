import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { errorsPage, pages, render } from '../../docs/generate.ts';
import { errors } from '../../src/kernel/errors.ts';
import { root } from './tree.ts';

test('every generated page is what the code says now', async () => {
  assert.ok(pages.length > 0, 'no page was looked at');
  for (const page of pages) {
    const kept = (await readFile(join(root, page.path), 'utf8')).split('\n');
    const rendered = (await render(page)).split('\n');
    // The first line that differs says enough; both pages whole would fill the screen.
    const at = rendered.findIndex((line, index) => line !== kept[index]);
    assert.equal(kept[at], rendered[at], `${page.path} is not up to date: npm run fix`);
    assert.equal(kept.length, rendered.length, `${page.path} is not up to date: npm run fix`);
  }
});

test('the page of errors has every code of the catalogue and no other', async () => {
  const page = await readFile(join(root, 'docs/reference/errors.md'), 'utf8');
  const listed = codesOn(page);
  const known = Object.keys(errors);
  assert.ok(known.length > 0, 'the catalogue is empty');
  assert.deepEqual(listed.toSorted(), known.toSorted());
  assert.equal(/^(\d+) codes\.$/m.exec(page)?.[1], String(known.length));
});

test('a code that was added, taken away or changed makes another page', () => {
  const one = { status: 409, says: 'Site {site} is closed.', next: 'Choose another site.' };
  const page = errorsPage({ WAREHOUSE_ONE: one });
  assert.deepEqual(codesOn(page), ['WAREHOUSE_ONE']);
  assert.deepEqual(codesOn(errorsPage({ WAREHOUSE_ONE: one, SOURCES_TWO: one })), [
    'SOURCES_TWO',
    'WAREHOUSE_ONE',
  ]);
  for (const changed of [{ status: 404 }, { says: 'Other.' }, { next: 'Other.' }]) {
    assert.notEqual(errorsPage({ WAREHOUSE_ONE: { ...one, ...changed } }), page);
  }
});

test('every error tells what to do next and has a status that HTTP knows', () => {
  for (const [code, { status, says, next }] of Object.entries(errors)) {
    assert.match(code, /^[A-Z]+(_[A-Z0-9]+)+$/);
    assert.ok(status >= 400 && status < 600, `${code}: status ${status}`);
    assert.ok(says.length > 10 && next.length > 10, `${code} says too little`);
  }
});

function codesOn(page: string): string[] {
  return [...page.matchAll(/^### (\w+)$/gm)].map((match) => match[1] ?? '');
}

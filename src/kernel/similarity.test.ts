import assert from 'node:assert/strict';
import { test } from 'node:test';
import { similarity } from './similarity.ts';

test('similarity counts the signs that differ, of the longer text', () => {
  assert.equal(similarity('02-02-0170-4790-0170', '02-02-0170-4790-0170'), 100);
  assert.equal(similarity('02-02-0170-4790-0170', '02-02-0170-4791-0170'), 95);
  assert.equal(similarity('abc', ''), 0);
  assert.equal(similarity('kitten', 'sitting').toFixed(2), '57.14');
});

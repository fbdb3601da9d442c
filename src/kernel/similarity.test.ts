import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signCounts, similarity, similarityAtMost } from './similarity.ts';

test('similarity counts the signs that differ, of the longer text', () => {
  assert.equal(similarity('02-02-0170-4790-0170', '02-02-0170-4790-0170'), 100);
  assert.equal(similarity('02-02-0170-4790-0170', '02-02-0170-4791-0170'), 95);
  assert.equal(similarity('abc', ''), 0);
  assert.equal(similarity('kitten', 'sitting').toFixed(2), '57.14');
});

test('the quick bound is never below what is alike, and far below where little is', () => {
  const texts = [
    'kitten',
    'sitting',
    'mitten',
    'tinket',
    '',
    'a',
    'aaaa',
    '4914 SAFFRONREACH',
    '4941 SAFRONREACHES',
  ];
  const atMost = (one: string, other: string): number => similarityAtMost(signCounts(one), signCounts(other));
  for (const one of texts)
    for (const other of texts) assert.ok(atMost(one, other) >= similarity(one, other), `${one} and ${other}`);
  assert.equal(atMost('abcd', 'wxyz'), 0);
});

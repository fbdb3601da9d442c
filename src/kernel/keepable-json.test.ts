import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepableJson } from './keepable-json.ts';

test('what no database keeps is a sign, in values and in names at any depth; the rest is as it was', () => {
  const said = { 'a\u0000': ['\ud800', { b: 'x\u0000y', 'c\udc00': null }], n: 1.5, plain: 'é \\u0000' };
  assert.deepEqual(JSON.parse(keepableJson(said)), {
    'a\u2400': ['\ufffd', { b: 'x\u2400y', 'c\ufffd': null }],
    n: 1.5,
    plain: 'é \\u0000',
  });
});

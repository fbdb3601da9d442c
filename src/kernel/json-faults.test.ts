import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faultsOfJson } from './json-faults.ts';

const faultTexts = (text: string): string[] =>
  faultsOfJson(text).map(({ kind, path, line }) => `${kind} ${path.join('.')} ${String(line)}`);

test('a name that stands twice in one object is a fault, however it is spelt; in two objects it is none', () => {
  assert.deepEqual(faultTexts('{"a": [{"fee": 1}, {"fee": 1,\n"\\u0066ee": 2}]}'), ['name twice a.1.fee 2']);
  assert.deepEqual(faultTexts('{"a": {"b": 1}, "b": {"a": "b, \\"a\\": {"}}'), []);
});

test('what readers of JSON lose or databases refuse is a fault', () => {
  assert.deepEqual(faultTexts('{"__proto__": {"fee": 1}}'), ['name reserved __proto__ 1']);
  assert.deepEqual(faultTexts('{"notes": "a\\u0000b", "more": ["\\ud800"]}'), [
    'text notes 1',
    'text more.0 1',
  ]);
  assert.deepEqual(faultTexts('{"fee": 1e400, "rate": -1.5E+3}'), ['number fee 1']);
  assert.deepEqual(faultTexts(`{"fee": ${'9'.repeat(41)}}`), ['number fee 1']);
  assert.equal(faultsOfJson('[1, 2, {"a": 3}]', 4).length, 0);
  assert.equal(faultsOfJson('[1, 2, {"a": 3}]', 3)[0]?.kind, 'size');
  assert.match(faultTexts(`${'['.repeat(100)}${']'.repeat(100)}`)[0] ?? '', /^depth/);
});

test('sound documents have no fault', () => {
  assert.deepEqual(faultTexts('null'), []);
  assert.deepEqual(faultTexts('[{"a": "😀", "b": {}}, [], "\\\\", true, 0.10]'), []);
});

test('a hundred thousand names take a moment', () => {
  const names = Array.from({ length: 100_000 }, (_, at) => `"n${String(at)}": "V${String(at)}"`).join(',');
  const began = performance.now();
  assert.deepEqual(faultTexts(`{${names}}`), []);
  assert.ok(performance.now() - began < 2_000);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nearestCodes } from './nearest-codes.ts';

const nearestOf = (code: string, codes: readonly string[]) => nearestCodes([code], codes).get(code);

test('a code that looks like a known one is told with it, whatever else is nearer by count', () => {
  const alike = { V01: 'VO1', G5A: 'GSA', 'GSA ': 'GSA', 'PER  MAN': 'PER MAN', АТТ: 'ATT', ÉLAN: 'ELAN' };
  for (const [code, alikeCode] of Object.entries(alike))
    assert.deepEqual(nearestOf(code, ['ZZZ9', alikeCode]), { code: alikeCode, looksAlike: true }, code);
});

test('a code that differs in one sign from a known one is told with it; one that differs in two is not', () => {
  for (const code of ['VO', 'VO11', 'VX1', 'XVO1'])
    assert.deepEqual(nearestOf(code, ['QQ', 'VO1']), { code: 'VO1', looksAlike: false }, code);
  for (const code of ['VXX', 'V', 'OV1', 'VO111']) assert.equal(nearestOf(code, ['VO1']), undefined, code);
});

test('two new codes that look alike are told with one another; two that only differ in one sign are not', () => {
  const nearest = nearestCodes(['SO1', 'S01', 'SP7', 'SP9'], []);
  assert.deepEqual(
    [...nearest].map(([code, { code: other }]) => `${code} ${other}`),
    ['SO1 S01', 'S01 SO1'],
  );
});

test('codes of punctuation alone look like nothing', () => {
  assert.equal(nearestOf('--', ['..']), undefined);
});

test('ten thousand new codes beside as many known ones are compared without every pair being looked at', () => {
  const codes = (letter: string) => Array.from({ length: 10_000 }, (_, at) => `${letter}${String(at)}-CODE`);
  assert.equal(nearestCodes(codes('K'), codes('N')).size, 10_000);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isPrintable, isTitle, visibleLine, visibleText } from './visible-text.ts';

test('what a terminal would obey is spelled out; lines, tabs and every readable sign stay', () => {
  const hostile = [
    '\u001b[2J',
    '\u009b31m',
    '\u0007',
    '\u0000',
    '\r',
    '\u202e',
    '\u2028',
    '\u{e0041}',
    '\ud800',
  ];
  for (const sign of hostile) {
    const shown = visibleText(`a${sign}b`);
    assert.doesNotMatch(shown, /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u, JSON.stringify(sign));
    assert.match(shown, /^a\\u[0-9a-f]{4}/);
  }
  const plain = 'É ü 東 1.50\t─\nnext 🙂';
  assert.equal(visibleText(plain), plain);
});

test('what steers a printer or turns the direction of reading is no text that can be printed', () => {
  for (const sign of ['\u001b', '\u0000', '\u202e', '\u202a', '\u2066', '\u2069'])
    assert.ok(!isPrintable(`Valet ${sign}1,250.00`), JSON.stringify(sign));
  for (const text of ['', 'Valet\tday\nnight', 'Éclair 東 🙂', 'שלום']) assert.ok(isPrintable(text), text);
});

test('a title is a line of at most 100 characters that steers nothing', () => {
  for (const text of ['Derby', 'É'.repeat(100), 'שלום']) assert.ok(isTitle(text), text);
  for (const text of ['', 'a'.repeat(101), 'a\nb', 'Derby \u202e051'])
    assert.ok(!isTitle(text), JSON.stringify(text));
});

test('JSON that is printed says the same as before', () => {
  const said = { name: 'x\u009b31m\u202e', line: 'a\nb' };
  assert.deepEqual(JSON.parse(visibleText(JSON.stringify(said))), said);
});

test('within a line, a break of it is spelled out too', () => {
  assert.equal(visibleLine('a.csv\nWarning: all is well'), String.raw`a.csv\nWarning: all is well`);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decimal } from '../../../kernel/decimal.ts';
import { workbookLimits } from './archive.ts';
import type { Cell } from './cell-text.ts';
import { cellsOf, sharedTexts } from './cells.ts';

const read = (cells: string, shared: readonly string[] = []): Cell[][] =>
  cellsOf(`<worksheet><sheetData>${cells}</sheetData></worksheet>`, shared, workbookLimits);

test('cells stand where their address says, and gaps are blank', () => {
  const cells = '<row r="2"><c r="B2"><v>1.50</v></c></row><row r="4"><c r="A4" t="b"><v>1</v></c></row>';
  assert.deepEqual(read(cells), [[], [null, decimal('1.5')], [], [true]]);
});

test('text is what it means: runs, entities and signs that XML cannot hold; phonetic readings are left out', () => {
  const inline =
    '<c r="A1" t="inlineStr"><is><r><t>a&amp;</t></r><r><t xml:space="preserve"> b</t></r></is></c>';
  assert.deepEqual(read(`<row>${inline}</row>`), [['a& b']]);
  const items =
    '<si><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh></si><si/><si><t>&#x41;&#66;_x0007_ _x005F_x0041_</t></si>';
  assert.deepEqual(sharedTexts(`<sst>${items}</sst>`), ['東京', '', 'AB\u0007 _x0041_']);
  assert.deepEqual(sharedTexts('<?xml version="1.0"?><sst/>'), []);
});

test('a shared text is named by its number, and an empty one is blank', () => {
  assert.deepEqual(read('<c r="A1" t="s"><v>1</v></c><c r="B1" t="s"><v>0</v></c>', ['', 'x']), [
    ['x', null],
  ]);
  assert.throws(() => read('<c r="A1" t="s"><v>7</v></c>', ['x']), /A1 names no shared text/);
});

test('what nobody can mean makes the sheet unreadable', () => {
  const wrong: readonly [cells: string, cause: RegExp][] = [
    ['<c r="A1"><v>1</v></c><c r="A1"><v>2</v></c>', /A1 is out of order/],
    ['<c r="A2"><v>1</v></c><c r="B1"><v>2</v></c>', /B1 is out of order/],
    ['<c r="A0"><v>1</v></c>', /A0 is out of order/],
    ['<c r="A1" t="b"><v>yes</v></c>', /A1 is neither true nor false/],
    ['<c r="A1" t="x"><v>1</v></c>', /A1 is of the unknown type x/],
    ['<c r="A1"><v><![CDATA[1]]></v></c>', /its sheet is malformed/],
  ];
  for (const [cells, cause] of wrong) assert.throws(() => read(cells), cause);
  assert.throws(() => sharedTexts('<sst><!ENTITY a "b"><si/></sst>'), /shared texts is malformed/);
});

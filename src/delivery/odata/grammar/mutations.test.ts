import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { it } from 'node:test';
import fc from 'fast-check';
import {
  GrammarError,
  parsePreferences,
  parseQueryOptions,
  parseRelativeUri,
  parseResourcePath,
} from './index.ts';

const golden = new URL('../../../../tests/golden/odata-abnf.json', import.meta.url);
const inputs = (JSON.parse(readFileSync(golden, 'utf8')) as { input: string }[]).map(({ input }) => input);

const entries: Readonly<Record<string, (text: string) => unknown>> = {
  parseResourcePath,
  parseQueryOptions,
  parseRelativeUri,
  parsePreferences,
  filter: (text) => parseQueryOptions(`$filter=${text}`),
  expand: (text) => parseQueryOptions(`$expand=Lines(${text})`),
  apply: (text) => parseQueryOptions(`$apply=${text}`),
  search: (text) => parseQueryOptions(`$search=${text}`),
  key: (text) => parseResourcePath(`Sites(${text})/$filter(${text})/$count`),
};

/** What a case is broken with: signs of the grammar, percent signs, and what a database would stumble over. */
const pieces = [
  ...[
    '(',
    ')',
    "'",
    '"',
    '/',
    ',',
    ';',
    '&',
    '=',
    '@',
    '$',
    '%',
    '#',
    '*',
    '.',
    ':',
    '-',
    '+',
    '[',
    ']',
    '{',
    '}',
  ],
  ...['%27', '%00', '%ff', '%E2%82', '%2F', ' ', '\t', '\n', '\0', '\ud800', 'é', '💰', '\\', '\\u0000'],
  ...[
    ' and ',
    ' or ',
    'not ',
    ' in (',
    ' eq ',
    ' has ',
    ' as ',
    ' with sum',
    ' add ',
    'any(',
    'case(',
    'null',
    'INF',
  ],
  ...[
    '$filter=',
    '$expand=',
    '$count',
    '$it/',
    '$root/',
    '@p=',
    '__proto__',
    'constructor',
    '1e309',
    '2025-02-30',
  ],
];

const mutation = fc.record({
  kind: fc.constantFrom('insert', 'delete', 'replace', 'repeat', 'join'),
  at: fc.nat(),
  length: fc.integer({ min: 1, max: 12 }),
  piece: fc.constantFrom(...pieces),
  other: fc.constantFrom(...inputs),
});

const mutated = fc
  .tuple(fc.constantFrom(...inputs), fc.array(mutation, { minLength: 1, maxLength: 4 }))
  .map(([input, mutations]) =>
    mutations.reduce((text, { kind, at, length, piece, other }) => {
      const start = at % (text.length + 1);
      const before = text.slice(0, start);
      const after = text.slice(start);
      switch (kind) {
        case 'insert':
          return before + piece + after;
        case 'delete':
          return before + after.slice(length);
        case 'replace':
          return before + piece + after.slice(length);
        case 'repeat':
          return before + after.slice(0, length).repeat(length) + after;
        case 'join':
          return before + other.slice(0, length * 4) + after;
      }
    }, input),
  );

it('20,000 broken texts are read or refused with a position, and nothing else is thrown', () => {
  let read = 0;
  fc.assert(
    fc.property(mutated, fc.constantFrom(...Object.entries(entries)), (text, [name, parse]) => {
      read += isRead('parseRelativeUri', parseRelativeUri, text) ? 1 : 0;
      read += isRead(name, parse, text) ? 1 : 0;
    }),
    { numRuns: 20_000 },
  );
  assert.ok(read > 2_000, `only ${read} were read: the mutations break too much to say anything`);
});

/** Texts that would take a reader that goes back, or a stack without a limit, very long or too far. */
const repeated: readonly (readonly [start: string, piece: string, end: string])[] = [
  ['', '(', ''],
  ['', '((a)', ''],
  ['', 'not ', 'a'],
  ['', '- ', 'a'],
  ['', '[', ''],
  ['', '{"a":', ''],
  ['', 'tolower(', ''],
  ['', 'case(a:', ''],
  ['', 'a/any(x:', ''],
  ['', 'a(b=', ''],
  ['', 'a($filter=', ''],
  ['', 'a($expand=', ''],
  ['', 'concat(', ''],
  ['', 'groupby((a),', ''],
  ['', 'NOT ', ''],
  ['', 'a OR ', ''],
  ['', 'a ', ''],
  ['', 'a or ', 'a'],
  ['', 'a and b or ', 'a'],
  ['', 'a add ', 'a'],
  ['', 'a in ', 'a'],
  ['', 'a/', 'a'],
  ['', 'a.', 'a'],
  ['', 'a', ''],
  ['', ' ', 'a'],
  ['a', ' ', ''],
  ['', '1', ''],
  ['', '1.', ''],
  ['', 'A1', "'"],
  ['', "'", ''],
  ["'", "''", ''],
  ['"', '\\"', ''],
  ['a in (', '1,', ''],
  ['', '%27', ''],
  ['', '/', ''],
  ["$filter('", '/', ''],
  ['$filter(', 'a/', ''],
  ['', '&', ''],
  ['', '@a', ''],
  ["geography'SRID=0;", 'GeometryCollection(', "'"],
  ["geography'SRID=0;MultiPoint(", '(1 1),', "'"],
  ["binary'", 'AAAA', "-'"],
  ["N.T'", 'a,', "'"],
  ['a;b="', '\\"', ''],
];

it('texts as long as a URL may be are read or refused within a second, however they are made', () => {
  for (const [start, piece, end] of repeated) {
    const text = start + piece.repeat(Math.ceil(32_768 / piece.length)) + end;
    for (const [name, parse] of Object.entries(entries)) {
      const from = performance.now();
      isRead(name, parse, text);
      const took = performance.now() - from;
      assert.ok(took < 1000, `${name} took ${took.toFixed(0)} ms for ${start}${piece}…`);
    }
  }
});

function isRead(name: string, parse: (text: string) => unknown, text: string): boolean {
  try {
    parse(text);
    return true;
  } catch (error) {
    if (!(error instanceof GrammarError))
      throw new Error(`${name} of ${JSON.stringify(text.slice(0, 300))}`, { cause: error });
    assert.ok(error.position >= 0, `${name} of ${JSON.stringify(text.slice(0, 300))}: ${error.message}`);
    return false;
  }
}

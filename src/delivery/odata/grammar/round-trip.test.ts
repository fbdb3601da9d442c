import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { parseQueryOptions, type Expression, type LiteralType } from './index.ts';

/** An expression, and a way to write it. */
interface Written {
  readonly tree: unknown;
  readonly text: string;
}

const name = fc.constantFrom(
  'Amount',
  'Site',
  '_owner_value',
  'notes',
  'android',
  'in_',
  'Größe',
  'true1',
  'eq',
);

const literals: fc.Arbitrary<Written> = fc
  .oneof(
    fc.string({ unit: 'grapheme', maxLength: 12 }).map((text): [LiteralType, string, string] => {
      const plain = text.replaceAll('\0', '');
      return ['string', plain, `'${plain.replaceAll("'", "''")}'`];
    }),
    fc.bigInt().map((value): [LiteralType, string, string] => ['number', String(value), String(value)]),
    fc
      .tuple(fc.nat(), fc.nat())
      .map(([whole, part]): [LiteralType, string, string] => [
        'number',
        `${whole}.${part}`,
        `${whole}.${part}`,
      ]),
    fc.uuid().map((text): [LiteralType, string, string] => ['guid', text, text]),
    fc
      .date({ min: new Date('1900-01-01'), max: new Date('2200-01-01'), noInvalidDate: true })
      .map((day) => day.toISOString())
      .chain((text) =>
        fc.constantFrom<[LiteralType, string, string]>(
          ['dateTimeOffset', text, text],
          ['date', text.slice(0, 10), text.slice(0, 10)],
          ['timeOfDay', text.slice(11, 23), text.slice(11, 23)],
        ),
      ),
    fc.constantFrom<[LiteralType, string, string]>(
      ['null', 'null', 'null'],
      ['boolean', 'true', 'True'],
      ['notANumber', '-INF', '-INF'],
      ['duration', 'P1DT2H', "duration'P1DT2H'"],
      ['enum', "N.Color'Red'", "N.Color'Red'"],
    ),
  )
  .map(([type, text, written]) => ({ tree: { kind: 'literal', type, text }, text: written }));

const paths: fc.Arbitrary<Written> = fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => ({
  tree: { kind: 'path', steps: names.map((step) => ({ name: step })) },
  text: names.join('/'),
}));

const { tree: trees } = fc.letrec<{ tree: Written }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    literals,
    paths,
    fc
      .tuple(
        tie('tree'),
        tie('tree'),
        fc.constantFrom(
          'or',
          'and',
          'eq',
          'ne',
          'lt',
          'ge',
          'add',
          'sub',
          'mul',
          'div',
          'divby',
          'mod',
          'has',
        ),
      )
      .map(([left, right, operator]) => ({
        tree: { kind: 'binary', operator, left: left.tree, right: right.tree },
        text: `(${left.text}) ${operator} (${right.text})`,
      })),
    fc.tuple(tie('tree'), fc.constantFrom('not', '-')).map(([{ tree, text }, operator]) => ({
      tree: { kind: 'unary', operator, operand: tree },
      text: `${operator} (${text})`,
    })),
    fc.tuple(tie('tree'), fc.array(literals, { maxLength: 3 })).map(([left, list]) => ({
      tree: { kind: 'in', left: left.tree, list: list.map(({ tree }) => tree) },
      text: `(${left.text}) in (${list.map(({ text }) => text).join(',')})`,
    })),
    fc.tuple(tie('tree'), tie('tree')).map(([first, second]) => ({
      tree: { kind: 'call', name: 'concat', arguments: [first.tree, second.tree] },
      text: `concat(${first.text}, ${second.text})`,
    })),
    fc.tuple(name, tie('tree')).map(([collection, { tree, text }]) => ({
      tree: {
        kind: 'lambda',
        quantifier: 'any',
        collection: [{ name: collection }],
        variable: 'v',
        predicate: tree,
      },
      text: `${collection}/any(v:${text})`,
    })),
    fc.tuple(tie('tree'), tie('tree')).map(([when, then]) => ({
      tree: { kind: 'case', branches: [[when.tree, then.tree]] },
      text: `case(${when.text} : ${then.text})`,
    })),
  ),
}));

/** A tree without positions. */
function unplaced(expression: Expression | undefined): unknown {
  return JSON.parse(JSON.stringify(expression, (key, value: unknown) => (key === 'at' ? undefined : value)));
}

it('an expression that is written and read is the same, plain and with percent signs in an option', () => {
  fc.assert(
    fc.property(trees, ({ tree, text }) => {
      const plain = text.replaceAll('%', '%25').replaceAll('&', '%26').replaceAll('#', '%23');
      assert.deepEqual(unplaced(parseQueryOptions(`$filter=${plain}`).filter), tree);
      assert.deepEqual(unplaced(parseQueryOptions(`$filter=${encodeURIComponent(text)}`).filter), tree);
    }),
    { numRuns: 2000 },
  );
});

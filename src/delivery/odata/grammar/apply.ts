import { aggregateItem, groupingPath, plainPath, takeAlias } from './aggregate.ts';
import { memberPath } from './paths.ts';
import { identifier } from './names.ts';
import { computeItem, orderItems, wholeNumber } from './items.ts';
import type { Reader } from './reader.ts';
import { search } from './search.ts';
import type { Step, Transformation } from './syntax.ts';

/** A transformation that is read and not offered yields its name. */
type Read = (reader: Reader, at: number) => Transformation;

/** By name; each reads what stands between the parentheses. */
const transformations: Readonly<Record<string, Read>> = {
  filter: (reader) => ({ kind: 'filter', predicate: reader.rules.expression(reader) }),
  search: (reader) => ({ kind: 'search', search: search(reader) }),
  compute: (reader) => ({ kind: 'compute', items: reader.list(() => computeItem(reader)) }),
  orderby: (reader) => ({ kind: 'orderby', items: orderItems(reader) }),
  top: (reader) => ({ kind: 'top', count: wholeNumber(reader) }),
  skip: (reader) => ({ kind: 'skip', count: wholeNumber(reader) }),
  topcount: (reader, at) => ranked(reader, 'topcount', at),
  bottomcount: (reader, at) => ranked(reader, 'bottomcount', at),
  aggregate,
  groupby,
  concat,
  ...notOffered(['topsum', 'toppercent', 'bottomsum', 'bottompercent'], rankedBySum),
  ...notOffered(['nest'], nestedResults),
  ...notOffered(['addnested'], (reader) => {
    plainPath(reader);
    comma(reader);
    nestedResults(reader);
  }),
  ...notOffered(['join', 'outerjoin'], joined),
  ...notOffered(['ancestors', 'descendants'], relatives),
  ...notOffered(['traverse'], traversal),
};

const wordHere = /[a-z]+(?=\()/y;
const identityHere = /identity(?![\w.(])/y;
const orderHere = /(?:preorder|postorder)(?!\w)/y;

/** The steps of `$apply`, or of one sequence inside it. */
export function applySteps(reader: Reader): Transformation[] {
  return reader.nested(() => {
    const sequence = [transformation(reader)];
    while (reader.take('/')) sequence.push(transformation(reader));
    return sequence;
  });
}

function transformation(reader: Reader): Transformation {
  const { position } = reader;
  if (reader.match(identityHere) !== null) return { kind: 'identity' };
  const read = takeTransformation(reader);
  if (read !== undefined) {
    reader.expect('(', 'an opening parenthesis');
    reader.skipSpace();
    const transformed = read(reader, position);
    reader.close();
    return transformed;
  }
  const { at } = reader;
  const custom = /[\p{L}_]/u.test(reader.next) ? memberPath(reader) : null;
  if (custom?.kind !== 'call') throw reader.error('a transformation such as filter or groupby', at);
  return { kind: 'unsupported', name: custom.name, at: position };
}

function takeTransformation(reader: Reader): Read | undefined {
  const { at } = reader;
  const word = reader.match(wordHere) ?? '';
  if (Object.hasOwn(transformations, word)) return transformations[word];
  reader.at = at;
  return undefined;
}

function aggregate(reader: Reader, at: number): Transformation {
  const items = reader.list(() => aggregateItem(reader));
  const refused = items.find(({ unsupported }) => unsupported !== null)?.unsupported;
  if (refused !== undefined && refused !== null) return { kind: 'unsupported', name: refused, at };
  return { kind: 'aggregate', items: items.map(({ item }) => item), at };
}

function concat(reader: Reader, at: number): Transformation {
  const sequences = reader.list(() => applySteps(reader));
  if (sequences.length < 2) throw reader.error('a comma and a second sequence of transformations');
  return { kind: 'concat', sequences, at };
}

function groupby(reader: Reader, at: number): Transformation {
  reader.expect('(', 'an opening parenthesis before what is grouped by');
  reader.skipSpace();
  const elements = reader.list(() => groupingElement(reader));
  reader.close();
  const then = reader.takeComma() ? applySteps(reader) : [];
  const paths = elements.filter((element) => typeof element !== 'string');
  const refused = elements.find((element) => typeof element === 'string');
  return refused === undefined
    ? { kind: 'groupby', paths, then }
    : { kind: 'unsupported', name: refused, at };
}

/** A path, or the name of a way to roll up, which is read and not offered. */
function groupingElement(reader: Reader): readonly Step[] | string {
  if (reader.take('rollup(')) {
    reader.skipSpace();
    reader.list(() => groupingPath(reader));
    reader.close();
    return 'rollup';
  }
  if (!reader.take('rolluprecursive(')) return groupingPath(reader);
  reader.skipSpace();
  hierarchy(reader);
  if (reader.takeComma()) applySteps(reader);
  reader.close();
  return 'rolluprecursive';
}

function ranked(reader: Reader, kind: 'topcount' | 'bottomcount', at: number): Transformation {
  const { at: start } = reader;
  const digits = reader.match(/\d+(?=[ \t]*,)/y);
  reader.at = start;
  const count = digits === null ? null : wholeNumber(reader);
  if (count === null) reader.rules.expression(reader);
  comma(reader);
  const by = reader.rules.expression(reader);
  if (count === null) return { kind: 'unsupported', name: `${kind} of a computed number`, at };
  return { kind, count, by };
}

function rankedBySum(reader: Reader): void {
  reader.rules.expression(reader);
  comma(reader);
  reader.rules.expression(reader);
}

function nestedResults(reader: Reader): void {
  reader.list(() => {
    applySteps(reader);
    takeAlias(reader);
  });
}

function joined(reader: Reader): void {
  const { at } = reader;
  const path = plainPath(reader);
  if (path.some(({ name }) => reader.kindOf(name) === 'complex')) throw reader.error('a collection', at);
  takeAlias(reader);
  if (reader.takeComma()) applySteps(reader);
}

/** The nodes, the qualifier of the hierarchy and the path to a node's identifier. */
function hierarchy(reader: Reader): void {
  reader.rules.expression(reader);
  comma(reader);
  identifier(reader, 'the qualifier of a hierarchy');
  comma(reader);
  plainPath(reader);
}

function relatives(reader: Reader): void {
  hierarchy(reader);
  comma(reader);
  applySteps(reader);
  while (reader.takeComma()) {
    if (reader.match(/\d+|keep start/y) === null) applySteps(reader);
  }
}

function traversal(reader: Reader): void {
  hierarchy(reader);
  comma(reader);
  if (reader.match(orderHere) === null) throw reader.error('preorder or postorder');
  while (reader.takeComma()) {
    const { at } = reader;
    const isTransformation = takeTransformation(reader) !== undefined;
    reader.at = at;
    if (isTransformation) applySteps(reader);
    else orderItems(reader);
  }
}

function comma(reader: Reader): void {
  if (!reader.takeComma()) throw reader.error('a comma');
}

function notOffered(names: readonly string[], read: (reader: Reader) => void): Record<string, Read> {
  return Object.fromEntries(
    names.map((name) => [
      name,
      (reader: Reader, at: number): Transformation => {
        read(reader);
        return { kind: 'unsupported', name, at };
      },
    ]),
  );
}

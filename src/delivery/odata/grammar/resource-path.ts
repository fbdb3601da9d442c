import { namedValue } from './calls.ts';
import { arrayOrObject } from './json.ts';
import { identifier, isAtName, qualifiedName } from './names.ts';
import { keyValue } from './paths.ts';
import { decodePercent, Reader, type Setting } from './reader.ts';
import type { Expression, KeyPart, PathSegment } from './syntax.ts';

type Kind = PathSegment['kind'];

/** `$count` and its like, as they are written; the letters matter. */
const plainSegments: Readonly<Record<string, Exclude<Kind, 'name' | 'text' | 'filter' | 'crossjoin'>>> = {
  $count: 'count',
  $value: 'value',
  $ref: 'ref',
  $each: 'each',
  $query: 'query',
  $metadata: 'metadata',
  $batch: 'batch',
  $entity: 'entity',
  $all: 'all',
};

const first: readonly Kind[] = ['name', 'metadata', 'batch', 'entity', 'all', 'crossjoin'];
const later: readonly Kind[] = ['name', 'text', 'count', 'value', 'ref', 'each', 'query', 'filter'];

/** What may follow a segment; what is not listed is followed by anything but a first segment. */
const followers: Readonly<Partial<Record<Kind, readonly Kind[]>>> = {
  count: [],
  value: [],
  ref: [],
  query: [],
  metadata: [],
  batch: [],
  each: ['name'],
  entity: ['name'],
  all: ['name'],
  crossjoin: ['query'],
  filter: ['name', 'count', 'ref', 'each', 'query', 'filter'],
};

const dollarHere = /\$[a-z]+/y;
const keyNameHere = /[\p{L}\p{Nl}_][\p{L}\p{N}\p{M}\p{Pc}\p{Cf}]*=/uy;

/** The segments of a path below the service root, percent signs and all. An empty path is the root itself. */
export function resourcePath(text: string, setting: Setting): PathSegment[] {
  const segments: PathSegment[] = [];
  if (text === '') return segments;
  let { offset } = setting;
  for (const raw of rawSegments(text)) {
    const decoded = decodePercent(raw, offset);
    const reader = new Reader(decoded, { ...setting, offset });
    const previous = segments.at(-1);
    const segment = readSegment(reader, raw, previous === undefined);
    reader.expectEnd();
    refuseMisplaced(reader, previous, segment);
    segments.push(segment);
    offset += decoded.text.length + 1;
  }
  return segments;
}

/** Cut at slashes, except those in the condition of `$filter(…)`: a slash in a key has to be written %2F. */
function rawSegments(text: string): string[] {
  const sets: string[] = [];
  let condition: string[] = [];
  let open = { depth: 0, isQuoted: false };
  for (const part of text.split('/')) {
    if (condition.length === 0 && !/^\$filter(?:\(|%28)/.test(part)) sets.push(part);
    else {
      condition.push(part);
      open = after(part, open);
      if (open.depth > 0 || open.isQuoted) continue;
      sets.push(condition.join('/'));
      condition = [];
    }
  }
  if (condition.length > 0) sets.push(condition.join('/'));
  return sets;
}

function after(
  part: string,
  before: { depth: number; isQuoted: boolean },
): { depth: number; isQuoted: boolean } {
  let { depth, isQuoted } = before;
  for (const [sign] of part.matchAll(/'|%27|\(|%28|\)|%29/g)) {
    if (sign === "'" || sign === '%27') isQuoted = !isQuoted;
    else if (!isQuoted) depth += sign === '(' || sign === '%28' ? 1 : -1;
  }
  return { depth, isQuoted };
}

function readSegment(reader: Reader, raw: string, isFirst: boolean): PathSegment {
  if (raw.startsWith('$')) return dollarSegment(reader);
  const at = reader.position;
  if (isAtName(reader)) {
    // Nothing with a namespace can be called at the root: bound functions and types need something before them.
    const name = isFirst ? identifier(reader) : qualifiedName(reader);
    if (reader.take('(')) return { kind: 'name', name, key: keyOrArguments(reader), at };
    if (reader.isAtEnd) return { kind: 'name', name, key: null, at };
    if (isFirst) throw reader.error('an opening parenthesis, a slash or the end');
  }
  if (isFirst || reader.text === '') throw reader.error('a resource name');
  reader.at = reader.text.length;
  return { kind: 'text', text: reader.text, at };
}

function dollarSegment(reader: Reader): PathSegment {
  const { at: start, position: at } = reader;
  const word = reader.match(dollarHere) ?? '';
  if (word === '$filter' && reader.take('(')) {
    reader.skipSpace();
    const predicate = reader.rules.expression(reader);
    reader.close();
    return { kind: 'filter', predicate, at };
  }
  if (word === '$crossjoin' && reader.take('(')) {
    const sets = reader.list(() => identifier(reader, 'the name of an entity set'));
    reader.close();
    return { kind: 'crossjoin', sets, at };
  }
  const kind = Object.hasOwn(plainSegments, word) ? plainSegments[word] : undefined;
  if (kind === undefined)
    throw reader.error('a segment such as $count, or %24 for a dollar sign in a key', start);
  return { kind, at };
}

function keyOrArguments(reader: Reader): KeyPart[] {
  reader.skipSpace();
  if (reader.take(')')) return [];
  const { at } = reader;
  const isNamed = reader.match(keyNameHere) !== null;
  reader.at = at;
  const parts = isNamed
    ? reader.list(() => namedValue(reader, argumentValue))
    : [{ name: null, value: keyValue(reader) }];
  reader.close();
  return parts;
}

/** A literal, an alias, or an array: `RetrieveTotalRecordCount(EntityNames=['sites'])`. */
function argumentValue(reader: Reader): Expression {
  return /[[{]/.test(reader.next) ? arrayOrObject(reader) : keyValue(reader);
}

function refuseMisplaced(reader: Reader, previous: PathSegment | undefined, segment: PathSegment): void {
  const allowed = previous === undefined ? first : (followers[previous.kind] ?? later);
  if (!allowed.includes(segment.kind)) {
    const expected = previous === undefined ? 'a resource name' : 'the end of the path';
    throw reader.error(allowed.length === 0 ? expected : `another segment than ${reader.text}`, 0);
  }
  if (previous?.kind !== 'name') return;
  const before = reader.kindOf(previous.name);
  const name = segment.kind === 'name' ? reader.kindOf(segment.name) : undefined;
  if (name === 'import') throw reader.error('something that is called on a resource, not at the root', 0);
  if (before === 'type' && name === 'type') throw reader.error('no second type after the first', 0);
  if (before === 'complex' && segment.kind === 'value') throw reader.error('a single-valued property', 0);
}

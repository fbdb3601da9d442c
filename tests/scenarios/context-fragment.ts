import { keyValue } from '../../src/delivery/odata/grammar/paths.ts';
import {
  annotationName,
  identifier,
  isAtName,
  qualifiedName,
} from '../../src/delivery/odata/grammar/names.ts';
import { rules } from '../../src/delivery/odata/grammar/options.ts';
import { asWritten, Reader } from '../../src/delivery/odata/grammar/reader.ts';
import type { KindOfName } from '../../src/delivery/odata/grammar/index.ts';

const fixed = ['#Collection($ref)', '#$ref', '#Collection(Edm.EntityType)', '#Collection(Edm.ComplexType)'];
const ends = ['/$entity', '/$deletedEntity', '/$deletedLink', '/$delta', '/$link'];
const collectionHere = /Collection\(([\p{L}_][\p{L}\p{N}_.]*)\)/uy;
const keyHere = /\((?=['\d-]|[\p{L}_][\p{L}\p{N}_]*=)/uy;

/**
 * Reads the fragment of a context URL, which a service writes and never reads: this is how tests judge what it wrote.
 * Nothing in a fragment is written with percent signs. Throws GrammarError.
 */
export function readContextFragment(text: string, kindOf: KindOfName): void {
  if (fixed.includes(text)) return;
  const reader = new Reader(asWritten(text), { rules, kindOf, offset: 0 });
  reader.expect('#', 'a number sign');
  if (reader.match(collectionHere) === null) resource(reader);
  if (reader.next === '(') selectList(reader);
  ends.some((end) => reader.take(end));
  reader.expectEnd();
}

/** A set, singleton or type, and the way from there: keys, properties, types. */
function resource(reader: Reader): void {
  qualifiedName(reader);
  for (;;) {
    const { at } = reader;
    if (reader.match(keyHere) !== null) key(reader);
    else if (reader.take('/') && isAtName(reader)) property(reader);
    else {
      reader.at = at;
      return;
    }
  }
}

function key(reader: Reader): void {
  reader.list(() => {
    if (isAtName(reader)) {
      identifier(reader);
      reader.expect('=', 'an equals sign');
    }
    keyValue(reader);
  });
  reader.close();
}

function selectList(reader: Reader): void {
  reader.nested(() => {
    reader.expect('(', 'an opening parenthesis');
    if (reader.take(')')) return;
    reader.list(() => selected(reader));
    reader.close();
  });
}

function selected(reader: Reader): void {
  if (reader.take('*')) return;
  property(reader);
  if (reader.take('.*')) return;
  while (reader.take('/')) property(reader);
  reader.take('+');
  if (reader.next === '(') selectList(reader);
}

/** A type must have its namespace here, so that nobody takes it for a property. */
function property(reader: Reader): void {
  const { at } = reader;
  const name = reader.next === '@' ? annotationName(reader) : qualifiedName(reader);
  if (!name.includes('.') && reader.kindOf(name) === 'type')
    throw reader.error('a type with its namespace', at);
}

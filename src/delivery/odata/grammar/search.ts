import type { Reader } from './reader.ts';
import type { SearchTree } from './syntax.ts';

const spacesHere = /[ \t]+/y;
const phraseHere = /"((?:[^"\\]|\\.)+)"/y;
const wordHere = /[^ \t()";#&]+/y;
const apostropheHere = /'((?:[^']|'')*)'/y;

/** More words than anyone searches for would only make a slow query. */
const mostTerms = 200;

/**
 * What `$search` looks for. AND, OR and NOT in capitals are operators where they stand between or before terms, and
 * words elsewhere; terms beside each other must all be found. NOT binds more than AND, and AND more than OR.
 */
export function search(reader: Reader): SearchTree {
  reader.skipSpace();
  const whole = reader.match(apostropheHere);
  if (whole !== null) return { kind: 'term', text: whole.slice(1, -1).replaceAll("''", "'") };
  return alternatives(reader);
}

function alternatives(reader: Reader): SearchTree {
  return reader.nested(() => {
    const parts = [together(reader)];
    while (takeOperator(reader, 'OR')) parts.push(together(reader));
    return joined(reader, 'or', parts);
  });
}

function together(reader: Reader): SearchTree {
  const parts = [term(reader)];
  for (;;) {
    const { at } = reader;
    if (takeOperator(reader, 'AND')) parts.push(term(reader));
    else if (takeOperator(reader, 'OR')) {
      reader.at = at;
      return joined(reader, 'and', parts);
    } else if (reader.match(spacesHere) !== null && isAtTerm(reader)) parts.push(term(reader));
    else {
      reader.at = at;
      return joined(reader, 'and', parts);
    }
  }
}

function term(reader: Reader): SearchTree {
  if (reader.take('(')) {
    reader.skipSpace();
    const inside = alternatives(reader);
    reader.close();
    return inside;
  }
  if (takeNot(reader)) return { kind: 'not', operand: reader.nested(() => term(reader)) };
  const phrase = reader.capture(phraseHere)?.[1];
  if (phrase !== undefined) return { kind: 'term', text: phrase.replaceAll(/\\(.)/g, '$1') };
  if (reader.next === '"') throw reader.error('text and a closing double quotation mark', reader.text.length);
  const text = word(reader);
  if (text === null) throw reader.error('a word or a phrase in double quotation marks');
  return { kind: 'term', text };
}

/** A word ends at a space, a parenthesis, or a semicolon that was not written as %3B. */
function word(reader: Reader): string | null {
  let text = '';
  for (;;) {
    text += reader.match(wordHere) ?? '';
    const isPartOfWord = /[;#&]/.test(reader.next) && reader.wasEncoded(reader.at);
    if (!isPartOfWord) break;
    text += reader.next;
    reader.at += 1;
  }
  return text === '' ? null : text;
}

/** AND or OR between spaces, if something that it can join follows. */
function takeOperator(reader: Reader, operator: string): boolean {
  const { at } = reader;
  if (reader.match(spacesHere) !== null && reader.take(operator) && reader.match(spacesHere) !== null) {
    if (isAtTerm(reader)) return true;
  }
  reader.at = at;
  return false;
}

function takeNot(reader: Reader): boolean {
  const { at } = reader;
  if (reader.take('NOT') && reader.match(spacesHere) !== null && isAtTerm(reader)) return true;
  reader.at = at;
  return false;
}

function isAtTerm(reader: Reader): boolean {
  if (reader.isAtEnd || reader.next === ')') return false;
  return reader.next !== ';' || reader.wasEncoded(reader.at);
}

/** Halves of halves, so that a tree of many words is not high. */
function joined(reader: Reader, kind: 'and' | 'or', trees: readonly SearchTree[]): SearchTree {
  if (trees.length > mostTerms) throw reader.error(`at most ${mostTerms} terms`);
  const [first] = trees;
  if (trees.length === 1 || first === undefined) return first as SearchTree;
  const middle = Math.ceil(trees.length / 2);
  const left = joined(reader, kind, trees.slice(0, middle));
  return { kind, left, right: joined(reader, kind, trees.slice(middle)) };
}

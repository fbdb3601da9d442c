import { GrammarError } from './grammar-error.ts';
import type { Expression, KindOfName, QueryOptions } from './syntax.ts';

/** Text without percent signs, and which of its characters had been written with them. */
export interface Decoded {
  readonly text: string;
  readonly encoded: ReadonlySet<number>;
}

/** Parentheses, functions, arrays and options inside each other: enough for a person, too little for the stack. */
const deepest = 100;

const encodedHere = /(?:%[0-9A-Fa-f]{2})+/y;
const space = /[ \t]*/y;

/** The rules that rules of every file need: handed in, so that no two files import each other. */
export interface Rules {
  readonly expression: (reader: Reader) => Expression;
  /** Options in parentheses behind a name, of those allowed there; reads up to the closing parenthesis. */
  readonly nestedOptions: (reader: Reader, allowed: readonly string[]) => QueryOptions;
  /** What `aggregate` computes inside an expression: read, and not offered. */
  readonly aggregateArgument: (reader: Reader) => void;
}

/** What a reader takes along to every rule. */
export interface Setting {
  readonly rules: Rules;
  readonly kindOf: KindOfName;
  /** Added to positions: where the text begins in the path that it is part of. */
  readonly offset: number;
}

/** Text that is read from left to right, once. */
export class Reader {
  at = 0;
  readonly text: string;
  readonly rules: Rules;
  readonly kindOf: KindOfName;
  readonly #encoded: ReadonlySet<number>;
  readonly #offset: number;
  #depth = 0;

  constructor(decoded: Decoded, { rules, kindOf, offset }: Setting) {
    this.text = decoded.text;
    this.#encoded = decoded.encoded;
    this.rules = rules;
    this.kindOf = kindOf;
    this.#offset = offset;
  }

  get isAtEnd(): boolean {
    return this.at >= this.text.length;
  }

  /** Where the reader stands, as trees and messages say it. */
  get position(): number {
    return this.#offset + this.at;
  }

  /** The next character, empty at the end. */
  get next(): string {
    return this.text.charAt(this.at);
  }

  /** Whether the character at an index of `text` was written with percent signs. */
  wasEncoded(index: number): boolean {
    return this.#encoded.has(index);
  }

  /** Reads `text` if it comes next, letter by letter the same. */
  take(text: string): boolean {
    if (!this.text.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }

  expect(text: string, expected: string): void {
    if (!this.take(text)) throw this.error(expected);
  }

  /** Reads what a sticky pattern finds here. */
  match(pattern: RegExp): string | null {
    return this.capture(pattern)?.[0] ?? null;
  }

  /** As `match`, with the groups of the pattern. */
  capture(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text);
    if (match !== null) this.at += match[0].length;
    return match;
  }

  skipSpace(): void {
    this.match(space);
  }

  /** A closing parenthesis, with spaces before it. */
  close(): void {
    this.skipSpace();
    this.expect(')', 'a closing parenthesis');
  }

  /** A comma with spaces around it, if one comes next. */
  takeComma(): boolean {
    const { at } = this;
    this.skipSpace();
    if (this.take(',')) {
      this.skipSpace();
      return true;
    }
    this.at = at;
    return false;
  }

  /** One or more items with commas between them. */
  list<Item>(item: () => Item): Item[] {
    const items = [item()];
    while (this.takeComma()) items.push(item());
    return items;
  }

  expectEnd(): void {
    if (!this.isAtEnd) throw this.error('the end');
  }

  error(expected: string, at = this.at): GrammarError {
    return new GrammarError(expected, this.#offset + at);
  }

  /** Reads one level deeper; refuses what is nested too deep to be meant. */
  nested<Result>(read: () => Result): Result {
    if (this.#depth >= deepest) throw this.error(`at most ${deepest} levels of nesting`);
    this.#depth += 1;
    const result = read();
    this.#depth -= 1;
    return result;
  }
}

/**
 * Resolves `%27` and its like; a plus sign stays a plus sign. Options and segments are cut at `&` and `/` before, so
 * that an encoded one belongs to its value. `offset` is added to the positions of errors.
 */
export function decodePercent(raw: string, offset = 0): Decoded {
  const encoded = new Set<number>();
  let text = '';
  let at = 0;
  for (let sign = raw.indexOf('%'); sign >= 0; sign = raw.indexOf('%', at)) {
    text += raw.slice(at, sign);
    encodedHere.lastIndex = sign;
    const bytes = encodedHere.exec(raw)?.[0];
    if (bytes === undefined) {
      throw new GrammarError('two hexadecimal digits after the percent sign', offset + text.length);
    }
    const characters = fromUtf8(bytes, offset + text.length);
    for (let index = 0; index < characters.length; index += 1) encoded.add(text.length + index);
    text += characters;
    at = sign + bytes.length;
  }
  text += raw.slice(at);
  // PostgreSQL has no text that holds it, so a value with it can equal nothing.
  const zero = text.indexOf('\0');
  if (zero >= 0) throw new GrammarError('a character other than NUL', offset + zero);
  return { text, encoded };
}

/** Text that came without percent signs, such as a value of JSON or of a header. */
export function asWritten(text: string): Decoded {
  return { text, encoded: new Set() };
}

function fromUtf8(bytes: string, position: number): string {
  try {
    return decodeURIComponent(bytes);
  } catch {
    throw new GrammarError('percent-encoded UTF-8', position);
  }
}

import { identifier, qualifiedName } from './names.ts';
import type { Reader } from './reader.ts';

/** What a client prefers; a preference that is unknown here is left out, as RFC 7240 asks. */
export interface Preferences {
  readonly maxPageSize?: number;
  /** `"*"`, `"Namespace.*"`, `"-Namespace.Term#qualifier"` … */
  readonly includeAnnotations?: readonly string[];
  readonly returns?: 'representation' | 'minimal';
  readonly continueOnError?: boolean;
  readonly trackChanges?: boolean;
  readonly respondAsync?: boolean;
  readonly allowEntityReferences?: boolean;
  readonly omitValues?: 'nulls' | 'defaults';
  /** Seconds. */
  readonly wait?: number;
  /** Where to tell that something is ready. */
  readonly callback?: string;
}

type Writable = { -readonly [Name in keyof Preferences]: Preferences[Name] };

const tokenHere = /[A-Za-z0-9!#$%&'*+.^_`|~-]+/y;
const quotedHere = /"((?:[^"\\]|\\.)*)"/y;
const addressHere = /[A-Za-z][A-Za-z0-9+.-]*:[^\s"<>]*$/y;
const positiveHere = /[1-9]\d{0,8}(?!\w)/y;
const secondsHere = /\d{1,9}(?!\w)/y;

const versionHere = /(\d{1,4})\.(\d{1,16})/y;
const contentIdHere = /[A-Za-z0-9._~-]+/y;

/** The value of `OData-Version` or `OData-MaxVersion`: `4.01` is 4 and 1, and so is `4.1`. */
export function protocolVersion(reader: Reader): readonly [major: number, minor: number] {
  reader.skipSpace();
  const [, major = '', minor = ''] = reader.capture(versionHere) ?? [];
  if (major === '') throw reader.error('a version such as 4.01');
  reader.skipSpace();
  reader.expectEnd();
  return [Number.parseInt(major, 10), Number.parseInt(minor, 10)];
}

/** The value of `Content-ID`, or the id of a request in a batch of JSON, by which later requests may name it. */
export function contentId(reader: Reader): string {
  reader.skipSpace();
  const id = reader.match(contentIdHere);
  if (id === null) throw reader.error('an id of letters, digits and the signs . _ ~ -');
  reader.skipSpace();
  reader.expectEnd();
  return id;
}

/** The value of a header `Prefer`, whose preferences stand between commas. */
export function preferences(reader: Reader): Preferences {
  const preferred: Writable = {};
  reader.skipSpace();
  reader.list(() => preference(reader, preferred));
  reader.skipSpace();
  reader.expectEnd();
  return preferred;
}

function preference(reader: Reader, read: Writable): void {
  const name = token(reader)
    .toLowerCase()
    .replace(/^odata\./, '');
  const hasValue = takeEquals(reader);
  switch (name) {
    case 'maxpagesize':
      read.maxPageSize ??= number(reader, positiveHere, 'a number of rows from 1');
      break;
    case 'include-annotations':
      read.includeAnnotations ??= annotations(reader);
      break;
    case 'return':
      read.returns ??= oneOf(reader, ['representation', 'minimal']);
      break;
    case 'omit-values':
      read.omitValues ??= oneOf(reader, ['nulls', 'defaults']);
      break;
    case 'wait':
      read.wait ??= number(reader, secondsHere, 'a number of seconds');
      break;
    case 'continue-on-error':
      read.continueOnError ??= !hasValue || oneOf(reader, ['true', 'false']) === 'true';
      break;
    default:
      if (hasValue) value(reader);
      switchedOn(name, read);
  }
  parameters(reader, name, read);
}

function switchedOn(name: string, read: Writable): void {
  if (name === 'track-changes') read.trackChanges = true;
  if (name === 'respond-async') read.respondAsync = true;
  if (name === 'allow-entityreferences') read.allowEntityReferences = true;
}

/** `;name=value` behind a preference: `callback;url="https://…"`. */
function parameters(reader: Reader, preferred: string, read: Writable): void {
  for (;;) {
    const { at } = reader;
    reader.skipSpace();
    if (!reader.take(';')) {
      reader.at = at;
      break;
    }
    reader.skipSpace();
    const name = token(reader).toLowerCase();
    const start = reader.at;
    const text = takeEquals(reader) ? value(reader) : '';
    if (preferred !== 'callback' || name !== 'url') continue;
    addressHere.lastIndex = 0;
    if (!addressHere.test(text)) throw reader.error('an absolute address', start);
    read.callback ??= text;
  }
  if (preferred === 'callback' && read.callback === undefined) throw reader.error('a semicolon and url="…"');
}

/** Read where it stands, so that a mistake has its place: the text is between double quotation marks. */
function annotations(reader: Reader): string[] {
  reader.expect('"', 'a double quotation mark');
  const terms = reader.list(() => {
    const start = reader.at;
    reader.take('-');
    if (!reader.take('*')) {
      const name = qualifiedName(reader, 'a term, a namespace or a star');
      const isWhole = reader.take('.*') || name.includes('.');
      if (!isWhole) throw reader.error('a period and a term or a star');
    }
    if (reader.take('#')) identifier(reader, 'a qualifier');
    return reader.text.slice(start, reader.at);
  });
  reader.expect('"', 'a comma or a double quotation mark');
  return terms;
}

function oneOf<Word extends string>(reader: Reader, words: readonly Word[]): Word {
  const { at } = reader;
  const text = value(reader).toLowerCase();
  const matchingWord = words.find((word) => word === text);
  if (matchingWord === undefined) throw reader.error(words.join(' or '), at);
  return matchingWord;
}

function number(reader: Reader, pattern: RegExp, expected: string): number {
  const digits = reader.match(pattern);
  if (digits === null) throw reader.error(expected);
  return Number.parseInt(digits, 10);
}

function value(reader: Reader): string {
  const text = reader.capture(quotedHere)?.[1];
  return text === undefined ? token(reader) : text.replaceAll(/\\(.)/g, '$1');
}

function token(reader: Reader): string {
  const word = reader.match(tokenHere);
  if (word === null) throw reader.error('a word');
  return word;
}

function takeEquals(reader: Reader): boolean {
  const { at } = reader;
  reader.skipSpace();
  if (reader.take('=')) {
    reader.skipSpace();
    return true;
  }
  reader.at = at;
  return false;
}

/** A piece of JSON text: a text with its quotes, a sign of punctuation, or a run of anything else. */
export interface JsonToken {
  /** Place of its first character, from 0. */
  readonly at: number;
  readonly text: string;
}

const beginning = /[{}[\],:"]|[^\s{}[\],:"]+/g;

/** The pieces of a JSON text, in order and without the blanks; of text that is not JSON whatever looks like one. */
export function* jsonTokens(text: string): Generator<JsonToken> {
  const pattern = new RegExp(beginning);
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const [piece] = match;
    if (piece === '"') pattern.lastIndex = endOfText(text, match.index);
    yield { at: match.index, text: piece === '"' ? text.slice(match.index, pattern.lastIndex) : piece };
  }
}

/** The place after a text that begins at `start`; the end of everything when nothing closes it. */
function endOfText(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text[end - 1 - slashes] === '\\') slashes += 1;
    if (slashes % 2 === 0) return end + 1;
  }
  return text.length;
}

/**
 * What a document of JSON says that a reader would lose without a word, or that no database keeps: a name that stands
 * twice in one object, the name `__proto__`, a text with NUL or half a surrogate pair, a number of more than 40
 * characters or with an exponent above 30, a nesting of more than 64 levels, and more
 * names and values than the caller takes (PostgreSQL needs seconds for a document of many thousands).
 */
export interface JsonFault {
  readonly kind: 'name twice' | 'name reserved' | 'text' | 'number' | 'depth' | 'size';
  /** Names, and places in lists from 0. */
  readonly path: readonly (string | number)[];
  /** Line of the text, from 1. */
  readonly line: number;
  /** The name, or the value as it is written, cut to 60 characters. */
  readonly what: string;
}

interface Frame {
  /** Null in a list. */
  readonly names: Set<string> | null;
  step: string | number;
  isNameNext: boolean;
}

const deepest = 64;

/** The faults of text that `JSON.parse` accepts; in the time of one walk through it. */
export function faultsOfJson(text: string, mostPieces = Number.POSITIVE_INFINITY): JsonFault[] {
  const faults: JsonFault[] = [];
  let pieces = 0;
  const frames: Frame[] = [];
  const note = (kind: JsonFault['kind'], { at, text: what }: JsonToken): void => {
    const line = text.slice(0, at).split('\n').length;
    faults.push({ kind, path: frames.map(({ step }) => step), line, what: what.slice(0, 60) });
  };
  for (const token of jsonTokens(text)) {
    const frame = frames.at(-1);
    if (token.text === '{' || token.text === '[') {
      if (frames.length === deepest) {
        note('depth', token);
        return faults;
      }
      frames.push(frameOf(token.text));
    } else if (token.text === '}' || token.text === ']') frames.pop();
    else if (token.text === ',') advance(frame);
    else if (token.text !== ':') {
      pieces += 1;
      if (pieces > mostPieces) {
        note('size', token);
        return faults;
      }
      const kind = frame?.isNameNext === true ? faultOfName(frame, token) : faultOfValue(token);
      if (kind !== null) note(kind, token);
      // A file of nothing but faults need not be told in full.
      if (faults.length === 100) return faults;
    }
  }
  return faults;
}

function frameOf(sign: '{' | '['): Frame {
  if (sign === '{') return { names: new Set(), step: '', isNameNext: true };
  return { names: null, step: 0, isNameNext: false };
}

function advance(frame: Frame | undefined): void {
  if (frame === undefined) return;
  if (typeof frame.step === 'number') frame.step += 1;
  else frame.isNameNext = true;
}

/** Remembers the name, as the step that leads to its value. */
function faultOfName(frame: Frame, { text }: JsonToken): JsonFault['kind'] | null {
  const name = saidBy(text);
  const isTwice = frame.names?.has(name) === true;
  frame.names?.add(name);
  frame.step = name;
  frame.isNameNext = false;
  if (name === '__proto__') return 'name reserved';
  if (isTwice) return 'name twice';
  return isKeepable(name) ? null : 'text';
}

function faultOfValue({ text }: JsonToken): JsonFault['kind'] | null {
  if (text.startsWith('"')) return isKeepable(saidBy(text)) ? null : 'text';
  const [, exponent = '0'] = /[eE]([-+]?\d+)$/.exec(text) ?? [];
  return text.length > 40 || Math.abs(Number.parseInt(exponent, 10)) > 30 ? 'number' : null;
}

function saidBy(text: string): string {
  return text.includes('\\') ? String(JSON.parse(text)) : text.slice(1, -1);
}

/** Whether PostgreSQL can keep the text: without NUL, and every surrogate in its pair. */
export function isKeepable(text: string): boolean {
  return !text.includes('\u0000') && text.isWellFormed();
}

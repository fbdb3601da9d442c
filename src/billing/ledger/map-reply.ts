import { XMLParser } from 'fast-xml-parser';
import { SyntaxValidator } from 'fast-xml-validator';

/**
 * What became of a document that was handed over. Not reached: it surely was not taken, and another attempt may
 * succeed. Unclear: it may have been taken, so it is not handed over again by itself.
 */
export interface Reply {
  readonly outcome: 'taken' | 'refused' | 'not reached' | 'unclear';
  /** Status of HTTP; null without a reply. */
  readonly status: number | null;
  /** What was said, in one line. */
  readonly said: string;
}

/** Statuses by which a server says that it did nothing and may be asked again. */
const comeAgain: ReadonlySet<number> = new Set([425, 429, 503]);

/** Statuses of a server, or one between, that may come after the ledger took the document. */
const mayBeTaken: ReadonlySet<number> = new Set([408, 500, 502, 504]);

/** Characters of a reply that are kept. */
const longest = 2_000;

// Values stay text: no number is ever made of an amount or of a document number. What declares entities is refused.
const parser = new XMLParser({
  removeNSPrefix: true,
  ignoreAttributes: true,
  parseTagValue: false,
  processEntities: true,
});

/**
 * Reads a reply of the web service of import maps. Taken when it says "success" and counts no error (billing.md 4.9); a
 * fault of the client and any other reply are a refusal, a fault of the server may be tried again (SOAP 1.1, 4.4.1).
 * What breaks off or is no XML where XML was begun is unclear.
 */
export function readReply(status: number, body: string): Reply {
  const text = body.trim();
  if (text === '' || !text.startsWith('<')) return readPlain(status, text);
  const elements = elementsIn(text);
  if (elements === null) return unreadable(status, text);
  const fault = elements.get('Fault') !== undefined || elements.get('faultcode') !== undefined;
  if (fault) return readFault(status, elements);
  if (status < 200 || status > 299) return unreadable(status, wordsOf(elements));
  return judged(status, wordsOf(elements), elements.get('ErrorCount')?.[0] ?? '0');
}

/** Texts of a document by the name of their element; an element with others inside has an empty text. */
type Elements = ReadonlyMap<string, readonly string[]>;

function elementsIn(text: string): Elements | null {
  const elements = new Map<string, string[]>();
  const walk = (name: string, value: unknown): void => {
    if (Array.isArray(value)) for (const one of value) walk(name, one);
    else if (typeof value === 'object' && value !== null) {
      elements.set(name, [...(elements.get(name) ?? []), '']);
      for (const [inner, held] of Object.entries(value)) walk(inner, held);
    } else if (!name.startsWith('?')) elements.set(name, [...(elements.get(name) ?? []), String(value)]);
  };
  try {
    SyntaxValidator.validate(text);
    for (const [name, value] of Object.entries(parser.parse(text) as Record<string, unknown>))
      walk(name, value);
  } catch {
    // Not well-formed, or entities that expand without end.
    return null;
  }
  return elements;
}

function readFault(status: number, elements: Elements): Reply {
  const code = elements.get('faultcode')?.[0] ?? elements.get('Value')?.[0] ?? '';
  const reason = elements.get('faultstring')?.[0] ?? elements.get('Text')?.[0] ?? wordsOf(elements);
  const said = lineOf(`fault ${code}: ${reason}`);
  // A reply of the server's own making came back, so the call ended there without doing its work.
  return { outcome: /(^|[:.])(Server|Receiver)\b/i.test(code) ? 'not reached' : 'refused', status, said };
}

function readPlain(status: number, text: string): Reply {
  if (status >= 200 && status <= 299)
    return text === '' ? { outcome: 'unclear', status, said: 'an empty reply' } : judged(status, text, '0');
  return unreadable(status, text);
}

function judged(status: number, words: string, errorCount: string): Reply {
  const said = lineOf(words);
  const errors = /\b([1-9]\d*)\s+(errors?|failed|failures?|rejected)\b/i.test(words);
  const isTaken = /\bsuccess(ful|fully)?\b/i.test(words) && /^0*$/.test(errorCount) && !errors;
  return { outcome: isTaken ? 'taken' : 'refused', status, said };
}

/** A reply that says nothing of the document. */
function unreadable(status: number, text: string): Reply {
  const said = lineOf(`HTTP ${String(status)}${text === '' ? '' : `: ${text}`}`);
  if (comeAgain.has(status)) return { outcome: 'not reached', status, said };
  const isUnclear = mayBeTaken.has(status) || (status >= 200 && status <= 299);
  return { outcome: isUnclear ? 'unclear' : 'refused', status, said };
}

function wordsOf(elements: Elements): string {
  return [...elements]
    .flatMap(([name, texts]) => texts.filter((text) => text !== '').map((text) => `${name} ${text}`))
    .join('; ');
}

function lineOf(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > longest ? `${line.slice(0, longest)} (${String(line.length)} characters)` : line;
}

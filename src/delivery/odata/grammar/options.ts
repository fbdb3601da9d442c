import { aggregateArgument } from './aggregate.ts';
import { applySteps } from './apply.ts';
import { expression } from './expressions.ts';
import { computeItem, orderItems, wholeNumber } from './items.ts';
import { GrammarError } from './grammar-error.ts';
import { identifier } from './names.ts';
import { asWritten, decodePercent, Reader, type Rules, type Setting } from './reader.ts';
import { search } from './search.ts';
import { expandItems, selectItems } from './select-and-expand.ts';
import type { Expression, QueryOptions, Unsupported } from './syntax.ts';

/** Options as they are gathered. */
type Draft = {
  -readonly [Name in Exclude<keyof QueryOptions, 'aliases' | 'custom' | 'unsupported'>]?: QueryOptions[Name];
} & {
  readonly aliasList: [string, Expression][];
  readonly customList: [string, string][];
  readonly unsupportedList: Unsupported[];
  readonly seen: Set<string>;
};

type Read = (reader: Reader, draft: Draft) => void;

const booleanHere = /(?:true|false)(?!\w)/iy;
const levelsHere = /(?:[1-9]\d{0,8}|max)(?!\w)/iy;
const formatHere = /(?:atom|json|xml|csv|xlsx)$|[^/ ]+\/[^/ ]+$/iy;
const versionHere = /\*|[A-Za-z0-9._~-]+/y;
const restHere = /[^]+/y;

/** The options of OData, by name in small letters; each reads its value. */
const systemOptions: Readonly<Record<string, Read>> = {
  select: (reader, draft) => (draft.select = selectItems(reader)),
  filter: (reader, draft) => (draft.filter = reader.rules.expression(reader)),
  orderby: (reader, draft) => (draft.orderby = orderItems(reader)),
  top: (reader, draft) => (draft.top = wholeNumber(reader)),
  skip: (reader, draft) => (draft.skip = wholeNumber(reader)),
  count: (reader, draft) =>
    (draft.count = word(reader, booleanHere, 'true or false').toLowerCase() === 'true'),
  expand: (reader, draft) => (draft.expand = expandItems(reader)),
  search: (reader, draft) => (draft.search = search(reader)),
  apply: (reader, draft) => (draft.apply = applySteps(reader)),
  compute: (reader, draft) => (draft.compute = reader.list(() => computeItem(reader))),
  format: (reader, draft) => {
    const format = word(reader, formatHere, 'json, csv, xlsx or a media type');
    draft.format ??= format; // the grammar allows several: the first one counts
  },
  skiptoken: (reader, draft) => (draft.skiptoken = word(reader, restHere, 'a token')),
  deltatoken: (reader, draft) => (draft.deltatoken = word(reader, restHere, 'a token')),
  id: (reader, draft) => (draft.id = word(reader, restHere, 'the address of an entity')),
  levels: (reader, draft) => {
    const text = word(reader, levelsHere, 'a number from 1, or max').toLowerCase();
    draft.levels = text === 'max' ? 'max' : Number.parseInt(text, 10);
  },
  index: notOffered('$index', (reader) => word(reader, /-?\d+/y, 'a whole number')),
  schemaversion: notOffered('$schemaversion', (reader) => word(reader, versionHere, 'a version or a star')),
  at: notOffered('$at', pointInTime),
  from: notOffered('$from', pointInTime),
  to: notOffered('$to', pointInTime),
  toinclusive: notOffered('$toInclusive', pointInTime),
};

/** Without the dollar sign, these are options of the client's own. */
const onlyWithDollar = new Set(['at', 'from', 'to', 'toinclusive']);
const onlyNested = new Set(['levels']);

/** What rules of every file need. */
export const rules: Rules = { expression, nestedOptions, aggregateArgument };

/** The options of a query string, without its question mark, as it stands in the URL. */
export function queryOptions(queryString: string, setting: Setting): QueryOptions {
  const draft = emptyDraft();
  for (const part of queryString.split('&')) {
    if (part !== '') queryOption(part, draft, setting);
  }
  return finished(draft);
}

/** Positions count in the option as a whole, so a refusal says which one it is about. */
function queryOption(part: string, draft: Draft, setting: Setting): void {
  const equals = part.indexOf('=');
  const rawName = equals < 0 ? part : part.slice(0, equals);
  const rawValue = equals < 0 ? null : part.slice(equals + 1);
  try {
    const name = decodePercent(rawName).text;
    const hash = part.indexOf('#');
    if (hash >= 0) throw new GrammarError('%23 for a number sign', hash);
    readOption(name, rawValue, draft, setting);
  } catch (error) {
    if (!(error instanceof GrammarError) || rawName === '') throw error;
    throw new GrammarError(error.expected, error.position, shortened(rawName));
  }
}

function readOption(name: string, rawValue: string | null, draft: Draft, setting: Setting): void {
  const offset = name.length + 1;
  const value = decodePercent(rawValue ?? '', offset);
  const read = systemOption(name);
  if (!/^[$@]/.test(name) && read === undefined) {
    draft.customList.push([name, value.text]);
    return;
  }
  if (rawValue === null) throw new GrammarError('an equals sign and a value', name.length);
  const reader = new Reader(value, { ...setting, offset });
  reader.skipSpace();
  if (name.startsWith('@')) alias(name, reader, draft);
  else if (read === undefined || onlyNested.has(name.slice(1).toLowerCase())) {
    throw new GrammarError('an option of OData', 0);
  } else once(name, draft, reader, read);
  reader.skipSpace();
  reader.expectEnd();
}

/** What a message repeats of a name that may be anything. */
function shortened(name: string): string {
  return name.length > 40 ? `${name.slice(0, 40)}…` : name;
}

function systemOption(name: string): Read | undefined {
  const plain = name.replace(/^\$/, '').toLowerCase();
  if (plain === name.toLowerCase() && (onlyWithDollar.has(plain) || onlyNested.has(plain))) return undefined;
  return Object.hasOwn(systemOptions, plain) ? systemOptions[plain] : undefined;
}

function alias(name: string, reader: Reader, draft: Draft): void {
  const named = new Reader(asWritten(name.slice(1)), { rules, kindOf: reader.kindOf, offset: 1 });
  const bare = identifier(named, 'the name of an alias');
  named.expectEnd();
  if (draft.seen.has(name)) throw new GrammarError(`only one value of ${name}`, 0);
  draft.seen.add(name);
  draft.aliasList.push([bare, reader.rules.expression(reader)]);
}

function once(name: string, draft: Draft, reader: Reader, read: Read): void {
  const plain = name.replace(/^\$/, '').toLowerCase();
  if (draft.seen.has(plain) && plain !== 'format') throw new GrammarError(`only one $${plain}`, 0);
  draft.seen.add(plain);
  read(reader, draft);
}

/** Options in parentheses with semicolons between them, up to the closing parenthesis. */
function nestedOptions(reader: Reader, allowed: readonly string[]): QueryOptions {
  return reader.nested(() => {
    const draft = emptyDraft();
    do {
      reader.skipSpace();
      nestedOption(reader, allowed, draft);
      reader.skipSpace();
    } while (reader.take(';'));
    reader.close();
    return finished(draft);
  });
}

const nestedNameHere = /(?:\$?[A-Za-z]+|@[\p{L}\p{Nl}_][\p{L}\p{N}\p{M}\p{Pc}\p{Cf}]*)=/uy;

function nestedOption(reader: Reader, allowed: readonly string[], draft: Draft): void {
  const { at } = reader;
  const name = reader.match(nestedNameHere)?.slice(0, -1) ?? '';
  if (name.startsWith('@') && allowed.includes('@')) {
    if (draft.seen.has(name)) throw reader.error(`only one value of ${name}`, at);
    draft.seen.add(name);
    draft.aliasList.push([name.slice(1), reader.rules.expression(reader)]);
    return;
  }
  const plain = name.replace(/^\$/, '').toLowerCase();
  const read = allowed.includes(plain) ? systemOptions[plain] : undefined;
  if (read === undefined) {
    const names = allowed.filter((option) => option !== '@').map((option) => `$${option}`);
    throw reader.error(`one of the options ${names.join(', ')}`, at);
  }
  if (draft.seen.has(plain)) throw reader.error(`only one $${plain}`, at);
  draft.seen.add(plain);
  read(reader, draft);
}

function word(reader: Reader, pattern: RegExp, expected: string): string {
  const digits = reader.match(pattern);
  if (digits === null) throw reader.error(expected);
  return digits;
}

function pointInTime(reader: Reader): void {
  if (reader.match(/(?:min|max)(?=[;)]|$)/iy) === null) reader.rules.expression(reader);
}

function notOffered(name: string, read: (reader: Reader) => unknown): Read {
  return (reader, draft) => {
    const at = reader.position;
    read(reader);
    draft.unsupportedList.push({ kind: 'unsupported', name, at });
  };
}

function emptyDraft(): Draft {
  return { aliasList: [], customList: [], unsupportedList: [], seen: new Set() };
}

/** `Object.fromEntries` makes a property of its own of any name, `__proto__` too. */
function finished(draft: Draft): QueryOptions {
  const { aliasList, customList, unsupportedList, seen, ...options } = draft;
  const readOptions: QueryOptions = { ...options };
  if (seen.size + customList.length === 0) return readOptions;
  return {
    ...readOptions,
    ...(aliasList.length > 0 && { aliases: Object.fromEntries(aliasList) }),
    ...(customList.length > 0 && { custom: Object.fromEntries(customList) }),
    ...(unsupportedList.length > 0 && { unsupported: unsupportedList }),
  };
}

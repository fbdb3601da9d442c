import { annotationName, identifier, qualifiedName } from './names.ts';
import type { Reader } from './reader.ts';
import type { ExpandItem, SelectItem, Step } from './syntax.ts';

/** Options of a collection that are allowed wherever it is read. */
const ofRows = ['filter', 'search', 'orderby', 'skip', 'top', 'count'];
const ofSelect = [...ofRows, 'compute', 'select', '@'];
const ofTime = ['at', 'from', 'to', 'toinclusive'];
const ofExpand = [...ofSelect, 'expand', 'levels', 'apply', ...ofTime];

const parameterHere = /[\p{L}\p{Nl}_][\p{L}\p{N}\p{M}\p{Pc}\p{Cf}]*[ \t]*[,)]/uy;

/** What `$select` names. */
export function selectItems(reader: Reader): SelectItem[] {
  return reader.list(() => selectItem(reader));
}

/** What `$expand` names, each with its own options. */
export function expandItems(reader: Reader): ExpandItem[] {
  return reader.list(() => expandItem(reader));
}

function selectItem(reader: Reader): SelectItem {
  const at = reader.position;
  if (reader.take('*')) return { path: [], isStar: true, at };
  const path = [step(reader)];
  if (reader.take('.*')) return { path, isStar: true, at };
  while (reader.take('/')) path.push(step(reader));
  if (!reader.take('(')) return { path, isStar: false, at };
  const start = reader.at;
  const isOverload = reader.match(parameterHere) !== null;
  reader.at = start;
  if (!isOverload) {
    return { path, isStar: false, options: reader.rules.nestedOptions(reader, ofSelect), at };
  }
  const parameters = reader.list(() => identifier(reader, 'the name of a parameter'));
  reader.close();
  return { path, isStar: false, parameters, at };
}

function expandItem(reader: Reader): ExpandItem {
  const at = reader.position;
  const path: Step[] = [];
  if (reader.take('$value')) {
    return { path: [{ name: '$value', at }], isStar: false, only: null, options: {}, at };
  }
  let only: ExpandItem['only'] = null;
  let isStar = false;
  do {
    if (path.length > 0 || isStar) only = takeOnly(reader, isStar);
    if (only !== null) break;
    if (isStar) throw reader.error('$ref after the star');
    isStar = reader.take('*');
    if (!isStar) path.push(step(reader));
  } while (reader.take('/'));
  const allowed = allowedOf(only, isStar);
  const hasOptions = allowed.length > 0 && reader.take('(');
  const options = hasOptions ? reader.rules.nestedOptions(reader, allowed) : {};
  return { path, isStar, only, options, at };
}

function takeOnly(reader: Reader, isStar: boolean): ExpandItem['only'] {
  if (reader.take('$ref')) return 'ref';
  return !isStar && reader.take('$count') ? 'count' : null;
}

function allowedOf(only: ExpandItem['only'], isStar: boolean): readonly string[] {
  if (isStar) return only === null ? ['levels'] : [];
  if (only === null) return ofExpand;
  return only === 'ref' ? ofRows : ['filter', 'search'];
}

function step(reader: Reader): Step {
  const at = reader.position;
  return { name: reader.next === '@' ? annotationName(reader) : qualifiedName(reader), at };
}

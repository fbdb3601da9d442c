import { invalid } from '../sql/typed.ts';

/** An element of FetchXML with what stands in it. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Partial<Record<string, string>>>;
  readonly children: readonly Element[];
  readonly text: string;
  /** Position in the document, from 0. */
  readonly at: number;
}

const deepest = 20;
const mostElements = 2_000;

const tagHere = /<(\/?)([A-Za-z][\w-]{0,50})((?:\s+[\w:-]{1,50}\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/y;
const attributePattern = /([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

interface Open {
  readonly name: string;
  readonly attributes: Record<string, string>;
  readonly children: Element[];
  readonly at: number;
  text: string;
}

/** Reads a document of elements, attributes and texts; nothing else is in FetchXML. Refuses with ODATA_INVALID. */
export function elementOf(xml: string): Element {
  const outermost: Open = { name: '', attributes: {}, children: [], at: 0, text: '' };
  const stack: Open[] = [outermost];
  let [at, count] = [0, 0];
  while (at < xml.length) {
    const next = xml.indexOf('<', at);
    const end = next < 0 ? xml.length : next;
    const inner = stack.at(-1);
    if (inner !== undefined) inner.text += plain(xml.slice(at, end));
    at = end;
    if (next < 0) break;
    count += 1;
    if (stack.length > deepest || count > mostElements)
      throw invalid('fetchXml: too many elements, or nested too deeply', at);
    at += readTag(xml, at, stack);
  }
  const [root, ...others] = outermost.children;
  if (stack.length > 1 || root === undefined || others.length > 0)
    throw invalid('fetchXml: expected one element with an end tag', at);
  return root;
}

/** Opens or ends an element; how many signs its tag has. */
function readTag(xml: string, at: number, stack: Open[]): number {
  tagHere.lastIndex = at;
  const [tag, slash, name = '', written = '', empty] = tagHere.exec(xml) ?? [];
  if (tag === undefined)
    throw invalid('fetchXml: expected an element with its attributes in quotation marks', at);
  if (slash !== '/') stack.push({ name, attributes: attributesIn(written), children: [], at, text: '' });
  if (slash === '/' || empty === '/') closeElement(stack, name, at);
  return tag.length;
}

function closeElement(stack: Open[], name: string, at: number): void {
  const closed = stack.pop();
  const outer = stack.at(-1);
  if (closed?.name !== name || outer === undefined)
    throw invalid(`fetchXml: </${name}> has no start tag`, at);
  outer.children.push(closed);
}

function attributesIn(written: string): Record<string, string> {
  return Object.fromEntries(
    [...written.matchAll(attributePattern)].map(([, name = '', double, single]) => [
      name,
      plain(double ?? single ?? ''),
    ]),
  );
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

function plain(xml: string): string {
  return xml.replaceAll(/&(?:(lt|gt|quot|apos|amp)|#(\d{1,7})|#x([\da-fA-F]{1,6}));/g, (...groups) => {
    const [, name, digits, hex] = groups as (string | undefined)[];
    if (name !== undefined) return entities[name] ?? '';
    const point = digits === undefined ? Number.parseInt(hex ?? '', 16) : Number.parseInt(digits, 10);
    return point > 0x10_ff_ff || point === 0 ? '\ufffd' : String.fromCodePoint(point);
  });
}

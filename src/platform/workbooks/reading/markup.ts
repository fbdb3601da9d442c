import { unreadable } from './archive.ts';

/** The start tags called `name`, with any namespace prefix, as they are written. */
export function tags(xml: string, name: string): string[] {
  return xml.match(new RegExp(`<(?:[\\w.-]+:)?${name}\\s[^<>]*>`, 'g')) ?? [];
}

/** The text of an attribute as it is written, with any namespace prefix; undefined when the tag lacks it. */
export function attribute(tag: string, name: string): string | undefined {
  const values = new RegExp(`[\\s:]${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(tag);
  return values?.[1] ?? values?.[2];
}

/** A tag without its namespace prefix. */
export interface Tag {
  readonly name: string;
  readonly attributes: string;
  readonly kind: 'open' | 'close' | 'empty';
  /** What stands between this tag and the next, as it is written. */
  readonly text: string;
}

// Excel holds 32,767 characters in a cell; six bytes each is the longest way to write them.
const LONGEST_TAG = 200_000;

/**
 * The tags from `<root>` to its end. Whatever is not a tag (a comment, a declaration of entities, half a tag) makes the
 * part unreadable: no spreadsheet program writes one there. `part` is what the refusal calls it.
 */
export function* tagsWithin(xml: string, root: string, part: string): Generator<Tag> {
  const pattern = /<(\/?)(?:[\w.-]{1,50}:)?(\w{1,50})(?=[\s/>])([^<>]*)>([^<]*)/y;
  pattern.lastIndex = Math.max(0, xml.search(new RegExp(`<(?:[\\w.-]{1,50}:)?${root}[\\s/>]`)));
  for (let isFirst = true; ; isFirst = false) {
    const at = pattern.lastIndex;
    const [tag, slash, name = '', attributes = '', text = ''] = pattern.exec(xml) ?? [];
    if (tag === undefined || tag.length > LONGEST_TAG || (isFirst && name !== root)) {
      throw unreadable(new Error(`${part} is malformed at character ${String(at + 1)}`));
    }
    const kind = slash === '/' ? 'close' : attributes.endsWith('/') ? 'empty' : 'open';
    if (name === root && kind !== 'open') return;
    yield { name, attributes, kind, text };
  }
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

/** Text as it is meant: the entities that XML itself knows, and no others, are the signs they stand for. */
export function plainText(xml: string): string {
  return xml.replaceAll(/&(?:(lt|gt|quot|apos|amp)|#(\d{1,7})|#x([\da-fA-F]{1,6}));/g, (...groups) => {
    const [, name, digits, hex] = groups as (string | undefined)[];
    if (name !== undefined) return ENTITIES[name] ?? '';
    const point = digits === undefined ? Number.parseInt(hex ?? '', 16) : Number.parseInt(digits, 10);
    return point > 0x10_ff_ff ? '\0' : String.fromCodePoint(point);
  });
}

const LONGEST_TEXT = 32_767;

/** The text of a cell: entities, and what a workbook writes `_xHHHH_` because XML cannot hold it. */
export function textOfCell(xml: string): string {
  const text = plainText(xml).replaceAll(/_x([\da-fA-F]{4})_/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  // Excel holds 32,767 characters in a cell; one longer text, named by every cell, would fill the disk further on.
  if (text.length > LONGEST_TEXT) throw unreadable(new Error('it has a cell with too much text'));
  // Half a sign or none (U+0000) is no text that could be kept, and would come back as another one.
  if (/\p{Cs}|\0/u.test(text)) throw unreadable(new Error('it has a cell with an invalid character'));
  return text;
}

/** Collects a text that is plain or in runs of one format each; a phonetic reading beside it is none of it. */
export class TextRuns {
  #isPhonetic = false;
  #xml = '';

  add({ name, kind, text }: Tag): void {
    if (name === 'rPh') this.#isPhonetic = kind === 'open';
    if (name === 't' && kind === 'open' && !this.#isPhonetic) this.#xml += text;
  }

  text(): string {
    return textOfCell(this.#xml);
  }
}

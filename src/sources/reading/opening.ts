import { refusal, type Refusal } from '../../kernel/errors.ts';
import { requiredColumns, type TableShape } from '../feed.ts';
import { columnsByName, normalName } from './header.ts';

/** So much of a file is checked to see what it is. */
const lookedAtBytes = 65_536;
/** Titles and parameters of a report stand above the column names, rarely in more lines than these. */
const linesLookedAt = 40;

/** Where a file comes from, for a refusal. */
export interface Arriving {
  readonly feed: TableShape;
  readonly file: string;
}

/**
 * Looks at the first bytes of a file, without its byte order mark, and refuses what is not a table of comma-separated
 * fields under the column names of its first line, saying what it is: an advice to rename or remove columns would lose
 * a record or a figure there. Refuses with SOURCES_FILE_NOT_UTF8, SOURCES_FILE_OTHER_KIND, SOURCES_FILE_SEPARATOR,
 * SOURCES_FILE_LINE_ENDS, SOURCES_HEADER_LATE and SOURCES_HEADER_ABSENT; columns that are wrong one by one are left to
 * `readHeader`.
 */
export function refuseUnlikeTable(first: Buffer, arriving: Arriving): void {
  const { file } = arriving;
  const bytes = first.subarray(0, lookedAtBytes);
  const encoding = utf16Of(bytes);
  if (encoding !== null) throw refusal('SOURCES_FILE_NOT_UTF8', { file, found: `: it is ${encoding}` });
  const text = bytes.toString('utf8');
  const other = otherKind(bytes, text);
  if (other) throw refusal('SOURCES_FILE_OTHER_KIND', { file, kind: other.kind, remedy: other.remedy });
  const why = unlikeHeader(text, arriving);
  if (why) throw why;
}

/** UTF-16, by its byte order mark or, without one, by the zero byte beside every letter; null for other text. */
function utf16Of(bytes: Buffer): string | null {
  const [one, two] = bytes;
  if ((one === 0xff && two === 0xfe) || (one === 0xfe && two === 0xff)) return 'UTF-16';
  const pairs = Math.floor(Math.min(bytes.length, 512) / 2);
  const zeros = [0, 0];
  for (let at = 0; at < pairs * 2; at += 1) if (bytes[at] === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  return pairs > 2 && Math.max(even, odd) * 2 > pairs && Math.min(even, odd) * 8 < pairs ? 'UTF-16' : null;
}

interface OtherKind {
  readonly kind: string;
  readonly remedy: string;
}

const fetched =
  'check the sign-in of the job that fetched it and its last messages, then fetch the file again';

function otherKind(bytes: Buffer, text: string): OtherKind | null {
  const magic = (hex: string): boolean => bytes.subarray(0, hex.length / 2).toString('hex') === hex;
  if (magic('504b0304'))
    return {
      kind: 'a zip archive or an Excel workbook',
      remedy: 'save the sheet as CSV UTF-8, or unpack it',
    };
  if (magic('d0cf11e0')) return { kind: 'an old Excel workbook', remedy: 'save its sheet as CSV UTF-8' };
  if (magic('1f8b'))
    return { kind: 'packed with gzip', remedy: 'give it a name that ends in .csv.gz, or unpack it' };
  if (magic('25504446'))
    return { kind: 'a PDF document', remedy: 'ask the source for the table it was printed from' };
  if (/^\s*<(!doctype html|html|head|body|meta|script)\b/i.test(text))
    return { kind: 'a web page', remedy: `open it in a browser to see what it says; ${fetched}` };
  if (/^\s*<(\?xml|[a-z_!][\w:.-]*[\s>/])/i.test(text))
    return { kind: 'XML', remedy: 'export the table as CSV' };
  if (/^\s*(\{\s*["}]|\[\s*[{"[\]\d])/.test(text))
    return { kind: 'JSON', remedy: `read it, it may be an error message; ${fetched}` };
  return null;
}

const separators: ReadonlyMap<string, string> = new Map([
  [',', 'commas'],
  [';', 'semicolons'],
  ['\t', 'tabs'],
  ['|', 'vertical bars'],
]);

/** Why the first line is no header, when it is something else as a whole; null when it is one, right or nearly so. */
function unlikeHeader(text: string, { feed, file }: Arriving): Refusal | null {
  const [hint = '', sign] = /^\s*"?sep=(.)"?[^\n\r]*(?:\r\n|\r|\n)/i.exec(text) ?? [];
  if (sign !== undefined && sign !== ',') return otherSeparator(sign, file);
  const below = text.slice(hint.length);
  const lines = below.split(/\r\n|\r|\n/).slice(0, linesLookedAt);
  const place = headerPlace(lines, feed);
  if (place && place.sign !== ',') return otherSeparator(place.sign, file);
  if (/^[^\n"]*\r(?!\n|$)/.test(below)) return refusal('SOURCES_FILE_LINE_ENDS', { file });
  const firstLine = lines.findIndex((line) => /[^\s,]/.test(line));
  if (place && place.line > firstLine) return lateHeader(place.line + (hint === '' ? 0 : 1), file);
  return !place && isRecord(lines[firstLine] ?? '', feed)
    ? refusal('SOURCES_HEADER_ABSENT', { file, known: feed.columns.map(({ header }) => header).join(', ') })
    : null;
}

/** `above` is the number of lines above the column names. */
function lateHeader(above: number, file: string): Refusal {
  const lines = above === 1 ? 'line 1' : `lines 1 to ${String(above)}`;
  return refusal('SOURCES_HEADER_LATE', { file, line: above + 1, above: lines });
}

function otherSeparator(sign: string, file: string): Refusal {
  return refusal('SOURCES_FILE_SEPARATOR', { file, separator: separators.get(sign) ?? `“${sign}”` });
}

/** The first line that holds column names of the feed, at least two and half of what stands there. */
function headerPlace(lines: readonly string[], feed: TableShape) {
  const byName = columnsByName(feed);
  const least = Math.min(2, requiredColumns(feed).length);
  for (const [line, text] of lines.entries()) {
    for (const sign of separators.keys()) {
      const names = text
        .split(sign)
        .map((field) => normalName(field.replace(/^\s*"(.*)"\s*$/, '$1')))
        .filter((name) => name !== '');
      const hits = names.filter((name) => byName.has(name)).length;
      if (hits >= least && hits * 2 >= names.length) return { line, sign };
    }
  }
  return null;
}

/** Whether a line without any column name looks like a record of the feed: as many fields, figures among them. */
function isRecord(line: string, feed: TableShape): boolean {
  const fields = line.split(',').map((field) => field.trim());
  const isFilled = fields.filter((field) => field !== '').length * 2 >= requiredColumns(feed).length;
  return isFilled && fields.length > 1 && fields.some((field) => /^"?[-+]?\d[\d.:/-]*"?$/.test(field));
}

import { once } from 'node:events';
import { PassThrough, type Readable } from 'node:stream';
import { createDeflateRaw, crc32, type DeflateRaw } from 'node:zlib';
import { strToU8, Zip, type ZipInputFile } from 'fflate';
import { columnKinds, columnWidths, mostDigits, serialOf, styleOf, writtenAt } from './cell-format.ts';
import {
  aroundRows,
  contentTypes,
  escapeXml,
  packageRelations,
  rowXml,
  stringsXml,
  stylesXml,
  workbookRelations,
  workbookXml,
  type ColumnKind,
} from './workbook-parts.ts';

/** A column of a workbook that is written row by row. */
export interface StreamedColumn {
  readonly title: string;
  /** How its texts are to be read: as text, an exact figure, a day `YYYY-MM-DD`, or true and false. */
  readonly kind: 'text' | 'figure' | 'date' | 'boolean';
}

/** Rows of one sheet, with the titles: what Excel opens. */
const rowsOfSheet = 1_048_576;
/** Characters of one cell that Excel opens. */
const charactersOfCell = 32_767;

/**
 * An Excel workbook that is written while its rows are read, in little memory, however many they are: what does not fit
 * on one sheet goes on to the next, each with the titles. Figures stand in it as they are, those of more than 15 digits
 * as text; text stays text, cut off with an ellipsis where Excel would not open it.
 */
export class StreamedWorkbook {
  /** The file; it ends after `end`. */
  readonly file: Readable;
  readonly #out = new PassThrough();
  readonly #zip: Zip;
  readonly #name: string;
  readonly #columns: readonly StreamedColumn[];
  readonly #sheets: string[] = [];
  #part: Part | null = null;
  #rows = 0;

  /** `name` is that of the first sheet; the others have a number behind it. */
  constructor(name: string, columns: readonly StreamedColumn[]) {
    this.file = this.#out;
    this.#name = name.replaceAll(/[[\]:*?/\\]/g, ' ').slice(0, 24);
    this.#columns = columns;
    this.#zip = new Zip((error, chunk, isLast) => {
      if (error !== null) this.#out.destroy(error);
      else if (isLast) this.#out.end(chunk);
      else this.#out.write(chunk);
    });
  }

  /** Writes rows, and waits while whoever reads the file is slower. */
  async add(rows: readonly (readonly (string | null)[])[]): Promise<void> {
    for (let from = 0; from < rows.length;) {
      if (this.#part === null || this.#rows >= rowsOfSheet) await this.#nextSheet();
      const some = rows.slice(from, from + rowsOfSheet - this.#rows);
      const xml = some.map((cells, at) => rowXml(this.#rows + at + 1, this.#cells(cells)));
      this.#rows += some.length;
      from += some.length;
      await this.#part?.write(xml.join(''));
    }
    if (this.#out.writableNeedDrain) await Promise.race([once(this.#out, 'drain'), once(this.#out, 'close')]);
  }

  /** Writes what is left. */
  async end(): Promise<void> {
    if (this.#part === null) await this.#nextSheet();
    await this.#endSheet();
    const parts: readonly (readonly [path: string, xml: string])[] = [
      ['[Content_Types].xml', contentTypes(this.#sheets.length, false)],
      ['_rels/.rels', packageRelations],
      ['xl/workbook.xml', workbookXml(this.#sheets.map((name) => ({ name, frozen: 1 })))],
      ['xl/_rels/workbook.xml.rels', workbookRelations(this.#sheets.length)],
      ['xl/styles.xml', stylesXml(columnKinds)],
      ['xl/sharedStrings.xml', stringsXml([])],
    ];
    for (const [path, xml] of parts) {
      const part = new Part(this.#zip, path);
      await part.write(xml);
      await part.end();
    }
    this.#zip.end();
  }

  /** Ends the file as a broken one. */
  fail(error: Error): void {
    this.#part?.stop();
    this.#out.destroy(error);
  }

  /** Nobody reads the file any more. */
  get isGone(): boolean {
    return this.#out.destroyed;
  }

  async #nextSheet(): Promise<void> {
    await this.#endSheet();
    const number = this.#sheets.length + 1;
    this.#sheets.push(number === 1 ? this.#name : `${this.#name} ${number}`);
    this.#part = new Part(this.#zip, `xl/worksheets/sheet${number}.xml`);
    const [start] = this.#around();
    const titles = this.#columns.map(({ title }) => textCell(title, styleOf('text', true)));
    await this.#part.write(start + rowXml(1, titles));
    this.#rows = 1;
  }

  async #endSheet(): Promise<void> {
    const [, end] = this.#around();
    await this.#part?.write(end);
    await this.#part?.end();
    this.#part = null;
  }

  #around(): readonly [start: string, end: string] {
    return aroundRows(
      this.#columns.map(({ kind }) => columnWidths[formatOf(kind)]),
      1,
    );
  }

  #cells(values: readonly (string | null)[]): string[] {
    return values.map((value, at) => cellXml(value, this.#columns[at]?.kind ?? 'text'));
  }
}

function formatOf(kind: StreamedColumn['kind']): ColumnKind {
  if (kind === 'figure') return 'quantity';
  return kind === 'date' ? 'date' : 'text';
}

/** What stands in a `<c>` element behind its address; empty for a blank cell. */
function cellXml(value: string | null, kind: StreamedColumn['kind']): string {
  if (value === null || value === '') return '';
  const style = styleOf(formatOf(kind), false);
  if (kind === 'figure' && isFigure(value)) return ` s="${style}"><v>${value}</v>`;
  if (kind === 'boolean') return ` t="b"><v>${value === 'true' ? '1' : '0'}</v>`;
  const serial = kind === 'date' ? serialOf(value) : null;
  return serial === null ? textCell(value, style) : ` s="${style}"><v>${serial}</v>`;
}

/** A number of at most 15 digits, leading and trailing zeros not counted. */
function isFigure(value: string): boolean {
  if (!/^-?\d+(?:\.\d+)?$/.test(value)) return false;
  const digits = value.replace(/^-?0*/, '');
  return (digits.includes('.') ? digits.replace(/0+$/, '') : digits).replace('.', '').length <= mostDigits;
}

/** Text inside its cell: a table of all texts would have to be kept in memory. */
function textCell(text: string, style: number): string {
  const shown = text.length > charactersOfCell ? `${text.slice(0, charactersOfCell - 1)}…` : text;
  return ` s="${style}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(shown)}</t></is>`;
}

/** A part of the package, compressed by the threads of zlib while it is written. */
class Part {
  readonly #deflate: DeflateRaw = createDeflateRaw({ level: 3 });
  readonly #entry: ZipInputFile;

  constructor(zip: Zip, filename: string) {
    const entry: ZipInputFile = { filename, size: 0, crc: 0, compression: 8, mtime: writtenAt };
    zip.add(entry);
    this.#entry = entry;
    this.#deflate.on('data', (chunk: Buffer) => entry.ondata?.(null, new Uint8Array(chunk), false));
  }

  async write(text: string): Promise<void> {
    const bytes = Buffer.from(text);
    this.#entry.size += bytes.length;
    this.#entry.crc = crc32(bytes, this.#entry.crc);
    if (!this.#deflate.write(bytes)) await once(this.#deflate, 'drain');
  }

  async end(): Promise<void> {
    this.#deflate.end();
    await once(this.#deflate, 'end');
    this.#entry.ondata?.(null, strToU8(''), true);
  }

  stop(): void {
    this.#deflate.destroy();
  }
}

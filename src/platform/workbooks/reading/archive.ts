import type { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';

import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';

import { Refusal, refusal } from '../../../kernel/errors.ts';

/**
 * What a workbook may cost before it is refused. `unpackedBytes` counts all parts as they declare themselves,
 * `partBytes` is for each part that is really unpacked, `ratio` is unpacked : packed, `rows` are below the header.
 */
export interface WorkbookLimits {
  readonly fileBytes: number;
  readonly parts: number;
  readonly unpackedBytes: number;
  readonly partBytes: number;
  readonly ratio: number;
  readonly rows: number;
  readonly columns: number;
}

/**
 * The file limit is operations.md 4.5. A month of one site has a few thousand rows; 50,000 of them unpack to 11 MB, are
 * read in 2 s and take the process to 410 MB (3,000: 0.3 s, 115 MB). Form controls make parts by the hundred. Revenue
 * sheets, even of zeros only, pack 1:10; deflate cannot go beyond 1:1032.
 */
export const workbookLimits: WorkbookLimits = {
  fileBytes: 50_000_000,
  parts: 1_000,
  unpackedBytes: 200_000_000,
  partBytes: 32_000_000,
  ratio: 100,
  rows: 50_000,
  columns: 64,
};

/** The parts of a workbook by name. `read` gives null where there is no such part. */
export interface Archive {
  read(name: string): Promise<Buffer | null>;
}

// Below this size a part cannot hurt, and tiny parts of one repeated letter have extreme ratios.
const RATIO_FROM_BYTES = 1_000_000;
// An encrypted workbook is wrapped in a compound file; so is the old binary .xls.
const COMPOUND_FILE = Buffer.from('d0cf11e0a1b11ae1', 'hex');

/**
 * Opens the zip directory of a workbook and checks every declared size before anything is unpacked.
 * Throws SOURCES_WORKBOOK_ENCRYPTED, SOURCES_WORKBOOK_UNREADABLE or SOURCES_WORKBOOK_UNPACKS_TOO_LARGE.
 */
export async function openArchive(bytes: Buffer, limits: WorkbookLimits): Promise<Archive> {
  if (bytes.subarray(0, COMPOUND_FILE.length).equals(COMPOUND_FILE))
    throw refusal('SOURCES_WORKBOOK_ENCRYPTED');
  try {
    const zip = await fromBufferPromise(bytes);
    const entries = await directory(zip, limits);
    return {
      read: async (name) => {
        const entry = entries.get(name);
        if (!entry) return null;
        if (entry.uncompressedSize > limits.partBytes) {
          throw bomb(`its part ${name} would unpack to more than ${count(limits.partBytes)} bytes`);
        }
        return await unpack(zip, entry);
      },
    };
  } catch (cause) {
    throw unreadable(cause);
  }
}

/** SOURCES_WORKBOOK_UNREADABLE for what a library threw; a refusal of our own passes unchanged. */
export function unreadable(cause: unknown): Refusal {
  if (cause instanceof Refusal) return cause;
  const text = cause instanceof Error ? cause.message : String(cause);
  return refusal('SOURCES_WORKBOOK_UNREADABLE', { cause: text.replace(/\.$/, '') });
}

async function directory(zip: ZipFile, limits: WorkbookLimits): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  let parts = 0;
  let unpackedBytes = 0;
  for await (const entry of zip.eachEntry()) {
    parts += 1;
    unpackedBytes += entry.uncompressedSize;
    if (entry.isEncrypted()) throw refusal('SOURCES_WORKBOOK_ENCRYPTED');
    if (parts > limits.parts) throw bomb(`it has more than ${count(limits.parts)} parts`);
    if (unpackedBytes > limits.unpackedBytes) {
      throw bomb(`it would unpack to more than ${count(limits.unpackedBytes)} bytes`);
    }
    if (
      entry.uncompressedSize > RATIO_FROM_BYTES &&
      entry.uncompressedSize > entry.compressedSize * limits.ratio
    ) {
      throw bomb(`its part ${entry.fileName} would grow more than ${count(limits.ratio)} times`);
    }
    entries.set(entry.fileName, entry);
  }
  return entries;
}

/** The bytes of a part. The stream itself fails as soon as a part grows beyond its declared size. */
async function unpack(zip: ZipFile, entry: Entry): Promise<Buffer> {
  try {
    const stream: Readable = await zip.openReadStreamPromise(entry);
    const chunks: Buffer[] = [];
    for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    // A flipped bit in a figure is still a figure: only the checksum tells.
    if (crc32(bytes) !== entry.crc32) throw new Error(`the checksum of ${entry.fileName} does not match`);
    return bytes;
  } catch (cause) {
    throw unreadable(cause);
  }
}

function bomb(cause: string): Refusal {
  return refusal('SOURCES_WORKBOOK_UNPACKS_TOO_LARGE', { cause });
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}

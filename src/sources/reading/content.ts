import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readFile, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { refusal } from '../../kernel/errors.ts';
import { streamKept } from '../../kernel/inside-folder.ts';
import { isDay } from '../../kernel/month.ts';

/** A file as it was received, before anyone has read it. */
export interface Content {
  readonly path: string;
  /** Name without folder; what the batch remembers. */
  readonly name: string;
  readonly sizeBytes: number;
  /** SHA-256 of the bytes as received, lower-case hexadecimal. */
  readonly sha256: string;
  /** CSV text that stands in for the file: rows of a workbook, or records of quarantine. */
  readonly text?: Buffer;
  /** With `text`: for each record, its line where it came from. */
  readonly lines?: readonly number[];
}

const chunkBytes = 131_072;

/** Looks at the file at `path`: its size and hash. Refuses with SOURCES_FILE_UNREADABLE. */
export async function contentAt(path: string, name = basename(path)): Promise<Content> {
  try {
    const { size } = await stat(path);
    const hash = createHash('sha256');
    for await (const chunk of chunksOf(path)) hash.update(chunk);
    return { path, name, sizeBytes: size, sha256: hash.digest('hex') };
  } catch (cause) {
    throw refusal('SOURCES_FILE_UNREADABLE', {
      file: path,
      cause: cause instanceof Error ? cause.message : String(cause),
    });
  }
}

/**
 * Keeps a stream (standard input, a request) as a new file at `path`, so that it is read like any other file; nobody
 * else on the machine may read it.
 */
export async function spool(stream: Readable, path: string): Promise<void> {
  await pipeline(stream, await streamKept(dirname(path), basename(path)));
}

/**
 * The bytes of the file, unpacked when its name ends in `.gz`; a chunk is only valid until the next one is asked for.
 * `onBytes` hears how many bytes of the file were read.
 */
export async function* openContent(
  content: Content,
  onBytes: (count: number) => void,
): AsyncGenerator<Buffer> {
  if (content.text) {
    yield content.text;
    return;
  }
  if (/\.gz$/i.test(content.name)) {
    yield* unpacked(content.path, onBytes);
    return;
  }
  for await (const chunk of chunksOf(content.path)) {
    onBytes(chunk.length);
    yield chunk;
  }
}

/** The file in chunks of one buffer that is used again: a new one per chunk costs memory by the hundred megabytes. */
async function* chunksOf(path: string): AsyncGenerator<Buffer> {
  const file = await open(path);
  try {
    const buffer = Buffer.allocUnsafeSlow(chunkBytes);
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, chunkBytes, null);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

/** Text of a feed packs to a tenth or, at most, to a fiftieth; zeros to a thousandth. The first megabytes are free. */
const growthMax = 250;
const freeBytes = 16_777_216;

async function* unpacked(path: string, onBytes: (count: number) => void): AsyncGenerator<Buffer> {
  const { size } = await stat(path);
  let left = Math.max(freeBytes, size * growthMax);
  const file = createReadStream(path, { highWaterMark: chunkBytes });
  file.on('data', (chunk) => {
    onBytes(chunk.length);
  });
  const gunzip = createGunzip({ chunkSize: chunkBytes });
  file.on('error', (error) => gunzip.destroy(error));
  for await (const chunk of file.pipe(gunzip)) {
    left -= (chunk as Buffer).length;
    if (left < 0) {
      const cause = `it unpacks to more than ${String(growthMax)} times its size`;
      throw refusal('SOURCES_FILE_UNREADABLE', { file: path, cause });
    }
    yield chunk as Buffer;
  }
}

/** What the sender says the file holds: a manifest beside it, or a trailer as its last record. */
export interface Promised {
  readonly rows?: number;
  /** Header name to exact sum. */
  readonly sums: Readonly<Record<string, string>>;
  /** The day a complete list speaks of, `YYYY-MM-DD`. */
  readonly asOf?: string;
}

/** Reads `<file>.manifest.json`; null when there is none. Refuses with SOURCES_MANIFEST_UNREADABLE. */
export async function manifestOf(path: string): Promise<Promised | null> {
  const manifest = `${path}.manifest.json`;
  let text: string;
  try {
    text = await readFile(manifest, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null;
    throw refusal('SOURCES_MANIFEST_UNREADABLE', { file: manifest, cause: String(cause) });
  }
  return parseManifest(text, manifest);
}

/** A sum as a sender promises it: no more digits than any total of ours can have. */
export const plainDecimal = /^-?\d{1,30}(\.\d{1,30})?$/;

function parseManifest(text: string, file: string): Promised {
  const wrong = (cause: string) => refusal('SOURCES_MANIFEST_UNREADABLE', { file, cause });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw wrong('it is not JSON');
  }
  if (typeof value !== 'object' || value === null) throw wrong('it is not an object');
  const { rows, sums, as_of: asOf } = value as Record<string, unknown>;
  if (rows !== undefined && !Number.isInteger(rows)) throw wrong('"rows" is not a whole number');
  if (asOf !== undefined && !(typeof asOf === 'string' && isDay(asOf))) {
    throw wrong('"as_of" is not a day of the calendar YYYY-MM-DD');
  }
  const exactSums = Object.entries((sums ?? {}) as Record<string, unknown>).map(([header, sum]) => {
    if (typeof sum !== 'string' || !plainDecimal.test(sum))
      throw wrong(`the sum of ${header} is not decimal text`);
    return [header.toUpperCase(), sum] as const;
  });
  return {
    sums: Object.fromEntries(exactSums),
    ...(typeof rows === 'number' ? { rows } : {}),
    ...(typeof asOf === 'string' ? { asOf } : {}),
  };
}

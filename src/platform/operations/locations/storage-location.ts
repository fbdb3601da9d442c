import { Readable, Transform, type TransformCallback } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { Refusal, refusal } from '../../../kernel/errors.ts';

/** A file as it is read or written, and its size. */
export interface SizedStream {
  readonly stream: Readable;
  readonly bytes: number;
}

/**
 * Where backups and log are stored: a folder, a bucket, a folder of another machine. Paths are names with `/` between
 * them, below what the location was opened for; names that begin with `.` are drafts, which nobody sees. What fails is
 * refused with BACKUP_LOCATION_FAILED, and never repeats a secret.
 */
export interface StorageLocation {
  /** How people name it, without secrets. */
  readonly name: string;
  /** Names of the files and folders directly in a folder, `''` for the location itself; none where it is missing. */
  readonly list: (folder: string) => Promise<string[]>;
  /** Fails as `isMissing` tells where there is no such file. */
  readonly read: (path: string) => Promise<SizedStream>;
  /** Whole and lasting under its name when this returns, in place of what was there; else as before. */
  readonly put: (path: string, content: Buffer | SizedStream) => Promise<void>;
  /** A file that is not there is no failure. Folders that become empty vanish. */
  readonly remove: (path: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

class MissingFile extends Error {
  readonly code = 'ENOENT';
}

/** What `read` fails with for a file that is not there. */
export function missingFile(path: string): Error {
  return new MissingFile(`${path} is missing`);
}

/** Whether a failure says that there is no such file. */
export function isMissing(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && (cause.code === 'ENOENT' || cause.code === 'ENOTDIR');
}

/** The whole content of a file; null where there is none. */
export async function readWhole({ read }: StorageLocation, path: string): Promise<Buffer | null> {
  try {
    return await buffer((await read(path)).stream);
  } catch (cause) {
    if (isMissing(cause)) return null;
    throw cause;
  }
}

/** Does work at a location; what fails says of which. */
export async function atLocation<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof Refusal || isMissing(cause)) throw cause;
    throw refusal('BACKUP_LOCATION_FAILED', { location: name, cause: inWords(cause) });
  }
}

/** A stream that fails as its location does. */
export function ofLocation(name: string, { stream: source, bytes }: SizedStream): SizedStream {
  const passed = new Watched(bytes);
  source.once('error', (cause) => {
    passed.destroy(refusal('BACKUP_LOCATION_FAILED', { location: name, cause: inWords(cause) }));
  });
  passed.once('close', () => source.destroy());
  return { stream: source.pipe(passed), bytes };
}

/** Content as a stream, which fails when it ends early, or when nobody takes more of it for a long time. */
export function watchedStream(content: Buffer | SizedStream): Readable {
  if (Buffer.isBuffer(content)) return Readable.from([content]);
  const watched = new Watched(content.bytes);
  content.stream.once('error', (cause) => watched.destroy(cause));
  watched.once('close', () => content.stream.destroy());
  return content.stream.pipe(watched);
}

/** Size of content. */
export function sizeOf(content: Buffer | SizedStream): number {
  return Buffer.isBuffer(content) ? content.length : content.bytes;
}

const patienceMs = 10 * 60_000;

/** Passes bytes on, and fails when none passed for a long time or there are not as many as expected. */
class Watched extends Transform {
  readonly #expected: number;
  #bytes = 0;
  #timer = this.#watch();

  constructor(expected: number) {
    super();
    this.#expected = expected;
    // Whoever takes it may not listen yet; it fails for them all the same.
    this.on('error', () => undefined);
  }

  override _transform(chunk: Buffer, _: BufferEncoding, done: TransformCallback): void {
    clearTimeout(this.#timer);
    this.#timer = this.#watch();
    this.#bytes += chunk.length;
    done(null, chunk);
  }

  override _flush(done: TransformCallback): void {
    const isWhole = this.#bytes === this.#expected;
    const counts = `${String(this.#bytes)} of ${String(this.#expected)}`;
    done(isWhole ? null : new Error(`the transfer ended after ${counts} bytes`));
  }

  override _destroy(cause: Error | null, done: (cause: Error | null) => void): void {
    clearTimeout(this.#timer);
    done(cause);
  }

  #watch(): NodeJS.Timeout {
    return setTimeout(() => {
      this.destroy(new Error('nothing moved for 10 minutes'));
    }, patienceMs).unref();
  }
}

/** What failed, as far as people can use it; drivers put the reason of the system into the cause. */
function inWords(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const inner = cause.cause;
  if (inner instanceof Error) return inWords(inner);
  const code = 'code' in cause && typeof cause.code === 'string' ? `${cause.code} ` : '';
  const message = cause.message === '' ? 'it does not answer' : cause.message;
  return message.includes(code.trim()) ? message : `${code}${message}`;
}

import { refusal } from '../../kernel/errors.ts';
import { recordBytesMax } from './scan-records.ts';

/**
 * Keeps zero bytes at the end of a file from being read as a record: a disk that was full, or a copy that ran ahead of
 * the writer, leaves them by the block. Those inside a record go through, for the record to be held back.
 */
export class ZeroBytes {
  readonly #file: string;
  /** Zero bytes since the last other byte. */
  #waiting = 0;

  constructor(file: string) {
    this.#file = file;
  }

  /** The bytes that may be read by now. Refuses a hole of zero bytes with SOURCES_FILE_ZERO_BYTES. */
  *pass(chunk: Buffer): Generator<Buffer> {
    let end = chunk.length;
    while (end > 0 && chunk[end - 1] === 0) end -= 1;
    if (end > 0 && this.#waiting > 0) {
      if (this.#waiting > recordBytesMax) throw this.#refused('holds');
      yield Buffer.alloc(this.#waiting);
      this.#waiting = 0;
    }
    this.#waiting += chunk.length - end;
    if (end > 0) yield chunk.subarray(0, end);
  }

  /** The file is over. */
  end(): void {
    if (this.#waiting > 0) throw this.#refused('ends in');
  }

  #refused(where: string): Error {
    return refusal('SOURCES_FILE_ZERO_BYTES', { file: this.#file, where, count: this.#waiting });
  }
}

import { createHash } from 'node:crypto';
import { pipeline, Transform, type Readable, type TransformCallback } from 'node:stream';

/** Bytes of a file and their SHA-256, in hexadecimal. */
export interface FileDigest {
  readonly bytes: number;
  readonly sha256: string;
}

/** Passes bytes on and keeps their digest. */
export class Digest extends Transform {
  readonly #hash = createHash('sha256');
  #bytes = 0;

  override _transform(chunk: Buffer, _: BufferEncoding, done: TransformCallback): void {
    this.#hash.update(chunk);
    this.#bytes += chunk.length;
    done(null, chunk);
  }

  /** Of what passed so far. */
  outcome(): FileDigest {
    return { bytes: this.#bytes, sha256: this.#hash.copy().digest('hex') };
  }
}

/** The digest as a stream that what comes from `source` passes; when one of the two fails, both do. */
export function through(source: Readable, digest: Digest): Readable {
  // The reader hears of a failure from the stream itself.
  return pipeline(source, digest, () => undefined);
}

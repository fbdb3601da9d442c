import type pg from 'pg';

/** Driver messages of a copy to the server, which its types leave out. */
interface CopyingConnection extends pg.Connection {
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
}

/** Bytes of one message. */
const pieceBytes = 64 * 1024;

/**
 * Hands the server the manifest of an earlier backup, as the driver runs it (UPLOAD_MANIFEST, PostgreSQL 17, 53.4): the
 * next backup over the same connection can build upon that.
 */
export class ManifestUpload implements pg.Submittable {
  readonly answered: Promise<void>;
  readonly #manifest: Buffer;
  #resolve!: () => void;
  #reject!: (cause: unknown) => void;

  constructor(manifest: Buffer) {
    this.#manifest = manifest;
    this.answered = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  submit(connection: pg.Connection): void {
    connection.query('UPLOAD_MANIFEST');
  }

  handleCopyInResponse(connection: CopyingConnection): void {
    for (let at = 0; at < this.#manifest.length; at += pieceBytes)
      connection.sendCopyFromChunk(this.#manifest.subarray(at, at + pieceBytes));
    connection.endCopyFrom();
  }

  handleCommandComplete(): void {
    // It is over with what comes next.
  }

  handleReadyForQuery(): void {
    this.#resolve();
  }

  handleError(cause: Error): void {
    this.#reject(cause);
  }
}
